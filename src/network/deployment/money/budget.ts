import { fail } from '../../../base/outcome/index.ts'
import { group, number, one_of, optional, read_shape, text, when_absent, whole } from '../../../base/shapes/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { budget_sources, type BudgetCheck, type BudgetLine, type BudgetSource, type Statement } from '../contract.ts'
import { note } from '../scope.ts'

export type NewBudget = {
  year: number
  source: BudgetSource
  /** In `unit`, as it was given. */
  amount: number
  spent: number
  unit: 'dong' | 'million'
  note: string
  version?: number
}

const million = 1_000_000
const dong_max = 1e15

const shape = group<NewBudget>('kinh phí', {
  year: number('năm', 2000, 2100),
  source: one_of('nguồn', budget_sources),
  amount: number('số tiền', 0, dong_max),
  spent: when_absent(number('đã chi', 0, dong_max), 0),
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
  ]
  const { row_count } = await sql.query(
    `INSERT INTO deployment.budget AS b (facility, programme, year, source, dong, spent_dong, unit, note, updated_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (facility, programme, year, source) DO UPDATE SET dong = $5, spent_dong = $6, unit = $7, note = $8,
       updated_by = $9, updated_at = now() WHERE $10::integer IS NULL OR b.version = $10`,
    values,
  )
  if (row_count === 0) throw fail.version_mismatch('Dòng kinh phí này vừa được người khác sửa; hãy tải lại')
  const detail = `${line.year} ${line.source} ${values[4] ?? ''} đồng`
  await note(sql, caller, 'budget', `Organization/${facility}`, detail)
}

export const list_budget = async (sql: Sql, programme: string, facility?: string): Promise<BudgetLine[]> =>
  (
    await sql.query<BudgetLine>(
      `SELECT facility, year, source, dong, spent_dong, unit, note, version FROM deployment.budget
       WHERE programme = $1 AND ($2::text IS NULL OR facility = $2) ORDER BY facility, year, source`,
      [programme, facility ?? null],
    )
  ).rows

/** Everything a paper says of money beside what the lines add up to; nothing is made to fit. */
export const check_budget = (said: Statement[], lines: BudgetLine[]): BudgetCheck[] =>
  said.map((one) => {
    const counted_dong = lines
      .filter(({ facility }) => one.facility === undefined || facility === one.facility)
      .filter(({ source }) => one.sources === undefined || one.sources.includes(source))
      .filter(({ year }) => one.year === undefined || year === one.year)
      .reduce((sum, { dong }) => sum + dong, 0)
    return { ...one, counted_dong, difference_dong: one.dong - counted_dong }
  })
