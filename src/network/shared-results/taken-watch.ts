import type { Sql } from '../../platform/database/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { HubAway, HubForbids, HubRefuses, type Hub } from '../exchange/index.ts'
import { find_hub, publisher_caller, type BookOffice } from '../health-book/index.ts'

type Watched = { link: string; encounter: string; sender: string; document: string }

/** From now on the hub has to know that we go by this paper: in the transaction in which it is taken over. */
export const watch_taken = async (
  { sql, caller }: Unit,
  { link, encounter, sender, document }: Watched,
): Promise<void> => {
  await sql.query(
    'INSERT INTO health_book.taken_watch (facility, link, encounter, sender, document) VALUES ($1, $2, $3, $4, $5)',
    [caller.facility, link, encounter, sender, document],
  )
}

/** Whoever turns a link, and what comes in about it, one after the other. */
export const hold_watch = async ({ sql, caller }: Unit, link: string): Promise<void> => {
  await sql.query('SELECT FROM health_book.taken_watch WHERE facility = $1 AND link = $2 FOR UPDATE', [
    caller.facility,
    link,
  ])
}

/** Those of which the hub knows that we go by them. */
export const told_among = async ({ sql, caller }: Unit, links: string[]): Promise<Set<string>> => {
  const { rows } = await sql.query<{ link: string }>(
    'SELECT link FROM health_book.taken_watch WHERE facility = $1 AND link = ANY ($2) AND told_at IS NOT NULL',
    [caller.facility, links],
  )
  return new Set(rows.map(({ link }) => link))
}

const at_once = 50
const after_away = '15 seconds'
/** The hub does not know the paper, or is older than this question: only people change that. */
const after_refusal = '1 hour'

const put_off = (sql: Sql, facility: string, links: string[], why: string, wait: string): Promise<unknown> =>
  sql.query(
    `UPDATE health_book.taken_watch SET next_at = now() + $4::interval, last_error = $3
     WHERE facility = $1 AND link = ANY ($2) AND told_at IS NULL`,
    [facility, links, why.slice(0, 1_000), wait],
  )

const tell_one = async ({ database }: BookOffice, hub: Hub, { link, sender, document }: Watched): Promise<void> => {
  const { facility, base_url } = hub.link
  const done = (work: (sql: Sql) => Promise<unknown>) => database.in_facility(facility, work)
  try {
    await hub.ask({
      ...{ method: 'POST', path: `${base_url}/lien-thong/reliances` },
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ sender, document }),
    })
  } catch (error) {
    if (!(error instanceof HubRefuses)) throw error
    await done((sql) => put_off(sql, facility, [link], error.message, after_refusal))
    return
  }
  await done((sql) =>
    sql.query("UPDATE health_book.taken_watch SET told_at = now(), last_error = '' WHERE facility = $1 AND link = $2", [
      facility,
      link,
    ]),
  )
}

/** For the publisher: the hub is told what we go by, again and again until it knows; it lays what takes its place into our box. */
export const tell_taken_of = async (office: BookOffice, facility: string): Promise<void> => {
  const { rows } = await office.database.in_facility(facility, (sql) =>
    sql.query<Watched>(
      `SELECT link, encounter, sender, document FROM health_book.taken_watch
       WHERE facility = $1 AND told_at IS NULL AND next_at <= now() ORDER BY next_at LIMIT ${at_once}`,
      [facility],
    ),
  )
  if (rows.length === 0) return
  const wait = (why: string) =>
    office.database.in_facility(facility, (sql) =>
      put_off(
        sql,
        facility,
        rows.map(({ link }) => link),
        why,
        after_away,
      ),
    )
  const hub = await find_hub(office, publisher_caller(facility))
  if (!hub) return void (await wait('Cơ sở chưa kết nối trục liên thông'))
  try {
    for (const one of rows) await tell_one(office, hub, one)
  } catch (error) {
    if (!(error instanceof HubAway || error instanceof HubForbids)) throw error
    await wait(error.message)
  }
}
