import type { Database } from '../database/index.ts'
import type { Drill } from './drill.ts'
import type { BackupRun } from './run-backup.ts'

/** The newest runs first, failures too. */
export const list_backup_runs = async (database: Database, limit = 20): Promise<BackupRun[]> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<BackupRun & { started_at: Date; finished_at: Date }>(
      `SELECT id, started_at, finished_at, state, directory, bytes, database_bytes, second, locked, key, says
       FROM operations.backup ORDER BY started_at DESC LIMIT $1`,
      [limit],
    ),
  )
  return rows.map((row) => ({
    ...row,
    started_at: new Date(row.started_at).toISOString(),
    finished_at: new Date(row.finished_at).toISOString(),
  }))
}

/** The newest drill first. */
export const list_drills = async (database: Database, limit = 20): Promise<Drill[]> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ body: Drill }>('SELECT body FROM operations.restore_drill ORDER BY at DESC LIMIT $1', [limit]),
  )
  return rows.map(({ body }) => body)
}

export const find_drill = async (database: Database, id: string): Promise<Drill | undefined> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ body: Drill }>('SELECT body FROM operations.restore_drill WHERE id = $1', [id]),
  )
  return rows[0]?.body
}
