import { existsSync, readFileSync } from 'node:fs'
import { program_version } from '../../../platform/backup/index.ts'
import {
  find_newer,
  find_place,
  list_updates,
  read_package_key,
  type Place,
  type UpdateLine,
} from '../../../platform/release/index.ts'
import type { Tone, UpdateStanding } from '../contract.ts'
import type { Office } from '../office.ts'

const shown_lines = 10

const find_waiting = async (
  { key_file }: Place,
  env: NodeJS.ProcessEnv,
): Promise<Pick<UpdateStanding, 'newer' | 'problem'>> => {
  const dir = env['UPDATE_DIR']
  if (!dir || !existsSync(key_file)) return { newer: null, problem: '' }
  const key = read_package_key(readFileSync(key_file, 'utf8'))
  const { newest, problems } = await find_newer(dir, key, program_version().version)
  const newer = newest ? { version: newest.facts.version, path: newest.path } : null
  return { newer, problem: problems[0] ?? '' }
}

const tone_of = (last: UpdateLine | undefined, newer: UpdateStanding['newer'], problem: string): Tone => {
  if (last?.result === 'stuck') return 'bad'
  return newer || problem !== '' || (last && last.result !== 'done') ? 'warn' : 'good'
}

/** Of a program that was installed from a package: since when, what was tried since, what lies there to be installed. */
export const show_update = async ({ env }: Office): Promise<UpdateStanding | null> => {
  const place = find_place(env)
  if (!place) return null
  const lines = list_updates(place.home).slice(0, shown_lines)
  const { newer, problem } = await find_waiting(place, env)
  const hour = env['UPDATE_AT']
  return {
    ...{ tone: tone_of(lines[0], newer, problem), installed_at: place.installed_at, lines, newer, problem },
    auto_hour: hour && /^\d{1,2}$/.test(hour) ? Number(hour) : null,
  }
}
