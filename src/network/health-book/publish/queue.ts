import type { Sql } from '../../../platform/database/index.ts'
import { say_fault } from '../../../standards/bhyt-exchange/index.ts'
import type { National } from '../portal/dossier.ts'

/** A line of health_book.publication whose turn has come. */
export type Due = {
  about: string
  patient: string
  encounter: string | null
  kind: string
  round: number
  tries: number
  digest: string | null
  document: string | null
  /** Of what the national path was last told. */
  national_digest: string | null
  released_by: string | null
}

export type Event = {
  about: string
  patient: string
  encounter?: string | undefined
  kind: string
  ended_at: string
  /** Somebody asked for it: told even where the facility has switched off that it goes by itself. */
  is_asked?: boolean
}

/** Something ended, or changed after it was told: its turn comes (again). In the caller's transaction. */
export const put_due = async (sql: Sql, facility: string, event: Event): Promise<void> => {
  await sql.query(
    `INSERT INTO health_book.publication AS p (facility, about, patient, encounter, kind, ended_at)
     SELECT $1, $2, $3, $4, $5, $6::timestamptz WHERE $7 OR coalesce((
       SELECT CASE WHEN $5 = 'health-book' THEN s.publishes_books ELSE s.publishes_results END
       FROM health_book.setting AS s WHERE s.facility = $1), true)
     ON CONFLICT (facility, about) DO UPDATE SET state = 'due', round = p.round + 1, tries = 0, next_at = now(),
       patient = $3, ended_at = $6::timestamptz`,
    [
      ...[facility, event.about, event.patient, event.encounter ?? null, event.kind, event.ended_at],
      event.is_asked ?? false,
    ],
  )
}

const lent_for_s = 120
const at_once = 4

/** Lends what is due, the latest visit first: whoever sits before the next doctor came from there. */
export const lend_due = async (sql: Sql, facility: string): Promise<Due[]> =>
  (
    await sql.query<Due>(
      `UPDATE health_book.publication AS p SET lent_until = now() + make_interval(secs => ${lent_for_s}), tries = tries + 1
       WHERE p.facility = $1 AND p.about IN (
         SELECT d.about FROM health_book.publication AS d WHERE d.facility = $1 AND d.state = 'due' AND d.next_at <= now()
           AND (d.lent_until IS NULL OR d.lent_until < now())
         ORDER BY d.ended_at DESC LIMIT ${at_once} FOR UPDATE SKIP LOCKED)
       RETURNING about, patient, encounter, kind, round, tries, digest, document, national_digest, released_by`,
      [facility],
    )
  ).rows

export type Settled = {
  state: 'posted' | 'withheld' | 'failed' | 'none'
  reason: string
  title?: string
  labels?: string[]
  left_out?: number
  outgoing?: string
  document?: string
  digest?: string
  national?: National | undefined
}

/** A dossier waits for the portal; what the portal would refuse waits for who can put it right. */
const settle_national = async (sql: Sql, facility: string, about: string, national: National): Promise<void> => {
  const faults = national.kind === 'faulty' ? national.faults : []
  await sql.query(
    `UPDATE health_book.publication SET national_state = $3, national_version = $4, national_digest = $5,
       national_class = $6, national_faults = $7, national_reason = $8, national_tries = 0, national_next_at = now()
     WHERE facility = $1 AND about = $2`,
    [
      ...[facility, about, national.kind === 'ready' ? 'waiting' : 'failed', national.version, national.digest],
      ...[faults.length > 0 ? 'record' : '', JSON.stringify(faults), faults.map(say_fault).join('; ').slice(0, 1_000)],
    ],
  )
}

/** What became of this round. A later event keeps its turn: then only the loan ends. */
export const settle = async (sql: Sql, facility: string, { about, round }: Due, how: Settled): Promise<void> => {
  await sql.query(
    `UPDATE health_book.publication SET lent_until = NULL, made_at = now(), reason = $5,
       labels = coalesce($6, labels), left_out = coalesce($7, left_out),
       state = CASE WHEN round = $3 THEN $4 ELSE state END,
       title = coalesce($8, title), outgoing = coalesce($9, outgoing), document = coalesce($10, document),
       digest = coalesce($11, digest)
     WHERE facility = $1 AND about = $2`,
    [
      ...[facility, about, round, how.state, how.reason.slice(0, 1_000), how.labels ?? null, how.left_out ?? null],
      ...[how.title ?? null, how.outgoing ?? null, how.document ?? null, how.digest ?? null],
    ],
  )
  if (how.national) await settle_national(sql, facility, about, how.national)
}

const again_max_s = 3_600

/** It could not be made now; tried again with back-off, and said meanwhile. */
export const put_off = async (sql: Sql, facility: string, { about, tries }: Due, reason: string): Promise<void> => {
  const delay_s = Math.min(again_max_s, 5 * 2 ** Math.min(tries, 12))
  await sql.query(
    `UPDATE health_book.publication SET lent_until = NULL, reason = $3, next_at = now() + make_interval(secs => $4)
     WHERE facility = $1 AND about = $2`,
    [facility, about, reason.slice(0, 1_000), delay_s],
  )
}
