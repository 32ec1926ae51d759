import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How far an update has come, on the disk: who finds it after a loss of power knows what to put back. */
export type Journal = {
  pid: number
  at: string
  by: string
  from: string
  to: string
  commit: string
  /** begun: nothing changed yet; stopped: the service is down; switched: the new release may have worked on the data. */
  stage: 'begun' | 'stopped' | 'switched'
  /** The new release brings so many steps for the database. */
  migrations: number
  /** The cluster as it was, byte for byte; '' where none was needed or PostgreSQL is the house's own. */
  cold_copy: string
  /** The sealed copy that was made and read back before. */
  backup: string
}

const path_of = (home: string): string => join(home, 'updating.json')

export const read_journal = (home: string): Journal | undefined =>
  existsSync(path_of(home)) ? (JSON.parse(readFileSync(path_of(home), 'utf8')) as Journal) : undefined

export const write_journal = (home: string, journal: Journal): void => {
  writeFileSync(`${path_of(home)}.part`, JSON.stringify(journal, undefined, 2))
  renameSync(`${path_of(home)}.part`, path_of(home))
}

export const close_journal = (home: string): void => rmSync(path_of(home), { force: true })
