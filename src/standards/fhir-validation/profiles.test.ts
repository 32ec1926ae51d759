import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { canonical, code_system, extension_url, identifier_system } from '../fhir/index.ts'
import { known_profiles, load_profile, validate_invariants, validate_resource } from './index.ts'
import { example_names, has_examples, read_example } from './test-examples.ts'

type Bag = Record<string, unknown>

const folder = join(import.meta.dirname, 'profiles')
const own = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Bag)
const profile = (name: string): string => `https://benhanmo.vn/fhir/StructureDefinition/${name}`

const found = (resource: Bag, name: string): string[] =>
  validate_resource(resource, { profiles: [profile(name)] }).map((one) => `${one.code} ${one.expression}`)

test('our profiles are sound StructureDefinitions and ValueSets themselves', () => {
  assert.ok(own.length >= 10)
  for (const one of own) {
    assert.deepEqual(validate_resource(one), [], String(one['id']))
    assert.deepEqual(validate_invariants(one), [], String(one['id']))
  }
  const structures = own.filter((one) => one['resourceType'] === 'StructureDefinition')
  assert.deepEqual(
    known_profiles()
      .map(({ url }) => url)
      .sort(),
    structures.map((one) => String(one['url'])).sort(),
  )
})

test('each required binding of our profiles is to a set we hold', () => {
  const held = new Set(own.filter((one) => one['resourceType'] === 'ValueSet').map((one) => one['url']))
  const bound = own.flatMap((one) =>
    [...JSON.stringify(one).matchAll(/"valueSet":"([^"]+)"/g)].map((match) => match[1]),
  )
  assert.ok(bound.length >= 3)
  assert.deepEqual(
    bound.filter((url) => !held.has(url)),
    [],
  )
})

test('a profile names no URL beside those of the one table (standards/fhir/systems.ts)', () => {
  const table = new Set<string>([
    ...Object.values(identifier_system),
    ...Object.values(extension_url),
    ...Object.values(code_system),
    canonical.questionnaire,
  ])
  for (const one of own) {
    const own_names = new Set(own.map((each) => each['url']))
    const urls = [...JSON.stringify(one).matchAll(/"(https?:[^"|]+)"/g)].map((match) => match[1] ?? '')
    const foreign = urls.filter(
      (url) => !table.has(url) && !own_names.has(url) && !url.startsWith('http://hl7.org/fhir/StructureDefinition/'),
    )
    assert.deepEqual(foreign, [], String(one['id']))
  }
})

const patient: Bag = {
  resourceType: 'Patient',
  identifier: [
    {
      type: { coding: [{ system: code_system.identifier_type, code: 'MR' }] },
      system: identifier_system.patient_code,
      value: '24012.00000001',
    },
    { system: identifier_system.cccd, value: '024195063228' },
  ],
  name: [{ text: 'Nguyễn Thị Hương', family: 'Nguyễn', given: ['Thị', 'Hương'] }],
  gender: 'female',
  extension: [{ url: extension_url.workplace, valueString: 'Khu công nghiệp Quang Châu' }],
}

test('a patient has a name as on the card, a sex and a number, each number with its system', () => {
  assert.deepEqual(found(patient, 'patient'), [])
  assert.deepEqual(found({ ...patient, name: [{ family: 'Nguyễn' }] }, 'patient'), ['required Patient.name[0].text'])
  const { gender: _gender, identifier: _identifier, ...without } = patient
  assert.deepEqual(found(without, 'patient'), ['required Patient.identifier', 'required Patient.gender'])
  assert.deepEqual(
    found({ ...patient, identifier: [{ system: identifier_system.patient_code, value: '1' }] }, 'patient'),
    ['required Patient.identifier[0].type'],
  )
  const workplace = [{ url: extension_url.workplace, valueCode: 'a' }]
  assert.deepEqual(found({ ...patient, extension: workplace }, 'patient'), ['structure Patient.extension[0].valueCode'])
  const twice = [...(patient['extension'] as Bag[]), ...(patient['extension'] as Bag[])]
  assert.deepEqual(found({ ...patient, extension: twice }, 'patient'), ['structure Patient.extension'])
  const abroad = [{ url: 'http://example.org/gì-khác', valueCode: 'a' }]
  assert.deepEqual(found({ ...patient, extension: abroad }, 'patient'), [], 'slicing is open')
})

const stay: Bag = {
  resourceType: 'Encounter',
  status: 'in-progress',
  class: { system: code_system.act_code, code: 'IMP' },
  subject: { reference: 'Patient/1' },
  period: { start: '2026-11-21T10:00:00+07:00' },
  serviceProvider: { reference: 'Organization/24012-K02' },
}
const department = (...parts: Bag[]): Bag => ({
  ...stay,
  extension: [{ url: extension_url.department_stay, extension: parts }],
})
const where = { url: 'department', valueReference: { reference: 'Organization/24012-K02' } }
const from = { url: 'from', valueDateTime: '2026-11-21T10:00:00+07:00' }

test('a stay is inpatient, outpatient or emergency, and tells department and time of each part', () => {
  assert.deepEqual(found(stay, 'stay'), [])
  assert.deepEqual(found({ ...stay, class: { system: code_system.act_code, code: 'VR' } }, 'stay'), [
    'code-invalid Encounter.class',
  ])
  assert.deepEqual(found({ ...stay, period: { end: '2026-11-22' } }, 'stay'), ['required Encounter.period.start'])
  assert.deepEqual(found({ ...stay, subject: { reference: 'Group/1' } }, 'stay'), ['value Encounter.subject.reference'])
  assert.deepEqual(found(department(where, from), 'stay'), [])
  assert.deepEqual(found(department(where), 'stay'), ['required Encounter.extension[0].extension'])
  assert.deepEqual(found(department({ ...where, valueReference: { reference: 'Patient/1' } }, from), 'stay'), [
    'value Encounter.extension[0].extension[0].valueReference.reference',
  ])
})

const pressure = (code: string, value: number): Bag => ({
  code: { coding: [{ system: code_system.loinc, code }] },
  valueQuantity: { value, unit: 'mmHg', system: code_system.ucum, code: 'mm[Hg]' },
})
const blood_pressure: Bag = {
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ system: code_system.observation_category, code: 'vital-signs' }] }],
  code: { coding: [{ system: code_system.loinc, code: '85354-9' }] },
  subject: { reference: 'Patient/1' },
  effectiveDateTime: '2026-11-21T10:00:00+07:00',
  component: [pressure('8480-6', 120), pressure('8462-4', 80)],
}

test('a blood pressure keeps what every vital sign keeps, and has both its parts in mmHg', () => {
  assert.deepEqual(found(blood_pressure, 'blood-pressure'), [])
  const { category: _category, ...uncategorised } = blood_pressure
  assert.deepEqual(found(uncategorised, 'blood-pressure'), [
    'required Observation.category',
    'required Observation.category',
  ])
  assert.deepEqual(found({ ...blood_pressure, component: [pressure('8480-6', 120)] }, 'blood-pressure'), [
    'required Observation.component',
    'required Observation.component',
  ])
  const in_kpa = { ...pressure('8462-4', 80), valueQuantity: { value: 11, system: code_system.ucum, code: 'kPa' } }
  assert.deepEqual(found({ ...blood_pressure, component: [pressure('8480-6', 120), in_kpa] }, 'blood-pressure'), [
    'value Observation.component[1].valueQuantity.code',
  ])
  assert.deepEqual(found(patient, 'vital-sign'), ['structure Patient.meta.profile'])
})

test('a profile is asked for by meta.profile; an unknown one is told and refuses nothing', () => {
  const named = { ...stay, meta: { profile: [profile('stay')] }, class: { code: 'VR' } }
  assert.deepEqual(
    validate_resource(named).map((one) => one.expression),
    ['Encounter.class'],
  )
  const versioned = { ...stay, meta: { profile: [`${profile('stay')}|0.1.0`] }, class: { code: 'VR' } }
  assert.equal(validate_resource(versioned).length, 1)
  const unknown = { ...stay, meta: { profile: ['http://example.org/khác'] } }
  assert.deepEqual(
    validate_resource(unknown).map((one) => one.severity),
    ['information'],
  )
  assert.deepEqual(
    validate_resource(unknown, { purpose: 'check' }).map((one) => one.severity),
    ['warning'],
  )
  const in_bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: named }] }
  assert.deepEqual(
    validate_resource(in_bundle).map((one) => one.expression),
    ['Bundle.entry[0].resource.class'],
  )
})

test('what cannot be checked is refused when it is loaded, not passed over', () => {
  const slicing = { discriminator: [{ type: 'value', path: 'resolve().code' }], rules: 'closed' }
  const structure = (element: Bag): Bag => ({
    ...own.find((one) => one['id'] === 'allergy'),
    url: 'http://example.org/a',
    differential: { element: [{ id: 'AllergyIntolerance.reaction', path: 'AllergyIntolerance.reaction', ...element }] },
  })
  assert.throws(() => load_profile(structure({ slicing })), /Chưa hỗ trợ slicing theo resolve\(\)\.code/)
  const slice = { id: 'AllergyIntolerance.reaction:one', sliceName: 'one' }
  assert.throws(() => load_profile(structure(slice)), /reaction:one không có discriminator/)
  assert.throws(() => load_profile({ resourceType: 'Patient' }), /Cần StructureDefinition/)
})

test(
  'profiles of HL7 work, too: vital signs and blood pressure over their own examples',
  { skip: !has_examples },
  () => {
    const names = [
      'vitalsigns',
      'bp',
      'bodyweight',
      'bodytemp',
      'heartrate',
      'resprate',
      'oxygensat',
      'bmi',
      'bodyheight',
      'headcircum',
    ]
    for (const name of names) load_profile(read_example(`StructureDefinition-${name}`))
    const base = 'http://hl7.org/fhir/StructureDefinition'
    const claiming = example_names()
      .filter((name) => name.startsWith('Observation-'))
      .map(read_example)
      .filter((one) => JSON.stringify(one.meta ?? {}).includes(`${base}/vitalsigns`))
    assert.ok(claiming.length >= 10, `${claiming.length} examples`)
    for (const one of claiming) assert.deepEqual(validate_resource(one), [], one.id ?? '')
    const bp = { ...read_example('Observation-blood-pressure') }
    const as_bp = (resource: Bag) =>
      validate_resource(resource, { profiles: [`${base}/bp`] }).map((one) => one.expression)
    assert.deepEqual(as_bp(bp), [])
    assert.deepEqual(as_bp({ ...bp, component: (bp['component'] as Bag[]).slice(1) }), [
      'Observation.component',
      'Observation.component',
    ])
    assert.deepEqual(as_bp({ ...bp, subject: { reference: 'Group/1' } }), ['Observation.subject.reference'])
    assert.ok(as_bp({ ...bp, code: { text: 'huyết áp' } }).includes('Observation.code.coding'))
  },
)
