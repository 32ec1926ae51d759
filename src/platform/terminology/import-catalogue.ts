import { createHash } from 'node:crypto'
import { fail, Failure, type Issue } from '../../base/outcome/index.ts'
import type { Sql } from '../database/index.ts'
import { merge_drafts } from './merge.ts'
import type { CatalogueFile, Draft, Mapping, Problem } from './readers/draft.ts'
import { read_catalogue } from './readers/read-catalogue.ts'
import { store_version } from './store.ts'

export type ImportRequest = CatalogueFile & {
  /** `icd10`, `province`, `ethnicity`…; `admin-units` for files that hold provinces, districts and wards together. */
  catalogue: string
  version: string
  /** First day of force (ISO date). */
  valid_from: string
  valid_to?: string | undefined
  /** The decision or circular, and where the copy came from. */
  source: string
  mapping?: Mapping
  /** A file of coding flags that belongs to the list. */
  more_files?: CatalogueFile[]
  /** Take the good rows although some are bad. Only on a person's explicit word. */
  skip_bad_rows?: boolean
}

export type ImportReport = {
  status: 'imported' | 'already_there'
  /** Rows written per catalogue. */
  counts: Record<string, number>
  problems: Problem[]
}

const digest_of = (files: CatalogueFile[]): string => {
  const hash = createHash('sha256')
  for (const { bytes } of files) hash.update(bytes)
  return hash.digest('hex')
}

const check_request = ({ catalogue, version, valid_from, valid_to, source }: ImportRequest): void => {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(catalogue))
    throw fail.value(`Tên danh mục “${catalogue}” chỉ gồm chữ thường, số và dấu gạch`)
  if (version.trim() === '') throw fail.value('Thiếu tên phiên bản danh mục')
  if (source.trim() === '') throw fail.value('Thiếu nguồn của danh mục (số hiệu văn bản)')
  for (const date of [valid_from, valid_to]) {
    if (date !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))) {
      throw fail.value(`Ngày “${date}” không đúng dạng năm-tháng-ngày`)
    }
  }
}

const to_issue = (problem: Problem): Issue => ({
  severity: problem.severity,
  code: problem.severity === 'error' ? 'invalid' : 'processing',
  message: problem.line === undefined ? problem.message : `Dòng ${problem.line}: ${problem.message}`,
  expression: problem.line === undefined ? undefined : `line ${problem.line}`,
})

/** A Failure of an import back into its problems, for printing. */
export class ImportRefused extends Failure {
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    super(422, problems.filter((problem) => problem.severity === 'error').map(to_issue))
    this.problems = problems
  }
}

const group = (drafts: Draft[], catalogue: string): Map<string, Draft[]> => {
  const groups = new Map<string, Draft[]>()
  for (const draft of drafts) {
    const found = groups.get(draft.catalogue)
    if (found) found.push(draft)
    else groups.set(draft.catalogue, [draft])
  }
  // A file of units may be asked for one of its lists only
  const wanted = groups.get(catalogue)
  return wanted ? new Map([[catalogue, wanted]]) : groups
}

const find_landed = async (sql: Sql, catalogue: string, version: string): Promise<string | undefined> => {
  const { rows } = await sql.query<{ digest: string }>(
    'SELECT digest FROM terminology.catalogue_version WHERE catalogue = $1 AND version = $2',
    [catalogue, version],
  )
  return rows[0]?.digest
}

/**
 * Brings one version of a catalogue in, all or nothing. Everything is read and checked before the first row is written,
 * and `sql` must be inside one transaction, so a failure leaves no trace. The same file again changes nothing.
 */
export const import_catalogue = async (sql: Sql, request: ImportRequest): Promise<ImportReport> => {
  check_request(request)
  const files = [request, ...(request.more_files ?? [])]
  const reading = read_catalogue(request.catalogue, files, request.mapping)
  const merged = merge_drafts(reading.drafts)
  const problems = [...reading.problems, ...merged.problems]
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors.length > 0 && request.skip_bad_rows !== true) throw new ImportRefused(problems)
  if (merged.kept.length === 0) throw fail.value('Tệp không có dòng mã nào')
  const digest = digest_of(files)
  const groups = group(merged.kept, request.catalogue)
  const counts: Record<string, number> = {}
  let is_new = false
  for (const [catalogue, drafts] of groups) {
    counts[catalogue] = drafts.length
    const landed = await find_landed(sql, catalogue, request.version)
    if (landed === digest) continue
    if (landed !== undefined) {
      throw fail.conflict(
        `Danh mục ${catalogue} phiên bản “${request.version}” đã có với nội dung khác; bản đã nhập không sửa, hãy đặt tên phiên bản mới`,
      )
    }
    is_new = true
    const { version, source, valid_from, valid_to } = request
    const has_flags = reading.has_flags === true
    await store_version(
      sql,
      { catalogue, version, source, valid_from, valid_to, is_starter: false, has_flags, digest },
      drafts,
    )
  }
  return { status: is_new ? 'imported' : 'already_there', counts, problems }
}
