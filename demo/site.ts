import { local_date, shift_days } from '../src/base/time/index.ts'
import type { Answers } from '../src/chart/medical-record/contract.ts'
import { format_patient_code } from '../src/chart/patients/index.ts'
import { to_coverage, to_patient } from '../src/chart/patients/patient-resource.ts'
import type { Resource } from '../src/standards/fhir/index.ts'
import { at, later } from './clock.ts'
import { to_places } from './facilities.ts'
import {
  tagged,
  to_allergy,
  to_conditions,
  to_encounter,
  to_imaging,
  to_lab_reports,
  to_medication,
  to_procedure,
  to_vitals,
  to_weight,
} from './facts.ts'
import type { LabCode } from './labs.ts'
import { plan_site, ward_from, type PersonPlan, type SitePlan, type SiteWish, type StayPlan } from './plan.ts'
import { create_random, seed_of, type Random } from './random.ts'
import { closing_answers, day_answers, main_answers, vitals_on, type Scene } from './sheets.ts'
import { doctor_of, to_staff } from './staff.ts'
import type { Story } from './stories/index.ts'

export type DemoSheet = {
  id: string
  encounter: string
  patient: string
  slug: string
  answers: Answers
  /** Local time with +07:00. */
  authored: string
  author: string
  author_name: string
  status: 'in-progress' | 'completed'
}
export type DemoRecord = { id: string; encounter: string; patient: string; main_form: string; sheets: string[] }
export type DemoPerson = { resources: Resource[]; sheets: DemoSheet[]; records: DemoRecord[] }
export type DemoNumber = { series: string; period: string; last: number }
export type DemoSite = {
  organisation: Resource[]
  people: Iterable<DemoPerson>
  numbers(): DemoNumber[]
  beds(): { bed: string; encounter: string; since: string }[]
}

const allergens = [
  ['Penicillin', 'Nổi mày đay toàn thân'],
  ['Cefotaxim', 'Ban đỏ, ngứa'],
  ['Tôm, cua', 'Mày đay, ngứa'],
  ['Paracetamol', 'Phù mi mắt'],
  ['Diclofenac', 'Khó thở, mày đay'],
  ['Thuốc cản quang chứa iod', 'Buồn nôn, mẩn ngứa'],
  ['Co-trimoxazol', 'Ban dát sẩn'],
  ['Nọc ong', 'Phản vệ độ II'],
] as const
const share_allergic = 0.12

const hours_between = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 3_600_000

const weight_of = (person: PersonPlan['person'], on: string, random: Random): number => {
  const age = person.birth_date
    ? Number(on.slice(0, 4)) -
      Number(person.birth_date.slice(0, 4)) +
      (Number(on.slice(5, 7)) - Number(person.birth_date.slice(5, 7) || 6)) / 12
    : 40
  if (age < 0.1) return random.near(3.1, 0.4, 1)
  if (age < 1) return random.near(4 + age * 5.5, 0.5, 1)
  if (age < 15) return random.near(8 + age * 2.5, 1.5, 1)
  return random.near(person.gender === 'female' ? 52 : 60, 9)
}

/** Twice a day until now, the first at admission. */
const rounds_of = (stay: StayPlan, now: string): string[] => {
  if (stay.discharged_at) return [later(stay.admitted_at, 0.25)]
  const day = local_date(stay.admitted_at)
  const regular = Array.from({ length: 16 }, (_, i) => [
    at(shift_days(day, i), 6 * 60),
    at(shift_days(day, i), 18 * 60),
  ]).flat()
  return [later(stay.admitted_at, 0.25), ...regular.filter((time) => time > later(stay.admitted_at, 3))].filter(
    (time) => time <= now,
  )
}

const improved = (labs: Story['labs']): Story['labs'] => {
  const goals: Partial<Record<LabCode, number>> = {
    wbc: 8.4,
    neut: 64,
    crp: 12,
    plt: 196,
    glucose: 6.2,
    ast: 42,
    alt: 44,
    procalcitonin: 0.2,
    troponin: 60,
    potassium: 4,
    lactate: 1.6,
    hct: 40,
  }
  return Object.fromEntries(Object.entries(goals).filter(([code]) => labs[code as LabCode] !== undefined))
}

const story_facts = (scene: Scene, doctor: string): Resource[] => {
  const { stay, story, random, now } = scene
  const until = stay.discharged_at ?? now
  const drawn = later(stay.admitted_at, 0.75)
  const again = later(at(local_date(stay.admitted_at), 3 * 1_440 + 7 * 60), 0)
  const procedure_at = story.procedure
    ? story.procedure.day === 0
      ? later(stay.admitted_at, 4)
      : at(local_date(stay.admitted_at), story.procedure.day * 1_440 + 9 * 60)
    : undefined
  return [
    ...rounds_of(stay, now).flatMap((time, i) =>
      to_vitals(stay, i, time, vitals_on(story, hours_between(stay.admitted_at, time), random)),
    ),
    ...(stay.admitted_at < until ? [to_weight(stay, stay.admitted_at, scene.weight)] : []),
    ...(drawn < until ? to_lab_reports(stay, 1, drawn, story.labs, random) : []),
    ...(!stay.discharged_at && again < until ? to_lab_reports(stay, 2, again, improved(story.labs), random) : []),
    ...story.imaging.flatMap((image, i) =>
      later(stay.admitted_at, 1.5) < until ? [to_imaging(stay, i + 1, later(stay.admitted_at, 1.5), image)] : [],
    ),
    ...story.drugs.map((drug, i) =>
      to_medication(
        stay,
        i + 1,
        later(stay.admitted_at, 0.8) < until ? later(stay.admitted_at, 0.8) : until,
        drug,
        doctor,
      ),
    ),
    ...(story.procedure && procedure_at && procedure_at < until
      ? [to_procedure(stay, procedure_at, story.procedure, doctor)]
      : []),
  ]
}

const visit_facts = (stay: StayPlan, random: Random, doctor: string): Resource[] => {
  const { visit } = stay
  if (!visit) return []
  return [
    ...to_vitals(stay, 0, stay.admitted_at, visit.vitals),
    ...(Object.keys(visit.labs).length > 0
      ? to_lab_reports(stay, 1, later(stay.admitted_at, 0.5), visit.labs, random)
      : []),
    ...visit.drugs.map((drug, i) => to_medication(stay, i + 1, stay.discharged_at ?? stay.admitted_at, drug, doctor)),
  ]
}

type Writer = { practitioner: string; name: string }

const sheet_head = (stay: StayPlan, writer: Writer) => ({
  encounter: stay.id,
  patient: stay.patient,
  author: writer.practitioner,
  author_name: writer.name,
})

/** One entry when the ward begins, then one each morning; only what lies in the past. */
const entry_times = (stay: StayPlan, until: string, random: Random): string[] => {
  const first = later(ward_from(stay), 1)
  const day = local_date(first)
  const mornings = Array.from({ length: 16 }, (_, i) => at(shift_days(day, i + 1), 7 * 60 + 30 + random.int(0, 100)))
  return [first, ...mornings].filter((time) => time <= until)
}

const share_finished = { after_a_day: 0.72, before: 0.5 }
const share_entry_finished = 0.92

const current_sheets = (scene: Scene, writer: Writer, sick_day: number): DemoSheet[] => {
  const { stay, story, random, now } = scene
  const vitals = vitals_on(story, 0, random)
  const hours = hours_between(stay.admitted_at, now)
  // A record is due within 24 hours (TT 32/2023 Điều 51): a fresh one is still being written
  const finished = hours > 5 && random.chance(hours > 24 ? share_finished.after_a_day : share_finished.before)
  const begun = later(stay.admitted_at, 0.5)
  const main: DemoSheet = {
    id: `${stay.id}-ba`,
    ...sheet_head(stay, writer),
    slug: story.form,
    answers: main_answers(scene, vitals, sick_day, finished),
    authored: finished ? later(stay.admitted_at, 3) : begun,
    status: finished ? 'completed' : 'in-progress',
  }
  const times = entry_times(stay, now, random)
  const entries = times.map((time, i): DemoSheet => {
    const done = (i < times.length - 1 && random.chance(0.97)) || random.chance(share_entry_finished)
    return {
      id: `${stay.id}-dt${i + 1}`,
      ...sheet_head(stay, writer),
      slug: '36-BV2',
      answers: day_answers(
        scene,
        i,
        time,
        vitals_on(story, hours_between(stay.admitted_at, time), random),
        sick_day + i,
        done,
      ),
      authored: time,
      status: done ? 'completed' : 'in-progress',
    }
  })
  return [main, ...entries]
}

/** This year's finished stays keep their whole bệnh án; older ones only their facts. */
const closed_sheets = (scene: Scene, writer: Writer, sick_day: number): DemoSheet[] => {
  const { stay, story, random } = scene
  const vitals = vitals_on(story, 0, random)
  return [
    {
      id: `${stay.id}-ba`,
      ...sheet_head(stay, writer),
      slug: story.form,
      answers: { ...main_answers(scene, vitals, sick_day, true), ...closing_answers(scene) },
      authored: stay.discharged_at ?? stay.admitted_at,
      status: 'completed',
    },
  ]
}

const payer_of = (person: PersonPlan['person']): string =>
  person.insurance ? '1' : person.reason_without_id === 'unknown-emergency' ? '4' : '2'

const to_demo_person = (plan: SitePlan, one: PersonPlan, random: Random): DemoPerson => {
  const { facility, now } = plan
  const patient = tagged(to_patient(one.person, one.id, format_patient_code(facility, one.code_number), one.registered))
  const allergy =
    !one.is_newborn && one.person.birth_date !== '' && random.chance(share_allergic)
      ? random.pick(allergens)
      : undefined
  const made: DemoPerson = { resources: [patient], sheets: [], records: [] }
  if (one.person.insurance) made.resources.push(tagged(to_coverage(one.id, one.person.insurance)))
  if (allergy) made.resources.push(to_allergy(one.id, allergy[0], allergy[1], `${one.registered}T09:00:00+07:00`))
  for (const stay of one.stays) {
    const { story } = stay
    const writer = doctor_of(facility, stay.department)
    const conditions = to_conditions(stay)
    made.resources.push(
      to_encounter(stay, facility, payer_of(one.person), conditions, story?.result ?? stay.visit?.result),
      ...conditions,
    )
    if (!story) {
      made.resources.push(...visit_facts(stay, random, writer.practitioner))
      continue
    }
    const scene: Scene = {
      stay,
      story,
      person: one.person,
      random,
      allergen: allergy?.[0],
      now,
      weight: weight_of(one.person, stay.admitted_at, random),
    }
    made.resources.push(...story_facts(scene, writer.practitioner))
    const sick_day = random.int(...story.sick_day)
    const keeps_record = !stay.discharged_at || stay.discharged_at.slice(0, 4) === now.slice(0, 4)
    if (!keeps_record) continue
    const sheets = stay.discharged_at ? closed_sheets(scene, writer, sick_day) : current_sheets(scene, writer, sick_day)
    made.sheets.push(...sheets)
    made.records.push({
      id: `${stay.id}-hs`,
      encounter: stay.id,
      patient: stay.patient,
      main_form: story.form,
      sheets: sheets.map(({ id }) => id),
    })
  }
  return made
}

const series_of = { inpatient: 'admission-number', outpatient: 'outpatient-number', station: 'station-number' } as const

const last_numbers = (plan: SitePlan): DemoNumber[] => {
  const last = new Map<string, DemoNumber>()
  const raise = (series: string, period: string, value: number) => {
    const before = last.get(`${series} ${period}`)
    if (!before || before.last < value) last.set(`${series} ${period}`, { series, period, last: value })
  }
  raise('patient-code', '', plan.people.length)
  const stays = plan.people.flatMap((one) => one.stays)
  for (const { kind, number } of stays) raise(series_of[kind], String(number.year), number.value)
  const year = plan.now.slice(0, 4)
  raise(
    'record-number',
    year,
    stays.filter((one) => one.story && (!one.discharged_at || one.discharged_at.slice(0, 4) === year)).length,
  )
  return [...last.values()]
}

/** A facility with its people. `people` may be walked more than once; each walk gives the same. */
export const build_site = (facility: string, wish: SiteWish): DemoSite => {
  const plan = plan_site(facility, wish)
  return {
    organisation: [...to_places(facility), ...to_staff(facility)],
    people: {
      *[Symbol.iterator]() {
        for (const one of plan.people) yield to_demo_person(plan, one, create_random(seed_of(one.id, wish.seed)))
      },
    },
    numbers: () => last_numbers(plan),
    beds: () =>
      plan.people
        .flatMap((one) => one.stays)
        .flatMap((stay) =>
          stay.bed && !stay.discharged_at ? [{ bed: stay.bed, encounter: stay.id, since: ward_from(stay) }] : [],
        ),
  }
}
