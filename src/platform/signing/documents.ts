import { fail } from '../../base/outcome/index.ts'
import { sha256_hex } from '../../standards/signatures/index.ts'
import type { Sql } from '../database/index.ts'

export type SignedDocument = {
  id: string
  response: string
  version: number
  step: number
  sha256: string
  bytes: Buffer
  slot: string | null
  signer: string | null
  signer_name: string | null
  signed_at: Date | null
}

const columns = 'id, response, version, step, sha256, bytes, slot, signer, signer_name, signed_at'
const heads = columns.replace(' bytes,', '')

export type DocumentHead = Omit<SignedDocument, 'bytes'>

/** The newest bytes of one version of a sheet. */
export const find_document = async (
  sql: Sql,
  facility: string,
  response: string,
  version: number,
): Promise<SignedDocument | undefined> =>
  (
    await sql.query<SignedDocument>(
      `SELECT ${columns} FROM signing.standing WHERE facility = $1 AND response = $2 AND version = $3 ORDER BY step DESC LIMIT 1`,
      [facility, response, version],
    )
  ).rows[0]

/** Steps of some sheets, without their bytes, oldest first. */
export const list_documents = async (sql: Sql, facility: string, responses: string[]): Promise<DocumentHead[]> =>
  (
    await sql.query<DocumentHead>(
      `SELECT ${heads} FROM signing.standing WHERE facility = $1 AND response = ANY($2) ORDER BY response, version, step`,
      [facility, responses],
    )
  ).rows

export const get_document = async (sql: Sql, facility: string, id: string): Promise<SignedDocument> => {
  const { rows } = await sql.query<SignedDocument>(
    `SELECT ${columns} FROM signing.document WHERE facility = $1 AND id = $2`,
    [facility, id],
  )
  if (!rows[0]) throw fail.not_found('Không có tài liệu này tại cơ sở')
  return rows[0]
}

export type KeptVersion = { response: string; old: number; new: number }

/** New versions that say word for word what the old ones say: what was signed on the old ones stands for them. */
export const keep_signed = async (sql: Sql, facility: string, kept: KeptVersion[]): Promise<void> => {
  await sql.query(
    `INSERT INTO signing.kept_version (facility, response, version, says_as)
     SELECT DISTINCT $1, w.response, w.new, d.version
     FROM unnest($2::text[], $3::int[], $4::int[]) AS w (response, old, new)
     JOIN signing.document AS d ON d.facility = $1 AND d.response = w.response
       AND (d.version = w.old OR EXISTS (SELECT FROM signing.kept_version AS k
         WHERE k.facility = $1 AND k.response = w.response AND k.version = w.old AND k.says_as = d.version))`,
    [facility, kept.map((one) => one.response), kept.map((one) => one.old), kept.map((one) => one.new)],
  )
}

/** Adds a step. The key (response, version, step) lets only one of two simultaneous signers through. */
export const add_document = async (
  sql: Sql,
  facility: string,
  document: Omit<SignedDocument, 'sha256'>,
): Promise<{ sha256: string }> => {
  const sha256 = sha256_hex(document.bytes)
  const { row_count } = await sql.query(
    `INSERT INTO signing.document (facility, id, response, version, step, sha256, bytes, slot, signer, signer_name, signed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`,
    [
      ...[facility, document.id, document.response, document.version, document.step, sha256, document.bytes],
      ...[document.slot, document.signer, document.signer_name, document.signed_at],
    ],
  )
  if (row_count === 0) throw fail.conflict('Người khác vừa ký phiếu này; hãy tải lại rồi ký tiếp')
  return { sha256 }
}
