import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../platform/database/index.ts'
import { find_rules } from '../counters/index.ts'
import { in_open_wall } from './as-oversight.ts'
import { judge_days } from './judge-days.ts'
import { walk_deliveries } from './walk-deliveries.ts'
import { walk_papers } from './walk-papers.ts'
import { apply_reports, find_new_reports } from './walk-reports.ts'

export type WalkOptions = {
  database: Database
  /** Under whose code it walks: the hub's own. */
  code: string
  every_ms?: number
  report(error: unknown, what: string): void
}

export type Walking = {
  /** There may be something new. */
  poke(): void
  /** One whole walk, now. */
  walk_now(): Promise<void>
  stop(): Promise<void>
}

/** How often it looks when nobody pokes. */
export const walking_every_ms = 30_000
/** Papers taken up by one statement; two statements of a kind are a step. */
const batch_default = 5_000

type Step = 'done' | 'more' | 'busy'

/**
 * One transaction: what is new is added up once or not at all. Reports are picked before the papers are walked: whatever
 * a facility could know of when it spoke is then counted here too.
 */
const step = (database: Database, code: string, batch: number): Promise<Step> =>
  in_open_wall(database, code, async (sql): Promise<Step> => {
    const { row_count } = await sql.query('SELECT FROM hub.board_walk FOR UPDATE SKIP LOCKED')
    if (row_count === 0) return 'busy'
    const reports = await find_new_reports(sql)
    const no_papers = await walk_papers(sql, batch)
    const is_done = (await walk_deliveries(sql, batch)) && no_papers
    if (is_done) await apply_reports(sql, reports)
    await judge_days(sql, await find_rules(sql), new Date())
    return is_done ? 'done' : 'more'
  })

/** One whole walk. @param batch rows taken by one statement */
export const walk_once = async (database: Database, code: string, batch = batch_default): Promise<void> => {
  for (let state: Step = 'more'; state !== 'done';) {
    state = await step(database, code, batch)
    if (state === 'busy') await sleep(100)
  }
}

/** Walks behind the mailbox in its own time; the mailbox knows nothing of it. */
export const start_walking = ({ database, code, every_ms = walking_every_ms, report }: WalkOptions): Walking => {
  const stopping = new AbortController()
  let wake = new AbortController()
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const waking = wake.signal
      const state = await step(database, code, batch_default).catch((error: unknown) => {
        report(error, 'walking over what the hub took')
        return 'done' as const
      })
      if (state === 'more') continue
      const signal = AbortSignal.any([stopping.signal, waking])
      await sleep(every_ms, undefined, { signal, ref: false }).catch(() => undefined)
      if (waking.aborted) wake = new AbortController()
    }
  }
  const ended = run()
  return {
    poke: () => wake.abort(),
    walk_now: () => walk_once(database, code),
    async stop() {
      stopping.abort()
      await ended
    },
  }
}
