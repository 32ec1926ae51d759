import type { Database } from '../../../platform/database/index.ts'
import { is_object } from '../../../standards/fhir/index.ts'
import { HubRefuses, type Hub } from '../../exchange/index.ts'

/** What the hub counted of this facility, kept with its time: the page shows it also while the line is down. */
export const fetch_hub_days = async (database: Database, hub: Hub): Promise<void> => {
  const { facility, base_url } = hub.link
  const answer = await hub
    .ask({ method: 'GET', path: `${base_url}/lien-thong/counters/days` })
    .catch((error: unknown) => {
      // A hub of an older program has no such door: what it told before stays.
      if (error instanceof HubRefuses && error.status === 404) return undefined
      throw error
    })
  const body = answer?.json()
  if (!is_object(body) || !Array.isArray(body['days']) || !Array.isArray(body['errors'])) return
  await database.in_facility(facility, (sql) =>
    sql.query('UPDATE counters.state SET hub_days = $2, hub_days_at = now() WHERE facility = $1', [
      ...[facility, JSON.stringify(body)],
    ]),
  )
}
