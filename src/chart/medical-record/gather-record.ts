import { find_facility } from '../../platform/access/index.ts'
import { search_all, type Unit } from '../../platform/records/index.ts'
import { get_document, list_documents } from '../../platform/signing/index.ts'
import {
  id_of_reference,
  list_of,
  parse_exact,
  type Resource,
  find_identifier,
  identifier_system,
  text_of,
} from '../../standards/fhir/index.ts'
import type { FhirRecord } from '../../standards/hsba-exchange/index.ts'

const all_of = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[]> =>
  (await search_all(unit, type, query)).map(({ body }) => parse_exact(body) as Resource)

/** Every `reference` text inside a resource. */
const references_in = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(references_in)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'reference' && typeof item === 'string' ? [item] : references_in(item),
  )
}

/** The named people and places a record speaks of, and what those stand in (a bed's room, a department's hospital). */
const follow = async (unit: Unit, from: Resource[], types: string[]): Promise<Resource[]> => {
  const found = new Map<string, Resource>()
  let level = from
  while (level.length > 0) {
    const targets = new Set(level.flatMap(references_in).map((one) => one.replace(/\/_history\/.*$/, '')))
    level = []
    for (const target of targets) {
      const [type = '', id = ''] = target.split('/')
      if (!types.includes(type) || found.has(target)) continue
      const stored = await unit.find(type, id)
      if (!stored) continue
      const resource = parse_exact(stored.body) as Resource
      found.set(target, resource)
      level.push(resource)
    }
  }
  return [...found.values()]
}

type Documents = { files: FhirRecord['documents']; references: Resource[]; provenances: Resource[] }

/** Signed files of the versions that count now, with who signed where. Earlier signed versions stay at the origin. */
const gather_documents = async (unit: Unit, sheets: Resource[]): Promise<Documents> => {
  const versions = new Map(sheets.map((sheet) => [sheet.id ?? '', Number(sheet.meta?.['versionId'])]))
  const steps = await list_documents(unit.sql, unit.caller.facility, [...versions.keys()])
  const current = steps.filter((step) => step.slot !== null && step.version === versions.get(step.response))
  const files: FhirRecord['documents'] = []
  const references: Resource[] = []
  const provenances: Resource[] = []
  for (const step of current) {
    const reference = parse_exact((await unit.get('DocumentReference', step.id)).body) as Resource
    const document = await get_document(unit.sql, unit.caller.facility, step.id)
    references.push(reference)
    files.push({
      reference: `DocumentReference/${step.id}`,
      bytes_base64: document.bytes.toString('base64'),
      sha256: document.sha256,
      title:
        String(
          list_of(reference['content']).length > 0 ? (reference['type'] as { text?: string } | undefined)?.text : '',
        ) || step.id,
    } as FhirRecord['documents'][number])
    provenances.push(...(await all_of(unit, 'Provenance', { target: `DocumentReference/${step.id}` })))
  }
  return { files, references, provenances }
}

/** The hospital where the stay was: it stays the same wherever the record is kept and exported again. */
const facility_of_record = (organizations: Resource[]): FhirRecord['facility'] | undefined => {
  const found = organizations.flatMap((one) => {
    const code = find_identifier(one, identifier_system.facility)
    return code === undefined ? [] : [{ code, name: text_of(one['name']) ?? '' }]
  })
  return found.length === 1 ? found[0] : undefined
}

type Part = FhirRecord[keyof FhirRecord]

/** All facts, sheets and signed files of one stay, as the exchange format's room wants them. */
export const gather_record = async (unit: Unit, encounter_id: string): Promise<FhirRecord> => {
  const encounter = parse_exact((await unit.get('Encounter', encounter_id)).body) as Resource
  const patient_id = id_of_reference(encounter['subject']) ?? ''
  const patient = parse_exact((await unit.get('Patient', patient_id)).body) as Resource
  const of_stay = (type: string) => all_of(unit, type, { encounter: encounter_id })
  const sheets = await of_stay('QuestionnaireResponse')
  const documents = await gather_documents(unit, sheets)
  const facts = {
    conditions: await of_stay('Condition'),
    observations: await of_stay('Observation'),
    diagnostic_reports: await of_stay('DiagnosticReport'),
    service_requests: await of_stay('ServiceRequest'),
    medication_requests: await of_stay('MedicationRequest'),
    procedures: await of_stay('Procedure'),
    coverage: await all_of(unit, 'Coverage', { patient: patient_id }),
    allergies: await all_of(unit, 'AllergyIntolerance', { patient: patient_id }),
    questionnaire_responses: sheets,
  }
  const records = await of_stay('List')
  const seeds = [
    encounter,
    patient,
    ...Object.values(facts).flat(),
    ...records,
    ...documents.references,
    ...documents.provenances,
  ]
  const facility = await find_facility(unit.sql, unit.caller.facility)
  const named = {
    organizations: await follow(unit, seeds, ['Organization']),
    practitioners: await follow(unit, seeds, ['Practitioner']),
  }
  const places = await follow(unit, seeds, ['Location'])
  const place_organizations = await follow(unit, places, ['Organization'])
  const known = new Set(named.organizations.map((one) => one.id))
  const organizations = [...named.organizations, ...place_organizations.filter((one) => !known.has(one.id))]
  return {
    facility: facility_of_record(organizations) ?? { code: unit.caller.facility, name: facility?.name ?? '' },
    encounter: encounter as Part,
    patient: patient as Part,
    ...facts,
    ...named,
    organizations,
    documents: documents.files,
    others: [...records, ...places, ...documents.references, ...documents.provenances],
  } as FhirRecord
}
