import { format_ma_yt, format_stay_number } from '../src/chart/encounters/index.ts'
import { coded, department_stay_extension } from '../src/chart/encounters/stay.ts'
import { to_condition } from '../src/chart/encounters/diagnosis.ts'
import { canonical, code_system, extension_url, identifier_system, type Resource } from '../src/standards/fhir/index.ts'
import { later } from './clock.ts'
import { flag_of, lab_tests, panel_names, usual_labs, type LabCode, type Panel } from './labs.ts'
import { ward_from, type StayPlan } from './plan.ts'
import type { Random } from './random.ts'
import type { Coded, Drug, Vitals } from './stories/index.ts'

export const tagged = <T extends Resource>(resource: T): T => ({
  ...resource,
  meta: { tag: [canonical.synthetic_tag] },
})

const subject = (stay: StayPlan) => ({ reference: `Patient/${stay.patient}` })
const encounter = (stay: StayPlan) => ({ reference: `Encounter/${stay.id}` })

const number_system = {
  inpatient: identifier_system.admission_number,
  outpatient: identifier_system.outpatient_number,
  station: identifier_system.station_number,
}

const departments_of = (stay: StayPlan) => {
  const end = stay.discharged_at ? { to: stay.discharged_at } : {}
  if (!stay.from_emergency) return [{ department: stay.department, from: stay.admitted_at, ...end }]
  return [
    { department: stay.from_emergency, from: stay.admitted_at, to: ward_from(stay) },
    { department: stay.department, from: ward_from(stay), ...end },
  ]
}

export const to_encounter = (
  stay: StayPlan,
  facility: string,
  payer: string,
  diagnoses: Resource[],
  result: string | undefined,
): Resource => {
  const { year, value } = stay.number
  const closed = stay.discharged_at
  const reason = stay.story?.reason ?? stay.visit?.reason
  return tagged({
    resourceType: 'Encounter',
    id: stay.id,
    extension: [
      {
        url: extension_url.referred_by,
        valueCoding: coded(code_system.referred_by, stay.story?.admit_from === '1' ? '1' : '2'),
      },
      { url: extension_url.payer_kind, valueCoding: coded(code_system.payer_kind, payer) },
      ...departments_of(stay).map(department_stay_extension),
      ...(closed && result
        ? [{ url: extension_url.treatment_result, valueCoding: coded(code_system.treatment_result, result) }]
        : []),
    ],
    identifier: [
      { system: number_system[stay.kind], value: format_stay_number(year, value) },
      { system: identifier_system.ma_yt, value: format_ma_yt(facility, year, value) },
    ],
    status: closed ? 'finished' : 'in-progress',
    class: coded(code_system.act_code, stay.kind === 'inpatient' ? 'IMP' : 'AMB'),
    subject: subject(stay),
    period: { start: stay.admitted_at, ...(closed ? { end: closed } : {}) },
    ...(reason ? { reasonCode: [{ text: reason }] } : {}),
    ...(diagnoses.length > 0
      ? { diagnosis: diagnoses.map(({ id }) => ({ condition: { reference: `Condition/${id ?? ''}` } })) }
      : {}),
    hospitalization: {
      admitSource: { coding: [coded(code_system.admit_from, stay.story?.admit_from ?? '2')] },
      ...(closed ? { dischargeDisposition: { coding: [coded(code_system.discharge_kind, '1')] } } : {}),
    },
    ...(stay.bed
      ? {
          location: [
            {
              location: { reference: `Location/${stay.bed}` },
              status: closed ? 'completed' : 'active',
              period: { start: ward_from(stay), ...(closed ? { end: closed } : {}) },
            },
          ],
        }
      : {}),
    serviceProvider: { reference: `Organization/${stay.department}` },
  })
}

const condition = (
  stay: StayPlan,
  use: string,
  what: { text: string; code?: string; display?: string },
  at: string,
): Resource =>
  tagged({
    ...to_condition({ id: stay.id, patient: stay.patient }, `${stay.id}-cd-${use}`, { use, ...what }),
    recordedDate: at,
  })

export const to_conditions = (stay: StayPlan): Resource[] => {
  const { story, visit } = stay
  if (visit) return [condition(stay, 'discharge', visit.diagnosis, stay.discharged_at ?? stay.admitted_at)]
  if (!story) return []
  const plain = (one: Coded) => ({ text: one.text, code: one.code, display: one.display })
  const seen = later(stay.admitted_at, 1)
  return [
    condition(stay, 'emergency', { ...plain(story.diagnosis), text: story.diagnosis.display }, stay.admitted_at),
    condition(stay, 'admission', plain(story.diagnosis), seen),
    ...(story.comorbid ? [condition(stay, 'admission-comorbid', plain(story.comorbid), seen)] : []),
    condition(stay, 'differential', { text: story.differential }, seen),
    ...(stay.discharged_at
      ? [
          condition(stay, 'discharge', plain(story.diagnosis), stay.discharged_at),
          ...(story.comorbid ? [condition(stay, 'discharge-comorbid', plain(story.comorbid), stay.discharged_at)] : []),
        ]
      : []),
  ]
}

const category = (code: string) => [{ coding: [{ system: code_system.observation_category, code }] }]
const loinc = (code: string, text: string) => ({
  ...(code ? { coding: [{ system: code_system.loinc, code }] } : {}),
  text,
})
const quantity = (value: number, unit: string, code: string) => ({
  value,
  ...(unit ? { unit } : {}),
  system: code_system.ucum,
  code,
})

const vital = (stay: StayPlan, id: string, at: string, rest: Record<string, unknown>): Resource =>
  tagged({
    resourceType: 'Observation',
    id,
    status: 'final',
    category: category('vital-signs'),
    subject: subject(stay),
    encounter: encounter(stay),
    effectiveDateTime: at,
    ...rest,
  })

/** One round of the nurse: five measurements of one moment. */
export const to_vitals = (stay: StayPlan, round: number, at: string, vitals: Vitals): Resource[] => {
  const id = (name: string) => `${stay.id}-sh${round}-${name}`
  const single = (name: string, code: string, text: string, value: number, unit: string, ucum: string) =>
    vital(stay, id(name), at, { code: loinc(code, text), valueQuantity: quantity(value, unit, ucum) })
  return [
    single('mach', '8867-4', 'Mạch', vitals.pulse, 'lần/phút', '/min'),
    single('nhiet', '8310-5', 'Nhiệt độ', vitals.temperature, '°C', 'Cel'),
    vital(stay, id('ha'), at, {
      code: loinc('85354-9', 'Huyết áp'),
      component: [
        { code: loinc('8480-6', 'Huyết áp tâm thu'), valueQuantity: quantity(vitals.systolic, 'mmHg', 'mm[Hg]') },
        { code: loinc('8462-4', 'Huyết áp tâm trương'), valueQuantity: quantity(vitals.diastolic, 'mmHg', 'mm[Hg]') },
      ],
    }),
    single('tho', '9279-1', 'Nhịp thở', vitals.breaths, 'lần/phút', '/min'),
    single('spo2', '2708-6', 'SpO2', vitals.spo2, '%', '%'),
  ]
}

export const to_weight = (stay: StayPlan, at: string, weight: number): Resource =>
  vital(stay, `${stay.id}-can-nang`, at, {
    code: loinc('29463-7', 'Cân nặng'),
    valueQuantity: quantity(weight, 'kg', 'kg'),
  })

const lab_value = (code: LabCode, wanted: number | string | undefined, random: Random): Record<string, unknown> => {
  const [, , unit, ucum, low, high, decimals] = lab_tests[code]
  if (typeof wanted === 'string') return { valueString: wanted }
  const middle = wanted ?? (low + high) / 2
  const value = random.near(middle, wanted === undefined ? (high - low) * 0.4 : Math.abs(wanted) * 0.04, decimals)
  const flag = flag_of(value, low, high)
  return {
    valueQuantity: quantity(value, unit, ucum),
    interpretation: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: flag }] },
    ],
    referenceRange: [
      {
        low: quantity(low, unit, ucum),
        high: quantity(high, unit, ucum),
        text: `${String(low).replace('.', ',')} – ${String(high).replace('.', ',')}`,
      },
    ],
  }
}

/** One drawing of blood: an Observation a value and one report a panel. `values` are what the illness makes of them. */
export const to_lab_reports = (
  stay: StayPlan,
  round: number,
  at: string,
  values: Partial<Record<LabCode, number | string>>,
  random: Random,
): Resource[] => {
  const wanted = [...new Set([...(stay.kind === 'inpatient' ? usual_labs : []), ...(Object.keys(values) as LabCode[])])]
  const panels = new Map<Panel, Resource[]>()
  for (const code of wanted) {
    const [name, loinc_code, , , , , , panel] = lab_tests[code]
    const observation = tagged({
      resourceType: 'Observation',
      id: `${stay.id}-xn${round}-${code.replaceAll('_', '-')}`,
      status: 'final',
      category: category('laboratory'),
      code: loinc(loinc_code, name),
      subject: subject(stay),
      encounter: encounter(stay),
      effectiveDateTime: at,
      ...lab_value(code, values[code], random),
    })
    panels.set(panel, [...(panels.get(panel) ?? []), observation])
  }
  return [...panels].flatMap(([panel, observations]) => [
    ...observations,
    tagged({
      resourceType: 'DiagnosticReport',
      id: `${stay.id}-xn${round}-${panel}`,
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
      code: { text: panel_names[panel] },
      subject: subject(stay),
      encounter: encounter(stay),
      effectiveDateTime: at,
      issued: later(at, 1),
      result: observations.map(({ id }) => ({ reference: `Observation/${id ?? ''}` })),
    }),
  ])
}

export const to_imaging = (
  stay: StayPlan,
  i: number,
  at: string,
  image: { title: string; conclusion: string },
): Resource =>
  tagged({
    resourceType: 'DiagnosticReport',
    id: `${stay.id}-ha${i}`,
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }],
    code: { text: image.title },
    subject: subject(stay),
    encounter: encounter(stay),
    effectiveDateTime: at,
    conclusion: image.conclusion,
  })

export const to_medication = (stay: StayPlan, i: number, at: string, drug: Drug, doctor: string): Resource =>
  tagged({
    resourceType: 'MedicationRequest',
    id: `${stay.id}-th${i}`,
    status: stay.discharged_at ? 'completed' : 'active',
    intent: 'order',
    medicationCodeableConcept: { text: drug.name },
    subject: subject(stay),
    encounter: encounter(stay),
    authoredOn: at,
    requester: { reference: `Practitioner/${doctor}` },
    dosageInstruction: [{ text: drug.dose, route: { text: drug.route } }],
  })

export const to_procedure = (
  stay: StayPlan,
  at: string,
  procedure: { name: string; kind: string; method: string },
  doctor: string,
): Resource =>
  tagged({
    resourceType: 'Procedure',
    id: `${stay.id}-pt1`,
    status: 'completed',
    category: { text: procedure.kind === 'surgery' ? 'Phẫu thuật' : 'Thủ thuật' },
    code: { text: procedure.name },
    subject: subject(stay),
    encounter: encounter(stay),
    performedDateTime: at,
    performer: [{ actor: { reference: `Practitioner/${doctor}` } }],
    note: [{ text: procedure.method }],
  })

export const to_allergy = (patient: string, allergen: string, reaction: string, at: string): Resource =>
  tagged({
    resourceType: 'AllergyIntolerance',
    id: `${patient}-du1`,
    clinicalStatus: { coding: [{ system: code_system.allergy_clinical, code: 'active' }] },
    code: { text: allergen },
    patient: { reference: `Patient/${patient}` },
    recordedDate: at,
    reaction: [{ manifestation: [{ text: reaction }] }],
  })
