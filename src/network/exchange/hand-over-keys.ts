import type { JWK } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { import_public_key } from '../../standards/documents/index.ts'
import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import { about_key } from './encryption-keys.ts'
import { open_json, seal_json, type KeptJson } from '../../platform/vault/index.ts'

/** The private keys a house opens its mail by, as they are handed to who takes its place. To be kept as any secret. */
export type HandedKeys = { facility: string; keys: { made_at: string; jwk: JWK }[] }

/** @throws 404 a house that never had a key */
export const hand_over_keys = async (sql: Sql, facility: string): Promise<HandedKeys> => {
  const { rows } = await sql.query<{ made_at: Date; private_jwk: KeptJson<JWK> }>(
    'SELECT made_at, private_jwk FROM exchange.encryption_key WHERE facility = $1 ORDER BY made_at DESC',
    [facility],
  )
  if (rows.length === 0) throw fail.not_found(`Cơ sở ${facility} chưa có khóa mã hóa nào; không có gì để bàn giao`)
  return {
    facility,
    keys: rows.map(({ made_at, private_jwk }) => ({
      made_at: made_at.toISOString(),
      jwk: open_json(private_jwk, about_key(facility)),
    })),
  }
}

const read_key = async (one: Record<string, unknown>): Promise<{ made_at: Date; jwk: JWK }> => {
  const said = object_of(one['jwk']) ?? {}
  const [kty, crv, x, y, d, kid, alg] = ['kty', 'crv', 'x', 'y', 'd', 'kid', 'alg'].map((name) => text_of(said[name]))
  if (!kty || !crv || !x || !y || !d || !kid || !alg)
    throw fail.value('Tệp bàn giao thiếu khóa riêng (JWK có d, kid, alg)', 'keys')
  const jwk: JWK = { kty, crv, x, y, kid, alg, use: 'enc' }
  await import_public_key(jwk)
  const made_at = new Date(text_of(one['made_at']) ?? '')
  if (Number.isNaN(made_at.getTime())) throw fail.value('Tệp bàn giao thiếu ngày tạo khóa', 'keys')
  return { made_at, jwk: { ...jwk, d } }
}

/**
 * What the merged house handed over opens its mail here from now on; nobody encrypts by it. The hub is told with the next
 * question, and believes it where its directory says the same. @returns how many were new @throws 422 another house's file
 */
export const take_over_keys = async (sql: Sql, facility: string, from: string, handed: unknown): Promise<number> => {
  const file = object_of(handed)
  if (text_of(file?.['facility']) !== from)
    throw fail.value(`Tệp này không phải bàn giao của cơ sở ${from}`, 'facility')
  if (from === facility) throw fail.value('Cơ sở không nhận lại khóa của chính mình', 'facility')
  let count = 0
  for (const { made_at, jwk } of await Promise.all(list_of(file?.['keys']).map(read_key)))
    count += (
      await sql.query(
        `INSERT INTO exchange.encryption_key (facility, kid, private_jwk, made_at, taken_over_from)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [facility, jwk.kid, seal_json(jwk, about_key(facility)), made_at, from],
      )
    ).row_count
  await sql.query('UPDATE exchange.hub_link SET next_poll_at = now() WHERE facility = $1', [facility])
  return count
}
