import { days_between } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory, name_on } from '../../membership/index.ts'
import type { BudgetCheck, BudgetLine, Forecast, Programme, ProvinceRow, Week } from '../contract.ts'
import { check_budget } from '../money/budget.ts'
import { forecast } from '../plan/forecast.ts'
import { step_ids } from '../programme/steps.ts'
import type { AsOf } from './as-of.ts'
import { list_money_on } from './money-on.ts'
import { find_programme_on } from './programme-on.ts'
import {
  list_members_until,
  list_plans_on,
  list_words_on,
  takes_part,
  weeks_until,
  where_step_stands,
} from './steps-on.ts'

/** The province's plan as it stood at the end of a day (MON-28). Facilities carry the names they had then. */
export type ProvinceOn = {
  programme: Programme
  rows: Pick<ProvinceRow, 'code' | 'name' | 'place' | 'milestones'>[]
  weeks: Week[]
  operating: number
  percent: number
  forecast: Forecast
  money: BudgetLine[]
  /** Every sum the programme's papers name, the lines beside it. */
  checks: BudgetCheck[]
}

type Row = ProvinceOn['rows'][number]

const milestone_of = (
  { step, due }: { step: string; due: string },
  { done_on, ...stands }: ReturnType<typeof where_step_stands>,
  day: string,
): Row['milestones'][number] => ({
  ...{ step, due, done_on, ...stands },
  late_days: Math.max(0, days_between(due, done_on ?? day)),
})

const by_step = (a: { step: string }, b: { step: string }): number =>
  step_ids.findIndex((id) => id === a.step) - step_ids.findIndex((id) => id === b.step)

/** What each facility was called on that day; a code nobody knows stays a code. */
export const list_names_on = async (sql: Sql, codes: string[], day: string): Promise<(code: string) => string> => {
  const known = codes.length === 0 ? [] : await list_directory(sql, { codes, limit: codes.length })
  const names = new Map(known.map((one) => [one.code, name_on(one, day)]))
  return (code) => names.get(code) ?? code
}

/** undefined: no programme had begun. To be asked in as_oversight; for reports, not for the page everybody opens. */
export const find_province_on = async (sql: Sql, as_of: AsOf): Promise<ProvinceOn | undefined> => {
  const { day } = as_of
  const programme = await find_programme_on(sql, as_of)
  if (!programme) return undefined
  const members = await list_members_until(sql, programme.id, day)
  const [words, plans] = [await list_words_on(sql, programme.id, as_of), await list_plans_on(sql, programme.id, as_of)]
  const money = await list_money_on(sql, programme.id, as_of)
  const taking = members.filter((member) => takes_part(member, day))
  const name = await list_names_on(
    sql,
    taking.map(({ code }) => code),
    day,
  )
  const said = new Map(words.map((one) => [`${one.facility} ${one.step}`, one.words]))
  const steps = programme.steps.map(({ step }) => step)
  const weeks = weeks_until({ members, words, steps, from_day: programme.from_day }, day)
  const now = weeks.at(-1)
  return {
    ...{ programme, weeks, money, checks: check_budget(programme.said, money) },
    rows: taking.map(({ code, place }) => ({
      ...{ code, place, name: name(code) },
      milestones: (plans.get(code) ?? [])
        .toSorted(by_step)
        .map((planned) => milestone_of(planned, where_step_stands(said.get(`${code} ${planned.step}`) ?? []), day)),
    })),
    ...{ operating: now?.operating ?? 0, percent: now?.percent ?? 0 },
    forecast: forecast(
      weeks.map((week) => ({ day: week.day, value: week.percent })),
      100,
    ),
  }
}
