import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../platform/database/index.ts'
import { demand_known_host } from '../../platform/privacy/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { open_revocation_register } from '../../platform/signing/index.ts'
import { delay_after } from './back-off.ts'
import { directory_fresh_h, fetch_directory } from './directory.ts'
import { are_keys_open, publish_encryption_key, seal_keys } from './encryption-keys.ts'
import { follow_outgoing } from './follow-outgoing.ts'
import { open_hubs } from './hub-client.ts'
import { refresh_matrix } from './hub-matrix.ts'
import { HubAway, HubForbids, words_of } from './hub-faults.ts'
import { find_link, is_link_open, rest_line, seal_link, settle_line, type HubLink } from './link.ts'
import type { ExchangeRooms, Office } from './office.ts'
import { open_key_ring } from './receipts.ts'
import { receive_due } from './receive-due.ts'
import { send_due } from './send-letter.ts'
import { tell_due } from './tell-hub.ts'
import { tell_persons } from './tell-persons.ts'
import { tell_practitioners } from './tell-practitioners.ts'
import { has_vault } from '../../platform/vault/index.ts'

export type ExchangeOptions = {
  database: Database
  store: Store
  rooms?: ExchangeRooms
  /** How often the database is asked what is due. */
  poll_ms?: number
  /** How often the hub is asked what it has for us and what became of ours. */
  sync_ms?: number
  clock_tolerance_ms?: number
  /** A malware scanner of the house (CLAMD). */
  scan?: Office['scan']
  report(error: unknown, what: string): void
}

export type Exchange = {
  /** There may be something to do at once. */
  poke(): void
  /** Sends, asks and tells once for one facility, now. @throws what the line said */
  sync(facility: string): Promise<void>
  /** Lets go of what is in hand; another process, or the next start, takes it up. */
  stop(): Promise<void>
  /** The scanner every letter is shown to; whoever else brings bytes in from outside shows them to it, too. */
  scan?: Office['scan']
}

const poll_default_ms = 500
const sync_default_ms = 5_000
const after_failure_ms = 2_000
/** Whoever asks the hub holds the line's questions this long at most; after that another may. */
const hold_s = 600
/** A person has to act: asked again now and then, so that it goes on by itself once that is done. */
const forbidden_rest_s = 60

type Work = { facility: string; polls: boolean; sends: boolean; tells: boolean }

const find_work = async (database: Database): Promise<Work[]> =>
  (await database.in_site((sql) => sql.query<Work>('SELECT facility, polls, sends, tells FROM exchange.work()'))).rows

/** One process asks for a facility at a time. */
const take_line = async (office: Office, facility: string, holder: string): Promise<boolean> =>
  (
    await office.database.in_facility(facility, (sql) =>
      sql.query(
        `UPDATE exchange.hub_link SET holder = $2, held_until = now() + make_interval(secs => ${hold_s})
         WHERE facility = $1 AND is_on AND next_poll_at <= now() AND (held_until IS NULL OR held_until < now())`,
        [facility, holder],
      ),
    )
  ).row_count > 0

const let_line_go = (office: Office, facility: string, holder: string, next_ms: number): Promise<unknown> =>
  office.database.in_facility(facility, (sql) =>
    sql.query(
      `UPDATE exchange.hub_link SET holder = NULL, held_until = NULL, next_poll_at = now() + make_interval(secs => $3)
       WHERE facility = $1 AND holder = $2`,
      [facility, holder, next_ms / 1_000],
    ),
  )

const is_directory_old = ({ directory_at }: HubLink): boolean =>
  directory_at === null || Date.now() - directory_at.getTime() > directory_fresh_h * 3_600_000

/** What was kept openly before there was a vault is sealed now, once a day looked for. */
const seal_kept_secrets = async ({ database }: Office, facility: string): Promise<void> => {
  if (!has_vault()) return
  await database.in_facility(facility, async (sql) => {
    if (await is_link_open(sql, facility)) await seal_link(sql, facility)
    if (await are_keys_open(sql, facility)) await seal_keys(sql, facility)
  })
}

/** What is asked of the hub: its directory, what became of ours, what it has for us. */
const ask_hub = async (office: Office, link: HubLink): Promise<void> => {
  const hub = office.hub_of(link)
  const is_old = is_directory_old(link)
  if (is_old) await seal_kept_secrets(office, link.facility)
  if (is_old) await fetch_directory(office, hub)
  await refresh_matrix(office, hub, link)
  await publish_encryption_key(office, hub, is_old)
  await follow_outgoing(office, hub, link, await office.keys_of(hub))
  await receive_due(office, hub)
  await tell_persons(office, hub)
  if (is_old) await tell_practitioners(office, hub)
}

const ask_in_turn = async (office: Office, link: HubLink, sync_ms: number): Promise<void> => {
  const holder = randomUUID()
  if (!(await take_line(office, link.facility, holder))) return
  await ask_hub(office, link).finally(() => let_line_go(office, link.facility, holder, sync_ms))
}

const until_done = async (office: Office, link: HubLink, work: typeof send_due): Promise<void> => {
  for (let more = true; more && !office.stopped.aborted;) more = await work(office, link)
}

/** One round for one facility. What the line says is kept with the line and not thrown. */
const serve = async (office: Office, { facility, sends, tells, polls }: Work, sync_ms: number): Promise<void> => {
  const link = await office.database.in_facility(facility, (sql) => find_link(sql, facility))
  if (!link?.is_on) return
  try {
    await office.database.in_facility(facility, (sql) => demand_known_host(sql, facility, link.base_url))
    if (sends) await until_done(office, link, send_due)
    if (polls) await ask_in_turn(office, link, sync_ms)
    if (tells || polls) await until_done(office, link, tell_due)
    await office.database.in_facility(facility, (sql) => settle_line(sql, facility))
  } catch (error) {
    if (office.stopped.aborted) return
    const rest_s = (failures: number): number => {
      if (error instanceof HubForbids) return forbidden_rest_s
      return delay_after(failures, error instanceof HubAway ? error.retry_after_s : 0)
    }
    await office.database.in_facility(facility, (sql) => rest_line(sql, facility, words_of(error), rest_s))
    throw error
  }
}

/**
 * Goes round over all facilities of the installation, in every server process. Each facility is served by itself, so that
 * none waits for another's hub.
 */
export const start_exchange = (options: ExchangeOptions): Exchange => {
  const stopping = new AbortController()
  const { database, store, rooms = {}, report } = options
  const { poll_ms = poll_default_ms, sync_ms = sync_default_ms } = options
  const stopped = stopping.signal
  const office: Office = {
    ...{ database, store, rooms, report, stopped, clock_tolerance_ms: options.clock_tolerance_ms, scan: options.scan },
    ...{ hub_of: open_hubs(stopped), keys_of: open_key_ring() },
    register: open_revocation_register(database),
  }
  const in_hand = new Map<string, Promise<void>>()
  let wake = new AbortController()

  const start_serving = (work: Work): void => {
    if (in_hand.has(work.facility)) return
    const serving = serve(office, work, sync_ms)
      .catch((error: unknown) => {
        // That the hub is away is said on the screens; a fault of ours belongs into the program's log.
        if (!(error instanceof HubAway) && !(error instanceof HubForbids)) report(error, `exchange of ${work.facility}`)
      })
      .finally(() => in_hand.delete(work.facility))
    in_hand.set(work.facility, serving)
  }

  const run = async (): Promise<void> => {
    while (!stopped.aborted) {
      const waking = wake.signal
      const wait_ms = await find_work(database).then(
        (work) => {
          work.forEach(start_serving)
          return poll_ms
        },
        (error: unknown) => {
          report(error, 'looking for letters')
          return after_failure_ms
        },
      )
      await sleep(wait_ms, undefined, { signal: AbortSignal.any([stopped, waking]), ref: false }).catch(() => undefined)
      if (waking.aborted) wake = new AbortController()
    }
    await Promise.all(in_hand.values())
  }
  const ended = run()

  return {
    scan: options.scan,
    poke: () => wake.abort(),
    async sync(facility) {
      await in_hand.get(facility)
      await database.in_facility(facility, (sql) =>
        sql.query('UPDATE exchange.hub_link SET next_poll_at = now(), away_until = NULL WHERE facility = $1', [
          facility,
        ]),
      )
      await serve(office, { facility, sends: true, polls: true, tells: true }, sync_ms)
    },
    async stop() {
      stopping.abort()
      await ended
    },
  }
}
