import { chart_age, say_age } from '../src/base/time/index.ts'
import { recovery_hours } from './course.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'
import type { StayPlan } from './stay-plan.ts'
import type { Story, Vitals } from './stories/index.ts'

export type Scene = {
  stay: StayPlan
  story: Story
  person: Person
  random: Random
  allergen: string | undefined
  now: string
  weight: number
}

export const age_words = (person: Person, on: string): string => {
  const age = person.birth_date ? chart_age(person.birth_date, on.slice(0, 10)) : undefined
  return age ? say_age(age) : 'khoảng 40 tuổi'
}

const gender_words = (person: Person): string => (person.gender === 'female' ? 'nữ' : 'nam')

const comma = (value: number): string => String(value).replace('.', ',')

/** Fills a story's text with this person and this moment. */
export const tell = (text: string, scene: Scene, vitals: Vitals, sick_day: number): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const words: Record<string, string> = {
      gioi: gender_words(scene.person),
      tuoi: age_words(scene.person, scene.stay.admitted_at),
      ngay_benh: String(sick_day),
      mach: `${vitals.pulse} lần/phút`,
      nhiet: comma(vitals.temperature),
      ha: `${vitals.systolic}/${vitals.diastolic} mmHg`,
      tho: String(vitals.breaths),
      spo2: String(vitals.spo2),
    }
    return words[name] ?? whole
  })

const recovered: Vitals = { pulse: 78, temperature: 36.8, systolic: 120, diastolic: 75, breaths: 18, spo2: 98 }
const recovered_child: Vitals = { pulse: 104, temperature: 36.9, systolic: 92, diastolic: 58, breaths: 26, spo2: 98 }
/** The sick person's signs drift towards health by the time the sheets say so. */
export const vitals_on = (story: Story, hours: number, random: Random): Vitals => {
  const goal = story.age[1] <= 12 ? recovered_child : recovered
  const share = Math.min(1, hours / recovery_hours(story))
  const between = (from: number, to: number, spread: number, decimals = 0) =>
    random.near(from + (to - from) * share, spread, decimals)
  const { vitals } = story
  return {
    pulse: between(vitals.pulse, goal.pulse, 4),
    temperature: Math.max(36, between(vitals.temperature, goal.temperature, 0.2, 1)),
    systolic: Math.round(between(vitals.systolic, goal.systolic, 4) / 5) * 5,
    diastolic: Math.round(between(vitals.diastolic, goal.diastolic, 3) / 5) * 5,
    breaths: between(vitals.breaths, goal.breaths, 1),
    spo2: Math.min(99, between(vitals.spo2, goal.spo2, 0.8)),
  }
}
