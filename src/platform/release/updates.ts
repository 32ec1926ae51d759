import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One installation or update, as it was tried. */
export type UpdateLine = {
  at: string
  finished_at: string
  by: string
  /** '' for the first installation. */
  from: string
  to: string
  commit: string
  /** failed: stopped before anything was changed; back: the former release runs again; stuck: a person must act. */
  result: 'done' | 'failed' | 'back' | 'stuck'
  migrations: number
  /** '' or what made it fail, and what was done about it. */
  says: string
}

const book = (home: string): string => join(home, 'updates.jsonl')

/** Beside the program and not in the database: what is put back with a copy must not forget that it was put back. */
export const write_update = (home: string, line: UpdateLine): void =>
  appendFileSync(book(home), `${JSON.stringify(line)}\n`, { mode: 0o644 })

const read_line = (text: string): UpdateLine[] => {
  try {
    return [JSON.parse(text) as UpdateLine]
  } catch {
    return [] // broken off by a loss of power
  }
}

/** The newest first. */
export const list_updates = (home: string): UpdateLine[] =>
  existsSync(book(home))
    ? readFileSync(book(home), 'utf8').split('\n').filter(Boolean).flatMap(read_line).reverse()
    : []
