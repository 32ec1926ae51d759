import { local_date, local_time, shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { find_link } from '../../exchange/index.ts'
import {
  default_rules,
  type BoardRules,
  type CountedKind,
  type DayFigures,
  type OwnCounters,
  type OwnDay,
} from '../contract.ts'
import { is_counted_kind, kind_names } from '../figures.ts'
import { judge_day } from '../judge.ts'
import { find_hub_days, find_state } from './state.ts'

type Row = { day: string; figures: DayFigures; counted_at: Date; is_told: boolean }

const days_sql = `SELECT d.day::text, d.figures, d.counted_at, coalesce(r.taken_at IS NOT NULL, false) AS is_told
  FROM counters.day AS d LEFT JOIN counters.report AS r ON r.facility = d.facility AND r.sequence = d.told_in AND r.void_at IS NULL
  WHERE d.facility = $1 AND d.day >= $2 ORDER BY d.day DESC`

const order = (kind: CountedKind): number => (kind === '' ? -1 : kind_names.indexOf(kind))

/** Judged as the hub judges it, with the facility's own word for what was taken. */
const show_day = (facility: string, row: Row, rules: BoardRules, now: Date): OwnDay => {
  const totals = row.figures[''] ?? null
  const kinds = Object.entries(row.figures).flatMap(([kind, said]) => {
    if (!is_counted_kind(kind)) return []
    const { state, missing } = judge_day({ facility, day: row.day, kind, said, totals, taken: undefined }, rules, now)
    return [{ kind, figures: said, state, missing }]
  })
  return {
    ...{ day: row.day, counted_at: local_time(row.counted_at), is_told: row.is_told },
    kinds: kinds.toSorted((a, b) => order(a.kind) - order(b.kind)),
  }
}

type Line = { sequence: number; made_at: Date; taken_at: Date | null; waiting: number }

const find_line = async (sql: Sql, facility: string): Promise<Line | undefined> =>
  (
    await sql.query<Line>(
      `SELECT r.sequence, r.made_at,
         (SELECT max(t.taken_at) FROM counters.report AS t WHERE t.facility = $1 AND t.sequence >= r.sequence - 50) AS taken_at,
         (SELECT count(*) FROM counters.report AS w WHERE w.facility = $1 AND w.taken_at IS NULL AND w.void_at IS NULL) AS waiting
       FROM counters.report AS r WHERE r.facility = $1 AND r.void_at IS NULL ORDER BY r.sequence DESC LIMIT 1`,
      [facility],
    )
  ).rows[0]

/** A facility's own page: what it counted last, day by day, and whether the hub has it. */
export const show_own = async (sql: Sql, facility: string, days: number, now = new Date()): Promise<OwnCounters> => {
  const state = await find_state(sql, facility)
  const rules = state?.rules ?? default_rules
  const line = await find_line(sql, facility)
  const from = shift_days(local_date(now), 1 - days)
  const { rows } = await sql.query<Row>(days_sql, [facility, from])
  const link = await find_link(sql, facility)
  const hub = await find_hub_days(sql, facility, from)
  return {
    ...{ at: local_time(now), rules, since: state?.since ?? '' },
    line: {
      sequence: line?.sequence ?? 0,
      made_at: line ? local_time(line.made_at) : '',
      taken_at: line?.taken_at ? local_time(line.taken_at) : '',
      waiting: line?.waiting ?? 0,
      problem: state?.last_error ?? '',
    },
    days: rows.map((row) => show_day(facility, row, rules, now)),
    hub_page: link ? `${link.base_url}/so/co-so/${facility}` : '',
    hub: hub && { ...hub.told, asked_at: local_time(hub.asked_at) },
  }
}
