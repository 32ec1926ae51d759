import { local_date, shift_days } from '../src/base/time/index.ts'
import { later } from './clock.ts'
import { demo_departments } from './facilities.ts'
import type { Gender } from './names.ts'
import { past_stays } from './past-stays.ts'
import { make_person, make_unknown } from './people.ts'
import type { Random } from './random.ts'
import { department_of, emergency_first, stay, type Draft, type StayPlan } from './stay-plan.ts'
import { stories, vary, type Story } from './stories/index.ts'

/** Admission within the last twelve days, some in the last hours. */
const current_admission = (random: Random, now: string, days_max: number): string => {
  if (random.chance(0.1)) return later(now, -random.int(1, 7) - random.next())
  const days = random.int(0, Math.min(11, days_max))
  return later(now, -(days * 24 + random.int(4, 22)) - random.next())
}

const current_draft = (facility: string, told: Story, random: Random, now: string): Draft => {
  const story = vary(told, random)
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

export const current_drafts = (facility: string, count: number, random: Random, now: string): Draft[] => {
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
