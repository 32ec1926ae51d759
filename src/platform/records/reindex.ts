import type { Database, Sql } from '../database/index.ts'
import {
  edition_of,
  is_additive,
  keep_state,
  lock_state,
  own_rules,
  read_state,
  types_behind,
  type IndexState,
  type Rules,
} from './index-state.ts'
import { renew_rows, type OldRow } from './renew-rows.ts'

/** Rows looked at in one transaction; fewer where bodies are large. */
const window_rows = 200
const window_bytes = 4 * 1_024 * 1_024
/** Clocks of two servers differ by less. */
const clock_margin_ms = 600_000

export type IndexVerdict = { is_behind: boolean; edition: number; target: number; is_additive: boolean }

/** A facility that was opened but never written to: its first rows will follow the present rules. */
const has_no_rows = async (sql: Sql, facility: string): Promise<boolean> => {
  const { rows } = await sql.query('SELECT FROM record.resource WHERE facility = $1 LIMIT 1', [facility])
  return rows.length === 0
}

/** Whether some rows of a facility may follow other rules than this program asks by. */
export const judge_index = async (database: Database, facility: string, rules = own_rules): Promise<IndexVerdict> => {
  const [state, is_empty] = await database.read_facility(facility, (sql) =>
    Promise.all([read_state(sql, facility), has_no_rows(sql, facility)]),
  )
  const target = edition_of(rules)
  const is_behind = !is_empty && (state.edition !== target || state.served !== target)
  return { is_behind, edition: state.edition, target, is_additive: is_additive(state.edition, rules) }
}

type Seen = { id: string; version: number; deleted: boolean; body: string | null }

/** The next rows after the one the pass stands on; bodies only of those of another edition. */
const next_window = async (sql: Sql, facility: string, state: IndexState, edition: number): Promise<Seen[]> =>
  (
    await sql.prepared<Seen>(
      'reindex_window',
      `SELECT id, version, deleted, body FROM (
         SELECT *, sum(coalesce(octet_length(body), 0)) OVER (ORDER BY id) - coalesce(octet_length(body), 0) AS before FROM (
           SELECT id, version, deleted, CASE WHEN indexed <> $4 THEN body END AS body
           FROM record.resource WHERE facility = $1 AND type = $2 AND id > $3 ORDER BY id LIMIT ${window_rows}
         ) AS next
       ) AS page WHERE before < ${window_bytes} ORDER BY id`,
      [facility, state.type, state.after_id, edition],
    )
  ).rows

const is_old = (row: Seen): row is OldRow => row.body !== null

/** One step of a pass over all rows. */
const pass_step = async (sql: Sql, facility: string, state: IndexState, rules: Rules): Promise<IndexState> => {
  const target = edition_of(rules)
  const types = types_behind(state.edition, rules)
  if (state.target !== target) {
    const started_at = new Date(Date.now() - clock_margin_ms)
    return { ...state, target, type: types[0] ?? '', after_id: '', looked: 0, renewed: 0, started_at }
  }
  const rows = state.type === '' ? [] : await next_window(sql, facility, state, target)
  const last = rows.at(-1)
  if (last) {
    const renewed = await renew_rows(sql, facility, state.type, target, rows.filter(is_old))
    const [looked, done] = [state.looked + rows.length, state.renewed + renewed]
    return { ...state, after_id: last.id, looked, renewed: done }
  }
  const next = types[types.indexOf(state.type) + 1]
  if (state.type !== '' && next !== undefined) return { ...state, type: next, after_id: '' }
  return { ...state, edition: target, target: null, type: '', after_id: '' }
}

/** What an older program wrote since the pass began, newest first by the index of changes. */
const catch_up = async (sql: Sql, facility: string, state: IndexState, rules: Rules): Promise<number> => {
  const target = edition_of(rules)
  const { rows } = await sql.prepared<OldRow & { type: string }>(
    'reindex_catch_up',
    `SELECT late.* FROM unnest($2::text[]) AS kind, LATERAL (
       SELECT type, id, version, deleted, body FROM record.resource
       WHERE facility = $1 AND type = kind AND updated_at >= $3 AND indexed <> $4 LIMIT ${window_rows}
     ) AS late LIMIT ${window_rows}`,
    [facility, types_behind(state.served, rules), state.started_at, target],
  )
  let renewed = 0
  for (const type of new Set(rows.map((row) => row.type)))
    renewed += await renew_rows(
      ...([sql, facility, type, target] as const),
      rows.filter((row) => row.type === type),
    )
  return renewed
}

export type ReindexOptions = {
  rules?: Rules
  /** Whether this program is the one that serves from now on; otherwise the older one still does. */
  serves: boolean
  /** After each step; false stops after it, and the next call goes on from there. */
  on_step?: (progress: { type: string; looked: number; renewed: number }) => boolean
}

export type Reindexed = { looked: number; renewed: number; is_done: boolean }

/**
 * Brings the index columns of a facility's rows to this program's rules: no new versions, no changed bodies. A step is a
 * transaction of its own that also keeps how far it got, so that it may be stopped, or killed, at any time.
 */
export const reindex = async (database: Database, facility: string, options: ReindexOptions): Promise<Reindexed> => {
  const { rules = own_rules, serves, on_step = () => true } = options
  const target = edition_of(rules)
  let late = 0
  const step = (): Promise<{ state: IndexState; is_done: boolean }> =>
    database.in_facility(facility, async (sql) => {
      const state = await lock_state(sql, facility)
      if (state.edition !== target || state.target !== null) {
        const next = await pass_step(sql, facility, state, rules)
        await keep_state(sql, facility, next)
        return { state: next, is_done: false }
      }
      if (state.served === target) return { state, is_done: true }
      const caught = await catch_up(sql, facility, state, rules)
      late += caught
      if (caught === 0 && serves) await keep_state(sql, facility, { ...state, served: target })
      return { state, is_done: caught === 0 }
    })
  for (;;) {
    const { state, is_done } = await step()
    const progress = { looked: state.looked, renewed: state.renewed + late }
    if (is_done) return { ...progress, is_done }
    if (!on_step({ type: state.type, ...progress })) return { ...progress, is_done }
  }
}

/** How many rows a facility has, as the database's own statistics guess; for saying how far a pass is. */
export const guess_rows = async (database: Database, facility: string): Promise<number> => {
  const { rows } = await database.read_facility(facility, (sql) =>
    sql.query<{ rows: number }>(
      'SELECT greatest(reltuples, 0)::bigint AS rows FROM pg_class WHERE oid = to_regclass($1)',
      [`record.${JSON.stringify(`resource_${facility}`)}`],
    ),
  )
  return rows[0]?.rows ?? 0
}
