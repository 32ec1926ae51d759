import { say_million, say_number } from '../../board/web/figures.ts'
import type { Field, Register, RegisterSum } from '../contract.ts'

/** What lines are looked at: of one status, one facility, one state, only what is missing, late or taken back, with these words; '' is all. */
export type Asked = { part: string; facility: string; only: string; state: string; search: string }

/** Whether lines of this register are ever late. */
export const has_day = ({ sums, due }: Register): boolean => (sums ? sums.ends !== undefined : due !== undefined)

/** The fields of a register that are added up. */
export const added_fields = ({ sums, fields }: Register): Field[] =>
  (sums?.amounts ?? []).flatMap((id) => fields.find((field) => field.id === id) ?? [])

/** Money in million đồng, counts as they are. */
export const say_sum = (field: Field, { amounts }: RegisterSum): string => {
  const sum = amounts[field.id] ?? 0
  return field.type === 'money' ? say_million(sum) : say_number(sum)
}
