import {
  code_system,
  extension_url,
  identifier_system,
  list_of,
  object_of,
  printed,
  text_of,
  type Resource,
} from '../fhir/index.ts'
import type { ManifestInstance, ManifestSeries, StudyManifest } from './manifest.ts'

/** ImagingStudy.identifier.system (R4 §12.4.4.4): the StudyInstanceUID as `urn:oid:…`. */
export const dicom_uid_system = identifier_system.dicom_uid

const oid = 'urn:oid:'
/** PS3.5 §9.1. */
export const is_uid = (text: string): boolean => text.length <= 64 && /^[0-2](\.(0|[1-9]\d*))+$/.test(text)

const said = (element: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(element).filter(([, value]) => value !== undefined && value !== ''))

const accession_type = { coding: [{ system: code_system.identifier_type, code: 'ACSN' }] }
const dicom_code = (code: string) => ({ system: code_system.dicom, code })

const instance_element = ({ uid, sop_class, number, sha256, size }: ManifestInstance) =>
  said({
    extension: [
      {
        url: extension_url.instance_digest,
        extension: [
          { url: 'sha256', valueString: sha256 },
          { url: 'size', valueUnsignedInt: size },
        ],
      },
    ],
    uid,
    sopClass: { system: identifier_system.uri, code: `${oid}${sop_class}` },
    number,
  })

const series_element = ({ uid, number, modality, body_part, description, instances }: ManifestSeries) =>
  said({
    ...{ uid, number, modality: dicom_code(modality || 'OT'), description },
    numberOfInstances: instances.length,
    // BodyPartExamined is a word of DICOM's own list (PS3.16 annex L), not a SNOMED code.
    bodySite: body_part === '' ? undefined : { display: body_part },
    instance: instances.map(instance_element),
  })

export type StudyWish = {
  manifest: StudyManifest
  /** `Patient/…`. */
  subject: string
  encounter?: string | undefined
  /** `Endpoint/…` or `#…`: where the pictures are fetched. */
  endpoint?: string | undefined
}

/** The study with the digest of each of its pictures; pictures themselves stay where they are. */
export const study_resource = ({ manifest, subject, encounter, endpoint }: StudyWish): Resource => {
  const { uid, accession, started, description, patient_id, series } = manifest
  const modalities = [...new Set(series.map(({ modality }) => modality).filter(Boolean))]
  return {
    resourceType: 'ImagingStudy',
    ...said({
      identifier: [
        { system: dicom_uid_system, value: `${oid}${uid}` },
        ...(accession === '' ? [] : [{ type: accession_type, value: accession }]),
      ],
      status: 'available',
      modality: modalities.length > 0 ? modalities.map(dicom_code) : undefined,
      subject: said({ reference: subject, identifier: patient_id === '' ? undefined : { value: patient_id } }),
      encounter: encounter && { reference: encounter },
      endpoint: endpoint && [{ reference: endpoint }],
      ...{ started, description, numberOfSeries: series.length },
      numberOfInstances: series.reduce((sum, { instances }) => sum + instances.length, 0),
      series: series.map(series_element),
    }),
  }
}

/** A door by which pictures are fetched (DICOM PS3.18 §10.4). */
export const endpoint_resource = (id: string, name: string, address: string): Resource => ({
  ...{ resourceType: 'Endpoint', id, status: 'active', name, address },
  connectionType: { system: code_system.endpoint_connection, code: 'dicom-wado-rs' },
  payloadType: [{ text: 'DICOM' }],
  payloadMimeType: ['application/dicom'],
})

/** StudyInstanceUIDs that identifiers name. */
export const uids_of = (identifiers: Record<string, unknown>[]): string[] =>
  identifiers
    .filter((one) => one['system'] === dicom_uid_system)
    .map((one) => (text_of(one['value']) ?? '').replace(oid, ''))
    .filter(is_uid)

/** The accession number identifiers name (v2-0203 ACSN). */
export const accession_of = (identifiers: Record<string, unknown>[]): string | undefined =>
  identifiers
    .filter((one) => list_of(object_of(one['type'])?.['coding']).some(({ code }) => code === 'ACSN'))
    .map((one) => text_of(one['value']))[0]

const number_of = (value: unknown): number | undefined => (value === undefined ? undefined : Number(printed(value)))

const read_instance = (one: Record<string, unknown>): ManifestInstance | undefined => {
  const digest = list_of(one['extension']).find(({ url }) => url === extension_url.instance_digest)
  const part = (name: string) => list_of(digest?.['extension']).find(({ url }) => url === name)
  const [uid, sha256, size] = [
    text_of(one['uid']),
    text_of(part('sha256')?.['valueString']),
    Number(printed(part('size')?.['valueUnsignedInt'] ?? '')),
  ]
  if (!uid || !is_uid(uid) || !sha256 || !/^[0-9a-f]{64}$/.test(sha256) || !(size > 0)) return undefined
  const sop_class = (text_of(object_of(one['sopClass'])?.['code']) ?? '').replace(oid, '')
  return { uid, sop_class, sha256, size, number: number_of(one['number']) }
}

/** undefined: the study does not name its pictures by digest, so nothing fetched could be held against it. */
export const read_study = (study: Resource): StudyManifest | undefined => {
  const [uid] = uids_of(list_of(study['identifier']))
  const series = list_of(study['series']).map((one) => {
    const instances = list_of(one['instance']).map(read_instance)
    return {
      ...{ uid: text_of(one['uid']) ?? '', modality: text_of(object_of(one['modality'])?.['code']) ?? '' },
      number: number_of(one['number']),
      body_part: text_of(object_of(one['bodySite'])?.['display']) ?? '',
      description: text_of(one['description']) ?? '',
      instances,
    }
  })
  const is_whole = (one: (typeof series)[number]): one is ManifestSeries =>
    is_uid(one.uid) && one.instances.length > 0 && one.instances.every((instance) => instance !== undefined)
  if (!uid || series.length === 0 || !series.every(is_whole)) return undefined
  return {
    ...{ uid, series, accession: accession_of(list_of(study['identifier'])) ?? '' },
    ...{ started: text_of(study['started']) ?? '', description: text_of(study['description']) ?? '' },
    patient_id: text_of(object_of(object_of(study['subject'])?.['identifier'])?.['value']) ?? '',
  }
}
