import { fail } from '../../base/outcome/index.ts'
import { local_date, local_time, shift_days } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { kind_names, type CountedKind, type Figures, type Gap, type DayState } from '../counters/index.ts'
import { find_head } from './board-head.ts'
import type { DayBoard, FacilityBoard, FacilityDay, FacilityKind, ReportRefusal, SeenCounts } from './contract.ts'
import { days_between_incl, find_known, to_strip, to_time, type Known } from './lines.ts'
import { list_outside } from './outside-totals.ts'
import { seen_json } from './seen-counts.ts'
import { find_errors } from './sum-flow.ts'

type Row = {
  day: string
  kind: CountedKind
  said: Figures | null
  said_at: Date | null
  seen: SeenCounts
  seen_at: Date | null
  state: Exclude<DayState, 'silent'>
  missing: number
  gaps: Gap[]
}

const rows_sql = `SELECT day::text, kind, said, said_at, ${seen_json((name) => name)} AS seen, seen_at, state, missing, gaps
  FROM hub.day_count WHERE facility = $1 AND day BETWEEN $2 AND $3`

const order = (kind: CountedKind): number => (kind === '' ? -1 : kind_names.indexOf(kind))

const to_kind = ({ day: _day, said_at, seen_at, ...row }: Row): FacilityKind => ({
  ...{ ...row, said_at: to_time(said_at), seen_at: to_time(seen_at) },
})

const to_days = (
  rows: Row[],
  known: Known,
  days: string[],
  time: Parameters<typeof to_strip>[3],
): { days: FacilityDay[]; silent_min: number | null } => {
  const of = Map.groupBy(rows, ({ day }) => day)
  const cells = new Map(
    rows
      .filter(({ kind }) => kind === '')
      .map(({ day, state, missing, said }) => [
        day,
        { facility: known.facility, day, state, missing, is_said: said !== null, taken: 0 },
      ]),
  )
  const { strip, silent_min } = to_strip(days, cells, known, time)
  const shown = strip.map(({ day, state, missing }) => {
    const kinds = (of.get(day) ?? []).toSorted((a, b) => order(a.kind) - order(b.kind)).map(to_kind)
    return { day, state, missing, kinds }
  })
  return { days: shown.toReversed(), silent_min }
}

const get_known = async (sql: Sql, facility: string): Promise<Known> => {
  const [known] = await find_known(sql, facility)
  if (!known) throw fail.not_found(`Bảng theo dõi không có cơ sở ${facility.slice(0, 20)}`)
  return known
}

type LineRow = { sequence: number; refusals: number; replays: number }

const find_report = async (sql: Sql, facility: string): Promise<FacilityBoard['report']> => {
  const [line, refused] = await Promise.all([
    sql.query<LineRow>('SELECT sequence, refusals, replays FROM hub.counter_line WHERE facility = $1', [facility]),
    sql.query<Omit<ReportRefusal, 'at'> & { at: Date }>(
      'SELECT at, status, sequence, reason FROM hub.counter_refusal WHERE facility = $1 ORDER BY id DESC LIMIT 5',
      [facility],
    ),
  ])
  const last = refused.rows.map(({ at, ...one }) => ({ ...one, at: local_time(at) }))
  return { ...(line.rows[0] ?? { sequence: 0, refusals: 0, replays: 0 }), last }
}

/** One facility, day by day and kind by kind. */
export const show_facility = async (
  sql: Sql,
  facility: string,
  span: number,
  now = new Date(),
): Promise<FacilityBoard> => {
  const today = local_date(now)
  const from = shift_days(today, 1 - span)
  const known = await get_known(sql, facility)
  const [head, { rows }, report, errors, outside] = await Promise.all([
    find_head(sql, now),
    sql.query<Row>(rows_sql, [facility, from, today]),
    find_report(sql, facility),
    find_errors(sql, { since: from, kind: '', facility }),
    list_outside(sql, facility, from, today),
  ])
  const { days, silent_min } = to_days(rows, known, days_between_incl(from, today), { rules: head.rules, now })
  const { name, reported_at } = known
  return { ...head, facility, name, reported_at: to_time(reported_at), silent_min, report, days, errors, outside }
}

type Word = { sequence: number; counted_at: Date; taken_at: Date; figures: Partial<Record<CountedKind, Figures>> }

const words_max = 50

/** Reports made since the day began speak of it, until it can be put right no more. */
const history_sql = `SELECT sequence, counted_at, taken_at, one -> 'figures' AS figures
  FROM hub.counter_report, jsonb_array_elements(days) AS one
  WHERE facility = $1 AND counted_at >= $2::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
    AND counted_at < ($2::date + $3::integer)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AND one ->> 'day' = $2::date::text
  ORDER BY sequence DESC LIMIT ${words_max}`

/** One day of one facility, with every word that was said of it. */
export const show_day = async (sql: Sql, facility: string, day: string, now = new Date()): Promise<DayBoard> => {
  const known = await get_known(sql, facility)
  const head = await find_head(sql, now)
  const [{ rows }, errors, words, outside] = await Promise.all([
    sql.query<Row>(rows_sql, [facility, day, day]),
    sql.query<DayBoard['errors'][number]>(
      'SELECT kind, class, count, held FROM hub.day_refusal WHERE facility = $1 AND day = $2 ORDER BY count DESC, held DESC',
      [facility, day],
    ),
    sql.query<Word>(history_sql, [facility, day, head.rules.days_back_max + 1]),
    list_outside(sql, facility, day, day),
  ])
  const { days } = to_days(rows, known, [day], { rules: head.rules, now })
  const [shown = { day, state: 'none', missing: 0, kinds: [] }] = days
  return {
    ...{ ...head, facility, name: known.name, day: shown, errors: errors.rows, outside },
    history: words.rows.map(({ counted_at, taken_at, ...word }) => ({
      ...{ ...word, counted_at: local_time(counted_at), taken_at: local_time(taken_at) },
    })),
  }
}
