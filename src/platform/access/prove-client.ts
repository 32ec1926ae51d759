import { randomBytes } from 'node:crypto'
import { insert_events } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { hash_password, verify_password } from './accounts.ts'
import { caller_for, client_line, find_client, type Client } from './clients.ts'
import { failures_max, lock_min, locked } from './lock-out.ts'

/**
 * The audit log remembers the wrong secrets, so that nothing else has to: five in a row within the time of a lock, the
 * last of them not longer ago than that. A right secret or a new one begins the row anew.
 */
const is_locked = async (sql: Sql, client: Client): Promise<boolean> => {
  const { rows } = await sql.query<{ locked: boolean }>(
    `WITH line AS (
       SELECT id, at, interaction, outcome, detail FROM audit.event
       WHERE facility = $1 AND at > now() - make_interval(mins => 2 * $3) AND type = 'Client' AND ref = $2
         AND interaction IN ('login', 'new-secret')
     ), wrong AS (
       SELECT at, max(at) OVER () AS last FROM line
       WHERE detail = 'wrong secret' AND id > coalesce((SELECT max(id) FROM line WHERE outcome = 0), 0)
     )
     SELECT count(*) >= $4 AS locked FROM wrong
     WHERE last > now() - make_interval(mins => $3) AND at > last - make_interval(mins => $3)`,
    [client.facility, client.client_id, lock_min, failures_max],
  )
  return rows[0]?.locked === true
}

/** One hash for an unknown client too, so that the time of an answer does not tell whether it exists. */
const decoy = hash_password(randomBytes(12).toString('hex'))

export const take_as_long_as_proving = async (secret: string): Promise<void> => {
  await verify_password(await decoy, secret)
}

type Verdict = 'right' | 'wrong secret' | 'locked'

/**
 * Proves a client by its secret. Tries at one client wait for each other, so that many at once are not many tries, and
 * each leaves its line in the audit log before it is answered.
 * @returns undefined for an unknown client or a wrong secret @throws 423 while it is locked out
 */
export const prove_client = async (
  database: Database,
  credentials: { client_id: string; secret: string; address: string },
): Promise<Client | undefined> => {
  const found = await find_client(database, credentials.client_id)
  if (!found || found.secret === null) {
    await take_as_long_as_proving(credentials.secret)
    return undefined
  }
  const { secret, ...client } = found
  const verdict = await database.in_facility(client.facility, async (sql): Promise<Verdict> => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtext('access.client'), hashtext($1))", [client.client_id])
    const judge = async (): Promise<Verdict> => {
      if (await is_locked(sql, client)) return 'locked'
      return (await verify_password(secret, credentials.secret)) ? 'right' : 'wrong secret'
    }
    const judged = await judge()
    const outcome = judged === 'right' ? {} : ({ outcome: 4, detail: judged } as const)
    const act = client_line(client, { action: 'E', interaction: 'login', ...outcome })
    await insert_events(sql, [{ caller: caller_for(client, credentials.address), act }])
    return judged
  })
  if (verdict === 'locked') throw locked()
  return verdict === 'right' ? client : undefined
}
