import { fail } from '../../../base/outcome/index.ts'
import type { Database, Sql } from '../../../platform/database/index.ts'
import { resource_of, type Unit } from '../../../platform/records/index.ts'
import {
  accession_of,
  endpoint_resource,
  instances_of,
  is_uid,
  sha256_of_bytes,
  study_resource,
  uids_of,
  type FoundStudy,
  type StudyManifest,
} from '../../../standards/dicomweb/index.ts'
import { id_of_reference, list_of, text_of, type Resource } from '../../../standards/fhir/index.ts'
import type { PublishedStudy } from '../contract.ts'
import type { OpenPacs, Pacs } from './pacs-client.ts'
import { find_askable, find_settings, get_pacs } from './pacs-setting.ts'
import { viewer_of } from './viewer.ts'

/** How a report names its pictures. */
type Named = { uids: string[]; accession: string | undefined }

const find_all = async (unit: Unit, type: string, references: unknown): Promise<Resource[]> => {
  const ids = list_of(references).flatMap((one) =>
    (text_of(one['reference']) ?? '').startsWith(`${type}/`) ? (id_of_reference(one) ?? []) : [],
  )
  const stored = await Promise.all(ids.map((id) => unit.find(type, id)))
  return stored.flatMap((one) => (one ? [resource_of(one)] : []))
}

/** DiagnosticReport.imagingStudy says it, by UID; else the accession number of the report or of its order. */
const named_in = async (unit: Unit, report: Resource): Promise<Named> => {
  const [studies, orders] = await Promise.all([
    find_all(unit, 'ImagingStudy', report['imagingStudy']),
    find_all(unit, 'ServiceRequest', report['basedOn']),
  ])
  const logical = list_of(list_of(report['imagingStudy']).map((one) => one['identifier']))
  const uids = [...logical, ...studies.flatMap((one) => list_of(one['identifier']))]
  const numbers = [report, ...studies, ...orders].flatMap((one) => list_of(one['identifier']))
  return { uids: [...new Set(uids_of(uids))], accession: accession_of(numbers) }
}

/** All a PACS has of what was named. @throws 422 where it has nothing of it */
const find_studies = async (pacs: Pacs, { uids, accession }: Named): Promise<FoundStudy[]> => {
  if (uids.length === 0) {
    const found = accession === undefined ? [] : await pacs.find_studies({ AccessionNumber: accession })
    if (found.length === 0) throw fail.rule(`PACS không có ca chụp nào mang số phiếu ${accession}; chưa chia sẻ được`)
    return found
  }
  const found = await Promise.all(uids.map((StudyInstanceUID) => pacs.find_studies({ StudyInstanceUID })))
  const missing = uids.filter((uid) => !found.flat().some((one) => one.uid === uid))
  if (missing.length > 0) throw fail.rule(`PACS không có ca chụp ${missing.join(', ')}; chưa chia sẻ được`)
  return found.flat()
}

/** Pictures of somebody else under this person's name would be believed everywhere. */
const demand_same_person = (study: FoundStudy, patient: Resource): void => {
  const own = list_of(patient['identifier']).flatMap((one) => text_of(one['value']) ?? [])
  if (!own.includes(study.patient_id))
    throw fail.rule(
      `Ca chụp ${study.uid} trong PACS mang mã người bệnh “${study.patient_id}”, không phải của người bệnh này; khoa CĐHA đối chiếu rồi chia sẻ lại`,
    )
}

/** One instance after the other, so that a large study needs no more room than its largest picture. */
const make_manifest = async (pacs: Pacs, study: FoundStudy): Promise<StudyManifest> => {
  const found = await pacs.find_instances(study.uid)
  if (found.length === 0) throw fail.rule(`Ca chụp ${study.uid} chưa có ảnh nào trong PACS; chưa chia sẻ được`)
  const seen = new Map<string, { sha256: string; size: number }>()
  for (const { series, uid } of found) {
    if (!is_uid(series) || !is_uid(uid)) throw fail.rule(`Ảnh ${uid} mang mã DICOM không hợp lệ; chưa chia sẻ được`)
    const bytes = await pacs.get_instance({ study: study.uid, series, instance: uid })
    seen.set(uid, { sha256: sha256_of_bytes(bytes), size: bytes.length })
  }
  const series = instances_of(found, ({ uid, sop_class, number }) => {
    const { sha256, size } = seen.get(uid) ?? { sha256: '', size: 0 }
    return { uid, sop_class, number, sha256, size }
  })
  return { ...study, series }
}

const keep = (sql: Sql, facility: string, about: string, patient: string, manifest: StudyManifest): Promise<unknown> =>
  sql.query(
    `INSERT INTO imaging.published (facility, about, study, patient, manifest) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (facility, about, study) DO UPDATE SET patient = $4, manifest = $5, made_at = now()`,
    [facility, about, manifest.uid, patient, JSON.stringify(manifest)],
  )

export type StudyMaker = {
  database: Database
  open_pacs: OpenPacs
  /** Of this installation, where other houses find our door. */
  base_url: string
}

/** Where another house fetches pictures of this one. */
export const door_of = (base_url: string, facility: string): string => `${base_url}/lien-thong/dicom-web/${facility}`

/** What of a report's pictures goes into its document: studies, and the door they are fetched at. */
export type StudyParts = { resources: Resource[]; uids: string[] }

/**
 * Reads inside the unit which pictures a report speaks of; what it gives back asks the PACS, outside of any transaction.
 * undefined: it speaks of none, or the house has no PACS. @throws 422 in words, 503 where the PACS is away
 */
export const gather_study = async (
  { database, open_pacs, base_url }: StudyMaker,
  unit: Unit,
  report: Resource,
  patient: Resource,
): Promise<(() => Promise<StudyParts>) | undefined> => {
  const { facility } = unit.caller
  const named = await named_in(unit, report)
  if (named.uids.length === 0 && named.accession === undefined) return undefined
  const settings = await find_askable(unit.sql, facility)
  if (!settings) return undefined
  const [about, subject] = [`DiagnosticReport/${report.id}`, `Patient/${patient.id}`]
  return async () => {
    const pacs = get_pacs(open_pacs, facility, settings)
    const studies = await find_studies(pacs, named)
    for (const study of studies) demand_same_person(study, patient)
    const endpoint = endpoint_resource(`pacs-${facility}`, `Ảnh gốc của ${facility}`, door_of(base_url, facility))
    const made: Resource[] = []
    for (const study of studies) {
      const manifest = await make_manifest(pacs, study)
      await database.in_facility(facility, (sql) => keep(sql, facility, about, patient.id ?? '', manifest))
      made.push({
        ...study_resource({ manifest, subject, endpoint: `Endpoint/${endpoint.id}` }),
        id: `study-${study.uid}`,
      })
    }
    return { resources: [...made, endpoint], uids: studies.map(({ uid }) => uid) }
  }
}

/** Pictures one of our own reports named. */
export const published_studies = async (unit: Unit, about: string): Promise<PublishedStudy[]> => {
  const { facility } = unit.caller
  const settings = await find_settings(unit.sql, facility)
  const { rows } = await unit.sql.query<{ manifest: StudyManifest }>(
    'SELECT manifest FROM imaging.published WHERE facility = $1 AND about = $2 ORDER BY made_at',
    [facility, about],
  )
  return rows.map(({ manifest }) => ({
    ...{ uid: manifest.uid, viewer: viewer_of(settings, manifest.uid), series: manifest.series.length },
    modality: [...new Set(manifest.series.map(({ modality }) => modality))].filter(Boolean).join(', '),
    instances: manifest.series.reduce((sum, { instances }) => sum + instances.length, 0),
  }))
}
