import { activity_figures, type ActivityFigure, type ActivityLine, type Comparison } from './contract.ts'
import { add, nothing, to_sum, type Told } from './sum-activity.ts'

export type Times = { starts_on: string; ends_on: string; days: number }
/** A facility with what it told now, before, and a year before. */
export type Compared = { now: Told; before: Told; year: Told; beds: number | null; is_due: boolean }

const figures_of = (told: Told): Record<ActivityFigure, number> => ({
  ...{ visits: told.visits, admissions: told.admissions, discharges: told.discharges, transfers: told.transfers },
})

const percent_more = (now: number, ago: number): number | null =>
  ago === 0 ? null : Math.round(((now - ago) / ago) * 1_000) / 10

/** Who began to tell in between makes no growth: only those count who told every day of both times. */
export const compare = (
  lines: readonly { now: Told; ago: Told }[],
  now: Pick<Times, 'days'>,
  ago: Times,
): Comparison => {
  const whole = lines.filter((one) => one.now.days === now.days && one.ago.days === ago.days)
  const [a, b] = [add(whole.map((one) => one.now)), add(whole.map((one) => one.ago))]
  return {
    ...{ starts_on: ago.starts_on, ends_on: ago.ends_on, facilities: whole.length },
    ago: whole.length === 0 ? null : figures_of(b),
    percent: Object.fromEntries(
      activity_figures.map((name) => [name, whole.length === 0 ? null : percent_more(a[name], b[name])]),
    ) as Comparison['percent'],
  }
}

/** By beds and days of those of whom both are known; who still lies there is not in it. */
export const bed_use = (
  lines: readonly Pick<Compared, 'now' | 'beds'>[],
): Pick<ActivityLine, 'beds' | 'bed_percent'> => {
  const known = lines.flatMap(({ now, beds }) =>
    beds !== null && beds > 0 && now.stay_told > 0 ? [{ now, beds }] : [],
  )
  const bed_days = known.reduce((sum, { now, beds }) => sum + beds * now.stay_told, 0)
  const stay_days = known.reduce((sum, { now }) => sum + now.stay_days, 0)
  return {
    beds: known.length === 0 ? null : known.reduce((sum, { beds }) => sum + beds, 0),
    bed_percent: bed_days === 0 ? null : Math.round((stay_days / bed_days) * 1_000) / 10,
  }
}

export type Spans = { now: Times; before: Times; year: Times }

/** One facility or several, added up and set beside the time before. */
export const to_line = (lines: readonly Compared[], { now, before, year }: Spans): ActivityLine => ({
  sum: to_sum(add(lines.map((one) => one.now))),
  days_due: lines.filter(({ is_due }) => is_due).length * now.days,
  before: compare(
    lines.map((one) => ({ now: one.now, ago: one.before })),
    now,
    before,
  ),
  year: compare(
    lines.map((one) => ({ now: one.now, ago: one.year })),
    now,
    year,
  ),
  ...bed_use(lines),
})

export const told_of = (sums: ReadonlyMap<string, ReadonlyMap<string, Told>>, start: string, code: string): Told =>
  sums.get(start)?.get(code) ?? nothing
