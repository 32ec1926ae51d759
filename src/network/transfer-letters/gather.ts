import type { Answers } from '../../chart/medical-record/contract.ts'
import type { FormDefinition, FullySigned } from '../../chart/medical-record/index.ts'
import { to_stay, type Stay } from '../../chart/encounters/index.ts'
import { find_facility } from '../../platform/access/index.ts'
import { resource_of, type Unit, search_all } from '../../platform/records/index.ts'
import { identifier_system, parse_exact, type Resource } from '../../standards/fhir/index.ts'

/** A signed letter with whom and what it tells of, as the store has them. */
export type Letter = {
  sheet: string
  number: string
  form: FormDefinition
  answers: Answers
  patient: Resource
  encounter: Resource
  stay: Stay
  /** Who signed as the practitioner, and the facility that sealed. */
  author: Resource
  custodian: Resource
  /** When the last signature was put on it: from then on it counts. */
  signed_at: string
}

const practitioner_of = async (unit: Unit, { signed_slots }: FullySigned): Promise<Resource> => {
  const signer = signed_slots.find(({ is_seal }) => !is_seal)
  const stored = signer && (await unit.find('Practitioner', signer.signer))
  if (stored) return resource_of(stored)
  return { resourceType: 'Practitioner', id: signer?.signer ?? '', name: [{ text: signer?.name ?? '' }] }
}

const organization_of = async (unit: Unit): Promise<Resource> => {
  const { facility } = unit.caller
  const stored = await unit.find('Organization', facility)
  if (stored) return resource_of(stored)
  const known = await find_facility(unit.sql, facility)
  return {
    resourceType: 'Organization',
    id: facility,
    identifier: [{ system: identifier_system.facility, value: facility }],
    name: known?.name ?? facility,
  }
}

export const gather_letter = async (unit: Unit, signed: FullySigned): Promise<Letter> => {
  const { sheet } = signed
  const [patient, encounter, author, custodian] = await Promise.all([
    unit.get('Patient', sheet.patient),
    unit.get('Encounter', sheet.encounter),
    practitioner_of(unit, signed),
    organization_of(unit),
  ])
  return {
    sheet: sheet.stored.id,
    number: text_answer(sheet.answers, 'so_phieu'),
    form: sheet.form,
    answers: sheet.answers,
    patient: resource_of(patient),
    encounter: resource_of(encounter),
    stay: to_stay(resource_of(encounter)),
    ...{ author, custodian },
    signed_at:
      signed.signed_slots
        .map(({ at }) => at)
        .toSorted()
        .at(-1) ?? '',
  }
}

/** What a box says, as text; of several lines each behind a semicolon (QĐ 130 writes lists so). */
export const text_answer = (answers: Answers, item: string): string => {
  const value = answers[item]
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(';')
  return value === undefined || value === null ? '' : String(value)
}

/** The words of a choice, as the paper prints them. */
export const option_words = ({ form, answers }: Letter, item: string): string => {
  const field = form.sections.flatMap(({ items }) => items).find((one) => one.type === 'choice' && one.id === item)
  const code = text_answer(answers, item)
  return (field?.type === 'choice' && field.options.find((one) => one.code === code)?.label) || code
}

/** Facts of the stay, of one kind, digit for digit. */
export const facts_of_stay = async (
  unit: Unit,
  { stay }: Letter,
  type: string,
  query: Record<string, string> = {},
): Promise<Resource[]> => {
  const wanted = { patient: stay.patient, encounter: stay.id, ...query }
  return (await search_all(unit, type, wanted)).map(({ body }) => parse_exact(body) as Resource)
}

const is_void = (one: Resource): boolean => ['entered-in-error', 'cancelled', 'draft'].includes(String(one['status']))

export const standing = (facts: Resource[]): Resource[] => facts.filter((one) => !is_void(one))
