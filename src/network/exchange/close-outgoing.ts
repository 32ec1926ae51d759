import type { JWK } from 'jose'
import { Failure } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { get_facility_provider } from '../../platform/signing/index.ts'
import {
  content_types,
  format_codes,
  judge_sealed_key,
  seal_document,
  uuid_urn_of,
  type KeyVerdict,
  type Part,
  type SealedKey,
  type Submission,
} from '../../standards/documents/index.ts'
import { is_object, list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import { close_letter, envelope_of } from '../../standards/mhd/index.ts'
import type { Hub } from './hub-client.ts'
import { words_of } from './hub-faults.ts'
import type { Office } from './office.ts'
import { digest_of } from './shelf.ts'
import { pin_trust } from './trust-pins.ts'
import { fetch_trust } from './trust.ts'

/** The letter is to be encrypted and cannot be: it does not go openly instead, a person decides. */
export class NotClosable extends Error {
  constructor(message: string) {
    super(`${message}. Văn bản chưa gửi đi; xử lý xong thì bấm gửi lại, hoặc tắt mã hóa cho loại văn bản này`)
    this.name = 'NotClosable'
  }
}

const is_jwk = (value: Record<string, unknown>): value is JWK & Record<string, unknown> =>
  typeof value['kty'] === 'string'

/** What the hub shows for a facility, the newest key first. */
const fetch_key = async (hub: Hub, code: string): Promise<SealedKey | undefined> => {
  const path = `${hub.link.base_url}/lien-thong/jwks/${encodeURIComponent(code)}`
  const said = (await hub.ask({ method: 'GET', path, headers: { accept: 'application/json' } })).json()
  const [first] = is_object(said) ? list_of(said['keys']) : []
  const sealed = object_of(first?.['sealed'])
  const [statement, seal] = [text_of(sealed?.['statement']), text_of(sealed?.['cms'])]
  if (first === undefined || statement === undefined || seal === undefined) return undefined
  const { sealed: _sealed, ...jwk } = first
  return is_jwk(jwk) ? { jwk, statement, seal: Buffer.from(seal, 'base64') } : undefined
}

/** @throws NotClosable no key, or one that is not this facility's by its seal */
const key_of = async (office: Office, hub: Hub, code: string): Promise<JWK> => {
  const key = await fetch_key(hub, code)
  if (!key) throw new NotClosable(`Cơ sở nhận ${code} chưa công bố khóa mã hóa trên trục`)
  const trust = await fetch_trust(hub, code)
  const { problem, signatures } = await judge_sealed_key(code, key, trust).catch((error: unknown): KeyVerdict => {
    if (error instanceof Failure) return { problem: error.message, signatures: [] }
    throw error
  })
  if (problem !== undefined) throw new NotClosable(problem)
  const { facility } = hub.link
  const changes = await office.database.in_facility(facility, (sql) =>
    pin_trust(sql, { facility, sender: code }, trust, signatures),
  )
  if (changes.length > 0)
    throw new NotClosable(
      `Chứng thư của cơ sở nhận ${code} vừa đổi (${changes.join('; ')}); gọi điện hỏi cơ sở ấy rồi xác nhận`,
    )
  return key.jwk
}

type Known = {
  encrypts: string[]
  closed: (Omit<Part, 'bytes'> & { bytes: Buffer })[]
  /** How the same document went before, to somebody else: closed, or openly. */
  before: boolean[]
  had_before: string[]
}

const find_known = async (sql: Sql, facility: string, letter: string, submission: Submission): Promise<Known> => {
  const [setting, closed, before, had] = [
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
    // The hub hands a correction to all who have the old version (SHARE-12): it is closed for them, too.
    await sql.query<{ recipient: string }>(
      `SELECT DISTINCT d.recipient FROM exchange.delivery AS d JOIN exchange.outgoing AS o
         ON o.facility = $1 AND o.id = d.outgoing WHERE d.facility = $1 AND o.document = $2 AND d.state <> 'rejected'`,
      [facility, submission.replaces ?? ''],
    ),
  ]
  return {
    encrypts: setting.rows[0]?.encrypts ?? [],
    closed: closed.rows,
    before: before.rows.map((one) => one.closed),
    had_before: had.rows.map(({ recipient }) => recipient),
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

/** What goes over the line of a letter: itself, or closed for its receivers and sealed, once, so that each sending is the same. */
export const close_for_receivers = async (
  office: Office,
  hub: Hub,
  letter: string,
  submission: Submission,
): Promise<Submission> => {
  const { facility } = hub.link
  const known = await office.database.in_facility(facility, (sql) => find_known(sql, facility, letter, submission))
  const [first, ...more] = known.closed
  if (first) return envelope_of(submission, [first, ...more])
  // In a person's timeline it lies for whoever has a basis later: there is nobody to encrypt for.
  if (!known.encrypts.includes(submission.kind) || submission.recipients.length === 0) return submission
  // What lies at the hub openly is no secret any more; and one document has one content for ever (409 at the hub).
  if (known.before.includes(false)) return submission
  if (known.before.includes(true))
    throw new NotClosable('Văn bản này đã gửi mã hóa cho nơi khác, nơi nhận mới không mở được; hãy phát hành bản mới')
  const codes = [...new Set([...submission.recipients, ...known.had_before])]
  try {
    const closed = await close_letter(submission, await Promise.all(codes.map((code) => key_of(office, hub, code))))
    const parts = await seal_closed(office, facility, closed)
    await office.database.in_facility(facility, (sql) => keep_closed(sql, facility, letter, parts))
    return envelope_of(submission, parts)
  } catch (error) {
    // No certificate of our own to seal with.
    throw error instanceof Failure ? new NotClosable(words_of(error)) : error
  }
}
