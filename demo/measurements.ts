import { code_system, type Resource } from '../src/standards/fhir/index.ts'
import { later } from './clock.ts'
import { encounter, subject, tagged } from './facts.ts'
import { flag_of, lab_tests, panel_names, usual_labs, type LabCode, type Panel } from './labs.ts'
import type { Random } from './random.ts'
import type { StayPlan } from './stay-plan.ts'
import type { Vitals } from './stories/index.ts'

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
