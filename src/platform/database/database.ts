import pg from 'pg'
import { open_lanes, type Lanes, type Statement } from './lanes.ts'
import { client_class } from './leader.ts'
import { refuse_unreplicated } from './unreplicated.ts'

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
   * Named or '', and opens no transaction when none is open yet: for a statement that is a whole unit by itself, and for
   * reading before one. Saves the round trips of BEGIN and COMMIT. Outside a unit it is planned for its values.
   */
  alone<Row = Record<string, unknown>>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<{ rows: Row[]; row_count: number }>
  /** As `alone`, but planned once for all values, also outside a unit: planning often costs more than finding. */
  steady<Row = Record<string, unknown>>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<{ rows: Row[]; row_count: number }>
  /** Whether this is a second try after a lost race: then rows are locked before they are changed. */
  is_retry: boolean
  /** Whether a transaction has begun: then everything must go its way. */
  is_open(): boolean
}

export type Database = {
  /** Runs `work` in one transaction that sees the rows of `facility` only (row-level security). */
  in_facility<T>(facility: string, work: (sql: Sql) => Promise<T>): Promise<T>
  /** As in_facility, but each statement stands alone: for single reads, one round trip. */
  read_facility<T>(facility: string, work: (sql: Sql) => Promise<T>): Promise<T>
  /** As read_facility, for what goes through everything and may take its time: an export, an index made anew. */
  scan_facility<T>(facility: string, work: (sql: Sql) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction with no facility: accounts, catalogues, settings of the installation. */
  in_site<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Client = pg.PoolClient
/** A connection of one's own for a while. */
type Lent = { client: Client; give_back(error?: unknown): void }

const lanes_usual = 2

/** A question that takes longer is refused as too costly (57014 in platform/http): nobody waits for it, and it holds up others. */
export const question_max_ms = 5_000
/** What is written, and what waits for a lock, has more time. */
export const statement_max_ms = 60_000

/** bigint and numeric are given as numbers where they fit: counts and sequence numbers, never money. */
pg.types.setTypeParser(20, (text) => Number(text))

type Rows<Row> = { rows: Row[]; row_count: number }

const rows_of = <Row>(result: pg.QueryResult): Rows<Row> => ({
  rows: result.rows as Row[],
  row_count: result.rowCount ?? 0,
})

/** Each statement stands alone. @param steady the lanes on which statements are planned once for all values */
const single_statements = (lanes: Lanes, facility: string, steady = lanes): Sql => {
  const run = async <Row>(on: Lanes, statement: Statement): Promise<Rows<Row>> =>
    rows_of(await on.run(facility, statement))
  return {
    query: <Row>(text: string, values?: unknown[]) => run<Row>(lanes, values ? { text, values } : { text }),
    prepared: <Row>(name: string, text: string, values: unknown[]) => run<Row>(steady, { name, text, values }),
    alone: <Row>(name: string, text: string, values: unknown[]) => run<Row>(lanes, { name, text, values }),
    steady: <Row>(name: string, text: string, values: unknown[]) => run<Row>(steady, { name, text, values }),
    is_retry: false,
    is_open: () => false,
  }
}

/**
 * The wall is set within the transaction and ends with it: a connection at rest sees no facility. In one message, and not
 * waited for: where it fails, everything behind it fails too.
 */
const begin_text = (facility: string): string => `BEGIN; SET LOCAL benhan.facility = ${pg.escapeLiteral(facility)}`

/** What is asked for in this turn of the event loop leaves in one write: each write wakes the other side. */
const gather = ({ connection: { stream } }: Client): void => {
  stream.cork()
  setImmediate(() => stream.uncork())
}

/** A transaction that lost a race (serialization failure, deadlock) is run again from its beginning. */
const is_race = (error: unknown): boolean =>
  error instanceof LostRace || (error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01'))

/** Thrown by whoever finds that what was read has changed before it was written: the work begins anew. */
export class LostRace extends Error {}

/**
 * The transaction begins, on a connection of its own, with the first statement that needs one. Statements that stand
 * alone before that travel on `lanes`.
 */
const transaction = async <T>(
  lanes: Lanes,
  lend: () => Promise<Lent>,
  facility: string,
  work: (sql: Sql) => Promise<T>,
  is_retry: boolean,
): Promise<T> => {
  let lent: Promise<Lent> | undefined
  let first: unknown
  const single = single_statements(lanes, facility)
  const begin = async (): Promise<Lent> => {
    const made = await lend()
    gather(made.client)
    made.client.query(begin_text(facility)).catch((error: unknown) => (first ??= error))
    return made
  }
  const run = async <Row>(statement: Statement): Promise<Rows<Row>> => {
    lent ??= begin()
    const { client } = await lent
    try {
      return rows_of<Row>(await client.query(statement))
    } catch (error) {
      first ??= error
      // Statements that travelled together fail together; the one that was wrong says why (25P02: the others only follow).
      throw error instanceof pg.DatabaseError && error.code === '25P02' ? first : error
    }
  }
  const alone = <Row>(name: string, text: string, values: unknown[]): Promise<Rows<Row>> =>
    lent ? run<Row>({ name, text, values }) : single.alone<Row>(name, text, values)
  const sql: Sql = {
    query: <Row>(text: string, values?: unknown[]) => run<Row>(values ? { text, values } : { text }),
    prepared: <Row>(name: string, text: string, values: unknown[]) => run<Row>({ name, text, values }),
    alone,
    steady: alone,
    is_retry,
    is_open: () => lent !== undefined,
  }
  try {
    const result = await work(sql)
    const open = await lent
    // When a statement failed and `work` went on all the same, PostgreSQL answers COMMIT with ROLLBACK and no error.
    if (open && (await open.client.query('COMMIT')).command !== 'COMMIT') throw first
    open?.give_back()
    return result
  } catch (error) {
    const open = await lent?.catch(() => undefined)
    if (open) await open.client.query('ROLLBACK').catch(() => undefined)
    open?.give_back(error)
    throw error
  }
}

const race_tries_max = 4

/**
 * Opens a pool as role `benhan_app`. The role is set at connection start, so that no statement runs with more rights.
 * @param url a postgres:// address whose user is member of `benhan_app`; of several hosts the one that takes writes
 * @param options.role benhan_app, the server; or benhan_catalog, which may add catalogues (imports only)
 */
export const open_database = (url: string, options: { connections_max?: number; role?: string } = {}): Database => {
  const role = options.role ?? 'benhan_app'
  const connection = (plans: 'auto' | 'force_generic_plan', max_ms = statement_max_ms): pg.ClientConfig => ({
    connectionString: url,
    options: [
      ...[
        `role=${role}`,
        'timezone=UTC',
        `statement_timeout=${max_ms}`,
        'enable_seqscan=off',
        `plan_cache_mode=${plans}`,
      ],
      // A plan for all values reckons with every facility's part and would rather walk through one's own part than find
      // the few rows by key (tests/conformance/one-facility-plans.test.ts).
      ...(plans === 'auto' ? [] : ['enable_hashjoin=off', 'enable_mergejoin=off']),
    ]
      .map((setting) => `-c ${setting}`)
      .join(' '),
    // Statements asked for together (Promise.all) travel together; each still has its own answer or refusal.
    pipeline: true,
  })
  const connections_max = options.connections_max ?? 10
  // A unit says the same few statements again and again: planned once. Questions are planned for their values.
  const Client = client_class(url)
  const pool = new pg.Pool({ ...connection('force_generic_plan'), Client, max: connections_max })
  // An idle connection that breaks (server restarted) is replaced by the pool; without a listener it ends the process.
  pool.on('error', () => undefined)
  // One that breaks while it is lent fails its statement; the event beside that, unheard, would end the process too.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    refuse_unreplicated(client)
  })
  const usual = Math.min(lanes_usual, connections_max)
  const lanes_of = (config: pg.ClientConfig): Lanes => open_lanes(Client, config, usual, connections_max)
  const unit_lanes = lanes_of(connection('force_generic_plan'))
  const question_lanes = lanes_of(connection('auto', question_max_ms))
  const steady_lanes = lanes_of(connection('force_generic_plan', question_max_ms))
  const scan_lanes = open_lanes(Client, connection('auto'), 1, usual)

  const lend = async (): Promise<Lent> => {
    const client = await pool.connect()
    const give_back = (error?: unknown): void =>
      client.release(
        error !== undefined &&
          !(error instanceof pg.DatabaseError) &&
          /Connection terminated|ECONN|EPIPE/.test(String(error)),
      )
    return { client, give_back }
  }

  const in_facility = async <T>(facility: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transaction(unit_lanes, lend, facility, work, tries > 1)
      } catch (error) {
        if (!is_race(error) || tries >= race_tries_max) throw error
      }
    }
  }

  return {
    in_facility,
    read_facility: (facility, work) => work(single_statements(question_lanes, facility, steady_lanes)),
    scan_facility: (facility, work) => work(single_statements(scan_lanes, facility)),
    in_site: (work) => in_facility('', work),
    close: async () => {
      await Promise.all([
        pool.end(),
        ...[unit_lanes, question_lanes, steady_lanes, scan_lanes].map((one) => one.close()),
      ])
    },
  }
}
