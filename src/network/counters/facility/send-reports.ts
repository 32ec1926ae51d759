import type { Database, Sql } from '../../../platform/database/index.ts'
import { is_object } from '../../../standards/fhir/index.ts'
import { HubRefuses, type Hub } from '../../exchange/index.ts'
import type { BoardRules } from '../contract.ts'
import { lock_state } from './state.ts'

type Waiting = { sequence: number; digest: string; jws: string }

const find_waiting = async (sql: Sql, facility: string): Promise<Waiting[]> =>
  (
    await sql.query<Waiting>(
      `SELECT sequence, digest, jws FROM counters.report WHERE facility = $1 AND taken_at IS NULL AND void_at IS NULL
       ORDER BY sequence LIMIT 50`,
      [facility],
    )
  ).rows

const read_rules = (body: unknown): Partial<BoardRules> => {
  const rules = is_object(body) && is_object(body['rules']) ? body['rules'] : {}
  const of = (name: keyof BoardRules) => (typeof rules[name] === 'number' ? { [name]: rules[name] } : {})
  return { ...of('silent_after_min'), ...of('grace_min'), ...of('days_back_max') }
}

const note_taken = async (sql: Sql, facility: string, { sequence, digest }: Waiting, rules: object): Promise<void> => {
  await sql.query(
    'UPDATE counters.report SET taken_at = now() WHERE facility = $1 AND sequence = $2 AND digest = $3 AND taken_at IS NULL',
    [facility, sequence, digest],
  )
  await sql.query('UPDATE counters.state SET rules = rules || $2::jsonb WHERE facility = $1', [
    ...[facility, JSON.stringify(rules)],
  ])
}

type Line = { sequence: number; digest: string }

const ask_line = async (hub: Hub): Promise<Line> => {
  const body = (await hub.ask({ method: 'GET', path: `${hub.link.base_url}/lien-thong/counters` })).json()
  const [sequence, digest] = is_object(body) ? [body['sequence'], body['digest']] : []
  if (typeof sequence !== 'number' || typeof digest !== 'string')
    throw new HubRefuses(0, 'Trục không nói được báo cáo nào là báo cáo cuối')
  return { sequence, digest }
}

/**
 * The two books of reports do not fit together: one side was restored from a backup. Where the hub's last report is one of
 * ours, what followed is sent again; otherwise every day is said anew after the hub's last report.
 */
const take_up_line = async (sql: Sql, facility: string, today: string, line: Line): Promise<void> => {
  await lock_state(sql, facility, today)
  const { row_count: is_ours } = await sql.query(
    'SELECT FROM counters.report WHERE facility = $1 AND sequence = $2 AND digest = $3 AND void_at IS NULL',
    [facility, line.sequence, line.digest],
  )
  if (is_ours > 0 || line.sequence === 0) {
    await sql.query(
      'UPDATE counters.report SET taken_at = NULL WHERE facility = $1 AND sequence > $2 AND void_at IS NULL',
      [facility, line.sequence],
    )
    return
  }
  await sql.query(
    'UPDATE counters.report SET void_at = now() WHERE facility = $1 AND taken_at IS NULL AND void_at IS NULL',
    [facility],
  )
  await sql.query('UPDATE counters.day SET told_in = NULL WHERE facility = $1', [facility])
  await sql.query('UPDATE counters.state SET sequence = $2, digest = $3, hour = NULL WHERE facility = $1', [
    ...[facility, line.sequence, line.digest],
  ])
}

/**
 * Sends what waits, the oldest first, until the hub has it all. @returns whether the line had to be taken up anew
 * @throws HubAway, HubForbids, HubRefuses
 */
export const send_reports = async (database: Database, hub: Hub, today: string): Promise<boolean> => {
  const { facility, base_url } = hub.link
  const waiting = await database.in_facility(facility, (sql) => find_waiting(sql, facility))
  for (const one of waiting) {
    try {
      const answer = await hub.ask({
        ...{ method: 'POST', path: `${base_url}/lien-thong/counters`, body: JSON.stringify({ jws: one.jws }) },
        headers: { 'content-type': 'application/json' },
      })
      const rules = read_rules(answer.json())
      await database.in_facility(facility, (sql) => note_taken(sql, facility, one, rules))
    } catch (error) {
      if (!(error instanceof HubRefuses) || error.status !== 409) throw error
      const line = await ask_line(hub)
      await database.in_facility(facility, (sql) => take_up_line(sql, facility, today, line))
      return true
    }
  }
  return false
}
