import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../../demo/random.ts'
import type { Someone } from '../../matching/population.ts'
import type { Member } from './houses.ts'
import type { Counts, Line } from './line.ts'
import { month_minutes, type Plan, type Sending } from './plan.ts'
import { identity_of } from './paper.ts'

/** A month run off in less: minutes of it, and what they last here. */
export type Clock = { minute(): number; ms_per_minute: number }

export const start_clock = (month_ms: number): Clock => {
  const [start, ms_per_minute] = [performance.now(), month_ms / month_minutes]
  return { ms_per_minute, minute: () => (performance.now() - start) / ms_per_minute }
}

/** All there is to know, for judging what the houses and the hub say. */
export type World = {
  plan: Plan
  clock: Clock
  people: Someone[]
  members: Map<string, Member>
  by_key: Map<string, Sending>
  /** What stands under an identity; not what tried to take it. */
  by_document: Map<string, Sending>
  /** Outboxes lie here. */
  dir: string
  poll_ms: number
  counts: Counts
  /** What must not be, as it is seen. */
  faults: string[]
  /** What the line last did to a house, by its code. */
  broken: Map<string, string>
  stopped: AbortSignal
}

export const index_plan = ({ sendings }: Plan): Pick<World, 'by_key' | 'by_document'> => ({
  by_key: new Map(sendings.map((one) => [one.key, one])),
  by_document: new Map(sendings.flatMap((one) => (one.trouble === 'reused' ? [] : [[identity_of(one), one] as const]))),
})

/** One of the houses at work. */
export type Seat = { world: World; member: Member; line: Line; random: Random }

/** Away: no power or no line, or for good. After the month everybody is there who ever comes back. */
export const is_away = ({ clock }: World, { plan }: Member): boolean => {
  const minute = clock.minute()
  if (plan.gone_at !== undefined && minute >= plan.gone_at) return true
  return minute < month_minutes && plan.outages.some(({ from, to }) => minute >= from && minute < to)
}

export const pause = (ms: number, stopped: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal: stopped }).catch(() => undefined)
