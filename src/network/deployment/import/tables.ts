import { facility_kinds } from '../../membership/index.ts'
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
  /** It stands in tables of every kind and says nothing of what this one is. */
  is_common?: boolean
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

/** By its code a facility is known better than by its name: where both stand, the code is read. */
export const code_names = ['mã', 'mã cskcb', 'mã cơ sở', 'code']
export const name_names = ['đơn vị', 'tên đơn vị', 'cơ sở', 'tên cơ sở', 'bệnh viện'].concat([
  'tên cơ sở khám, chữa bệnh',
  'cơ sở khám, chữa bệnh',
])
export const facility_names = [...code_names, ...name_names]

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
    { id: 'evidence', names: ['căn cứ', 'evidence'], type: 'text' },
    { id: 'note', names: ['ghi chú', 'note'], type: 'text' },
  ],
}

export const sort_choices: readonly Choice[] = [
  { id: 'general', name: 'đa khoa', also: ['bệnh viện đa khoa', 'bvđk'] },
  { id: 'specialised', name: 'chuyên khoa', also: ['bệnh viện chuyên khoa'] },
  { id: 'traditional', name: 'y học cổ truyền', also: ['yhct', 'bệnh viện y học cổ truyền'] },
  { id: 'centre', name: 'trung tâm y tế', also: ['ttyt'] },
  { id: 'polyclinic', name: 'phòng khám đa khoa', also: ['pkđk'] },
  { id: 'station', name: 'trạm y tế', also: ['tyt', 'trạm'] },
  { id: 'other', name: 'khác' },
]

export const ownership_choices: readonly Choice[] = [
  { id: 'public', name: 'công lập', also: ['công'] },
  { id: 'private', name: 'tư nhân', also: ['tư', 'ngoài công lập'] },
  { id: 'other', name: 'khác' },
]

/** Codes of a facility beside its own, and what they are called. */
export const facility_codes = [
  { id: 'gln', name: 'GLN' },
  { id: 'tax', name: 'Mã số thuế' },
  { id: 'budget', name: 'Mã quan hệ ngân sách' },
] as const

const code_columns = facility_codes.map(({ id, name }): Column => ({
  id,
  names: [name.toLowerCase(), id],
  type: 'text',
  most: 60,
}))

const step_choices: readonly Choice[] = steps.map(({ id, name }) => ({ id, name }))

const facilities: ImportTable = {
  ...{ what: 'facilities', name: 'Danh sách cơ sở: loại hình, cấp, giường, địa bàn, mã, liên hệ' },
  ...{ sheet: 'Cơ sở', unit: 'dong' },
  columns: [
    // With these three a facility the directory does not know is added to it.
    { id: 'code', names: code_names, type: 'text', is_common: true },
    { id: 'name', names: ['tên', ...name_names], type: 'text', most: 200, is_common: true },
    { id: 'kind', names: ['loại cơ sở', 'loại', 'kind'], type: 'choice', choices: facility_kinds },
    { id: 'from_day', names: ['từ ngày', 'có hiệu lực từ ngày', 'from_day'], type: 'day' },
    { id: 'sort', names: ['loại hình', 'sort'], type: 'choice', choices: sort_choices },
    { id: 'level', names: ['cấp', 'cấp chuyên môn', 'level'], type: 'text', most: 20 },
    { id: 'rank', names: ['hạng', 'rank'], type: 'text', most: 20 },
    { id: 'beds', names: ['giường', 'số giường', 'giường kế hoạch', 'beds'], type: 'count', most: 20_000 },
    { id: 'ownership', names: ['sở hữu', 'công/tư', 'ownership'], type: 'choice', choices: ownership_choices },
    { id: 'area', names: ['địa bàn', 'mã địa bàn', 'xã, phường', 'area'], type: 'text' },
    ...code_columns,
    { id: 'contact', names: ['liên hệ', 'người liên hệ', 'đầu mối'], type: 'text' },
    { id: 'phone', names: ['điện thoại', 'số điện thoại', 'phone'], type: 'text' },
    { id: 'email', names: ['email', 'thư điện tử'], type: 'text' },
    { id: 'source', names: ['căn cứ', 'nguồn', 'source'], type: 'text' },
  ],
}

/** Who takes part in the programme; the first day stays as it was said. */
const taking_part: ImportTable = {
  ...{ what: 'taking-part', name: 'Cơ sở tham gia chương trình', sheet: 'Tham gia', unit: 'dong' },
  columns: [
    { id: 'place', names: ['số thứ tự', 'stt', 'place'], type: 'count', most: 100_000, is_common: true },
    { id: 'joined_on', names: ['tham gia từ', 'tham gia từ ngày', 'joined_on'], type: 'day' },
    { id: 'left_on', names: ['thôi từ ngày', 'thôi tham gia từ', 'left_on'], type: 'day' },
  ],
}

const step: Column = { id: 'step', names: ['bước', 'step'], type: 'choice', choices: step_choices }

const plan: ImportTable = {
  ...{ what: 'plan', name: 'Mốc của kế hoạch: hạn và người chịu trách nhiệm từng bước', sheet: 'Mốc', unit: 'dong' },
  columns: [
    step,
    { id: 'due', names: ['hạn', 'thời hạn', 'due'], type: 'day' },
    { id: 'owner', names: ['người chịu trách nhiệm', 'chịu trách nhiệm', 'owner'], type: 'text', most: 200 },
    { id: 'note', names: ['ghi chú', 'note'], type: 'text', most: 1_000 },
  ],
}

const tasks: ImportTable = {
  ...{ what: 'tasks', name: 'Việc dưới từng bước của kế hoạch', sheet: 'Việc', unit: 'dong' },
  columns: [
    step,
    { id: 'task', names: ['việc', 'việc phải làm', 'task'], type: 'text', most: 300 },
    { id: 'owner', names: ['người làm', 'owner'], type: 'text', most: 200 },
    { id: 'due', names: ['hạn', 'hạn của việc', 'due'], type: 'day' },
    { id: 'done_on', names: ['xong ngày', 'done_on'], type: 'day' },
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

export const import_tables: readonly ImportTable[] = [
  ...[budget, progress, facilities, taking_part, plan, tasks],
  ...of_registers,
]
