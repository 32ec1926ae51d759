import { fail } from '../../../base/outcome/index.ts'
import { fold, tidy_spaces } from '../../../base/text/index.ts'
import type { Table } from '../../../standards/spreadsheet/index.ts'
import type { CodingFlag } from '../contract.ts'
import { icd_code, split_mark } from '../normalise.ts'
import { get_column, padded_code } from './columns.ts'
import type { Draft, Mapping, Problem, Reading } from './draft.ts'

/** Widths of codes that spreadsheets like to shorten. */
const known_widths: Record<string, number> = { province: 2, district: 3, ward: 5, ethnicity: 2, occupation: 2 }

const guess = (header: string[], pattern: RegExp, what: string): number => {
  const at = header.findIndex((name) => pattern.test(fold(name).replace(/[_\s]+/g, ' ')))
  if (at >= 0) return at
  throw fail.value(
    `Không đoán được cột ${what}; hãy nêu tên cột. Các cột của tệp: ${header.filter(Boolean).join(', ')}`,
  )
}

const is_on = (cell: string): boolean => !['', '0', 'khong', 'false', 'no'].includes(fold(cell))

const flags_of = (cells: string[], columns: [CodingFlag, number][]): CodingFlag[] =>
  columns.flatMap(([flag, at]) => (is_on(cells[at] ?? '') ? [flag] : []))

/** A list in any table: columns named by the mapping, or found by their usual names (MA_…, TEN_…). */
export const read_plain_table = (catalogue: string, { header, rows }: Table, mapping: Mapping = {}): Reading => {
  const code_at = mapping.code ? get_column(header, mapping.code) : guess(header, /^(ma|code)\b/, 'mã')
  const name_at = mapping.display ? get_column(header, mapping.display) : guess(header, /^(ten|name|display)\b/, 'tên')
  const parent_at = mapping.parent ? get_column(header, mapping.parent) : undefined
  const english_at = mapping.english ? get_column(header, mapping.english) : undefined
  const flag_columns = Object.entries(mapping.flags ?? {}).map(([flag, name]): [CodingFlag, number] => [
    flag as CodingFlag,
    get_column(header, name),
  ])
  const code_width = mapping.code_width ?? known_widths[catalogue]
  const drafts: Draft[] = []
  const problems: Problem[] = []
  for (const { line, cells } of rows) {
    const { code: bare, mark } =
      catalogue === 'icd10' ? split_mark(cells[code_at] ?? '') : { code: cells[code_at] ?? '', mark: undefined }
    const code = catalogue === 'icd10' ? icd_code(bare) : padded_code(bare, code_width)
    if (code === undefined) {
      problems.push({ severity: 'error', line, message: `“${bare}” không phải là mã ICD-10` })
      continue
    }
    if (code !== bare && catalogue !== 'icd10') {
      problems.push({ severity: 'warning', line, message: `Mã “${bare}” mất số 0 ở đầu, đã sửa thành “${code}”` })
    }
    const parent = parent_at === undefined ? '' : (cells[parent_at] ?? '')
    const english = english_at === undefined ? '' : (cells[english_at] ?? '')
    drafts.push({
      catalogue,
      code,
      display: cells[name_at] ?? '',
      line,
      ...(parent ? { parent } : {}),
      flags: flags_of(cells, flag_columns),
      properties: { ...(english ? { english } : {}), ...(mark ? { mark } : {}) },
    })
  }
  return { drafts, problems, has_flags: flag_columns.length > 0 }
}

/** An array of flat objects as a table; `line` counts the entries from 1. */
export const table_of_records = (records: unknown[]): Table => {
  const header: string[] = []
  const rows = records.map((record, at) => {
    const fields = typeof record === 'object' && record !== null ? Object.entries(record) : []
    for (const [name] of fields) if (!header.includes(name)) header.push(name)
    return { line: at + 1, fields: new Map(fields) }
  })
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? tidy_spaces(String(value)) : ''
  return {
    header,
    rows: rows.map(({ line, fields }) => ({ line, cells: header.map((name) => text(fields.get(name))) })),
  }
}
