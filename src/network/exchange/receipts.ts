import { compactVerify, createLocalJWKSet, importJWK, SignJWT, type JSONWebKeySet, type JWK } from 'jose'
import type { Sql } from '../../platform/database/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { is_object, text_of } from '../../standards/fhir/index.ts'
import { HubRefuses, type Hub } from './hub-client.ts'
import { words_of } from './hub-faults.ts'
import type { HubReceipt } from './hub-task.ts'
import { algorithm_of } from './hub-token.ts'
import { sha256_of } from './shelf.ts'

/** Public keys by which the hub's receipts are judged; undefined while the hub shows none. */
export type HubKeys = JSONWebKeySet | undefined

const is_key_set = (value: unknown): value is JSONWebKeySet => is_object(value) && Array.isArray(value['keys'])

/** The hub says where they lie (`receipt_jwks` of its smart-configuration), on its own address or nowhere. */
const fetch_keys = async (hub: Hub): Promise<HubKeys> => {
  const configuration = (await hub.ask({ method: 'GET', path: '.well-known/smart-configuration' })).json()
  const address = is_object(configuration) ? text_of(configuration['receipt_jwks']) : undefined
  const path = address ?? `${hub.link.base_url}/lien-thong/jwks.json`
  const set = (await hub.ask({ method: 'GET', path, headers: { accept: 'application/json' } })).json()
  return is_key_set(set) ? set : undefined
}

const fresh_ms = 600_000

/** Keys change rarely: asked for now and then. A hub that shows none gives receipts that are kept and not verified. */
export const open_key_ring = (): ((hub: Hub) => Promise<HubKeys>) => {
  const kept = new Map<string, { keys: HubKeys; until_ms: number }>()
  return async (hub) => {
    const known = kept.get(hub.link.base_url)
    if (known && known.until_ms > performance.now()) return known.keys
    const keys = await fetch_keys(hub).catch((error: unknown) => {
      if (error instanceof HubRefuses) return undefined
      throw error
    })
    if (keys) kept.set(hub.link.base_url, { keys, until_ms: performance.now() + fresh_ms })
    return keys
  }
}

/** What a receipt says, believed or not. */
const claims_of = (jws: string): Record<string, unknown> => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return is_object(claims) ? claims : {}
  } catch {
    return {}
  }
}

/** The code of the house that says it; of the hub its address. */
const party_of = (jws: string): string => {
  const { recipient, iss } = claims_of(jws)
  return text_of(recipient) ?? text_of(iss) ?? ''
}

/** Identity of the document that answers, as the recipient says when the letter is done. */
export const answer_in = (receipts: HubReceipt[]): string | undefined =>
  receipts.flatMap(({ says, jws }) => (says === 'completed' ? (text_of(claims_of(jws)['answer']) ?? []) : []))[0]

type Judged = { standing: 'verified' | 'unverified' | 'false'; note: string }
const judged = (standing: Judged['standing'], note = ''): Judged => ({ standing, note })

export type ReceiptOf = {
  document: string
  digest: string
  /** The name under which the hub has it, where it was closed again for later receivers. */
  sent_as?: string
}

/** Only "taken" is the hub's own word; the recipients' keys are known to the hub, not to us. */
const judge = async ({ says, jws }: HubReceipt, keys: HubKeys, of: ReceiptOf): Promise<Judged> => {
  const claims = claims_of(jws)
  const is_it = claims['document'] === of.document || claims['document'] === (of.sent_as ?? of.document)
  if (!is_it || (claims['digest'] !== undefined && claims['digest'] !== of.digest))
    return judged('false', 'biên nhận nói về một văn bản khác')
  if (says !== 'taken') return judged('unverified', 'do nơi nhận ký; trục giữ khóa công khai của nơi nhận')
  if (!keys) return judged('unverified', 'trục chưa công bố khóa công khai')
  try {
    await compactVerify(jws, createLocalJWKSet(keys))
    return judged('verified')
  } catch (error) {
    return judged('false', `chữ ký không khớp khóa của trục: ${words_of(error)}`)
  }
}

/** Receipts lie beside the letter as they came, each once, with what was found of them then. */
export const keep_receipts = async (
  sql: Sql,
  facility: string,
  letter: string,
  receipts: HubReceipt[],
  keys: HubKeys,
  of: ReceiptOf,
): Promise<void> => {
  for (const receipt of receipts) {
    const { standing, note } = await judge(receipt, keys, of)
    await sql.query(
      `INSERT INTO exchange.receipt (facility, letter, id, says, party, jws, standing, note)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [
        ...[facility, letter, sha256_of(receipt.jws), receipt.says],
        ...[party_of(receipt.jws), receipt.jws, standing, note],
      ],
    )
  }
}

/** Our own word: a letter is with us, or how it was answered. */
export type OurWord = ReceiptOf & { says: string; answer: string | null }

export const sign_word = async (jwk: JWK, client_id: string, facility: string, word: OurWord): Promise<string> => {
  const alg = algorithm_of(jwk)
  const { says: hop, document, digest, answer } = word
  return new SignJWT({ hop, document, digest, recipient: facility, ...(answer === null ? {} : { answer }) })
    .setProtectedHeader({ alg, typ: 'receipt+jwt', ...(jwk.kid ? { kid: jwk.kid } : {}) })
    .setIssuer(client_id)
    .setIssuedAt()
    .sign(await importJWK(jwk, alg))
}

export type Receipt = { says: string; party: string; standing: Judged['standing']; note: string; at: Date; jws: string }

export const list_receipts = async (unit: Unit, letter: string): Promise<Receipt[]> =>
  (
    await unit.sql.query<Receipt>(
      'SELECT says, party, standing, note, at, jws FROM exchange.receipt WHERE facility = $1 AND letter = $2 ORDER BY at, says',
      [unit.caller.facility, letter],
    )
  ).rows
