import { say_day, say_number } from '../../board/web/figures.ts'
import type { Field } from '../contract.ts'

type Yes = { yes: string; no: string }

/** A value of a register as a person reads it. */
export const show_value = (field: Field, value: string | number | boolean | undefined, words: Yes): string => {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number') return `${say_number(value)}${field.unit ? ` ${field.unit}` : ''}`
  if (field.type === 'day') return say_day(value)
  return field.choices?.find(({ id }) => id === value)?.name ?? value
}
