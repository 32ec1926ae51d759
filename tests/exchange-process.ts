import { start_facility_server } from '../src/apps/server/listen.ts'
import { demo_otp } from '../src/network/health-book/index.ts'

/** A facility server in a process of its own, to be killed; its clock may be wrong. */
process.once('message', ({ url, port, skew_ms }: { url: string; port: number; skew_ms: number }) => {
  const right = Date.now
  Date.now = () => right() + skew_ms
  void start_facility_server({
    ...{ database_url: url, base_url: `http://127.0.0.1:${port}`, port },
    exchange: { poll_ms: 50, sync_ms: 150 },
    health_book: { poll_ms: 50, sweep_ms: 500, otp: demo_otp },
  }).then(() => process.send?.('listening'))
})
