import type { MoneyUnit, Statement } from '../contract.ts'
import { steps } from '../programme/steps.ts'
import type { Choice, Field } from '../registers/field.ts'
import { registers } from '../registers/registers.ts'

/** Tables of the Sở that can be read: which columns they have, by the names people give them. */
export type Column = {
  id: string
  names: readonly string[]
  type: 'text' | 'amount' | 'count' | 'day' | 'percent' | 'choice' | 'yes_no'
  choices?: readonly Choice[]
  /** Of a text its letters, of a number itself. */
  most?: number
}

export type ImportTable = {
  what: string
  name: string
  /** The name of its sheet in our own book. */
  sheet: string
  /** How money is shown before somebody says its unit. */
  unit: MoneyUnit
  columns: readonly Column[]
}

/** What Excel takes as the name of a sheet. */
const sheet_name = (name: string): string => name.replace(/[/\\?*:[\]]/g, ' ').slice(0, 31)

export const facility_names = [
  'mã',
  'mã cskcb',
  'mã cơ sở',
  'đơn vị',
  'tên đơn vị',
  'cơ sở',
  'tên cơ sở',
  'bệnh viện',
  'code',
].concat(['tên cơ sở khám, chữa bệnh', 'cơ sở khám, chữa bệnh'])

type Source = NonNullable<Statement['sources']>[number]
const amount = (id: Source, ...names: string[]): Column => ({ id, names, type: 'amount' })

export const source_choices: readonly (Choice & { id: Source })[] = [
  { id: 'province', name: 'Ngân sách tỉnh' },
  { id: 'district', name: 'Tỉnh hỗ trợ về huyện' },
  { id: 'own', name: 'Quỹ, nguồn của đơn vị' },
  { id: 'other', name: 'Nguồn khác' },
]

const budget: ImportTable = {
  ...{ what: 'budget', name: 'Kinh phí theo đơn vị và nguồn', sheet: 'Kinh phí', unit: 'million' },
  columns: [
    { id: 'year', names: ['năm', 'year'], type: 'count' },
    amount('province', 'ngân sách tỉnh', 'tỉnh', 'tỉnh cấp', 'ngân sách tỉnh 2025', 'province', 'province_2025'),
    amount('district', 'tỉnh hỗ trợ về huyện', 'về huyện', 'huyện', 'ngân sách huyện', 'district', 'district_2025'),
    amount('own', 'quỹ, nguồn khác của đơn vị', 'quỹ đơn vị', 'quỹ, khác', 'nguồn đơn vị', 'own', 'own_fund'),
    amount('other', 'nguồn khác', 'khác', 'other'),
    // The other way to write it, one line for each source, as our own export does.
    { id: 'source', names: ['nguồn', 'nguồn kinh phí', 'source'], type: 'choice', choices: source_choices },
    { id: 'given', names: ['được giao (triệu đồng)', 'được giao', 'given'], type: 'amount' },
    { id: 'planned', names: ['dự toán', 'planned'], type: 'amount' },
    { id: 'contracted', names: ['đã ký hợp đồng', 'contracted'], type: 'amount' },
    { id: 'spent', names: ['đã chi (triệu đồng)', 'đã chi', 'spent'], type: 'amount' },
    { id: 'note', names: ['ghi chú', 'note'], type: 'text' },
    { id: 'total', names: ['tổng', 'cộng', 'tổng cộng', 'tổng kinh phí', 'total'], type: 'amount' },
  ],
}

const progress: ImportTable = {
  ...{ what: 'progress', name: 'Tiến độ theo đơn vị và bước', sheet: 'Tiến độ', unit: 'dong' },
  columns: [
    { id: 'on', names: ['ngày', 'ngày báo cáo', 'on'], type: 'day' },
    ...steps.map(({ id, name }) => ({ id, names: [name.toLowerCase(), id], type: 'percent' as const })),
    { id: 'evidence', names: ['căn cứ', 'ghi chú', 'evidence'], type: 'text' },
  ],
}

const facilities: ImportTable = {
  ...{ what: 'facilities', name: 'Danh sách cơ sở: cấp, giường, sở hữu, liên hệ', sheet: 'Cơ sở', unit: 'dong' },
  columns: [
    { id: 'from_day', names: ['từ ngày', 'có hiệu lực từ ngày', 'from_day'], type: 'day' },
    { id: 'level', names: ['cấp', 'cấp chuyên môn', 'level'], type: 'text', most: 20 },
    { id: 'rank', names: ['hạng', 'rank'], type: 'text', most: 20 },
    { id: 'beds', names: ['giường', 'số giường', 'giường kế hoạch', 'beds'], type: 'count', most: 20_000 },
    {
      ...{ id: 'ownership', names: ['sở hữu', 'công/tư', 'ownership'], type: 'choice' as const },
      choices: [
        { id: 'public', name: 'công lập' },
        { id: 'private', name: 'tư nhân' },
        { id: 'other', name: 'khác' },
      ],
    },
    { id: 'contact', names: ['liên hệ', 'người liên hệ', 'đầu mối'], type: 'text' },
    { id: 'phone', names: ['điện thoại', 'số điện thoại', 'phone'], type: 'text' },
    { id: 'email', names: ['email', 'thư điện tử'], type: 'text' },
    { id: 'source', names: ['căn cứ', 'nguồn', 'source'], type: 'text' },
  ],
}

const types: Record<Field['type'], Column['type']> = {
  ...{ text: 'text', long: 'text', link: 'text', count: 'count', money: 'amount', day: 'day' },
  ...{ choice: 'choice', yes_no: 'yes_no' },
}

/** By it a row of our own export is known again. */
export const line_id = 'line_id'
export const line_id_title = 'Mã dòng'

/** Every register reads a table with its own fields as columns. */
const of_registers: ImportTable[] = registers.map((register): ImportTable => ({
  ...{ what: register.kind, name: register.name, sheet: sheet_name(register.name), unit: 'dong' },
  columns: [
    ...register.fields.map(({ id, name, type, choices }): Column => ({
      ...{ id, names: [name.toLowerCase(), id], type: types[type] },
      ...(choices ? { choices } : {}),
    })),
    { id: line_id, names: [line_id_title.toLowerCase()], type: 'text' },
  ],
}))

export const import_tables: readonly ImportTable[] = [budget, progress, facilities, ...of_registers]
