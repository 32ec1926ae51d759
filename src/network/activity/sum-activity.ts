import type { Sql } from '../../platform/database/index.ts'
import { activity_figures, type ActivityFigure, type ActivitySum, type Unit } from './contract.ts'

/** What hub.activity_sum keeps of a facility: sums of the days it told. */
export type Told = Record<ActivityFigure, number> & {
  days: number
  /** Days of which it told the days of stay, discharges of these, and the days. */
  stay_told: number
  stay_ended: number
  stay_days: number
}

const kept = ['days', ...activity_figures, 'stay_told', 'stay_ended', 'stay_days'] as const
const columns = kept.map((name) => `${name}::float8`).join(', ')
const summed = kept.map((name) => `sum(${name})::float8 AS ${name}`).join(', ')

export const nothing: Told = {
  ...{ days: 0, visits: 0, admissions: 0, discharges: 0, transfers: 0 },
  ...{ stay_told: 0, stay_ended: 0, stay_days: 0 },
}

export const add = (all: readonly Told[]): Told =>
  Object.fromEntries(kept.map((name) => [name, all.reduce((sum, one) => sum + one[name], 0)])) as Told

/** As it is told: what nobody said is null. */
export const to_sum = (told: Told): ActivitySum => {
  const value = (name: ActivityFigure): number | null => (told.days === 0 ? null : told[name])
  return {
    ...{ days: told.days, visits: value('visits'), admissions: value('admissions') },
    ...{ discharges: value('discharges'), transfers: value('transfers') },
    stay_days: told.stay_told === 0 ? null : told.stay_days,
    average_stay: told.stay_ended === 0 ? null : told.stay_days / told.stay_ended,
  }
}

type Row = Told & { facility: string; starts_on: string }

/** One row for each facility and start asked for. In as_oversight. */
export const find_sums = async (
  sql: Sql,
  unit: Unit,
  starts: readonly string[],
): Promise<Map<string, Map<string, Told>>> => {
  const { rows } = await sql.query<Row>(
    `SELECT facility, starts_on::text, ${columns} FROM hub.activity_sum
     WHERE unit = $1 AND starts_on = ANY ($2::date[]) AND days > 0`,
    [unit, starts],
  )
  return new Map(
    [...Map.groupBy(rows, (row) => row.starts_on)].map(([start, of]) => [
      start,
      new Map(of.map((told) => [told.facility, told])),
    ]),
  )
}

/** One row for each start, over these facilities, or whoever told: null. In as_oversight. */
export const find_trend = async (
  sql: Sql,
  unit: Unit,
  { starts, codes }: { starts: readonly string[]; codes: readonly string[] | null },
): Promise<Map<string, Told & { facilities: number }>> => {
  const { rows } = await sql.query<Told & { facilities: number; starts_on: string }>(
    `SELECT starts_on::text, count(*)::float8 AS facilities, ${summed} FROM hub.activity_sum
     WHERE unit = $1 AND starts_on = ANY ($2::date[]) AND days > 0 AND ($3::text[] IS NULL OR facility = ANY ($3)) GROUP BY 1`,
    [unit, starts, codes],
  )
  return new Map(rows.map(({ starts_on, ...told }) => [starts_on, told]))
}

/** Any span of days, by facility: for reports, whose months may begin on the 15th. In as_oversight. */
export const sum_activity = async (sql: Sql, from: string, to: string): Promise<Map<string, Told>> => {
  const { rows } = await sql.query<Told & { facility: string }>(
    `SELECT facility, ${summed} FROM hub.activity_sum
     WHERE unit = 'day' AND starts_on BETWEEN $1 AND $2 AND days > 0 GROUP BY facility`,
    [from, to],
  )
  return new Map(rows.map(({ facility, ...told }) => [facility, told]))
}
