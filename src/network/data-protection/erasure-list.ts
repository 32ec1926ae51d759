import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { list_facilities } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { new_id, type Unit } from '../../platform/records/index.ts'

/** One erasure of side data. `patient`: the id within the house and nothing else of the person; `at`: ISO moment. */
export type Erasure = { facility: string; id: string; patient: string; at: string }

/** Beside the copies, one JSON object a line, only ever longer. */
export const erasure_file = 'erasures.jsonl'

const is_erasure = (said: unknown): said is Erasure =>
  typeof said === 'object' &&
  said !== null &&
  (['facility', 'id', 'patient', 'at'] as const).every((name) => typeof (said as Erasure)[name] === 'string')

const read_line = (line: string): Erasure | undefined => {
  try {
    const said: unknown = JSON.parse(line)
    return is_erasure(said) ? said : undefined
  } catch {
    return undefined
  }
}

const key_of = ({ facility, id }: Erasure): string => `${facility} ${id}`

export type ToldErasures = { erasures: Erasure[]; unreadable: number }

/**
 * What the lists in these directories tell, each erasure once. A line that broke off with the machine cannot be read: while the
 * database still has it, it is written once more; after a restore somebody has to look at it.
 */
export const read_erasures = (dirs: readonly string[]): ToldErasures => {
  const files = dirs.map((dir) => join(dir, erasure_file)).filter((path) => existsSync(path))
  const lines = files.flatMap((path) => readFileSync(path, 'utf8').split('\n')).filter((line) => line.trim() !== '')
  const all = lines.flatMap((line) => read_line(line) ?? [])
  return {
    erasures: [...new Map(all.map((one) => [key_of(one), one])).values()],
    unreadable: lines.length - all.length,
  }
}

/** Adds what the list of this directory lacks, down to the disk. */
export const write_erasures = (dir: string, erasures: readonly Erasure[]): void => {
  const known = new Set(read_erasures([dir]).erasures.map(key_of))
  const lacking = erasures.filter((one) => !known.has(key_of(one)))
  if (lacking.length === 0) return
  const file = openSync(join(dir, erasure_file), 'a', 0o600)
  try {
    // The empty line ends one that broke off.
    writeSync(file, `\n${lacking.map((one) => JSON.stringify(one)).join('\n')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

export type Erased = { what: string; count: number }

const erase = async (sql: Sql, patient: string): Promise<Erased[]> =>
  (await sql.query<Erased>('SELECT what, count FROM privacy.erase_side($1)', [patient])).rows

/** Erases side data of a person, and says so in the table the lists are written from. */
export const erase_side = async ({ sql, caller }: Unit, patient: string): Promise<Erased[]> => {
  await sql.query('INSERT INTO privacy.erasure (facility, id, patient) VALUES ($1, $2, $3)', [
    ...[caller.facility, new_id(), patient],
  ])
  return erase(sql, patient)
}

const find_erasures = async (sql: Sql, facility: string): Promise<Erasure[]> =>
  (
    await sql.query<{ id: string; patient: string; erased_at: Date }>(
      'SELECT id, patient, erased_at FROM privacy.erasure WHERE facility = $1 ORDER BY erased_at',
      [facility],
    )
  ).rows.map(({ id, patient, erased_at }) => ({ facility, id, patient, at: erased_at.toISOString() }))

const codes_of = async (database: Database): Promise<string[]> =>
  (await database.in_site(list_facilities)).map(({ code }) => code)

/** Lays every erasure into each directory's list. @throws where a directory cannot be written: the next time adds it */
export const keep_erasures = async (database: Database, dirs: readonly string[]): Promise<void> => {
  if (dirs.length === 0) return
  for (const facility of await codes_of(database)) {
    const erasures = await database.in_facility(facility, (sql) => find_erasures(sql, facility))
    for (const dir of dirs) write_erasures(dir, erasures)
  }
}

const replaying = (facility: string): Caller => ({
  facility,
  actor: { id: 'erasure-list', name: 'Xóa lại sau phục hồi', role: 'system', kind: 'system' },
  ...{ purpose: 'HOPERAT', address: '', request_id: '' },
})

const replay = async (sql: Sql, { facility, id, patient, at }: Erasure): Promise<boolean> => {
  const { row_count } = await sql.query(
    'INSERT INTO privacy.erasure (facility, id, patient, erased_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [facility, id, patient, at],
  )
  if (row_count === 0) return false
  const erased = await erase(sql, patient)
  const detail = erased.map(({ what, count }) => `${what}: ${count}`).join(', ')
  const act = { action: 'D', interaction: 'privacy-erase-again', type: 'Privacy', ref: `erasure/${id}` } as const
  await insert_events(sql, [{ caller: replaying(facility), act: { ...act, patient, detail } }])
  return true
}

/**
 * Erases again what the lists tell and this database does not know of: it was brought back from a copy made before.
 * @returns how many erasures were done again, and how many lines nobody can read
 */
export const replay_erasures = async (
  database: Database,
  dirs: readonly string[],
): Promise<{ count: number; unreadable: number }> => {
  const { erasures: told, unreadable } = read_erasures(dirs)
  if (told.length === 0) return { count: 0, unreadable }
  const own = new Set(await codes_of(database))
  let count = 0
  for (const one of told.filter(({ facility }) => own.has(facility)))
    if (await database.in_facility(one.facility, (sql) => replay(sql, one))) count += 1
  return { count, unreadable }
}
