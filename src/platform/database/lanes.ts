import type pg from 'pg'
import { refuse_unreplicated } from './unreplicated.ts'

/** A statement for one facility; named statements are parsed and planned once per connection. */
export type Statement = { name?: string; text: string; values?: unknown[] }

export type Lanes = {
  /** Runs one statement that stands alone: no transaction around it, nothing kept for the next. */
  run(facility: string, statement: Statement): Promise<pg.QueryResult>
  close(): Promise<void>
}

type Lane = {
  client: pg.Client
  is_ready: boolean
  /** What the connection will be set to when the next statement reaches it. */
  facility: string | undefined
  waiting: number
  /** When the statement at the head began, as far as is known from here. */
  busy_since_ms: number
  is_corked: boolean
}

/** A lane whose head takes longer than this is passed by. */
const stuck_after_ms = 20
const stuck_cost = 1_000_000
/** Setting the wall anew is a statement too, a short one. */
const turning_cost = 0.9
/** With so many waiting in the best lane another one is opened, up to the usual number. */
const crowded_from = 4

const is_stuck = (lane: Lane, now_ms: number): boolean =>
  lane.waiting > 0 && now_ms - lane.busy_since_ms > stuck_after_ms

/**
 * Few connections on which the statements of many requests travel one behind the other. What is asked for in one turn
 * of the event loop leaves in one write per connection: on a small machine waking the other side costs more than the
 * question itself (docs/decisions/0017). A slow statement holds up only those already behind it.
 * @param Client of pg, or one that looks for the leader first
 * @param usual connections kept busy before others are thought of @param max of all, for when some are stuck
 */
export const open_lanes = (Client: typeof pg.Client, config: pg.ClientConfig, usual: number, max: number): Lanes => {
  const lanes = new Set<Lane>()
  let is_closed = false

  const drop = (lane: Lane): void => {
    lanes.delete(lane)
    void lane.client.end().catch(() => undefined)
  }

  const open = async (): Promise<Lane> => {
    const client = new Client({ ...config, pipeline: true })
    refuse_unreplicated(client)
    const lane: Lane = { client, is_ready: false, facility: undefined, waiting: 0, busy_since_ms: 0, is_corked: false }
    lanes.add(lane)
    // Without a listener a connection that breaks ends the process. Its statements are refused by pg itself.
    client.on('error', () => drop(lane))
    try {
      await client.connect()
      lane.is_ready = true
      return lane
    } catch (error) {
      drop(lane)
      throw error
    }
  }

  let opening: Promise<Lane> | undefined
  const open_one = (): Promise<Lane> => {
    opening ??= open().finally(() => {
      opening = undefined
    })
    return opening
  }

  /** The least crowded of those that move, one that stands in the facility first; of the stuck ones when none does. */
  const best_lane = (facility: string, now_ms: number): Lane | undefined => {
    let best: Lane | undefined
    let best_cost = Infinity
    for (const lane of lanes) {
      const turning = lane.facility === facility ? 0 : turning_cost
      const cost = lane.waiting + turning + (is_stuck(lane, now_ms) ? stuck_cost : 0)
      if (!lane.is_ready || cost >= best_cost) continue
      best = lane
      best_cost = cost
    }
    return best
  }

  const pick = (facility: string): Lane | Promise<Lane> => {
    const now_ms = performance.now()
    const best = best_lane(facility, now_ms)
    if (!best) return open_one()
    if (is_stuck(best, now_ms)) return lanes.size < max ? open_one() : best
    if (best.waiting >= crowded_from && lanes.size < usual) open_one().catch(() => undefined)
    return best
  }

  /** Holds back what is written until this turn of the event loop is over. */
  const gather = (lane: Lane): void => {
    if (lane.is_corked) return
    lane.is_corked = true
    const { stream } = lane.client.connection
    stream.cork()
    setImmediate(() => {
      lane.is_corked = false
      stream.uncork()
    })
  }

  const send = async (lane: Lane, statement: Statement): Promise<pg.QueryResult> => {
    if (lane.waiting === 0) lane.busy_since_ms = performance.now()
    lane.waiting += 1
    gather(lane)
    try {
      return await lane.client.query(statement)
    } finally {
      lane.waiting -= 1
      lane.busy_since_ms = performance.now()
    }
  }

  const enter = async (lane: Lane, facility: string): Promise<void> => {
    lane.facility = facility
    try {
      const text = "SELECT set_config('benhan.facility', $1, false)"
      await send(lane, { name: 'enter', text, values: [facility] })
    } catch (error) {
      // What is behind it would be asked for the facility before: the whole lane goes.
      drop(lane)
      throw error
    }
  }

  return {
    async run(facility, statement) {
      if (is_closed) throw new Error('the database is closed')
      const picked = pick(facility)
      const lane = picked instanceof Promise ? await picked : picked
      if (lane.facility === facility) return send(lane, statement)
      const [, result] = await Promise.all([enter(lane, facility), send(lane, statement)])
      return result
    },
    async close() {
      is_closed = true
      await Promise.all([...lanes].map((lane) => lane.client.end()))
      lanes.clear()
    },
  }
}
