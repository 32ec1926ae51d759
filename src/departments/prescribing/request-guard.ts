import { fail } from '../../base/outcome/index.ts'
import { resource_of, type TypeGuard } from '../../platform/records/index.ts'
import { code_of_request, read_code } from '../../standards/e-prescription/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { find_prescription } from './prescription-store.ts'

const without_state = (request: Resource): string => {
  const { status: _status, statusReason: _reason, meta: _meta, ...rest } = request
  return JSON.stringify(rest)
}

/**
 * A signed prescription is frozen on every path, the FHIR door too (RX-07): of its lines only the status moves, and a line
 * under a code of this facility comes into being by signing alone.
 */
export const request_guard: TypeGuard = {
  type: 'MedicationRequest',
  async before_write(unit, resource, before) {
    const earlier = before && !before.deleted ? resource_of(before) : undefined
    const code = code_of_request(earlier ?? resource) ?? ''
    const parts = read_code(code)
    if (!parts || parts.facility !== unit.caller.facility.toUpperCase()) return resource
    const stored = await find_prescription(unit.sql, unit.caller.facility, code)
    if (!stored?.body.lines.some(({ id }) => id === resource.id))
      throw fail.rule(
        `Mã đơn ${code} do việc ký đơn cấp; không ghi thêm dòng thuốc vào đơn`,
        'MedicationRequest.groupIdentifier',
      )
    if (!earlier) return resource
    if (without_state(earlier) !== without_state(resource))
      throw fail.rule(`Đơn ${code} đã ký, không sửa được; hãy kê đơn thay thế`, 'MedicationRequest')
    if (resource['status'] === 'cancelled' && earlier['status'] !== 'cancelled' && stored.replaced_by === null)
      throw fail.rule(`Đơn ${code} đã ký; muốn bỏ hãy kê đơn thay thế`, 'MedicationRequest.status')
    if (earlier['status'] === 'cancelled' && resource['status'] !== 'cancelled')
      throw fail.rule(`Đơn ${code} đã được thay bằng đơn ${stored.replaced_by ?? ''}`, 'MedicationRequest.status')
    return resource
  },
  async before_remove(unit, before) {
    const code = code_of_request(resource_of(before)) ?? ''
    if (await find_prescription(unit.sql, unit.caller.facility, code))
      throw fail.rule(`Đơn ${code} đã ký, không xóa được`, 'MedicationRequest')
  },
}
