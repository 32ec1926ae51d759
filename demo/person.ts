import type { Resource } from '../src/standards/fhir/index.ts'
import { format_patient_code } from '../src/chart/patients/index.ts'
import { to_coverage, to_patient } from '../src/chart/patients/patient-resource.ts'
import { tagged, to_allergy, to_conditions, to_encounter } from './facts.ts'
import type { PersonPlan, SitePlan } from './stay-plan.ts'
import type { Random } from './random.ts'
import type { Scene } from './scene.ts'
import { doctor_of, first_of_role, head_of, signing_ward } from './staff.ts'
import { story_facts, visit_facts } from './stay-facts.ts'
import { closed_sheets, current_sheets, keeps_record, type DemoSheet, type Writers } from './stay-sheets.ts'

export type DemoRecord = { id: string; encounter: string; patient: string; main_form: string; sheets: string[] }
export type DemoPerson = { resources: Resource[]; sheets: DemoSheet[]; records: DemoRecord[] }

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

const payer_of = (person: PersonPlan['person']): string =>
  person.insurance ? '1' : person.reason_without_id === 'unknown-emergency' ? '4' : '2'

const writers_of = (facility: string, department: string): Writers => ({
  doctor: doctor_of(facility, department),
  head: head_of(facility, department),
  director: first_of_role(facility, 'director'),
  archive: first_of_role(facility, 'records_archive'),
  sign_daily: department === signing_ward(facility),
})

/** Everything of one person, in an order where targets come first. */
export const to_demo_person = (plan: SitePlan, one: PersonPlan, random: Random): DemoPerson => {
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
    const writers = writers_of(facility, stay.department)
    const conditions = to_conditions(stay)
    made.resources.push(
      to_encounter(stay, facility, payer_of(one.person), conditions, story?.result ?? stay.visit?.result),
      ...conditions,
    )
    if (!story) {
      made.resources.push(...visit_facts(stay, random, writers.doctor.practitioner))
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
    made.resources.push(...story_facts(scene, writers.doctor.practitioner))
    const sick_day = random.int(...story.sick_day)
    if (!keeps_record(stay, now)) continue
    const write = stay.discharged_at ? closed_sheets : current_sheets
    const sheets = write(scene, writers, sick_day)
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
