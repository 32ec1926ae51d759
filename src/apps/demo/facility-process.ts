import { start_facility_server } from '../server/listen.ts'
import type { DemoAccount } from '../server/site.ts'

/** One installation in a process of its own. Its address and accounts come over the channel that started it. */
export type FacilityWish = { database_url: string; base_url: string; port: number; demo_accounts: DemoAccount[] }

process.once('message', (wish: FacilityWish) => {
  void start_facility_server(wish).then(
    (site) => {
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
    },
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
