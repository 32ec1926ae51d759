import type { Random } from '../../../demo/random.ts'
import { month_minutes, type Door } from './plan.ts'
import { house_sort } from './volumes.ts'

export type Span = { from: number; to: number }

export type HousePlan = {
  code: string
  name: string
  visits: number
  /** How its program reads its mail. */
  style: Door
  /** What its clock shows more than it is, always. */
  skew_ms: number
  /** For some days its clock is ahead so far that its papers are refused. */
  wrong_clock?: Span & { skew_ms: number }
  /** No power, no line, no program. */
  outages: Span[]
  /** It never comes back. */
  gone_at?: number
}

const hour = 60
const minute_ms = 60_000

const outages_of = (random: Random, longest_h: number): Span[] =>
  Array.from({ length: random.int(1, 3) }, () => {
    const from = random.int(0, month_minutes - 1)
    return { from, to: from + random.int(2 * hour, longest_h * hour) }
  })

/** Most clocks are right to seconds, some wrong by minutes, one by a day: programs find the hub's time by its answers. */
const skew_of = (random: Random): number =>
  random.weighted([
    [random.int(-20_000, 20_000), 60],
    [random.int(60_000, 4 * minute_ms), 15],
    [-random.int(60_000, 9 * minute_ms), 20],
    [-26 * hour * minute_ms, 5],
  ])

/** The last houses of the row are the smallest: of sixty two go away for good. */
const first_gone = (count: number): number => count - Math.max(1, Math.round(count / 30))

export const plan_houses = (random: Random, count: number): HousePlan[] =>
  Array.from({ length: count }, (_, at) => {
    const { name, visits } = house_sort(at)
    const house: HousePlan = {
      ...{ code: String(24_001 + at), name, visits, style: random.chance(0.3) ? 'plain' : 'fhir' },
      ...{ skew_ms: skew_of(random), outages: outages_of(random, at < 8 ? 12 : 60) },
    }
    if (at % 12 === 3) {
      const from = random.int(0, month_minutes / 2)
      const skew_ms = at % 24 === 3 ? random.int(40, 600) * minute_ms : random.int(7 * 60, 9 * 60) * 1_000
      house.wrong_clock = { from, to: from + random.int(3, 6) * 24 * hour, skew_ms }
    }
    if (at >= first_gone(count)) house.gone_at = random.int(18, 25) * 24 * hour
    return house
  })
