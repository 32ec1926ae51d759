/** A registered person in the registration form, what of it was changed, and the body that puts the person right. */
import type { Correction, DatedNumber, EndedNumber, PatientDetail } from '../contract.ts'
import { body_of, empty_draft } from './registration-draft.ts'
import type { RegistrationDraft } from './registration-draft.ts'

/** The form and, by `number_key`, the last days typed for numbers of the list. */
export type CorrectionDraft = RegistrationDraft & { last_days: Record<string, string> }

export const number_key = ({ kind, value, from }: DatedNumber): string => [kind, value, from ?? ''].join(' ')

export const draft_of = (person: PatientDetail, mother_name: string): CorrectionDraft => ({
  ...empty_draft,
  id_kind: person.identity.kind,
  id_value: person.identity.value,
  reason: person.reason_without_id ?? '',
  mother: person.mother ? { id: person.mother, name: mother_name } : null,
  name: person.name,
  gender: person.gender,
  birth_date: person.birth_date,
  phone: person.phone ?? '',
  workplace: person.workplace ?? '',
  ethnicity: person.ethnicity ?? null,
  occupation: person.occupation ?? null,
  nationality: person.nationality ?? null,
  card: person.insurance?.number ?? '',
  card_from: person.insurance?.from ?? '',
  card_to: person.insurance?.to ?? '',
  province: person.address?.province ?? null,
  ward: person.address?.ward ?? null,
  hamlet: person.address?.hamlet ?? '',
  line: person.address?.line ?? '',
  contact_name: person.contact?.name ?? '',
  contact_phone: person.contact?.phone ?? '',
  relationship: person.contact?.relationship ?? '',
  last_days: Object.fromEntries(person.identifiers.map((one) => [number_key(one), one.to ?? ''])),
})

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const keys = Object.keys({ ...empty_draft, last_days: {} }) as (keyof CorrectionDraft)[]

/** Fields that no longer say what the store says. */
export const changed_keys = (base: CorrectionDraft, draft: CorrectionDraft): (keyof CorrectionDraft)[] =>
  keys.filter((key) => !same(base[key], draft[key]))

/** My changes on top of what somebody else has saved meanwhile: nothing typed is lost, nothing of theirs is undone. */
export const rebase = (base: CorrectionDraft, mine: CorrectionDraft, theirs: CorrectionDraft): CorrectionDraft => {
  const kept = changed_keys(base, mine).map((key) => [key, mine[key]] as const)
  return { ...theirs, ...(Object.fromEntries(kept) as Partial<CorrectionDraft>) }
}

const ended_of = (person: PatientDetail, draft: CorrectionDraft): EndedNumber[] =>
  person.identifiers.flatMap((one) => {
    const to = draft.last_days[number_key(one)] ?? ''
    const { kind, value, from } = one
    return kind === 'temporary' || to === '' || to === one.to ? [] : [{ kind, value, ...(from && { from }), to }]
  })

/** What the store has of a part and the form does not show goes back as it came. */
const unseen = (person: PatientDetail, draft: CorrectionDraft) => {
  const { insurance, address, contact } = person
  const same_card = insurance?.number === draft.card.trim()
  return {
    insurance: {
      ...(same_card && insurance.facility && { facility: insurance.facility }),
      ...(same_card && insurance.benefit_percent !== undefined && { benefit_percent: insurance.benefit_percent }),
    },
    address: { ...(address?.district && { district: address.district }) },
    contact: { ...(contact?.address && { address: contact.address }) },
  }
}

export const correction_body = (
  person: PatientDetail,
  draft: CorrectionDraft,
  confirm_new: boolean,
): Record<string, unknown> => {
  const body: Partial<Record<keyof Correction, unknown>> = body_of(draft, confirm_new)
  const rest = unseen(person, draft)
  const ended = ended_of(person, draft)
  const with_rest = (part: 'insurance' | 'address' | 'contact') =>
    body[part] === undefined ? {} : { [part]: { ...(body[part] as object), ...rest[part] } }
  return {
    ...body,
    ...with_rest('insurance'),
    ...with_rest('address'),
    ...with_rest('contact'),
    // A child keeps its mother when it has got a number of its own.
    ...(draft.id_kind !== 'none' && person.mother && { mother: person.mother }),
    ...(ended.length > 0 && { ended }),
    if_match: person.version,
  }
}
