import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extension_url, identifier_system, type Resource } from '../fhir/index.ts'
import { validate_resource } from '../fhir-validation/index.ts'
import { to_ministry, to_ministry_bundle } from './index.ts'

const ministry = 'http://fhir.ehealth.gov.vn/core'
const vn_core = /fhir\.hl7\.org\.vn/
const concept = (code: string, display: string) => ({
  valueCodeableConcept: { coding: [{ code, display }], text: display },
})

const patient: Resource = {
  ...{ resourceType: 'Patient', id: 'p1', meta: { profile: ['x'], source: 'https://benhanmo.vn/facility/24012' } },
  extension: [
    { url: extension_url.ethnicity, ...concept('02', 'Tày') },
    { url: extension_url.religion, ...concept('1', 'Phật giáo') },
    { url: extension_url.occupation, ...concept('04', 'Nông dân') },
  ],
  identifier: [
    { type: { coding: [{ code: 'MR' }] }, system: identifier_system.patient_code, value: '24012.00000001' },
    { use: 'official', system: identifier_system.cccd, value: '024168001234' },
    { system: identifier_system.cmnd, value: '121212121', use: 'old' },
    { system: identifier_system.bhyt, value: 'GD4242412345678' },
    { system: identifier_system.passport, value: 'B1234567' },
    { use: 'temp', system: identifier_system.temporary, value: 'T1' },
  ],
  name: [{ text: 'Nguyễn Thị Hương', family: 'Nguyễn', given: ['Thị', 'Hương'] }],
  telecom: [{ system: 'phone', value: '0912345678' }],
  address: [
    {
      extension: [
        { url: extension_url.province, valueCoding: { code: '24', display: 'Bắc Ninh' } },
        { url: extension_url.ward, valueCoding: { code: '07210', display: 'Phường Bắc Giang' } },
      ],
      ...{ use: 'home', line: ['Số 5'], city: 'Phường Bắc Giang', state: 'Bắc Ninh', country: 'VN' },
    },
    { use: 'old', city: 'Xã Cũ', district: 'Huyện Cũ', state: 'Bắc Giang' },
  ],
}

const sid = (name: string) => `${ministry}/sid/${name}`
const identifiers = (one: Resource) =>
  (one['identifier'] as { system: string; value: string; type?: { coding: { code: string }[] } }[]).map(
    ({ system, value, type }) => [system, type?.coding[0]?.code, value],
  )

test('numbers get the draft’s systems and types; what it has no place for stays and is named', () => {
  const { resource, unmapped } = to_ministry(patient)
  assert.deepEqual(identifiers(resource).slice(0, 5), [
    [sid('patient-internal-id'), 'PI', '24012.00000001'],
    [sid('national_id'), 'NI', '024168001234'],
    [sid('citizen_id'), 'NI', '121212121'],
    [sid('insurance_number'), 'SB', 'GD4242412345678'],
    [sid('passport_number'), 'PPN', 'B1234567'],
  ])
  assert.deepEqual(unmapped, ['extension vn-ext-occupation', 'identifier temporary'])
  assert.doesNotMatch(JSON.stringify(resource), vn_core)
  assert.deepEqual(resource['telecom'], patient['telecom'], 'a telephone is no identifier')
})

test('extension-race carries dân tộc, extension-ethic tôn giáo; no profile is claimed', () => {
  const { resource } = to_ministry(patient)
  assert.deepEqual(resource['extension'], [
    { url: `${ministry}/StructureDefinition/extension-race`, ...concept('02', 'Tày') },
    { url: `${ministry}/StructureDefinition/extension-ethic`, ...concept('1', 'Phật giáo') },
  ])
  assert.deepEqual(resource.meta, { source: 'https://benhanmo.vn/facility/24012' })
})

test('an address of two tiers gets no district; an old one keeps it; our city is its ward', () => {
  const [today, before] = to_ministry(patient).resource['address'] as Record<string, unknown>[]
  const parts = (address: Record<string, unknown> | undefined) =>
    ((address?.['extension'] ?? []) as { extension: { url: string }[] }[])
      .flatMap(({ extension }) => extension)
      .map((one) => Object.values(one))
  assert.deepEqual(parts(today), [
    ['state', { code: '24', display: 'Bắc Ninh' }],
    ['ward', { code: '07210', display: 'Phường Bắc Giang' }],
  ])
  assert.deepEqual(parts(before), [
    ['state', 'Bắc Giang'],
    ['district', 'Huyện Cũ'],
    ['ward', 'Xã Cũ'],
  ])
  assert.deepEqual([today?.['city'], today?.['state'], today?.['line']], [undefined, 'Bắc Ninh', ['Số 5']])
})

test('visits, houses, people and cards: numbers inside references too; the given one is not touched', () => {
  const coverage: Resource = {
    ...{ resourceType: 'Coverage', id: 'c', status: 'active', beneficiary: { reference: 'Patient/p1' } },
    identifier: [{ system: identifier_system.bhyt, value: 'GD4242412345678' }],
    payor: [{ identifier: { system: identifier_system.facility, value: '24012' }, display: 'BHXH' }],
  }
  const encounter: Resource = {
    ...{ resourceType: 'Encounter', id: 'e', status: 'finished', class: { code: 'IMP' } },
    identifier: [
      { system: identifier_system.ma_lk, value: 'LK1' },
      { system: identifier_system.record_number, value: 'HS1' },
      { system: identifier_system.archive_number, value: 'LT1' },
    ],
  }
  const house = { resourceType: 'Organization', identifier: [{ system: identifier_system.facility, value: '24012' }] }
  const doctor = { resourceType: 'Practitioner', identifier: [{ system: identifier_system.cchn, value: '001234/BN' }] }
  const before = JSON.stringify([coverage, encounter, house, doctor])
  const { bundle, unmapped } = to_ministry_bundle([patient, coverage, encounter, house, doctor])
  const text = JSON.stringify(bundle)
  for (const name of ['VisitNumber', 'MRN', 'ArchiveNumber', 'insurance_number', 'provider-code'])
    assert.ok(text.includes(`"${sid(name)}"`), name)
  assert.ok(text.includes('"system":"http://fhir.hl7.org.vn/core/sid/cchn"'), 'a licence has no place there')
  assert.deepEqual(unmapped, ['extension vn-ext-occupation', 'identifier cchn', 'identifier temporary'])
  assert.equal(JSON.stringify([coverage, encounter, house, doctor]), before)
})

test('what leaves is FHIR R4; a type the mapper does not know is refused by name', () => {
  const { resource } = to_ministry(patient)
  const errors = validate_resource(resource).filter(({ severity }) => severity === 'error')
  assert.deepEqual(errors, [])
  assert.throws(() => to_ministry({ resourceType: 'Observation' }), /chưa có cho Observation/)
})
