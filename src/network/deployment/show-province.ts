import type { Sql } from '../../platform/database/index.ts'
import { sum_flow, summarise_facilities } from '../monitor/index.ts'
import { budget_sources, type BudgetSource, type ProvincePage, type Week } from './contract.ts'
import { check_budget, list_budget } from './money/budget.ts'
import { forecast } from './plan/forecast.ts'
import { list_milestones } from './plan/progress.ts'
import { get_programme } from './programme/programmes.ts'
import { steps } from './programme/steps.ts'

type Member = { code: string; name: string; place: number }

const list_members = async (sql: Sql, programme: string, today: string): Promise<Member[]> =>
  (
    await sql.query<Member>(
      `SELECT m.facility AS code, f.name, m.place FROM deployment.member AS m JOIN hub.facility AS f ON f.code = m.facility
       WHERE m.programme = $1 AND m.joined_on <= $2 AND (m.left_on IS NULL OR m.left_on > $2) ORDER BY m.place, f.name`,
      [programme, today],
    )
  ).rows

export const list_weeks = async (sql: Sql, programme: string, today: string): Promise<Week[]> =>
  (
    await sql.query<Week>(
      `SELECT least(day, $2::date)::text AS day, facilities, operating, percent FROM hub.programme_week
       WHERE programme = $1 ORDER BY programme_week.day`,
      [programme, today],
    )
  ).rows

type Open = ProvincePage['open']

const count_open = async (sql: Sql, programme: string): Promise<Open> => {
  const { rows } = await sql.query<Open>(
    `SELECT (SELECT count(*) FROM deployment.plan WHERE programme = $1 AND state = 'submitted') AS plans,
       count(*) FILTER (WHERE kind IN ('difficulty', 'insurance')) AS difficulties,
       count(*) FILTER (WHERE kind NOT IN ('difficulty', 'insurance')) AS papers
     FROM deployment.entry WHERE state = 'submitted'`,
    [programme],
  )
  return rows[0] ?? { difficulties: 0, plans: 0, papers: 0 }
}

const by_source = (lines: { source: BudgetSource; dong: number; spent_dong: number }[]): ProvincePage['money'] =>
  budget_sources
    .filter((source) => lines.some((line) => line.source === source))
    .map((source) => {
      const of = lines.filter((line) => line.source === source)
      const sum = (key: 'dong' | 'spent_dong'): number => of.reduce((total, line) => total + line[key], 0)
      return { source, dong: sum('dong'), spent_dong: sum('spent_dong') }
    })

/** To be asked in as_oversight. Few statements, none over more than the facilities of one province. */
export const show_province = async (sql: Sql, today: string, programme_id?: string): Promise<ProvincePage> => {
  const programme = await get_programme(sql, programme_id)
  const [members, milestones, budget, weeks, open, exchange, flow] = await Promise.all([
    list_members(sql, programme.id, today),
    list_milestones(sql, programme.id, today),
    list_budget(sql, programme.id),
    list_weeks(sql, programme.id, today),
    count_open(sql, programme.id),
    summarise_facilities(sql),
    sum_flow(sql, ''),
  ])
  const now = weeks.at(-1)
  const untold = [...exchange.values()].filter(({ days }) => days.at(-2)?.state === 'silent').length
  const silent = [...exchange.values()].filter(({ attention }) => attention?.what === 'silent').length
  return {
    ...{ today, counted_at: new Date().toISOString(), programme, steps: [...steps], weeks, open, flow, silent, untold },
    rows: members.map(({ code, name, place }) => ({
      ...{ code, name, place, exchange: exchange.get(code) ?? null },
      milestones: milestones
        .filter(({ facility }) => facility === code)
        .map(({ step, due, percent, done_on, late_days }) => ({ step, due, percent, done_on, late_days })),
      money: by_source(budget.filter(({ facility }) => facility === code)),
    })),
    operating: now?.operating ?? 0,
    percent: now?.percent ?? 0,
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
