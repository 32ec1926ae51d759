import { format_ma_yt, format_stay_number } from '../src/chart/encounters/index.ts'
import { coded, department_stay_extension } from '../src/chart/encounters/stay.ts'
import { to_condition } from '../src/chart/encounters/diagnosis.ts'
import { canonical, code_system, extension_url, identifier_system, type Resource } from '../src/standards/fhir/index.ts'
import { later } from './clock.ts'
import { ward_from, type StayPlan } from './stay-plan.ts'
import type { Coded, Drug } from './stories/index.ts'

export const tagged = <T extends Resource>(resource: T): T => ({
  ...resource,
  meta: { tag: [canonical.synthetic_tag] },
})

export const subject = (stay: StayPlan) => ({ reference: `Patient/${stay.patient}` })
export const encounter = (stay: StayPlan) => ({ reference: `Encounter/${stay.id}` })

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
      { system: identifier_system.ma_yt, value: format_ma_yt(facility, year, value, stay.kind) },
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
