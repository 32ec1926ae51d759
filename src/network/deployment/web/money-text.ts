import { say_number } from '../../board/web/figures.ts'
import { read_amount } from '../import/amounts.ts'

const million = 1_000_000
const dong_max = 1e15

/** What a person typed as million đồng; '' is nothing. Where a dot or comma could mean two things, it is read as 1.234,5. */
export type TypedMoney = { ok: true; dong: number | undefined } | { ok: false; reason: string }

export const read_million = (text: string): TypedMoney => {
  if (text.trim() === '') return { ok: true, dong: undefined }
  const read = read_amount(text, 'comma')
  if (!read.ok) return read
  const dong = Math.round(read.value * million)
  if (read.value < 0) return { ok: false, reason: 'Số tiền không thể âm' }
  if (dong > dong_max) return { ok: false, reason: 'Số tiền quá lớn; ô này tính bằng triệu đồng' }
  if (Math.abs(read.value * million - dong) > 1e-3) return { ok: false, reason: 'Số tiền phải là số đồng chẵn' }
  return { ok: true, dong }
}

export const show_million = (dong: number | null | undefined): string =>
  dong === null || dong === undefined ? '' : String(dong / million).replace('.', ',')

/** The sum as it was understood, in đồng, so that a slip of a comma is seen. */
export const say_dong = (dong: number): string => `${say_number(dong)} đồng`
