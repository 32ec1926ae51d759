import { randomUUID } from 'node:crypto'
import { importJWK, type JSONWebKeySet } from 'jose'
import { check_facility_code } from '../../base/identity-numbers/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { group, one_of, optional, read_shape, text } from '../../base/shapes/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { list_of, object_of, text_of } from '../../standards/fhir/index.ts'
import { read_certificate_summary } from '../../standards/signatures/index.ts'
import type { FacilityKind } from './facilities.ts'

type Asked = {
  name: string
  kind: FacilityKind
  gln?: string
  authority?: string
  contact: { name: string; phone: string; email?: string }
  /** Certificate of the facility's seal. */
  seal_pem: string
  /** Of its server, for TLS. */
  tls_pem?: string
  jwks: JSONWebKeySet
}

export type Application = {
  facility: string
  id: string
  asked: Asked
  asked_at: Date
  decision: 'approved' | 'refused' | null
  reason: string
  decided_at: Date | null
  decided_by: string | null
}

const kinds = ['hospital', 'station', 'pharmacy', 'clinic'] as const

const shape = group<Omit<Asked, 'jwks'> & { code: string }>('đơn tham gia', {
  code: text('mã cơ sở', 5),
  name: text('tên cơ sở', 200),
  kind: one_of('loại cơ sở', kinds),
  gln: optional(text('GLN', 13)),
  authority: optional(text('cơ quan chủ quản', 200)),
  contact: group('người liên hệ', {
    name: text('tên người liên hệ', 100),
    phone: text('điện thoại', 20),
    email: optional(text('thư điện tử', 100)),
  }),
  seal_pem: text('chứng thư của dấu cơ sở (PEM)', 10_000),
  tls_pem: optional(text('chứng thư TLS của máy chủ (PEM)', 10_000)),
})

const keys_max = 10

/** Public keys only: a private one that strayed here is refused and must be thought known. */
export const read_keys = async (value: unknown): Promise<JSONWebKeySet> => {
  const keys = list_of(object_of(value)?.['keys'])
  if (keys.length === 0 || keys.length > keys_max) throw fail.value(`Cần 1–${keys_max} khóa công khai`, 'jwks.keys')
  for (const [i, key] of keys.entries()) {
    if ('d' in key || 'k' in key)
      throw fail.value('Đây là khóa BÍ MẬT. Hãy bỏ khóa này, tạo cặp khóa mới và chỉ gửi khóa công khai', 'jwks.keys')
    const alg = key['kty'] === 'RSA' ? 'RS384' : key['crv'] === 'P-384' ? 'ES384' : undefined
    // SMART App Launch 2.2 §5.0.1: with another kind it would be let in and could never come in.
    if (alg === undefined || (text_of(key['alg']) ?? alg) !== alg)
      throw fail.value('Khóa phải là EC P-384 (ES384) hoặc RSA (RS384)', `jwks.keys[${i}]`)
    if (text_of(key['kid']) === undefined)
      throw fail.value('Khóa cần có tên (kid), để sau này thay được từng khóa', `jwks.keys[${i}].kid`)
    await importJWK(key, alg).catch(() => {
      throw fail.value('Không đọc được khóa công khai này', `jwks.keys[${i}]`)
    })
  }
  return { keys }
}

export const check_seal = (pem: string, at: Date): void => {
  if (read_certificate_summary(pem).valid_to.getTime() <= at.getTime())
    throw fail.value('Chứng thư của dấu cơ sở đã hết hạn', 'seal_pem')
}

/** A facility asks to join; anybody may ask, the Sở decides. @returns the number of the application @throws 422 */
export const apply = async (sql: Sql, body: Record<string, unknown>, address: string): Promise<string> => {
  const { jwks: given_keys, ...rest } = body
  const { code, ...asked } = read_shape(shape, rest)
  if (!check_facility_code(code).ok) throw fail.value('Mã cơ sở gồm 5 ký tự (QĐ 384/2019)', 'code')
  const jwks = await read_keys(given_keys)
  check_seal(asked.seal_pem, new Date())
  const id = randomUUID()
  const { rows } = await sql.query<{ open: number }>(
    'SELECT count(*) AS open FROM hub.application WHERE facility = $1 AND decision IS NULL',
    [code],
  )
  if ((rows[0]?.open ?? 0) >= 3) throw fail.conflict(`Cơ sở ${code} đã có đơn đang chờ Sở duyệt`)
  await sql.query('INSERT INTO hub.application (facility, id, asked, address) VALUES ($1, $2, $3, $4)', [
    ...[code, id, JSON.stringify({ ...asked, jwks }), address],
  ])
  return id
}

const columns = 'facility, id, asked, asked_at, decision, reason, decided_at, decided_by'

export const find_application = async (sql: Sql, code: string, id: string): Promise<Application> => {
  const { rows } = await sql.query<Application>(
    `SELECT ${columns} FROM hub.application WHERE facility = $1 AND id = $2`,
    [code, id],
  )
  if (!rows[0]) throw fail.not_found('Không có đơn này')
  return rows[0]
}

/** Those that wait first. */
export const list_applications = async (sql: Sql, facility?: string): Promise<Application[]> =>
  (
    await sql.query<Application>(
      `SELECT ${columns} FROM hub.application WHERE $1::text IS NULL OR facility = $1
       ORDER BY decision IS NOT NULL, asked_at DESC LIMIT 500`,
      [facility ?? null],
    )
  ).rows
