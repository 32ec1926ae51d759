import { createHash, X509Certificate } from 'node:crypto'
import type { Sql } from '../../platform/database/index.ts'
import type { DocumentTrust, SignatureVerdict } from '../../standards/documents/index.ts'
import { read_certificate_summary } from '../../standards/signatures/index.ts'

/**
 * What the hub says of others' certificates is believed the first time and remembered. A seal or an authority that comes
 * later, for a house that is known, may be a renewal or a hub that lies: a person here asks that house by telephone.
 */
type Used = { kind: 'root' | 'seal'; digest: string; name: string }

const digest_of = (pem: string): string => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex')

const day = (at: Date): string => at.toISOString().slice(0, 10).split('-').toReversed().join('/')

const to_used = (kind: Used['kind'], pem: string): Used => {
  const { common_name, serial, valid_to } = read_certificate_summary(pem)
  return { kind, digest: digest_of(pem), name: `${common_name} (số ${serial}, đến ${day(valid_to)})` }
}

/** Of all the hub believes, what these signatures stand on. */
const used_by = ({ seals, roots_pem }: DocumentTrust, signatures: readonly SignatureVerdict[]): Used[] => {
  const valid = signatures.filter((one) => one.valid)
  const own = valid.filter(({ by }) => by === 'sender')
  const pems = seals.map((one) => (typeof one === 'string' ? one : one.certificate_pem))
  const is_own = (pem: string): boolean => {
    const { serial, issuer } = read_certificate_summary(pem)
    return own.some((one) => one.serial === serial && one.issuer === issuer)
  }
  const has_issued = (pem: string): boolean => {
    const { subject } = read_certificate_summary(pem)
    return valid.some(({ issuer }) => issuer === subject)
  }
  return [
    ...pems.filter(is_own).map((pem) => to_used('seal', pem)),
    ...roots_pem.filter(has_issued).map((pem) => to_used('root', pem)),
  ]
}

type Pin = { digest: string; kind: Used['kind']; is_confirmed: boolean }

const list_pins = async (sql: Sql, facility: string, sender: string): Promise<Pin[]> =>
  (
    await sql.query<Pin>(
      `SELECT digest, kind, confirmed_at IS NOT NULL AS is_confirmed FROM exchange.trust_pin
       WHERE facility = $1 AND sender = $2`,
      [facility, sender],
    )
  ).rows

/** Remembers what signatures of a house stand on. @returns names of what is new and nobody has confirmed */
export const pin_trust = async (
  sql: Sql,
  { facility, sender }: { facility: string; sender: string },
  trust: DocumentTrust,
  signatures: readonly SignatureVerdict[],
): Promise<string[]> => {
  const used = used_by(trust, signatures)
  const pins = await list_pins(sql, facility, sender)
  const fresh = used.filter(({ digest }) => !pins.some((pin) => pin.digest === digest))
  const is_first = ({ kind }: Used): boolean => !pins.some((pin) => pin.kind === kind)
  if (fresh.length > 0)
    await sql.query(
      `INSERT INTO exchange.trust_pin (facility, sender, digest, kind, name, confirmed_at)
       SELECT $1, $2, digest, kind, name, CASE WHEN is_first THEN now() END
       FROM unnest($3::text[], $4::text[], $5::text[], $6::boolean[]) AS f (digest, kind, name, is_first)
       ON CONFLICT DO NOTHING`,
      [
        ...[facility, sender, fresh.map(({ digest }) => digest), fresh.map(({ kind }) => kind)],
        ...[fresh.map(({ name }) => name), fresh.map(is_first)],
      ],
    )
  const open = new Set(pins.filter(({ is_confirmed }) => !is_confirmed).map(({ digest }) => digest))
  return used.filter((one) => open.has(one.digest) || (fresh.includes(one) && !is_first(one))).map(({ name }) => name)
}

export type TrustChange = { sender: string; kind: Used['kind']; name: string; seen_at: Date }

/** What came later than the first and waits for a person's word. @param sender absent: of all houses */
export const list_trust_changes = async (sql: Sql, facility: string, sender?: string): Promise<TrustChange[]> =>
  (
    await sql.query<TrustChange>(
      `SELECT sender, kind, name, seen_at FROM exchange.trust_pin
       WHERE facility = $1 AND ($2::text IS NULL OR sender = $2) AND confirmed_at IS NULL ORDER BY sender, seen_at`,
      [facility, sender ?? null],
    )
  ).rows

/** Somebody has asked that house, and it is so. @returns what he confirmed */
export const confirm_trust = async (sql: Sql, facility: string, sender: string, by: string): Promise<string[]> =>
  (
    await sql.query<{ name: string }>(
      `UPDATE exchange.trust_pin SET confirmed_at = now(), confirmed_name = $3
       WHERE facility = $1 AND sender = $2 AND confirmed_at IS NULL RETURNING name`,
      [facility, sender, by],
    )
  ).rows.map(({ name }) => name)
