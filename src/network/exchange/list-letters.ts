import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import type {
  ExchangeCounts,
  IncomingList,
  IncomingTray,
  LineState,
  OutgoingLine,
  OutgoingList,
  OutgoingTray,
} from './contract.ts'
import {
  incoming_columns,
  lapsed_sql,
  name_facilities,
  outgoing_columns,
  text_of_time,
  to_incoming_line,
  to_outgoing_line,
  type IncomingRow,
  type OutgoingRow,
} from './lines.ts'
import { known_deaths } from './known-deaths.ts'
import { clocks_of } from './line-clock.ts'
import { find_link } from './link.ts'

const page_count = 50

const unanswered = "superseded IS NULL AND state IN ('received', 'accepted')"
/** Whose letter lapsed is expected no more, until somebody says that she is received all the same. */
const lapsed = 'expired_at IS NOT NULL AND late_reason IS NULL'
const open = `${unanswered} AND NOT (${lapsed})`
/** Of the list of a tray and of its badge: what waits in one is counted by the other. */
const conditions: Record<IncomingTray, string> = {
  coming: `${open} AND verdict = 'good' AND patient IS NOT NULL`,
  // One that was read and put back too: it lies with nobody, whatever its sender was told.
  unmatched: `superseded IS NULL AND state <> 'rejected' AND verdict = 'good' AND patient IS NULL AND encounter IS NULL
    AND NOT (${unanswered} AND ${lapsed})`,
  red: `superseded IS NULL AND state = 'received' AND verdict = 'red'`,
  expired: `${unanswered} AND ${lapsed}`,
  done: "(superseded IS NOT NULL OR state IN ('rejected', 'completed'))",
}

const note_listing = (unit: Unit, what: string): void =>
  unit.note({ action: 'E', interaction: 'search-type', type: 'DocumentReference', ref: `DocumentReference?${what}` })

/** A tray of letters that came, the latest first. @param after id of the last line of the page before: ids begin with their time */
export const list_incoming = (store: Store, caller: Caller, tray: IncomingTray, after = ''): Promise<IncomingList> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<IncomingRow>(
      `SELECT ${incoming_columns} FROM exchange.incoming WHERE facility = $1 AND ${conditions[tray]}
         AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT ${page_count + 1}`,
      [caller.facility, after],
    )
    note_listing(unit, `tray=${tray}`)
    const shown = rows.slice(0, page_count)
    const name_of = await name_facilities(
      unit,
      shown.map(({ sender }) => sender),
    )
    const death_of = await known_deaths(
      unit,
      shown.map(({ patient }) => patient),
    )
    return { lines: shown.map((row) => to_incoming_line(row, name_of, death_of)), more: rows.length > page_count }
  })
}

/** Addressed to nobody, it lies in the person's timeline at the hub: nobody will answer. */
const to_nobody = "(o.state = 'taken' AND o.head -> 'recipients' = '[]')"
const outgoing_conditions: Record<OutgoingTray, string> = {
  open: `o.state IN ('waiting', 'held', 'taken', 'received', 'accepted', 'rejected') AND NOT ${to_nobody}
    AND NOT ${lapsed_sql}`,
  expired: lapsed_sql,
  done: `(o.state IN ('completed', 'withdrawn') OR ${to_nobody})`,
}

export const list_outgoing = (store: Store, caller: Caller, tray: OutgoingTray, after = ''): Promise<OutgoingList> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<OutgoingRow>(
      `SELECT ${outgoing_columns} FROM exchange.outgoing AS o WHERE o.facility = $1 AND ${outgoing_conditions[tray]}
         AND ($2 = '' OR o.id < $2) ORDER BY o.id DESC LIMIT ${page_count + 1}`,
      [caller.facility, after],
    )
    note_listing(unit, `outgoing=${tray}`)
    const shown = rows.slice(0, page_count)
    const codes = shown.flatMap(({ deliveries }) => deliveries.map(({ recipient }) => recipient))
    const name_of = await name_facilities(unit, codes)
    const clock_of = await clocks_of(unit)
    const lines: OutgoingLine[] = []
    for (const row of shown) lines.push({ ...to_outgoing_line(row, name_of), ...(await clock_of(row)) })
    return { lines, more: rows.length > page_count }
  })
}

const line_of = async (unit: Unit): Promise<LineState> => {
  const link = await find_link(unit.sql, unit.caller.facility)
  return {
    is_set: link !== undefined,
    is_on: link?.is_on === true,
    last_ok_at: text_of_time(link?.last_ok_at ?? null),
    last_error: link?.last_error ?? '',
  }
}

/** How much waits for a person, in both directions, and how the line to the hub stands. */
export const count_exchange = (store: Store, caller: Caller): Promise<ExchangeCounts> => {
  demand(caller, 'exchange.read')
  return store.unit(caller, async (unit) => {
    const { rows } = await unit.sql.query<Omit<ExchangeCounts, 'line'>>(
      `SELECT i.*, u.*, o.*, x.* FROM
         (SELECT count(*) FILTER (WHERE ${conditions.coming}) AS coming, count(*) FILTER (WHERE ${conditions.red}) AS red,
            count(*) FILTER (WHERE ${conditions.expired}) AS expired
          FROM exchange.incoming WHERE facility = $1 AND ${unanswered}) AS i,
         (SELECT count(*) AS unmatched FROM exchange.incoming WHERE facility = $1 AND ${conditions.unmatched}) AS u,
         (SELECT count(*) AS sent_expired FROM exchange.outgoing AS o WHERE o.facility = $1
            AND o.expired_at > now() - interval '7 days' AND ${lapsed_sql}) AS x,
         (SELECT count(*) FILTER (WHERE state = 'held') AS held, count(*) FILTER (WHERE state = 'rejected') AS rejected,
            count(*) FILTER (WHERE state = 'waiting') AS waiting
          FROM exchange.outgoing WHERE facility = $1 AND state IN ('held', 'rejected', 'waiting')) AS o`,
      [caller.facility],
    )
    const none = { coming: 0, unmatched: 0, red: 0, expired: 0, held: 0, rejected: 0, waiting: 0, sent_expired: 0 }
    return { ...(rows[0] ?? none), line: await line_of(unit) }
  })
}
