import {
  asked_kinds,
  find_province_on,
  get_register,
  list_entries_on,
  page_of_kind,
  type Register,
} from '../../../network/deployment/index.ts'
import type { FigureRows, FigureSource, Period } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, column, facility_column, names_of } from './as-of.ts'

const table_rows_max = 50

type Entry = Awaited<ReturnType<typeof list_entries_on>>[number]
type Asked = Entry & { register: Register }

/** What it is about, and what is asked; sums and counts stand with their names. */
const said_in = ({ register, body }: Asked): string => {
  const others = register.fields.filter(({ id, type }) => id === 'proposal' || ['count', 'money'].includes(type))
  const told = others.flatMap(({ id, name, unit }) => {
    const value = body[id]
    if (value === undefined || value === '') return []
    return [
      `${name}: ${typeof value === 'number' ? value.toLocaleString('vi-VN') : String(value)}${unit ? ` ${unit}` : ''}`,
    ]
  })
  return [String(body[register.title] ?? ''), ...told].join('. ')
}

const state_words: Record<string, string> = {
  ...{ submitted: 'chờ Sở trả lời', answered: 'Sở đã trả lời', closed: 'đã xong' },
}
const is_open = ({ state }: Entry): boolean => state === 'submitted'
const is_answered = ({ state }: Entry): boolean => state === 'answered' || state === 'closed'

const by_due = (a: Entry, b: Entry): number => (a.due ?? '9999').localeCompare(b.due ?? '9999')

const cells_of = (one: Asked, name: (code: string) => string) => [
  ...[name(one.facility), one.register.name, said_in(one), one.due ?? '', state_words[one.state] ?? one.state],
]

const find_difficulties = async (sql: Sql, period: Period) => {
  const found: Asked[] = []
  for (const kind of asked_kinds) {
    const register = get_register(kind)
    found.push(...(await list_entries_on(sql, kind, as_of(period))).map((one) => ({ ...one, register })))
  }
  const entries = found.toSorted(by_due)
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
  source: 'Sổ khó khăn, vướng mắc với BHXH và đề nghị bổ sung của kế hoạch triển khai',
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
        column('Loại', 'text', 2),
        column('Nội dung', 'text', 5),
        column('Hạn', 'day', 1.8),
        column('Trạng thái', 'text', 2),
      ],
      rows: entries
        .filter(figure === 'kho_khan.da_tra_loi' ? is_answered : is_open)
        .map((one) => ({ cells: cells_of(one, name), path: page_of_kind(one.facility, one.register.kind) })),
      more: 0,
    }
  },
}
