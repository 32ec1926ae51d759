import pg from 'pg'

/** What a use case may do with an open transaction. */
export type Sql = {
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<{ rows: Row[]; row_count: number }>
  /** Named, so that PostgreSQL parses and plans it once per connection. */
  prepared<Row = Record<string, unknown>>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<{ rows: Row[]; row_count: number }>
  /**
   * As `prepared`, but opens no transaction when none is open yet: for a statement that is a whole unit by itself, and
   * for reading before one. Saves the round trips of BEGIN and COMMIT.
   */
  alone<Row = Record<string, unknown>>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<{ rows: Row[]; row_count: number }>
  /** Whether this is a second try after a lost race: then rows are locked before they are changed. */
  is_retry: boolean
}

export type Database = {
  /** Runs `work` in one transaction that sees the rows of `facility` only (row-level security). */
  in_facility<T>(facility: string, work: (sql: Sql) => Promise<T>): Promise<T>
  /** As in_facility, but each statement stands alone: for single reads, one round trip. */
  read_facility<T>(facility: string, work: (sql: Sql) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction with no facility: accounts, catalogues, settings of the installation. */
  in_site<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Client = pg.PoolClient

/** bigint and numeric are given as numbers where they fit: counts and sequence numbers, never money. */
pg.types.setTypeParser(20, (text) => Number(text))

const to_sql = (client: Client, before: () => Promise<void> = () => Promise.resolve(), is_retry = false): Sql => {
  let first: unknown
  const run = async <Row>(query: pg.QueryConfig): Promise<{ rows: Row[]; row_count: number }> => {
    try {
      const result = await client.query(query)
      return { rows: result.rows as Row[], row_count: result.rowCount ?? 0 }
    } catch (error) {
      first ??= error
      // Statements that travelled together fail together; the one that was wrong says why (25P02: the others only follow).
      throw error instanceof pg.DatabaseError && error.code === '25P02' ? first : error
    }
  }
  return {
    async query<Row>(text: string, values?: unknown[]) {
      await before()
      return run<Row>(values ? { text, values } : { text })
    },
    async prepared<Row>(name: string, text: string, values: unknown[]) {
      await before()
      return run<Row>({ name, text, values })
    },
    alone: <Row>(name: string, text: string, values: unknown[]) => run<Row>({ name, text, values }),
    is_retry,
  }
}

/** The facility a pooled connection was last set to: one round trip less when it is the same again. */
const facility_of = new WeakMap<object, string>()

const enter = async (client: Client, facility: string): Promise<void> => {
  if (facility_of.get(client) === facility) return
  facility_of.delete(client)
  await client.query("SELECT set_config('benhan.facility', $1, false)", [facility])
  facility_of.set(client, facility)
}

/** A transaction that lost a race (serialization failure, deadlock) is run again from its beginning. */
const is_race = (error: unknown): boolean =>
  error instanceof LostRace || (error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01'))

/** Thrown by whoever finds that what was read has changed before it was written: the work begins anew. */
export class LostRace extends Error {}

/** The transaction begins with the first statement that needs one. */
const transaction = async <T>(client: Client, work: (sql: Sql) => Promise<T>, is_retry: boolean): Promise<T> => {
  let begun: Promise<unknown> | undefined
  const begin = async (): Promise<void> => {
    begun ??= client.query('BEGIN')
    await begun
  }
  try {
    const result = await work(to_sql(client, begin, is_retry))
    if (begun) await client.query('COMMIT')
    return result
  } catch (error) {
    if (begun) await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

const race_tries_max = 4

/**
 * Opens a pool as role `benhan_app`. The role is set at connection start, so that no statement runs with more rights.
 * @param url a postgres:// address whose user is member of `benhan_app`
 * @param options.role benhan_app, the server; or benhan_catalog, which may add catalogues (imports only)
 */
export const open_database = (url: string, options: { connections_max?: number; role?: string } = {}): Database => {
  const role = options.role ?? 'benhan_app'
  const open_pool = (plans: 'auto' | 'force_generic_plan'): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: url,
      max: options.connections_max ?? 10,
      options: `-c role=${role} -c timezone=UTC -c statement_timeout=60000 -c enable_seqscan=off -c plan_cache_mode=${plans}`,
      // Statements asked for together (Promise.all) travel together; each still has its own answer or refusal.
      pipeline: true,
    })
    // An idle connection that breaks (server restarted) is replaced by the pool; without a listener it ends the process.
    pool.on('error', () => undefined)
    return pool
  }
  // A unit says the same few statements again and again: planned once. Questions are planned for their values.
  const [units, questions] = [open_pool('force_generic_plan'), open_pool('auto')]

  const with_client = async <T>(pool: pg.Pool, facility: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    let broken = false
    try {
      await enter(client, facility)
      return await work(client)
    } catch (error) {
      broken = !(error instanceof pg.DatabaseError) && /Connection terminated|ECONN|EPIPE/.test(String(error))
      throw error
    } finally {
      client.release(broken)
    }
  }

  const in_facility = async <T>(facility: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await with_client(units, facility, (client) => transaction(client, work, tries > 1))
      } catch (error) {
        if (!is_race(error) || tries >= race_tries_max) throw error
      }
    }
  }

  return {
    in_facility,
    read_facility: (facility, work) => with_client(questions, facility, (client) => work(to_sql(client))),
    in_site: (work) => in_facility('', work),
    close: async () => {
      await Promise.all([units.end(), questions.end()])
    },
  }
}
