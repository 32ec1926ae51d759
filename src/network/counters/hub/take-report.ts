import { fail, Failure } from '../../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../../platform/audit/index.ts'
import type { Database, Sql } from '../../../platform/database/index.ts'
import type { BoardRules, CounterReport } from '../contract.ts'
import { digest_of_report } from '../facility/sign-report.ts'
import { read_report } from './read-report.ts'
import { find_rules } from './rules.ts'
import { keys_of_member, verify_report } from './verify-report.ts'

/** How far a member's word reaches, and how patient the Sở is. */
export type LineAnswer = { sequence: number; digest: string; expected: number; rules: BoardRules }
type Line = { sequence: number; digest: string }

const lock_line = async (sql: Sql, facility: string): Promise<Line> => {
  await sql.query('INSERT INTO hub.counter_line (facility) VALUES ($1) ON CONFLICT DO NOTHING', [facility])
  const { rows } = await sql.query<Line>(
    'SELECT sequence, digest FROM hub.counter_line WHERE facility = $1 FOR UPDATE',
    [facility],
  )
  if (!rows[0]) throw new Error(`hub.counter_line of ${facility} is not there`)
  return rows[0]
}

const find_same = async (sql: Sql, facility: string, sequence: number, digest: string): Promise<boolean> =>
  (
    await sql.query('SELECT FROM hub.counter_report WHERE facility = $1 AND sequence = $2 AND digest = $3', [
      ...[facility, sequence, digest],
    ])
  ).row_count > 0

const count_replay = (sql: Sql, facility: string) =>
  sql.query('UPDATE hub.counter_line SET replays = replays + 1, last_replayed_at = now() WHERE facility = $1', [
    facility,
  ])

const demand_next = (report: CounterReport, line: Line): void => {
  const expected = { expected: line.sequence + 1, previous: line.digest }
  if (report.sequence !== line.sequence + 1)
    throw fail.conflict(`Trục đang chờ báo cáo số ${line.sequence + 1}, không phải số ${report.sequence}`, expected)
  if (report.previous !== line.digest)
    throw fail.conflict(`Báo cáo số ${report.sequence} không nối tiếp báo cáo trước mà trục đã nhận`, expected)
}

const write = async (sql: Sql, report: CounterReport, jws: string, digest: string): Promise<void> => {
  const { facility, sequence, counted_at, days } = report
  await sql.query(
    `INSERT INTO hub.counter_report (facility, sequence, digest, jws, counted_at, days) VALUES ($1, $2, $3, $4, $5, $6)`,
    [facility, sequence, digest, jws, counted_at, JSON.stringify(days)],
  )
  await sql.query(
    'UPDATE hub.counter_line SET sequence = $2, digest = $3, counted_at = $4, taken_at = now() WHERE facility = $1',
    [facility, sequence, digest, counted_at],
  )
}

/** A refusal is counted beside the line and stands in the member's log, whatever became of its own transaction. */
const note_refusal = (database: Database, caller: Caller, failure: Failure, sequence: number | null): Promise<void> =>
  database.in_facility(caller.facility, async (sql) => {
    const { facility } = caller
    const reason = failure.message.slice(0, 1_000)
    await sql.query('INSERT INTO hub.counter_refusal (facility, status, sequence, reason) VALUES ($1, $2, $3, $4)', [
      ...[facility, failure.status, sequence, reason],
    ])
    await sql.query(
      `INSERT INTO hub.counter_line AS l (facility, refusals, last_refused_at, last_refusal) VALUES ($1, 1, now(), $2)
       ON CONFLICT (facility) DO UPDATE SET refusals = l.refusals + 1, last_refused_at = now(), last_refusal = $2`,
      [facility, reason],
    )
    const act = { action: 'C', interaction: 'counters', type: 'MeasureReport', outcome: 4, detail: reason } as const
    await insert_events(sql, [{ caller, act }])
  })

const sequence_in = (said: unknown): number | null => {
  const sequence = typeof said === 'object' && said !== null && 'sequence' in said ? said.sequence : null
  return typeof sequence === 'number' && Number.isSafeInteger(sequence) ? sequence : null
}

/**
 * Takes a member's signed report: by its own key, in order, each once; the same bytes again are the same taking, answered with the
 * same receipt and counted.
 * @throws 401 signed by another key, 409 not the next one, 422 what cannot be true; each counted
 */
export const take_report = async (
  database: Database,
  caller: Caller,
  jws: string,
  now = new Date(),
): Promise<LineAnswer> => {
  const { facility } = caller
  let sequence: number | null = null
  try {
    return await database.in_facility(facility, async (sql) => {
      const said = await verify_report(jws, await keys_of_member(sql, facility))
      sequence = sequence_in(said)
      const rules = await find_rules(sql)
      const digest = digest_of_report(jws)
      const line = await lock_line(sql, facility)
      const answer = (at: Line): LineAnswer => ({ ...at, expected: at.sequence + 1, rules })
      if (sequence !== null && (await find_same(sql, facility, sequence, digest))) {
        await count_replay(sql, facility)
        return answer(line)
      }
      const report = read_report(said, facility, rules, now)
      demand_next(report, line)
      await write(sql, report, jws, digest)
      return answer({ sequence: report.sequence, digest })
    })
  } catch (error) {
    if (error instanceof Failure) await note_refusal(database, caller, error, sequence)
    throw error
  }
}

/** What a member asks when its own books do not fit. */
export const show_line = async (sql: Sql, facility: string): Promise<LineAnswer> => {
  const { rows } = await sql.query<Line>('SELECT sequence, digest FROM hub.counter_line WHERE facility = $1', [
    facility,
  ])
  const line = rows[0] ?? { sequence: 0, digest: '' }
  return { ...line, expected: line.sequence + 1, rules: await find_rules(sql) }
}
