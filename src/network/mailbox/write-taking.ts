import { audit_arrays, audit_columns, type AuditLine } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { DocumentVerdict, Submission } from '../../standards/documents/index.ts'
import { sha256_hex } from '../../standards/signatures/index.ts'
import { basis_of_sending } from '../gate/index.ts'
import type { Cipher } from './cipher.ts'
import type { Receipt } from './receipts.ts'

/** The ciphertexts lie one behind the other in $14 and are parted by place and size: a list of them would travel as text. */
const write_sql = `WITH known AS (
    INSERT INTO hub.identity (sender, document, digest, person, number) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT DO NOTHING RETURNING number
  ), papers AS (
    INSERT INTO hub.submission (person, number, sender, recipients, document, identity, kind, created_at, digest, about,
      labels, replaces, parts, verdict, receipt)
    SELECT $4, number, $1, $6, $2, $7, $8, $9, $3, $10, $11, $12, $13, $18, $20 FROM known
  ), bytes AS (
    INSERT INTO hub.content (person, number, part, sender, key_id, bytes)
    SELECT $4, known.number, p.part - 1, $1, p.key_id, substring($14::bytea FROM p.place FOR p.size)
    FROM known, unnest($15::text[], $16::integer[], $17::integer[]) WITH ORDINALITY AS p (key_id, place, size, part)
  ), letters AS (
    INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, receipts)
    SELECT r, known.number, $1, $4, $8, $2, $19, jsonb_build_array($20::jsonb) FROM known, unnest($6::text[]) AS r
  ), logged AS (
    INSERT INTO audit.event (${audit_columns.names})
    SELECT q.* FROM known, unnest(${audit_columns.types.map((type, i) => `$${i + 21}::${type}[]`).join()}) AS q
  )
  SELECT number FROM known`

export type Writing = {
  submission: Submission
  person: string
  number: number
  recipients: string[]
  digest: Buffer
  verdict: DocumentVerdict
  receipt: Receipt
  lines: AuditLine[]
}

const close_parts = ({ parts }: Submission, number: number, cipher: Cipher) => {
  const closed = parts.map(({ bytes }, i) => cipher.close(bytes, `${number}/${i}`))
  const sizes = closed.map(({ bytes }) => bytes.length)
  let place = 1
  const places = sizes.map((size) => (place += size) - size)
  return [Buffer.concat(closed.map(({ bytes }) => bytes)), closed.map(({ key_id }) => key_id), places, sizes]
}

const parts_of = ({ parts }: Submission): string =>
  JSON.stringify(parts.map(({ bytes, ...part }) => ({ ...part, size: bytes.length, sha256: sha256_hex(bytes) })))

/**
 * A taking in one statement: identity, papers, their bytes, a delivery for each recipient and the lines of the log, all
 * or nothing, in a transaction or alone. @returns false when the identity stood there already; then nothing was written
 */
export const write_taking = async (sql: Sql, cipher: Cipher, one: Writing): Promise<boolean> => {
  const { submission, person, number } = one
  const { title, person: about, author, period, context, replaces } = submission
  const basis = basis_of_sending(submission)
  const letter = { title, person: about, basis, ...(replaces ? { correction_of: replaces } : {}) }
  const { rows } = await sql.alone<{ number: number }>('hub_take', write_sql, [
    ...[submission.sender, submission.parts[0].identity, one.digest, person, number, one.recipients],
    ...[submission.identity, submission.kind, submission.created_at],
    ...[JSON.stringify({ title, person: about, author, period, context, basis }), submission.labels, replaces ?? null],
    ...[parts_of(submission), ...close_parts(submission, number, cipher), JSON.stringify(one.verdict)],
    ...[JSON.stringify(letter), JSON.stringify(one.receipt), ...audit_arrays(one.lines)],
  ])
  return rows.length > 0
}
