import { fold } from '../../../base/text/index.ts'
import { parse_typed_date } from '../../../base/time/index.ts'
import type { MoneyUnit } from '../contract.ts'
import { read_amount, type Style } from './amounts.ts'
import { find_choice } from '../registers/find-choice.ts'
import type { Column } from './tables.ts'
import { dong_of, unit_words } from './units.ts'

export type Cell = {
  column: Column
  text: string
  /** As Excel keeps it, where it is a number there: no dot or comma has to be understood. */
  number: number | undefined
  style: Style | undefined
  /** Of money. */
  unit: MoneyUnit
  today: string
}
export type Value = { value?: string | number | boolean; fault?: string }

const said_number = ({ text, number, style }: Cell): { value: number } | { fault: string } => {
  if (number !== undefined) return { value: number }
  const read = read_amount(text.replace(/\s*%$/, ''), style)
  return read.ok ? { value: read.value } : { fault: `${read.reason}; hãy ghi bằng số hoặc để trống` }
}

const read_number = (cell: Cell): Value => {
  const read = said_number(cell)
  if ('fault' in read) return read
  const { value } = read
  const { text, column } = cell
  if (value < 0) return { fault: `“${text}” là số âm; hãy ghi số không âm hoặc để trống` }
  if (column.type !== 'amount' && !Number.isInteger(value)) return { fault: `“${text}” phải là số nguyên` }
  if (column.type === 'percent' && value > 100) return { fault: `“${text}” lớn hơn 100 %; hãy ghi từ 0 đến 100` }
  if (column.most !== undefined && value > column.most)
    return { fault: `“${text}” lớn hơn ${column.most.toLocaleString('vi-VN')}; hãy xem lại` }
  return { value }
}

const read_text = ({ text, column: { most = Infinity } }: Cell): Value =>
  text.length > most ? { fault: `“${text}” quá dài (tối đa ${most} ký tự); hãy rút gọn` } : { value: text }

/** No facility's line of such a programme is that much: the unit was mistaken. */
const dong_max = 1e14

/** Money in whole đồng, whatever the unit of its column. */
const read_money = (cell: Cell): Value => {
  const read = read_number(cell)
  if (typeof read.value !== 'number') return read
  const dong = read.value * dong_of[cell.unit]
  const said = `“${cell.text}” ${unit_words[cell.unit]}`
  if (dong > dong_max) return { fault: `${said} lớn hơn 100.000 tỷ đồng; hãy xem lại đơn vị tính` }
  if (Math.abs(dong - Math.round(dong)) > 1e-3) return { fault: `${said} không phải là số đồng chẵn; hãy làm tròn` }
  return { value: Math.round(dong) }
}

const read_day = ({ text, today }: Cell): Value => {
  const read = parse_typed_date(text, { today, direction: 'any' })
  if (!read.ok) return { fault: `${read.reason}; hãy ghi như 31/12/2025` }
  return read.date.length === 10 ? { value: read.date } : { fault: `“${text}” chưa đủ ngày, tháng, năm` }
}

const yes = ['co', 'x', 'yes', 'true', 'dat', '1']
const no = ['khong', 'no', 'false', 'chua', '0']

const read_choice = ({ column, text }: Cell): Value => {
  const found = find_choice(column.choices ?? [], text)
  if (found) return { value: found.id }
  return { fault: `“${text}” phải là một trong: ${column.choices?.map(({ name }) => name).join(', ') ?? ''}` }
}

/** One cell that is not empty, as its column means it. */
export const read_cell = (cell: Cell): Value => {
  const { column, text } = cell
  if (column.type === 'text') return read_text(cell)
  if (column.type === 'day') return read_day(cell)
  if (column.type === 'choice') return read_choice(cell)
  if (column.type === 'amount') return read_money(cell)
  if (column.type !== 'yes_no') return read_number(cell)
  if (yes.includes(fold(text))) return { value: true }
  return no.includes(fold(text)) ? { value: false } : { fault: `“${text}” phải là có hoặc không` }
}
