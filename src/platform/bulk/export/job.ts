import type { Caller } from '../../audit/index.ts'
import type { Database, Sql } from '../../database/index.ts'
import type { Place } from '../../records/index.ts'
import type { Asked } from './asked.ts'

/** A file of the manifest: a stretch of a type, from one place to another or to the last. */
export type ExportFile = { kind: 'resources' | 'deleted'; type: string; count: number; begin: Place; end?: Place }

export type Job = {
  facility: string
  id: string
  actor: string
  request: string
  asked: Asked
  transaction_time: Date
  progress: string
  files: ExportFile[] | null
  expires_at: Date
}

const columns = 'facility, id, actor, request, asked, transaction_time, progress, files, expires_at'

/** How long files may be fetched. */
const life_h = 24
export const jobs_per_actor_max = 20

export const put_job = async (
  sql: Sql,
  job: Pick<Job, 'facility' | 'id' | 'actor' | 'request' | 'asked' | 'transaction_time'>,
): Promise<void> => {
  await sql.query('DELETE FROM bulk.export_job WHERE facility = $1 AND expires_at < now()', [job.facility])
  await sql.query(
    `INSERT INTO bulk.export_job (facility, id, actor, request, asked, transaction_time, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => ${life_h}))`,
    [job.facility, job.id, job.actor, job.request, JSON.stringify(job.asked), job.transaction_time],
  )
}

export const count_jobs = async (sql: Sql, caller: Caller): Promise<number> => {
  const { rows } = await sql.query<{ count: number }>(
    'SELECT count(*) FROM bulk.export_job WHERE facility = $1 AND actor = $2 AND expires_at > now()',
    [caller.facility, caller.actor.id],
  )
  return rows[0]?.count ?? 0
}

/** Of whoever asked for it only. */
export const find_job = async (database: Database, caller: Caller, id: string): Promise<Job | undefined> => {
  const { rows } = await database.read_facility(caller.facility, (sql) =>
    sql.alone<Job>(
      '',
      `SELECT ${columns} FROM bulk.export_job WHERE facility = $1 AND id = $2 AND actor = $3 AND expires_at > now()`,
      [caller.facility, id, caller.actor.id],
    ),
  )
  return rows[0]
}

/** @returns whether there was one */
export const remove_job = async (database: Database, caller: Caller, id: string): Promise<boolean> => {
  const { row_count } = await database.in_facility(caller.facility, (sql) =>
    sql.query('DELETE FROM bulk.export_job WHERE facility = $1 AND id = $2 AND actor = $3', [
      ...[caller.facility, id, caller.actor.id],
    ]),
  )
  return row_count > 0
}

/** A unit takes its time before its first statement reaches the database; more than this lies between them only in a server that stands still. */
const grace_ms = 2_000

/**
 * Whether everything that carries a time up to the job's is in the store or will never be. A write takes its time first
 * and its transaction's number soon after: when the grace is over, every such write has a number, and when all numbers
 * given out by then are finished, nothing earlier can still appear.
 */
export const is_settled = async (database: Database, job: Job): Promise<boolean> => {
  if (Date.now() < job.transaction_time.getTime() + grace_ms) return false
  return database.in_facility(job.facility, async (sql) => {
    const { rows } = await sql.query<{ settled: boolean }>(
      `UPDATE bulk.export_job SET first_unseen = coalesce(first_unseen, pg_snapshot_xmax(pg_current_snapshot()))
       WHERE facility = $1 AND id = $2
       RETURNING pg_snapshot_xmin(pg_current_snapshot()) >= first_unseen AS settled`,
      [job.facility, job.id],
    )
    return rows[0]?.settled ?? false
  })
}

const counting_s = 30

/** Takes the counting over, unless another server is at it. */
export const take_counting = async (database: Database, job: Job): Promise<boolean> => {
  const { row_count } = await database.in_facility(job.facility, (sql) =>
    sql.query(
      `UPDATE bulk.export_job SET counting_until = now() + make_interval(secs => ${counting_s})
       WHERE facility = $1 AND id = $2 AND files IS NULL AND (counting_until IS NULL OR counting_until < now())`,
      [job.facility, job.id],
    ),
  )
  return row_count > 0
}

/** @returns false when the job is gone: cancelled meanwhile */
export const keep_counting = async (database: Database, job: Job, progress: string): Promise<boolean> => {
  const { row_count } = await database.in_facility(job.facility, (sql) =>
    sql.query(
      `UPDATE bulk.export_job SET progress = $3, counting_until = now() + make_interval(secs => ${counting_s})
       WHERE facility = $1 AND id = $2`,
      [job.facility, job.id, progress],
    ),
  )
  return row_count > 0
}

export const stop_counting = async (database: Database, job: Job): Promise<void> => {
  await database.in_facility(job.facility, (sql) =>
    sql.query('UPDATE bulk.export_job SET counting_until = NULL WHERE facility = $1 AND id = $2', [
      job.facility,
      job.id,
    ]),
  )
}

export const put_files = async (database: Database, job: Job, files: ExportFile[]): Promise<void> => {
  await database.in_facility(job.facility, (sql) =>
    sql.query('UPDATE bulk.export_job SET files = $3, counting_until = NULL WHERE facility = $1 AND id = $2', [
      ...[job.facility, job.id, JSON.stringify(files)],
    ]),
  )
}
