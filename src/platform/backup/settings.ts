import { resolve } from 'node:path'
import { fail } from '../../base/outcome/index.ts'

/** What the environment says of copies (docs/operations/settings.md). */
export type BackupSettings = {
  dir: string
  /** A second place: another disk, a share, what a provider mounts here. */
  second_dir?: string
  /** How many whole copies stay in each place. */
  keep: number
  every_h: number
  /** Older than this the newest copy is shown in red. */
  red_after_h: number
  /** Copies are made unchangeable as far as this machine can. */
  locks: boolean
  files_env: NodeJS.ProcessEnv
  data_dir: string
}

const number_of = (env: NodeJS.ProcessEnv, name: string, usual: number, max: number): number => {
  const value = Number(env[name] ?? usual)
  if (!Number.isFinite(value) || value <= 0 || value > max)
    throw fail.rule(`${name} “${env[name]}” phải là số từ trên 0 đến ${max}`)
  return value
}

const keep_usual = 14
const every_usual_h = 24
const patience_h = 2
const year_h = 8_784

/** @returns nothing where BACKUP_DIR is not set: nobody has said where copies go */
export const read_backup_settings = (env: NodeJS.ProcessEnv): BackupSettings | undefined => {
  const dir = env['BACKUP_DIR']
  if (!dir) return undefined
  const second = env['BACKUP_SECOND_DIR']
  const every_h = number_of(env, 'BACKUP_EVERY_H', every_usual_h, year_h)
  if (second && resolve(second) === resolve(dir)) throw fail.rule('BACKUP_SECOND_DIR phải khác BACKUP_DIR')
  return {
    dir: resolve(dir),
    ...(second ? { second_dir: resolve(second) } : {}),
    keep: Math.ceil(number_of(env, 'BACKUP_KEEP', keep_usual, 1_000)),
    every_h,
    red_after_h: number_of(env, 'BACKUP_RED_AFTER_H', every_h + patience_h, year_h),
    locks: env['BACKUP_LOCK'] === '1',
    files_env: env,
    data_dir: resolve(env['DATA_DIR'] ?? '.data'),
  }
}

export const demand_backup_settings = (env: NodeJS.ProcessEnv): BackupSettings => {
  const settings = read_backup_settings(env)
  if (!settings) throw fail.rule('Chưa đặt BACKUP_DIR: thư mục để bản sao lưu, nên ở ổ đĩa khác với dữ liệu')
  return settings
}
