import { to_condition } from '../src/chart/encounters/diagnosis.ts'
import { format_patient_code } from '../src/chart/patients/index.ts'
import { to_patient } from '../src/chart/patients/patient-resource.ts'
import { shift_days } from '../src/base/time/index.ts'
import type { Resource } from '../src/standards/fhir/index.ts'
import { at, later } from './clock.ts'
import { tagged, to_encounter } from './facts.ts'
import { to_lab_reports, to_vitals } from './measurements.ts'
import { make_person } from './people.ts'
import type { StayPlan } from './stay-plan.ts'
import { create_random } from './random.ts'

const facility = '24012'
const encounters = 500
const observations = 30_000
const today = '2026-11-21'

/** A dialysis patient of many years: 500 visits, 30 000 measurements. Targets come first. */
export const build_heavy_patient = (): Resource[] => {
  const random = create_random(30_000)
  const id = `${facility}-nb-nang`
  const person = make_person(random, { gender: 'male', age: [62, 64], today, facility })
  const made: Resource[] = [tagged(to_patient(person, id, format_patient_code(facility, 9_000_001), today))]
  const per_stay = observations / encounters
  for (let i = 0; i < encounters; i += 1) {
    const admitted_at = at(shift_days(today, -7 * (encounters - i)), 7 * 60)
    const stay: StayPlan = {
      id: `${facility}-dt-nang-${String(i + 1).padStart(3, '0')}`,
      patient: id,
      kind: 'outpatient',
      department: `${facility}-K01`,
      admitted_at,
      discharged_at: later(admitted_at, 5),
      number: { year: Number(admitted_at.slice(0, 4)), value: 900_000 + i },
    }
    const condition = tagged({
      ...to_condition(stay, `${stay.id}-cd`, {
        use: 'discharge',
        text: 'Bệnh thận mạn giai đoạn cuối, lọc máu chu kỳ',
        code: 'N18.5',
        display: 'Bệnh thận mạn, giai đoạn 5',
      }),
      recordedDate: admitted_at,
    })
    made.push(to_encounter(stay, facility, '1', [condition], '3'), condition)
    const labs = to_lab_reports(
      stay,
      1,
      admitted_at,
      { urea: 24.1, creatinine: 812, potassium: 5.2, hgb: 98, sodium: 138 },
      random,
    )
    const rounds: Resource[] = []
    const lab_values = labs.filter(({ resourceType }) => resourceType === 'Observation').length
    for (let round = 0; rounds.length + lab_values < per_stay; round += 1)
      rounds.push(
        ...to_vitals(stay, round, later(admitted_at, round * 0.3), {
          pulse: random.int(68, 92),
          temperature: 36.7,
          systolic: random.int(13, 17) * 10,
          diastolic: random.int(7, 10) * 10,
          breaths: 18,
          spo2: random.int(95, 99),
        }).slice(0, per_stay - lab_values - rounds.length),
      )
    made.push(...rounds, ...labs)
  }
  return made
}
