import { say_million, say_number } from '../../board/web/figures.ts'
import type { Field, Register, RegisterSum } from '../contract.ts'

/** What lines are looked at: of one status, one facility, only what is missing or late; '' is all. */
export type Asked = { part: string; facility: string; only: string }

/** The fields of a register that are added up. */
export const added_fields = ({ sums, fields }: Register): Field[] =>
  (sums?.amounts ?? []).flatMap((id) => fields.find((field) => field.id === id) ?? [])

/** Money in million đồng, counts as they are. */
export const say_sum = (field: Field, { amounts }: RegisterSum): string => {
  const sum = amounts[field.id] ?? 0
  return field.type === 'money' ? say_million(sum) : say_number(sum)
}
