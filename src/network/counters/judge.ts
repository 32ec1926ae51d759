import { to_instant, shift_days } from '../../base/time/index.ts'
import type { BoardRules, CountedKind, DayState, Figures, Gap } from './contract.ts'
import { kinds } from './figures.ts'

/** One kind of one day: what the facility says, and what the hub has receipts of (undefined: it does not count this kind). */
export type DayToJudge = {
  facility: string
  day: string
  kind: CountedKind
  said: Figures | null
  /** The totals of the same day, as the facility says. */
  totals: Figures | null
  taken: number | undefined
}

export type Verdict = { state: Exclude<DayState, 'silent'>; missing: number; gaps: Gap[] }

const minute_ms = 60_000

/** Whether all that belongs to the day should be there by now. */
export const is_closed = (day: string, rules: Pick<BoardRules, 'grace_min'>, now: Date): boolean =>
  now.getTime() >= Date.parse(to_instant(shift_days(day, 1))) + rules.grace_min * minute_ms

type Says = Gap['says']
const by_facility = (
  said: Figures,
  ...names: ('due' | 'excused' | 'made' | 'sent' | 'overdue' | 'visits' | 'claims')[]
): Says => names.map((figure) => ({ source: 'facility', figure, value: said[figure] ?? null }))

const judge_totals = (one: DayToJudge, said: Figures): Verdict => {
  const { facility, day, kind } = one
  const [visits, claims] = [said['visits'] ?? null, said['claims'] ?? null]
  const is_under = visits !== null && claims !== null && claims > visits
  const gaps: Gap[] = is_under
    ? [
        {
          facility,
          day,
          kind,
          what: 'understated',
          count: claims - visits,
          says: by_facility(said, 'visits', 'claims'),
        },
      ]
    : []
  return { state: is_under ? 'gap' : 'whole', missing: 0, gaps }
}

/**
 * What of one kind of one day is whole, under way or wrong, by comparing sources. The same at the facility and at the hub;
 * no source is trusted by itself (decision 0025).
 */
export const judge_day = (one: DayToJudge, rules: Pick<BoardRules, 'grace_min'>, now: Date): Verdict => {
  const { facility, day, kind, said, taken } = one
  if (said === null) return { state: 'none', missing: 0, gaps: [] }
  if (kind === '') return judge_totals(one, said)
  const of = (name: string): number => said[name] ?? 0
  const is_over = is_closed(day, rules, now)
  const seen = kinds[kind].way === 'hub' ? taken : undefined
  const arrived = seen ?? of('sent')
  const lacking = Math.max(0, of('due') - of('excused') - arrived)
  const missing = is_over ? lacking : Math.min(lacking, of('overdue'))
  const hub_says: Says = seen === undefined ? [] : [{ source: 'hub', figure: 'taken', value: seen }]
  const head = { facility, day, kind }
  const gaps: Gap[] = []
  if (missing > 0)
    gaps.push({
      ...{ ...head, what: 'missing', count: missing },
      says: [...by_facility(said, 'due', 'excused', 'made', 'sent', 'overdue'), ...hub_says],
    })
  // It can know that a document was taken only after it was: at no moment may it say more.
  if (seen !== undefined && of('sent') > seen)
    gaps.push({
      ...head,
      what: 'inflated',
      count: of('sent') - seen,
      says: [...by_facility(said, 'sent'), ...hub_says],
    })
  if (seen !== undefined && is_over && seen > of('sent'))
    gaps.push({ ...head, what: 'unsaid', count: seen - of('sent'), says: [...by_facility(said, 'sent'), ...hub_says] })
  const visits = one.totals?.['visits'] ?? null
  // Every visit that ended owes a page (QĐ 31/QĐ-BYT 2026): less due than visits is one of the two said wrong.
  if (kind === 'health-book' && visits !== null && of('due') < visits)
    gaps.push({
      ...{ ...head, what: 'understated', count: visits - of('due') },
      says: [...by_facility(said, 'due'), { source: 'facility', figure: 'visits', value: visits }],
    })
  const state = gaps.length > 0 ? 'gap' : lacking > 0 ? 'waiting' : 'whole'
  return { state, missing, gaps }
}

/** The gravest first: what is missing, then what is said wrong. */
const gravity: Record<Gap['what'], number> = { silent: 0, missing: 1, inflated: 2, unsaid: 3, understated: 4 }

export const by_gravity = (a: Gap, b: Gap): number =>
  gravity[a.what] - gravity[b.what] || b.day.localeCompare(a.day) || b.count - a.count

/** Since when a facility has been silent, in minutes; undefined: it is not, or never spoke. */
export const silent_for_min = (
  taken_at: string | null,
  rules: Pick<BoardRules, 'silent_after_min'>,
  now: Date,
): number | undefined => {
  if (taken_at === null) return undefined
  const minutes = Math.floor((now.getTime() - Date.parse(taken_at)) / minute_ms)
  return minutes > rules.silent_after_min ? minutes : undefined
}
