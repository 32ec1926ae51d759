/** The record inside a transaction bundle: what an import wrote is what the next export reads. */
import { fail } from '../../../base/outcome/index.ts'
import { identifier_system } from '../../fhir/index.ts'
import type { HoSoBenhAn } from '../schema-2025-06.ts'
import { files_of } from './documents.ts'
import { is_object } from '../shape.ts'
import type { Bundle, Kinds, Resource } from './shapes.ts'
import { of_kind } from './shapes.ts'
import type { FhirRecord } from './source.ts'
import { identifier_of } from './values.ts'

const urn = 'urn:uuid:'

/** As a server does it (FHIR R4, transaction): a resource posted under urn:uuid gets an id, references follow. */
const resolved = (bundle: Bundle): Resource[] => {
  const named = new Map<string, string>()
  for (const { fullUrl, resource } of bundle.entry)
    if (fullUrl?.startsWith(urn))
      named.set(fullUrl, `${resource.resourceType}/${resource.id ?? fullUrl.slice(urn.length)}`)
  const follow = (value: unknown): unknown => {
    if (typeof value === 'string') return named.get(value) ?? value
    if (Array.isArray(value)) return value.map(follow)
    return is_object(value)
      ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, follow(part)]))
      : value
  }
  return bundle.entry.map(({ fullUrl, resource }) => {
    const copy = follow(resource)
    const id = named.get(fullUrl ?? '')?.split('/')[1] ?? resource.id
    return { ...resource, ...(is_object(copy) ? copy : {}), ...(id === undefined ? {} : { id }) }
  })
}

const own_place = new Set<string>([
  'Organization',
  'Practitioner',
  'Coverage',
  'Encounter',
  'Condition',
  'Observation',
  'AllergyIntolerance',
  'DiagnosticReport',
  'ServiceRequest',
  'MedicationRequest',
  'Procedure',
  'QuestionnaireResponse',
  'Binary',
])

export const facility_of = (hsba: HoSoBenhAn): FhirRecord['facility'] => ({
  code: hsba.ThongTinVaoVien.maphongkham,
  name: hsba.ThongTinVaoVien.phongkham,
})

/** One stay, and the person it is about; another person in the bundle (the mother of a newborn) is only carried. */
const stay_of = (resources: readonly Resource[]): { patient: Kinds['Patient']; encounter: Kinds['Encounter'] } => {
  const [encounter, second] = of_kind(resources, 'Encounter')
  if (encounter === undefined || second !== undefined)
    throw fail.value('Gói FHIR phải có đúng một Encounter', 'Encounter')
  const patients = of_kind(resources, 'Patient')
  const named = patients.find((one) => `Patient/${one.id}` === encounter.subject?.reference)
  const patient = named ?? (patients.length === 1 ? patients[0] : undefined)
  if (patient === undefined) throw fail.value('Gói FHIR không có Patient của lượt điều trị', 'Patient')
  return { patient, encounter }
}

/** `facility` is whose record it is; without it, the organization in the bundle that bears a facility code. */
export const record_of_bundle = (bundle: Bundle, facility?: FhirRecord['facility']): FhirRecord => {
  const resources = resolved(bundle)
  const organizations = of_kind(resources, 'Organization')
  const code = (one: Kinds['Organization']): string => identifier_of(one.identifier, identifier_system.facility)
  const host = organizations.find((one) => code(one) !== '') ?? organizations.find((one) => one.partOf === undefined)
  const { patient, encounter } = stay_of(resources)
  const binaries = of_kind(resources, 'Binary')
  const documents = files_of(of_kind(resources, 'DocumentReference'), binaries)
  return {
    facility: facility ?? { code: host === undefined ? '' : code(host), name: host?.name ?? '' },
    patient,
    coverage: of_kind(resources, 'Coverage'),
    encounter,
    conditions: of_kind(resources, 'Condition'),
    observations: of_kind(resources, 'Observation'),
    allergies: of_kind(resources, 'AllergyIntolerance'),
    diagnostic_reports: of_kind(resources, 'DiagnosticReport'),
    service_requests: of_kind(resources, 'ServiceRequest'),
    medication_requests: of_kind(resources, 'MedicationRequest'),
    procedures: of_kind(resources, 'Procedure'),
    questionnaire_responses: of_kind(resources, 'QuestionnaireResponse'),
    organizations,
    practitioners: of_kind(resources, 'Practitioner'),
    documents,
    others: resources.filter((one) => one !== patient && !own_place.has(one.resourceType)),
  }
}
