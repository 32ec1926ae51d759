import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Submission } from '../../standards/documents/index.ts'
import { basis_of_sending, matrix_edition_sql } from '../gate/index.ts'
import type { Receipt } from './receipts.ts'
import type { Taken } from './take.ts'

/** What a document's identity stands for. */
export type Known = { digest: Buffer; person: string; number: number }

export const find_known = async (sql: Sql, sender: string, document: string): Promise<Known | undefined> =>
  (
    await sql.steady<Known>(
      'hub_identity',
      'SELECT digest, person, number FROM hub.identity WHERE sender = $1 AND document = $2',
      [sender, document],
    )
  ).rows[0]

/**
 * The same, the number it gets where it is not known, and how many rules of the matrix there are to judge it by: one
 * question. A number that is not needed after all is left out of the row: nothing is counted by them.
 */
export const find_or_number = async (
  sql: Sql,
  sender: string,
  document: string,
): Promise<{ before: Known | undefined; number: number; matrix_edition: number }> => {
  const { rows } = await sql.steady<{ next: number; matrix_edition: number } & (Known | { number: null })>(
    'hub_identity_or_number',
    `SELECT nextval('hub.submission_serial') AS next, ${matrix_edition_sql} AS matrix_edition,
       known.digest, known.person, known.number
     FROM (SELECT) AS one LEFT JOIN hub.identity AS known ON known.sender = $1 AND known.document = $2`,
    [sender, document],
  )
  const [row] = rows
  if (!row) throw new Error('hub.submission_serial could not be asked')
  const { next: number, matrix_edition } = row
  return { number, matrix_edition, before: row.number === null ? undefined : row }
}

/** A second sending of a document to somebody who was not named before: one more delivery of what lies here. */
export const add_recipients = async (
  sql: Sql,
  { person, number }: Known,
  codes: string[],
  basis: Submission['basis'],
): Promise<void> => {
  if (codes.length === 0) return
  await sql.query(
    `WITH papers AS (
       UPDATE hub.submission SET recipients = recipients || $3::text[] WHERE person = $1 AND number = $2
       RETURNING sender, kind, document, about, replaces, receipt
     )
     INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, receipts)
     SELECT r, $2, sender, $1, kind, document,
       jsonb_strip_nulls(jsonb_build_object('title', about -> 'title', 'person', about -> 'person', 'basis', $4::jsonb,
         'correction_of', replaces)),
       jsonb_build_array(receipt)
     FROM papers, unnest($3::text[]) AS r ON CONFLICT DO NOTHING`,
    [person, number, codes, basis ? JSON.stringify(basis) : null],
  )
}

type Again = { digest: Buffer; named: string[]; submission: Submission }

/** The same document again is the same taking; other bytes under its name are refused. */
export const taken_before = async (sql: Sql, known: Known, { digest, named, submission }: Again): Promise<Taken> => {
  if (!known.digest.equals(digest))
    throw fail.conflict(
      'Mã tài liệu này đã dùng cho một nội dung khác. Bản sửa phải có mã mới và ghi “thay thế” bản cũ',
    )
  const { rows } = await sql.query<{ recipients: string[]; receipt: Receipt }>(
    'SELECT recipients, receipt FROM hub.submission WHERE person = $1 AND number = $2 FOR UPDATE',
    [known.person, known.number],
  )
  const [found] = rows
  if (!found) throw new Error(`hub.submission ${known.number} is not there`)
  const more = named.filter((code) => !found.recipients.includes(code))
  await add_recipients(sql, known, more, basis_of_sending(submission))
  const { receipt } = found
  return { number: known.number, is_new: false, receipt, recipients: [...found.recipients, ...more], warnings: [] }
}
