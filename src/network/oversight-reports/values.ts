import { format_decimal } from '../../base/text/index.ts'
import { format_date } from '../../base/time/index.ts'
import type { Value, ValueKind } from './contract.ts'

export const no_source = 'chưa có nguồn'

const tenths = (value: number): string => String(Math.round(value * 10) / 10)

/** As Vietnamese paper prints it: 1.234,5. Money comes in đồng and is told in million, as the plans do. */
export const show_value = (value: Value, kind: ValueKind): string => {
  if (value === null) return no_source
  if (typeof value === 'string') return kind === 'day' && value !== '' ? format_date(value) : value
  if (kind === 'money') return format_decimal(tenths(value / 1_000_000))
  return format_decimal(kind === 'percent' ? tenths(value) : String(Math.round(value * 100) / 100))
}
