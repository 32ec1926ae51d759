import { fail } from '../../../base/outcome/index.ts'
import {
  any_of,
  group,
  nothing,
  number,
  one_of,
  optional,
  read_shape,
  text,
  when_absent,
  whole,
} from '../../../base/shapes/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { budget_sources, type BudgetLine, type BudgetSource } from '../contract.ts'
import { takes_part_sql } from '../programme/programmes.ts'
import { note } from '../scope.ts'

export { check_budget } from './check-budget.ts'

export type NewBudget = {
  year: number
  source: BudgetSource
  /** In `unit`, as it was given. */
  amount: number
  spent: number
  /** null: nobody knows it any more; absent: as it was said before. */
  planned?: number | null
  contracted?: number | null
  unit: 'dong' | 'million'
  note: string
  version?: number
}

const million = 1_000_000
const dong_max = 1e15

const amount_or_none = (label: string) =>
  any_of<number | null>(label, 'số tiền không âm hoặc để trống', [number(label, 0, dong_max), nothing])

const shape = group<NewBudget>('kinh phí', {
  year: number('năm', 2000, 2100),
  source: one_of('nguồn', budget_sources),
  amount: number('số tiền', 0, dong_max),
  spent: when_absent(number('đã chi', 0, dong_max), 0),
  planned: optional(amount_or_none('dự toán')),
  contracted: optional(amount_or_none('đã ký hợp đồng')),
  unit: one_of('đơn vị tính', ['dong', 'million']),
  note: when_absent(text('ghi chú', 500), ''),
  version: optional(whole('bản đã thấy')),
})

/** Whole đồng: a million with more than six decimals is a typing error. @throws 422 */
const in_dong = (amount: number, unit: NewBudget['unit'], field: string): number => {
  const dong = unit === 'million' ? amount * million : amount
  const whole_dong = Math.round(dong)
  if (Math.abs(dong - whole_dong) > 1e-3 || whole_dong > dong_max)
    throw fail.value('Số tiền phải là số đồng chẵn', field)
  return whole_dong
}

const known_dong = (amount: number | null | undefined, unit: NewBudget['unit'], field: string): number | null =>
  amount === undefined || amount === null ? null : in_dong(amount, unit, field)

export const read_budget = (value: unknown): NewBudget => {
  const read = read_shape(shape, value)
  if (!Number.isInteger(read.year)) throw fail.value('Năm phải là số nguyên', 'year')
  return read
}

/** @throws 412 when the line was changed in between, 422 */
export const put_budget = async (
  sql: Sql,
  caller: Caller,
  { facility, programme }: { facility: string; programme: string },
  line: NewBudget,
): Promise<void> => {
  const values = [
    ...[facility, programme, line.year, line.source, in_dong(line.amount, line.unit, 'amount')],
    ...[in_dong(line.spent, line.unit, 'spent'), line.unit, line.note, caller.actor.name, line.version ?? null],
    ...[known_dong(line.planned, line.unit, 'planned'), known_dong(line.contracted, line.unit, 'contracted')],
    ...[line.planned === null, line.contracted === null],
  ]
  // What a spreadsheet has no column for stays as it was said.
  const { row_count } = await sql.query(
    `INSERT INTO deployment.budget AS b (facility, programme, year, source, dong, spent_dong, unit, note, updated_by,
       planned_dong, contracted_dong)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $11, $12)
     ON CONFLICT (facility, programme, year, source) DO UPDATE SET dong = $5, spent_dong = $6, unit = $7, note = $8,
       updated_by = $9, updated_at = now(),
       planned_dong = CASE WHEN $13 THEN NULL ELSE coalesce($11, b.planned_dong) END,
       contracted_dong = CASE WHEN $14 THEN NULL ELSE coalesce($12, b.contracted_dong) END WHERE $10::integer IS NULL OR b.version = $10`,
    values,
  )
  if (row_count === 0) throw fail.version_mismatch('Dòng kinh phí này vừa được người khác sửa; hãy tải lại')
  const detail = `${line.year} ${line.source} ${values[4] ?? ''} đồng`
  await note(sql, caller, 'budget', `Organization/${facility}`, detail)
}

/** taking_on: only of who takes part on that day; what is added up is asked with it. facility: of that one only. */
export type BudgetWish = { programme: string; taking_on?: string; facility?: string }

export const list_budget = async (sql: Sql, { programme, taking_on, facility }: BudgetWish): Promise<BudgetLine[]> =>
  (
    await sql.query<BudgetLine>(
      `SELECT facility, year, source, dong, spent_dong, planned_dong, contracted_dong, unit, note, version
       FROM deployment.budget AS b WHERE programme = $1 AND ($2::text IS NULL OR facility = $2)
         AND ($3::date IS NULL OR ${takes_part_sql('b', '$1', '$3')}) ORDER BY facility, year, source`,
      [programme, facility ?? null, taking_on ?? null],
    )
  ).rows
