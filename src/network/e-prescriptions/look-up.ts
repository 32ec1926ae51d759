import { fail } from '../../base/outcome/index.ts'
import { initials } from '../../base/text/index.ts'
import { local_date } from '../../base/time/index.ts'
import { find_prescription } from '../../departments/prescribing/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import {
  code_in,
  judge_national,
  national_code,
  printed_name,
  type Prescription,
} from '../../standards/e-prescription/index.ts'
import { name_facilities, type Received } from '../exchange/index.ts'
import { is_record } from './answer.ts'
import type { DispensingView } from './contract.ts'
import type { Gateway } from './qd808.ts'
import { sold_of } from './same-prescription.ts'
import { list_sale_lines, own_sold, to_sales, type SaleRow } from './sale-store.ts'
import { Unreachable } from './wire.ts'

/** A prescription wherever it was signed, with what others have sold on it. */
export type Found = {
  source: 'own' | 'national' | 'hub'
  prescription: Prescription
  /** Encounter and the like, of our own. */
  replaced_by: string | undefined
  /** By the line's code at the national system; undefined where it was not asked or does not say. */
  national_sold: Map<string, number> | undefined
  /** Others may have sold on it, and nobody could be asked how much: nothing goes out. */
  is_unasked?: boolean
  /** By which it came, where it came by the hub too. */
  letter?: Received
  /** Another house is to hand it out, by the person's own choice. */
  elsewhere?: string
  /** For whoever hands out, beside all that. */
  note?: string
}

export const get_code = (text: string): string => {
  const code = code_in(text)
  if (!code) throw fail.value('Không đọc được mã đơn thuốc: 14 ký tự, ví dụ 24012a1b2c3d-C', 'code')
  return code
}

const unasked =
  'Chưa hỏi được hệ thống đơn thuốc quốc gia; chưa biết đơn còn hiệu lực và nơi khác đã cấp bao nhiêu nên chưa cấp thuốc được. Thử lại khi đường truyền thông'

/** What the national system holds of it. @throws 404, 503 where nobody answered */
export const ask_national = async (gateway: Gateway | undefined, code: string): Promise<Found> => {
  if (!gateway)
    throw fail.not_found(`Không có đơn ${code} tại đây, và nơi này chưa kết nối hệ thống đơn thuốc quốc gia`)
  let read: unknown
  try {
    read = await gateway.read(national_code(code))
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    throw fail.unavailable(unasked)
  }
  if (read === null) throw fail.not_found(`Hệ thống đơn thuốc quốc gia không có đơn ${code}`)
  const { prescription, issues } = judge_national(read)
  if (!prescription)
    throw fail.rule(`Đơn ${code} ở hệ thống quốc gia sai mẫu: ${issues.map(({ message }) => message).join('; ')}`)
  const by = is_record(read) ? read['ma_don_thay_the'] : undefined
  return {
    source: 'national',
    prescription,
    replaced_by: typeof by === 'string' && by !== '' ? (code_in(by) ?? by) : undefined,
    national_sold: sold_of(read),
  }
}

export const find_own = async (unit: Unit, code: string): Promise<Found | undefined> => {
  const stored = await find_prescription(unit.sql, unit.caller.facility, code)
  return (
    stored && {
      source: 'own',
      prescription: stored.body,
      replaced_by: stored.replaced_by ?? undefined,
      national_sold: undefined,
    }
  )
}

/**
 * Our own, with what others sold on it: once the national system has it, every pharmacy may. While it waits in our outbox
 * nobody else can know its code there.
 */
export const ask_of_own = async (found: Found, gateway: Gateway | undefined, is_there: boolean): Promise<Found> => {
  if (!gateway?.can_read || !is_there) return found
  try {
    return { ...found, national_sold: sold_of(await gateway.read(national_code(found.prescription.code))) }
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { ...found, is_unasked: true }
  }
}

/** How a line is called at the national system. */
export const national_line = (found: Found, line: Prescription['lines'][number]): string =>
  found.source === 'own' ? line.drug_code : line.id

/** By others, as the national system says, in the order of the lines: it counts by drug, and two lines may be of one drug. */
const sold_elsewhere = (found: Found, rows: SaleRow[]): Map<string, number> => {
  const { lines } = found.prescription
  const left = new Map(found.national_sold)
  for (const line of lines) {
    const code = national_line(found, line)
    left.set(code, (left.get(code) ?? 0) - own_sold(rows, line.id).delivered)
  }
  return new Map(
    lines.map((line, i) => {
      const code = national_line(found, line)
      const theirs = Math.max(0, left.get(code) ?? 0)
      const is_last = !lines.slice(i + 1).some((one) => national_line(found, one) === code)
      const here = is_last ? theirs : Math.min(theirs, line.quantity - own_sold(rows, line.id).all)
      left.set(code, theirs - here)
      return [line.id, here]
    }),
  )
}

const refusal_of = (found: Found, is_all_sold: boolean): string => {
  const { prescription, replaced_by, is_unasked, letter, elsewhere } = found
  if (replaced_by) return `Đơn đã được thay bằng đơn ${replaced_by}; cấp theo đơn mới`
  if (letter?.state === 'rejected') return `Đơn này đã trả lại nơi kê: ${letter.reason}`
  if (elsewhere) return elsewhere
  if (prescription.collect_until < local_date(new Date()))
    return `Đơn hết hạn mua, lĩnh thuốc từ sau ngày ${prescription.collect_until.split('-').reverse().join('/')}; người bệnh cần khám lại`
  if (is_all_sold) return 'Đơn đã cấp đủ'
  return is_unasked ? unasked : ''
}

/** HIV: B20–B24, Z21, R75. The one who hands out sees no name (RX-12). */
export const is_hidden = ({ diagnoses }: Prescription): boolean =>
  diagnoses.some(({ code }) => /^(B2[0-4]|Z21|R75)/.test(code))

export const shown_name = (prescription: Prescription): string =>
  is_hidden(prescription)
    ? initials(prescription.patient.name).toUpperCase().split('').join('.')
    : prescription.patient.name

const is_unanswered = ({ state, verdict }: Received): boolean =>
  state === 'received' || (verdict === 'red' && state !== 'rejected')

/** The national system names a house by its code only; the hub's directory knows it by name. */
const name_of_house = async (unit: Unit, { facility: { name, code } }: Prescription): Promise<string> => {
  if (name) return name
  const known = (await name_facilities(unit, [code]))(code)
  return known === code ? `Cơ sở ${code}` : known
}

export const view_of = async (unit: Unit, found: Found): Promise<DispensingView> => {
  const { prescription } = found
  const rows = await list_sale_lines(unit.sql, unit.caller.facility, prescription.code)
  const elsewhere = sold_elsewhere(found, rows)
  const lines = prescription.lines.map((line) => {
    const sold = own_sold(rows, line.id).all + (elsewhere.get(line.id) ?? 0)
    return {
      id: line.id,
      name: printed_name(line),
      ...{ unit: line.unit, prescribed: line.quantity, sold, directions: line.directions },
      left: Math.max(0, line.quantity - sold),
    }
  })
  const hidden = is_hidden(prescription)
  const { patient } = prescription
  const { letter } = found
  return {
    ...{ code: prescription.code, kind: prescription.kind, source: found.source, lines },
    patient: {
      name: shown_name(prescription),
      birth_date: hidden ? patient.birth_date.slice(0, 4) : patient.birth_date,
      ...{ gender: patient.gender, is_hidden: hidden },
    },
    facility: await name_of_house(unit, prescription),
    prescriber: prescription.prescriber.name,
    signed_at: prescription.signed_at,
    collect_until: prescription.collect_until,
    refusal: refusal_of(
      found,
      lines.every(({ left }) => left === 0),
    ),
    note: found.note ?? '',
    may_decline: letter !== undefined && letter.superseded === null && is_unanswered(letter) && rows.length === 0,
    advice: prescription.advice ?? '',
    recipient: prescription.recipient,
    sales: to_sales(rows),
  }
}
