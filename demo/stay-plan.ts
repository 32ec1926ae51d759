import { later } from './clock.ts'
import { demo_departments } from './facilities.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import type { Story, Visit } from './stories/index.ts'

/** `until`: told again on a later day, as the same people went on since. */
export type SiteWish = { patients: number; seed: number; today: string; until?: string }

export type StayPlan = {
  id: string
  patient: string
  kind: 'inpatient' | 'outpatient' | 'station'
  story?: Story
  visit?: Visit
  department: string
  /** Hours in the emergency department before the ward. */
  from_emergency?: string
  bed?: string
  admitted_at: string
  discharged_at?: string
  number: { year: number; value: number }
}

export type PersonPlan = {
  id: string
  person: Person
  code_number: number
  registered: string
  stays: StayPlan[]
  is_newborn: boolean
}
export type SitePlan = { facility: string; now: string; people: PersonPlan[] }

export type Draft = { person: Person; stays: StayPlan[]; story?: Story; newborn_of?: Draft; birth?: string }

/** When the ward (and its bed) began: after the emergency hours where there were any. */
export const ward_from = (one: StayPlan): string => (one.from_emergency ? later(one.admitted_at, 2) : one.admitted_at)

export const stay = (patient: string, kind: StayPlan['kind'], department: string, admitted_at: string): StayPlan => ({
  id: '',
  patient,
  kind,
  department,
  admitted_at,
  number: { year: 0, value: 0 },
})

export const department_of = (facility: string, story: Story): string | undefined => {
  const codes = demo_departments(facility).map(({ code }) => code)
  const code = codes.includes(story.department) ? story.department : story.fallback
  return code && codes.includes(code) ? `${facility}-${code}` : undefined
}

export const emergency_first = (facility: string, story: Story, random: Random): boolean =>
  story.admit_from === '1' &&
  story.department !== 'K02' &&
  demo_departments(facility).some(({ code }) => code === 'K02') &&
  random.chance(0.5)
