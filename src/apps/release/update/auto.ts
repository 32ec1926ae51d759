import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import {
  find_newer,
  find_package_facts,
  list_updates,
  read_package_key,
  type Place,
  type UpdateLine,
} from '../../../platform/release/index.ts'
import type { Say } from '../install/install.ts'
import { update } from './update.ts'

/** UPDATE_AT: an hour of the day, 0–23; nothing where nobody asked for it. @throws for what is no hour */
export const read_update_hour = (env: NodeJS.ProcessEnv): number | undefined => {
  const text = env['UPDATE_AT']
  if (!text) return undefined
  if (!/^(\d|1\d|2[0-3])$/.test(text)) throw fail.rule(`UPDATE_AT “${text}” phải là giờ trong ngày, 0 đến 23`)
  return Number(text)
}

/** Asked each hour by a timer: at the hour that was set, the newest signed package of UPDATE_DIR, once. */
export const update_if_due = async (
  place: Place,
  env: NodeJS.ProcessEnv,
  now: Date,
  say: Say,
): Promise<UpdateLine | undefined> => {
  const [hour, dir] = [read_update_hour(env), env['UPDATE_DIR']]
  if (hour === undefined || !dir || Number(local_time(now).slice(11, 13)) !== hour) return undefined
  const version = find_package_facts(join(place.home, 'current'))?.version ?? ''
  const { newest } = await find_newer(dir, read_package_key(readFileSync(place.key_file, 'utf8')), version)
  if (!newest) return undefined
  // What failed once fails again: a person looks first.
  if (list_updates(place.home).some(({ to, result }) => to === newest.facts.version && result !== 'done')) {
    say(`Gói ${newest.facts.version} đã cài không thành một lần; không tự cài lại. Cài bằng tay khi đã xem lý do.`)
    return undefined
  }
  return update(place, { archive: newest.path, by: 'tự động (UPDATE_AT)', allows_older: false }, say)
}
