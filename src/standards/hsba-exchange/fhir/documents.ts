/** Signed files: the DocumentReference says what it is, the bytes travel in PhanMoRong and become a Binary. */
import { fail } from '../../../base/outcome/index.ts'
import { identifier_system } from '../../fhir/index.ts'
import type { HsbaExtension } from '../schema-2025-06.ts'
import { derived_uuid, find_bytes, sha256_hex } from './digest.ts'
import type { Binary, BundleEntry, Document } from './shapes.ts'
import { of_kind } from './shapes.ts'
import type { FhirRecord, SignedFile } from './source.ts'

type File = HsbaExtension['tailieu'][number]

const resolve = (file: SignedFile, record: FhirRecord): Document => {
  if (typeof file.reference !== 'string') return file.reference
  const wanted = file.reference
  const found = of_kind(record.others, 'DocumentReference').find((one) => `DocumentReference/${one.id}` === wanted)
  if (found === undefined) throw fail.value(`Không có ${wanted} trong hồ sơ để đính kèm tệp đã ký`, 'documents')
  return found
}

const binary_pattern = /^Binary\/[A-Za-z0-9\-.]{1,64}$/

/** The bytes must be the bytes that were signed: the hash is checked against the file and against the reference. */
const check_bytes = (file: SignedFile, reference: Document): void => {
  const bytes = find_bytes(file.bytes_base64)
  if (bytes === undefined) throw fail.value(`Tệp “${file.title}”: base64 không hợp lệ`, 'documents')
  const stated = reference.masterIdentifier
  const same_as_stated = stated?.system !== identifier_system.document_digest || stated.value === file.sha256
  if (sha256_hex(bytes) !== file.sha256 || !same_as_stated)
    throw fail.value(`Tệp “${file.title}”: mã băm sha256 không khớp với nội dung`, 'documents')
}

/** The reference with url, title and type filled in where it had none, and the file as the format carries it. */
export const attach = (file: SignedFile, record: FhirRecord): { reference: Document; file: File } => {
  const found = resolve(file, record)
  check_bytes(file, found)
  const [first, ...rest] = found.content ?? []
  const attachment = { ...first?.attachment }
  const url = binary_pattern.test(attachment.url ?? '')
    ? (attachment.url ?? '')
    : `Binary/${derived_uuid(file.sha256, 0)}`
  const title = attachment.title ?? file.title
  const contentType = attachment.contentType ?? 'application/pdf'
  const content = [{ ...first, attachment: { ...attachment, url, title, contentType } }, ...rest]
  return {
    reference: { ...found, content },
    file: { thamchieu: url, ten: title, loai: contentType, sha256: file.sha256, noidung: file.bytes_base64 },
  }
}

export const binary_entry = (file: File): BundleEntry => {
  const bytes = find_bytes(file.noidung)
  if (!binary_pattern.test(file.thamchieu)) throw fail.value(`Tệp “${file.ten}”: tham chiếu lạ`, 'PhanMoRong.tailieu')
  if (bytes === undefined || sha256_hex(bytes) !== file.sha256)
    throw fail.value(`Tệp “${file.ten}”: mã băm sha256 không khớp với nội dung`, 'PhanMoRong.tailieu')
  const id = file.thamchieu.slice('Binary/'.length)
  const resource: Binary = { resourceType: 'Binary', id, contentType: file.loai, data: file.noidung }
  return { resource, request: { method: 'PUT', url: file.thamchieu } }
}

/** A reference for a file that came without one. */
export const document_of = (file: File, patient: string): Document & { subject: { reference: string } } => ({
  resourceType: 'DocumentReference',
  status: 'current',
  masterIdentifier: { system: identifier_system.document_digest, value: file.sha256 },
  subject: { reference: patient },
  content: [{ attachment: { contentType: file.loai, url: file.thamchieu, title: file.ten } }],
})

/** The files of a bundle, as the export wants them back. */
export const files_of = (documents: readonly Document[], binaries: readonly Binary[]): SignedFile[] => {
  const by_url = new Map(binaries.map((one) => [`Binary/${one.id}`, one]))
  return documents.flatMap((reference) => {
    const attachment = reference.content?.[0]?.attachment
    const data = by_url.get(attachment?.url ?? '')?.data
    const bytes = data === undefined ? undefined : find_bytes(data)
    if (data === undefined || bytes === undefined) return []
    return [{ reference, bytes_base64: data, sha256: sha256_hex(bytes), title: attachment?.title ?? '' }]
  })
}
