import { add_working_days, add_working_hours, local_date, shift_days, to_instant } from '../../base/time/index.ts'
import type { ClockRule } from './book.ts'
import type { ClockState, Destination } from './contract.ts'

/** What a clock runs on. */
export type Clocked = {
  kind: string
  to: Destination
  /** The day it is counted on (counters.document_day), yyyy-mm-dd. */
  day: string
  /** The event: signed, issued; of a page of a visit the end of that visit. */
  began_at: Date
  /** The end of its visit; undefined: it goes on, or there is none. */
  visit_ended_at?: Date | undefined
}

export type ClockContext = { rules: readonly ClockRule[]; grace_min: number }

const hour_ms = 3_600_000
const minute_ms = 60_000

const usual_office = [['07:30', '11:30'] as const, ['13:00', '17:00'] as const]

const office_of = (rules: readonly ClockRule[]) =>
  rules.find((rule) => rule.unit === 'office-hours')?.office ?? usual_office

/** The line for the very kind before the one for any. */
export const rule_of = (rules: readonly ClockRule[], { kind, to }: Pick<Clocked, 'kind' | 'to'>) => {
  const of = (name: string) =>
    rules.flatMap((rule) => (rule.unit !== 'office-hours' && rule.to === to && rule.kind === name ? [rule] : []))[0]
  return of(kind) ?? of('*')
}

const midnight_after = (day: string): number => Date.parse(to_instant(shift_days(day, 1)))

/** By when it has to be there; undefined: no rule says so, or the visit it waits for goes on. */
export const due_at = (one: Clocked, { rules, grace_min }: ClockContext): Date | undefined => {
  const rule = rule_of(rules, one)
  if (!rule) return undefined
  const amount = rule.amount ?? grace_min
  switch (rule.unit) {
    case 'hours':
      return new Date(one.began_at.getTime() + amount * hour_ms)
    case 'working-hours':
      return add_working_hours(one.began_at, amount, office_of(rules))
    case 'working-days':
      return new Date(midnight_after(add_working_days(local_date(one.began_at), amount)))
    case 'day-end':
      return new Date(midnight_after(one.day) + amount * minute_ms)
    case 'visit-end':
      return one.visit_ended_at && new Date(one.visit_ended_at.getTime() + amount * minute_ms)
  }
}

const soon_ms = 2 * hour_ms

export const clock_state = (due: Date | undefined, arrived_at: Date | null, now: Date): ClockState => {
  if (due === undefined) return 'none'
  const at = arrived_at ?? now
  const is_late = at.getTime() > due.getTime()
  if (arrived_at !== null) return is_late ? 'met-late' : 'met'
  if (is_late) return 'late'
  return due.getTime() - now.getTime() <= soon_ms ? 'soon' : 'running'
}
