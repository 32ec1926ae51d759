import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** An installation as install.sh made it: what lies where, and who runs it. No secret stands in it. */
export type Place = {
  format: 'benhan-place/1'
  /** Holds releases/<version>, `current`, and the two files of this room. */
  home: string
  role: 'facility' | 'pharmacy' | 'hub'
  code: string
  /** The system user that serves. */
  user: string
  /** The database of the embedded PostgreSQL. */
  site: string
  env_file: string
  key_file: string
  data_dir: string
  port: number
  /** Who starts it: systemd, or the script `service` in `home`. */
  keeper: 'systemd' | 'script'
  installed_at: string
}

export const place_file = (home: string): string => join(home, 'place.json')

/** BENHAN_HOME is set by what the installer wrote. @returns nothing for a program that was not installed from a package */
export const find_place = (env: NodeJS.ProcessEnv): Place | undefined => {
  const home = env['BENHAN_HOME']
  if (!home || !existsSync(place_file(home))) return undefined
  return JSON.parse(readFileSync(place_file(home), 'utf8')) as Place
}

export const write_place = (place: Place): void =>
  writeFileSync(place_file(place.home), `${JSON.stringify(place, undefined, 2)}\n`, { mode: 0o644 })
