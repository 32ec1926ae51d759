import { find_public_key, list_backup_runs, list_drills, read_backup_settings } from '../../../platform/backup/index.ts'
import type { BackupStanding, DrillStanding, Tone } from '../contract.ts'
import type { Office } from '../office.ts'

const hour_ms = 3_600_000
const day_ms = 24 * hour_ms
const shown_runs = 10
/** A drill twice a year; the Ministry's texts name no number (TT 13/2025 asks that recovery is tried): a setting. */
const drill_every_usual_days = 183
const drill_red_after_days = 366

const tone_of = (age_h: number | null, red_after_h: number, newest_failed: boolean, second: string): Tone => {
  if (age_h === null || age_h > red_after_h) return 'bad'
  return newest_failed || (second !== '' && second !== 'done') ? 'warn' : 'good'
}

/** Whether copies are made as the settings say. No BACKUP_DIR: nobody copies, which is red. */
export const show_backups = async ({ database, env }: Office): Promise<BackupStanding> => {
  const runs = await list_backup_runs(database, shown_runs)
  const settings = read_backup_settings(env)
  const done = runs.find(({ state }) => state === 'done')
  const age_h = done ? (Date.now() - Date.parse(done.started_at)) / hour_ms : null
  if (!settings) return { tone: 'bad', settings: null, key: null, age_h, runs }
  const key = find_public_key(settings.dir)
  const { every_h, red_after_h, keep, locks } = settings
  return {
    tone: tone_of(age_h, red_after_h, runs[0]?.state === 'failed', done?.second ?? ''),
    settings: { every_h, red_after_h, keep, locks, has_second: settings.second_dir !== undefined },
    key: key ? { fingerprint: key.fingerprint, made_at: key.made_at } : null,
    ...{ age_h, runs },
  }
}

const drill_tone = (passed: boolean | undefined, age_days: number, due_days: number): Tone => {
  if (passed === undefined) return 'warn'
  if (!passed || age_days > Math.max(due_days, drill_red_after_days)) return 'bad'
  return age_days > due_days ? 'warn' : 'good'
}

export const show_drills = async ({ database, env }: Office): Promise<DrillStanding> => {
  const drills = await list_drills(database, shown_runs)
  const [last] = drills
  const age_days = last ? Math.floor((Date.now() - Date.parse(last.at)) / day_ms) : null
  const due_days = Number(env['RESTORE_DRILL_DAYS']) || drill_every_usual_days
  return {
    ...{ tone: drill_tone(last?.passed, age_days ?? 0, due_days), age_days, due_days },
    drills: drills.map(({ id, at, by_name, backup, rto_ms, rpo_ms, passed, says }) => ({
      ...{ id, at, by_name, backup, rto_ms, rpo_ms, passed, says },
    })),
  }
}
