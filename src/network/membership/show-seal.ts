import { X509Certificate } from 'node:crypto'
import type { Sql } from '../../platform/database/index.ts'
import { read_certificate_summary } from '../../standards/signatures/index.ts'
import type { SealLine } from './contract.ts'

/** Authorities the hub believes. */
export const list_roots = async (sql: Sql): Promise<X509Certificate[]> =>
  (
    await sql.query<{ certificate_pem: string }>(
      'SELECT certificate_pem FROM hub.trusted_root WHERE removed_at IS NULL',
    )
  ).rows.map(({ certificate_pem }) => new X509Certificate(certificate_pem))

const is_issued_by = (certificate: X509Certificate, root: X509Certificate): boolean => {
  try {
    return certificate.checkIssued(root) && certificate.verify(root.publicKey)
  } catch {
    return false
  }
}

/** Whose facility a certificate names, by its identifier (CSKCB:24012). */
export const names_facility = (identifier: string | undefined, code: string): SealLine['names_facility'] => {
  const named = /^CSKCB:(.+)$/i.exec(identifier ?? '')?.[1]
  return named === undefined ? 'unsaid' : named.toUpperCase() === code ? 'yes' : 'no'
}

export type SealRow = { certificate_pem: string; revoked_at?: Date | string | null; reason?: string }

/** null: what was sent is no certificate that can be read. */
export const show_seal = (row: SealRow, code: string, roots: X509Certificate[]): SealLine | null => {
  try {
    const read = read_certificate_summary(row.certificate_pem)
    const certificate = new X509Certificate(row.certificate_pem)
    return {
      ...{ serial: read.serial, name: read.common_name, identifier: read.identifier ?? '', issuer: read.issuer },
      ...{ valid_from: read.valid_from.toISOString(), valid_to: read.valid_to.toISOString() },
      revoked_at: row.revoked_at ? new Date(row.revoked_at).toISOString() : null,
      reason: row.reason ?? '',
      is_trusted: roots.some((root) => is_issued_by(certificate, root)),
      names_facility: names_facility(read.identifier, code),
    }
  } catch {
    return null
  }
}
