import { find_facility, list_staffed_facilities } from '../../platform/access/index.ts'
import { own_level_routes, prove, send_assessments, software } from '../../network/it-level/index.ts'
import type { Site } from './site.ts'

/** What waits for the hub is tried again, and the Sở's demands are asked for. */
const try_again_ms = 3_600_000

/** The facility's own level: counted here, declared here, sent from here. */
export const it_level_routes = ({ web, database }: Site): void => {
  const stopping = new AbortController()
  const send = (facility: string) => send_assessments(database, facility, stopping.signal)
  const name_of = async (code: string): Promise<string> =>
    (await database.in_site((sql) => find_facility(sql, code)))?.name ?? code
  own_level_routes(
    {
      database,
      name_of,
      send,
      measuring: { software, prove: (facility, patience) => prove(database, facility, patience) },
    },
    web,
  )
  const again = setInterval(() => {
    const all = async (): Promise<void> => {
      for (const { code } of await database.in_site(list_staffed_facilities)) await send(code)
    }
    all().catch((error: unknown) => web.app.log.error({ err: error }, 'sending the IT level failed'))
  }, try_again_ms)
  again.unref()
  web.app.addHook('onClose', (_app, done) => {
    clearInterval(again)
    stopping.abort()
    done()
  })
}
