import { fail } from '../../base/outcome/index.ts'
import { resource_of, type TypeGuard, type Unit } from '../../platform/records/index.ts'
import { foreign_house, id_of_reference, type Resource } from '../../standards/fhir/index.ts'
import { put_due } from '../health-book/index.ts'
import { is_released, kind_of_report, taken_at_of } from './report-facts.ts'

/** Results loaded from an old system were released long ago. */
const fresh_days = 7

const event_of = (report: Resource & { id: string }) => {
  const at = taken_at_of(report)
  return {
    ...{ about: `DiagnosticReport/${report.id}`, patient: id_of_reference(report['subject']) ?? '' },
    ...{ encounter: id_of_reference(report['encounter']), kind: kind_of_report(report) },
    ended_at: at === '' ? new Date().toISOString() : at,
  }
}

/** Somebody wants this result shared, also where results do not go by themselves. @throws 404, 422 before it is released */
export const publish_result = async (unit: Unit, id: string): Promise<void> => {
  const report = resource_of(await unit.get('DiagnosticReport', id))
  const house = foreign_house(report)
  if (house !== undefined) throw fail.rule(`Kết quả này của ${house || 'cơ sở khác'}, nhập từ tệp; nơi đó chia sẻ`)
  if (!is_released(report)) throw fail.rule('Phiếu kết quả chưa được duyệt trả; chưa chia sẻ được', 'status')
  await put_due(unit.sql, unit.caller.facility, { ...event_of({ ...report, id }), is_asked: true })
}

/** Every final report is shared, unless the facility has switched that off (health_book.setting); so is that one was taken back. */
export const result_guard: TypeGuard = {
  type: 'DiagnosticReport',
  async before_write(unit, resource, before) {
    // Another house's result, taken in from its file, is that house's to share.
    if (foreign_house(resource) !== undefined) return resource
    const was_released = before !== undefined && !before.deleted && is_released(resource_of(before))
    if (!is_released(resource) && !was_released) return resource
    const event = event_of(resource)
    const is_old = Date.now() - Date.parse(event.ended_at) > fresh_days * 86_400_000
    if (event.patient !== '' && (was_released || !is_old)) await put_due(unit.sql, unit.caller.facility, event)
    return resource
  },
  async before_remove(unit, { id }) {
    const { rows } = await unit.sql.query(
      'SELECT FROM health_book.publication WHERE facility = $1 AND about = $2 AND document IS NOT NULL',
      [unit.caller.facility, `DiagnosticReport/${id}`],
    )
    if (rows.length > 0)
      throw fail.rule(
        'Phiếu kết quả đã chia sẻ cho nơi khác, xóa đi thì nơi đang dùng không biết; hãy thu hồi: ghi trạng thái entered-in-error',
        'status',
      )
  },
}
