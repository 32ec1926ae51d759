import { show_matrix } from '../../../network/it-level/index.ts'
import type { FigureSource, Value } from '../../../network/oversight-reports/index.ts'

type Matrix = Awaited<ReturnType<typeof show_matrix>>
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

/** TT 54/2017, as the facilities said and signed; a criterion the Sở doubts counts as not met. */
export const levels: FigureSource = {
  source: 'Bản đánh giá mức ứng dụng CNTT cơ sở đã ký gửi hoặc nhập tại trục',
  query: 'it-level/matrix',
  tells: ['muc_cntt', 'muc_cntt.co_danh_gia', 'muc_cntt.tu_1', 'muc_cntt.tu_5', 'muc_cntt.nam', 'muc_cntt.da_khai'],
  async ask(sql) {
    const { facilities, year } = await show_matrix(sql)
    const rated = facilities.filter(({ standing }) => standing !== null)
    const from = (level: number): number => rated.filter(({ standing }) => (standing?.level ?? 0) >= level).length
    return {
      figures: {
        'muc_cntt.co_danh_gia': rated.length,
        'muc_cntt.tu_1': from(1),
        'muc_cntt.tu_5': from(5),
        'muc_cntt.nam': String(year),
        'muc_cntt.da_khai': facilities.filter(({ declared_at }) => declared_at !== null).length,
      },
      tables: { muc_cntt: { rows: facilities.map(row_of) } },
    }
  },
}
