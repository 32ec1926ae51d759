import type { Figures, Gap, OutsideName } from './contract.ts'
import { by_facility, type DayToJudge, type Says, type Verdict } from './day-to-judge.ts'
import { insured_visits } from './visit-types.ts'

/** What a total may have lost honestly: the record says so of each. */
export const put_right = { visits: ['voided', 'moved'], admissions: ['admissions_changed'] } as const
const lost_names = { visits: 'removed', admissions: 'admissions_removed' } as const
type Kept = keyof typeof put_right
const kept_names: Kept[] = ['visits', 'admissions']

/** A total with what was put right of it: it can grow, and shrinks only when something is deleted. */
const standing = (said: Figures, name: Kept): number =>
  put_right[name].reduce((sum, one) => sum + (said[one] ?? 0), said[name] ?? 0)

/** Deleted, as the facility itself finds, or as an earlier signed word of the day gives it away. */
const find_removed = (one: DayToJudge, said: Figures): Gap[] =>
  kept_names.flatMap((figure): Gap[] => {
    const peak = one.peak?.[figure] ?? 0
    const count = Math.max(said[lost_names[figure]] ?? 0, said[figure] == null ? 0 : peak - standing(said, figure))
    if (count <= 0) return []
    const before: Says = peak > 0 ? [{ source: 'facility', figure, value: peak, before: true }] : []
    const { facility, day, kind } = one
    return [
      {
        ...{ facility, day, kind, what: 'removed', figure, count },
        says: [...before, ...by_facility(said, figure, ...put_right[figure])],
      },
    ]
  })

/** With what a number of somebody else is compared; undefined: the facility says nothing of it. */
const beside: Record<OutsideName, (said: Figures) => number | undefined> = {
  claims: insured_visits,
  visits: (said) => said['visits'] ?? undefined,
  admissions: (said) => said['admissions'] ?? undefined,
  discharges: (said) => said['discharges'] ?? undefined,
}

/** Somebody else knows of more than the facility says. Fewer is no gap: nobody else knows of all. */
const find_outdone = (one: DayToJudge, said: Figures): Gap[] =>
  (one.outside ?? []).flatMap(({ figure, value, source }): Gap[] => {
    const own = beside[figure](said)
    if (own === undefined || value <= own) return []
    const { facility, day, kind } = one
    return [
      {
        ...{ facility, day, kind, what: 'outdone', figure, count: value - own },
        says: [
          { source: 'outside', figure, value, of: source },
          { source: 'facility', figure: figure === 'claims' ? 'visits' : figure, value: own },
        ],
      },
    ]
  })

/** Totals of a day: against what was signed of it before, and against what others counted. */
export const judge_totals = (one: DayToJudge, said: Figures): Verdict => {
  const { facility, day, kind } = one
  const [visits, claims] = [said['visits'] ?? null, said['claims'] ?? null]
  const is_under = visits !== null && claims !== null && claims > visits
  const under: Gap[] = is_under
    ? [
        {
          ...{ facility, day, kind, what: 'understated', count: claims - visits },
          says: by_facility(said, 'visits', 'claims'),
        },
      ]
    : []
  const gaps = [...find_removed(one, said), ...find_outdone(one, said), ...under]
  return { state: gaps.length > 0 ? 'gap' : 'whole', missing: 0, gaps }
}
