import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../../base/outcome/index.ts'
import { read_crl, read_issuer, type RevocationRegister } from '../../standards/signatures/index.ts'
import type { Database, Sql } from '../database/index.ts'

export type TakenList = { issuer: string; count: number; next_update: Date | undefined; is_newer: boolean }

/**
 * Keeps an authority's list of revoked certificates (RFC 5280 section 5). It speaks for what this issuer's key signed only,
 * so nobody has to be trusted who brings it. An older list never takes a newer one's place.
 * @throws 422 a list that this issuer did not sign
 */
export const keep_revocation_list = async (
  sql: Sql,
  { bytes, issuer_pem, source }: { bytes: Uint8Array; issuer_pem: string; source: string },
): Promise<TakenList> => {
  const [list, issuer] = [read_crl(bytes), read_issuer(issuer_pem)]
  if (!issuer.has_signed(list))
    throw fail.value(`Danh sách thu hồi này không do “${issuer.name}” ký, hoặc đã bị sửa`, 'crl')
  const { row_count } = await sql.query(
    `INSERT INTO signing.revocation_list AS l (issuer, issuer_name, this_update, next_update, source, bytes)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (issuer) DO UPDATE SET issuer_name = $2, this_update = $3,
       next_update = $4, source = $5, bytes = $6, taken_at = now() WHERE l.this_update <= $3`,
    [issuer.key, issuer.name, list.this_update, list.next_update ?? null, source, Buffer.from(bytes)],
  )
  const taken = {
    issuer: issuer.name,
    count: list.revoked.size,
    next_update: list.next_update,
    is_newer: row_count > 0,
  }
  if (row_count === 0) return taken
  await sql.query('DELETE FROM signing.revoked_certificate WHERE issuer = $1', [issuer.key])
  await sql.query(
    `INSERT INTO signing.revoked_certificate (issuer, serial, revoked_at)
     SELECT $1, * FROM unnest($2::text[], $3::timestamptz[])`,
    [issuer.key, [...list.revoked.keys()], [...list.revoked.values()]],
  )
  return taken
}

/** Every list that is kept, as its issuer signed it (DER). */
export const list_revocation_lists = async (sql: Sql): Promise<{ issuer_name: string; bytes: Buffer }[]> =>
  (
    await sql.query<{ issuer_name: string; bytes: Buffer }>(
      'SELECT issuer_name, bytes FROM signing.revocation_list WHERE bytes IS NOT NULL ORDER BY issuer_name, issuer',
    )
  ).rows

type ListRow = { issuer: string; this_update: Date; next_update: Date | null }
type RevokedRow = { issuer: string; serial: string; revoked_at: Date }

const load = (database: Database): Promise<RevocationRegister> =>
  database.in_site(async (sql) => {
    const lists = await sql.query<ListRow>('SELECT issuer, this_update, next_update FROM signing.revocation_list')
    const revoked = await sql.query<RevokedRow>('SELECT issuer, serial, revoked_at FROM signing.revoked_certificate')
    const windows = new Map(
      lists.rows.map(({ issuer, this_update, next_update }) => [
        issuer,
        { this_update, next_update: next_update ?? undefined },
      ]),
    )
    const days = new Map(revoked.rows.map(({ issuer, serial, revoked_at }) => [`${issuer} ${serial}`, revoked_at]))
    return (issuer, serial) => {
      const list = windows.get(issuer)
      return list ? { list, revoked_at: days.get(`${issuer} ${serial}`) } : {}
    }
  })

const fresh_ms = 5_000

const version_of = async (database: Database): Promise<string> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<{ version: string }>(
      "SELECT count(*) || ' ' || coalesce(max(taken_at)::text, '') AS version FROM signing.revocation_list",
    ),
  )
  return rows[0]?.version ?? ''
}

/** Older than this nothing is judged by what was read: a list that says “revoked” may lie in the database since. */
const old_ms = 120_000
const patience_ms = 10_000

/**
 * The lists in the memory of this process; read again in the background now and then.
 * @throws 503 (from the function returned) while they cannot be read and what was read is older than two minutes, so that a letter waits rather than passes
 */
export const open_revocation_register = (database: Database): (() => Promise<RevocationRegister>) => {
  let kept: { register: RevocationRegister; version: string; read_ms: number } | undefined
  let reading: Promise<void> | undefined
  const read_anew = async (): Promise<void> => {
    const version = await version_of(database)
    const register = kept?.version === version ? kept.register : await load(database)
    kept = { register, version, read_ms: performance.now() }
  }
  const read = (): Promise<void> =>
    read_anew().finally(() => {
      reading = undefined
    })
  return async () => {
    const age_ms = (): number => (kept === undefined ? Infinity : performance.now() - kept.read_ms)
    if (age_ms() > fresh_ms) reading ??= read()
    // What fails here is tried again with the next question.
    reading?.catch(() => undefined)
    // Who asks may be in a transaction: while what is kept is young nobody waits, and then not longer than a connection may be missing.
    if (kept === undefined) await reading
    else if (age_ms() > old_ms) await Promise.race([reading, sleep(patience_ms, undefined, { ref: false })])
    if (kept === undefined || age_ms() > old_ms) throw fail.unavailable('Chưa đọc được danh sách thu hồi chứng thư')
    return kept.register
  }
}
