import { local_date, shift_days } from '../src/base/time/index.ts'
import { at, later, now_of } from './clock.ts'
import { demo_beds, demo_departments, find_demo_facility } from './facilities.ts'
import { make_newborn, make_person, make_unknown, type Gender, type Person } from './people.ts'
import { create_random, seed_of, type Random } from './random.ts'
import { stories, visits, type Story, type Visit } from './stories/index.ts'

export type SiteWish = { patients: number; seed: number; today: string }

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

type Draft = { person: Person; stays: StayPlan[]; story?: Story; newborn_of?: Draft; birth?: string }

const share_never_before = 0.15

const stay = (patient: string, kind: StayPlan['kind'], department: string, admitted_at: string): StayPlan => ({
  id: '',
  patient,
  kind,
  department,
  admitted_at,
  number: { year: 0, value: 0 },
})

const department_of = (facility: string, story: Story): string | undefined => {
  const codes = demo_departments(facility).map(({ code }) => code)
  const code = codes.includes(story.department) ? story.department : story.fallback
  return code && codes.includes(code) ? `${facility}-${code}` : undefined
}

const emergency_first = (facility: string, story: Story, random: Random): boolean =>
  story.admit_from === '1' &&
  story.department !== 'K02' &&
  demo_departments(facility).some(({ code }) => code === 'K02') &&
  random.chance(0.5)

/** Beds by department; a bed is taken for a time and given to nobody else in it. */
const create_wards = (facility: string) => {
  const taken = new Map<string, { from: string; to: string }[]>()
  const beds = demo_beds(facility)
  return (department: string, from: string, to: string, random: Random): string | undefined => {
    const free = beds.filter(
      (bed) =>
        bed.department === department && !(taken.get(bed.id) ?? []).some((one) => from < one.to && one.from < to),
    )
    if (free.length === 0) return undefined
    const bed = random.pick(free).id
    taken.set(bed, [...(taken.get(bed) ?? []), { from, to }])
    return bed
  }
}
const for_ever = '9999'

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
  const admitted_at = at(shift_days(ended_before, -random.int(25, 900)), random.int(60, 1_380))
  const age = years_between(person.birth_date, admitted_at)
  const fitting = stories_for(facility, person.gender, age).filter((one) => one.form !== '05-BV1' || random.chance(0.5))
  if (
    person.birth_date === '' ||
    admitted_at.slice(0, person.birth_date.length) < person.birth_date ||
    fitting.length === 0
  )
    return undefined
  const story = random.pick(fitting)
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
const past_stays = (facility: string, person: Person, random: Random, before: string): StayPlan[] => {
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

/** Admission within the last twelve days, some in the last hours. */
const current_admission = (random: Random, now: string, days_max: number): string => {
  if (random.chance(0.1)) return later(now, -random.int(1, 7) - random.next())
  const days = random.int(0, Math.min(11, days_max))
  return later(now, -(days * 24 + random.int(4, 22)) - random.next())
}

const current_draft = (facility: string, story: Story, random: Random, now: string): Draft => {
  const gender: Gender = story.gender ?? (random.chance(0.5) ? 'male' : 'female')
  const person = make_person(random, { gender, age: story.age, today: now, facility, far: facility === '01929' })
  const admitted_at = current_admission(random, now, story.days[1])
  const made: StayPlan = { ...stay('', 'inpatient', department_of(facility, story) ?? '', admitted_at), story }
  if (emergency_first(facility, story, random) && later(admitted_at, 3) < now) made.from_emergency = `${facility}-K02`
  return {
    person,
    story,
    stays: [...past_stays(facility, person, random, shift_days(local_date(admitted_at), -1)), made],
  }
}

const unknown_draft = (facility: string, now: string): Draft | undefined => {
  const story = stories.find(({ id }) => id === 'chan-thuong-so-nao') ?? stories[0]
  if (!story) return undefined
  const department = department_of(facility, story) ?? ''
  return { person: make_unknown(), story, stays: [{ ...stay('', 'inpatient', department, later(now, -5)), story }] }
}

const newborn_drafts = (mothers: Draft[], random: Random, facility: string, now: string): Draft[] => {
  const story = stories.find(({ id }) => id === 'so-sinh')
  if (!story) return []
  return mothers.flatMap((mother) => {
    const came = mother.stays.at(-1)?.admitted_at ?? now
    const born = later(came, random.int(3, 9))
    if (born >= now) return []
    return [
      {
        person: { ...make_unknown(), name: '' },
        newborn_of: mother,
        birth: born,
        story,
        stays: [{ ...stay('', 'inpatient', `${facility}-K27`, born), story }],
      },
    ]
  })
}

const current_drafts = (facility: string, count: number, random: Random, now: string): Draft[] => {
  const room = new Map(demo_departments(facility).map(({ id, beds }) => [id, Math.floor(beds * 0.8)]))
  const fitting = stories.filter((one) => department_of(facility, one) !== undefined && one.id !== 'so-sinh')
  const drafts: Draft[] = []
  const unknown = facility === '24012' ? unknown_draft(facility, now) : undefined
  if (unknown) drafts.push(unknown)
  for (let i = 0; drafts.length < count && i < count * 20; i += 1) {
    const story = fitting[i % fitting.length]
    const department = story ? (department_of(facility, story) ?? '') : ''
    const left = room.get(department) ?? 0
    if (!story || left <= 0 || (i >= fitting.length && random.chance(0.35))) continue
    room.set(department, left - 1)
    drafts.push(current_draft(facility, story, random, now))
  }
  const mothers = drafts.filter(({ story }) => story?.id === 'de-thuong').slice(0, 3)
  const newborns = newborn_drafts(mothers, random, facility, now)
  return [
    ...drafts.slice(0, Math.max(0, count - newborns.length)),
    ...newborns.filter(({ newborn_of }) => newborn_of && drafts.indexOf(newborn_of) < count - newborns.length),
  ]
}

const other_drafts = (facility: string, count: number, random: Random, now: string): Draft[] =>
  Array.from({ length: count }, () => {
    const gender: Gender = random.chance(0.51) ? 'female' : 'male'
    const age = random.weighted([
      [[0.2, 6], 14],
      [[6, 18], 10],
      [[18, 45], 30],
      [[45, 65], 26],
      [[65, 92], 20],
    ] as const)
    const person = make_person(random, {
      gender,
      age: [age[0], age[1]],
      today: now,
      facility,
      far: facility === '01929' && random.chance(0.7),
    })
    return { person, stays: past_stays(facility, person, random, shift_days(local_date(now), -1)) }
  })

const pad = (value: number, size: number): string => String(value).padStart(size, '0')

const first_day = (draft: Draft, now: string): string =>
  draft.stays.map(({ admitted_at }) => admitted_at).toSorted()[0] ?? now

/** Persons in the order they first came, a mother always before her child. */
const to_people = (facility: string, drafts: Draft[], random: Random, now: string): PersonPlan[] => {
  const ordered = drafts
    .filter(({ newborn_of }) => !newborn_of)
    .toSorted((a, b) => (first_day(a, now) < first_day(b, now) ? -1 : 1))
  const all = [...ordered, ...drafts.filter(({ newborn_of }) => newborn_of)]
  const ids = new Map(all.map((draft, i) => [draft, `${facility}-nb${pad(i + 1, 4)}`]))
  return all.map((draft, i) => {
    const id = ids.get(draft) ?? ''
    const mother = draft.newborn_of
    const person = mother
      ? make_newborn(random, { id: ids.get(mother) ?? '', person: mother.person }, local_date(draft.birth ?? now))
      : draft.person
    const stays = draft.stays
      .toSorted((a, b) => (a.admitted_at < b.admitted_at ? -1 : 1))
      .map((one) => ({ ...one, patient: id }))
    return {
      id,
      person,
      code_number: i + 1,
      registered: local_date(first_day(draft, now)),
      stays,
      is_newborn: mother !== undefined,
    }
  })
}

/** Numbers run in the order people came, each kind by itself and anew each year. */
const give_numbers = (facility: string, people: PersonPlan[]): void => {
  const last = new Map<string, number>()
  const all = people
    .flatMap(({ stays }) => stays)
    .toSorted((a, b) =>
      a.admitted_at < b.admitted_at ? -1 : a.admitted_at > b.admitted_at ? 1 : a.patient < b.patient ? -1 : 1,
    )
  for (const [i, one] of all.entries()) {
    const year = Number(one.admitted_at.slice(0, 4))
    const value = (last.get(`${one.kind} ${year}`) ?? 0) + 1
    last.set(`${one.kind} ${year}`, value)
    one.number = { year, value }
    one.id = `${facility}-dt${pad(i + 1, 5)}`
  }
}

const give_beds = (facility: string, people: PersonPlan[], random: Random, now: string): void => {
  const take = create_wards(facility)
  const all = people.flatMap(({ stays }) => stays).filter(({ kind }) => kind === 'inpatient')
  for (const one of [
    ...all.filter(({ discharged_at }) => !discharged_at),
    ...all.filter(({ discharged_at }) => discharged_at),
  ]) {
    const bed = take(one.department, ward_from(one), one.discharged_at ?? for_ever, random)
    if (bed) one.bed = bed
    else if (!one.discharged_at) throw new Error(`demo: no free bed in ${one.department} at ${now}`)
  }
}

/** When the ward (and its bed) began: after the emergency hours where there were any. */
export const ward_from = (one: StayPlan): string => (one.from_emergency ? later(one.admitted_at, 2) : one.admitted_at)

export const plan_site = (facility: string, wish: SiteWish): SitePlan => {
  const now = now_of(wish.today)
  const random = create_random(seed_of(facility, wish.seed))
  const inpatients = Math.min(find_demo_facility(facility).inpatients, Math.ceil(wish.patients * 0.3))
  const current = current_drafts(facility, inpatients, random, now)
  const drafts = [...current, ...other_drafts(facility, Math.max(0, wish.patients - current.length), random, now)]
  const people = to_people(facility, drafts, random, now)
  give_numbers(facility, people)
  give_beds(facility, people, random, now)
  return { facility, now, people }
}
