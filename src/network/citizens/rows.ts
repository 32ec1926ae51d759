import type { Sql } from '../../platform/database/index.ts'
import type { Body } from './body.ts'
import { domain_of, index_of } from './domains.ts'
import type { Identity } from './told.ts'

/** A line of hub.person: what one teller's record became, whether it stands or points to another. */
export type Row = {
  id: string
  version: number
  body: Body
  merged_into: string | null
  facility: string
  updated_at: Date
}

const columns = 'p.id, p.version, p.body, p.merged_into, p.facility, p.updated_at'
/** Merged, and again: nobody does it oftener. */
const successions_max = 8
/** A key that is held by more says too little; another one finds her. */
const per_key = 60

/** A line that has a number, and whether it stands there. */
export type Holding = Identity & { stands: boolean; row: Row }

export const find_holdings = async (sql: Sql, identifiers: Identity[]): Promise<Holding[]> => {
  if (identifiers.length === 0) return []
  const asked = identifiers.map(({ system, value }) => index_of(system, value))
  const { rows } = await sql.steady<Row & Identity & { stands: boolean }>(
    'citizen_holdings',
    `SELECT i.system, i.value, i.stands, ${columns} FROM unnest($1::text[], $2::text[]) AS q (system, value)
     JOIN hub.person_identifier AS i ON i.value = q.value AND i.system = q.system
     JOIN hub.person AS p ON p.id = i.person`,
    [asked.map(({ system }) => system), asked.map(({ value }) => value)],
  )
  return rows.map(({ system, value, stands, ...row }) => ({ system, value, stands, row }))
}

/** Who shares a blocking key; what it costs does not grow with the number of people. */
export const find_near = async (sql: Sql, keys: string[]): Promise<Row[]> => {
  if (keys.length === 0) return []
  const { rows } = await sql.steady<Row>(
    'citizen_near',
    `SELECT ${columns} FROM (
       SELECT DISTINCT k.person FROM unnest($1::text[]) AS q (key) CROSS JOIN LATERAL (
         SELECT person FROM hub.person_key WHERE key = hashtextextended(q.key, 0) LIMIT ${per_key}) AS k
     ) AS near JOIN hub.person AS p ON p.id = near.person`,
    [keys],
  )
  return rows
}

export const read_rows = async (sql: Sql, ids: string[]): Promise<Row[]> => {
  if (ids.length === 0) return []
  return (await sql.steady<Row>('citizen_rows', `SELECT ${columns} FROM hub.person AS p WHERE p.id = ANY($1)`, [ids]))
    .rows
}

/** In the place of a line that points to another, the other. */
export const follow_merges = async (sql: Sql, rows: Row[]): Promise<Map<string, Row>> => {
  const standing = new Map(rows.map((row) => [row.id, row]))
  for (let step = 0; step < successions_max; step += 1) {
    const next = [...new Set([...standing.values()].flatMap(({ merged_into }) => merged_into ?? []))]
    if (next.length === 0) return standing
    const found = new Map((await read_rows(sql, next)).map((row) => [row.id, row]))
    for (const [id, row] of standing) standing.set(id, found.get(row.merged_into ?? '') ?? row)
  }
  return standing
}

/** Lines that point to this one, or to one that does. */
export const find_absorbed = async (sql: Sql, id: string): Promise<Row[]> =>
  (
    await sql.steady<Row>(
      'citizen_absorbed',
      `WITH RECURSIVE absorbed AS (
         SELECT id FROM hub.person WHERE merged_into = $1
         UNION SELECT p.id FROM hub.person AS p JOIN absorbed AS a ON p.merged_into = a.id
       ) SELECT ${columns} FROM absorbed JOIN hub.person AS p ON p.id = absorbed.id`,
      [id],
    )
  ).rows

/**
 * CTEs `up` and `whole (id, root)`: all lines of each person to whom a number leads, up to the one that stands, then down
 * to whoever was merged into it. $1, $2: numbers as `number_arrays` gives them. For statements that ask on from there.
 */
export const whole_persons_sql = `up AS (
    SELECT p.id, p.merged_into FROM unnest($1::text[], $2::text[]) AS q (system, value)
    JOIN hub.person_identifier AS i ON i.value = q.value AND i.system = q.system AND i.stands JOIN hub.person AS p ON p.id = i.person
    UNION SELECT p.id, p.merged_into FROM up JOIN hub.person AS p ON p.id = up.merged_into
  ), whole AS (
    SELECT id, id AS root FROM up WHERE merged_into IS NULL
    UNION SELECT p.id, w.root FROM whole AS w JOIN hub.person AS p ON p.merged_into = w.id
  )`

/** @param facility whose codes are meant where a facility's own system names none */
export const number_arrays = (identifiers: Identity[], facility: string): [string[], string[]] => {
  const asked = identifiers.map(({ system, value }) => index_of(domain_of(system, facility), value))
  return [asked.map(({ system }) => system), asked.map(({ value }) => value)]
}

/** All ids of each person to whom a number leads, the one that stands first. */
export const find_ids = async (sql: Sql, identifiers: Identity[], facility: string): Promise<string[][]> => {
  const { rows } = await sql.steady<{ ids: string[] }>(
    'citizen_ids',
    `WITH RECURSIVE ${whole_persons_sql} SELECT json_agg(id ORDER BY id <> root) AS ids FROM whole GROUP BY root`,
    number_arrays(identifiers, facility),
  )
  return rows.map(({ ids }) => ids)
}
