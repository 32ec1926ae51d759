import type { Database } from '../database/index.ts'
import { compartments_condition } from './search/index.ts'
import { make_binder } from './search/sql-text.ts'
import type { Stored } from './stored.ts'

/** Which resources of a type someone goes through. */
export type ScanWish = {
  type: string
  /** Only those in the compartments of these patients. */
  patients?: string[] | undefined
  /** What lies in the compartment of one of these is left out. */
  without?: string[] | undefined
  /** Only those changed after this moment. */
  since?: Date | undefined
}

const page_rows = 500
/** A page ends earlier where its bodies are large; one resource always fits. */
const page_bytes = 4 * 1_024 * 1_024

/**
 * All resources of a type in the order of their ids, a page at a time: each page is as of the moment it is read, each
 * resource comes once, none that is there all the while is left out. No connection is held between pages.
 */
export async function* scan_resources(database: Database, facility: string, wish: ScanWish): AsyncGenerator<Stored[]> {
  for (let after = ''; ;) {
    const page = await read_page(database, facility, wish, after)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.id
  }
}

const read_page = (database: Database, facility: string, wish: ScanWish, after: string): Promise<Stored[]> => {
  const binder = make_binder(facility)
  const subject = { binder, alias: 'r', type: wish.type, depth: 0 }
  const conditions = ['r.facility = $1', `r.type = ${binder.bind(wish.type)}`, `r.id > ${binder.bind(after)}`]
  conditions.push('NOT r.deleted')
  if (wish.since) conditions.push(`r.updated_at > ${binder.bind(wish.since.toISOString())}::timestamptz`)
  if (wish.patients) conditions.push(compartments_condition(subject, 'Patient', wish.patients))
  if (wish.without?.length) conditions.push(`(${compartments_condition(subject, 'Patient', wish.without)}) IS NOT TRUE`)
  const columns = 'type, id, version, updated_at, deleted, author, body'
  return database.scan_facility(facility, async (sql) => {
    const { rows } = await sql.alone<Stored>(
      '',
      `SELECT ${columns} FROM (
         SELECT ${columns}, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS before
         FROM (SELECT r.* FROM record.resource AS r WHERE ${conditions.join(' AND ')}
               ORDER BY r.id LIMIT ${page_rows}) AS next
       ) AS page WHERE before < ${page_bytes} ORDER BY id`,
      binder.values,
    )
    return rows
  })
}
