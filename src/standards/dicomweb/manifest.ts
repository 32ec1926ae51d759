import { createHash } from 'node:crypto'
import { read_file_meta } from './file-meta.ts'

/** One original instance: a DICOM file as its PACS gives it by WADO-RS in the syntax it was stored in. */
export type ManifestInstance = {
  uid: string
  sop_class: string
  number: number | undefined
  /** Hex, over the bytes of the whole file. */
  sha256: string
  size: number
}

export type ManifestSeries = {
  uid: string
  number: number | undefined
  modality: string
  body_part: string
  description: string
  instances: ManifestInstance[]
}

/** What a report speaks of: the receiver proves by it that what was fetched later are those pictures (SHARE-17). */
export type StudyManifest = {
  uid: string
  accession: string
  /** ISO 8601; '' where the study does not say. */
  started: string
  description: string
  /** PatientID (0010,0020) of the source's PACS: another house may use the same for somebody else. */
  patient_id: string
  series: ManifestSeries[]
}

export const sha256_of_bytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Why these bytes are not the instance the report spoke of; '' where they are. */
export const check_instance = (wanted: ManifestInstance, bytes: Uint8Array): string => {
  const meta = read_file_meta(bytes)
  if (!meta) return 'không phải tệp DICOM'
  if (meta.instance !== wanted.uid) return `là ảnh khác (${meta.instance})`
  if (bytes.length !== wanted.size) return `dài ${bytes.length} byte, phiếu ghi ${wanted.size} byte`
  return sha256_of_bytes(bytes) === wanted.sha256 ? '' : 'không khớp mã băm SHA-256 trong phiếu đã ký'
}
