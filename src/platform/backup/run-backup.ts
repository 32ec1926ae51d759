import { randomUUID } from 'node:crypto'
import { failure_saying } from './failure-saying.ts'
import { tell_all, while_alone } from './cluster.ts'
import { list_files } from './copy-files.ts'
import { copy_to_second, lock_copy, remove_old, type LockKind } from './keep-copies.ts'
import { get_public_key } from './key.ts'
import { make_copy, type Made } from './make-copy.ts'
import type { BackupSettings } from './settings.ts'

/** What one run came to. `second`: '' none asked for, 'done', or why it failed. */
export type BackupRun = {
  id: string
  started_at: string
  finished_at: string
  state: 'done' | 'failed'
  directory: string
  bytes: number
  database_bytes: number
  second: string
  locked: LockKind | ''
  key: string
  says: string
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)

const tell = (url: string, run: BackupRun): Promise<void> =>
  tell_all(
    url,
    `INSERT INTO operations.backup (id, started_at, finished_at, state, directory, bytes, database_bytes, second, locked, key, says)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`,
    [
      ...[run.id, run.started_at, run.finished_at, run.state, run.directory, run.bytes, run.database_bytes],
      ...[run.second, run.locked, run.key, run.says],
    ],
  )

const bring_to_second = async (made: Made, settings: BackupSettings): Promise<string> => {
  if (!settings.second_dir) return ''
  try {
    const copied = await copy_to_second(made, settings.second_dir)
    if (settings.locks) lock_copy(copied)
    remove_old(settings.second_dir, settings.keep)
    return 'done'
  } catch (error) {
    return failure_saying(error)
  }
}

const copy_and_keep = async (url: string, settings: BackupSettings, started: Date): Promise<BackupRun> => {
  const key = get_public_key(settings.dir)
  const made = await make_copy(url, settings.dir, key, list_files(settings.files_env, settings.data_dir))
  const second = await bring_to_second(made, settings)
  const locked = settings.locks ? lock_copy(made.dir) : ''
  remove_old(settings.dir, settings.keep)
  return {
    ...{ id: made.id, started_at: started.toISOString(), finished_at: new Date().toISOString(), state: 'done' },
    ...{ directory: made.dir, second, locked, key: key.fingerprint },
    bytes: sum(made.manifest.parts.map(({ bytes }) => bytes)),
    database_bytes: sum(made.manifest.databases.map(({ bytes }) => bytes)),
    says: '',
  }
}

const failed_run = (settings: BackupSettings, started: Date, error: unknown): BackupRun => ({
  ...{ id: `failed-${randomUUID()}`, started_at: started.toISOString(), finished_at: new Date().toISOString() },
  ...{ state: 'failed', directory: settings.dir, bytes: 0, database_bytes: 0, second: '', locked: '', key: '' },
  says: failure_saying(error),
})

/**
 * One copy of the cluster, read back, brought to the second place, the old ones removed, and the result written where
 * every facility's health page finds it; a failure is written too.
 * @param still_due asked when nobody else copies: false where another process has just done it
 * @returns nothing where it was no longer due @throws what made it fail
 */
export const run_backup = (
  url: string,
  settings: BackupSettings,
  still_due: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<BackupRun | undefined> =>
  while_alone(url, async () => {
    if (!(await still_due())) return undefined
    const started = new Date()
    try {
      const run = await copy_and_keep(url, settings, started)
      await tell(url, run)
      return run
    } catch (error) {
      await tell(url, failed_run(settings, started, error)).catch(() => undefined)
      throw error
    }
  })
