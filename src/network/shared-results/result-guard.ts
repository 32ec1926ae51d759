import { resource_of, type TypeGuard, type Unit } from '../../platform/records/index.ts'
import { id_of_reference, type Resource } from '../../standards/fhir/index.ts'
import { put_due } from '../health-book/index.ts'
import { is_released, kind_of_report, taken_at_of } from './report-facts.ts'

/** Results loaded from an old system were released long ago. */
const fresh_days = 7

/** A released result is to be told of: with the write that releases it, or by whoever says so. */
export const publish_result = async (unit: Unit, report: Resource & { id: string }): Promise<void> => {
  const patient = id_of_reference(report['subject'])
  if (patient === undefined) return
  const at = taken_at_of(report)
  await put_due(unit.sql, unit.caller.facility, {
    ...{ about: `DiagnosticReport/${report.id}`, patient, encounter: id_of_reference(report['encounter']) },
    ...{ kind: kind_of_report(report), ended_at: at === '' ? new Date().toISOString() : at },
  })
}

const is_on = async (unit: Unit): Promise<boolean> => {
  const { rows } = await unit.sql.query<{ publishes_results: boolean }>(
    'SELECT publishes_results FROM health_book.setting WHERE facility = $1',
    [unit.caller.facility],
  )
  return rows[0]?.publishes_results ?? true
}

/** Every final report is shared, unless the facility has switched that off (health_book.setting). */
export const result_guard: TypeGuard = {
  type: 'DiagnosticReport',
  async before_write(unit, resource, before) {
    if (!is_released(resource)) return resource
    const was_released = before !== undefined && !before.deleted && is_released(resource_of(before))
    const at = Date.parse(taken_at_of(resource))
    if (!was_released && Date.now() - at > fresh_days * 86_400_000) return resource
    if (await is_on(unit)) await publish_result(unit, resource)
    return resource
  },
  before_remove: () => Promise.resolve(),
}
