import { days_between } from '../../base/time/index.ts'
import { check_sums } from './check-sums.ts'
import { check_row, fault_in } from './check-table.ts'
import { field_of, table_ids, type TableId } from './definitions.ts'
import type { Fault, Profile, Row, VisitTables } from './dossier.ts'

const said = (row: Row | undefined, name: string): string => row?.[name] ?? ''

const at_field = (table: TableId, at: number, name: string, rule: string, message: string, is_warning = false): Fault =>
  fault_in({ table, at }, field_of(table, name) ?? { name, vi: name }, rule, message, is_warning ? 'warning' : 'error')

const of_file = (rule: string, message: string): Fault => ({
  ...{ rule, severity: 'error', table: '', row: 0, field: '', label: 'Hồ sơ', message },
})

/** R004: one visit, one key. R007: lines counted upwards. */
const check_keys = (table: TableId, rows: Row[], visit: Row): Fault[] =>
  rows.flatMap((row, i) => [
    ...(said(row, 'MA_LK') === said(visit, 'MA_LK')
      ? []
      : [at_field(table, i + 1, 'MA_LK', 'R004', `“${said(row, 'MA_LK')}” khác MA_LK của XML1`)]),
    ...(i > 0 &&
    ['XML2', 'XML3', 'XML4', 'XML5'].includes(table) &&
    !(Number(said(row, 'STT')) > Number(said(rows[i - 1], 'STT')))
      ? [at_field(table, i + 1, 'STT', 'R007', 'số thứ tự phải tăng dần', true)]
      : []),
  ])

/** R008: what a paper repeats of the visit is the same. */
const check_repeated = (table: TableId, rows: Row[], visit: Row): Fault[] => {
  if (!['XML6', 'XML13', 'XML14', 'XML15'].includes(table)) return []
  const common = ['HO_TEN', 'NGAY_SINH', 'GIOI_TINH', 'NGAY_VAO', 'NGAY_RA', 'MA_BENH_CHINH', 'MA_CSKCB']
  return rows.flatMap((row, i) =>
    common.flatMap((name) =>
      said(row, name) !== '' && said(row, name) !== said(visit, name)
        ? at_field(table, i + 1, name, 'R008', `“${said(row, name)}” khác XML1 (“${said(visit, name)}”)`)
        : [],
    ),
  )
}

/** yyyyMMdd… → yyyy-mm-dd */
const day = (text: string): string => `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`

/** R068: 01, 07, 09 → 0; with a bed or day by day, both ends counted. */
const check_days = (visit: Row): Fault[] => {
  const [kind, from, to] = [said(visit, 'MA_LOAI_KCB'), said(visit, 'NGAY_VAO'), said(visit, 'NGAY_RA')]
  const told = said(visit, 'SO_NGAY_DTRI')
  if (![from, to].every((text) => /^\d{12}$/.test(text)) || told === '') return []
  const right = ['01', '07', '09'].includes(kind)
    ? 0
    : ['02', '03', '04', '06'].includes(kind)
      ? days_between(day(from), day(to)) + 1
      : Number(told)
  return Number(told) === right
    ? []
    : [at_field('XML1', 1, 'SO_NGAY_DTRI', 'R068', `ghi ${told}, hình thức ${kind} tính ra ${right}`)]
}

/** R060: born, came, was admitted, left. */
const check_order = (visit: Row): Fault[] => {
  const steps = ['NGAY_SINH', 'NGAY_VAO', 'NGAY_VAO_NOI_TRU', 'NGAY_RA'].filter((name) => said(visit, name) !== '')
  return steps.flatMap((name, i) => {
    const before = steps[i - 1]
    return before !== undefined && said(visit, name) < said(visit, before)
      ? at_field('XML1', 1, name, 'R060', `${said(visit, name)} trước ${before} (${said(visit, before)})`)
      : []
  })
}

const is_icd = (text: string): boolean => /^[A-Z]\d{2}(\.?[0-9A-Z]{1,4})?[*†]?$/.test(text)

/** R081: one main disease, at most twelve others, none of them the main one. R083: where she went. R080: one of each card. */
const check_codes = (visit: Row): Fault[] => {
  const [main, others] = [said(visit, 'MA_BENH_CHINH'), said(visit, 'MA_BENH_KT').split(';').filter(Boolean)]
  const is_moved = ['2', '5'].includes(said(visit, 'MA_LOAI_RV'))
  const cards = ['MA_THE_BHYT', 'MA_DKBD', 'GT_THE_TU'].map(
    (name) => said(visit, name).split(';').filter(Boolean).length,
  )
  return [
    ...(main !== '' && !is_icd(main)
      ? [at_field('XML1', 1, 'MA_BENH_CHINH', 'R081', `“${main}” không phải một mã ICD-10`)]
      : []),
    ...(others.length > 12 ? [at_field('XML1', 1, 'MA_BENH_KT', 'R081', `có ${others.length} mã, tối đa 12`)] : []),
    ...others
      .filter((code) => !is_icd(code) || code === main)
      .map((code) =>
        at_field(
          'XML1',
          1,
          'MA_BENH_KT',
          'R081',
          code === main ? `${code} trùng bệnh chính` : `“${code}” không phải mã ICD-10`,
        ),
      ),
    ...(!is_moved && said(visit, 'MA_NOI_DEN') !== ''
      ? [at_field('XML1', 1, 'MA_NOI_DEN', 'R083', 'chỉ ghi khi chuyển cơ sở (MA_LOAI_RV 2, 5)')]
      : []),
    ...(new Set(cards.filter((count) => count > 0)).size > 1
      ? [at_field('XML1', 1, 'MA_THE_BHYT', 'R080', 'số thẻ, nơi đăng ký và ngày giá trị không cùng số lượng')]
      : []),
  ]
}

/** R133: the portal's own sheet takes the summary for beds only; the book's decision wants it of every visit. */
const check_summary = (tables: VisitTables, visit: Row, profile: Profile): Fault[] =>
  profile === 'claim' && (tables.XML8 ?? []).length > 0 && !['03', '04', '06'].includes(said(visit, 'MA_LOAI_KCB'))
    ? [at_field('XML8', 0, 'MA_LOAI_KCB', 'R133', 'bảng 8 chỉ nhận với hình thức 03, 04, 06')]
    : []

/** R005 as each purpose has it: a claim has lines of cost; a book of an uninsured visit may be tables 1 and 8 alone. */
const check_parts = (tables: VisitTables, profile: Profile): Fault[] => [
  ...(tables.XML1?.length === 1 ? [] : [of_file('R005', `phải có đúng một dòng XML1, có ${tables.XML1?.length ?? 0}`)]),
  ...(profile === 'claim' && !tables.XML2?.length && !tables.XML3?.length
    ? [of_file('R005', 'phải có bảng thuốc (XML2) hoặc dịch vụ (XML3)')]
    : []),
]

/** Everything that can be seen wrong in one visit without asking anybody. */
export const check_visit = (tables: VisitTables, profile: Profile): Fault[] => {
  const [visit = {}] = tables.XML1 ?? []
  const of_tables = table_ids.flatMap((table) => {
    const rows = tables[table] ?? []
    return [
      ...rows.flatMap((row, i) => check_row({ table, row, at: i + 1, visit, profile })),
      ...check_keys(table, rows, visit),
      ...check_repeated(table, rows, visit),
    ]
  })
  return [
    ...check_parts(tables, profile),
    ...of_tables,
    ...check_order(visit),
    ...check_days(visit),
    ...check_codes(visit),
    ...check_summary(tables, visit, profile),
    ...check_sums(tables),
  ]
}

/** In one line, as a clerk reads it. */
export const say_fault = ({ table, row, label, field, message }: Fault): string =>
  [table && `${table}${row > 1 ? ` dòng ${row}` : ''}`, field ? `${label} (${field})` : label, message]
    .filter(Boolean)
    .join(' · ')
