import { age_on, local_date, shift_days } from '../../base/time/index.ts'
import { fold } from '../../base/text/index.ts'
import { find_facility, find_settings } from '../../platform/access/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { coding_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { code_of_request } from '../../standards/e-prescription/index.ts'
import { list_diagnoses, to_stay, type Diagnosis, type Stay } from '../../chart/encounters/index.ts'
import { find_pairs } from './catalogue/find-pairs.ts'
import { ingredient_keys } from './catalogue/ingredient-name.ts'
import type { DraftBody, SaidDiagnosis } from './contract.ts'
import { list_prescriptions, type StoredPrescription } from './prescription-store.ts'
import { order_code, type ActiveDrug, type CheckFacts } from './rules/facts.ts'

export type Situation = {
  stay: Stay
  patient: Resource
  diagnoses: Diagnosis[]
  earlier: StoredPrescription[]
  facts: CheckFacts
}

const many = '200'

/** Everything of a type about the person; undefined when there is more than could be read: a check must not pass on half. */
const all_about = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[] | undefined> => {
  const page = await unit.search(type, new URLSearchParams({ ...query, _count: many }))
  return page.entries.length >= Number(many) ? undefined : page.entries.map(resource_of)
}

const is_over = (allergy: Resource): boolean =>
  ['inactive', 'resolved'].includes(coding_of(allergy['clinicalStatus']).code ?? '') ||
  ['entered-in-error', 'refuted'].includes(coding_of(allergy['verificationStatus']).code ?? '')

/** "Không dị ứng", SNOMED CT 716186003 "No known allergy": somebody asked, and there is none. */
const says_none = (allergy: Resource): boolean =>
  coding_of(allergy['code']).code === '716186003' || /^khong (di ung|co|ghi nhan)|^khong$/.test(fold(said_of(allergy)))

const said_of = (allergy: Resource): string =>
  text_of(object_of(allergy['code'])?.['text']) ?? coding_of(allergy['code']).display ?? ''

const allergens = (all: Resource[] | undefined): string[] | undefined => {
  const standing = all?.filter((one) => !is_over(one)) ?? []
  if (standing.length === 0) return undefined
  return [...new Set(standing.filter((one) => !says_none(one)).map(said_of))]
}

const last_day = ({ body }: StoredPrescription): string =>
  shift_days(local_date(body.signed_at), Math.max(0, ...body.lines.map(({ dose }) => dose?.days ?? 0)))

const own_active = (earlier: StoredPrescription[], day: string): ActiveDrug[] =>
  earlier
    .filter((one) => one.replaced_by === null && last_day(one) > day)
    .flatMap((one) =>
      one.body.lines.map((line) => ({
        code: one.code,
        name: [line.ingredient || line.brand, line.strength].join(' ').trim(),
        ingredients: ingredient_keys(line.ingredient || line.brand),
        until: shift_days(local_date(one.signed_at), line.dose?.days ?? 0),
      })),
    )

/** Orders of other programs, and of the ward, that say they are active. Ours are known better from their own table. */
const other_active = (requests: Resource[], own: Set<string>): ActiveDrug[] =>
  requests
    .filter((request) => !own.has(code_of_request(request) ?? ''))
    .map((request) => {
      const name =
        text_of(object_of(request['medicationCodeableConcept'])?.['text']) ??
        coding_of(request['medicationCodeableConcept']).display ??
        ''
      return { code: code_of_request(request) ?? order_code, name, ingredients: ingredient_keys(name), until: '' }
    })

const string_list = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : undefined

const months_of = (patient: Resource, day: string): number | undefined => {
  const age = age_on(text_of(patient['birthDate']) ?? '', day)
  // Only the year is known: from seven years on no month is needed to know that it is no small child.
  return age?.months ?? (age && age.years > 7 ? age.years * 12 : undefined)
}

/** The diagnoses of the stay worth prescribing for: what it ended with, else what it began with. */
export const diagnoses_of = (all: Diagnosis[]): SaidDiagnosis[] => {
  const of_use = (...uses: string[]): SaidDiagnosis[] =>
    all
      .filter(({ use, code }) => uses.includes(use) && code !== '')
      .map(({ code, text, display }) => ({ code, text: text || display }))
  const ended = of_use('discharge', 'discharge-comorbid')
  const found = ended.length > 0 ? ended : of_use('admission', 'admission-comorbid', 'emergency')
  return [...new Map(found.map((one) => [one.code, one])).values()]
}

export const icd_codes_of = (draft: DraftBody, all: Diagnosis[]): string[] =>
  (draft.diagnoses.length > 0 ? draft.diagnoses : diagnoses_of(all)).map(({ code }) => code).filter(Boolean)

/** All that the checks look at, read in the unit that will write. */
export const gather = async (unit: Unit, encounter: string, draft: DraftBody): Promise<Situation> => {
  const { facility } = unit.caller
  const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
  const patient = resource_of(await unit.get('Patient', stay.patient))
  const about = { patient: `Patient/${stay.patient}` }
  const day = local_date(new Date())
  const diagnoses = (await list_diagnoses(unit, [encounter])).get(encounter) ?? []
  const earlier = await list_prescriptions(unit.sql, facility, stay.patient)
  const requests = await all_about(unit, 'MedicationRequest', { ...about, status: 'active' })
  const active = requests && [
    ...own_active(earlier, day),
    ...other_active(requests, new Set(earlier.map(({ code }) => code))),
  ]
  const ingredients = [
    ...draft.lines.flatMap(({ drug }) => drug.ingredients),
    ...(active ?? []).flatMap((one) => one.ingredients),
  ]
  const { list: pair_list, pairs } = await find_pairs(unit.sql, [...new Set(ingredients)], day)
  const settings = await find_settings(unit.sql, facility)
  return {
    ...{ stay, patient, diagnoses, earlier },
    facts: {
      ...{ day, active, pairs, pair_list },
      facility_kind: (await find_facility(unit.sql, facility))?.kind ?? 'station',
      long_course_codes: string_list(settings['prescribing_long_course']),
      months: months_of(patient, day),
      icd_codes: icd_codes_of(draft, diagnoses),
      allergies: allergens(await all_about(unit, 'AllergyIntolerance', about)),
    },
  }
}
