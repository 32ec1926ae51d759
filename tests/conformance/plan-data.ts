import type { Caller } from '../../src/platform/audit/index.ts'
import type { Store } from '../../src/platform/records/index.ts'
import type { Resource } from '../../src/standards/fhir/index.ts'

/** Made-up people and facts in a facility, enough that a walk through all of them shows. */
export const loinc = 'http://loinc.org'
export const person_number = (i: number): string => `BN-${String(i).padStart(5, '0')}`
export const person_id = (i: number): string => `p-${i}`
export const sample_date = (i: number): string => new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString()

const codes = ['718-7', '8867-4', '14749-6', '8480-6']
const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng']
/** One in fifty has a given name that only she has. */
export const given_of = (i: number): string => (i % 50 === 0 ? `Hy${i}` : ['Hương', 'Lan', 'Nam', 'Đạt'][i % 4]!)

const coded = (system: string, code: string) => ({ coding: [{ system, code }] })

const facts_of = (i: number): Resource[] => {
  const subject = { reference: `Patient/${person_id(i)}` }
  const encounter = { reference: `Encounter/e-${i}` }
  const name = [{ text: `${families[i % 5]} Thị ${given_of(i)}`, family: families[i % 5], given: ['Thị', given_of(i)] }]
  return [
    {
      resourceType: 'Patient',
      id: person_id(i),
      identifier: [{ system: 'urn:mrn', value: person_number(i) }],
      ...{ name, gender: i % 2 ? 'female' : 'male', birthDate: `${1940 + (i % 80)}-0${1 + (i % 9)}-15` },
    },
    {
      ...{ resourceType: 'Encounter', id: `e-${i}`, status: 'finished', subject },
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      period: { start: sample_date(i), end: sample_date(i + 1) },
      participant: [{ individual: { reference: `Practitioner/dr-${i % 7}` } }],
    },
    ...codes.map((code, n) => ({
      ...{
        resourceType: 'Observation',
        id: `o-${i}-${n}`,
        status: 'final',
        subject,
        encounter,
        code: coded(loinc, code),
      },
      effectiveDateTime: sample_date(i * codes.length + n),
      valueQuantity: { value: 50 + (i % 90), unit: 'g/L', system: 'http://unitsofmeasure.org', code: 'g/L' },
    })),
    {
      ...{
        resourceType: 'Condition',
        id: `c-${i}`,
        subject,
        code: coded('http://hl7.org/fhir/sid/icd-10', `J${i % 60}`),
      },
    },
    {
      ...{ resourceType: 'MedicationRequest', id: `m-${i}`, status: 'active', intent: 'order', subject },
      medicationCodeableConcept: { text: 'Paracetamol' },
    },
  ]
}

const doctors: Resource[] = Array.from({ length: 7 }, (_, i) => ({ resourceType: 'Practitioner', id: `dr-${i}` }))

const caller_for = (facility: string): Caller => ({
  facility,
  actor: { id: 'filler', name: 'filler', role: 'system', kind: 'system' },
  purpose: 'HOPERAT',
  address: '',
  request_id: '',
})

/** Eight resources a person; with the first of them seven doctors. */
export const fill_facility = async (store: Store, facility: string, from: number, to: number): Promise<void> => {
  const group = (resources: Resource[]) =>
    store.unit(caller_for(facility), async (unit) => {
      for (const resource of resources) await unit.create(resource)
    })
  if (from === 0) await group(doctors)
  for (let i = from; i < to; i += 50)
    await group(Array.from({ length: Math.min(50, to - i) }, (_, n) => facts_of(i + n)).flat())
}
