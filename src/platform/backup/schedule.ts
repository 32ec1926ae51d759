import { Failure } from '../../base/outcome/index.ts'
import type { Database } from '../database/index.ts'
import { find_public_key } from './key.ts'
import { run_backup } from './run-backup.ts'
import type { BackupSettings } from './settings.ts'

const look_every_ms = 60_000
const again_after_ms = 15 * 60_000
const hour_ms = 3_600_000

type Last = { done_at: Date | null; tried_at: Date | null }

const is_due = async (database: Database, every_h: number): Promise<boolean> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<Last>(
      `SELECT max(started_at) FILTER (WHERE state = 'done') AS done_at, max(finished_at) AS tried_at FROM operations.backup`,
    ),
  )
  const { done_at, tried_at } = rows[0] ?? { done_at: null, tried_at: null }
  const now = Date.now()
  if (tried_at && now - tried_at.getTime() < again_after_ms) return false
  return !done_at || now - done_at.getTime() >= every_h * hour_ms
}

/** Another process of the same cluster copies: the next look finds it done. */
const is_busy = (error: unknown): boolean => error instanceof Failure && error.status === 409

/**
 * Copies when the newest one is old enough; after a failure again in a quarter of an hour. Several processes may look:
 * one copies, the others find it done. Without a key nothing is copied, which the health page says.
 */
export const start_backups = (
  database: Database,
  url: string,
  settings: BackupSettings,
  report: (error: unknown) => void,
  every_ms = look_every_ms,
): { stop(): Promise<void> } => {
  let running: Promise<void> | undefined
  const due = () => is_due(database, settings.every_h)
  const look = async (): Promise<void> => {
    if (!find_public_key(settings.dir) || !(await due())) return
    await run_backup(url, settings, due)
  }
  const timer = setInterval(() => {
    running ??= look()
      .catch((error: unknown) => {
        if (!is_busy(error)) report(error)
      })
      .finally(() => {
        running = undefined
      })
  }, every_ms)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
