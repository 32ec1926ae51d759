import { audit_arrays, audit_columns, insert_events, type AuditAct, type Caller } from '../../platform/audit/index.ts'
import { LostRace, type Sql } from '../../platform/database/index.ts'
import { folded_names, keys_of, type Body, type Numbered } from './body.ts'
import { index_of } from './domains.ts'
import type { Row } from './rows.ts'
import type { Identity } from './told.ts'

const unique_violation = '23505'

/** A number that another registration took in the same moment: the work begins anew and finds its person. */
export const or_race = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === unique_violation) throw new LostRace()
    throw error
  }
}

/** After a lost race: whoever tells of the same number waits here until the other is done. */
export const take_turn = async (sql: Sql, identifiers: Identity[]): Promise<void> => {
  const texts = identifiers
    .map(({ system, value }) => index_of(system, value))
    .map((one) => `${one.system}|${one.value}`)
  for (const text of texts.toSorted())
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('hub.person ' || $1, 0))", [text])
}

export const note = (sql: Sql, caller: Caller, act: AuditAct): Promise<void> =>
  insert_events(sql, [{ caller, act: { type: 'Patient', ...act } }])

/** Rows of hub.person_identifier as lists, each number once: a card and the ID that is the card are one. */
const number_lists = (numbers: Numbered[]): unknown[] => {
  const rows = new Map(numbers.map((one) => [Object.values(index_of(one.system, one.value)).join('|'), one]))
  const once = [...rows.values()].map((one) => ({ ...one, ...index_of(one.system, one.value) }))
  return [
    once.map(({ system }) => system),
    once.map(({ value }) => value),
    once.map(({ stands }) => stands),
    once.map(({ facility }) => facility),
  ]
}

/** What every writing of a person ends with; $1 the person, $5… numbers, keys and the line of the log. */
const also_sql = (condition: string): string => `
  numbered AS (INSERT INTO hub.person_identifier (system, value, person, stands, facility)
    SELECT q.system, q.value, $1, q.stands, q.facility
    FROM unnest($5::text[], $6::text[], $7::boolean[], $8::text[]) AS q (system, value, stands, facility) WHERE ${condition}
    ON CONFLICT (value, system, person) DO NOTHING),
  keyed AS (INSERT INTO hub.person_key (key, person)
    SELECT DISTINCT hashtextextended(q.key, 0), $1 FROM unnest($9::text[]) AS q (key) WHERE ${condition}
    ON CONFLICT DO NOTHING),
  logged AS (INSERT INTO audit.event (${audit_columns.names})
    SELECT * FROM unnest(${audit_columns.types.map((type, i) => `$${i + 10}::${type}[]`).join()}) WHERE ${condition})`

const insert_sql = `WITH ${also_sql('true')}
  INSERT INTO hub.person (id, version, body, folded, birth_date, facility)
  VALUES ($1, 1, $2, $3, $4, $${10 + audit_columns.types.length})`

const update_sql = `WITH changed AS (
    UPDATE hub.person SET version = version + 1, body = $2, folded = $3, birth_date = $4, updated_at = clock_timestamp()
    WHERE id = $1 AND version = $${10 + audit_columns.types.length} RETURNING id),
  ${also_sql('EXISTS (SELECT FROM changed)')}
  SELECT id FROM changed`

type Writing = { caller: Caller; id: string; body: Body; act: AuditAct }

const values_of = ({ caller, id, body, act }: Writing, numbers: Numbered[], keys: string[]): unknown[] => [
  ...[id, JSON.stringify(body), folded_names(body), body.birth_date ?? null],
  ...[...number_lists(numbers), keys],
  ...audit_arrays([{ caller, act: { type: 'Patient', ref: `Patient/${id}`, patient: id, ...act } }]),
]

/** One statement that stands or falls as a whole, the line of the log with it. */
export const insert_person = async (sql: Sql, one: Writing): Promise<void> => {
  const values = [...values_of(one, one.body.identifiers, keys_of(one.body)), one.caller.facility]
  await or_race(sql.alone('citizen_insert', insert_sql, values))
}

/** @throws LostRace when somebody changed the line since it was read */
export const update_person = async (sql: Sql, row: Row, one: Writing): Promise<void> => {
  const had = new Set(keys_of(row.body))
  const is_new = ({ system, value }: Numbered): boolean =>
    !row.body.identifiers.some((old) => old.system === system && old.value === value)
  const keys = keys_of(one.body).filter((key) => !had.has(key))
  const values = [...values_of(one, one.body.identifiers.filter(is_new), keys), row.version]
  const { rows } = await or_race(sql.alone('citizen_update', update_sql, values))
  if (rows.length === 0) throw new LostRace()
}
