import { start_facility_server } from '../src/apps/server/listen.ts'

/** A facility server in a process of its own, to be killed. */
process.once('message', ({ url, port }: { url: string; port: number }) => {
  void start_facility_server({
    ...{ database_url: url, base_url: `http://127.0.0.1:${port}`, port },
    exchange: { poll_ms: 50, sync_ms: 150 },
  }).then(() => process.send?.('listening'))
})
