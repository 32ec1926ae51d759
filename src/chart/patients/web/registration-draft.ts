/** The registration form as it is typed, and the body that leaves it. */
import {
  check_bhyt_card,
  check_cccd,
  check_cmnd,
  check_passport,
  check_phone,
} from '../../../base/identity-numbers/index.ts'
import type { IdentityKind, Registration } from '../contract.ts'
import type { Coded } from './find.ts'

export type RegistrationDraft = {
  id_kind: IdentityKind
  id_value: string
  reason: '' | 'newborn' | 'unknown-emergency' | 'other'
  mother: { id: string; name: string } | null
  name: string
  gender: Registration['gender'] | ''
  birth_date: string
  phone: string
  workplace: string
  ethnicity: Coded | null
  occupation: Coded | null
  nationality: Coded | null
  card: string
  card_from: string
  card_to: string
  province: Coded | null
  ward: Coded | null
  hamlet: string
  line: string
  contact_name: string
  contact_phone: string
  relationship: string
}

export const empty_draft: RegistrationDraft = {
  ...{ id_kind: 'cccd', id_value: '', reason: '', mother: null, name: '', gender: '', birth_date: '', phone: '' },
  ...{ workplace: '', ethnicity: null, occupation: null, nationality: null, card: '', card_from: '', card_to: '' },
  ...{ province: null, ward: null, hamlet: '', line: '', contact_name: '', contact_phone: '', relationship: '' },
}

export type Remark = { tone: 'bad' | 'doubt' | 'good'; text: string }

type Check = { ok: boolean; reasons: { severity: string; message: string }[] }

const remark_of = (check: Check, good = ''): Remark | undefined => {
  const reason = check.reasons[0]
  if (reason) return { tone: check.ok ? 'doubt' : 'bad', text: reason.message }
  return good ? { tone: 'good', text: good } : undefined
}

/** Said while the number is being typed; the same rules the server refuses by. */
export const remark_on_identity = (draft: RegistrationDraft, born_at: string): Remark | undefined => {
  if (draft.id_kind === 'none' || draft.id_value.trim() === '') return undefined
  if (draft.id_kind === 'passport') return remark_of(check_passport(draft.id_value, draft.nationality?.code))
  if (draft.id_kind === 'cmnd') return remark_of(check_cmnd(draft.id_value))
  const checked = check_cccd(draft.id_value, {
    ...(draft.gender && { gender: draft.gender }),
    ...(draft.birth_date && { birth_date: draft.birth_date }),
  })
  const parts = checked.parts
  const good =
    parts && `${parts.gender === 'male' ? 'Nam' : 'Nữ'}, ${parts.birth_year}, ${born_at} ${parts.birth_place}`
  return remark_of(checked, good)
}

export const remark_on_card = (card: string, benefit: (percent: number) => string): Remark | undefined => {
  if (card.trim() === '') return undefined
  const checked = check_bhyt_card(card)
  return remark_of(checked, checked.parts?.benefit_percent ? benefit(checked.parts.benefit_percent) : '')
}

export const remark_on_phone = (phone: string): Remark | undefined =>
  phone.trim() === '' ? undefined : remark_of(check_phone(phone))

const filled = <T extends Record<string, unknown>>(value: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(value).filter(([, one]) => one !== '' && one !== null && one !== undefined),
  ) as Partial<T>

const some = <T extends Record<string, unknown>>(value: T): Partial<T> | undefined =>
  Object.keys(value).length > 0 ? value : undefined

export const body_of = (draft: RegistrationDraft, confirm_new: boolean): Record<string, unknown> => {
  const address = { line: draft.line, hamlet: draft.hamlet, ward: draft.ward, province: draft.province }
  const contact = { name: draft.contact_name, phone: draft.contact_phone, relationship: draft.relationship }
  return filled({
    name: draft.name.trim(),
    gender: draft.gender || 'unknown',
    identity: { kind: draft.id_kind, value: draft.id_kind === 'none' ? '' : draft.id_value.trim() },
    reason_without_id: draft.id_kind === 'none' ? draft.reason : undefined,
    mother: draft.reason === 'newborn' ? draft.mother?.id : undefined,
    insurance: draft.card ? filled({ number: draft.card.trim(), from: draft.card_from, to: draft.card_to }) : undefined,
    phone: draft.phone.trim(),
    ethnicity: draft.ethnicity,
    occupation: draft.occupation,
    nationality: draft.nationality,
    address: some(filled(address)),
    workplace: draft.workplace.trim(),
    contact: draft.contact_name ? filled(contact) : undefined,
    birth_date: draft.birth_date,
    confirm_new: confirm_new || undefined,
  })
}
