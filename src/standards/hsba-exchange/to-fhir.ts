/** HoSoBenhAn → FHIR transaction. */
import { fail } from '../../base/outcome/index.ts'
import { identifier_system } from '../fhir/index.ts'
import { diagnoses_to_fhir } from './fhir/diagnoses.ts'
import { derived_uuid } from './fhir/digest.ts'
import { binary_entry, document_of } from './fhir/documents.ts'
import { read_extension } from './fhir/extension.ts'
import { drugs_to_fhir } from './fhir/drugs.ts'
import { orders_to_fhir } from './fhir/orders.ts'
import { card_to_fhir, person_to_fhir } from './fhir/person-to-fhir.ts'
import { procedures_to_fhir } from './fhir/procedures.ts'
import { facility_of, record_of_bundle } from './fhir/record-of-bundle.ts'
import { find_residue } from './fhir/residue.ts'
import { imaging_to_fhir, lab_to_fhir } from './fhir/results-to-fhir.ts'
import type { Bundle, BundleEntry, Identifier, Report, Resource } from './fhir/shapes.ts'
import { allergies_to_fhir } from './fhir/sheets.ts'
import { list_to_fhir } from './fhir/stay.ts'
import { facility_to_fhir, stay_to_fhir } from './fhir/stay-to-fhir.ts'
import { vitals_to_fhir } from './fhir/vitals.ts'
import { from_fhir } from './from-fhir.ts'
import { to_json } from './json.ts'
import type { HoSoBenhAn, HsbaExtension } from './schema-2025-06.ts'
import { shape_hsba } from './shape.ts'

/**
 * A person and a facility are looked for before they are made, but only by a number that is theirs in the whole country:
 * another hospital's patient code or admission number may be somebody else's here.
 */
const condition_of = (resource: Resource & { identifier?: Identifier[] }): string | undefined => {
  const by_type: Record<string, readonly string[]> = {
    Patient: [identifier_system.cccd],
    Organization: [identifier_system.facility],
  }
  const systems = by_type[resource.resourceType] ?? []
  const known = systems.map((system) => resource.identifier?.find((one) => one.system === system)).find((one) => one)
  return known === undefined ? undefined : `identifier=${encodeURIComponent(`${known.system}|${known.value}`)}`
}

const post = (resource: Resource, fullUrl: string): BundleEntry => {
  const ifNoneExist = condition_of(resource)
  const request = { method: 'POST' as const, url: resource.resourceType }
  return { fullUrl, resource, request: ifNoneExist === undefined ? request : { ...request, ifNoneExist } }
}

/** The typed resources of the groups, named one after the other. */
const typed_entries = (
  hsba: HoSoBenhAn,
  name: () => string,
): { entries: BundleEntry[]; patient: string; encounter: string } => {
  const entries: BundleEntry[] = []
  const add = (resource: Resource): string => {
    const fullUrl = name()
    entries.push(post(resource, fullUrl))
    return fullUrl
  }
  facility_to_fhir(hsba).forEach(add)
  const patient = add(person_to_fhir(hsba))
  card_to_fhir(hsba, patient).forEach(add)
  const encounter = add(stay_to_fhir(hsba, patient))
  const parts = [
    list_to_fhir,
    diagnoses_to_fhir,
    vitals_to_fhir,
    drugs_to_fhir,
    orders_to_fhir,
    imaging_to_fhir,
    procedures_to_fhir,
  ]
  for (const part of parts) part(hsba, patient, encounter).forEach(add)
  allergies_to_fhir(hsba, patient).forEach(add)
  for (const { report, results } of lab_to_fhir(hsba, patient, encounter)) {
    const result = results.map((one) => ({ reference: add(one) }))
    const joined: Report = result.length === 0 ? report : { ...report, result }
    add(joined)
  }
  return { entries, patient, encounter }
}

const bundle_of = (entry: BundleEntry[]): Bundle => ({ resourceType: 'Bundle', type: 'transaction', entry })

const bundle_of_groups = (hsba: HoSoBenhAn, files: HsbaExtension['tailieu']): Bundle => {
  const seed = to_json(hsba)
  let index = 0
  const name = (): string => `urn:uuid:${derived_uuid(seed, index++)}`
  const { entries, patient, encounter } = typed_entries(hsba, name)
  const typed = from_fhir(record_of_bundle(bundle_of(entries), facility_of(hsba)), { extension: false })
  const residue = find_residue(hsba, typed, patient, encounter)
  const kept = residue === undefined ? [] : [post(residue, name())]
  const signed = files.flatMap((file) => [binary_entry(file), post(document_of(file, patient), name())])
  return bundle_of([...entries, ...kept, ...signed])
}

const groups_text = (hsba: HoSoBenhAn): string => {
  const { PhanMoRong: _extension, ...groups } = hsba
  return to_json(groups)
}

export type ToFhirOptions = {
  /**
   * Which of the two tellings to believe. Unset: the extension if it is there, but only if it says the same as the
   * groups everybody can see; otherwise the record is refused (409) and a person must choose.
   */
  source?: 'extension' | 'groups'
}

/** A transaction that makes the record. With the extension every id is kept; without it ids are the server's to give. */
export const to_fhir = (hsba: HoSoBenhAn, options: ToFhirOptions = {}): Bundle => {
  const { PhanMoRong: extension, ...groups } = shape_hsba(hsba)
  if (options.source === 'groups' || extension === undefined) return bundle_of_groups(groups, extension?.tailieu ?? [])
  const bundle = read_extension(extension)
  const told = from_fhir(record_of_bundle(bundle, facility_of(hsba)), { extension: false })
  if (options.source !== 'extension' && groups_text(told) !== groups_text(groups))
    throw fail.conflict('Phần mở rộng không khớp với các nhóm dữ liệu của hồ sơ: cần người xem xét trước khi nhập')
  return bundle
}
