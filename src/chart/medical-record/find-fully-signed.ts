import type { Unit } from '../../platform/records/index.ts'
import { find_document, list_documents } from '../../platform/signing/index.ts'
import { load_sheet, type Forms, type LoadedSheet } from './sheet-store.ts'
import { filled_slots, slots_of, type FilledSlot } from './signature-slots.ts'

export type FullySigned = {
  is_signed: true
  sheet: LoadedSheet
  pdf: Uint8Array
  /** Id of the last step: its bytes hold all the signatures. */
  document: string
  sha256: string
  version: number
  signed_slots: FilledSlot[]
}
export type NotYetSigned = {
  is_signed: false
  sheet: LoadedSheet
  /** Labels of the mandatory slots nobody has signed. */
  missing: string[]
  /** One sentence for people. */
  why: string
}

const unfinished = (sheet: LoadedSheet): string | undefined => {
  if (sheet.draft) return 'Giấy đang có bản nháp chưa hoàn thành; hãy hoàn thành và ký lại'
  if (sheet.status === 'in-progress') return 'Giấy chưa hoàn thành'
  return sheet.status === 'entered-in-error' ? 'Giấy đã hủy' : undefined
}

/** A paper is issued when every mandatory slot of its newest version is filled (SIG-05): its bytes, or what is missing. */
export const find_fully_signed = async (unit: Unit, forms: Forms, id: string): Promise<FullySigned | NotYetSigned> => {
  const sheet = await load_sheet(unit, forms, id)
  const { facility } = unit.caller
  const { version } = sheet.stored
  const signed_slots = filled_slots(sheet.form, await list_documents(unit.sql, facility, [id]), version)
  const missing = slots_of(sheet.form)
    .filter((slot) => slot.required_at !== undefined && !signed_slots.some((one) => one.slot === slot.id))
    .map(({ label }) => label)
  const reason = unfinished(sheet) ?? (missing.length > 0 ? `Giấy còn thiếu chữ ký: ${missing.join(', ')}` : undefined)
  if (reason !== undefined) return { is_signed: false, sheet, missing, why: reason }
  const found = await find_document(unit.sql, facility, id, version)
  if (!found) return { is_signed: false, sheet, missing, why: 'Giấy chưa được ký' }
  const { bytes: pdf, id: document, sha256 } = found
  return { is_signed: true, sheet, pdf, document, sha256, version, signed_slots }
}
