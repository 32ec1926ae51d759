import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** `code`: from a list; `date8` yyyyMMdd; `datetime12` yyyyMMddHHmm, 00 for what is not known of a birth. */
export type FieldType = 'string' | 'code' | 'integer' | 'decimal' | 'date8' | 'datetime12'

export type FieldDefinition = {
  name: string
  type: FieldType
  /** Characters; null: no limit is told. */
  max: number | null
  required: boolean | 'conditional'
  /** What a person calls it. */
  vi: string
  /** When a conditional one is due, in words. */
  when?: string
}

/** XML0 is a document of its own and XML12 is keyed on the portal: neither is in a dossier. */
export const table_ids = [
  ...(['XML1', 'XML2', 'XML3', 'XML4', 'XML5', 'XML6', 'XML7'] as const),
  ...(['XML8', 'XML9', 'XML10', 'XML11', 'XML13', 'XML14', 'XML15'] as const),
]
export type TableId = (typeof table_ids)[number]

export type TableDefinition = {
  id: TableId
  root: string
  /** null: the one row's fields are children of the root. */
  list: { container: string; row: string } | null
  title: string
  title_en: string
  confidence: 'high' | 'medium' | 'low'
  source: string
  fields: FieldDefinition[]
}

const read_json = (...path: string[]): unknown => JSON.parse(readFileSync(join(import.meta.dirname, ...path), 'utf8'))

export const table_definitions = Object.fromEntries(
  table_ids.map((id) => [id, read_json('tables', `${id.toLowerCase()}.json`)]),
) as Record<TableId, TableDefinition>

export const is_table_id = (text: string): text is TableId => Object.hasOwn(table_definitions, text)

export const field_of = (table: TableId, name: string): FieldDefinition | undefined =>
  table_definitions[table].fields.find((field) => field.name === name)

type CodeList = { title: string; confidence: string; note?: string; values: Record<string, string> }
const lists = read_json('codes.json') as Record<string, CodeList>

/** A field that has the name of a list takes its codes from it. @returns undefined: the list is kept elsewhere */
export const code_list = (field: string): CodeList | undefined =>
  Object.hasOwn(lists, field) ? lists[field] : undefined

/** @returns undefined: the portal's guide does not tell this code */
export const say_submit_result = (code: string): string | undefined => lists['SUBMIT_RESULT']?.values[code]
