import type { Sql } from '../../platform/database/index.ts'
import type { RunState, Software, StepLine } from './contract.ts'
import { script } from './script.ts'

export type RunRow = {
  facility: string
  id: string
  client_id: string
  software: Software
  partner: string
  state: RunState
  steps: StepLine[]
  letter: string | null
  repeats: string[]
  silent_from: Date | null
  silent_until: Date | null
  silent_hits: number
  opened_at: Date
  closed_at: Date | null
  jws: string | null
  valid_until: Date | null
  withdrawn_at: Date | null
  reason: string
  /** The database's clock, by which everything is compared. */
  now: Date
}

const columns = `facility, id, client_id, software, partner, state, steps, letter, repeats, silent_from, silent_until,
  silent_hits, opened_at, closed_at, jws, valid_until, withdrawn_at, reason, clock_timestamp() AS now`

export const fresh_steps = (): StepLine[] =>
  script.map(({ code }) => ({ code, state: 'waiting', started_at: null, ended_at: null, says: '' }))

export const find_run = async (sql: Sql, facility: string, id: string): Promise<RunRow | undefined> =>
  (await sql.query<RunRow>(`SELECT ${columns} FROM hub.certification WHERE facility = $1 AND id = $2`, [facility, id]))
    .rows[0]

/** To be judged by one at a time. */
export const take_run = async (sql: Sql, facility: string, id: string): Promise<RunRow | undefined> =>
  (
    await sql.query<RunRow>(`SELECT ${columns} FROM hub.certification WHERE facility = $1 AND id = $2 FOR UPDATE`, [
      facility,
      id,
    ])
  ).rows[0]

export const find_open_id = async (sql: Sql, facility: string): Promise<string | undefined> =>
  (
    await sql.query<{ id: string }>("SELECT id FROM hub.certification WHERE facility = $1 AND state = 'open'", [
      facility,
    ])
  ).rows[0]?.id

export const save_run = (sql: Sql, run: RunRow): Promise<unknown> =>
  sql.query(
    `UPDATE hub.certification SET steps = $3, letter = $4, silent_from = $5, silent_until = $6
     WHERE facility = $1 AND id = $2`,
    [run.facility, run.id, JSON.stringify(run.steps), run.letter, run.silent_from, run.silent_until],
  )

/** A document came a second time and stayed one: told by the mailbox in the transaction of that taking. */
export const note_repeat = (sql: Sql, facility: string, document: string): Promise<unknown> =>
  sql.query(
    `UPDATE hub.certification SET repeats = array_append(repeats, $2)
     WHERE facility = $1 AND state = 'open' AND NOT $2 = ANY (repeats)`,
    [facility, document],
  )
