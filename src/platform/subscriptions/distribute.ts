import type { Database, Sql } from '../database/index.ts'
import { match_states, read_states } from '../records/index.ts'
import { criteria_of } from './author.ts'
import { interaction_of, is_told_by, type Change } from './judge.ts'
import { due_sql, state_columns, type State } from './state.ts'
import { topic_of } from './wish.ts'

const rows_max = 200

type Line = { position: number; type: string; id: string; version: number }
/** A change with its place in the outbox. */
type Placed = Change & { patient: string | null }

/** The criteria of a subscription cannot be asked: its owner has to mend them. Nothing was taken from the outbox. */
export class FaultyCriteria extends Error {
  readonly subscription: string
  constructor(subscription: string, cause: unknown) {
    super(String(cause), { cause })
    this.subscription = subscription
  }
}

/** Refused by search, or by PostgreSQL for what is asked (data exception, syntax, limits, too slow); not a lost connection. */
const is_fault_of_criteria = (error: unknown): boolean => {
  if (typeof error !== 'object' || error === null) return false
  if ('status' in error) return Number(error.status) < 500
  return 'code' in error && /^(22|42|54)...$|^57014$/.test(String(error.code))
}

/** Rows are taken away as they are told on, so that one which is committed late is simply still there when it comes. */
const take_lines = async (sql: Sql, facility: string): Promise<Line[]> =>
  (
    await sql.query<Line>(
      `SELECT position, type, id, version FROM record.outbox WHERE facility = $1 ORDER BY position LIMIT ${rows_max}`,
      [facility],
    )
  ).rows

const read_changes = async (sql: Sql, facility: string, lines: Line[]): Promise<Placed[]> => {
  const before = lines.filter(({ version }) => version > 1).map((line) => ({ ...line, version: line.version - 1 }))
  const states = await read_states(sql, facility, [...lines, ...before])
  const known = new Map(states.map((state) => [`${state.type}/${state.id}/${state.version}`, state]))
  return lines.flatMap(({ type, id, version }) => {
    const after = known.get(`${type}/${id}/${version}`)
    return after ? { before: known.get(`${type}/${id}/${version - 1}`), after, patient: after.patient } : []
  })
}

/** The changes a subscription is told of, in their order. */
const changes_for = async (sql: Sql, facility: string, state: State, changes: Placed[]): Promise<Placed[]> => {
  const topic = topic_of(state)
  const told = topic ? changes.filter((change) => is_told_by(topic, change)) : []
  if (!topic || told.length === 0) return []
  const criteria = criteria_of(state.author, state)
  const after = await match_states(
    sql,
    facility,
    criteria,
    told.map((change) => change.after),
  )
  if (!topic.either_state) return told.filter((change) => after.has(change.after))
  const others = told.flatMap(({ before, after: now }) => (before && !after.has(now) ? before : []))
  const before = await match_states(sql, facility, criteria, others)
  return told.filter((change) => after.has(change.after) || (change.before && before.has(change.before)))
}

const actions = { create: 'C', update: 'U', delete: 'D' } as const

type Told = { subscription: string; changes: Placed[] }

/** Numbers follow each other without a gap: they are given out with the rows, under the lock of the subscription's row. */
const write_events = async (sql: Sql, facility: string, told: Told[]): Promise<void> => {
  const events = told.flatMap(({ subscription, changes }) =>
    changes.map((change, i) => ({ subscription, nth: i + 1, change })),
  )
  const of = <T>(pick: (event: (typeof events)[number]) => T): T[] => events.map(pick)
  await sql.query(
    `WITH grown AS (
       UPDATE record.subscription AS s SET events = s.events + w.count
       FROM unnest($2::text[], $3::integer[]) AS w (id, count)
       WHERE s.facility = $1 AND s.id = w.id AND s.status <> 'off'
       RETURNING s.id, s.events - w.count AS base
     )
     INSERT INTO record.subscription_event (facility, subscription, number, type, id, version, action, at, patient)
     SELECT $1, e.subscription, g.base + e.nth, e.type, e.id, e.version, e.action, e.at, e.patient
     FROM unnest($4::text[], $5::integer[], $6::text[], $7::text[], $8::integer[], $9::text[], $10::timestamptz[], $11::text[])
       AS e (subscription, nth, type, id, version, action, at, patient)
     JOIN grown AS g ON g.id = e.subscription`,
    [
      ...[facility, told.map(({ subscription }) => subscription), told.map(({ changes }) => changes.length)],
      ...[of((one) => one.subscription), of((one) => one.nth), of((one) => one.change.after.type)],
      ...[of((one) => one.change.after.id), of((one) => one.change.after.version)],
      ...[of((one) => actions[interaction_of(one.change)]), of((one) => one.change.after.updated_at)],
      of((one) => one.change.patient),
    ],
  )
  // Who waits after a failure goes on waiting; the others have something to do now.
  await sql.query(
    `UPDATE record.subscription SET next_at = ${due_sql}
     WHERE facility = $1 AND id = ANY($2) AND failures = 0 AND status <> 'off' AND (verified OR status <> 'error')`,
    [facility, told.map(({ subscription }) => subscription)],
  )
}

/** Subscriptions that ask the same, for people who may read the same, are judged once. */
const question_of = ({ topic, type, filters, author }: State): string =>
  JSON.stringify([topic, type, filters, author.scopes ?? null])

const judge_all = async (ask: Sql, facility: string, states: State[], changes: Placed[]): Promise<Told[]> => {
  const answers = new Map<string, Placed[]>()
  const told: Told[] = []
  for (const state of states) {
    const question = question_of(state)
    const known =
      answers.get(question) ??
      (await changes_for(ask, facility, state, changes).catch((error: unknown) => {
        throw is_fault_of_criteria(error) ? new FaultyCriteria(state.id, error) : error
      }))
    answers.set(question, known)
    if (known.length > 0) told.push({ subscription: state.id, changes: known })
  }
  return told
}

/**
 * Makes events of what was written: each committed row of the outbox, in its order, for each subscription that asked.
 * One process at a time does this for a facility; all of it or nothing.
 * @returns whether there may be more
 */
export const distribute = (database: Database, facility: string): Promise<boolean> =>
  database.in_facility(facility, async (sql) => {
    const { rows: lock } = await sql.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_xact_lock(hashtextextended('record.outbox ' || $1, 0)) AS mine",
      [facility],
    )
    if (!lock[0]?.mine) return false
    const lines = await take_lines(sql, facility)
    if (lines.length === 0) return false
    const types = [...new Set(lines.map(({ type }) => type))]
    const { rows: states } = await sql.query<State>(
      `SELECT ${state_columns} FROM record.subscription
       WHERE facility = $1 AND status <> 'off' AND type = ANY($2) ORDER BY id`,
      [facility, types],
    )
    if (states.length > 0) {
      const changes = await read_changes(sql, facility, lines)
      const told = await database.read_facility(facility, (ask) => judge_all(ask, facility, states, changes))
      if (told.length > 0) await write_events(sql, facility, told)
    }
    await sql.query('DELETE FROM record.outbox WHERE facility = $1 AND position = ANY($2)', [
      facility,
      lines.map(({ position }) => position),
    ])
    return lines.length === rows_max
  })
