import { createHash } from 'node:crypto'
import { content_types, document_bytes, format_codes, type Part, type PartKind } from '../documents/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../fhir/index.ts'
import { sha256_hex, sha256_of } from '../signatures/index.ts'
import type { Faults } from './faults.ts'
import { identity_of } from './identity.ts'
import { identifiers_of, type Placed, type Resolve } from './resolve.ts'

const kinds = Object.keys(format_codes).filter((kind): kind is PartKind => Object.hasOwn(format_codes, kind))

const kind_by_type: Record<string, PartKind> = {
  ...Object.fromEntries(kinds.map((kind) => [content_types[kind], kind])),
  'application/json': 'fhir',
  'application/jose': 'encrypted',
  'text/xml': 'hsba',
  'application/cms': 'seal',
  'application/pkcs7-mime': 'seal',
  'application/x-pkcs7-signature': 'seal',
}

/** What a part is: by our format code, else by its content type. */
export const read_kind_of_part = (document: Resource): PartKind | undefined => {
  const content = list_of(document['content'])[0]
  const format = object_of(content?.['format'])
  const own = kinds.find(
    (kind) => format?.['system'] === format_codes[kind].system && format['code'] === format_codes[kind].code,
  )
  const type = text_of(object_of(content?.['attachment'])?.['contentType'])?.split(';')[0]?.trim().toLowerCase()
  return own ?? kind_by_type[type ?? '']
}

/** R4 wants base64 of SHA-1; base64 of SHA-256, and both as base64 of hex digits (IHE's own examples), are met too. */
const matches_hash = (hash: string, bytes: Uint8Array): boolean => {
  const given = Buffer.from(hash, 'base64')
  const text = given.toString('latin1').toLowerCase()
  const digest = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? Buffer.from(text, 'hex') : given
  if (digest.length === 32) return sha256_of(bytes).equals(digest)
  return digest.length === 20 && createHash('sha1').update(bytes).digest().equals(digest)
}

const check_bytes = ({ resource, place }: Placed, bytes: Uint8Array, faults: Faults): void => {
  const attachment = object_of(list_of(resource['content'])[0]?.['attachment'])
  const [size, hash] = [attachment?.['size'], text_of(attachment?.['hash'])]
  const at = `${place}.content[0].attachment`
  if (typeof size === 'number' && size !== bytes.length)
    faults.add('value', `Ghi ${size} byte, nhận được ${bytes.length} byte`, `${at}.size`)
  if (hash !== undefined && !matches_hash(hash, bytes))
    faults.add('value', 'Mã băm không khớp nội dung nhận được (SHA-1 hoặc SHA-256, base64)', `${at}.hash`)
  const digest = identifiers_of(resource).find(({ system }) => system === identifier_system.document_digest)
  if (digest && digest.value.toLowerCase() !== sha256_hex(bytes))
    faults.add('value', 'Mã băm SHA-256 không khớp nội dung nhận được', `${place}.identifier`)
}

const decode = (data: string): Uint8Array => Buffer.from(data, 'base64')

/** Bytes lie in the attachment itself, in a Binary of the message, or are a FHIR document sent as such. */
const find_bytes = (
  { resource, place }: Placed,
  resolve: Resolve,
  faults: Faults,
): { bytes: Uint8Array; from?: number | undefined } | undefined => {
  const attachment = object_of(list_of(resource['content'])[0]?.['attachment'])
  const data = text_of(attachment?.['data'])
  if (data !== undefined) return { bytes: decode(data) }
  const url = text_of(attachment?.['url'])
  const target = url === undefined ? undefined : resolve(url)
  if (target?.resource.resourceType === 'Binary' && text_of(target.resource['data']))
    return { bytes: decode(text_of(target.resource['data']) ?? ''), from: target.index }
  if (target?.resource.resourceType === 'Bundle') return { bytes: document_bytes(target.resource), from: target.index }
  faults.add(
    'not-found',
    url === undefined
      ? 'Thiếu nội dung: attachment.url phải dẫn tới một Binary trong gói'
      : `Không có Binary nào trong gói mang tên ${url.slice(0, 100)}`,
    `${place}.content[0].attachment.url`,
  )
  return undefined
}

/** One DocumentReference with its bytes. @returns undefined after a fault was noted */
export const read_part = (
  document: Placed,
  resolve: Resolve,
  faults: Faults,
): { part: Part; from?: number | undefined } | undefined => {
  const { resource, place } = document
  const attachment = object_of(list_of(resource['content'])[0]?.['attachment'])
  const identity = identity_of(resource['masterIdentifier'])
  const kind = read_kind_of_part(resource)
  const content_type = text_of(attachment?.['contentType'])
  if (identity === undefined)
    faults.add('required', 'Thiếu mã của tài liệu (masterIdentifier)', `${place}.masterIdentifier`)
  if (kind === undefined)
    faults.add(
      'not-supported',
      `Không nhận nội dung kiểu ${content_type ?? 'không ghi'}; nhận PDF, FHIR JSON, CMS (.p7s), HoSoBenhAn, gói hồ sơ, JWE`,
      `${place}.content[0].attachment.contentType`,
    )
  const found = find_bytes(document, resolve, faults)
  if (found) check_bytes(document, found.bytes, faults)
  if (identity === undefined || kind === undefined || found === undefined) return undefined
  const title = text_of(attachment?.['title']) ?? text_of(resource['description']) ?? format_codes[kind].display
  return {
    part: { kind, identity, content_type: content_type ?? content_types[kind], title, bytes: found.bytes },
    from: found.from,
  }
}
