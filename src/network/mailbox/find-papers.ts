import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { insert_events } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { sha256 } from './digest.ts'
import type { Office, PersonView } from './office.ts'
import type { PaperQuestion } from './question.ts'
import { row_columns, type StoredRow } from './stored-submission.ts'

export type FoundPapers = {
  rows: StoredRow[]
  /** Of the last page's last one: `_before` of the next page. */
  next?: number
  /** How many the basis does not show. */
  withheld: number
  basis?: string
}

/** SQL of a question; values are bound, names are ours. */
const statement_of = (asked: PaperQuestion): { text: string; values: unknown[] } => {
  const values: unknown[] = []
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
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  return {
    text: `SELECT ${row_columns} FROM hub.submission ${where} ORDER BY number DESC LIMIT $${values.push(asked.count + 1)}`,
    values,
  }
}

/** Few shapes are asked over and over: planned once each. One with dates may have any number of them. */
const run = async (sql: Sql, asked: PaperQuestion): Promise<StoredRow[]> => {
  const { text, values } = statement_of(asked)
  const name = asked.created.length === 0 ? `papers ${sha256(Buffer.from(text)).toString('hex').slice(0, 16)}` : ''
  return (await sql.steady<StoredRow>(name, text, values)).rows
}

/** Without a person or an identity every row of the house would be looked through. */
const demand_something = (asked: PaperQuestion): void => {
  if (asked.person === undefined && asked.numbers === undefined && asked.identities === undefined)
    throw fail.invalid(
      'Cần nói tìm của ai hoặc tài liệu nào: patient.identifier (CCCD…), patient, identifier hoặc _id',
      'patient.identifier',
    )
}

/** undefined: no person is asked for. */
const persons_in = async (
  sql: Sql,
  office: Office,
  caller: Caller,
  { identifiers, person }: PaperQuestion,
): Promise<string[] | undefined> =>
  identifiers
    ? office.find_person(sql, caller, identifiers)
    : person === undefined
      ? undefined
      : office.known_as(sql, person)

/** Identities are found through the sender's own table or the recipient's letters, then by number. */
const numbers_of = async (sql: Sql, caller: Caller, identities: string[]): Promise<number[]> =>
  (
    await sql.query<{ number: number }>(
      `SELECT number FROM hub.identity WHERE sender = $1 AND document = ANY ($2)
       UNION SELECT number FROM hub.delivery WHERE recipient = $1 AND document = ANY ($2)`,
      [caller.facility, identities],
    )
  ).rows.map(({ number }) => number)

const is_own = (row: StoredRow, facility: string): boolean =>
  row.sender === facility || row.recipients.includes(facility)

/** With whom was asked for, where the directory knows her. */
type Looked = FoundPapers & { person?: string }

const look = async (office: Office, caller: Caller, sql: Sql, asked: PaperQuestion): Promise<Looked> => {
  const persons = await persons_in(sql, office, caller, asked)
  // Nobody by this number: an empty answer that is true; the directory says so (PDQm).
  if (persons?.length === 0) return { rows: [], withheld: 0 }
  const numbers = asked.identities ? await numbers_of(sql, caller, asked.identities) : asked.numbers
  const question: PaperQuestion = {
    ...asked,
    ...(persons === undefined ? {} : { persons }),
    ...(numbers === undefined ? {} : { numbers }),
  }
  if (asked.identities) delete question.identities
  const view: PersonView | undefined = persons && (await office.open_person(sql, caller, persons))
  const found = await run(sql, question)
  const page = found.slice(0, asked.count)
  const rows = page.filter((row) => is_own(row, caller.facility) || view?.is_shown(row))
  const last = page.at(-1)
  return {
    rows,
    withheld: page.length - rows.length,
    ...(found.length > asked.count && last ? { next: last.number } : {}),
    ...(view ? { basis: view.basis } : {}),
    ...(persons?.[0] ? { person: persons[0] } : {}),
  }
}

/**
 * Papers the caller sent, was sent, or may see by a basis that was written down; its audit line stands before the answer
 * leaves. @throws 400 when nothing narrows the question
 */
export const find_papers = async (
  office: Office,
  caller: Caller,
  asked: PaperQuestion,
  ref: string,
  way: 'read' | 'search' = 'search',
): Promise<FoundPapers> => {
  demand_something({ ...asked, ...(asked.identifiers ? { person: '' } : {}) })
  const { person, ...found } = await office.database.in_facility(caller.facility, (sql) =>
    look(office, caller, sql, asked),
  )
  const detail = [found.basis, found.withheld > 0 ? `giữ lại ${found.withheld}` : ''].filter(Boolean).join('; ')
  const act = { action: 'R', interaction: 'ITI-67', type: 'DocumentReference', ref: ref.slice(0, 1_000) } as const
  const refused = way === 'read' && found.rows.length === 0 ? { outcome: 4 as const } : {}
  await office.audit.write(caller, { ...act, ...refused, patient: person ?? found.rows[0]?.person, detail })
  return found
}

type ReadPart = { bytes: Buffer; content_type: string }

/** The bytes of one part, as they were received. @throws 404 for what is not there or not for the caller; noted too */
export const read_part = async (
  office: Office,
  caller: Caller,
  at: { number: number; part: number },
): Promise<ReadPart> => {
  const found = await look_for_part(office, caller, at)
  if (!found) throw fail.not_found('Trục không có tài liệu này cho cơ sở của bạn')
  return found
}

const look_for_part = (
  office: Office,
  caller: Caller,
  at: { number: number; part: number },
): Promise<ReadPart | undefined> =>
  office.database.in_facility(caller.facility, async (sql) => {
    const find = async () => (await run(sql, { numbers: [at.number], created: [], count: 1 }))[0]
    const row = (await find()) ?? (await find_by_basis(office, caller, sql, at.number, find))
    const part = row?.parts[at.part]
    const act = { action: 'R', interaction: 'ITI-68', type: 'Binary', ref: `Binary/${at.number}-${at.part}` } as const
    const { rows } = await sql.query<{ key_id: string; bytes: Buffer }>(
      'SELECT key_id, bytes FROM hub.content WHERE person = $1 AND number = $2 AND part = $3',
      [row?.person ?? '', at.number, at.part],
    )
    if (!row || !part || !rows[0]) {
      await insert_events(sql, [{ caller, act: { ...act, outcome: 4, detail: 'không có, hoặc không cho cơ sở này' } }])
      return undefined
    }
    await insert_events(sql, [{ caller, act: { ...act, patient: row.person, detail: row.kind } }])
    const bytes = office.cipher.open(rows[0].key_id, rows[0].bytes, `${at.number}/${at.part}`)
    return { bytes, content_type: part.content_type }
  })

/** A paper of somebody else's: the person it tells of is asked from the bases the caller holds. */
const find_by_basis = async (
  office: Office,
  caller: Caller,
  sql: Sql,
  number: number,
  find: () => Promise<StoredRow | undefined>,
): Promise<StoredRow | undefined> => {
  const { rows } = await sql.query<{ person: string }>(
    'SELECT DISTINCT person FROM hub.disclosure WHERE recipient = $1 AND until > now() AND ended_at IS NULL',
    [caller.facility],
  )
  for (const { person } of rows) {
    const view = await office.open_person(sql, caller, await office.known_as(sql, person))
    const row = await find()
    if (row?.number === number && view?.is_shown(row)) return row
  }
  return undefined
}
