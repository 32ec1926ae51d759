import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '../../../base/outcome/index.ts'
import { local_date } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Problem } from './draft.ts'
import { import_drugs, type DrugImportReport } from './import-drugs.ts'

export const drug_import_usage = [
  'npx benhan catalog import-drugs <tệp> [--facility 24012] [--name "Trúng thầu 2026"] [--source …] \\',
  '  [--valid-from 2026-01-01] [--valid-to …] [--skip-bad-rows]     Mẫu 03 BHXH (JSON) hoặc danh mục bệnh viện (CSV, XLSX)',
  'npx benhan catalog import-interactions <tệp> [như trên]          cặp chống chỉ định (QĐ 5948/QĐ-BYT; JSON, CSV)',
]

const options = {
  facility: { type: 'string' },
  name: { type: 'string' },
  source: { type: 'string' },
  'valid-from': { type: 'string' },
  'valid-to': { type: 'string' },
  'skip-bad-rows': { type: 'boolean' },
} as const

const problems_shown = 30

const print_problems = (problems: Problem[]): string[] => {
  const sorted = [...problems].sort((a, b) => a.severity.localeCompare(b.severity))
  const lines = sorted
    .slice(0, problems_shown)
    .map(({ severity, line, message }) => `${severity === 'error' ? 'LỖI' : 'Lưu ý'} dòng ${line ?? '?'}: ${message}`)
  return sorted.length > problems_shown ? [...lines, `… và ${sorted.length - problems_shown} dòng nữa`] : lines
}

const verdict = ({ status, count }: DrugImportReport): string =>
  status === 'imported'
    ? `Đã nhập ${count} dòng.`
    : status === 'already_there'
      ? 'Tệp này đã được nhập trước đây; không có gì thay đổi.'
      : 'Không nhập dòng nào: hãy sửa tệp rồi nhập lại (hoặc --skip-bad-rows để bỏ các dòng lỗi).'

/** `npx benhan catalog import-drugs …`, as role `benhan_catalog`. Refusals come back as lines and exit code 1. */
export const drug_import_command = async (
  kind: 'products' | 'interactions',
  args: string[],
  sql: Sql,
): Promise<{ lines: string[]; exit_code: number }> => {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [path, ...more] = positionals
    if (path === undefined || more.length > 0) return { lines: drug_import_usage, exit_code: 2 }
    const filename = basename(path)
    const report = await import_drugs(sql, {
      ...{ kind, filename, bytes: new Uint8Array(readFileSync(path)) },
      facility: values.facility ?? null,
      name: values.name ?? filename,
      source: values.source ?? filename,
      valid_from: values['valid-from'] ?? local_date(new Date()),
      valid_to: values['valid-to'],
      skip_bad_rows: values['skip-bad-rows'] === true,
    })
    return {
      lines: [...print_problems(report.problems), verdict(report)],
      exit_code: report.status === 'refused' ? 1 : 0,
    }
  } catch (error) {
    if (error instanceof Failure) return { lines: [error.message], exit_code: 1 }
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const said = error instanceof Error ? error.message : String(error)
    if (/^(ENOENT|EISDIR|EACCES)$/.test(code)) return { lines: [`Không đọc được tệp: ${said}`], exit_code: 2 }
    if (code.startsWith('ERR_PARSE_ARGS')) return { lines: [said, ...drug_import_usage], exit_code: 2 }
    throw error
  }
}
