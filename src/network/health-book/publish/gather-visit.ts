import {
  list_diagnoses,
  load_stay_places,
  to_stay,
  type Diagnosis,
  type Stay,
} from '../../../chart/encounters/index.ts'
import { load_sheet, type Forms } from '../../../chart/medical-record/index.ts'
import type { Answers } from '../../../chart/medical-record/contract.ts'
import { find_facility } from '../../../platform/access/index.ts'
import { behind, resource_of, type Unit, search_all } from '../../../platform/records/index.ts'
import { identifier_system, parse_exact, type Resource } from '../../../standards/fhir/index.ts'
import { newest_first, refs_in } from '../../../standards/ips/index.ts'
import { illnesses_known_then } from './history.ts'

export type Visit = {
  patient: Resource
  encounter: Resource
  stay: Stay
  facility: { code: string; name: string; authority: string }
  custodian: Resource
  department: string
  /** Codes of the house's departments, by id. */
  department_codes: Map<string, string>
  coverage: Resource | undefined
  diagnoses: Diagnosis[]
  /** The person's lasting facts and the visit's own, the newest first. */
  facts: Resource[]
  /** What these speak of: who, which specimen, which medicine. */
  carried: Resource[]
  /** What the doctor wrote, by the fact a box is bound to or its id. */
  words: Map<string, string>
  /** Who wrote the record. */
  doctor: string
}

const lasting = ['AllergyIntolerance', 'Condition', 'Immunization']
const of_visit = ['MedicationRequest', 'Procedure', 'DiagnosticReport', 'Observation']
const carried_types = /^(Practitioner|Medication|Specimen|Device)\//

const find_all = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[]> =>
  (await search_all(unit, type, query)).map(({ body }) => parse_exact(body) as Resource)

export const custodian_of = async (unit: Unit): Promise<Resource> => {
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

export const carried_by = async (unit: Unit, facts: Resource[]): Promise<Resource[]> => {
  const refs = new Set(facts.flatMap((fact) => [...refs_in(fact)]).filter((ref) => carried_types.test(ref)))
  const found = refs.size === 0 ? [] : await behind(unit.sql, { facility: unit.caller.facility }, [...refs])
  return found.map(({ body }) => parse_exact(body) as Resource)
}

const text_in = (answers: Answers, id: string): string => {
  const value = answers[id]
  return typeof value === 'string' ? value.trim() : ''
}

/** Boxes whose words no bind names. */
const told_boxes: Record<string, string> = { qua_trinh_benh_ly: 'illness', ly_do_vao_vien: 'reason', loi_dan: 'advice' }

/** The closing words of the record, as far as they were completed; a later paper's count more. */
const words_of = async (unit: Unit, forms: Forms, encounter: string) => {
  const query = { encounter, status: 'completed,amended', _sort: 'authored', _count: '40' }
  const papers = (await unit.search('QuestionnaireResponse', new URLSearchParams(query))).entries
  const words = new Map<string, string>()
  let doctor = ''
  for (const { id } of papers) {
    const { form, answers, author_name } = await load_sheet(unit, forms, id)
    if (form.kind === 'record') doctor = author_name
    for (const item of form.sections.flatMap(({ items }) => items)) {
      if (!('id' in item) || item.id === undefined) continue
      const bind = 'bind' in item ? item.bind : undefined
      const name = bind?.startsWith('summary.') ? bind : told_boxes[item.id]
      const said = text_in(answers, item.id)
      if (name !== undefined && said !== '') words.set(name, said)
    }
  }
  return { words, doctor }
}

/** All that the book says of one visit, as it stands now. */
export const gather_visit = async (unit: Unit, forms: Forms, id: string): Promise<Visit> => {
  const encounter = resource_of(await unit.get('Encounter', id))
  const stay = to_stay(encounter)
  const [patient, facility, custodian, places, diagnoses, coverages, visits, written, ...found] = await Promise.all([
    unit.get('Patient', stay.patient),
    find_facility(unit.sql, unit.caller.facility),
    custodian_of(unit),
    load_stay_places(unit, stay),
    list_diagnoses(unit, [id]),
    find_all(unit, 'Coverage', { patient: stay.patient, status: 'active', _sort: '-_lastUpdated' }),
    find_all(unit, 'Encounter', { patient: stay.patient }),
    words_of(unit, forms, id),
    ...lasting.map((type) => find_all(unit, type, { patient: stay.patient })),
    ...of_visit.map((type) => find_all(unit, type, { patient: stay.patient, encounter: id })),
  ])
  const facts = newest_first(illnesses_known_then(found.flat(), encounter, visits))
  return {
    ...{ patient: resource_of(patient), encounter, stay, custodian, facts, ...written },
    facility: facility ?? { code: unit.caller.facility, name: unit.caller.facility, authority: '' },
    department: places.departments.get(stay.department)?.name ?? '',
    department_codes: new Map([...places.departments].map(([key, { code }]) => [key, code])),
    coverage: coverages[0],
    diagnoses: diagnoses.get(id) ?? [],
    carried: await carried_by(unit, facts),
  }
}
