import { Failure } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { get_facility_provider } from '../../platform/signing/index.ts'
import {
  content_types,
  format_codes,
  seal_document,
  uuid_urn_of,
  type Part,
  type Submission,
} from '../../standards/documents/index.ts'
import { close_letter, envelope_of } from '../../standards/mhd/index.ts'
import type { Hub } from './hub-client.ts'
import { words_of } from './hub-faults.ts'
import type { Office } from './office.ts'
import { key_of_receiver, NotClosable } from './receiver-keys.ts'
import { digest_of } from './shelf.ts'

type Known = {
  encrypts: string[]
  closed: (Omit<Part, 'bytes'> & { bytes: Buffer })[]
  /** How the same document went before, to somebody else: closed, or openly. */
  before: boolean[]
  /** Whom the letter goes to, those who have what it corrects among them once it was closed for them. */
  receivers: string[]
  had_before: string[]
}

const find_known = async (sql: Sql, facility: string, letter: string, submission: Submission): Promise<Known> => {
  const [setting, closed, before, receivers, had] = [
    await sql.query<{ encrypts: string[] }>('SELECT encrypts FROM exchange.hub_link WHERE facility = $1', [facility]),
    await sql.query<Known['closed'][number]>(
      `SELECT identity, kind, content_type, title, bytes FROM exchange.closed_part WHERE facility = $1 AND letter = $2
       ORDER BY position`,
      [facility, letter],
    ),
    await sql.query<{ closed: boolean }>(
      `SELECT closed_digest IS NOT NULL AS closed FROM exchange.outgoing
       WHERE facility = $1 AND document = $2 AND id <> $3 AND taken_at IS NOT NULL`,
      [facility, submission.parts[0].identity, letter],
    ),
    await sql.query<{ recipient: string }>(
      'SELECT recipient FROM exchange.delivery WHERE facility = $1 AND outgoing = $2 ORDER BY recipient',
      [facility, letter],
    ),
    // A correction goes to all who have the old version (SHARE-12), by whichever closing of it they got it.
    await sql.query<{ recipient: string }>(
      `SELECT DISTINCT d.recipient FROM exchange.delivery AS d JOIN exchange.outgoing AS o
         ON o.facility = $1 AND o.id = d.outgoing
       WHERE d.facility = $1 AND o.document = $2 AND d.state NOT IN ('rejected', 'waiting')
         AND NOT EXISTS (SELECT FROM exchange.directory AS f WHERE f.facility = $1 AND f.code = d.recipient AND NOT f.active)`,
      [facility, submission.replaces ?? ''],
    ),
  ]
  const codes = (rows: { recipient: string }[]): string[] => rows.map(({ recipient }) => recipient)
  return {
    encrypts: setting.rows[0]?.encrypts ?? [],
    closed: closed.rows,
    before: before.rows.map((one) => one.closed),
    ...{ receivers: codes(receivers.rows), had_before: codes(had.rows) },
  }
}

const keep_closed = async (sql: Sql, facility: string, letter: string, parts: readonly Part[]): Promise<void> => {
  for (const [position, { identity, kind, content_type, title, bytes }] of parts.entries())
    await sql.query(
      `INSERT INTO exchange.closed_part (facility, letter, position, identity, kind, content_type, title, bytes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [facility, letter, position, identity, kind, content_type, title, Buffer.from(bytes)],
    )
  await sql.query('UPDATE exchange.outgoing SET closed_digest = $3 WHERE facility = $1 AND id = $2', [
    ...[facility, letter, digest_of(parts)],
  ])
}

const seal_closed = async (office: Office, facility: string, closed: Submission): Promise<Submission['parts']> => {
  const [part] = closed.parts
  const provider = await office.database.in_facility(facility, (sql) => get_facility_provider(sql, facility))
  const seal: Part = {
    ...{ kind: 'seal', identity: uuid_urn_of(part.identity, 'closed-seal'), content_type: content_types.seal },
    ...{ title: format_codes.seal.display, bytes: await seal_document(part.bytes, provider, new Date()) },
  }
  return [part, seal]
}

/** Those who have the old version are told by us, too: the hub knows them by another closing of it. */
const add_receivers = (sql: Sql, facility: string, letter: string, codes: string[]): Promise<unknown> =>
  sql.query(
    `INSERT INTO exchange.delivery (facility, outgoing, recipient) SELECT $1, $2, unnest($3::text[])
     ON CONFLICT DO NOTHING`,
    [facility, letter, codes],
  )

/**
 * What goes over the line of a letter: itself, or closed for its receivers and sealed, once, so that each sending is the same.
 * A document that was closed before for others is closed again for those who get it now, under a name that follows from its
 * own: the hub knows one content of each name.
 */
export const close_for_receivers = async (
  office: Office,
  hub: Hub,
  letter: string,
  submission: Submission,
): Promise<Submission> => {
  const { facility } = hub.link
  const known = await office.database.in_facility(facility, (sql) => find_known(sql, facility, letter, submission))
  const [first, ...more] = known.closed
  if (first) return envelope_of({ ...submission, recipients: known.receivers }, [first, ...more])
  // In a person's timeline it lies for whoever has a basis later: there is nobody to encrypt for.
  if (submission.recipients.length === 0) return submission
  // What lies at the hub openly is no secret any more; what does not, does not become open by a setting.
  const is_again = known.before.includes(true)
  if (known.before.includes(false) || !(is_again || known.encrypts.includes(submission.kind))) return submission
  const recipients = [...new Set([...known.receivers, ...known.had_before])]
  try {
    const keys = await Promise.all(recipients.map((code) => key_of_receiver(office, hub, code)))
    const closed = await close_letter({ ...submission, recipients }, keys, is_again)
    const parts = await seal_closed(office, facility, closed)
    await office.database.in_facility(facility, async (sql) => {
      await add_receivers(sql, facility, letter, recipients)
      await keep_closed(sql, facility, letter, parts)
    })
    return envelope_of({ ...submission, recipients }, parts)
  } catch (error) {
    // No certificate of our own to seal with.
    throw error instanceof Failure ? new NotClosable(words_of(error)) : error
  }
}
