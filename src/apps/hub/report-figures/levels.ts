import { local_date } from '../../../base/time/index.ts'
import { show_matrix_on } from '../../../network/it-level/index.ts'
import type { FigureSource, Value } from '../../../network/oversight-reports/index.ts'
import { as_of, column, facility_column } from './as-of.ts'

type Matrix = Awaited<ReturnType<typeof show_matrix_on>>
type Line = Matrix['facilities'][number]

const groups = ['INF', 'MGT', 'HIS', 'PACS', 'LIS', 'NFR', 'SEC'] as const
const grades = { basic: 'cơ bản', advanced: 'nâng cao' }

const group_words = ({ standing }: Line, id: (typeof groups)[number]): Value => {
  const found = standing?.groups.find(({ group }) => group === id)
  if (!found) return null
  if (found.level !== null && found.level > 0) return `mức ${found.level}`
  if (found.grade === 'basic' || found.grade === 'advanced') return grades[found.grade]
  return `${found.met}/${found.total}`
}

const row_of = (line: Line): Value[] => [
  line.name,
  line.standing?.level ?? null,
  ...groups.map((id) => group_words(line, id)),
  line.newest?.as_of ?? null,
]

/** The facilities a figure counts. */
const counted: Record<string, (line: Line) => boolean> = {
  'muc_cntt.co_danh_gia': ({ standing }) => standing !== null,
  'muc_cntt.tu_1': ({ standing }) => (standing?.level ?? 0) >= 1,
  'muc_cntt.tu_5': ({ standing }) => (standing?.level ?? 0) >= 5,
  'muc_cntt.da_khai': ({ declared_at }) => declared_at !== null,
}

/** TT 54/2017, as the facilities had said and signed by the end of the period; a criterion the Sở doubted counts as not met. */
export const levels: FigureSource = {
  source: 'Bản đánh giá mức ứng dụng CNTT cơ sở đã ký gửi hoặc nhập tại trục',
  query: 'it-level/matrix-on',
  tells: ['muc_cntt', 'muc_cntt.co_danh_gia', 'muc_cntt.tu_1', 'muc_cntt.tu_5', 'muc_cntt.nam', 'muc_cntt.da_khai'],
  async ask(sql, period) {
    const { facilities, year } = await show_matrix_on(sql, as_of(period))
    return {
      figures: {
        ...Object.fromEntries(Object.entries(counted).map(([name, is]) => [name, facilities.filter(is).length])),
        'muc_cntt.nam': String(year),
      },
      tables: { muc_cntt: { rows: facilities.map(row_of) } },
    }
  },
  async rows(sql, period, figure) {
    const { facilities } = await show_matrix_on(sql, as_of(period))
    return {
      columns: [
        facility_column,
        column('Mức'),
        column('Đánh giá ngày', 'day', 1.8),
        column('Khai báo ngày', 'day', 1.8),
      ],
      rows: facilities.filter(counted[figure] ?? (() => true)).map((line) => ({
        cells: [
          ...[line.name, line.standing?.level ?? null, line.newest?.as_of ?? ''],
          line.declared_at === null ? '' : local_date(line.declared_at),
        ],
        path: `/so/muc-cntt/${line.facility}`,
      })),
      more: 0,
    }
  },
}
