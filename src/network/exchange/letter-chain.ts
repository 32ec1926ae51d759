import type { Unit } from '../../platform/records/index.ts'
import { find_part_of_kind, type Head } from './shelf.ts'

/** One version of a document that came to us. */
export type LetterVersion = {
  /** Of the incoming letter. */
  letter: string
  document: string
  verdict: 'good' | 'red'
  title: string
  author: string
  issued_at: Date
  /** Of its first part at the hub; '' where the hub's number is not known. */
  paper: string
  fhir: Buffer | undefined
}

type Row = Pick<LetterVersion, 'letter' | 'document' | 'verdict' | 'title' | 'issued_at'> & {
  head: Head
  task: string | null
}

/** Identities of what a letter stands in the place of, also where the version between the two came before or after it. */
const find_older = async ({ sql, caller }: Unit, sender: string, replaces: string): Promise<string[]> =>
  (
    await sql.query<{ document: string }>(
      `WITH RECURSIVE older (document) AS (
         SELECT $3::text
         UNION SELECT i.replaces FROM older AS o
           JOIN exchange.incoming AS i ON i.facility = $1 AND i.sender = $2 AND i.document = o.document
           WHERE i.replaces IS NOT NULL)
       SELECT document FROM older`,
      [caller.facility, sender, replaces],
    )
  ).rows.map(({ document }) => document)

/** What stands now: a sound version before one that is not, the one nothing sound took the place of. */
const find_newest = async ({ sql, caller }: Unit, sender: string, letter: string): Promise<Row | undefined> =>
  (
    await sql.query<Row>(
      `WITH RECURSIVE newer (id, document, depth) AS (
         SELECT id, document, 0 FROM exchange.incoming WHERE facility = $1 AND id = $3
         UNION SELECT i.id, i.document, n.depth + 1 FROM newer AS n
           JOIN exchange.incoming AS i ON i.facility = $1 AND i.sender = $2 AND i.replaces = n.document
             AND i.verdict = 'good' AND n.depth < 100)
       SELECT i.id AS letter, i.document, i.verdict, i.title, i.created_at AS issued_at, i.head,
         (SELECT t.id FROM exchange.task AS t WHERE t.facility = $1 AND t.incoming = i.id ORDER BY t.id DESC LIMIT 1) AS task
       FROM newer AS n JOIN exchange.incoming AS i ON i.facility = $1 AND i.id = n.id
       ORDER BY n.depth DESC, i.received_at DESC LIMIT 1`,
      [caller.facility, sender, letter],
    )
  ).rows[0]

/** The hub names a Task in our box `in-<number>`, a paper's first part `<number>-0`. */
const paper_of = (task: string | null): string => {
  const number = /^in-([1-9]\d{0,15})$/.exec(task ?? '')?.[1]
  return number === undefined ? '' : `${number}-0`
}

/** Versions of one document reach us in any order: all that came before, and the one that stands now. */
export const letter_chain = async (
  unit: Unit,
  { id, sender, replaces }: { id: string; sender: string; replaces: string },
): Promise<{ older: string[]; newest: LetterVersion }> => {
  const row = await find_newest(unit, sender, id)
  if (!row) throw new Error(`exchange.incoming ${id} is not there`)
  const { head, task, ...version } = row
  const fhir = await find_part_of_kind(unit.sql, unit.caller.facility, row.letter, 'fhir')
  return {
    older: await find_older(unit, sender, replaces),
    newest: { ...version, author: head.author.name, paper: paper_of(task), fhir },
  }
}
