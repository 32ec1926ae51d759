import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** How long a result of a test may be used again; dated data with its source, never a rule of the program (documents.md §10). */
export type ValidityTable = {
  valid_from: string
  source: string
  confidence: string
  tests: { name: string; hours: number; codes: string[] }[]
}

export type ValidityRule = { name: string; hours: number; source: string; confidence: string; codes: string[] }

const is_table = (value: unknown): value is ValidityTable =>
  typeof value === 'object' &&
  value !== null &&
  'valid_from' in value &&
  'tests' in value &&
  Array.isArray(value.tests) &&
  value.tests.every(
    (one: unknown) =>
      typeof one === 'object' &&
      one !== null &&
      'hours' in one &&
      Number(one.hours) > 0 &&
      'codes' in one &&
      Array.isArray(one.codes),
  )

/** @throws what a person who replaces the file must know */
export const read_validity_table = (text: string): ValidityTable => {
  const table: unknown = JSON.parse(text)
  if (!is_table(table)) throw new Error('Bảng thời hạn kết quả: mỗi xét nghiệm cần name, hours > 0 và codes')
  return table
}

/** VALIDITY_TABLE: a file of the same shape takes the shipped one's place. */
const table = read_validity_table(
  readFileSync(process.env['VALIDITY_TABLE'] ?? join(import.meta.dirname, 'validity.json'), 'utf8'),
)

/** The line for a test; undefined where the table says nothing: then nobody is told that a result still counts. */
export const find_validity = (code: string, on_date: string, from: ValidityTable = table): ValidityRule | undefined => {
  const found = from.valid_from <= on_date ? from.tests.find(({ codes }) => codes.includes(code)) : undefined
  return found && { ...found, source: from.source, confidence: from.confidence }
}
