import type { Database } from '../database/index.ts'

/** Tokens of systems taken back before their time, and systems set aside. */
export type Withdrawn = {
  tokens: Set<string>
  clients: Set<string>
  /** Counts what was changed here: a look that began before knows nothing of it. */
  edition: number
}

const look_every_ms = 5_000

const refill = (set: Set<string>, names: string[]): void => {
  set.clear()
  for (const name of names) set.add(name)
}

/** What is withdrawn by now. */
const look_at_withdrawn = (database: Database, withdrawn: Withdrawn): Promise<void> =>
  database.in_site(async (sql) => {
    const { edition } = withdrawn
    const tokens = await sql.alone<{ jti: string }>(
      'withdrawn_tokens',
      'SELECT jti FROM access.withdrawn_token WHERE expires_at > now()',
      [],
    )
    const clients = await sql.alone<{ client_id: string }>(
      'withdrawn_clients',
      'SELECT client_id FROM access.client WHERE NOT active',
      [],
    )
    if (withdrawn.edition !== edition) return
    refill(
      withdrawn.tokens,
      tokens.rows.map(({ jti }) => jti),
    )
    refill(
      withdrawn.clients,
      clients.rows.map(({ client_id }) => client_id),
    )
  })

/**
 * Keeps the list in memory, so that a token costs no question to the database: what one process withdraws, the others
 * know after five seconds.
 */
export const watch_withdrawn = async (
  database: Database,
  withdrawn: Withdrawn,
  report: (error: unknown) => void,
): Promise<{ stop(): void }> => {
  await look_at_withdrawn(database, withdrawn)
  const timer = setInterval(() => void look_at_withdrawn(database, withdrawn).catch(report), look_every_ms)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** An access token of a system ends now, here at once. */
export const withdraw_token = async (
  database: Database,
  withdrawn: Withdrawn,
  token: { jti: string; expires_at: Date },
): Promise<void> => {
  await database.in_site(async (sql) => {
    await sql.query('INSERT INTO access.withdrawn_token (jti, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      ...[token.jti, token.expires_at],
    ])
    await sql.query('DELETE FROM access.withdrawn_token WHERE expires_at < now()')
  })
  withdrawn.tokens.add(token.jti)
  withdrawn.edition += 1
}

/** The tokens of a system count no longer, or again; here at once. */
export const set_client_withdrawn = (withdrawn: Withdrawn, client_id: string, is_withdrawn: boolean): void => {
  if (is_withdrawn) withdrawn.clients.add(client_id)
  else withdrawn.clients.delete(client_id)
  withdrawn.edition += 1
}
