import { randomBytes } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import {
  issue_certificate,
  make_key_pair,
  make_root,
  read_certificate_summary,
  software_provider,
  type CertificateAuthority,
  type SigningProvider,
} from '../../standards/signatures/index.ts'
import type { Sql } from '../database/index.ts'
import { open_secret, seal_secret } from '../vault/index.ts'

const authority_name = 'demo'
const day_ms = 86_400_000

const about_authority = `signing.authority ${authority_name}`
const about_certificate = (serial: string): string => `signing.certificate ${serial}`

/** The demo authority, made at first start. Its certificate says in its name that it proves nothing outside the demo. */
export const load_authority = async (sql: Sql): Promise<CertificateAuthority> => {
  await sql.query("SELECT pg_advisory_xact_lock(hashtext('signing.authority'))")
  const { rows } = await sql.query<CertificateAuthority>(
    'SELECT certificate_pem, private_key_pem FROM signing.authority WHERE name = $1',
    [authority_name],
  )
  const [kept] = rows
  if (kept) return { ...kept, private_key_pem: open_secret(kept.private_key_pem, about_authority) }
  const now = Date.now()
  const authority = make_root({
    common_name: 'Bệnh Án Mở – CA thử nghiệm (không có giá trị pháp lý)',
    organization: 'Bệnh Án Mở',
    validity: { from: new Date(now - day_ms), to: new Date(now + 3_650 * day_ms) },
  })
  await sql.query('INSERT INTO signing.authority (name, certificate_pem, private_key_pem) VALUES ($1, $2, $3)', [
    authority_name,
    authority.certificate_pem,
    seal_secret(authority.private_key_pem, about_authority),
  ])
  return authority
}

export type CertificateOwner = { id: string; name: string; title: string; organization: string }

type CertificateRow = { certificate_pem: string; private_key_pem: string | null }

const find_certificate = async (sql: Sql, owner: string): Promise<CertificateRow | undefined> => {
  const { rows } = await sql.query<CertificateRow & { serial: string }>(
    'SELECT serial, certificate_pem, private_key_pem FROM signing.certificate WHERE owner = $1 AND not_after > now() ORDER BY created_at DESC LIMIT 1',
    [owner],
  )
  const [row] = rows
  if (!row) return undefined
  const { serial, certificate_pem, private_key_pem } = row
  return {
    certificate_pem,
    private_key_pem: private_key_pem && open_secret(private_key_pem, about_certificate(serial)),
  }
}

/** `identifier`: what the subject says of whose it is (serialNumber), for whoever verifies. */
const ensure_for = async (sql: Sql, owner: CertificateOwner, identifier: string): Promise<void> => {
  if (await find_certificate(sql, owner.id)) return
  const authority = await load_authority(sql)
  const keys = make_key_pair()
  const serial = randomBytes(16)
    .toString('hex')
    .replace(/^[89a-f]/, '1')
  const now = Date.now()
  const not_after = new Date(now + 730 * day_ms)
  const certificate_pem = issue_certificate(authority, {
    subject: {
      common_name: owner.name,
      title: owner.title || undefined,
      organization: owner.organization,
      identifier,
    },
    public_key_pem: keys.public_key_pem,
    validity: { from: new Date(now - day_ms), to: not_after },
    serial,
  })
  await sql.query(
    'INSERT INTO signing.certificate (serial, owner, provider, certificate_pem, private_key_pem, not_after) VALUES ($1, $2, $3, $4, $5, $6)',
    [
      ...[serial, owner.id, 'software', certificate_pem],
      ...[seal_secret(keys.private_key_pem, about_certificate(serial)), not_after],
    ],
  )
}

/** Gives the owner a certificate of the demo authority when there is none in force. */
export const ensure_certificate = (sql: Sql, owner: CertificateOwner): Promise<void> =>
  ensure_for(sql, owner, `BENHANMO:${owner.id}`)

/** The certificate of the facility itself (chữ ký số cơ sở): its subject names the facility's code. */
export const ensure_facility_certificate = (sql: Sql, { code, name }: { code: string; name: string }): Promise<void> =>
  ensure_for(sql, { id: code, name, title: '', organization: name }, `CSKCB:${code}`)

/** The facility a certificate's subject names; undefined for a person's. */
export const facility_of_identifier = (identifier: string | undefined): string | undefined =>
  /^CSKCB:([0-9A-Z]{5})$/.exec(identifier ?? '')?.[1]

/** The key of a facility; undefined while it has no certificate in force. */
export const find_facility_provider = async (sql: Sql, code: string): Promise<SigningProvider | undefined> => {
  const row = await find_certificate(sql, code)
  return row?.private_key_pem ? software_provider(row.private_key_pem, row.certificate_pem) : undefined
}

/** The key of a facility. @throws 422 when it has no certificate in force */
export const get_facility_provider = async (sql: Sql, code: string): Promise<SigningProvider> => {
  const provider = await find_facility_provider(sql, code)
  if (!provider)
    throw fail.rule('Cơ sở chưa có chứng thư số còn hiệu lực để ký số văn bản; quản trị (IT) cấp chứng thư cho cơ sở')
  return provider
}

/** The key of an account. @throws 422 when it has no certificate in force */
export const get_provider = async (sql: Sql, owner: string): Promise<SigningProvider> => {
  const row = await find_certificate(sql, owner)
  if (!row?.private_key_pem)
    throw fail.rule('Tài khoản này chưa có chứng thư số còn hiệu lực; quản trị (IT) của đơn vị cấp chứng thư')
  return software_provider(row.private_key_pem, row.certificate_pem)
}

/** Key and certificate of what signs without a person: a hub's receipts. @throws 422 when there is none in force */
export const get_identity = async (
  sql: Sql,
  owner: string,
): Promise<{ certificate_pem: string; private_key_pem: string }> => {
  const row = await find_certificate(sql, owner)
  if (!row?.private_key_pem) throw fail.rule(`${owner} chưa có chứng thư số còn hiệu lực`)
  return { certificate_pem: row.certificate_pem, private_key_pem: row.private_key_pem }
}

/** Whose name the newest certificate in force of each owner carries. */
export const list_signer_names = async (sql: Sql, owners: string[]): Promise<Map<string, string>> => {
  const { rows } = await sql.query<{ owner: string; certificate_pem: string }>(
    `SELECT DISTINCT ON (owner) owner, certificate_pem FROM signing.certificate
     WHERE owner = ANY ($1) AND not_after > now() ORDER BY owner, created_at DESC`,
    [owners],
  )
  return new Map(
    rows.map(({ owner, certificate_pem }) => [owner, read_certificate_summary(certificate_pem).common_name]),
  )
}

type OpenKey = { id: string; private_key_pem: string }

/** Keys made before there was a vault are sealed, all of them, at the start of a server. @returns how many */
export const seal_signing_keys = async (sql: Sql): Promise<number> => {
  const certificates = await sql.query<OpenKey>(
    "SELECT serial AS id, private_key_pem FROM signing.certificate WHERE private_key_pem LIKE '-----%'",
  )
  for (const { id, private_key_pem } of certificates.rows)
    await sql.query('UPDATE signing.certificate SET private_key_pem = $2 WHERE serial = $1', [
      ...[id, seal_secret(private_key_pem, about_certificate(id))],
    ])
  const authorities = await sql.query<OpenKey>(
    "SELECT name AS id, private_key_pem FROM signing.authority WHERE private_key_pem LIKE '-----%'",
  )
  for (const { id, private_key_pem } of authorities.rows)
    await sql.query('UPDATE signing.authority SET private_key_pem = $2 WHERE name = $1', [
      ...[id, seal_secret(private_key_pem, `signing.authority ${id}`)],
    ])
  return certificates.rows.length + authorities.rows.length
}
