import { createHash } from 'node:crypto'
import type { Database, Sql } from '../database/index.ts'

type Line = { id: number; text: string }

/** Every column of the line in one canonical text, made by PostgreSQL so that both sides agree on it. */
const lines_sql = `SELECT id, jsonb_build_array(id, facility, extract(epoch FROM at), action, interaction, outcome, actor,
  actor_name, role, purpose, address, request, type, ref, patient, detail)::text AS text
  FROM audit.event WHERE facility = $1 AND id BETWEEN $2 AND $3 ORDER BY id`

const digest_of = (before: Uint8Array, lines: Line[]): Buffer => {
  const hash = createHash('sha256').update(before)
  for (const line of lines) hash.update(line.text).update('\n')
  return hash.digest()
}

type Seal = { first_id: number; last_id: number; count: number; digest: Buffer }

const last_seal = async (sql: Sql, facility: string): Promise<Seal | undefined> =>
  (await sql.query<Seal>('SELECT * FROM audit.seal WHERE facility = $1 ORDER BY last_id DESC LIMIT 1', [facility]))
    .rows[0]

/** A seal's lines are in memory when it is made and when it is verified: an import leaves millions in a minute. */
const lines_per_seal = 20_000

const seal_some = (database: Database, facility: string, older_than_s: number): Promise<number> =>
  database.in_facility(facility, async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('audit.seal'), hashtext($1))", [facility])
    const before = await last_seal(sql, facility)
    const first_id = (before?.last_id ?? 0) + 1
    const end = await sql.query<{ id: number | null }>(
      `SELECT max(id) AS id FROM (
         SELECT id FROM audit.event
         WHERE facility = $1 AND id >= $2 AND at < clock_timestamp() - make_interval(secs => $3)
         ORDER BY id LIMIT ${lines_per_seal}) AS old`,
      [facility, first_id, older_than_s],
    )
    const last_id = end.rows[0]?.id
    if (last_id === null || last_id === undefined) return 0
    const { rows } = await sql.query<Line>(lines_sql, [facility, first_id, last_id])
    await sql.query('INSERT INTO audit.seal (facility, first_id, last_id, count, digest) VALUES ($1, $2, $3, $4, $5)', [
      facility,
      first_id,
      last_id,
      rows.length,
      digest_of(before?.digest ?? Buffer.alloc(32), rows),
    ])
    return rows.length
  })

/**
 * Seals all lines older than a few seconds (a line of a still open transaction may have a smaller id).
 * @returns how many lines were sealed
 */
export const seal_events = async (database: Database, facility: string, older_than_s = 70): Promise<number> => {
  let sealed = 0
  for (;;) {
    const count = await seal_some(database, facility, older_than_s)
    sealed += count
    if (count < lines_per_seal) return sealed
  }
}

export type ChainVerdict = { intact: boolean; sealed_lines: number; broken_at?: { first_id: number; last_id: number } }

/** Walks the whole chain; names the first seal whose lines are not what they were. */
export const verify_chain = (database: Database, facility: string): Promise<ChainVerdict> =>
  database.in_facility(facility, async (sql) => {
    const seals = await sql.query<Seal>('SELECT * FROM audit.seal WHERE facility = $1 ORDER BY last_id', [facility])
    let before: Uint8Array = Buffer.alloc(32)
    let sealed_lines = 0
    for (const seal of seals.rows) {
      const { rows } = await sql.query<Line>(lines_sql, [facility, seal.first_id, seal.last_id])
      const digest = digest_of(before, rows)
      if (rows.length !== seal.count || !digest.equals(seal.digest))
        return { intact: false, sealed_lines, broken_at: { first_id: seal.first_id, last_id: seal.last_id } }
      before = digest
      sealed_lines += rows.length
    }
    return { intact: true, sealed_lines }
  })
