import { randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { Failure } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { get_facility_provider } from '../../platform/signing/index.ts'
import { seal_key, type SealedKey } from '../../standards/documents/index.ts'
import type { Hub } from './hub-client.ts'
import { HubRefuses } from './hub-client.ts'
import { words_of } from './hub-faults.ts'
import type { Office } from './office.ts'
import { open_json, seal_json, type KeptJson } from '../../platform/vault/index.ts'

type KeyRow = {
  kid: string
  private_jwk: JWK
  made_at: Date
  published_to: string | null
  last_error: string | null
  /** Of a house that was merged into ours: it opens, nobody is told to encrypt by it. */
  taken_over_from: string | null
}

/** A key is sealed for the house it opens mail for. */
export const about_key = (facility: string): string => `encryption_key/${facility}`

const list_keys = async (sql: Sql, facility: string): Promise<KeyRow[]> => {
  const { rows } = await sql.query<Omit<KeyRow, 'private_jwk'> & { private_jwk: KeptJson<JWK> }>(
    `SELECT kid, private_jwk, made_at, published_to, last_error, taken_over_from FROM exchange.encryption_key
     WHERE facility = $1 ORDER BY made_at DESC`,
    [facility],
  )
  return rows.map((row) => ({ ...row, private_jwk: open_json(row.private_jwk, about_key(facility)) }))
}

/** Whether a private key lies openly in the database. */
export const are_keys_open = async (sql: Sql, facility: string): Promise<boolean> =>
  (
    await sql.query(
      "SELECT FROM exchange.encryption_key WHERE facility = $1 AND jsonb_typeof(private_jwk) <> 'string' LIMIT 1",
      [facility],
    )
  ).row_count > 0

/** Seals keys that were kept openly before there was a vault. */
export const seal_keys = async (sql: Sql, facility: string): Promise<void> => {
  for (const { kid, private_jwk } of await list_keys(sql, facility))
    await sql.query('UPDATE exchange.encryption_key SET private_jwk = $3 WHERE facility = $1 AND kid = $2', [
      ...[facility, kid, seal_json(private_jwk, about_key(facility))],
    ])
}

/** Every key that ever was ours, or was handed to us: a letter may have been closed with an earlier one. */
export const list_private_keys = async (sql: Sql, facility: string): Promise<JWK[]> =>
  (await list_keys(sql, facility)).map(({ private_jwk }) => private_jwk)

/** A new key, by which others encrypt for us from the moment the hub shows it; the earlier ones go on opening. */
export const make_encryption_key = async (sql: Sql, facility: string): Promise<string> => {
  const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true })
  const kid = randomUUID()
  const private_jwk = { ...(await exportJWK(pair.privateKey)), kid, use: 'enc', alg: 'ECDH-ES+A256KW' }
  await sql.query('INSERT INTO exchange.encryption_key (facility, kid, private_jwk) VALUES ($1, $2, $3)', [
    ...[facility, kid, seal_json(private_jwk, about_key(facility))],
  ])
  return kid
}

const public_half = ({ kty, crv, x, y, kid, use, alg }: JWK): JWK => {
  if (!crv || !x || !y || !kid || !use || !alg || !kty) throw new Error('encryption key is not whole')
  return { kty, crv, x, y, kid, use, alg }
}

const tell = (hub: Hub, { jwk, statement, seal }: SealedKey, from: string | null): Promise<unknown> =>
  hub.ask({
    ...{ method: 'POST', path: `${hub.link.base_url}/lien-thong/encryption-keys` },
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      ...{ jwk, statement, seal: Buffer.from(seal).toString('base64') },
      ...(from === null ? {} : { taken_over_from: from }),
    }),
  })

/**
 * What the hub is to know: our newest key, and those handed to us. One process at a time asks for a facility (pump.ts), so
 * that one key is made and not two.
 */
const keys_to_show = (office: Office, facility: string): Promise<KeyRow[]> =>
  office.database.in_facility(facility, async (sql) => {
    const is_own = ({ taken_over_from }: KeyRow): boolean => taken_over_from === null
    if (!(await list_keys(sql, facility)).some(is_own)) await make_encryption_key(sql, facility)
    const known = await list_keys(sql, facility)
    return [...known.filter(is_own).slice(0, 1), ...known.filter((key) => !is_own(key))]
  })

const seal_own = (office: Office, facility: string, { private_jwk, made_at }: KeyRow): Promise<SealedKey> =>
  office.database.in_facility(facility, async (sql) =>
    seal_key(
      { facility, jwk: public_half(private_jwk), made_at },
      // Without a seal there is nothing by which a sender could know that the key is ours.
      await get_facility_provider(sql, facility),
    ),
  )

const show_key = async (office: Office, hub: Hub, key: KeyRow): Promise<void> => {
  const { facility, base_url } = hub.link
  const settle = (said: string | null): Promise<unknown> =>
    office.database.in_facility(facility, (sql) =>
      sql.query(
        `UPDATE exchange.encryption_key SET last_error = $3,
           published_to = CASE WHEN $3::text IS NULL THEN $4 ELSE published_to END,
           published_at = CASE WHEN $3::text IS NULL THEN now() ELSE published_at END WHERE facility = $1 AND kid = $2`,
        [facility, key.kid, said, base_url],
      ),
    )
  try {
    await tell(hub, await seal_own(office, facility, key), key.taken_over_from)
    await settle(null)
  } catch (error) {
    if (!(error instanceof HubRefuses || error instanceof Failure)) throw error
    await settle(words_of(error).slice(0, 1_000))
  }
}

/**
 * Shows our newest key at the hub, with our seal over it, and that we hold those of houses merged into ours. What the hub
 * refuses is tried again with the next reading of the directory: letters come openly until then.
 * @throws HubAway, HubForbids
 */
export const publish_encryption_key = async (office: Office, hub: Hub, tries_again: boolean): Promise<void> => {
  const { facility, base_url } = hub.link
  for (const key of await keys_to_show(office, facility))
    if (key.published_to !== base_url && (key.last_error === null || tries_again)) await show_key(office, hub, key)
}
