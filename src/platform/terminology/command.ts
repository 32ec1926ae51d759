import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '../../base/outcome/index.ts'
import type { Sql } from '../database/index.ts'
import { import_catalogue, ImportRefused, type ImportReport } from './import-catalogue.ts'
import type { CatalogueFile, Mapping, Problem } from './readers/draft.ts'

export type CommandResult = { lines: string[]; exit_code: number }

export const catalog_import_usage = [
  'npx benhan catalog import <tệp> [<tệp cờ>] --catalogue icd10 --version "TT 06/2026" --valid-from 2026-07-01 \\',
  '  --source "TT 06/2026/TT-BYT" [--valid-to 2026-12-31] [--sheet Tên] [--header-row 3]',
  '  [--code-column MA] [--name-column TEN] [--parent-column MA_CHA] [--code-width 5] [--skip-bad-rows]',
  'Danh mục: icd10, province, ward, district, ward-map, admin-units (tệp có cả tỉnh và xã), ethnicity, occupation, country…',
]

const options = {
  catalogue: { type: 'string' },
  version: { type: 'string' },
  'valid-from': { type: 'string' },
  'valid-to': { type: 'string' },
  source: { type: 'string' },
  sheet: { type: 'string' },
  'header-row': { type: 'string' },
  'code-column': { type: 'string' },
  'name-column': { type: 'string' },
  'parent-column': { type: 'string' },
  'code-width': { type: 'string' },
  'skip-bad-rows': { type: 'boolean' },
} as const

const problems_shown = 50

const print_problems = (problems: Problem[]): string[] => {
  const sorted = [...problems].sort((a, b) => a.severity.localeCompare(b.severity))
  const lines = sorted.slice(0, problems_shown).map(({ severity, line, message }) => {
    const where = line === undefined ? '' : `dòng ${line}: `
    return `${severity === 'error' ? 'LỖI' : 'Lưu ý'} ${where}${message}`
  })
  return sorted.length > problems_shown ? [...lines, `… và ${sorted.length - problems_shown} dòng nữa`] : lines
}

const print_report = ({ status, counts, problems }: ImportReport): string[] => [
  ...print_problems(problems),
  ...Object.entries(counts).map(([catalogue, count]) => `${catalogue}: ${count} mã`),
  status === 'imported' ? 'Đã nhập xong.' : 'Phiên bản này đã được nhập trước đây; không có gì thay đổi.',
]

const read_file = (path: string): CatalogueFile => ({
  bytes: new Uint8Array(readFileSync(path)),
  filename: basename(path),
})

type Values = Partial<Record<keyof typeof options, string | boolean>>

const mapping_of = (values: Values): Mapping => {
  const text = (name: keyof typeof options): string | undefined =>
    typeof values[name] === 'string' ? values[name] : undefined
  const mapping: Mapping = {}
  const sheet = text('sheet')
  const [code, display, parent] = [text('code-column'), text('name-column'), text('parent-column')]
  const [header_row, code_width] = [text('header-row'), text('code-width')]
  if (sheet !== undefined) mapping.sheet = /^\d+$/.test(sheet) ? Number(sheet) : sheet
  if (header_row !== undefined) mapping.header_row = Number(header_row)
  if (code !== undefined) mapping.code = code
  if (display !== undefined) mapping.display = display
  if (parent !== undefined) mapping.parent = parent
  if (code_width !== undefined) mapping.code_width = Number(code_width)
  return mapping
}

/**
 * `npx benhan catalog import …`. `sql` must be one transaction as role `benhan_catalog`. Refusals come back as lines and
 * exit code 1 with nothing written; a failure of the database is thrown, so that the transaction is rolled back.
 */
export const catalog_import_command = async (args: string[], sql: Sql): Promise<CommandResult> => {
  let parsed
  try {
    parsed = parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    return { lines: [error instanceof Error ? error.message : String(error), ...catalog_import_usage], exit_code: 2 }
  }
  const { values, positionals } = parsed
  const { catalogue, version, 'valid-from': valid_from } = values
  if (positionals.length === 0 || !catalogue || !version || !valid_from)
    return { lines: catalog_import_usage, exit_code: 2 }
  let files: CatalogueFile[]
  try {
    files = positionals.map(read_file)
  } catch (error) {
    return { lines: [`Không đọc được tệp: ${error instanceof Error ? error.message : String(error)}`], exit_code: 2 }
  }
  try {
    const [first, ...more_files] = files as [CatalogueFile, ...CatalogueFile[]]
    const report = await import_catalogue(sql, {
      ...first,
      more_files,
      catalogue,
      version,
      valid_from,
      valid_to: values['valid-to'],
      source: values.source ?? first.filename,
      mapping: mapping_of(values),
      skip_bad_rows: values['skip-bad-rows'] === true,
    })
    return { lines: print_report(report), exit_code: 0 }
  } catch (error) {
    if (error instanceof ImportRefused) {
      return {
        lines: [...print_problems(error.problems), 'Không nhập dòng nào: hãy sửa tệp rồi nhập lại.'],
        exit_code: 1,
      }
    }
    if (error instanceof Failure) return { lines: [error.message], exit_code: 1 }
    throw error
  }
}
