import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate_resource } from '../src/standards/fhir-validation/index.ts'

/**
 * node bench/validation.ts: what base R4 validation costs a write, beside JSON.parse + JSON.stringify of the same text
 * in the same run. Shapes alternate as on a server; each object is validated as freshly parsed.
 */
const terminology = 'http://terminology.hl7.org/CodeSystem'
const quantity = (value: number) => ({ value, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' })

const observation = {
  resourceType: 'Observation',
  id: '24012-dt00400-xn1-cholesterol',
  meta: { source: 'https://benhanmo.vn/facility/24012', versionId: '1', lastUpdated: '2026-11-21T09:07:48.656Z' },
  status: 'final',
  category: [{ coding: [{ system: `${terminology}/observation-category`, code: 'laboratory' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '14647-2' }], text: 'Cholesterol toàn phần' },
  subject: { reference: 'Patient/24012-nb0242' },
  encounter: { reference: 'Encounter/24012-dt00400' },
  effectiveDateTime: '2026-08-21T15:28:00+07:00',
  performer: [{ reference: 'Practitioner/24012-ktv-an', display: 'KTV. Lê Văn An' }],
  valueQuantity: quantity(5.8),
  interpretation: [{ coding: [{ system: `${terminology}/v3-ObservationInterpretation`, code: 'H' }] }],
  referenceRange: [{ low: quantity(3.1), high: quantity(5.2), text: '3,1 – 5,2' }],
}

const named = (url: string, text: string) => ({
  url,
  valueCodeableConcept: { coding: [{ code: '01', display: text }], text },
})
const identifier = (system: string, value: string) => ({
  use: 'official',
  type: { coding: [{ system: `${terminology}/v2-0203`, code: 'MR' }] },
  system: `http://fhir.hl7.org.vn/core/sid/${system}`,
  value,
  period: { start: '2026-01-01', end: '2026-12-31' },
})

const patient = {
  resourceType: 'Patient',
  id: '24160-nb0044',
  meta: { source: 'https://benhanmo.vn/facility/24012', versionId: '1', lastUpdated: '2026-11-21T09:08:07.402Z' },
  extension: [
    named('http://fhir.hl7.org.vn/core/StructureDefinition/vn-ext-ethnicity', 'Kinh'),
    named('http://fhir.hl7.org.vn/core/StructureDefinition/vn-ext-occupation', 'Công nhân'),
  ],
  identifier: [
    identifier('patient-code', '24160.00000044'),
    identifier('cccd', '024195063228'),
    identifier('bhyt', 'DN4242439396539'),
  ],
  active: true,
  name: [{ use: 'official', text: 'Nguyễn Thanh Yến', family: 'Nguyễn', given: ['Thanh', 'Yến'] }],
  telecom: [{ system: 'phone', value: '0811248849' }],
  gender: 'female',
  birthDate: '1995-01-18',
  address: [
    { use: 'home', line: ['Số 114 đường Lý Thái Tổ'], city: 'Phường Tân Tiến', state: 'Tỉnh Bắc Ninh', country: 'VN' },
  ],
  contact: [
    {
      relationship: [{ text: 'Con' }],
      name: { text: 'Trần Tiến Khánh' },
      telecom: [{ system: 'phone', value: '0852352753' }],
      address: { text: 'Phường Tân Tiến, Tỉnh Bắc Ninh' },
    },
  ],
}

const transaction = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [patient, ...Array.from({ length: 20 }, () => observation)].map((resource, i) => ({
    fullUrl: `urn:uuid:00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    resource,
    request: { method: 'POST', url: resource.resourceType },
  })),
}

const package_folder = join(import.meta.dirname, '../node_modules/hl7.fhir.r4.examples')
const example = (name: string): [string, string][] => {
  const path = join(package_folder, `${name}.json`)
  return existsSync(path) ? [[`HL7 ${name}`, JSON.stringify(JSON.parse(readFileSync(path, 'utf8')))]] : []
}

const samples: [string, string][] = [
  ['Observation, as our laboratory writes it', JSON.stringify(observation)],
  ['Patient, as our reception writes it', JSON.stringify(patient)],
  ['Bundle, transaction of these: 21 entries', JSON.stringify(transaction)],
  ...example('Observation-blood-pressure'),
  ...example('Patient-example'),
  ...example('MedicationRequest-medrx0301'),
  ...example('Encounter-f003'),
]

const objects_per_round = 50
const rounds = 200

/** Microseconds per call in one round. */
const round_us = (text: string, prepare: (text: string) => unknown, work: (value: unknown) => unknown): number => {
  const values = Array.from({ length: objects_per_round }, () => prepare(text))
  const start = performance.now()
  for (const value of values) work(value)
  return ((performance.now() - start) * 1_000) / objects_per_round
}

const validate_us = new Map<string, number>()
const json_us = new Map<string, number>()
/** The machine is shared: the quickest round is what the work costs. */
const keep_least = (into: Map<string, number>, name: string, value: number): void =>
  void into.set(name, Math.min(value, into.get(name) ?? Number.POSITIVE_INFINITY))

for (let round = 0; round < rounds; round += 1)
  for (const [name, text] of samples) {
    keep_least(
      validate_us,
      name,
      round_us(text, (one) => JSON.parse(one) as unknown, validate_resource),
    )
    keep_least(
      json_us,
      name,
      round_us(
        text,
        (one) => one,
        (one) => JSON.stringify(JSON.parse(String(one))),
      ),
    )
  }

console.log('| resource | bytes | validate µs | parse + stringify µs | ratio |\n|---|---|---|---|---|')
for (const [name, text] of samples) {
  const [ours, json] = [validate_us.get(name) ?? 0, json_us.get(name) ?? 1]
  console.log(`| ${name} | ${text.length} | ${ours.toFixed(1)} | ${json.toFixed(1)} | ${(ours / json).toFixed(2)} |`)
}
