/** PhanMoRong: the whole record in FHIR and the signed files, written so that an empty site gets the very same record. */
import { parse_exact } from '../../fhir/index.ts'
import { fail } from '../../../base/outcome/index.ts'
import { extension_namespace } from '../schema-2025-06/extension.ts'
import { schema_version } from '../schema-2025-06.ts'
import type { HsbaExtension } from '../schema-2025-06.ts'
import { is_object } from '../shape.ts'
import { canonical_json, canonical_resource } from './canonical.ts'
import { sha256_hex } from './digest.ts'
import { attach, binary_entry } from './documents.ts'
import type { Bundle, BundleEntry, Resource } from './shapes.ts'
import type { FhirRecord } from './source.ts'

/** Who is referred to comes before who refers; types not named come last, by name. */
const type_order = [
  'Organization',
  'Location',
  'Practitioner',
  'PractitionerRole',
  'Patient',
  'RelatedPerson',
  'Coverage',
  'Encounter',
]

const place = (resource: Resource): string => {
  const index = type_order.indexOf(resource.resourceType)
  return `${index < 0 ? 'z' : String(index)}|${resource.resourceType}|${resource.id}`
}

const resources_of = (record: FhirRecord): Resource[] => [
  ...record.organizations,
  ...record.practitioners,
  record.patient,
  ...record.coverage,
  record.encounter,
  ...record.conditions,
  ...record.observations,
  ...record.allergies,
  ...record.diagnostic_reports,
  ...record.service_requests,
  ...record.medication_requests,
  ...record.procedures,
  ...record.questionnaire_responses,
  ...record.others,
]

const entry_of = (resource: Resource): BundleEntry => {
  if (resource.id === undefined)
    throw fail.value(`${resource.resourceType} không có id nên không thể mang nguyên vẹn`, 'id')
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` } }
}

export const build_extension = (record: FhirRecord): HsbaExtension => {
  const attached = record.documents.map((file) => attach(file, record))
  const files = attached.map((one) => one.file).toSorted((a, b) => (a.thamchieu < b.thamchieu ? -1 : 1))
  const carried = new Set(files.map((file) => file.thamchieu))
  const by_place = new Map<string, Resource>()
  for (const one of [...resources_of(record), ...attached.map(({ reference }) => reference)])
    if (!carried.has(`${one.resourceType}/${one.id}`)) by_place.set(place(one), one)
  const sorted = Array.from(by_place).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const entry = sorted.map(([, resource]) => {
    const { request } = entry_of(resource)
    return { resource: canonical_resource(resource), request }
  })
  const noidung = canonical_json({ resourceType: 'Bundle', type: 'transaction', entry })
  return {
    khonggianten: extension_namespace,
    luocdo: schema_version,
    tailieu: files,
    fhir: { sha256: sha256_hex(noidung), noidung },
  }
}

const is_resource = (value: unknown): value is Resource & { id: string } =>
  is_object(value) && typeof value.resourceType === 'string' && typeof value.id === 'string'

const parse = (text: string): unknown => {
  try {
    return parse_exact(text)
  } catch {
    throw fail.value('Phần FHIR trong PhanMoRong không phải JSON', 'PhanMoRong.fhir.noidung')
  }
}

/** The bundle as carried. Only "put this resource under its own id" is accepted: a file must not command the server. */
export const read_extension = (extension: HsbaExtension): Bundle => {
  const { noidung, sha256 } = extension.fhir
  if (extension.khonggianten !== extension_namespace) throw fail.value('PhanMoRong: không gian tên lạ', 'PhanMoRong')
  if (sha256_hex(noidung) !== sha256) throw fail.value('PhanMoRong: mã băm của phần FHIR không khớp', 'PhanMoRong.fhir')
  const bundle = parse(noidung)
  const entries: unknown[] = is_object(bundle) && Array.isArray(bundle.entry) ? bundle.entry : []
  const entry = entries.map((one, index): BundleEntry => {
    const resource = is_object(one) ? one.resource : undefined
    const request = is_object(one) && is_object(one.request) ? one.request : {}
    if (!is_resource(resource) || !/^[A-Za-z0-9\-.]{1,64}$/.test(resource.id))
      throw fail.value(`PhanMoRong: mục ${index} không phải tài nguyên FHIR có id`, 'PhanMoRong.fhir')
    const url = `${resource.resourceType}/${resource.id}`
    if (request.method !== 'PUT' || request.url !== url || resource.resourceType === 'AuditEvent')
      throw fail.value(`PhanMoRong: mục ${index} (${url}) đòi một việc không được phép`, 'PhanMoRong.fhir')
    return { resource, request: { method: 'PUT', url } }
  })
  return { resourceType: 'Bundle', type: 'transaction', entry: [...entry, ...extension.tailieu.map(binary_entry)] }
}
