import { local_date } from '../../base/time/index.ts'
import { resource_of, successor_of, type TypeGuard, type Unit } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { deceased_of } from '../../chart/patients/index.ts'

/** death: the day, 'true' where nobody knows it, or 'alive'. chart: the chart that took this one's place, or 'own'. */
export type NewsMatter = 'death' | 'chart'

export const alive = 'alive'
export const own_chart = 'own'

/** @param again also where the hub was told the same before */
const to_tell = (unit: Unit, patient: string, what: NewsMatter, wanted: string, again = false): Promise<unknown> =>
  unit.sql.query(
    `INSERT INTO exchange.person_news AS n (facility, patient, what, wanted) VALUES ($1, $2, $3, $4)
     ON CONFLICT (facility, patient, what) DO UPDATE
       SET wanted = $4, told = CASE WHEN $5 THEN '' ELSE n.told END, since = now(), next_at = now(), failures = 0,
         last_error = NULL`,
    [unit.caller.facility, patient, what, wanted, again],
  )

/** What the hub never heard of is not told; what may have reached it is taken back there. */
const to_take_back = (unit: Unit, patient: string, what: NewsMatter, wanted: string): Promise<unknown> =>
  unit.sql.query(
    `WITH unheard AS (
       DELETE FROM exchange.person_news WHERE facility = $1 AND patient = $2 AND what = $3 AND tried_at IS NULL)
     UPDATE exchange.person_news SET wanted = $4, since = now(), next_at = now(), failures = 0, last_error = NULL
     WHERE facility = $1 AND patient = $2 AND what = $3 AND tried_at IS NOT NULL`,
    [unit.caller.facility, patient, what, wanted],
  )

/** The day only: no other house needs the hour. */
const death_day = (patient: Resource): string | undefined => {
  const at = deceased_of(patient)
  return at === undefined || at.length <= 10 ? at : local_date(at)
}

const successor_id = (patient: Resource): string | undefined => successor_of(patient)?.slice('Patient/'.length)

/**
 * What of a person the hub must hear is queued with the write that says it, whichever way it comes: a death, its being put
 * right or taken back, two charts that became one, or two again.
 */
export const person_guard: TypeGuard = {
  type: 'Patient',
  async before_write(unit, resource, before) {
    const was = before && !before.deleted ? resource_of(before) : undefined
    const [died, had_died] = [death_day(resource), was && death_day(was)]
    const [into, was_into] = [successor_id(resource), was && successor_id(was)]
    // While it was the other's, the hub may have heard of its death as of the other's.
    const is_parted = into === undefined && was_into !== undefined
    // Of a chart that another took the place of, the other speaks.
    if (into === undefined && (died !== had_died || is_parted))
      await (died === undefined
        ? to_take_back(unit, resource.id, 'death', alive)
        : to_tell(unit, resource.id, 'death', died, is_parted))
    if (into !== was_into)
      await (into === undefined
        ? to_take_back(unit, resource.id, 'chart', own_chart)
        : to_tell(unit, resource.id, 'chart', into))
    return resource
  },
  before_remove: () => Promise.resolve(),
}
