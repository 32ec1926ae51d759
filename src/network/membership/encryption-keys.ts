import { calculateJwkThumbprint, type JWK } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import { group, optional, read_shape, text, type Shape } from '../../base/shapes/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { judge_sealed_key } from '../../standards/documents/index.ts'
import { object_of } from '../../standards/fhir/index.ts'
import { note } from './decide.ts'
import { find_directory_facility } from './facilities.ts'
import { find_member_trust } from './seals.ts'
import { is_standing } from './show-facility.ts'

const is_jwk = (value: unknown): value is JWK => typeof object_of(value)?.['kty'] === 'string'

const jwk_shape: Shape<JWK> = {
  label: 'khóa công khai (JWK)',
  read(value) {
    if (!is_jwk(value)) throw fail.value('Cần một khóa công khai dạng JWK', 'jwk')
    return value
  },
}
type Told = { jwk: JWK; statement: string; seal: string; taken_over_from?: string | undefined }
const key_shape = group<Told>('khóa mã hóa', {
  jwk: jwk_shape,
  statement: text('lời xác nhận', 2_000),
  seal: text('chữ ký cơ sở (CMS, base64)', 20_000),
  taken_over_from: optional(text('cơ sở đã sáp nhập', 20)),
})

/** Only what the merged house itself had shown here is taken over, and only by who took its place. @throws 422 */
const check_taking_over = async (sql: Sql, facility: string, from: string, jwk: JWK): Promise<void> => {
  const merged = await find_directory_facility(sql, from)
  if (merged?.successor !== facility || is_standing(merged))
    throw fail.rule(`Danh bạ không ghi cơ sở ${from} đã sáp nhập vào ${facility}`, 'taken_over_from')
  const { rows } = await sql.query<{ jwk: JWK }>(
    'SELECT jwk FROM hub.encryption_key WHERE facility = $1 AND kid = $2',
    [from, jwk.kid],
  )
  const [known] = rows
  if (!known || (await calculateJwkThumbprint(known.jwk)) !== (await calculateJwkThumbprint(jwk)))
    throw fail.rule(`Khóa này không phải khóa cơ sở ${from} đã công bố trên trục`, 'jwk')
}

/**
 * A member shows by which key others encrypt for it. The hub only passes on what the member's seal stands over; whoever
 * encrypts asks that seal again.
 * @throws 403 no member, 422 the seal does not stand over it
 */
export const publish_key = async (database: Database, caller: Caller, body: Record<string, unknown>): Promise<void> => {
  const { jwk, statement, seal, taken_over_from = null } = read_shape(key_shape, body)
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
  await database.in_site(async (sql) => {
    if (taken_over_from !== null) await check_taking_over(sql, facility, taken_over_from, jwk)
    await sql.query(
      `INSERT INTO hub.encryption_key (facility, kid, jwk, statement, seal, taken_over_from) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (facility, kid) DO NOTHING`,
      [facility, jwk.kid, JSON.stringify(jwk), statement, key.seal, taken_over_from],
    )
  })
  const detail = [jwk.kid, taken_over_from && `nhận lại từ ${taken_over_from}`].filter(Boolean).join(', ')
  await note(database, caller, 'encryption-key', `Organization/${facility}`, detail)
}

type KeyRow = { jwk: JWK; statement: string; seal: Buffer }

const shown_max = 5

type ShownKeys = { keys: (JWK & Record<string, unknown>)[]; successor?: string }

/**
 * As a JWKS (RFC 7517; other members of a key and of the set are allowed), the newest first: that one is to be used. A key
 * taken over from a merged house only opens; of a house that is no more it is said who opens its mail.
 */
export const show_keys = async (sql: Sql, code: string): Promise<ShownKeys> => {
  const house = await find_directory_facility(sql, code)
  const { rows } = await sql.query<KeyRow>(
    `SELECT jwk, statement, seal FROM hub.encryption_key WHERE facility = $1 AND taken_over_from IS NULL
     ORDER BY added_at DESC LIMIT ${shown_max}`,
    [code],
  )
  return {
    keys: rows.map(({ jwk, statement, seal }) => ({ ...jwk, sealed: { statement, cms: seal.toString('base64') } })),
    ...(house?.successor && !is_standing(house) ? { successor: house.successor } : {}),
  }
}
