import pg from 'pg'

/** Asks the database itself how long its statements run: an answer may come early while a query goes on. */
export const watch_queries = async (
  url: string,
): Promise<{ stop(): Promise<{ longest_ms: number; query: string }> }> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  const longest = { longest_ms: 0, query: '' }
  const look = async (): Promise<void> => {
    const { rows } = await client.query<{ ms: number; query: string }>(
      `SELECT extract(epoch FROM clock_timestamp() - query_start)::float8 * 1000 AS ms, left(query, 300) AS query
       FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
         AND backend_type = 'client backend' ORDER BY 1 DESC LIMIT 1`,
    )
    const [first] = rows
    if (first && first.ms > longest.longest_ms) Object.assign(longest, { longest_ms: first.ms, query: first.query })
  }
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => (looking = looking.then(look).catch(() => undefined)), 250)
  return {
    async stop() {
      clearInterval(timer)
      await looking
      await client.end()
      return longest
    },
  }
}
