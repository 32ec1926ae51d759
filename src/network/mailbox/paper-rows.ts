import type { Sql } from '../../platform/database/index.ts'
import { sha256_hex } from '../../standards/signatures/index.ts'
import { open_basis_sql } from '../gate/index.ts'
import type { PersonQuestion } from './office.ts'
import type { PaperQuestion } from './question.ts'
import { row_columns, type StoredRow } from './stored-submission.ts'

/** What a paper must be; names are ours, values are bound and join `values`. */
const conditions_of = (asked: PaperQuestion, values: unknown[]): string[] => {
  const conditions: string[] = []
  const add = (value: unknown, condition: (place: string) => string): void => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`))
  }
  add(asked.persons, (p) => `person = ANY (${p})`)
  add(asked.numbers, (p) => `number = ANY (${p})`)
  add(asked.identities, (p) => `(document = ANY (${p}) OR identity = ANY (${p}))`)
  add(asked.kinds, (p) => `kind = ANY (${p})`)
  add(asked.senders, (p) => `sender = ANY (${p})`)
  add(asked.before, (p) => `number < ${p}`)
  for (const { op, at } of asked.created) add(at, (p) => `created_at ${op} ${p}`)
  if (asked.is_current !== undefined) conditions.push(`replaced_by IS ${asked.is_current ? '' : 'NOT '}NULL`)
  return conditions
}

const statement_of = (asked: PaperQuestion): { text: string; values: unknown[] } => {
  const values: unknown[] = []
  const conditions = conditions_of(asked, values)
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const limit = `LIMIT $${values.push(asked.count + 1)}`
  return { text: `SELECT ${row_columns} FROM hub.submission ${where} ORDER BY number DESC ${limit}`, values }
}

/** Few shapes are asked over and over: planned once each. One with dates may have any number of them. */
const name_of = ({ created }: PaperQuestion, text: string): string =>
  created.length === 0 ? `papers ${sha256_hex(Buffer.from(text)).slice(0, 16)}` : ''

/** Papers as they are asked for, the newest first, one more than a page. */
export const find_rows = async (sql: Sql, asked: PaperQuestion): Promise<StoredRow[]> => {
  const { text, values } = statement_of(asked)
  return (await sql.steady<StoredRow>(name_of(asked, text), text, values)).rows
}

/** Whom the numbers lead to (all ids of each), whether the caller holds a basis to see more of her, and its own papers. */
export type FoundByNumber = { persons: string[][]; has_basis: boolean; rows: StoredRow[] }

/** As an array it is found first and leads into the index; the ids are compared as the papers' tables compare them. */
const her_ids = 'ARRAY (SELECT id COLLATE "default" FROM whole)'

type Joined = StoredRow & { persons: string[][] | null; has_basis: boolean }

/**
 * What is asked most, in one question: papers of the person of these numbers that the caller sent or was sent.
 * @param facility of the caller
 */
export const find_rows_by_number = async (
  sql: Sql,
  person: PersonQuestion,
  facility: string,
  asked: PaperQuestion,
): Promise<FoundByNumber> => {
  const values: unknown[] = [...person.values, facility]
  const conditions = [`person = ANY (${her_ids})`, ...conditions_of(asked, values)]
  const limit = `LIMIT $${values.push(asked.count + 1)}`
  const text = `WITH RECURSIVE ${person.whole_sql}
    SELECT p.persons, p.has_basis, s.* FROM (
      SELECT (SELECT json_agg(ids) FROM (
          SELECT json_agg(id ORDER BY id <> root) AS ids FROM whole GROUP BY root) AS one) AS persons,
        EXISTS (${open_basis_sql('$3', her_ids)}) AS has_basis
    ) AS p LEFT JOIN LATERAL (
      SELECT ${row_columns} FROM hub.submission WHERE ${conditions.join(' AND ')} ORDER BY number DESC ${limit}
    ) AS s ON true`
  const { rows } = await sql.steady<Joined>(name_of(asked, text), text, values)
  const [first] = rows
  return {
    persons: first?.persons ?? [],
    has_basis: first?.has_basis ?? false,
    rows: rows.filter(({ number }) => number !== null),
  }
}
