import { is_object, parse_exact, type Resource } from '../../standards/fhir/index.ts'
import type { Caller } from '../audit/index.ts'
import type { Store, Unit } from '../records/index.ts'
import type { OwnCallers } from './guard.ts'
import type { Event } from './notification.ts'
import { due_sql, listen, type State, type Status } from './state.ts'

/** The server tells: nobody is there who asks. */
const teller = (facility: string): Caller => ({
  facility,
  actor: { id: 'subscriptions', name: 'Thông báo (Subscription)', role: 'system', kind: 'system' },
  ...{ purpose: 'HOPERAT', address: '', request_id: '' },
})

/** Failures in a row after which the status becomes `error`. */
const failures_max = 5
const delay_max_s = 600

/** Doubles with each failure; spread, so that receivers behind one broken line are not all tried at one moment. */
export const delay_after = (failures: number, first_s: number): number =>
  Math.min(delay_max_s, first_s * 2 ** Math.min(failures - 1, 20)) * (0.5 + Math.random())

export type Desk = { store: Store; own_callers: OwnCallers; retry_first_s: number }

/** Writes the status into the resource, so that whoever reads the Subscription sees how it stands. */
const write_status = async (unit: Unit, id: string, status: Status, error: string | undefined): Promise<void> => {
  const stored = await unit.find('Subscription', id)
  const resource = stored && parse_exact(stored.body)
  if (!is_object(resource)) return
  const { error: _old, ...rest } = resource
  await unit.update({ ...(rest as Resource), status, ...(error === undefined ? {} : { error }) })
}

const as_server = <T>(desk: Desk, facility: string, work: (unit: Unit) => Promise<T>): Promise<T> =>
  desk.store.unit(own_caller(desk, facility), work)

const own_caller = (desk: Desk, facility: string): Caller => {
  const caller = teller(facility)
  desk.own_callers.add(caller)
  return caller
}

/** For whom and where to, as the audit log says it. */
const told_whom = ({ id, author, endpoint }: State): string =>
  `Subscription/${id} của ${author.name} (${author.id}) → ${endpoint === null ? 'websocket' : new URL(endpoint).host}`

/** Who was told of what: a line for each resource that was named (Luật 91/2025 on personal data asks who received it). */
const note_telling = (unit: Unit, state: State, what: string, events: Event[]): void => {
  const line = { action: 'R', interaction: 'notify' } as const
  if (state.content !== 'id-only' || events.length === 0)
    return unit.note({
      ...line,
      type: 'Subscription',
      ref: `Subscription/${state.id}`,
      detail: `${what}: ${told_whom(state)}`,
    })
  for (const { type, id, version, number, patient } of events)
    unit.note({
      ...{ ...line, type, ref: `${type}/${id}/_history/${version}`, patient },
      detail: `sự kiện ${number}: ${told_whom(state)}`,
    })
}

/** The receiver has it: what was told is behind it. @param what of a heartbeat nothing is noted, it tells nothing */
export const settle_taken = (
  desk: Desk,
  facility: string,
  state: State,
  holder: string,
  told: { what: 'handshake' | 'heartbeat' | 'event-notification'; events: Event[] },
): Promise<void> =>
  as_server(desk, facility, async (unit) => {
    const last = told.events.at(-1)?.number ?? state.delivered
    const { row_count } = await unit.sql.query(
      `UPDATE record.subscription SET delivered = greatest(delivered, $4), failures = 0, last_error = NULL,
         sent_at = now(), verified = true, holder = NULL, held_until = NULL,
         status = CASE WHEN status = 'off' THEN 'off' ELSE 'active' END
       WHERE facility = $1 AND id = $2 AND holder = $3`,
      [facility, state.id, holder, last],
    )
    if (row_count === 0) return
    await set_due(unit, facility, state.id)
    if (state.status !== 'active') await write_status(unit, state.id, 'active', undefined)
    if (told.what !== 'heartbeat')
      note_telling(unit, state, `${told.what} ${told.events.map(({ number }) => number).join()}`.trim(), told.events)
  })

const set_due = (unit: Unit, facility: string, id: string) =>
  unit.sql.query(
    `UPDATE record.subscription SET next_at = ${due_sql} WHERE facility = $1 AND id = $2 AND status <> 'off'`,
    [facility, id],
  )

/**
 * The receiver did not take it: tried again later, ever more rarely. Its events wait; nobody else does. An endpoint that
 * never answered a handshake is not tried again until its owner asks (Backport IG, Channels: REST-Hook).
 */
export const settle_refused = (
  desk: Desk,
  facility: string,
  state: State,
  holder: string,
  why: string,
): Promise<void> =>
  as_server(desk, facility, async (unit) => {
    const failures = state.failures + 1
    const is_error = state.status === 'requested' || failures >= failures_max
    const { row_count } = await unit.sql.query(
      `UPDATE record.subscription SET failures = $4, last_error = $5, holder = NULL, held_until = NULL,
         status = CASE WHEN $6 THEN 'error' ELSE status END,
         next_at = CASE WHEN verified THEN now() + make_interval(secs => $7) END
       WHERE facility = $1 AND id = $2 AND holder = $3`,
      [facility, state.id, holder, failures, why, is_error, delay_after(failures, desk.retry_first_s)],
    )
    if (row_count === 0 || !is_error || state.status === 'error') return
    await write_status(unit, state.id, 'error', why)
    unit.note({
      ...{ action: 'E', interaction: 'notify', outcome: 4, type: 'Subscription', ref: `Subscription/${state.id}` },
      detail: `${why}: ${told_whom(state)}`,
    })
  })

/** What waits is forgotten; the next events go on in number, so that the gap is seen. */
const drop_waiting = async (unit: Unit, facility: string, id: string): Promise<void> => {
  await unit.sql.query(
    `DELETE FROM record.subscription_event AS e USING record.subscription AS s
     WHERE s.facility = $1 AND s.id = $2 AND e.facility = $1 AND e.subscription = $2 AND e.number > s.delivered`,
    [facility, id],
  )
  await unit.sql.query('UPDATE record.subscription SET delivered = events WHERE facility = $1 AND id = $2', [
    facility,
    id,
  ])
}

/** Ends a subscription and says why, in the resource and in the audit log. */
export const turn_off = (
  desk: Desk,
  facility: string,
  id: string,
  why: string,
  options: { drops_waiting?: boolean } = {},
): Promise<void> =>
  as_server(desk, facility, async (unit) => {
    const { row_count } = await unit.sql.query(
      `UPDATE record.subscription SET status = 'off', last_error = $3, next_at = NULL, holder = NULL, held_until = NULL
       WHERE facility = $1 AND id = $2 AND status <> 'off'`,
      [facility, id, why],
    )
    if (row_count === 0) return
    await listen(unit.sql, facility, id, undefined)
    if (options.drops_waiting) await drop_waiting(unit, facility, id)
    await write_status(unit, id, 'off', why)
    unit.note({
      ...{ action: 'E', interaction: 'notify', outcome: 4, type: 'Subscription', ref: `Subscription/${id}` },
      detail: `off: ${why}`,
    })
  })
