import { fail } from '../../../base/outcome/index.ts'
import { list_sheets, read_table } from '../../../standards/spreadsheet/index.ts'
import {
  is_three_level,
  is_units_json,
  is_ward_map,
  read_three_level,
  read_units_json,
  read_ward_map,
} from './admin-units.ts'
import type { CatalogueFile, Mapping, Reading } from './draft.ts'
import { is_fhir_json, parse_fhir_xml, read_fhir_list } from './fhir-list.ts'
import { find_flag_table, with_flags } from './icd10-flags.ts'
import { is_qd4469, read_qd4469, with_parents } from './icd10-qd4469.ts'
import { is_tt06_tree, read_tt06_tree } from './icd10-tt06.ts'
import { read_plain_table, table_of_records } from './plain-table.ts'

const text_of = ({ bytes, filename }: CatalogueFile): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw fail.invalid(`Tệp ${filename} không phải bảng mã UTF-8`)
  }
}

const json_of = (file: CatalogueFile): unknown => {
  try {
    return JSON.parse(text_of(file)) as unknown
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error
    throw fail.invalid(`Tệp ${file.filename} không phải là JSON đọc được`)
  }
}

const read_json = (catalogue: string, file: CatalogueFile, mapping: Mapping): Reading => {
  const value = json_of(file)
  if (is_units_json(value)) return read_units_json(value)
  if (is_fhir_json(value)) return read_fhir_list(catalogue, value)
  if (Array.isArray(value)) return read_plain_table(catalogue, table_of_records(value), mapping)
  throw fail.value(`Không nhận ra cấu trúc của tệp ${file.filename}`)
}

const read_sheets = (catalogue: string, file: CatalogueFile, mapping: Mapping): Reading => {
  const { bytes, filename } = file
  const is_book = bytes[0] === 0x50 && bytes[1] === 0x4b
  if (catalogue === 'icd10' && is_book && mapping.sheet === undefined && is_qd4469(list_sheets(bytes)))
    return read_qd4469(file)
  const table = read_table(bytes, filename, mapping)
  if (is_tt06_tree(table.header)) return read_tt06_tree(table)
  if (is_three_level(table.header)) return read_three_level(table)
  if (is_ward_map(table.header)) return read_ward_map(table)
  return read_plain_table(catalogue, table, mapping)
}

const read_one = (catalogue: string, file: CatalogueFile, mapping: Mapping): Reading => {
  if (/\.json$/i.test(file.filename)) return read_json(catalogue, file, mapping)
  if (/\.xml$/i.test(file.filename)) return read_fhir_list(catalogue, parse_fhir_xml(text_of(file)))
  return read_sheets(catalogue, file, mapping)
}

/** Reads one list out of its file or files: the list itself and, for ICD-10, a file of coding flags beside it. */
export const read_catalogue = (catalogue: string, files: CatalogueFile[], mapping: Mapping = {}): Reading => {
  const flag_tables = files.map((file) =>
    /\.json$/i.test(file.filename) && catalogue === 'icd10' ? find_flag_table(json_of(file)) : undefined,
  )
  const lists = files.filter((_, at) => flag_tables[at] === undefined)
  const [list] = lists
  if (!list || lists.length > 1)
    throw fail.value('Mỗi lần nhập cần đúng một tệp danh mục (và tệp cờ mã hóa kèm theo nếu có)')
  const reading = read_one(catalogue, list, mapping)
  const icd = catalogue === 'icd10' ? { ...reading, drafts: with_parents(reading.drafts) } : reading
  return flag_tables.reduce<Reading>((result, table) => (table ? with_flags(result, table) : result), icd)
}
