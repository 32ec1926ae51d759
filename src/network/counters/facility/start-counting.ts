import { setTimeout as sleep } from 'node:timers/promises'
import { local_date } from '../../../base/time/index.ts'
import type { Database } from '../../../platform/database/index.ts'
import { find_link, open_hubs, HubAway, HubForbids, HubRefuses, type NewLink } from '../../exchange/index.ts'
import { fetch_hub_days } from './fetch-hub-days.ts'
import { make_report } from './make-report.ts'
import { send_reports } from './send-reports.ts'

export type CountingOptions = {
  database: Database
  /** How often days are counted anew. */
  every_ms?: number
  /** How often the database is asked whose turn it is. */
  poll_ms?: number
  report(error: unknown, what: string): void
}

export type Counting = {
  /** Counts and sends for one facility, now. @throws what the line said */
  count_now(facility: string): Promise<void>
  /** Lets go of what is in hand; what was signed is sent after the next start. */
  stop(): Promise<void>
}

/** With the monitor's own step it keeps the board within a quarter of an hour (tests/conformance/board-clocks.test.ts). */
export const counting_pace = { every_ms: 8 * 60_000, poll_ms: 10_000 } as const
/** A line that failed is tried again after so long. */
const after_failure_s = 60
const line_tries_max = 3

/** One process of several counts: who moves the next turn has this one. */
const take_turn = async (database: Database, facility: string, every_ms: number): Promise<boolean> =>
  database.in_facility(facility, async (sql) => {
    await sql.query('INSERT INTO counters.state (facility, since) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      ...[facility, local_date(new Date())],
    ])
    const { row_count } = await sql.query(
      `UPDATE counters.state SET next_at = now() + make_interval(secs => $2) WHERE facility = $1 AND next_at <= now()`,
      [facility, every_ms / 1_000],
    )
    return row_count > 0
  })

const no_key =
  'Cơ sở vào trục bằng mật khẩu nên chưa ký được số liệu; quản trị (IT) đặt khóa kết nối (private_key_jwt) rồi báo trục'

/** Counts and signs where the facility has a key, then sends until the hub has it all. */
const serve = async (database: Database, hub_of: ReturnType<typeof open_hubs>, facility: string): Promise<void> => {
  const link = await database.in_facility(facility, (sql) => find_link(sql, facility))
  if (!link?.is_on) return
  const { private_jwk } = link
  if (!private_jwk) throw new HubForbids(no_key)
  const today = local_date(new Date())
  for (let tries = 1; tries <= line_tries_max; tries += 1) {
    await database.in_facility(facility, (sql) => make_report(sql, { facility, private_jwk, now: new Date() }))
    const hub = hub_of(link satisfies NewLink)
    if (!(await send_reports(database, hub, today))) return fetch_hub_days(database, hub)
  }
}

const settle = (database: Database, facility: string, problem: string | null): Promise<unknown> =>
  database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE counters.state SET last_error = $2::text, failures = CASE WHEN $2::text IS NULL THEN 0 ELSE failures + 1 END,
         next_at = CASE WHEN $2::text IS NULL THEN next_at ELSE least(next_at, now() + make_interval(secs => ${after_failure_s})) END
       WHERE facility = $1`,
      [facility, problem],
    ),
  )

const is_of_the_line = (error: unknown): error is Error =>
  error instanceof HubAway || error instanceof HubForbids || error instanceof HubRefuses

/** Counts round and round for every facility of the installation that has a way to a hub. */
export const start_counting = (options: CountingOptions): Counting => {
  const { database, report, every_ms = counting_pace.every_ms, poll_ms = counting_pace.poll_ms } = options
  const stopping = new AbortController()
  const stopped = stopping.signal
  const hub_of = open_hubs(stopped)

  const count = async (facility: string): Promise<void> => {
    try {
      await serve(database, hub_of, facility)
      await settle(database, facility, null)
    } catch (error) {
      if (stopped.aborted) return
      if (!is_of_the_line(error)) report(error, `counting ${facility}`)
      await settle(database, facility, is_of_the_line(error) ? error.message : 'Lỗi trong máy chủ khi đếm; sẽ đếm lại')
      throw error
    }
  }
  const round = async (): Promise<void> => {
    const { rows } = await database.in_site((sql) =>
      sql.query<{ facility: string }>('SELECT facility FROM counters.work()'),
    )
    for (const { facility } of rows) {
      if (stopped.aborted) return
      if (await take_turn(database, facility, every_ms)) await count(facility).catch(() => undefined)
    }
  }
  const run = async (): Promise<void> => {
    while (!stopped.aborted) {
      await round().catch((error: unknown) => !stopped.aborted && report(error, 'looking for what to count'))
      await sleep(poll_ms, undefined, { signal: stopped, ref: false }).catch(() => undefined)
    }
  }
  const ended = run()
  return {
    count_now: count,
    async stop() {
      stopping.abort()
      await ended
    },
  }
}
