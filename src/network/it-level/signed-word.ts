import { createPrivateKey, X509Certificate } from 'node:crypto'
import {
  compactVerify,
  CompactSign,
  decodeProtectedHeader,
  importJWK,
  type CryptoKey,
  type JWK,
  type KeyObject,
} from 'jose'
import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { get_identity } from '../../platform/signing/index.ts'
import type { HubLink } from '../exchange/index.ts'
import { find_member_trust } from '../membership/index.ts'

const typ = 'it-level+jwt'
const algorithms = ['ES256', 'ES384', 'RS384']

type Signer = { key: CryptoKey | KeyObject | Uint8Array; alg: string; kid: string }

/** The key the hub knows the facility by: the one of its line (membership's `jwks`), or its seal. */
const signer_of = async (sql: Sql, link: HubLink): Promise<Signer> => {
  const jwk = link.private_jwk
  if (jwk) {
    const alg = jwk.alg ?? (jwk.kty === 'RSA' ? 'RS384' : 'ES384')
    return { key: await importJWK(jwk, alg), alg, kid: jwk.kid ?? '' }
  }
  const identity = await get_identity(sql, link.facility)
  const { serialNumber } = new X509Certificate(identity.certificate_pem)
  return { key: createPrivateKey(identity.private_key_pem), alg: 'ES256', kid: serialNumber.toLowerCase() }
}

/** @returns a compact JWS over the words */
export const sign_word = async (sql: Sql, link: HubLink, word: object): Promise<string> => {
  const { key, alg, kid } = await signer_of(sql, link)
  return new CompactSign(Buffer.from(JSON.stringify(word))).setProtectedHeader({ alg, typ, kid }).sign(key)
}

const client_keys = async (sql: Sql, facility: string): Promise<JWK[]> => {
  const { rows } = await sql.query<{ key: JWK }>(
    `SELECT jsonb_array_elements(jwks -> 'keys') AS key FROM access.client
     WHERE facility = $1 AND active AND kind = 'backend' AND jwks IS NOT NULL`,
    [facility],
  )
  return rows.map(({ key }) => key)
}

/** A key that membership knows for this facility today. */
const find_key = async (sql: Sql, facility: string, kid: string) => {
  const jwk = (await client_keys(sql, facility)).find((one) => one.kid === kid)
  if (jwk) return importJWK(jwk, jwk.alg ?? (jwk.kty === 'RSA' ? 'RS384' : 'ES384'))
  const { seals } = await find_member_trust(sql, facility)
  const seal = seals.find(
    ({ revoked_at, certificate_pem }) =>
      revoked_at === null && new X509Certificate(certificate_pem).serialNumber.toLowerCase() === kid,
  )
  return seal && new X509Certificate(seal.certificate_pem).publicKey
}

/** @returns what was signed @throws 401 when it is not signed by a key of this facility */
export const open_signed_word = async (sql: Sql, facility: string, jws: string): Promise<unknown> => {
  try {
    const header = decodeProtectedHeader(jws)
    const key = header.typ === typ ? await find_key(sql, facility, header.kid ?? '') : undefined
    if (!key) throw new Error('unknown key')
    const { payload } = await compactVerify(jws, key, { algorithms })
    return JSON.parse(Buffer.from(payload).toString('utf8')) as unknown
  } catch {
    throw fail.login(`Bản đánh giá không mang chữ ký của khóa mà trục biết của cơ sở ${facility}`)
  }
}
