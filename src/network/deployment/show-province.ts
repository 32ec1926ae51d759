import { local_date, local_time } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { find_rules } from '../counters/index.ts'
import { sum_flow, summarise_facilities } from '../monitor/index.ts'
import {
  asked_kinds,
  budget_sources,
  type BudgetSource,
  type ProvincePage,
  type ProvinceRow,
  type Week,
} from './contract.ts'
import { areas_on, list_areas } from './directory/areas.ts'
import { list_trend } from './exchange-trend.ts'
import { check_budget, list_budget } from './money/budget.ts'
import { forecast } from './plan/forecast.ts'
import { list_milestones } from './plan/progress.ts'
import { get_programme } from './programme/programmes.ts'
import { steps } from './programme/steps.ts'

type Member = Pick<ProvinceRow, 'code' | 'name' | 'place' | 'sort' | 'area'>

const members_sql = `
SELECT m.facility AS code, f.name, m.place, coalesce(s.sort, '') AS sort, coalesce(s.area, '') AS area
FROM deployment.member AS m JOIN hub.facility AS f ON f.code = m.facility
LEFT JOIN LATERAL (SELECT sort, area FROM hub.facility_state WHERE code = m.facility AND from_day <= $2
  ORDER BY from_day DESC, serial DESC LIMIT 1) AS s ON true
WHERE m.programme = $1 AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on > $2) ORDER BY m.place, f.name`

/** Who takes part, what each is, and the name of the place in which it lies today. */
const list_members = async (sql: Sql, programme: string, today: string): Promise<Member[]> => {
  const [{ rows }, areas] = await Promise.all([sql.query<Member>(members_sql, [programme, today]), list_areas(sql)])
  const names = new Map(
    [...new Set(rows.map(({ area }) => area))].map((id) => [id, areas_on(areas, id, today)[0]?.name]),
  )
  return rows.map((row) => ({ ...row, area: names.get(row.area) ?? '' }))
}

export const list_weeks = async (sql: Sql, programme: string, today: string): Promise<Week[]> =>
  (
    await sql.query<Week>(
      `SELECT least(day, $2::date)::text AS day, facilities, operating, percent FROM hub.programme_week
       WHERE programme = $1 ORDER BY programme_week.day`,
      [programme, today],
    )
  ).rows

type Open = ProvincePage['open']
type At = { walked_at: Date | null; progress_at: Date | null; money_at: Date | null }

/** What waits for the Sở, and when each of the page's subjects was counted or written last. */
const open_sql = `
SELECT (SELECT count(*) FROM deployment.plan WHERE state = 'submitted') AS plans,
  count(*) FILTER (WHERE kind = ANY ($2)) AS difficulties,
  count(*) FILTER (WHERE kind <> ALL ($2)) AS papers,
  (SELECT count(*) FROM deployment.reminder WHERE told = 'oversight' AND seen_at IS NULL) AS told,
  (SELECT count(*) FROM deployment.reminder WHERE told = 'oversight_lead' AND seen_at IS NULL) AS told_lead,
  hub.board_walked_at() AS walked_at,
  (SELECT max(counted_at) FROM hub.programme_week WHERE programme = $1) AS progress_at,
  (SELECT max(updated_at) FROM deployment.budget WHERE programme = $1) AS money_at
FROM deployment.entry WHERE state = 'submitted'`

const count_open = async (sql: Sql, programme: string): Promise<Open & At> => {
  const { rows } = await sql.query<Open & At>(open_sql, [programme, asked_kinds])
  const [counted] = rows
  if (!counted) throw new Error('an aggregate without a row')
  return counted
}

/** The hub that never walked says -infinity, which is no moment. */
const said_at = (at: Date | null): string => (at instanceof Date ? local_time(at) : '')

const by_source = (lines: { source: BudgetSource; dong: number; spent_dong: number }[]): ProvincePage['money'] =>
  budget_sources
    .filter((source) => lines.some((line) => line.source === source))
    .map((source) => {
      const of = lines.filter((line) => line.source === source)
      const sum = (key: 'dong' | 'spent_dong'): number => of.reduce((total, line) => total + line[key], 0)
      return { source, dong: sum('dong'), spent_dong: sum('spent_dong') }
    })

const trend_weeks = 12

type Sources = {
  members: Member[]
  milestones: Awaited<ReturnType<typeof list_milestones>>
  budget: Awaited<ReturnType<typeof list_budget>>
  exchange: Awaited<ReturnType<typeof summarise_facilities>>
}

const to_rows = ({ members, milestones, budget, exchange }: Sources): ProvinceRow[] => {
  const steps_of = Map.groupBy(milestones, ({ facility }) => facility)
  const money_of = Map.groupBy(budget, ({ facility }) => facility)
  return members.map((member) => ({
    ...member,
    exchange: exchange.get(member.code) ?? null,
    milestones: (steps_of.get(member.code) ?? []).map(
      ({ step, due, percent, done_on, lacks, lacks_by, late_days }) => ({
        ...{ step, due, percent, done_on, lacks, lacks_by, late_days },
      }),
    ),
    money: by_source(money_of.get(member.code) ?? []),
  }))
}

/** To be asked in as_oversight. Few statements, none over more than the facilities of one province. */
export const show_province = async (
  sql: Sql,
  today: string,
  programme_id?: string,
  now = new Date(),
): Promise<ProvincePage> => {
  const programme = await get_programme(sql, { today, id: programme_id })
  const [members, milestones, budget, weeks, counted, exchange, flow, rules, trend] = await Promise.all([
    list_members(sql, programme.id, today),
    list_milestones(sql, programme.id, today),
    list_budget(sql, { programme: programme.id, taking_on: today }),
    list_weeks(sql, programme.id, today),
    count_open(sql, programme.id),
    summarise_facilities(sql, now),
    sum_flow(sql, '', now),
    find_rules(sql),
    list_trend(sql, { by: 'week', kind: '', today: local_date(now), points: trend_weeks }),
  ])
  const { walked_at, progress_at, money_at, ...open } = counted
  const last_week = weeks.at(-1)
  const untold = [...exchange.values()].filter(({ days }) => days.at(-2)?.state === 'silent').length
  const silent = [...exchange.values()].filter(({ attention }) => attention?.what === 'silent').length
  return {
    ...{ today, at: local_time(now), rules, programme, steps: [...steps], weeks, open, flow, silent, untold, trend },
    ...{ walked_at: said_at(walked_at), progress_at: said_at(progress_at), money_at: said_at(money_at) },
    rows: to_rows({ members, milestones, budget, exchange }),
    operating: last_week?.operating ?? 0,
    percent: last_week?.percent ?? 0,
    forecast: forecast(
      weeks.map(({ day, percent }) => ({ day, value: percent })),
      100,
    ),
    money: by_source(budget),
    disagreements: check_budget(
      programme.said.filter(({ facility }) => facility === undefined),
      budget,
    ).filter(({ difference_dong }) => difference_dong !== 0),
  }
}
