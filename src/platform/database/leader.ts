import pg from 'pg'

/**
 * Several hosts in one address, as libpq writes it: postgres://user:secret@one:5432,two:5432/base. Which of them takes
 * writes changes when a standby is promoted; whoever opens a connection asks first.
 */
const shape = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?]+)(.*)$/

/** One address for each host. */
export const single_urls = (url: string): string[] => {
  const [, start = '', hosts = '', end = ''] = shape.exec(url) ?? []
  return hosts.includes(',') ? hosts.split(',').map((host) => `${start}${host}${end}`) : [url]
}

const answer_max_ms = 2_000
const trusted_for_ms = 5_000

type Standing = { url: string; is_standby: boolean; timeline: number }

const ask_standing = async (url: string): Promise<Standing> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: answer_max_ms })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ is_standby: boolean; timeline: number }>(
      'SELECT pg_is_in_recovery() AS is_standby, timeline_id AS timeline FROM pg_control_checkpoint()',
    )
    return { url, is_standby: rows[0]?.is_standby ?? true, timeline: rows[0]?.timeline ?? 0 }
  } finally {
    void client.end().catch(() => undefined)
  }
}

/** The code says to platform/http that nobody could be reached: 503, try again. */
const nobody_leads = (urls: string[]): Error =>
  Object.assign(new Error(`none of ${urls.length} PostgreSQL servers takes writes`), { code: 'ECONNREFUSED' })

/** An old primary that came back by mistake takes writes too: the one that was promoted last counts. */
const find_among = async (urls: string[]): Promise<string> => {
  const answers = await Promise.allSettled(urls.map(ask_standing))
  const leaders = answers.flatMap((one) => (one.status === 'fulfilled' && !one.value.is_standby ? [one.value] : []))
  const [first] = leaders.sort((one, other) => other.timeline - one.timeline)
  if (!first) throw nobody_leads(urls)
  return first.url
}

/** Asks again when the last answer is old or was of no use; the one who led before is asked first, alone. */
const leader_of = (urls: string[]) => {
  let known: { url: string; at_ms: number } | undefined
  const is_still = async (url: string): Promise<boolean> =>
    (await ask_standing(url).catch(() => undefined))?.is_standby === false
  const ask = async (): Promise<string> => {
    const url = known && (await is_still(known.url)) ? known.url : await find_among(urls)
    known = { url, at_ms: performance.now() }
    return url
  }
  let asking: Promise<string> | undefined
  return {
    find: (): Promise<string> => {
      if (known && performance.now() - known.at_ms < trusted_for_ms) return Promise.resolve(known.url)
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    doubt: (): void => {
      if (known) known.at_ms = -Infinity
    },
  }
}

type Connected = ((error: Error) => void) | ((error: null, client: pg.Client) => void)

/** The class of clients for this address: pg's own for one host; for several one that connects to whoever leads. */
export const client_class = (url: string): typeof pg.Client => {
  const urls = single_urls(url)
  if (urls.length === 1) return pg.Client
  const leader = leader_of(urls)
  return class LeaderClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super({ ...(typeof config === 'string' ? {} : config), connectionString: urls[0] })
      this.on('error', leader.doubt)
    }
    override connect(): Promise<pg.Client>
    override connect(callback: Connected): void
    override connect(callback?: Connected): Promise<pg.Client> | void {
      const connected = this.connect_to_leader()
      if (!callback) return connected
      const [done, failed] = [callback as (error: null, client: pg.Client) => void, callback as (error: Error) => void]
      connected.then((client) => done(null, client), failed)
    }
    private async connect_to_leader(): Promise<pg.Client> {
      const { host, port } = new pg.Client(await leader.find())
      Object.assign(this, { host, port })
      try {
        return await super.connect()
      } catch (error) {
        leader.doubt()
        throw error
      }
    }
  }
}
