import { resource_types } from '../../standards/fhir-search/index.ts'
import type { Sql } from '../database/index.ts'
import { index_editions, type IndexEdition } from './index-plan.ts'

/** The rules a program has, newest last. */
export type Rules = readonly IndexEdition[]

export type IndexState = {
  edition: number
  served: number
  target: number | null
  type: string
  after_id: string
  looked: number
  renewed: number
  started_at: Date
}

export const edition_of = (rules: Rules): number => rules.at(-1)?.edition ?? 1

const columns = 'edition, served, target, type, after_id, looked, renewed, started_at'

/** A facility nobody has looked at yet: its rows are of the first edition. */
const unknown: IndexState = {
  ...{ edition: 1, served: 1, target: null, type: '', after_id: '', looked: 0, renewed: 0 },
  started_at: new Date(0),
}

export const read_state = async (sql: Sql, facility: string): Promise<IndexState> =>
  (
    await sql.alone<IndexState>('index_state', `SELECT ${columns} FROM record.index_state WHERE facility = $1`, [
      facility,
    ])
  ).rows[0] ?? unknown

/** Of a facility that has no rows yet: they will all be of the present edition. */
export const begin_state = async (sql: Sql, facility: string): Promise<void> => {
  await sql.query(
    'INSERT INTO record.index_state (facility, edition, served) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING',
    [facility, edition_of(index_editions)],
  )
}

/** Whoever indexes anew holds the line: two programs take turns and never do one thing twice. */
export const lock_state = async (sql: Sql, facility: string): Promise<IndexState> => {
  await sql.prepared(
    'index_state_make',
    'INSERT INTO record.index_state (facility, edition, served) VALUES ($1, 1, 1) ON CONFLICT DO NOTHING',
    [facility],
  )
  const { rows } = await sql.prepared<IndexState>(
    'index_state_lock',
    `SELECT ${columns} FROM record.index_state WHERE facility = $1 FOR UPDATE`,
    [facility],
  )
  return rows[0] ?? unknown
}

export const keep_state = async (sql: Sql, facility: string, state: IndexState): Promise<void> => {
  await sql.prepared(
    'index_state_keep',
    `UPDATE record.index_state SET edition = $2, served = $3, target = $4, type = $5, after_id = $6, looked = $7,
       renewed = $8, started_at = $9, changed_at = now() WHERE facility = $1`,
    [
      ...[facility, state.edition, state.served, state.target, state.type, state.after_id],
      ...[state.looked, state.renewed, state.started_at],
    ],
  )
}

/** What people are looked up by comes first, what there is most of last. */
const first = ['Patient', 'Practitioner', 'Organization', 'Location', 'Encounter', 'Coverage', 'List', 'Condition']
const last = ['Provenance', 'QuestionnaireResponse', 'Observation']

const in_order: readonly string[] = [
  ...first,
  ...[...resource_types].filter((type) => !first.includes(type) && !last.includes(type)).toSorted(),
  ...last,
]

/** The types whose rows follow other rules than those of `from`, in the order they are done. */
export const types_behind = (from: number, rules: Rules): readonly string[] => {
  const now = edition_of(rules)
  if (from === now) return []
  // An older program cannot know what a newer one changed.
  const changes = from > now ? [] : rules.filter((one) => one.edition > from)
  if (from > now || changes.some((one) => one.types === 'all')) return in_order
  const changed = new Set(changes.flatMap((one) => one.types))
  return in_order.filter((type) => changed.has(type))
}

/** Whether the work may be done while the program that wrote `from` still serves. */
export const is_additive = (from: number, rules: Rules): boolean =>
  from <= edition_of(rules) && rules.filter((one) => one.edition > from).every((one) => one.is_additive)

export const own_rules: Rules = index_editions
