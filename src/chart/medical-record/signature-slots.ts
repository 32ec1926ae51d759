import { rights_for, roles } from '../../platform/access/index.ts'
import type { DocumentHead } from '../../platform/signing/index.ts'
import type { OpenSlot } from './contract.ts'
import { signatures_of, type FormDefinition } from './form-definition.ts'

export type Slot = { id: string; label: string; role: string; required_at: string | undefined }

/** Account roles that may fill a slot's role. Settings of the facility's signing rules (EMR-45); this is the shipped set. */
const account_roles: Record<string, string[]> = {
  'truong-khoa': ['head_of_department'],
  'giam-doc': ['director'],
  'dieu-duong': ['nurse'],
  'nguoi-giao-ho-so': ['nurse', 'doctor', 'head_of_department'],
  'nguoi-nhan-ho-so': ['records_archive'],
  'co-so': roles.filter((role) => role !== 'system' && rights_for(role).includes('record.seal')),
}
const doctors = ['doctor', 'head_of_department']

/** Signed with the facility's certificate, not with a person's. */
export const is_seal = (slot: Pick<Slot, 'role'>): boolean => slot.role === 'co-so'

export const may_fill = (account_role: string, slot: Slot): boolean =>
  (account_roles[slot.role] ?? doctors).includes(account_role)

const role_words: Record<string, string> = {
  doctor: 'bác sỹ',
  head_of_department: 'trưởng khoa',
  nurse: 'điều dưỡng',
  director: 'giám đốc',
  records_archive: 'phòng kế hoạch tổng hợp, lưu trữ',
}

/** Whose box it is, said to somebody else; null to those who may sign there. */
export const why_not = (account_role: string, slot: Slot): string | null => {
  if (may_fill(account_role, slot)) return null
  const owners = (account_roles[slot.role] ?? doctors).map((role) => role_words[role] ?? role)
  return is_seal(slot) ? `Chữ ký số của cơ sở do ${owners.join(', ')} đóng` : `Chỗ này do ${owners.join(', ')} ký`
}

/** A sheet that prints no signature box is signed by its author: the treatment sheet, entry by entry (TT 32/2023 Art 52). */
const author_slot = (form: FormDefinition): Slot =>
  /điều dưỡng/i.test(form.filled_by ?? '')
    ? { id: 'ky_dieu_duong', label: 'Điều dưỡng', role: 'dieu-duong', required_at: 'clinical' }
    : { id: 'ky_bac_sy', label: 'Bác sỹ', role: 'bac-si', required_at: 'clinical' }

/** Slots signed by patients or kin are on paper until the signing issue brings them. */
const outside = /^(nguoi-benh|nguoi-nha|dai-dien)(-|$)/

export const slots_of = (form: FormDefinition): Slot[] => {
  const own = signatures_of(form).filter((item) => !outside.test(item.role))
  if (own.length === 0) return [author_slot(form)]
  return own.map((item) => ({ id: item.id, label: item.label, role: item.role, required_at: item.required_at }))
}

/** The facility puts its name to what its people have signed: its seal comes last (TT 06/2026/TT-BYT Art 5.2). */
const signed_before_seal = (form: FormDefinition, slot: Slot, filled: { slot: string }[]): string[] =>
  is_seal(slot)
    ? slots_of(form)
        .filter((one) => !is_seal(one) && !filled.some(({ slot: id }) => id === one.id))
        .map(({ label }) => label)
    : []

/** Said to whoever would seal too early; null when it is time. */
export const why_not_yet = (form: FormDefinition, slot: Slot, filled: { slot: string }[]): string | null => {
  const waited_for = signed_before_seal(form, slot, filled)
  return waited_for.length === 0
    ? null
    : `Ký trước rồi mới đóng chữ ký số của cơ sở; còn thiếu: ${waited_for.join(', ')}`
}

export type FilledSlot = {
  slot: string
  label: string
  is_seal: boolean
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
    .map((step) => ({ step, slot: slots_of(form).find(({ id }) => id === step.slot) }))
    .map(({ step, slot }) => ({
      slot: step.slot ?? '',
      label: slot?.label ?? step.slot ?? '',
      is_seal: slot !== undefined && is_seal(slot),
      name: step.signer_name ?? '',
      at: step.signed_at?.toISOString() ?? '',
      version: step.version,
      document: step.id,
      sha256: step.sha256,
      signer: step.signer ?? '',
    }))

/** `auto_seal`: the facility seals by itself after the last signature. */
type Asker = { role: string; may_sign: boolean; is_author: boolean; auto_seal?: boolean }

/** An author signs as author first, a head or director in the box only they have. */
const rank_for = (asker: Asker, slot: Slot): number => {
  if (!may_fill(asker.role, slot)) return 4
  if (is_seal(slot)) return 3
  if (/bac-si|lam-benh-an/.test(slot.role)) return asker.is_author ? 0 : 2
  return account_roles[slot.role]?.length === 1 ? 1 : 3
}

const why_not_now = (form: FormDefinition, slot: Slot, filled: FilledSlot[], asker: Asker): string | null => {
  const too_early = why_not_yet(form, slot, filled)
  if (too_early !== null && asker.auto_seal) return 'Tự đóng ngay sau chữ ký cuối cùng'
  return why_not(asker.role, slot) ?? too_early
}

/** Boxes nobody has signed yet, the one that fits the asker best first. */
export const open_slots = (form: FormDefinition, filled: FilledSlot[], asker: Asker): OpenSlot[] =>
  slots_of(form)
    .filter((slot) => !filled.some((one) => one.slot === slot.id))
    .sort((a, b) => rank_for(asker, a) - rank_for(asker, b))
    .map((slot) => {
      const reason = asker.may_sign
        ? why_not_now(form, slot, filled, asker)
        : 'Tài khoản của bạn không có quyền ký phiếu'
      return { slot: slot.id, label: slot.label, may_i: reason === null, why_not: reason }
    })
