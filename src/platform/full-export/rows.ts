import pg from 'pg'
import type { TableFacts } from './catalogue.ts'

const fetched = 500

/** In one transaction that sees one moment; `work` reads with `rows_of`. */
export const at_one_moment = async <T>(client: pg.Client, work: () => Promise<T>): Promise<T> => {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  // A wall that would hide rows is an error, not a shorter file.
  await client.query('SET LOCAL row_security = off')
  await client.query("SET LOCAL timezone = 'UTC'")
  try {
    return await work()
  } finally {
    await client.query('ROLLBACK')
  }
}

/** What a query gives, some hundred at a time, so that a table of any size goes through. */
export async function* cursor<Row extends pg.QueryResultRow>(
  client: pg.Client,
  text: string,
  values: unknown[],
): AsyncGenerator<Row> {
  await client.query(`DECLARE reading NO SCROLL CURSOR FOR ${text}`, values)
  try {
    for (;;) {
      const { rows } = await client.query<Row>(`FETCH ${fetched} FROM reading`)
      yield* rows
      if (rows.length < fetched) return
    }
  } finally {
    await client.query('CLOSE reading')
  }
}

const quoted = (name: string): string => pg.escapeIdentifier(name)

/** Certificates of a house: of its own seal, and of its people. $1 the facility */
export const own_certificates = `owner = $1 OR owner IN (SELECT practitioner FROM access.account WHERE facility = $1)`

/** Tables without the column, of which a house takes its own part; others without it are catalogues and go whole. */
const own_part: Record<string, string> = { 'access.facility': 'code = $1', 'signing.certificate': own_certificates }
/** The installation's or a hub's: nothing that one house could take. */
const of_others = new Set(['hub', 'operations'])

export const belongs_to_house = ({ schema, has_facility }: TableFacts): boolean =>
  has_facility || !of_others.has(schema)

/** A facility's rows, or all; a catalogue is the same for every facility and goes along. */
export const rows_of = (
  client: pg.Client,
  table: TableFacts,
  facility: string | undefined,
): AsyncGenerator<{ line: string }> => {
  const columns = table.columns.filter(({ left_out }) => !left_out).map(({ name }) => quoted(name))
  const from = `${quoted(table.schema)}.${quoted(table.name)}`
  const condition = table.has_facility ? 'facility = $1' : own_part[`${table.schema}.${table.name}`]
  const chosen = facility !== undefined && condition !== undefined ? ` WHERE ${condition}` : ''
  const text = `SELECT row_to_json(r)::text AS line FROM (SELECT ${columns.join(', ')} FROM ${from}${chosen}) AS r`
  return cursor(client, text, chosen === '' ? [] : [facility])
}
