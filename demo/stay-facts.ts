import { local_date, shift_days } from '../src/base/time/index.ts'
import type { Resource } from '../src/standards/fhir/index.ts'
import { at, hours_between, later } from './clock.ts'
import { to_imaging, to_medication, to_procedure } from './facts.ts'
import { to_lab_reports, to_vitals, to_weight } from './measurements.ts'
import type { LabCode } from './labs.ts'
import type { StayPlan } from './stay-plan.ts'
import type { Random } from './random.ts'
import { vitals_on, type Scene } from './scene.ts'
import type { Story } from './stories/index.ts'

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

/** What was measured, found, given and done. */
export const story_facts = (scene: Scene, doctor: string): Resource[] => {
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

/** A visit of a few hours. */
export const visit_facts = (stay: StayPlan, random: Random, doctor: string): Resource[] => {
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
