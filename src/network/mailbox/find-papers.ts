import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Office, PersonView } from './office.ts'
import { find_rows, find_rows_by_number } from './paper-rows.ts'
import type { PaperQuestion } from './question.ts'
import { show_part, type StoredRow } from './stored-submission.ts'

export type FoundPapers = {
  rows: StoredRow[]
  /** Of the last page's last one: `_before` of the next page. */
  next?: number
  /** How many the basis does not show. */
  withheld: number
  basis?: string
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

/** A page of what was found, what the basis does not show left out and counted. */
const page_of = (asked: PaperQuestion, caller: Caller, found: StoredRow[], view?: PersonView): FoundPapers => {
  const page = found.slice(0, asked.count)
  const rows = page.filter((row) => is_own(row, caller.facility) || view?.is_shown(row))
  const last = page.at(-1)
  return {
    rows,
    withheld: page.length - rows.length,
    ...(found.length > asked.count && last ? { next: last.number } : {}),
    ...(view ? { basis: view.basis } : {}),
  }
}

/** As many papers as one person may have before somebody has to narrow the question by what the tables know. */
const looked_through_max = 2_000

/**
 * By what papers say of themselves. What may not be seen is neither found nor missed by it: whoever asks by a label would
 * else learn who has such papers.
 */
const page_of_said = async (
  sql: Sql,
  caller: Caller,
  { said = [], ...asked }: PaperQuestion,
  view?: PersonView,
): Promise<FoundPapers> => {
  const all = await find_rows(sql, { ...asked, count: looked_through_max })
  if (all.length > looked_through_max)
    throw fail.invalid(`Có hơn ${looked_through_max} tài liệu phải xem qua; hãy thu hẹp bằng date hoặc type`, 'date')
  const { rows: seen, withheld } = page_of({ ...asked, count: all.length }, caller, all, view)
  const found = seen.filter((row) => {
    const document = show_part(row, 0, '')
    return said.every((holds) => holds(document))
  })
  return { ...page_of(asked, caller, found, view), withheld }
}

/** By number and without a basis: one question. With a basis, papers of others are opened in a transaction of their own. */
const look_by_number = async (
  office: Office,
  caller: Caller,
  sql: Sql,
  { identifiers = [], ...asked }: PaperQuestion,
): Promise<Looked> => {
  const question = office.person_question(identifiers, caller.facility)
  const found = await find_rows_by_number(sql, question, caller.facility, asked)
  const persons = await office.settle_person(sql, caller, found.persons)
  const view = found.has_basis ? await office.open_person(sql, caller, persons) : undefined
  const rows = view ? await find_rows(sql, { ...asked, persons }) : found.rows
  return { ...page_of(asked, caller, rows, view), ...(persons[0] ? { person: persons[0] } : {}) }
}

const look = async (office: Office, caller: Caller, sql: Sql, asked: PaperQuestion): Promise<Looked> => {
  if (asked.identifiers && !asked.identities && !asked.said) return look_by_number(office, caller, sql, asked)
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
  const page = asked.said
    ? await page_of_said(sql, caller, question, view)
    : page_of(asked, caller, await find_rows(sql, question), view)
  return { ...page, ...(persons?.[0] ? { person: persons[0] } : {}) }
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
