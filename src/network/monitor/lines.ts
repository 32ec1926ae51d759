import { local_date, local_time, shift_days } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { silent_for_min, type BoardRules, type DayState, type Gap } from '../counters/index.ts'
import type { BoardCell } from './contract.ts'

/** A facility of the board, and how far its word reaches. */
export type Known = {
  facility: string
  name: string
  reported_at: Date | null
  /** When it became a member; null: it is none now, or nobody wrote down when. */
  admitted_at: Date | null
  /** It is merged or closed: nobody waits for its word. */
  is_ended: boolean
}

/**
 * Members, and whoever has a line of its own, by name; a pharmacy treats nobody, and nobody waits for its figures. @param facility only this one; null: all the wall shows
 */
export const find_known = async (sql: Sql, facility: string | null): Promise<Known[]> =>
  (
    await sql.query<Known>(
      `SELECT f.code AS facility, f.name, l.taken_at AS reported_at,
         CASE WHEN f.membership = 'approved' THEN f.decided_at END AS admitted_at,
         coalesce(f.valid_to <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, false) AS is_ended
       FROM hub.facility AS f
       LEFT JOIN hub.counter_line AS l ON l.facility = f.code
       WHERE ($1::text IS NULL OR f.code = $1) AND f.kind NOT IN ('authority', 'pharmacy')
         AND (f.membership IN ('approved', 'suspended') OR l.facility IS NOT NULL) ORDER BY f.name, f.code`,
      [facility],
    )
  ).rows

export type Cell = {
  facility: string
  day: string
  state: Exclude<DayState, 'silent'>
  missing: number
  is_said: boolean
  taken: number
}

/** One kind ('' the whole day) of the days from..to: a row for each facility and day, found by day and kind. */
export const find_cells = async (sql: Sql, wish: { kind: string; from: string; to: string }): Promise<Cell[]> =>
  (
    await sql.query<Cell>(
      `SELECT facility, day::text, state, missing, said IS NOT NULL AS is_said, taken FROM hub.day_count
       WHERE day = ANY ($1::date[]) AND kind = $2`,
      [days_between_incl(wish.from, wish.to), wish.kind],
    )
  ).rows

export const days_between_incl = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let day = from; day <= to; day = shift_days(day, 1)) days.push(day)
  return days
}

/** Minutes without a word, where that is longer than allowed: from its last, or from its admission where it never spoke. */
export const silence_min = (
  { reported_at, admitted_at, is_ended }: Pick<Known, 'reported_at' | 'admitted_at' | 'is_ended'>,
  rules: Pick<BoardRules, 'silent_after_min'>,
  now: Date,
): number | null =>
  (is_ended ? undefined : silent_for_min((reported_at ?? admitted_at)?.toISOString() ?? null, rules, now)) ?? null

/**
 * The strip of one facility. A day on which it said nothing although it speaks is silence, never the last value: after
 * the last word, when that is too long ago, and between two words.
 */
export const to_strip = (
  days: string[],
  cells: Map<string, Cell>,
  known: Known,
  { rules, now }: { rules: BoardRules; now: Date },
): { strip: BoardCell[]; silent_min: number | null } => {
  const silent_min = silence_min(known, rules, now)
  const since = known.reported_at ?? known.admitted_at
  const last_word = since === null ? '' : local_date(since)
  const first_said = days.find((day) => cells.get(day)?.is_said)
  const strip = days.map((day): BoardCell => {
    const cell = cells.get(day)
    const is_after = silent_min !== null && day >= last_word
    const is_between = cell?.is_said !== true && first_said !== undefined && day > first_said && day < last_word
    const state = is_after || is_between ? 'silent' : (cell?.state ?? 'none')
    return { day, state, missing: cell?.missing ?? 0 }
  })
  return { strip, silent_min }
}

/** The silence as a gap, so that it stands in one list with the others. */
export const silence_of = ({ facility, reported_at, admitted_at }: Known, silent_min: number | null): Gap[] => {
  const since = reported_at ?? admitted_at
  if (silent_min === null || since === null) return []
  const never = reported_at === null ? ({ never: true } as const) : {}
  return [{ ...{ facility, day: local_date(since), kind: '', what: 'silent', count: silent_min }, ...never, says: [] }]
}

export const to_time = (at: Date | null): string | null => (at === null ? null : local_time(at))
