import { local_date, shift_days } from '../src/base/time/index.ts'
import { now_of } from './clock.ts'
import { current_drafts } from './current-drafts.ts'
import { demo_beds, find_demo_facility } from './facilities.ts'
import type { Gender } from './names.ts'
import { past_stays } from './past-stays.ts'
import { make_newborn, make_person } from './people.ts'
import { create_random, seed_of, type Random } from './random.ts'
import { ward_from, type Draft, type PersonPlan, type SitePlan, type SiteWish } from './stay-plan.ts'

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

export const plan_site = (facility: string, wish: SiteWish): SitePlan => {
  const now = now_of(wish.today)
  const random = create_random(seed_of(facility, wish.seed))
  const inpatients = Math.min(find_demo_facility(facility).inpatients, Math.ceil(wish.patients * 0.3))
  const current = current_drafts(facility, inpatients, random, now)
  const drafts = [...current, ...other_drafts(facility, Math.max(0, wish.patients - current.length), random, now)]
  const people = to_people(facility, drafts, random, now)
  give_numbers(facility, people)
  give_beds(facility, people, random, now)
  return { facility, now: now_of(wish.until ?? wish.today), people }
}
