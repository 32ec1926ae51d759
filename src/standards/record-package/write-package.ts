import { zipSync, type Zippable } from 'fflate'
import { fold } from '../../base/text/index.ts'
import type { SubmissionPerson } from '../documents/index.ts'
import { sha256_hex, sign_detached, type SigningProvider } from '../signatures/index.ts'
import {
  format_name,
  manifest_bytes,
  manifest_name,
  package_schema,
  seal_name,
  type FileKind,
  type Manifest,
  type ManifestFile,
  type PackageStay,
} from './manifest.ts'

/** A file of the record; `seal` is a detached CMS over its bytes, which comes along beside it. */
export type PackageItem = {
  what: Exclude<FileKind, 'signature'>
  title: string
  bytes: Uint8Array
  /** Where it is not what its kind usually is. */
  content_type?: string | undefined
  seal?: Uint8Array | undefined
}

export type PackageInput = {
  /** `urn:uuid:…` */
  identity: string
  made_at: Date
  facility: { code: string; name: string }
  person: SubmissionPerson
  stay?: PackageStay | undefined
  /** In the order of the record. Certificates (PEM), CRL and OCSP answers are items too: what is needed to judge later. */
  items: PackageItem[]
}

type Place = { folder: string; ending: string; content_type: string }

const place_of: Record<FileKind, Place> = {
  pdf: { folder: 'giay-to', ending: 'pdf', content_type: 'application/pdf' },
  'hsba-xml': { folder: 'du-lieu', ending: 'xml', content_type: 'application/xml' },
  'hsba-json': { folder: 'du-lieu', ending: 'json', content_type: 'application/json' },
  fhir: { folder: 'du-lieu', ending: 'fhir.json', content_type: 'application/fhir+json' },
  signature: { folder: 'du-lieu', ending: 'p7s', content_type: 'application/pkcs7-signature' },
  certificate: { folder: 'chung-thu', ending: 'pem', content_type: 'application/x-pem-file' },
  crl: { folder: 'chung-thu', ending: 'crl', content_type: 'application/pkix-crl' },
  ocsp: { folder: 'chung-thu', ending: 'ocsp', content_type: 'application/ocsp-response' },
  other: { folder: 'kem-theo', ending: 'bin', content_type: 'application/octet-stream' },
}

/** How a file of no kind of its own ends, so that a person can open it. */
const ending_of: Record<string, string> = {
  'application/xml': 'xml',
  'application/pdf': 'pdf',
  'application/json': 'json',
  'application/fhir+json': 'fhir.json',
  'application/pkcs7-signature': 'p7s',
}

const slug = (title: string): string =>
  fold(title)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'tai-lieu'

type Named = ManifestFile & { bytes: Uint8Array }

const named = (what: FileKind, name: string, title: string, bytes: Uint8Array, more: Partial<ManifestFile>): Named => ({
  ...{
    name,
    what,
    title,
    content_type: place_of[what].content_type,
    size: bytes.length,
    sha256: sha256_hex(bytes),
    bytes,
  },
  ...more,
})

/** Numbered, so that names are unique and the order of the record is seen wherever it is unpacked. */
const files_of = (item: PackageItem, at: number): Named[] => {
  const { folder, ending: usual } = place_of[item.what]
  const ending = item.what === 'other' ? (ending_of[item.content_type ?? ''] ?? usual) : usual
  const name = `${folder}/${String(at + 1).padStart(3, '0')}-${slug(item.title)}.${ending}`
  const own = named(
    item.what,
    name,
    item.title,
    item.bytes,
    item.content_type ? { content_type: item.content_type } : {},
  )
  return item.seal
    ? [own, named('signature', `${name}.p7s`, `Chữ ký của “${item.title}”`, item.seal, { signs: name })]
    : [own]
}

/** Stored, not packed (most of it is PDF already), with one date for all: the same files give the same bytes. */
const as_stored = (bytes: Uint8Array): Zippable[string] => [bytes, { level: 0, mtime: '1980-01-01T00:00:00' }]

/** The whole record in one file: everything, a manifest that names each by its digest, and the facility's CMS over that. */
export const write_package = async (input: PackageInput, provider: SigningProvider): Promise<Uint8Array> => {
  const files = input.items.flatMap(files_of)
  const manifest: Manifest = {
    ...{ format: format_name, schema: package_schema, identity: input.identity, made_at: input.made_at.toISOString() },
    ...{ facility: input.facility, person: input.person },
    ...(input.stay ? { stay: input.stay } : {}),
    files: files.map(({ bytes: _bytes, ...file }) => file),
  }
  const sealed = manifest_bytes(manifest)
  const seal = await sign_detached(sealed, { provider, signed_at: input.made_at })
  const zip: Zippable = { [manifest_name]: as_stored(sealed), [seal_name]: as_stored(seal) }
  for (const { name, bytes } of files) zip[name] = as_stored(bytes)
  return zipSync(zip)
}
