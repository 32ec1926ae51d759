import { Failure, fail } from '../../base/outcome/index.ts'
import { group, list, one_of, number, optional, read_shape, text } from '../../base/shapes/index.ts'
import type { Identity, SubmissionPerson } from '../documents/index.ts'

export const manifest_name = 'manifest.json'
export const seal_name = 'manifest.p7s'
export const format_name = 'https://benhanmo.vn/record-package'
/** What a reader must know to read a package whole; a later one is refused by name. */
export const package_schema = '2026.11'

export const file_kinds = [
  'pdf',
  'hsba-xml',
  'hsba-json',
  'fhir',
  'signature',
  'certificate',
  'crl',
  'ocsp',
  'other',
] as const
export type FileKind = (typeof file_kinds)[number]

export type ManifestFile = {
  /** Path in the package, ASCII. */
  name: string
  what: FileKind
  title: string
  content_type: string
  size: number
  /** 64 hex digits. */
  sha256: string
  /** Of a signature: the file it is over. */
  signs?: string | undefined
}

export type PackageStay = { identifiers: Identity[]; start?: string | undefined; end?: string | undefined }

export type Manifest = {
  format: string
  schema: string
  /** `urn:uuid:…` of this package. */
  identity: string
  made_at: string
  facility: { code: string; name: string }
  person: SubmissionPerson
  stay?: PackageStay | undefined
  files: ManifestFile[]
}

const identity_shape = group<Identity>('định danh', { system: text('hệ định danh', 500), value: text('số', 200) })

const manifest_shape = group<Manifest>('danh mục gói', {
  format: text('dạng gói', 200),
  schema: text('lược đồ', 20),
  identity: text('mã gói', 200),
  made_at: text('thời điểm lập', 40),
  facility: group('cơ sở', { code: text('mã cơ sở', 20), name: text('tên cơ sở', 300) }),
  person: group<SubmissionPerson>('người bệnh', {
    identifiers: list('danh sách định danh', identity_shape, 50),
    name: text('họ tên', 200),
    birth_date: optional(text('ngày sinh', 10)),
    gender: optional(one_of('giới tính', ['male', 'female', 'other', 'unknown'])),
  }),
  stay: optional(
    group<PackageStay>('đợt điều trị', {
      identifiers: list('danh sách định danh', identity_shape, 50),
      start: optional(text('ngày bắt đầu', 40)),
      end: optional(text('ngày kết thúc', 40)),
    }),
  ),
  files: list(
    'danh sách tệp',
    group<ManifestFile>('tệp', {
      name: text('tên tệp', 200),
      what: one_of('loại tệp', file_kinds),
      title: text('tiêu đề', 500),
      content_type: text('kiểu nội dung', 100),
      size: number('kích thước', 0),
      sha256: text('mã băm', 64),
      signs: optional(text('tệp được ký', 200)),
    }),
    10_000,
  ),
})

/** The bytes that are sealed: the same manifest gives the same ones. */
export const manifest_bytes = (manifest: Manifest): Uint8Array =>
  Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`, 'utf8')

const utf8 = new TextDecoder('utf-8', { fatal: true })

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch {
    throw fail.invalid('Danh mục gói (manifest.json) không phải JSON viết bằng UTF-8', manifest_name)
  }
}

const claims = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && key in value ? (value as Record<string, unknown>)[key] : undefined

const instant_form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

const demand_shape = (value: unknown): Manifest => {
  try {
    return read_shape(manifest_shape, value)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const named = error.issues.map((issue) => ({ ...issue, expression: `${manifest_name}.${issue.expression ?? ''}` }))
    throw fail.many(error.status, named)
  }
}

/** @throws 400, 422 with every fault; 501 for a package of a later shape */
export const read_manifest = (bytes: Uint8Array): Manifest => {
  const value = parse(bytes)
  const [format, schema] = [claims(value, 'format'), claims(value, 'schema')]
  if (format !== format_name) throw fail.invalid('Tệp này không phải gói hồ sơ bệnh án', `${manifest_name}.format`)
  if (typeof schema === 'string' && !(/^\d{4}\.\d{2}$/.test(schema) && schema <= package_schema))
    throw fail.not_supported(
      `Gói viết theo lược đồ ${schema.slice(0, 20)}; phần mềm này chỉ hiểu đến ${package_schema}`,
      `${manifest_name}.schema`,
    )
  const manifest = demand_shape(value)
  if (!instant_form.test(manifest.made_at) || Number.isNaN(Date.parse(manifest.made_at)))
    throw fail.value('Thời điểm lập gói không phải ngày giờ có múi giờ', `${manifest_name}.made_at`)
  return manifest
}
