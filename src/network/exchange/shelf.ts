import { createHash } from 'node:crypto'
import type { Sql } from '../../platform/database/index.ts'
import type { Part, PartKind, Submission } from '../../standards/documents/index.ts'
import type { LetterGist } from './contract.ts'

/** A letter without its bytes, as it lies beside them. */
export type Head = Omit<Submission, 'parts'> & {
  /** The name under which the hub has it, where it was closed again for later receivers (closed_again_as). */
  sent_as?: string
  /** Of what came closed: the digest of what was in it, whichever closing it came by. */
  content?: string
  /** Of what came: what its data say at a glance, read once, so that a tray need not open every letter. */
  gist?: LetterGist
}

export type PartHead = {
  position: number
  identity: string
  kind: PartKind | 'unread'
  content_type: string
  title: string
  sha256: string
  size: number
}

export type NewPart = Omit<Part, 'kind'> & { kind: PartHead['kind'] }

export const sha256_of = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/**
 * One digest over all parts, whether two letters of one identity are the same to the last byte: SHA-256 over each part's
 * kind, identity and SHA-256, as the hub's receipts name it.
 */
export const digest_of = (parts: readonly NewPart[]): string => {
  const all = createHash('sha256')
  for (const { kind, identity, bytes } of parts)
    all.update(`${kind} ${identity} `).update(createHash('sha256').update(bytes).digest())
  return all.digest('hex')
}

export const head_of = ({ parts: _parts, ...head }: Submission): Head => head

export const put_parts = async (
  sql: Sql,
  facility: string,
  letter: string,
  parts: readonly NewPart[],
): Promise<void> => {
  for (const [position, { identity, kind, content_type, title, bytes }] of parts.entries())
    await sql.query(
      `INSERT INTO exchange.part (facility, letter, position, identity, kind, content_type, title, sha256, size, bytes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[facility, letter, position, identity, kind, content_type, title, sha256_of(bytes), bytes.length],
        Buffer.from(bytes),
      ],
    )
}

/** Bytes of a letter's part of this kind, the first where there are several. */
export const find_part_of_kind = async (
  sql: Sql,
  facility: string,
  letter: string,
  kind: PartKind,
): Promise<Buffer | undefined> =>
  (
    await sql.query<{ bytes: Buffer }>(
      'SELECT bytes FROM exchange.part WHERE facility = $1 AND letter = $2 AND kind = $3 ORDER BY position LIMIT 1',
      [facility, letter, kind],
    )
  ).rows[0]?.bytes

export const list_parts = async (sql: Sql, facility: string, letter: string): Promise<PartHead[]> =>
  (
    await sql.query<PartHead>(
      `SELECT position, identity, kind, content_type, title, sha256, size FROM exchange.part
       WHERE facility = $1 AND letter = $2 ORDER BY position`,
      [facility, letter],
    )
  ).rows

export const find_part = async (
  sql: Sql,
  facility: string,
  letter: string,
  position: number,
): Promise<(PartHead & { bytes: Buffer }) | undefined> =>
  (
    await sql.query<PartHead & { bytes: Buffer }>(
      `SELECT position, identity, kind, content_type, title, sha256, size, bytes FROM exchange.part
       WHERE facility = $1 AND letter = $2 AND position = $3`,
      [facility, letter, position],
    )
  ).rows[0]

/** The letter as it was posted or received. */
export const load_submission = async (
  sql: Sql,
  facility: string,
  letter: string,
  head: Head,
): Promise<Submission | undefined> => {
  const { rows } = await sql.query<Part>(
    `SELECT identity, kind, content_type, title, bytes FROM exchange.part
     WHERE facility = $1 AND letter = $2 AND kind <> 'unread' ORDER BY position`,
    [facility, letter],
  )
  const [first, ...more] = rows
  return first && { ...head, parts: [first, ...more] }
}
