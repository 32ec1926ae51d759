import { local_date, shift_days } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { by_gravity, find_rules, type Gap } from '../counters/index.ts'
import type { FacilitySummary } from './contract.ts'
import { days_between_incl, find_cells, find_known, silence_of, to_strip, to_time } from './lines.ts'
import { gap_days } from './sum-flow.ts'

export const summary_days = 14

const gaps_sql = `SELECT g AS gap FROM hub.day_count, jsonb_array_elements(gaps) AS g WHERE state = 'gap' AND day >= $1`

/**
 * Every facility the caller's wall shows, by code: its last days and what of it wants attention. To be asked in
 * as_oversight, or in a member's own part.
 */
export const summarise_facilities = async (sql: Sql, now = new Date()): Promise<Map<string, FacilitySummary>> => {
  const today = local_date(now)
  const days = days_between_incl(shift_days(today, 1 - summary_days), today)
  const since = shift_days(today, -gap_days)
  const [rules, known, cells, { rows }] = await Promise.all([
    find_rules(sql),
    find_known(sql, null),
    find_cells(sql, { kind: '', from: days[0] ?? today, to: today }),
    sql.query<{ gap: Gap }>(gaps_sql, [since]),
  ])
  const cells_of = Map.groupBy(cells, ({ facility }) => facility)
  const gaps_of = Map.groupBy(
    rows.map(({ gap }) => gap),
    ({ facility }) => facility,
  )
  return new Map(
    known.map((one) => {
      const own = new Map((cells_of.get(one.facility) ?? []).map((cell) => [cell.day, cell]))
      const { strip, silent_min } = to_strip(days, own, one, { rules, now })
      const gaps = [...silence_of(one, silent_min), ...(gaps_of.get(one.facility) ?? [])].toSorted(by_gravity)
      const shown = strip.map(({ day, state }) => ({ day, state }))
      return [
        one.facility,
        { facility: one.facility, days: shown, attention: gaps[0] ?? null, reported_at: to_time(one.reported_at) },
      ]
    }),
  )
}
