import { find_province_on, list_entries_on } from '../../../network/deployment/index.ts'
import type { FigureRows, FigureSource, Period } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, column, facility_column, names_of } from './as-of.ts'

const table_rows_max = 50

type Entry = Awaited<ReturnType<typeof list_entries_on>>[number]

const said_in = ({ problem, proposal }: Entry['body']): string =>
  [problem, proposal && `Kiến nghị: ${String(proposal)}`].filter(Boolean).join('. ')

const state_words: Record<string, string> = {
  ...{ submitted: 'chờ Sở trả lời', answered: 'Sở đã trả lời', closed: 'đã xong' },
}
const is_open = ({ state }: Entry): boolean => state === 'submitted'
const is_answered = ({ state }: Entry): boolean => state === 'answered' || state === 'closed'

const by_due = (a: Entry, b: Entry): number => (a.due ?? '9999').localeCompare(b.due ?? '9999')

const cells_of = (one: Entry, name: (code: string) => string) => [
  ...[name(one.facility), said_in(one.body), one.due ?? '', state_words[one.state] ?? one.state],
]

const find_difficulties = async (sql: Sql, period: Period) => {
  const entries = (await list_entries_on(sql, 'difficulty', as_of(period))).toSorted(by_due)
  return {
    entries,
    name: await names_of(
      sql,
      entries.map(({ facility }) => facility),
      period,
    ),
  }
}

/** What facilities said was in the way at the end of the period, and whether the Sở had answered by then. */
export const difficulties: FigureSource = {
  source: 'Sổ khó khăn, vướng mắc của kế hoạch triển khai',
  query: 'deployment/entries-on',
  tells: ['kho_khan', 'kho_khan.mo', 'kho_khan.da_tra_loi'],
  async ask(sql, period) {
    if (!(await find_province_on(sql, as_of(period)))) return {}
    const { entries, name } = await find_difficulties(sql, period)
    const open = entries.filter(is_open)
    return {
      figures: { 'kho_khan.mo': open.length, 'kho_khan.da_tra_loi': entries.filter(is_answered).length },
      tables: { kho_khan: { rows: open.slice(0, table_rows_max).map((one) => cells_of(one, name)) } },
    }
  },
  async rows(sql, period, figure): Promise<FigureRows> {
    const { entries, name } = await find_difficulties(sql, period)
    return {
      columns: [
        facility_column,
        column('Nội dung', 'text', 5),
        column('Hạn', 'day', 1.8),
        column('Trạng thái', 'text', 2),
      ],
      rows: entries
        .filter(figure === 'kho_khan.da_tra_loi' ? is_answered : is_open)
        .map((one) => ({ cells: cells_of(one, name), path: `/so/co-so/${one.facility}/kho-khan` })),
      more: 0,
    }
  },
}
