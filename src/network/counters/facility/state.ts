import type { Sql } from '../../../platform/database/index.ts'
import { default_rules, type BoardRules, type HubDays } from '../contract.ts'

export type CounterState = {
  since: string
  seen_at: Date | null
  sequence: number
  digest: string
  hour: Date | null
  rules: BoardRules
  failures: number
  last_error: string | null
}

/** What the hub told last of its own counts, cut to these days; null: it never did. */
export const find_hub_days = async (
  sql: Sql,
  facility: string,
  from: string,
): Promise<{ told: HubDays; asked_at: Date } | null> => {
  const { rows } = await sql.query<{ told: HubDays; asked_at: Date }>(
    'SELECT hub_days AS told, hub_days_at AS asked_at FROM counters.state WHERE facility = $1 AND hub_days IS NOT NULL',
    [facility],
  )
  const [row] = rows
  if (!row) return null
  const { days, errors } = row.told
  const told = {
    ...row.told,
    ...{ days: days.filter(({ day }) => day >= from), errors: errors.filter(({ day }) => day >= from) },
  }
  return { told, asked_at: row.asked_at }
}

const columns = `since::text, nullif(seen_at, '-infinity') AS seen_at, sequence, digest, hour, rules, failures, last_error`

const to_state = (row: CounterState): CounterState => ({ ...row, rules: { ...default_rules, ...row.rules } })

export const find_state = async (sql: Sql, facility: string): Promise<CounterState | undefined> => {
  const { rows } = await sql.query<CounterState>(`SELECT ${columns} FROM counters.state WHERE facility = $1`, [
    facility,
  ])
  return rows[0] && to_state(rows[0])
}

/**
 * The line of this facility, for this transaction its own: who counts at the same time waits and then sees what was counted.
 * @param today from when it counts, where it has not counted before
 */
export const lock_state = async (sql: Sql, facility: string, today: string): Promise<CounterState> => {
  await sql.query('INSERT INTO counters.state (facility, since) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    facility,
    today,
  ])
  const { rows } = await sql.query<CounterState>(
    `SELECT ${columns} FROM counters.state WHERE facility = $1 FOR UPDATE`,
    [facility],
  )
  if (!rows[0]) throw new Error(`counters.state of ${facility} is not there`)
  return to_state(rows[0])
}
