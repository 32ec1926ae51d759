import type { JWK } from 'jose'
import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { demand_known_host } from '../../platform/privacy/index.ts'
import type { DocumentKind } from '../../standards/documents/index.ts'
import { is_sealed, open_json, open_secret, seal_json, seal_secret, type KeptJson } from '../../platform/vault/index.ts'

/** PEM. Without `ca_pem` the hub's certificate must be of a public authority. */
export type LinkTls = { certificate_pem?: string; private_key_pem?: string; ca_pem?: string }

/** How a facility reaches its hub: the address, and either a secret or a key of its own. */
export type NewLink = {
  facility: string
  base_url: string
  client_id: string
  secret: string | null
  private_jwk: JWK | null
  /** How we show ourselves where the hub asks for a certificate (RFC 8705), and who vouches for the hub's own. */
  tls?: LinkTls | null
}

export type HubLink = NewLink & {
  is_on: boolean
  away_until: Date | null
  failures: number
  last_error: string | null
  last_ok_at: Date | null
  told_until: string | null
  directory_at: Date | null
  /** Kinds of letters that are encrypted for their receivers. */
  encrypts: string[]
}

const columns =
  'facility, base_url, client_id, secret, private_jwk, is_on, away_until, failures, last_error, last_ok_at, told_until, directory_at, encrypts, tls'

type KeptLink = Omit<HubLink, 'private_jwk'> & { private_jwk: KeptJson<JWK> | null }

const about_link = (facility: string): string => `hub_link/${facility}`

const open_tls = (tls: LinkTls, facility: string): LinkTls =>
  tls.private_key_pem === undefined
    ? tls
    : { ...tls, private_key_pem: open_secret(tls.private_key_pem, about_link(facility)) }

const open_link = ({ secret, private_jwk, tls, ...link }: KeptLink): HubLink => ({
  ...link,
  secret: secret === null ? null : open_secret(secret, about_link(link.facility)),
  private_jwk: private_jwk === null ? null : open_json(private_jwk, about_link(link.facility)),
  ...(tls ? { tls: open_tls(tls, link.facility) } : { tls: null }),
})

export const find_link = async (sql: Sql, facility: string): Promise<HubLink | undefined> => {
  const { rows } = await sql.query<KeptLink>(`SELECT ${columns} FROM exchange.hub_link WHERE facility = $1`, [facility])
  return rows[0] && open_link(rows[0])
}

/** @throws 400 an address that is none */
const read_address = (text: string): string => {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '')
    throw fail.invalid(`Địa chỉ trục liên thông “${text}” phải là https://…`, 'url')
  return url.href.replace(/\/+$/, '')
}

/** Sets or replaces the way to the hub; what waits goes the new way at once, and what came is read from the beginning. */
export const put_link = async (sql: Sql, link: NewLink): Promise<void> => {
  const base_url = read_address(link.base_url)
  await demand_known_host(sql, link.facility, base_url)
  await sql.query(
    `INSERT INTO exchange.hub_link (facility, base_url, client_id, secret, private_jwk) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (facility) DO UPDATE SET base_url = $2, client_id = $3, secret = $4, private_jwk = $5, is_on = true,
       away_until = NULL, failures = 0, last_error = NULL, next_poll_at = now(), directory_at = NULL,
       told_until = CASE WHEN hub_link.base_url = $2 THEN hub_link.told_until END`,
    [
      ...[link.facility, base_url, link.client_id],
      link.secret && seal_secret(link.secret, about_link(link.facility)),
      link.private_jwk && seal_json(link.private_jwk, about_link(link.facility)),
    ],
  )
}

export const set_link_on = async (sql: Sql, facility: string, is_on: boolean): Promise<boolean> =>
  (
    await sql.query('UPDATE exchange.hub_link SET is_on = $2, next_poll_at = now() WHERE facility = $1', [
      facility,
      is_on,
    ])
  ).row_count > 0

const seal_tls = (tls: LinkTls, facility: string): LinkTls =>
  tls.private_key_pem === undefined
    ? tls
    : { ...tls, private_key_pem: seal_secret(tls.private_key_pem, about_link(facility)) }

/** Key and certificate for TLS; undefined values leave what is there. */
export const set_link_tls = async (sql: Sql, facility: string, tls: LinkTls): Promise<boolean> =>
  (
    await sql.query(
      `UPDATE exchange.hub_link SET tls = coalesce(tls, '{}') || $2::jsonb, away_until = NULL, next_poll_at = now()
       WHERE facility = $1`,
      [facility, JSON.stringify(seal_tls(tls, facility))],
    )
  ).row_count > 0

/** From now on letters of these kinds leave encrypted for their receivers; what was encrypted stays so. */
export const set_link_encrypts = async (sql: Sql, facility: string, kinds: readonly DocumentKind[]): Promise<boolean> =>
  (await sql.query('UPDATE exchange.hub_link SET encrypts = $2 WHERE facility = $1', [facility, kinds])).row_count > 0

/** One kind alone, so that two people who change different kinds at once both have their way. */
export const set_kind_encrypted = async (
  sql: Sql,
  facility: string,
  kind: DocumentKind,
  on: boolean,
): Promise<void> => {
  await sql.query(
    `UPDATE exchange.hub_link SET encrypts = CASE WHEN $3 THEN array_append(array_remove(encrypts, $2), $2)
       ELSE array_remove(encrypts, $2) END WHERE facility = $1`,
    [facility, kind, on],
  )
}

/** The line answered. */
export const settle_line = async (sql: Sql, facility: string): Promise<void> => {
  await sql.query(
    `UPDATE exchange.hub_link SET failures = 0, last_error = NULL, away_until = NULL, last_ok_at = now()
     WHERE facility = $1 AND (failures > 0 OR last_ok_at IS NULL OR last_ok_at < now() - interval '10 seconds')`,
    [facility],
  )
}

/** The line is away: nothing is sent there for a while, whatever waits. A failure seen by several counts once. */
export const rest_line = async (sql: Sql, facility: string, why: string, delay_s: (failures: number) => number) => {
  const { rows } = await sql.query<{ failures: number }>(
    `UPDATE exchange.hub_link SET failures = failures + 1, last_error = $2 WHERE facility = $1
       AND (away_until IS NULL OR away_until <= now()) RETURNING failures`,
    [facility, why.slice(0, 500)],
  )
  if (rows[0])
    await sql.query('UPDATE exchange.hub_link SET away_until = now() + make_interval(secs => $2) WHERE facility = $1', [
      facility,
      delay_s(rows[0].failures),
    ])
}

type OpenRow = { secret: string | null; private_jwk: KeptJson<JWK> | null; tls: LinkTls | null }

/** Whether anything of the way to the hub lies in the database so that a copy of it would open it. */
export const is_link_open = async (sql: Sql, facility: string): Promise<boolean> => {
  const { rows } = await sql.query<OpenRow>(
    'SELECT secret, private_jwk, tls FROM exchange.hub_link WHERE facility = $1',
    [facility],
  )
  const [row] = rows
  if (!row) return false
  const kept = [row.secret, row.tls?.private_key_pem].filter((one) => one !== null && one !== undefined)
  return kept.some((one) => !is_sealed(one)) || (row.private_jwk !== null && typeof row.private_jwk !== 'string')
}

/** Seals what was kept openly before there was a vault. Done twice is done once. */
export const seal_link = async (sql: Sql, facility: string): Promise<void> => {
  const link = await find_link(sql, facility)
  if (!link) return
  await sql.query('UPDATE exchange.hub_link SET secret = $2, private_jwk = $3, tls = $4 WHERE facility = $1', [
    facility,
    link.secret && seal_secret(link.secret, about_link(facility)),
    link.private_jwk && seal_json(link.private_jwk, about_link(facility)),
    link.tls ? JSON.stringify(seal_tls(link.tls, facility)) : null,
  ])
}
