/** Which signature boxes of a form a person may fill. The server decides; this only puts the likely one first. */
import { signatures_of } from '../../form-definition.ts'
import type { FormDefinition } from '../../form-definition.ts'

export type Slot = { id: string; label: string; role: string }

const roles_of_slot: Record<string, string[]> = {
  'truong-khoa': ['head_of_department'],
  'giam-doc': ['director'],
  'dieu-duong': ['nurse'],
  'nguoi-giao-ho-so': ['nurse', 'doctor', 'head_of_department'],
  'nguoi-nhan-ho-so': ['records_archive'],
}
const doctors = ['doctor', 'head_of_department']
const outside = /nguoi-benh|nguoi-nha|dai-dien/

export const slots_of = (form: FormDefinition): Slot[] => {
  const own = signatures_of(form).filter((item) => !outside.test(item.role))
  if (own.length > 0) return own.map(({ id, label, role }) => ({ id, label, role }))
  const by_nurse = /điều dưỡng/i.test(form.filled_by ?? '')
  return [
    by_nurse
      ? { id: 'ky_dieu_duong', label: 'Điều dưỡng', role: 'dieu-duong' }
      : { id: 'ky_bac_sy', label: 'Bác sỹ', role: 'bac-si' },
  ]
}

/** Open boxes this role may fill, the most fitting first: a head signs as head before signing as a doctor. */
export const open_slots = (form: FormDefinition, role: string, signed: string[]): Slot[] => {
  const fits = (slot: Slot) => (roles_of_slot[slot.role] ?? doctors).includes(role)
  const rank = (slot: Slot) =>
    /bac-si|lam-benh-an/.test(slot.role) ? 0 : roles_of_slot[slot.role]?.length === 1 ? 1 : 2
  return slots_of(form)
    .filter((slot) => !signed.includes(slot.id) && fits(slot))
    .sort((a, b) => rank(a) - rank(b))
}

/** Who may type into a form: nursing sheets are the nurses' too. */
export const may_write = (form: FormDefinition, rights: string[]): boolean =>
  rights.includes(
    form.kind === 'sheet' && /điều dưỡng|hộ sinh/i.test(form.filled_by ?? '') ? 'record.care' : 'record.write',
  )
