import { code_system, exact_decimal, identifier_system, type Resource } from '../../src/standards/fhir/index.ts'
import { chance_of, type Chance } from './chance.ts'
import {
  diagnoses,
  drugs,
  families,
  givens,
  laboratory,
  middles,
  places,
  vitals,
  type Measured,
} from './record-words.ts'

const day_ms = 86_400_000
const begin_ms = Date.UTC(2024, 0, 1)
export const resources_per_patient = 60
export const organizations_max = 5
export const practitioners_max = 20

const vn_time = (ms: number): string => `${new Date(ms + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
const ref = (type: string, id: string) => ({ reference: `${type}/${id}` })
const concept = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display === undefined ? {} : { display }) }],
  ...(display === undefined ? {} : { text: display }),
})
const amount = (text: string, unit: string) => ({
  value: exact_decimal(text),
  unit,
  system: code_system.ucum,
  code: unit,
})

const organization_id = (i: number): string => `bench-org-${i}`
const practitioner_id = (i: number): string => `bench-dr-${i}`

/** What every patient's resources refer to: hospitals and doctors. Loaded first. */
export const generate_shared = (seed: number): Resource[] => {
  const chance = chance_of(seed * 7_919 + 1)
  const hospitals = Array.from({ length: organizations_max }, (_, i): Resource => ({
    resourceType: 'Organization',
    id: organization_id(i),
    identifier: [{ system: identifier_system.facility, value: `9${seed % 10}00${i}` }],
    active: true,
    name: `Bệnh viện Đa khoa thử ${i + 1}`,
    address: [{ city: places[i % places.length]?.city, country: 'VN' }],
  }))
  const doctors = Array.from({ length: practitioners_max }, (_, i): Resource => {
    const [family, middle, given] = [chance.pick(families), chance.pick(middles), `Bác Sĩ ${i}`]
    return {
      resourceType: 'Practitioner',
      id: practitioner_id(i),
      identifier: [{ system: identifier_system.cchn, value: `${String(i).padStart(6, '0')}/BENCH-CCHN` }],
      active: true,
      name: [{ text: `${family} ${middle} ${given}`, family, given: [middle, given], prefix: ['BS.'] }],
      gender: chance.pick(['male', 'female']),
    }
  })
  return [...hospitals, ...doctors]
}

/** One patient being made: what its resources share. */
type Chart = {
  chance: Chance
  resources: Resource[]
  patient: { reference: string }
  hospital: { reference: string }
  /** Takes the resource up under an id of its own. */
  add(resource: Resource): { reference: string }
}

const make_patient = ({ chance, hospital }: Chart, id: string, seed: number, index: number): Resource => {
  const [family, middle, given] = [chance.pick(families), chance.pick(middles), chance.pick(givens)]
  const number = String(index).padStart(7, '0')
  const place = chance.pick(places)
  const born = `${chance.int(1935, 2022)}-${String(chance.int(1, 12)).padStart(2, '0')}-${String(chance.int(1, 28)).padStart(2, '0')}`
  return {
    resourceType: 'Patient',
    id,
    identifier: [
      { use: 'official', system: identifier_system.cccd, value: `000${String(seed % 100).padStart(2, '0')}${number}` },
      { system: identifier_system.bhyt, value: `XX400${String(seed % 1_000).padStart(3, '0')}${number}` },
      { use: 'usual', system: identifier_system.patient_code, value: `BN${seed}-${number}` },
    ],
    active: true,
    name: [{ use: 'official', text: `${family} ${middle} ${given}`, family, given: [middle, given] }],
    telecom: [{ system: 'phone', value: `0000${number}`, use: 'mobile' }],
    gender: chance.pick(['male', 'female']),
    birthDate: born,
    address: [{ use: 'home', line: [`Số ${chance.int(1, 400)}`], city: place.ward, state: place.city, country: 'VN' }],
    contact: [{ relationship: [{ text: 'Con' }], name: { text: `${family} ${chance.pick(middles)} Thân` } }],
    managingOrganization: hospital,
  }
}

/** One attendance: what was found, measured, concluded and given. */
const add_stay = (chart: Chart, at_ms: number, is_inpatient: boolean): void => {
  const { chance, patient, hospital } = chart
  const doctor = ref('Practitioner', practitioner_id(chance.int(0, practitioners_max - 1)))
  const encounter = chart.add({
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: code_system.act_code, code: is_inpatient ? 'IMP' : 'AMB' },
    type: [{ text: is_inpatient ? 'Điều trị nội trú' : 'Khám ngoại trú' }],
    subject: patient,
    participant: [{ individual: doctor }],
    period: { start: vn_time(at_ms), end: vn_time(at_ms + (is_inpatient ? 5 * day_ms : 3 * 3_600_000)) },
    reasonCode: [{ text: 'Mệt mỏi, sốt, đau đầu 3 ngày nay' }],
    serviceProvider: hospital,
  })
  const about = { subject: patient, encounter }
  const conditions = Array.from({ length: 4 }, () => {
    const [code, display] = chance.pick(diagnoses)
    return chart.add({
      resourceType: 'Condition',
      clinicalStatus: concept(code_system.condition_clinical, 'active'),
      verificationStatus: concept(code_system.condition_verification, 'confirmed'),
      category: [concept(code_system.condition_category, 'encounter-diagnosis')],
      code: concept(code_system.icd10, code, display),
      ...about,
      onsetDateTime: vn_time(at_ms - 3 * day_ms),
      recordedDate: vn_time(at_ms + 1_800_000),
      recorder: doctor,
    })
  })
  const observe = (category: string, [code, display]: readonly string[], minutes: number, found: object) =>
    chart.add({
      resourceType: 'Observation',
      status: 'final',
      category: [concept(code_system.observation_category, category)],
      code: concept(code_system.loinc, code ?? '', display),
      ...about,
      effectiveDateTime: vn_time(at_ms + minutes * 60_000),
      issued: vn_time(at_ms + (minutes + 20) * 60_000),
      performer: [doctor],
      ...found,
    })
  const value_of = ([, , , low, high, decimals]: Measured): string =>
    (low + chance.next() * (high - low)).toFixed(decimals)
  observe('vital-signs', ['85354-9', 'Huyết áp'], 5, {
    component: [
      {
        code: concept(code_system.loinc, '8480-6', 'Tâm thu'),
        valueQuantity: amount(`${chance.int(95, 180)}`, 'mm[Hg]'),
      },
      {
        code: concept(code_system.loinc, '8462-4', 'Tâm trương'),
        valueQuantity: amount(`${chance.int(55, 110)}`, 'mm[Hg]'),
      },
    ],
  })
  for (const one of vitals)
    observe('vital-signs', [one[0], one[1]], 6, { valueQuantity: amount(value_of(one), one[2]) })
  const results = laboratory.map((one) => {
    const [code, display, unit, low, high, decimals] = one
    const value = value_of(one)
    const middle = ((low + high) / 2).toFixed(decimals)
    return observe('laboratory', [code, display], 60, {
      valueQuantity: amount(value, unit),
      interpretation: [
        concept(
          'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
          Number(value) > Number(middle) ? 'H' : 'N',
        ),
      ],
      referenceRange: [{ low: amount(low.toFixed(decimals), unit), high: amount(middle, unit) }],
    })
  })
  for (const reason of conditions.slice(0, 2)) add_medication(chart, { about, doctor, reason, at_ms })
  chart.add({
    resourceType: 'DiagnosticReport',
    status: 'final',
    category: [concept('http://terminology.hl7.org/CodeSystem/v2-0074', 'LAB')],
    code: concept(code_system.loinc, '58410-2', 'Tổng phân tích tế bào máu và sinh hóa'),
    ...about,
    effectiveDateTime: vn_time(at_ms + 3_600_000),
    issued: vn_time(at_ms + 4_800_000),
    performer: [hospital],
    result: results,
    conclusion: 'Theo dõi thêm, tái khám sau 7 ngày.',
  })
  if (is_inpatient) add_last_papers(chart, { about, doctor, conditions, at_ms })
}

type Course = { about: object; doctor: object; at_ms: number }

const add_medication = (chart: Chart, { about, doctor, reason, at_ms }: Course & { reason: object }): void => {
  chart.add({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: chart.chance.pick(drugs) },
    ...about,
    authoredOn: vn_time(at_ms + 5_400_000),
    requester: doctor,
    reasonReference: [reason],
    dosageInstruction: [
      {
        text: 'Uống sau ăn, ngày 2 lần, mỗi lần 1 viên',
        timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
        doseAndRate: [{ doseQuantity: { value: 1, unit: 'viên' } }],
      },
    ],
    dispenseRequest: { quantity: { value: 14, unit: 'viên' } },
  })
}

/** The last stay leaves five papers more, so that a patient has sixty resources. */
const add_last_papers = (
  chart: Chart,
  { about, doctor, conditions, at_ms }: Course & { conditions: object[] },
): void => {
  const { patient } = chart
  chart.add({
    resourceType: 'AllergyIntolerance',
    clinicalStatus: concept(code_system.allergy_clinical, 'active'),
    code: { text: 'Penicillin' },
    patient,
    recordedDate: vn_time(at_ms),
    recorder: doctor,
  })
  chart.add({
    resourceType: 'Coverage',
    status: 'active',
    type: { text: 'BHYT' },
    beneficiary: patient,
    period: { start: '2024-01-01', end: '2028-12-31' },
    payor: [{ display: 'BHXH Việt Nam' }],
  })
  chart.add({
    resourceType: 'ServiceRequest',
    status: 'completed',
    intent: 'order',
    code: { text: 'Điện tim thường' },
    ...about,
    authoredOn: vn_time(at_ms + 3_600_000),
    requester: doctor,
  })
  chart.add({
    resourceType: 'Procedure',
    status: 'completed',
    code: { text: 'Điện tim thường' },
    ...about,
    performedDateTime: vn_time(at_ms + 7_200_000),
    performer: [{ actor: doctor }],
  })
  chart.add({
    resourceType: 'Composition',
    status: 'final',
    type: concept(code_system.loinc, '18842-5', 'Giấy ra viện'),
    ...about,
    date: vn_time(at_ms + 5 * day_ms),
    author: [doctor],
    title: 'Tóm tắt hồ sơ bệnh án',
    section: [
      {
        title: 'Chẩn đoán',
        text: {
          status: 'generated',
          div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${'Chẩn đoán khi ra viện, diễn biến và hướng điều trị tiếp. '.repeat(4)}</p></div>`,
        },
        entry: conditions,
      },
    ],
  })
}

/**
 * One patient's sixty resources: the patient, three stays of eighteen, five papers. The same for the same seed and
 * index, always; references inside lead to these sixty and to `generate_shared`.
 */
export const generate_patient = (seed: number, index: number): Resource[] => {
  const chance = chance_of(Math.imul(seed, 1_000_003) + Math.imul(index, 0x9e3779b1))
  const made_ms = begin_ms + index * resources_per_patient
  const resources: Resource[] = []
  const id = chance.id(made_ms)
  const chart: Chart = {
    ...{ chance, resources, patient: ref('Patient', id) },
    hospital: ref('Organization', organization_id(index % organizations_max)),
    add(resource) {
      const { resourceType, ...rest } = resource
      const own_id = chance.id(made_ms + resources.length)
      resources.push({ resourceType, id: own_id, ...rest })
      return ref(resourceType, own_id)
    },
  }
  resources.push(make_patient(chart, id, seed, index))
  const first_ms = begin_ms + chance.int(0, 540) * day_ms + chance.int(7 * 60, 16 * 60) * 60_000
  for (const stay of [0, 1, 2]) add_stay(chart, first_ms + stay * chance.int(20, 60) * day_ms, stay === 2)
  return resources
}
