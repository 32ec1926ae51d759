import { demand, may } from '../../platform/access/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { WebServer } from '../../platform/http/index.ts'
import type { SendingClocks } from './contract.ts'
import { count_clocks } from './count-clocks.ts'

/** How late one's own facility is, as numbers: for its desk, and for who answers for its figures. */
export const sending_clock_routes = (web: WebServer, database: Database): void => {
  web.app.get('/api/sending-clocks', async (request): Promise<SendingClocks> => {
    const caller = await web.caller(request)
    if (!may(caller, 'board.own')) demand(caller, 'exchange.read')
    return database.in_facility(caller.facility, (sql) => count_clocks(sql, caller.facility))
  })
}
