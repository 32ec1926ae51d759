import type { AuditAct, Caller } from '../../platform/audit/index.ts'
import { insert_events } from '../../platform/audit/index.ts'
import { LostRace, type Sql } from '../../platform/database/index.ts'
import { new_id } from '../../platform/records/index.ts'
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

const insert_numbers = async (sql: Sql, person: string, numbers: Numbered[]): Promise<void> => {
  if (numbers.length === 0) return
  const rows = numbers.map(({ system, value, stands, facility }) => ({ ...index_of(system, value), stands, facility }))
  await sql.prepared(
    'citizen_numbers',
    `INSERT INTO hub.person_identifier (system, value, person, stands, facility)
     SELECT DISTINCT ON (q.system, q.value) q.system, q.value, $1, q.stands, q.facility
     FROM unnest($2::text[], $3::text[], $4::boolean[], $5::text[]) AS q (system, value, stands, facility)
     ON CONFLICT (value, system, person) DO NOTHING`,
    [
      person,
      rows.map((one) => one.system),
      rows.map((one) => one.value),
      rows.map((one) => one.stands),
      rows.map((one) => one.facility),
    ],
  )
}

const insert_keys = async (sql: Sql, person: string, keys: string[]): Promise<void> => {
  if (keys.length === 0) return
  await sql.prepared(
    'citizen_keys',
    `INSERT INTO hub.person_key (key, person) SELECT DISTINCT hashtextextended(q.key, 0), $1 FROM unnest($2::text[]) AS q (key)
     ON CONFLICT DO NOTHING`,
    [person, keys],
  )
}

/** Sent together: they travel in one write and stand or fall with the transaction. */
export const insert_person = async (sql: Sql, caller: Caller, body: Body, act: AuditAct): Promise<string> => {
  const id = new_id()
  await or_race(
    Promise.all([
      sql.prepared(
        'citizen_insert',
        'INSERT INTO hub.person (id, version, body, folded, birth_date, facility) VALUES ($1, 1, $2, $3, $4, $5)',
        [id, JSON.stringify(body), folded_names(body), body.birth_date ?? null, caller.facility],
      ),
      insert_numbers(sql, id, body.identifiers),
      insert_keys(sql, id, keys_of(body)),
      note(sql, caller, { ...act, ref: `Patient/${id}`, patient: id }),
    ]),
  )
  return id
}

/** @throws LostRace when somebody changed the line since it was read */
export const update_person = async (sql: Sql, row: Row, body: Body): Promise<void> => {
  const had = new Set(keys_of(row.body))
  const numbers = body.identifiers.filter(
    (one) => !row.body.identifiers.some((old) => old.system === one.system && old.value === one.value),
  )
  const [{ row_count }] = await or_race(
    Promise.all([
      sql.prepared(
        'citizen_update',
        `UPDATE hub.person SET version = version + 1, body = $3, folded = $4, birth_date = $5, updated_at = clock_timestamp()
         WHERE id = $1 AND version = $2`,
        [row.id, row.version, JSON.stringify(body), folded_names(body), body.birth_date ?? null],
      ),
      insert_numbers(sql, row.id, numbers),
      insert_keys(
        sql,
        row.id,
        keys_of(body).filter((key) => !had.has(key)),
      ),
    ]),
  )
  if (row_count === 0) throw new LostRace()
}
