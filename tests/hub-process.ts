import { start_hub_server } from '../src/apps/hub/listen.ts'

export type HubWish = {
  url: string
  base_url: string
  port: number
  /** Where it listens; to be reached from other machines 0.0.0.0. */
  host: string
  code: string
  content_key: { id: string; key: string }
}

/** A hub in a process of its own. */
process.once('message', ({ url, base_url, port, host, code, content_key }: HubWish) => {
  const content_keys = [{ id: content_key.id, key: Buffer.from(content_key.key, 'base64') }]
  void start_hub_server({
    ...{ database_url: url, base_url, port, host, code, content_keys, poll_ms: 50 },
  }).then(() => process.send?.('listening'))
})
