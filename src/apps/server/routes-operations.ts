import { find_link } from '../../network/exchange/index.ts'
import { facility_queues, operations_routes, type Office } from '../../network/operations/index.ts'
import type { Site } from './site.ts'

/** Whether this installation runs, for who keeps it. */
export const health_routes = ({ database, web }: Site, database_url: string): void => {
  const office: Office = {
    ...{ database, env: process.env, started_at: new Date(), has_wards: true },
    queues: (facility) => facility_queues(database, facility),
    clock_of: (facility) =>
      database.read_facility(facility, async (sql) => {
        const link = await find_link(sql, facility)
        return link?.is_on ? link.base_url : undefined
      }),
  }
  operations_routes(office, web, database_url)
}
