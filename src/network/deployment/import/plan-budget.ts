import { budget_sources, type BudgetLine, type BudgetSource } from '../contract.ts'
import { put_budget, read_budget } from '../money/budget.ts'
import { not_taking_part } from '../programme/programmes.ts'
import { attempt, number_in, text_in, type Deed, type Fault, type Planner, type Room } from './deeds.ts'
import type { Values } from './read-rows.ts'
import { source_choices } from './tables.ts'

const million = 1_000_000
const say = (dong: number): string => (dong / million).toLocaleString('vi-VN', { maximumFractionDigits: 6 })

/** Of one source, in đồng; what a spreadsheet does not say stays as it is. */
type Given = { source: BudgetSource; dong: number; column: string } & Partial<
  Record<'spent' | 'planned' | 'contracted', number | undefined>
> & { note?: string | undefined }

/** One line for each source, or a column for each: both are how people write it. */
const read_given = (values: Values): Given[] => {
  const source = budget_sources.find((one) => one === values['source'])
  const dong = number_in(values, 'given')
  const [spent, planned, contracted] = ['spent', 'planned', 'contracted'].map((id) => number_in(values, id))
  const note = text_in(values, 'note')
  const columns = budget_sources.flatMap((one): Given[] => {
    const in_column = number_in(values, one)
    return in_column === undefined ? [] : [{ source: one, dong: in_column, column: one }]
  })
  return source && dong !== undefined
    ? [{ source, dong, column: 'given', spent, planned, contracted, note }, ...columns]
    : columns
}

/** A line for one source that lacks its source or its sum. */
const half_lines = (values: Values): Fault[] => {
  const [given, source] = [values['given'] !== undefined, values['source'] !== undefined]
  if (given === source) return []
  return given
    ? [{ column: 'given', words: 'có số được giao mà không ghi nguồn; hãy ghi nguồn' }]
    : [{ column: 'source', words: 'có ghi nguồn mà không ghi số được giao; hãy ghi số, hoặc 0' }]
}

const sum_faults = (values: Values, given: Given[]): Fault[] => {
  const total = number_in(values, 'total')
  const sum = given.reduce((all, { dong }) => all + dong, 0)
  if (total === undefined || total === sum) return []
  return [{ column: 'total', words: `tổng ghi ${say(total)}, các nguồn cộng ${say(sum)} triệu; hãy sửa số sai` }]
}

const changed = (name: string, before: number | null | undefined, after: number): string[] =>
  (before ?? undefined) === after ? [] : [`${name}${before == null ? '' : `${say(before)} → `}${say(after)} triệu`]

const changes_of = (before: BudgetLine | undefined, given: Given): string[] => [
  ...changed('', before?.dong, given.dong),
  ...(given.planned === undefined ? [] : changed('dự toán ', before?.planned_dong, given.planned)),
  ...(given.contracted === undefined ? [] : changed('đã ký hợp đồng ', before?.contracted_dong, given.contracted)),
  ...(given.spent === undefined || given.spent === (before?.spent_dong ?? 0)
    ? []
    : changed('đã chi ', before?.spent_dong, given.spent)),
  ...(given.note === undefined || given.note === (before?.note ?? '') ? [] : [`ghi chú “${given.note}”`]),
]

const source_name = (source: BudgetSource): string =>
  source_choices.find(({ id }) => id === source)?.name.toLowerCase() ?? source

/** In millions where they are whole numbers of six decimals, as the Sở gives them: the store keeps đồng. */
const line_of = (year: number, before: BudgetLine | undefined, given: Given) => ({
  ...{ year, source: given.source, unit: 'million', amount: given.dong / million },
  spent: (given.spent ?? before?.spent_dong ?? 0) / million,
  ...(given.planned === undefined ? {} : { planned: given.planned / million }),
  ...(given.contracted === undefined ? {} : { contracted: given.contracted / million }),
  note: given.note ?? before?.note ?? '',
})

/** Lines that stand, and who takes or took part in the programme. */
type Known = { lines: BudgetLine[]; taking: ReadonlySet<string> }

export const plan_budget = ({ lines: known, taking }: Known, { programme }: Room): Planner => {
  const row: Planner['row'] = (facility, values) => {
    const year = number_in(values, 'year') ?? Number(programme.from_day.slice(0, 4))
    const given = read_given(values)
    const faults: Fault[] = [...half_lines(values), ...sum_faults(values, given)]
    const deeds = given.flatMap((one): Deed[] => {
      const before = known.find(
        (line) => line.facility === facility && line.year === year && line.source === one.source,
      )
      const changes = changes_of(before, one)
      if (changes.length === 0) return []
      const read = attempt(() => read_budget(line_of(year, before, one)), { amount: one.column })
      faults.push(...read.faults)
      if (read.value === undefined) return []
      const line = read.value
      const place = { facility, programme: programme.id }
      return [
        {
          words: `${year}, ${source_name(one.source)}: ${changes.join(', ')}`,
          run: (sql, caller) => put_budget(sql, caller, place, line),
        },
      ]
    })
    if (deeds.length > 0 && !taking.has(facility)) faults.push({ words: not_taking_part(facility, programme) })
    // By the year that is meant: a line without one and a line of the programme's first year are the same money.
    const subjects = given.map(({ source }) => ({
      key: `${facility} ${year} ${source}`,
      words: `${source_name(source)} năm ${year}`,
    }))
    return { deeds, faults, subjects }
  }
  return { row }
}
