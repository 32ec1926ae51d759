import type { JWK } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import { group, read_shape, text, type Shape } from '../../base/shapes/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { judge_sealed_key } from '../../standards/documents/index.ts'
import { object_of } from '../../standards/fhir/index.ts'
import { note } from './decide.ts'
import { find_member_trust } from './seals.ts'

const is_jwk = (value: unknown): value is JWK => typeof object_of(value)?.['kty'] === 'string'

const jwk_shape: Shape<JWK> = {
  label: 'khóa công khai (JWK)',
  read(value) {
    if (!is_jwk(value)) throw fail.value('Cần một khóa công khai dạng JWK', 'jwk')
    return value
  },
}
const key_shape = group<{ jwk: JWK; statement: string; seal: string }>('khóa mã hóa', {
  jwk: jwk_shape,
  statement: text('lời xác nhận', 2_000),
  seal: text('chữ ký cơ sở (CMS, base64)', 20_000),
})

/**
 * A member shows by which key others encrypt for it. The hub only passes on what the member's seal stands over; whoever
 * encrypts asks that seal again.
 * @throws 403 no member, 422 the seal does not stand over it
 */
export const publish_key = async (database: Database, caller: Caller, body: Record<string, unknown>): Promise<void> => {
  const { jwk, statement, seal } = read_shape(key_shape, body)
  const { facility } = caller
  const { membership, roots_pem, seals } = await database.in_site((sql) => find_member_trust(sql, facility))
  if (membership !== 'approved')
    throw fail.forbidden('Cơ sở chưa được Sở Y tế duyệt tham gia trục, hoặc đang tạm ngừng')
  const known = seals.map(({ certificate_pem, revoked_at }) => ({
    certificate_pem,
    revoked_at: revoked_at && new Date(revoked_at),
  }))
  const key = { jwk, statement, seal: Buffer.from(seal, 'base64') }
  const { problem } = await judge_sealed_key(facility, key, { roots_pem, seals: known, at: new Date() })
  if (problem !== undefined) throw fail.value(problem, 'seal')
  await database.in_site((sql) =>
    sql.query(
      `INSERT INTO hub.encryption_key (facility, kid, jwk, statement, seal) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (facility, kid) DO NOTHING`,
      [facility, jwk.kid, JSON.stringify(jwk), statement, key.seal],
    ),
  )
  await note(database, caller, 'encryption-key', `Organization/${facility}`, jwk.kid ?? '')
}

type KeyRow = { jwk: JWK; statement: string; seal: Buffer }

const shown_max = 5

/** As a JWKS (RFC 7517; other members of a key are allowed), the newest first: that one is to be used. */
export const show_keys = async (sql: Sql, code: string): Promise<{ keys: (JWK & Record<string, unknown>)[] }> => {
  const { rows } = await sql.query<KeyRow>(
    `SELECT jwk, statement, seal FROM hub.encryption_key WHERE facility = $1 ORDER BY added_at DESC LIMIT ${shown_max}`,
    [code],
  )
  return {
    keys: rows.map(({ jwk, statement, seal }) => ({ ...jwk, sealed: { statement, cms: seal.toString('base64') } })),
  }
}
