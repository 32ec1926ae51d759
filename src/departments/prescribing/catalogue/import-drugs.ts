import { createHash } from 'node:crypto'
import { fail } from '../../../base/outcome/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { read_table } from '../../../standards/spreadsheet/index.ts'
import type { InteractionDraft, Problem, ProductDraft, Reading } from './draft.ts'
import { put_interactions, put_products } from './put-list.ts'
import { is_formulary, read_formulary } from './read-formulary.ts'
import { read_interactions, type PairRow } from './read-interactions.ts'
import { is_mau_03, read_mau_03 } from './read-mau-03.ts'

export type DrugImport = {
  kind: 'products' | 'interactions'
  bytes: Uint8Array
  filename: string
  facility: string | null
  name: string
  source: string
  valid_from: string
  valid_to?: string | undefined
  skip_bad_rows: boolean
}
export type DrugImportReport = { status: 'imported' | 'already_there' | 'refused'; count: number; problems: Problem[] }

const json_of = ({ bytes, filename }: DrugImport): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/^\ufeff/, '')) as unknown
  } catch {
    throw fail.invalid(`Tệp ${filename} không phải là JSON đọc được (UTF-8)`)
  }
}

const is_json = ({ filename }: DrugImport): boolean => /\.json$/i.test(filename)

const read_products = (file: DrugImport): Reading<ProductDraft> => {
  if (is_json(file)) {
    const value = json_of(file)
    if (is_mau_03(value)) return read_mau_03(value)
    throw fail.value(`Tệp ${file.filename} không phải danh mục thuốc Mẫu 03 (mảng có TEN_THUOC, TEN_HOAT_CHAT)`)
  }
  const table = read_table(file.bytes, file.filename)
  if (is_formulary(table)) return read_formulary(table)
  throw fail.value(`Tệp ${file.filename} thiếu cột tên thuốc hoặc hoạt chất; các cột: ${table.header.join(', ')}`)
}

const is_record = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const pair_rows = (file: DrugImport): PairRow[] => {
  if (!is_json(file)) {
    const { header, rows } = read_table(file.bytes, file.filename)
    return rows.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])),
    }))
  }
  const value = json_of(file)
  const list = Array.isArray(value) ? value : is_record(value) ? value['data'] : undefined
  if (!Array.isArray(list)) throw fail.value(`Tệp ${file.filename} không phải danh sách cặp tương tác`)
  return list.filter(is_record).map((entry, i) => ({
    line: i + 1,
    cells: Object.fromEntries(Object.entries(entry).map(([name, one]) => [name, typeof one === 'string' ? one : ''])),
  }))
}

/** All or nothing: with a bad row nothing is written, unless a person said that the good rows may go in alone. */
export const import_drugs = async (sql: Sql, file: DrugImport): Promise<DrugImportReport> => {
  const digest = createHash('sha256').update(file.bytes).digest('hex')
  const { kind, facility, name, source, valid_from, valid_to } = file
  const list = { facility, name, source, valid_from, valid_to, is_starter: false, digest }
  const land = async <T>(reading: Reading<T>, put: (drafts: T[]) => Promise<boolean>): Promise<DrugImportReport> => {
    const { drafts, problems } = reading
    const has_errors = problems.some(({ severity }) => severity === 'error')
    if (drafts.length === 0 || (has_errors && !file.skip_bad_rows)) return { status: 'refused', count: 0, problems }
    return { status: (await put(drafts)) ? 'imported' : 'already_there', count: drafts.length, problems }
  }
  return kind === 'products'
    ? land<ProductDraft>(read_products(file), (drafts) => put_products(sql, list, drafts))
    : land<InteractionDraft>(read_interactions(pair_rows(file)), (drafts) => put_interactions(sql, list, drafts))
}
