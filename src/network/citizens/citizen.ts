import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Body, Numbered } from './body.ts'
import { domain_of, rank_of } from './domains.ts'
import { find_absorbed, find_holdings, find_ids, follow_merges, read_rows, type Row } from './rows.ts'
import type { Identity } from './told.ts'
import { note } from './write.ts'

/** A person of the directory with the numbers of all lines that are she. */
export type Citizen = Omit<Body, 'identifiers'> & {
  id: string
  version: number
  updated_at: Date
  /** Standing ones, those that say most first. */
  identifiers: Numbered[]
  /** Where this line was merged; the numbers are told there. */
  merged_into?: string
  /** Ids that were merged into this one. */
  also: string[]
}

const standing_numbers = (rows: Row[]): Numbered[] => {
  const all = rows.flatMap(({ body }) => body.identifiers).filter(({ stands }) => stands)
  const once = new Map(all.map((one) => [`${one.system}|${one.value}`, one]))
  return [...once.values()].toSorted((a, b) => rank_of(a.system) - rank_of(b.system))
}

/** A line with the lines that point to it. */
export const whole_of = async (sql: Sql, row: Row): Promise<Citizen> => {
  const { id, version, updated_at, body, merged_into } = row
  if (merged_into !== null) return { ...body, id, version, updated_at, merged_into, identifiers: [], also: [] }
  const absorbed = await find_absorbed(sql, id)
  const deceased = [row, ...absorbed].find((one) => one.body.deceased !== undefined)?.body.deceased
  return {
    ...body,
    ...{ id, version, updated_at, deceased, also: absorbed.map((one) => one.id) },
    identifiers: standing_numbers([row, ...absorbed]),
  }
}

/** The id that stands for this one: its own, or that of the person it was merged into. */
export const resolve = async (sql: Sql, person: string): Promise<string> => {
  const rows = await read_rows(sql, [person])
  if (!rows[0]) throw fail.not_found('Không có người này trong danh bạ')
  return (await follow_merges(sql, rows)).get(person)?.id ?? person
}

/** Every id under which something may be kept of this human, the one that stands first; empty: nobody has this id. */
export const known_as = async (sql: Sql, person: string): Promise<string[]> => {
  const rows = await read_rows(sql, [person])
  const standing = (await follow_merges(sql, rows)).get(person)
  return standing ? [standing.id, ...(await find_absorbed(sql, standing.id)).map(({ id }) => id)] : []
}

/** @throws 404 @returns the line itself, whether it stands or was merged away */
export const get_person = async (sql: Sql, caller: Caller, person: string): Promise<Citizen> => {
  const [row] = await read_rows(sql, [person])
  if (!row) throw fail.not_found(`Không có người “${person.slice(0, 64)}” trong danh bạ`)
  await note(sql, caller, { action: 'R', interaction: 'read', ref: `Patient/${person}`, patient: person })
  return whole_of(sql, row)
}

/** When she was born, as far as it is known (yyyy, yyyy-mm, yyyy-mm-dd). Leaves no line: whoever asks for a member does. */
export const find_birth_date = async (sql: Sql, person: string): Promise<string | undefined> =>
  (await read_rows(sql, [person]))[0]?.body.birth_date

/**
 * Standing persons who have one of these numbers, the one of the surest number first. Leaves no line: whoever asks for a
 * member does. @param facility whose codes are meant where a facility's own system names none
 */
export const find_by_numbers = async (sql: Sql, identifiers: Identity[], facility = ''): Promise<Row[]> => {
  const asked = identifiers.map(({ system, value }) => ({ system: domain_of(system, facility), value }))
  const holdings = (await find_holdings(sql, asked)).filter(({ stands }) => stands)
  const standing = await follow_merges(
    sql,
    holdings.map(({ row }) => row),
  )
  const sorted = holdings.toSorted((a, b) => rank_of(a.system) - rank_of(b.system))
  return [...new Map(sorted.map(({ row }) => standing.get(row.id) ?? row).map((row) => [row.id, row])).values()]
}

/**
 * Every id of the person of these numbers, the one that stands first; empty: nobody has any. Whoever found her leaves a
 * line with what comes of it; that she was not found is noted here.
 * @throws 409 when they lead to several persons
 */
export const find_person = async (sql: Sql, caller: Caller, identifiers: Identity[]): Promise<string[]> =>
  settle_person(sql, caller, await find_ids(sql, identifiers, caller.facility))

/** The one person among those that `find_ids`, or a statement on `whole_persons_sql`, found. @throws 409 */
export const settle_person = async (sql: Sql, caller: Caller, persons: string[][]): Promise<string[]> => {
  const [found = [], ...others] = persons
  if (found.length > 0 && others.length === 0) return found
  const detail = persons.flatMap(([id]) => (id === undefined ? [] : `Patient/${id}`)).join(' ')
  const act = { action: 'R', interaction: 'find-person', ref: 'Patient?identifier' } as const
  await note(sql, caller, { ...act, outcome: others.length > 0 ? 4 : 0, patient: found[0], detail })
  if (others.length > 0)
    throw fail.conflict('Các số này thuộc về những người khác nhau trong danh bạ; hãy xem lại giấy tờ')
  return []
}
