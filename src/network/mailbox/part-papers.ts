import type { Sql } from '../../platform/database/index.ts'
import type { SubmissionPerson } from '../../standards/documents/index.ts'

/** A paper by its envelope: never its title. */
export type Envelope = {
  number: number
  sender: string
  recipients: string[]
  kind: string
  taken_at: Date
  /** Whom the envelope names. */
  named: SubmissionPerson
}

/** What was laid under these ids since then, over all members; for the hub's own staff. */
export const papers_since = async (sql: Sql, persons: string[], since: Date): Promise<Envelope[]> =>
  (await sql.query<Envelope>('SELECT * FROM hub.papers_since($1, $2)', [persons, since])).rows

export type PaperSender = { person: string; sender: string; count: number; latest: Date }

/** How many papers each house sent of each of these ids. */
export const paper_senders = async (sql: Sql, persons: string[]): Promise<PaperSender[]> =>
  (await sql.query<PaperSender>('SELECT * FROM hub.paper_senders($1)', [persons])).rows

/** Lays papers, with their bytes, identities and deliveries, under another person. @throws when one of them lies elsewhere */
export const move_papers = async (sql: Sql, numbers: number[], source: string, target: string): Promise<void> => {
  if (numbers.length === 0) return
  const { rows } = await sql.query<{ count: number }>('SELECT hub.move_papers($1, $2, $3) AS count', [
    ...[numbers, source, target],
  ])
  if (Number(rows[0]?.count) !== numbers.length)
    throw new Error(`papers ${numbers.join()} do not all lie with ${source}`)
}
