import { find_province_on, list_entries_on, page_of_kind, papers } from '../../../network/deployment/index.ts'
import type { FigureRows, FigureSource, Period, Value } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, column, facility_column, share_of } from './as-of.ts'

type State = 'approved' | 'submitted' | 'returned' | 'open' | 'missing'
const state_words: Record<State, string> = {
  ...{ approved: 'đã duyệt', submitted: 'chờ duyệt', returned: 'Sở trả lại', open: 'đang soạn', missing: 'chưa có' },
}
/** Of several lines of one paper the one that came furthest. */
const states: readonly State[] = ['approved', 'submitted', 'returned', 'open']

type Cell = { code: string; facility: string; paper: (typeof papers)[number]; state: State }

/** Facilities of the programme × the nine papers, as they stood at the end of the period; undefined: no programme had begun. */
const read_cells = async (sql: Sql, period: Period): Promise<Cell[] | undefined> => {
  const province = await find_province_on(sql, as_of(period))
  if (!province) return undefined
  const lines = Map.groupBy(
    await list_entries_on(sql, 'document', as_of(period)),
    ({ facility, body }) => `${facility} ${String(body['paper'])}`,
  )
  return province.rows.flatMap(({ code, name }) =>
    papers.map((paper): Cell => {
      const found = lines.get(`${code} ${paper.id}`) ?? []
      const state = states.find((one) => found.some((line) => line.state === one)) ?? 'missing'
      return { code, facility: name, paper, state }
    }),
  )
}

const count = (cells: Cell[], ...of: State[]): number => cells.filter(({ state }) => of.includes(state)).length
const by_facility = (cells: Cell[]): Cell[][] => [...Map.groupBy(cells, ({ code }) => code).values()]
const is_whole = (cells: Cell[]): boolean => cells.every(({ state }) => state === 'approved')

const counts = (cells: Cell[]): Value[] => [
  ...[count(cells, 'approved'), count(cells, 'submitted'), count(cells, 'returned', 'open'), count(cells, 'missing')],
]

/** What is not approved yet, by name. */
const lacking = (cells: Cell[]): string =>
  cells
    .filter(({ state }) => state !== 'approved')
    .map(({ paper, state }) => `${paper.name}${state === 'missing' ? '' : ` (${state_words[state]})`}`)
    .join('; ')

const kept: Record<string, (cells: Cell[]) => Cell[]> = {
  'ho_so.da_duyet': (cells) => cells.filter(({ state }) => state === 'approved'),
  'ho_so.cho_duyet': (cells) => cells.filter(({ state }) => state === 'submitted'),
  'ho_so.con_thieu': (cells) => cells.filter(({ state }) => state !== 'approved'),
  'ho_so.du': (cells) => by_facility(cells).filter(is_whole).flat(),
}

/** The papers a facility needs before it works without paper (MON-10), and how far the Sở has approved them. */
export const paper_figures: FigureSource = {
  source: 'Sổ hồ sơ, quy chế của kế hoạch triển khai; Sở duyệt',
  query: 'deployment/entries-on/document',
  tells: ['ho_so', 'ho_so_co_so', 'ho_so.can', 'ho_so.ty_le', ...Object.keys(kept)],
  async ask(sql, period) {
    const cells = await read_cells(sql, period)
    if (!cells) return {}
    return {
      figures: {
        'ho_so.can': cells.length,
        'ho_so.da_duyet': count(cells, 'approved'),
        'ho_so.cho_duyet': count(cells, 'submitted'),
        'ho_so.con_thieu': cells.length - count(cells, 'approved'),
        'ho_so.ty_le': share_of(count(cells, 'approved'), cells.length),
        'ho_so.du': by_facility(cells).filter(is_whole).length,
      },
      tables: {
        ho_so: {
          rows: papers.map(({ id, name }) => [name, ...counts(cells.filter(({ paper }) => paper.id === id))]),
          total: ['Cộng', ...counts(cells)],
        },
        ho_so_co_so: {
          rows: by_facility(cells).map((of) => [of[0]?.facility ?? '', count(of, 'approved'), lacking(of)]),
        },
      },
    }
  },
  async rows(sql, period, figure): Promise<FigureRows> {
    const cells = (await read_cells(sql, period)) ?? []
    return {
      columns: [facility_column, column('Văn bản', 'text', 4), column('Trạng thái', 'text', 2)],
      rows: (kept[figure] ?? ((all) => all))(cells).map(({ code, facility, paper, state }) => ({
        cells: [facility, paper.name, state_words[state]],
        path: page_of_kind(code, 'document'),
      })),
      more: 0,
    }
  },
}
