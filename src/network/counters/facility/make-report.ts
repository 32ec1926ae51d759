import type { JWK } from 'jose'
import { local_date, local_time, shift_days } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { kinds, edition } from '../figures.ts'
import type { CountedKind, CounterReport, DayFigures } from '../contract.ts'
import { count_days } from './count-days.ts'
import { digest_of_report, sign_report } from './sign-report.ts'
import { lock_state, type CounterState } from './state.ts'
import { note_left_days } from './left-days.ts'
import { touched_days } from './touched-days.ts'

const hour_ms = 3_600_000

/** Something of the day is still to be sent: it is counted again until it is not. */
const is_open = (figures: DayFigures): boolean =>
  Object.entries(figures).some(([kind, one]) => {
    if (kind === '' || !(kind in kinds)) return false
    return (one['due'] ?? 0) > (one['excused'] ?? 0) + (one['sent'] ?? 0) - (one['stray'] ?? 0)
  })

/** Keeps what was counted. A day that says the same as before keeps the report it was told in. */
const keep_sql = `INSERT INTO counters.day AS d (facility, day, figures, counted_at, is_open)
  SELECT $1, w.day, w.figures, $2, w.is_open FROM unnest($3::date[], $4::jsonb[], $5::boolean[]) AS w (day, figures, is_open)
  ON CONFLICT (facility, day) DO UPDATE SET figures = excluded.figures, counted_at = excluded.counted_at,
    is_open = excluded.is_open, told_in = CASE WHEN d.figures = excluded.figures THEN d.told_in END`

const keep = async (sql: Sql, facility: string, at: Date, counted: Map<string, DayFigures>): Promise<void> => {
  const days = [...counted.keys()]
  const figures = [...counted.values()]
  await sql.query(keep_sql, [facility, at, days, figures.map((one) => JSON.stringify(one)), figures.map(is_open)])
}

const find_untold = async (sql: Sql, facility: string, from: string): Promise<CounterReport['days']> =>
  (
    await sql.query<{ day: string; figures: Record<CountedKind, DayFigures['']> }>(
      'SELECT day::text, figures FROM counters.day WHERE facility = $1 AND day >= $2 AND told_in IS NULL ORDER BY day',
      [facility, from],
    )
  ).rows.map(({ day, figures }) => ({ day, figures: figures as DayFigures }))

const write_report = async (
  sql: Sql,
  { facility, private_jwk }: Wish,
  state: CounterState,
  at: Date,
  days: CounterReport['days'],
): Promise<number> => {
  const sequence = state.sequence + 1
  const report: CounterReport = {
    ...{ edition, facility, sequence, previous: state.digest, counted_at: local_time(at), days },
  }
  const jws = await sign_report(report, private_jwk)
  const digest = digest_of_report(jws)
  await sql.query(
    'INSERT INTO counters.report (facility, sequence, digest, jws, made_at) VALUES ($1, $2, $3, $4, $5)',
    [...[facility, sequence, digest, jws, at]],
  )
  await sql.query('UPDATE counters.day SET told_in = $2 WHERE facility = $1 AND day = ANY ($3::date[])', [
    ...[facility, sequence, days.map(({ day }) => day)],
  ])
  await sql.query('UPDATE counters.state SET sequence = $2, digest = $3, hour = $4 WHERE facility = $1', [
    ...[facility, sequence, digest, at],
  ])
  return sequence
}

type Wish = { facility: string; private_jwk: JWK; now: Date }

/**
 * Counts what may have changed and, where it says something new or an hour has passed, signs it: one transaction, so that a
 * kill at any moment leaves either both or neither. @returns number of the report that was made
 */
export const make_report = async (sql: Sql, wish: Wish): Promise<number | undefined> => {
  const { facility, now } = wish
  const today = local_date(now)
  const state = await lock_state(sql, facility, today)
  const oldest = shift_days(today, 1 - state.rules.days_back_max)
  const from = state.since > oldest ? state.since : oldest
  await note_left_days(sql, facility, state.seen_at ?? now)
  const days = await touched_days(sql, facility, { seen_at: state.seen_at, from, to: today })
  const counted = await count_days(sql, facility, days, state.rules.grace_min)
  await keep(sql, facility, now, counted)
  await sql.query('UPDATE counters.state SET seen_at = $2 WHERE facility = $1', [facility, now])
  const untold = await find_untold(sql, facility, from)
  const is_hour_over =
    state.hour === null || Math.floor(state.hour.getTime() / hour_ms) < Math.floor(now.getTime() / hour_ms)
  if (untold.length === 0 && !is_hour_over) return undefined
  return write_report(sql, wish, state, now, untold)
}
