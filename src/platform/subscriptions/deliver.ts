import { randomUUID } from 'node:crypto'
import type { Database, Sql } from '../database/index.ts'
import { may_be_told } from './author.ts'
import { refuse_receiver, type Reach } from './endpoint.ts'
import { notification_bundle, type Event } from './notification.ts'
import { settle_refused, settle_taken, turn_off, type Desk } from './outcome.ts'
import { NotTaken, post_letter } from './post.ts'
import type { Sockets } from './sockets.ts'
import { due_sql, open_headers, state_columns, type State } from './state.ts'

export type Office = Desk & {
  database: Database
  base: string
  reach: Reach
  sockets: Sockets
  stopped: AbortSignal
}

/** Who sends holds the subscription for as long as one sending may take, and a little; after that another may. */
const margin_s = 5

const take = async (database: Database, facility: string, id: string, holder: string): Promise<State | undefined> =>
  (
    await database.read_facility(facility, (sql) =>
      sql.query<State>(
        `UPDATE record.subscription SET holder = $3, held_until = now() + make_interval(secs => timeout_s + ${margin_s})
         WHERE facility = $1 AND id = $2 AND status <> 'off' AND next_at <= now()
           AND (held_until IS NULL OR held_until < now())
         RETURNING ${state_columns}`,
        [facility, id, holder],
      ),
    )
  ).rows[0]

/** Nobody was reached and nobody failed: whoever comes next finds it as it was. */
const let_go = (database: Database, facility: string, id: string, holder: string) =>
  database.read_facility(facility, (sql) =>
    sql.query(
      `UPDATE record.subscription SET holder = NULL, held_until = NULL, next_at = CASE WHEN status <> 'off' THEN ${due_sql} END
       WHERE facility = $1 AND id = $2 AND holder = $3`,
      [facility, id, holder],
    ),
  )

export const event_columns = 'number, type, id, version, action, at, patient'

const list_waiting = async (sql: Sql, facility: string, state: State): Promise<Event[]> =>
  (
    await sql.query<Event>(
      `SELECT ${event_columns} FROM record.subscription_event
       WHERE facility = $1 AND subscription = $2 AND number > $3 ORDER BY number LIMIT $4`,
      [facility, state.id, state.delivered, state.max_count],
    )
  ).rows

type Telling = { what: 'handshake' | 'heartbeat' | 'event-notification'; events: Event[] }

/** What is to be said now, if anything is. */
const telling_of = async ({ database }: Office, facility: string, state: State): Promise<Telling | undefined> => {
  if (state.status === 'requested') return { what: 'handshake', events: [] }
  const events = await database.read_facility(facility, (sql) => list_waiting(sql, facility, state))
  if (events.length > 0) return { what: 'event-notification', events }
  // A receiver in error for which nothing waits is asked whether it is back.
  if (state.status === 'error') return { what: 'handshake', events: [] }
  return state.heartbeat_s === null ? undefined : { what: 'heartbeat', events: [] }
}

const send = async (office: Office, facility: string, state: State, { what, events }: Telling): Promise<void> => {
  const { content } = state
  const text =
    content === 'none'
      ? undefined
      : notification_bundle({ base: office.base, subscription: state, type: what, content, events })
  if (state.channel === 'websocket')
    return office.sockets.send(`${facility}/${state.id}`, state.binding, text ?? `ping ${state.id}`, state.timeout_s)
  const { endpoint, timeout_s } = state
  const headers = open_headers(facility, state)
  const refused = await office.database.read_facility(facility, (sql) =>
    refuse_receiver(sql, facility, endpoint, office.reach),
  )
  if (refused) throw new NotTaken(refused.message)
  await post_letter({ endpoint: endpoint ?? '', headers, body: text, timeout_s }, office.reach, office.stopped)
}

const tell_once = async (office: Office, facility: string, state: State, holder: string): Promise<boolean> => {
  const may = await office.database.read_facility(facility, (sql) => may_be_told(sql, facility, state.author))
  if (!may) {
    await turn_off(office, facility, state.id, 'người đăng ký không còn quyền đọc (tài khoản đã đóng hoặc đổi vai trò)')
    return false
  }
  const telling = await telling_of(office, facility, state)
  if (!telling) {
    await let_go(office.database, facility, state.id, holder)
    return false
  }
  try {
    await send(office, facility, state, telling)
  } catch (error) {
    if (office.stopped.aborted || state.channel === 'websocket')
      await let_go(office.database, facility, state.id, holder)
    else
      await settle_refused(office, facility, state, holder, error instanceof NotTaken ? error.message : String(error))
    return false
  }
  await settle_taken(office, facility, state, holder, telling)
  return true
}

/** Tells one subscriber what waits for it, in the order of its numbers, for as long as it takes it. */
export const deliver = async (office: Office, facility: string, id: string): Promise<void> => {
  while (!office.stopped.aborted) {
    const holder = randomUUID()
    const state = await take(office.database, facility, id, holder)
    if (!state || !(await tell_once(office, facility, state, holder))) return
  }
}
