import { resource_of, type Stored, type TypeGuard } from '../../../platform/records/index.ts'
import type { Resource } from '../../../standards/fhir/index.ts'
import { to_stay } from '../../../chart/encounters/index.ts'
import { put_due } from './queue.ts'

/** What is loaded from an old system ended long ago and was told there. */
const fresh_days = 7

const is_fresh = (ended_at: string): boolean => Date.now() - Date.parse(ended_at) < fresh_days * 86_400_000

const was_finished = (before: Stored | undefined): boolean =>
  before !== undefined && !before.deleted && resource_of(before)['status'] === 'finished'

/**
 * Every visit that ends is told of, whichever way it is written, in the transaction that ends it (QĐ 31/QĐ-BYT 2026: sent
 * after the visit ends; SHARE-10). A finished visit that is put right is told of again.
 */
export const visit_guard: TypeGuard = {
  type: 'Encounter',
  async before_write(unit, resource: Resource & { id: string }, before) {
    if (resource['status'] !== 'finished') return resource
    const { patient, discharged_at, house } = to_stay(resource)
    // The house it came from tells of it.
    if (house !== undefined) return resource
    if (patient === '' || discharged_at === undefined) return resource
    if (!was_finished(before) && !is_fresh(discharged_at)) return resource
    const { facility } = unit.caller
    const about = `Encounter/${resource.id}`
    if (was_finished(before)) {
      await unit.sql.query(
        `UPDATE health_book.publication SET state = 'due', round = round + 1, tries = 0, next_at = now()
         WHERE facility = $1 AND about = $2`,
        [facility, about],
      )
      return resource
    }
    const event = { about, patient, encounter: resource.id, kind: 'health-book', ended_at: discharged_at }
    await put_due(unit.sql, facility, event)
    return resource
  },
  before_remove: () => Promise.resolve(),
}
