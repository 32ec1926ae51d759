import { to_instant, shift_days } from '../../base/time/index.ts'
import type { BoardRules, Figures, Gap } from './contract.ts'
import { by_facility, type DayToJudge, type Says, type Verdict } from './day-to-judge.ts'
import { kinds } from './figures.ts'
import { judge_totals } from './judge-totals.ts'

export type { Verdict } from './day-to-judge.ts'

const minute_ms = 60_000

/** Whether all that belongs to the day should be there by now. */
export const is_closed = (day: string, rules: Pick<BoardRules, 'grace_min'>, now: Date): boolean =>
  now.getTime() >= Date.parse(to_instant(shift_days(day, 1))) + rules.grace_min * minute_ms

type Papers = { said: Figures; of(name: string): number; seen: number | undefined; is_over: boolean }

/** Where what one side says of papers is not what the other has. */
const find_papers_apart = (one: DayToJudge, { said, of, seen, is_over }: Papers): Gap[] => {
  const head = { facility: one.facility, day: one.day, kind: one.kind }
  const gap = (what: Gap['what'], count: number, says: Says): Gap[] =>
    count > 0 ? [{ ...head, what, count, says }] : []
  const hub_says: Says = seen === undefined ? [] : [{ source: 'hub', figure: 'taken', value: seen }]
  const [sent, visits] = [of('sent'), one.totals?.['visits'] ?? 0]
  // Both in the same word, so nothing can have come in between.
  const both = seen === undefined ? sent : Math.min(sent, seen)
  const apart = [...by_facility(said, 'sent'), ...hub_says]
  return [
    // It can know that a document was taken only after it was: at no moment may it say more.
    ...(seen === undefined ? [] : gap('inflated', sent - seen, apart)),
    ...(seen === undefined || !is_over ? [] : gap('unsaid', seen - sent, apart)),
    ...gap('unbacked', both - of('due') - of('stray'), [...by_facility(said, 'due', 'stray', 'sent'), ...hub_says]),
    // Every visit that ended owes a page (QĐ 31/QĐ-BYT 2026): less due than visits is one of the two said wrong.
    ...(one.kind !== 'health-book'
      ? []
      : gap('understated', visits - of('due'), [
          ...by_facility(said, 'due'),
          { source: 'facility', figure: 'visits', value: visits },
        ])),
    // An older program does not say what answers it holds.
    ...(typeof said['acknowledged'] === 'number'
      ? gap('unproven', sent - said['acknowledged'], by_facility(said, 'sent', 'acknowledged'))
      : []),
  ]
}

/**
 * Says whether a day is whole, and names what is not: as facility, day, kind and how many, with what each source says.
 * While the day runs, only what the facility itself calls overdue is missing; after it, everything that is not there
 * (decision 0025).
 */
export const judge_day = (one: DayToJudge, rules: Pick<BoardRules, 'grace_min'>, now: Date): Verdict => {
  const { facility, day, kind, said, taken } = one
  if (said === null) return { state: 'none', missing: 0, gaps: [] }
  if (kind === '') return judge_totals(one, said)
  const of = (name: string): number => said[name] ?? 0
  const is_over = is_closed(day, rules, now)
  const seen = kinds[kind].way === 'hub' ? taken : undefined
  // A page of a visit that was put right makes good for no other.
  const arrived = (seen ?? of('sent')) - of('stray')
  const lacking = Math.max(0, of('due') - of('excused') - arrived)
  const missing = is_over ? lacking : Math.min(lacking, of('overdue'))
  const gaps = find_papers_apart(one, { said, of, seen, is_over })
  if (missing > 0)
    gaps.unshift({
      ...{ facility, day, kind, what: 'missing', count: missing },
      says: [
        ...by_facility(said, 'due', 'excused', 'made', 'sent', 'overdue'),
        ...(seen === undefined ? [] : [{ source: 'hub' as const, figure: 'taken' as const, value: seen }]),
      ],
    })
  const state = gaps.length > 0 ? 'gap' : lacking > 0 ? 'waiting' : 'whole'
  return { state, missing, gaps }
}

/** The gravest first: what is missing, then what is said wrong. */
const gravity: Record<Gap['what'], number> = {
  ...{ silent: 0, missing: 1, removed: 2, inflated: 3, unbacked: 4, unsaid: 5 },
  ...{ outdone: 6, unproven: 7, understated: 8 },
}

export const by_gravity = (a: Gap, b: Gap): number =>
  gravity[a.what] - gravity[b.what] || b.day.localeCompare(a.day) || b.count - a.count

/**
 * Since when a facility has been silent, in minutes; undefined: it is not.
 * @param since its last word; of one that never spoke, when it was admitted; null: nobody waits for it
 */
export const silent_for_min = (
  since: string | null,
  rules: Pick<BoardRules, 'silent_after_min'>,
  now: Date,
): number | undefined => {
  if (since === null) return undefined
  const minutes = Math.floor((now.getTime() - Date.parse(since)) / minute_ms)
  return minutes > rules.silent_after_min ? minutes : undefined
}
