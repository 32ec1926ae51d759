import { createHash, X509Certificate } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { ClientCertificateLine } from './contract.ts'

const digest_of = (certificate: X509Certificate): string => createHash('sha256').update(certificate.raw).digest('hex')

const read_pem = (pem: string): X509Certificate => {
  try {
    return new X509Certificate(pem)
  } catch {
    throw fail.value('Không đọc được chứng thư máy chủ (PEM)', 'certificate_pem')
  }
}

/** A certificate by which a member's server may come in over TLS; its own, or one of any authority: it is known by its digest. */
export const put_client_certificate = async (sql: Sql, facility: string, pem: string): Promise<string> => {
  const certificate = read_pem(pem)
  if (certificate.validToDate.getTime() <= Date.now()) throw fail.value('Chứng thư này đã hết hạn', 'certificate_pem')
  const digest = digest_of(certificate)
  await sql.query(
    'INSERT INTO hub.client_certificate (facility, digest, certificate_pem) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [facility, digest, pem],
  )
  return digest
}

/** From now on nobody comes in with it. @throws 404 */
export const revoke_client_certificate = async (
  sql: Sql,
  facility: string,
  digest: string,
  reason: string,
): Promise<void> => {
  const { row_count } = await sql.query(
    `UPDATE hub.client_certificate SET revoked_at = now(), reason = $3
     WHERE facility = $1 AND digest = $2 AND revoked_at IS NULL`,
    [facility, digest, reason],
  )
  if (row_count === 0) throw fail.not_found('Không có chứng thư này, hoặc đã thu hồi')
}

type Row = { digest: string; certificate_pem: string; revoked_at: Date | null; reason: string }

export const show_client_certificates = async (sql: Sql, code: string): Promise<ClientCertificateLine[]> =>
  (
    await sql.query<Row>(
      `SELECT digest, certificate_pem, revoked_at, reason FROM hub.client_certificate WHERE facility = $1
       ORDER BY revoked_at IS NOT NULL, added_at DESC`,
      [code],
    )
  ).rows.map(({ digest, certificate_pem, revoked_at, reason }) => {
    const { subject, validToDate } = read_pem(certificate_pem)
    return {
      ...{ digest, reason, name: subject.replaceAll('\n', ', ') },
      ...{ valid_to: validToDate.toISOString(), revoked_at: revoked_at?.toISOString() ?? null },
    }
  })

/** What speaks against a call of this facility over this line; undefined: the line is hers. */
export const client_certificate_problem = async (
  sql: Sql,
  facility: string,
  certificate: X509Certificate | undefined,
): Promise<string | undefined> => {
  if (!certificate)
    return 'Trục này yêu cầu TLS hai chiều: kết nối không trình chứng thư máy chủ của cơ sở (hoặc chứng thư không qua được máy chủ trung gian)'
  const now_ms = Date.now()
  if (certificate.validToDate.getTime() <= now_ms || certificate.validFromDate.getTime() > now_ms)
    return 'Chứng thư TLS của kết nối này đã hết hạn hoặc chưa có hiệu lực; cơ sở gửi Sở Y tế chứng thư mới'
  const { rows } = await sql.prepared<{ facility: string; revoked: boolean }>(
    'hub_client_certificate',
    'SELECT facility, revoked_at IS NOT NULL AS revoked FROM hub.client_certificate WHERE facility = $1 AND digest = $2',
    [facility, digest_of(certificate)],
  )
  if (rows[0]?.revoked) return 'Chứng thư TLS này đã bị thu hồi; cơ sở gửi Sở Y tế chứng thư mới'
  return rows[0] ? undefined : `Chứng thư TLS của kết nối này không phải chứng thư đã đăng ký của cơ sở ${facility}`
}
