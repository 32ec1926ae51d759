import { setTimeout as sleep } from 'node:timers/promises'
import { list_facilities } from '../access/index.ts'
import type { Database } from '../database/index.ts'
import { deliver, type Office } from './deliver.ts'
import { distribute, FaultyCriteria } from './distribute.ts'
import { forget } from './forget.ts'
import { turn_off } from './outcome.ts'

const forget_every_ms = 60_000
/** A database that is away is asked for less often: each time leaves a line in the program's log. */
const after_failure_ms = 2_000

/** subscription null: the facility has rows in its outbox. */
type Work = { facility: string; subscription: string | null; binding: string | null; is_socket: boolean }

const find_work = async (database: Database): Promise<Work[]> =>
  (
    await database.in_site((sql) =>
      sql.query<Work>('SELECT facility, subscription, binding, is_socket FROM record.subscription_work()'),
    )
  ).rows

const distribute_all = async (office: Office, facility: string): Promise<void> => {
  for (let more = true; more && !office.stopped.aborted;) {
    try {
      more = await distribute(office.database, facility)
    } catch (error) {
      if (!(error instanceof FaultyCriteria)) throw error
      await turn_off(office, facility, error.subscription, `điều kiện không hỏi được: ${error.message}`.slice(0, 500))
    }
  }
}

export type Dispatcher = {
  /** There may be something to do at once. */
  poke(): void
  tidy(): Promise<void>
  /** Resolves when nothing is in hand any more. */
  ended: Promise<unknown>
}

/**
 * Goes round: what was written becomes events, what waits is sent. Looks for work by asking the database a few times a
 * second: NOTIFY would put all commits of the database behind one lock, and a lost one would have to be asked for anyway.
 * Each subscription is sent to by itself, so that none waits for another.
 */
export const start_dispatcher = (
  office: Office,
  options: { poll_ms: number; report: (error: unknown, what: string) => void },
): Dispatcher => {
  const { stopped, database } = office
  const in_hand = new Map<string, Promise<void>>()
  let wake = new AbortController()

  const start_delivery = (facility: string, id: string): void => {
    const key = `${facility}/${id}`
    if (in_hand.has(key)) return
    const work = deliver(office, facility, id)
      .catch((error: unknown) => options.report(error, `notifying ${key}`))
      .finally(() => in_hand.delete(key))
    in_hand.set(key, work)
  }

  const go_round = async (): Promise<void> => {
    const work = await find_work(database)
    for (const { facility, subscription } of work)
      if (subscription === null)
        await distribute_all(office, facility).catch((error: unknown) =>
          options.report(error, `distributing ${facility}`),
        )
    const due = work.some(({ subscription }) => subscription === null) ? await find_work(database) : work
    for (const { facility, subscription, binding, is_socket } of due)
      if (subscription !== null && (!is_socket || office.sockets.holds(`${facility}/${subscription}`, binding)))
        start_delivery(facility, subscription)
  }

  const run = async (): Promise<void> => {
    let forgotten_at = 0
    while (!stopped.aborted) {
      const wait_ms = await go_round().then(
        () => options.poll_ms,
        (error: unknown) => {
          options.report(error, 'looking for work')
          return after_failure_ms
        },
      )
      if (Date.now() - forgotten_at > forget_every_ms) {
        forgotten_at = Date.now()
        await forget_all(office).catch((error: unknown) => options.report(error, 'forgetting'))
      }
      await sleep(wait_ms, undefined, { signal: AbortSignal.any([stopped, wake.signal]), ref: false }).catch(
        () => undefined,
      )
      wake = new AbortController()
    }
    await Promise.all(in_hand.values())
  }

  return { poke: () => wake.abort(), tidy: () => forget_all(office), ended: run() }
}

const forget_all = async (office: Office): Promise<void> => {
  for (const { code } of await office.database.in_site(list_facilities)) await forget(office, office.database, code)
}
