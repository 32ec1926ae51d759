import type { DemoAccount } from '../server/site.ts'
import { start_workers } from './workers.ts'

/** One installation, or the hub, in a process of its own. Its address and accounts come over the channel that started it. */
export type FacilityWish = {
  database_url: string
  read_database_url?: string
  base_url: string
  port: number
  /** Where it listens; loopback otherwise. `::` for IPv6 and IPv4. */
  host?: string
  demo_accounts: DemoAccount[]
  /** Processes that serve; 1: this one. */
  workers: number
  /** A hub instead of a facility server. The key, base64, is the one it encrypts with. */
  hub?: { code: string; content_key: string }
}

const fail = (error?: unknown): void => {
  if (error !== undefined) console.error(error)
  process.exit(1)
}

/** The program itself is loaded only where it serves: who only watches over workers stays small. */
const start = async (wish: FacilityWish): Promise<{ close(): Promise<void> }> => {
  const one = { ...wish, workers: 1 }
  if (wish.workers > 1) return start_workers(one, wish.workers, fail)
  if (wish.hub) {
    const { start_hub_server } = await import('../hub/listen.ts')
    const content_keys = [{ id: 'demo', key: Buffer.from(wish.hub.content_key, 'base64') }]
    return start_hub_server({ ...one, code: wish.hub.code, content_keys })
  }
  const { start_facility_server } = await import('../server/listen.ts')
  return start_facility_server(one)
}

process.once('message', (wish: FacilityWish) => {
  start(wish).then((site) => {
    let closing = false
    const close = () => {
      if (closing) return
      closing = true
      void site.close().finally(() => process.exit(0))
    }
    process.on('SIGTERM', close)
    process.on('SIGINT', () => undefined) // Ctrl-C reaches the whole group; the launcher stops us in order.
    process.on('disconnect', close) // The launcher is gone, killed perhaps: nobody would stop us.
    process.send?.('listening')
  }, fail)
})
