import { parseArgs } from 'node:util'
import { fail } from '../../base/outcome/index.ts'
import { find_facility, type Facility } from '../../platform/access/index.ts'
import { create_audit_log, type Caller } from '../../platform/audit/index.ts'
import { open_database, type Database } from '../../platform/database/index.ts'
import { create_store, type Store } from '../../platform/records/index.ts'

/** Where a verb works and where its words go. */
export type Desk = {
  url: string
  /** A line for the person at the terminal. */
  say(line: string): void
  /** What was asked for, as it is: a file for a pipe. */
  write(text: string): void
}

/** A verb returns an exit code that tells the truth: 0 done, 1 refused or failed, 2 not understood. */
export type Verb = {
  summary: string
  usage: string[]
  /** Asked where a verb may work on files alone: then no database is opened, and the desk's url is empty. */
  needs_database?(args: string[]): boolean
  /** The database of the embedded server is made where it is not there. */
  makes_database?(args: string[]): boolean
  run(args: string[], desk: Desk): Promise<number>
}

export const done = 0
export const refused = 1

/** What was typed is no way to call this verb: its usage is shown. */
export class Misuse extends Error {}

const saying = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const name = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `Không hiểu “${name}”`
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return `Thiếu giá trị sau “${name}”`
  return 'Không hiểu các tham số đã gõ'
}

/** @throws Misuse for options the verb does not know */
export const text_options = <Name extends string>(
  args: string[],
  names: readonly Name[],
): { values: Partial<Record<Name, string>>; rest: string[] } => {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    return { values: values as Partial<Record<Name, string>>, rest: positionals }
  } catch (error) {
    throw new Misuse(saying(error))
  }
}

export const demand_all = <Name extends string>(
  values: Partial<Record<Name, string>>,
  names: readonly Name[],
): Record<Name, string> => {
  const missing = names.filter((name) => !values[name])
  if (missing.length > 0) throw new Misuse(`Thiếu ${missing.map((name) => `--${name}`).join(', ')}`)
  return values as Record<Name, string>
}

export const demand_nothing_more = (rest: string[]): void => {
  if (rest[0] !== undefined) throw new Misuse(`Không hiểu “${rest[0]}”`)
}

export const with_database = async <T>(
  { url }: Desk,
  work: (database: Database) => Promise<T>,
  role = 'benhan_app',
): Promise<T> => {
  const database = open_database(url, { role, connections_max: 3 })
  return work(database).finally(() => database.close())
}

export const with_store = <T>(desk: Desk, work: (store: Store, database: Database) => Promise<T>): Promise<T> =>
  with_database(desk, (database) => work(create_store(database, create_audit_log(database)), database))

/** @throws 404 for a house that this installation does not keep */
export const demand_facility = async (database: Database, code: string): Promise<Facility> => {
  const facility = await database.in_site((sql) => find_facility(sql, code))
  if (!facility)
    throw fail.not_found(
      `Máy chủ này không có cơ sở ${code}; thêm bằng npx benhan facility, xem bằng npx benhan verify`,
    )
  return facility
}

export const console_caller = (facility: string): Caller => ({
  facility,
  actor: { id: 'console', name: 'Bảng lệnh', role: 'system', kind: 'system' },
  purpose: 'HOPERAT',
  address: '',
  request_id: 'console',
})
