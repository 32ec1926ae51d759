import { fail } from '../../base/outcome/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { printed_name } from '../../standards/e-prescription/index.ts'
import { code_system } from '../../standards/fhir/index.ts'
import { answer_received, find_received } from '../exchange/index.ts'
import { get_code, national_line, view_of, type Found } from './look-up.ts'
import { code_of_letter, find_received_prescription } from './received-store.ts'
import { list_sale_lines, own_sold } from './sale-store.ts'

/** The letter as it stands in this transaction: it may have been replaced or given back since it was looked up. */
export const with_letter_now = async (unit: Unit, found: Found): Promise<Found> => {
  if (!found.letter) return found
  const now = (await find_received(unit, [found.letter.id])).get(found.letter.id)
  if (!now) return found
  const by = now.superseded === null ? undefined : ((await code_of_letter(unit, now.superseded)) ?? 'mới')
  return { ...found, letter: now, replaced_by: found.replaced_by ?? by }
}

/** What this house handed out so far, line by line, as elements of Task.output: all of it each time, so that telling it twice adds nothing. */
const dispensed_so_far = async (unit: Unit, found: Found): Promise<Record<string, unknown>[]> => {
  const { prescription } = found
  const rows = await list_sale_lines(unit.sql, unit.caller.facility, prescription.code)
  return prescription.lines.flatMap((line) => {
    const value = own_sold(rows, line.id).all
    const coding = [
      { system: code_system.exchange, code: 'dispensed' },
      { system: code_system.drug, code: national_line(found, line) },
    ]
    return value > 0 ? [{ type: { coding, text: printed_name(line) }, valueQuantity: { value, unit: line.unit } }] : []
  })
}

/** Whoever sent it by the hub learns what became of it: some handed out, or all. */
export const answer_by_sales = async (unit: Unit, found: Found): Promise<void> => {
  const { letter } = await with_letter_now(unit, found)
  if (!letter || letter.state === 'rejected') return
  const { lines } = await view_of(unit, found)
  const state = lines.every(({ left }) => left === 0) ? 'completed' : 'accepted'
  await answer_received(unit, letter, { state, beside: await dispensed_so_far(unit, found) })
}

const reason_max = 500

/**
 * Given back before anything went out: the person may take it elsewhere, and whoever wrote it reads why.
 * @throws 404 nothing came under this code, 409 something went out already, or it was given back
 */
export const decline_prescription = async (
  store: Store,
  caller: Caller,
  text: string,
  reason: string,
): Promise<void> => {
  demand(caller, 'prescription.dispense')
  const code = get_code(text)
  const said = reason.trim().slice(0, reason_max)
  if (said === '') throw fail.value('Hãy ghi lý do trả lại: nơi kê đơn và người bệnh cần biết', 'reason')
  await store.unit(caller, async (unit) => {
    await unit.take_turn(`dispensing:${caller.facility}:${code}`)
    const found = await find_received_prescription(unit, code)
    if (!found) throw fail.not_found(`Không có đơn ${code} nào gửi tới đây qua trục`)
    const sold = await list_sale_lines(unit.sql, caller.facility, code)
    if (sold.length > 0) throw fail.conflict(`Đã cấp thuốc theo đơn ${code}, không trả lại được nữa`)
    if (found.letter.state === 'rejected') throw fail.conflict(`Đơn ${code} đã trả lại trước đó`)
    await answer_received(unit, found.letter, { state: 'rejected', reason: said })
    unit.note({
      ...{ action: 'U', interaction: 'decline', type: 'MedicationRequest', detail: `trả lại nơi kê: ${said}` },
      ref: `MedicationRequest?group-identifier=${code}`,
    })
  })
}
