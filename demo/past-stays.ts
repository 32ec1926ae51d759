import { local_date, shift_days } from '../src/base/time/index.ts'
import { at, later } from './clock.ts'
import { find_demo_facility } from './facilities.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import { department_of, emergency_first, stay, type StayPlan } from './stay-plan.ts'
import { stories, vary, visits, type Story, type Visit } from './stories/index.ts'

const share_never_before = 0.15
/** Of earlier stays, those that ended not long ago: a ward sends people home every day. */
const share_recent = 0.22

const stories_for = (facility: string, gender: string, age: number): Story[] =>
  stories.filter(
    (one) =>
      department_of(facility, one) !== undefined &&
      (!one.gender || one.gender === gender) &&
      age >= one.age[0] &&
      age <= one.age[1],
  )

const visits_for = (gender: string, age: number): Visit[] =>
  visits.filter((one) => (!one.gender || one.gender === gender) && age >= one.age[0] && age <= one.age[1])

const years_between = (birth: string, on: string): number =>
  Number(on.slice(0, 4)) - Number(birth.slice(0, 4)) + (Number(on.slice(5, 7)) - Number(birth.slice(5, 7) || 6)) / 12

const past_inpatient = (
  facility: string,
  person: Person,
  random: Random,
  ended_before: string,
): StayPlan | undefined => {
  const days_ago = random.chance(share_recent) ? random.int(2, 16) : random.int(17, 900)
  const admitted_at = at(shift_days(ended_before, -days_ago), random.int(60, 1_380))
  const age = years_between(person.birth_date, admitted_at)
  const fitting = stories_for(facility, person.gender, age).filter((one) => one.form !== '05-BV1' || random.chance(0.5))
  if (
    person.birth_date === '' ||
    admitted_at.slice(0, person.birth_date.length) < person.birth_date ||
    fitting.length === 0
  )
    return undefined
  const story = vary(random.pick(fitting), random)
  const days = random.int(...story.days)
  const discharged_at = at(shift_days(local_date(admitted_at), days), random.int(8 * 60 + 30, 16 * 60))
  const made = { ...stay('', 'inpatient', department_of(facility, story) ?? '', admitted_at), story, discharged_at }
  return emergency_first(facility, story, random) ? { ...made, from_emergency: `${facility}-K02` } : made
}

const past_visit = (facility: string, person: Person, random: Random, before: string): StayPlan | undefined => {
  const admitted_at = at(shift_days(before, -random.int(3, 800)), random.int(7 * 60, 16 * 60))
  const fitting = visits_for(person.gender, years_between(person.birth_date, admitted_at))
  if (
    person.birth_date === '' ||
    admitted_at.slice(0, person.birth_date.length) < person.birth_date ||
    fitting.length === 0
  )
    return undefined
  const kind = find_demo_facility(facility).kind === 'station' ? 'station' : 'outpatient'
  return {
    ...stay('', kind, `${facility}-K01`, admitted_at),
    visit: random.pick(fitting),
    discharged_at: later(admitted_at, random.int(1, 4)),
  }
}

/** One to four stays over the years, none inside another. */
export const past_stays = (facility: string, person: Person, random: Random, before: string): StayPlan[] => {
  if (random.chance(share_never_before)) return []
  const station = find_demo_facility(facility).kind === 'station'
  const wanted = random.weighted([
    [1, 40],
    [2, 30],
    [3, 20],
    [4, 10],
  ] as const)
  const made: StayPlan[] = []
  for (let i = 0; i < wanted * 3 && made.length < wanted; i += 1) {
    const one =
      station || random.chance(0.35)
        ? past_visit(facility, person, random, before)
        : past_inpatient(facility, person, random, before)
    if (!one || (one.discharged_at ?? '') >= `${before}T00`) continue
    if (
      made.every(
        (other) => one.admitted_at > (other.discharged_at ?? '') || (one.discharged_at ?? '') < other.admitted_at,
      )
    )
      made.push(one)
  }
  return made
}
