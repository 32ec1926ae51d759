import {
  find_province_on,
  list_readiness_on,
  page_of_kind,
  readiness_groups,
} from '../../../network/deployment/index.ts'
import type { FigureRows, FigureSource, Period, Value } from '../../../network/oversight-reports/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { as_of, column, facility_column } from './as-of.ts'

type Score = Awaited<ReturnType<typeof list_readiness_on>>['scores'] extends ReadonlyMap<string, infer S> ? S : never
type Line = { code: string; name: string; score: Score | undefined }

const read_scores = async (sql: Sql, period: Period) => {
  const province = await find_province_on(sql, as_of(period))
  if (!province) return undefined
  const { scores, average } = await list_readiness_on(sql, as_of(period))
  return { average, lines: province.rows.map(({ code, name }): Line => ({ code, name, score: scores.get(code) })) }
}

const percent_of = ({ score }: Line, group: string): Value =>
  score?.groups.find((one) => one.group === group)?.percent ?? null

const cells_of = (line: Line): Value[] => [
  ...[line.name, line.score?.on ?? '', line.score?.total.percent ?? null],
  ...readiness_groups.map(({ id }) => percent_of(line, id)),
]

const has_sent = ({ score }: Line): boolean => score !== undefined
/** The facilities a figure counts. */
const counted: Record<string, (line: Line) => boolean> = {
  'khao_sat.co_so': has_sent,
  'khao_sat.chua': (line) => !has_sent(line),
  'khao_sat.da_duyet': ({ score }) => score?.state === 'approved',
  'khao_sat.diem': has_sent,
}

/** Readiness by the rule (TT 54, CV 365): the newest survey each facility had sent by the end of the period. */
export const survey_scores: FigureSource = {
  source: 'Phiếu khảo sát sẵn sàng cơ sở đã gửi Sở, chấm theo quy tắc có ngày',
  query: 'deployment/readiness-on',
  tells: ['khao_sat', ...Object.keys(counted)],
  async ask(sql, period) {
    const found = await read_scores(sql, period)
    if (!found) return {}
    const { lines, average } = found
    const count = (name: string): number => lines.filter(counted[name] ?? has_sent).length
    return {
      figures: {
        'khao_sat.co_so': count('khao_sat.co_so'),
        'khao_sat.chua': count('khao_sat.chua'),
        'khao_sat.da_duyet': count('khao_sat.da_duyet'),
        'khao_sat.diem': average.total,
      },
      tables: { khao_sat: { rows: lines.map(cells_of) } },
    }
  },
  async rows(sql, period, figure): Promise<FigureRows> {
    const found = await read_scores(sql, period)
    return {
      columns: [
        facility_column,
        column('Khảo sát ngày', 'day', 1.8),
        column('Đạt (%)', 'percent'),
        ...readiness_groups.map(({ name }) => column(name, 'percent')),
      ],
      rows: (found?.lines ?? [])
        .filter(counted[figure] ?? (() => true))
        .map((line) => ({ cells: cells_of(line), path: page_of_kind(line.code, 'survey') })),
      more: 0,
    }
  },
}
