import { fail } from '../../base/outcome/index.ts'
import { make_code_table, type CodeTable, type Concept, type Property } from '../../standards/fhir-terminology/index.ts'
import type { Sql } from '../database/index.ts'
import { catalogue_system } from './coding.ts'
import { coding_flags } from './contract.ts'
import type { Edition } from './editions.ts'
import { with_groups, type Placed } from './icd10-groups.ts'

type Row = {
  code: string
  display: string
  parent: string | null
  flags: string[]
  properties: Record<string, unknown>
}

const titles: Record<string, string> = {
  icd10: 'Phân loại bệnh tật quốc tế ICD-10',
  province: 'Tỉnh, thành phố trực thuộc trung ương',
  district: 'Quận, huyện (trước 01/7/2025)',
  ward: 'Xã, phường, đặc khu',
  ethnicity: 'Dân tộc',
  occupation: 'Nghề nghiệp ghi trong hồ sơ bệnh án',
  country: 'Quốc gia',
  department: 'Khoa',
}

export const catalogue_title = (catalogue: string): string => titles[catalogue] ?? `Danh mục ${catalogue}`

/** Facts that became names, groups or parents and are not told twice. */
const told_elsewhere = new Set(['english', 'other_names', 'chapter', 'section', 'section_name'])

const property_of = (code: string, value: unknown): Property[] => {
  if (Array.isArray(value)) return value.flatMap((one) => property_of(code, one))
  if (typeof value === 'string') return value === '' ? [] : [{ code, type: 'string', value }]
  if (typeof value === 'boolean') return [{ code, type: 'boolean', value }]
  if (typeof value === 'number') return [{ code, type: Number.isInteger(value) ? 'integer' : 'decimal', value }]
  // An age limit carries its printed words beside the numbers that were read from them.
  return typeof value === 'object' && value !== null && 'text' in value ? property_of(code, value.text) : []
}

const text_at = (row: Row, name: string): string | undefined => {
  const value = row.properties[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const to_concept = (row: Row): Concept => {
  const english = text_at(row, 'english')
  const others = row.properties['other_names']
  const designations = [
    ...(english === undefined ? [] : [{ language: 'en', value: english }]),
    ...(Array.isArray(others) ? others.map((value) => ({ value: String(value) })) : []),
  ]
  const properties = [
    ...row.flags.map((code): Property => ({ code, type: 'boolean', value: true })),
    ...Object.entries(row.properties).flatMap(([code, value]) =>
      told_elsewhere.has(code) ? [] : property_of(code, value),
    ),
  ]
  return {
    code: row.code,
    display: row.display,
    parents: row.parent === null ? [] : [row.parent],
    ...(designations.length > 0 ? { designations } : {}),
    ...(properties.length > 0 ? { properties } : {}),
  }
}

/** So many at a time, so that other requests are answered between. */
const rows_per_read = 2_000
const rows_max = 200_000

export const read_rows = async (sql: Sql, edition: Pick<Edition, 'id' | 'catalogue' | 'row_count'>): Promise<Row[]> => {
  if (edition.row_count > rows_max)
    throw fail.not_supported(`Danh mục ${edition.catalogue} có hơn ${rows_max} mã, chưa phục vụ được bằng FHIR`)
  const all: Row[] = []
  for (let after: string | undefined = ''; after !== undefined;) {
    const { rows }: { rows: Row[] } = await sql.prepared<Row>(
      'terminology_rows',
      `SELECT code, display, parent, flags, properties FROM terminology.concept
       WHERE version_id = $1 AND code > $2 ORDER BY code LIMIT ${rows_per_read}`,
      [edition.id, after],
    )
    all.push(...rows)
    after = rows.length < rows_per_read ? undefined : rows.at(-1)?.code
  }
  return all
}

const by_code = (a: Row, b: Row): number => (a.code < b.code ? -1 : 1)

/** One version of a catalogue as a FHIR code system. Our own starter lists are parts of the lists they stand for. */
export const read_catalogue_table = async (sql: Sql, edition: Edition): Promise<CodeTable> => {
  const { catalogue, version, is_starter } = edition
  const rows = (await read_rows(sql, edition)).sort(by_code)
  const placed = rows.map((row): Placed => ({
    concept: to_concept(row),
    ...{ section: text_at(row, 'section'), section_name: text_at(row, 'section_name') },
  }))
  const concepts = catalogue === 'icd10' ? with_groups(placed) : placed.map((one) => one.concept)
  return make_code_table(
    {
      ...{ url: catalogue_system(catalogue), version, name: catalogue, title: catalogue_title(catalogue) },
      content: is_starter ? 'fragment' : 'complete',
      ignores_case: false,
      properties: catalogue === 'icd10' ? coding_flags : [],
    },
    concepts,
  )
}
