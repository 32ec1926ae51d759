import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Sql } from '../database/index.ts'
import type { FacilityKind } from './contract.ts'

/** RFC 9106 with OWASP's smaller memory setting: 19 MiB, two passes (argon2id is the library's default kind). */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hash_password = (password: string): Promise<string> => hash(password, cost)
export const verify_password = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password).catch(() => false)

export type Account = {
  id: string
  facility: string
  username: string
  name: string
  title: string
  role: string
  practitioner: string
  department: string | null
}

export type NewAccount = Account & { password: string }

/** Makes or renews an account; its password is kept as argon2id only. */
export const put_account = async (sql: Sql, account: NewAccount): Promise<void> => {
  await sql.query(
    `INSERT INTO access.account (id, facility, username, name, title, role, practitioner, department, password)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET name = $4, title = $5, role = $6, department = $8, password = $9, failures = 0, locked_until = NULL`,
    [
      ...[account.id, account.facility, account.username, account.name, account.title, account.role],
      ...[account.practitioner, account.department, await hash_password(account.password)],
    ],
  )
}

/** A password a person can read from a screen and type: no look-alikes, about 60 bits. */
export const make_password = (): string => {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
  const bytes = randomBytes(12)
  return Array.from(bytes, (byte, i) => (i === 4 || i === 8 ? '-' : '') + letters[byte % letters.length]).join('')
}

export type Facility = { code: string; name: string; authority: string; kind: FacilityKind }

export const put_facility = async (sql: Sql, facility: Facility): Promise<void> => {
  await sql.query(
    `INSERT INTO access.facility (code, name, authority, kind) VALUES ($1, $2, $3, $4)
     ON CONFLICT (code) DO UPDATE SET name = $2, authority = $3, kind = $4`,
    [facility.code, facility.name, facility.authority, facility.kind],
  )
}

export const find_facility = async (sql: Sql, code: string): Promise<Facility | undefined> =>
  (await sql.query<Facility>('SELECT code, name, authority, kind FROM access.facility WHERE code = $1', [code])).rows[0]

/** Whether a house is a pharmacy that only dispenses. */
export const only_dispenses = async (sql: Sql, code: string): Promise<boolean> =>
  (await find_facility(sql, code))?.kind === 'pharmacy'

export const list_facilities = async (sql: Sql): Promise<Facility[]> =>
  (await sql.query<Facility>('SELECT code, name, authority, kind FROM access.facility ORDER BY code')).rows

/** Those where somebody can sign in: a hub's members have their systems there, but no people. */
export const list_staffed_facilities = async (sql: Sql): Promise<Facility[]> =>
  (
    await sql.query<Facility>(
      `SELECT code, name, authority, kind FROM access.facility AS f
       WHERE EXISTS (SELECT FROM access.account AS a WHERE a.facility = f.code) ORDER BY code`,
    )
  ).rows

/** What the facility has settled for itself; nothing said is no. `auto_seal`: letters are sealed as soon as they are signed. */
export const has_setting = async (sql: Sql, code: string, setting: 'auto_seal'): Promise<boolean> => {
  const { rows } = await sql.query<{ value: unknown }>(
    'SELECT settings -> $2 AS value FROM access.facility WHERE code = $1',
    [code, setting],
  )
  return rows[0]?.value === true
}

/** All that a facility has settled for itself; each room reads its own names and mistrusts what it finds. */
export const find_settings = async (sql: Sql, code: string): Promise<Record<string, unknown>> =>
  (
    await sql.query<{ settings: Record<string, unknown> }>('SELECT settings FROM access.facility WHERE code = $1', [
      code,
    ])
  ).rows[0]?.settings ?? {}

export type ListedAccount = Pick<Account, 'id' | 'facility' | 'username' | 'name' | 'title' | 'role'> & {
  active: boolean
  /** Of the session that was used last; null: none is kept. */
  seen_at: Date | null
}

/** People of every facility in these roles. */
export const list_accounts = async (sql: Sql, wanted: readonly string[]): Promise<ListedAccount[]> =>
  (
    await sql.query<ListedAccount>(
      `SELECT id, facility, username, name, title, role, active,
         (SELECT max(seen_at) FROM access.session AS s WHERE s.account = a.id) AS seen_at
       FROM access.account AS a WHERE role = ANY ($1) ORDER BY facility, name`,
      [wanted],
    )
  ).rows

/** A closed account signs in no more, and its sessions end with it. */
export const set_account_active = async (sql: Sql, id: string, active: boolean): Promise<void> => {
  await sql.query('UPDATE access.account SET active = $2 WHERE id = $1', [id, active])
}

/** Names of the people behind Practitioner ids; systems and people of other houses have none here. */
export const names_of = async (
  sql: Sql,
  facility: string,
  practitioners: string[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql.query<{ practitioner: string; name: string }>(
    'SELECT practitioner, name FROM access.account WHERE facility = $1 AND practitioner = ANY($2)',
    [facility, practitioners],
  )
  return new Map(rows.map((row) => [row.practitioner, row.name]))
}

/** The department an account belongs to; none for people of the whole house, and for systems. */
export const department_of = async (sql: Sql, facility: string, practitioner: string): Promise<string | undefined> => {
  const { rows } = await sql.query<{ department: string | null }>(
    'SELECT department FROM access.account WHERE facility = $1 AND practitioner = $2',
    [facility, practitioner],
  )
  return rows[0]?.department ?? undefined
}
