import { createHash } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { remembered } from '../../base/text/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { read_certificate_summary } from '../../standards/signatures/index.ts'

/** A certificate of a facility's seal. */
export type Seal = { serial: string; certificate_pem: string; revoked_at: Date | null }

export const add_seal = async (sql: Sql, facility: string, certificate_pem: string): Promise<void> => {
  const { serial } = read_certificate_summary(certificate_pem)
  await sql.query(
    'INSERT INTO hub.seal (facility, serial, certificate_pem) VALUES ($1, $2, $3) ON CONFLICT (facility, serial) DO NOTHING',
    [facility, serial, certificate_pem],
  )
}

/** From now on no paper sealed with it is taken. @throws 404 */
export const revoke_seal = async (sql: Sql, facility: string, serial: string, reason: string): Promise<void> => {
  const { row_count } = await sql.query(
    'UPDATE hub.seal SET revoked_at = now(), reason = $3 WHERE facility = $1 AND serial = $2 AND revoked_at IS NULL',
    [facility, serial, reason],
  )
  if (row_count === 0) throw fail.not_found('Không có chứng thư này, hoặc đã bị thu hồi')
}

export const add_trusted_root = async (sql: Sql, certificate_pem: string): Promise<void> => {
  const { common_name } = read_certificate_summary(certificate_pem)
  const digest = createHash('sha256').update(certificate_pem.trim()).digest('hex')
  await sql.query(
    'INSERT INTO hub.trusted_root (digest, certificate_pem, name) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING',
    [digest, certificate_pem, common_name],
  )
}

/** Whose certificates the hub believes, and with which a facility seals. */
export type MemberTrust = { membership: string; roots_pem: string[]; seals: Seal[] }

type Told = Omit<MemberTrust, 'seals'> & { seals: (Omit<Seal, 'revoked_at'> & { revoked_at: string | null })[] }

/** The same few answers come all day, and their certificates are read once: whoever is given one changes nothing in it. */
const read_trust = remembered(500, (text): MemberTrust => {
  const { seals, ...trust } = JSON.parse(text) as Told
  const date_of = (moment: string | null): Date | null => (moment === null ? null : new Date(moment))
  return { ...trust, seals: seals.map((seal) => ({ ...seal, revoked_at: date_of(seal.revoked_at) })) }
})

/** Asked with every sending: a suspension or a revocation counts at once. */
export const find_member_trust = async (sql: Sql, facility: string): Promise<MemberTrust> => {
  const { rows } = await sql.steady<{ trust: string }>(
    'hub_member_trust',
    `SELECT json_build_object('membership', coalesce((SELECT membership FROM hub.facility WHERE code = $1), 'none'),
       'roots_pem', (SELECT coalesce(json_agg(certificate_pem), '[]') FROM hub.trusted_root WHERE removed_at IS NULL),
       'seals', (SELECT coalesce(json_agg(json_build_object('serial', serial, 'certificate_pem', certificate_pem,
          'revoked_at', revoked_at)), '[]') FROM hub.seal WHERE facility = $1))::text AS trust`,
    [facility],
  )
  const [row] = rows
  if (!row) throw new Error('hub.facility could not be asked')
  return read_trust(row.trust)
}
