import type { Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'

/** Ways by which data leave the care itself, and which a person can have closed. */
export const closable_paths = ['health-book', 'shared-results', 'bulk-export'] as const
export type ClosablePath = (typeof closable_paths)[number]

export type StoppedUse = { patient: string; purpose: string; reason: string; said_at: Date }

/** Of each person and purpose the latest word; a chart that was merged away speaks for the one that took its place. */
const stopped_sql = `
  WITH RECURSIVE latest AS (
    SELECT DISTINCT ON (patient, purpose) patient, purpose, is_on, paths, reason, said_at FROM privacy.restriction
    WHERE facility = $1 ORDER BY patient, purpose, serial DESC
  ), stopped AS (
    SELECT patient, purpose, reason, said_at FROM latest WHERE is_on AND $2 = ANY (paths)
    UNION
    SELECT m.target, s.purpose, s.reason, s.said_at FROM stopped AS s
    JOIN chart.patient_merge AS m ON m.facility = $1 AND m.source = s.patient AND m.undone_at IS NULL
  )
  SELECT patient, purpose, reason, said_at FROM stopped`

/** Everybody for whom a way is closed. */
export const list_stopped = async (sql: Sql, facility: string, path: ClosablePath): Promise<StoppedUse[]> =>
  (await sql.query<StoppedUse>(`${stopped_sql} ORDER BY patient, purpose`, [facility, path])).rows

/** Why a way is closed for this person; undefined: it is open. */
export const find_stopped = async (
  sql: Sql,
  { facility, patient, path }: { facility: string; patient: string; path: ClosablePath },
): Promise<StoppedUse | undefined> =>
  (await sql.query<StoppedUse>(`${stopped_sql} WHERE patient = $3 LIMIT 1`, [facility, path, patient])).rows[0]

export type StopWord = {
  patient: string
  purpose: string
  is_on: boolean
  paths: readonly ClosablePath[]
  /** What it follows from: `Consent/…`, `Request/…`. */
  cause: string
  reason: string
}

/** Says that a purpose is stopped for a person, or that it no longer is; nothing that was said before is changed. */
export const put_stop = async (sql: Sql, { facility, actor }: Caller, word: StopWord): Promise<void> => {
  await sql.query("SELECT pg_advisory_xact_lock(hashtext('privacy.restriction'), hashtext($1))", [
    facility + word.patient,
  ])
  await sql.query(
    `INSERT INTO privacy.restriction (facility, patient, purpose, serial, is_on, paths, cause, reason, said_by, said_name)
     SELECT $1, $2, $3, coalesce(max(serial), 0) + 1, $4, $5, $6, $7, $8, $9 FROM privacy.restriction
     WHERE facility = $1 AND patient = $2 AND purpose = $3`,
    [
      ...[facility, word.patient, word.purpose, word.is_on, word.paths, word.cause, word.reason],
      ...[actor.id, actor.name],
    ],
  )
}

export type StandingStop = Omit<StopWord, 'paths'> & { paths: ClosablePath[]; said_name: string; said_at: Date }

/** The latest word on each purpose of a person, or of everybody. */
export const list_stops = async (sql: Sql, facility: string, patient?: string): Promise<StandingStop[]> =>
  (
    await sql.query<StandingStop>(
      `SELECT DISTINCT ON (patient, purpose) patient, purpose, is_on, paths, cause, reason, said_name, said_at
       FROM privacy.restriction WHERE facility = $1 AND ($2::text IS NULL OR patient = $2)
       ORDER BY patient, purpose, serial DESC`,
      [facility, patient ?? null],
    )
  ).rows
