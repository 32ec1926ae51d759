import { fail, why_no_answer } from '../../base/outcome/index.ts'
import { read_issuer } from '../../standards/signatures/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { keep_revocation_list } from './revocation-lists.ts'

/** Where an authority shows its list, and the certificate by which it is judged. @throws 400, 422 */
export const put_revocation_source = async (sql: Sql, url: string, issuer_pem: string): Promise<void> => {
  const address = URL.parse(url)
  if (!address || !/^https?:$/.test(address.protocol))
    throw fail.value('Địa chỉ danh sách thu hồi phải là http(s)://', 'url')
  read_issuer(issuer_pem)
  await sql.query(
    `INSERT INTO signing.revocation_source (url, issuer_pem) VALUES ($1, $2)
     ON CONFLICT (url) DO UPDATE SET issuer_pem = $2, next_at = now(), last_error = NULL`,
    [address.href, issuer_pem],
  )
}

const timeout_ms = 30_000
const size_max = 64 * 1_048_576
const again_h = 4
const after_failure_min = 15

const fetch_list = async (url: string): Promise<Uint8Array> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(timeout_ms), redirect: 'follow' })
  if (!answer.ok || answer.body === null) throw new Error(`HTTP ${answer.status}`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body) {
    size += part.length
    if (size > size_max) throw new Error(`lớn hơn ${size_max} byte`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

type Due = { url: string; issuer_pem: string }

/** Several processes ask: whoever takes a source is the only one until its next time. */
const take_due = (database: Database): Promise<Due[]> =>
  database.in_site(
    async (sql) =>
      (
        await sql.query<Due>(
          `UPDATE signing.revocation_source SET next_at = now() + interval '${after_failure_min} minutes' WHERE url IN (
             SELECT url FROM signing.revocation_source WHERE next_at <= now() FOR UPDATE SKIP LOCKED)
           RETURNING url, issuer_pem`,
        )
      ).rows,
  )

const why_of = (error: unknown): string => why_no_answer(error, timeout_ms).slice(0, 500)

/** Fetches what is due. What fails stays as it was: an outdated list says by itself that it is. @returns how many came */
export const fetch_revocation_lists = async (database: Database): Promise<number> => {
  let count = 0
  for (const { url, issuer_pem } of await take_due(database))
    try {
      const bytes = await fetch_list(url)
      await database.in_site(async (sql) => {
        await keep_revocation_list(sql, { bytes, issuer_pem, source: url })
        await sql.query(
          `UPDATE signing.revocation_source SET last_ok_at = now(), last_error = NULL,
             next_at = now() + interval '${again_h} hours' WHERE url = $1`,
          [url],
        )
      })
      count += 1
    } catch (error) {
      await database.in_site((sql) =>
        sql.query('UPDATE signing.revocation_source SET last_error = $2 WHERE url = $1', [url, why_of(error)]),
      )
    }
  return count
}

const every_ms = 60_000

export const start_fetching_lists = (database: Database, report: (error: unknown) => void): { stop(): void } => {
  const timer = setInterval(() => void fetch_revocation_lists(database).catch(report), every_ms)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

export type RevocationState = {
  lists: { issuer_name: string; next_update: Date | null; source: string; count: number; is_outdated: boolean }[]
  sources: { url: string; last_ok_at: Date | null; last_error: string | null }[]
}

export const show_revocations = async (sql: Sql): Promise<RevocationState> => ({
  lists: (
    await sql.query<RevocationState['lists'][number]>(
      `SELECT issuer_name, next_update, source, coalesce(next_update, this_update) < now() AS is_outdated,
         (SELECT count(*) FROM signing.revoked_certificate AS r WHERE r.issuer = l.issuer) AS count
       FROM signing.revocation_list AS l ORDER BY issuer_name`,
    )
  ).rows,
  sources: (
    await sql.query<RevocationState['sources'][number]>(
      'SELECT url, last_ok_at, last_error FROM signing.revocation_source ORDER BY url',
    )
  ).rows,
})
