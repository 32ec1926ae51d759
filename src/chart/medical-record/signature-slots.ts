import type { DocumentHead } from '../../platform/signing/index.ts'
import { signatures_of, type FormDefinition } from './form-definition.ts'

export type Slot = { id: string; label: string; role: string; required_at: string | undefined }

/** Account roles that may fill a slot's role. Settings of the facility's signing rules (EMR-45); this is the shipped set. */
const account_roles: Record<string, string[]> = {
  'truong-khoa': ['head_of_department'],
  'giam-doc': ['director'],
  'dieu-duong': ['nurse'],
  'nguoi-giao-ho-so': ['nurse', 'doctor', 'head_of_department'],
  'nguoi-nhan-ho-so': ['records_archive'],
}
const doctors = ['doctor', 'head_of_department']

export const may_fill = (account_role: string, slot: Slot): boolean =>
  (account_roles[slot.role] ?? doctors).includes(account_role)

/** A sheet that prints no signature box is signed by its author: the treatment sheet, entry by entry (TT 32/2023 Art 52). */
const author_slot = (form: FormDefinition): Slot =>
  /điều dưỡng/i.test(form.filled_by ?? '')
    ? { id: 'ky_dieu_duong', label: 'Điều dưỡng', role: 'dieu-duong', required_at: 'clinical' }
    : { id: 'ky_bac_sy', label: 'Bác sỹ', role: 'bac-si', required_at: 'clinical' }

/** Slots signed by patients or kin are on paper until the signing issue brings them. */
const outside = /nguoi-benh|nguoi-nha|dai-dien/

export const slots_of = (form: FormDefinition): Slot[] => {
  const own = signatures_of(form).filter((item) => !outside.test(item.role))
  if (own.length === 0) return [author_slot(form)]
  return own.map((item) => ({ id: item.id, label: item.label, role: item.role, required_at: item.required_at }))
}

export type FilledSlot = {
  slot: string
  label: string
  name: string
  at: string
  version: number
  document: string
  sha256: string
  signer: string
}

/** Signatures on one version, from the steps of its document. */
export const filled_slots = (form: FormDefinition, steps: DocumentHead[], version: number): FilledSlot[] =>
  steps
    .filter((step) => step.version === version && step.slot !== null)
    .map((step) => ({
      slot: step.slot ?? '',
      label: slots_of(form).find((slot) => slot.id === step.slot)?.label ?? step.slot ?? '',
      name: step.signer_name ?? '',
      at: step.signed_at?.toISOString() ?? '',
      version: step.version,
      document: step.id,
      sha256: step.sha256,
      signer: step.signer ?? '',
    }))
