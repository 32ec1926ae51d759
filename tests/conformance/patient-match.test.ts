import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { registration, start_test_site, type Answer, type Json } from '../test-site.ts'

const site = await start_test_site()
const clerk = await site.person('reception')
const doctor = await site.person('doctor')
const system = await site.system()

const grade_url = 'http://hl7.org/fhir/StructureDefinition/match-grade'

const register = async (changes: Json): Promise<string> => {
  const made = await clerk(
    'POST',
    '/api/patients',
    registration({ insurance: undefined, confirm_new: true, ...changes }),
  )
  assert.equal(made.status, 201, made.text)
  return String(made.json['id'])
}

const cccd = (value: string) => ({ kind: 'cccd', value })
const huong = await register({ insurance: { number: 'GD4242412345678' } })
const minh = await register({
  ...{ name: 'lê văn minh', gender: 'male', birth_date: '1990-07-04', identity: cccd('024090000101') },
  ...{ phone: '0977000111', contact: undefined },
})
const mother = await register({
  name: 'trần thị hoa',
  birth_date: '1995-02-02',
  identity: cccd('024195000102'),
  phone: '0977000222',
})
const newborn = await register({
  ...{ name: 'con bà trần thị hoa', gender: 'male', birth_date: '2026-11-01', phone: '0977000222' },
  ...{ identity: { kind: 'none', value: '' }, reason_without_id: 'newborn', mother },
})

const ask = (resource: Json, more: Json[] = [], who = doctor): Promise<Answer> =>
  who('POST', '/fhir/Patient/$match', {
    resourceType: 'Parameters',
    parameter: [{ name: 'resource', resource: { resourceType: 'Patient', ...resource } }, ...more],
  })

type Found = { id: string; grade: string; score: number; mode: string }
const found = async (resource: Json, more: Json[] = [], who = doctor): Promise<Found[]> => {
  const answer = await ask(resource, more, who)
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.json['type'], 'searchset')
  return (answer.json['entry'] ?? []).map((entry: Json) => ({
    id: entry['resource'].id,
    grade: entry['search'].extension.find((one: Json) => one['url'] === grade_url).valueCode,
    score: entry['search'].score,
    mode: entry['search'].mode,
  }))
}

test('whoever is written with errors is found, graded, and scored between 0 and 1', async () => {
  const typed: Json[] = [
    { name: [{ text: 'NGUYEN THI HUONG' }], birthDate: '1968-03-12', gender: 'female' },
    {
      name: [{ text: 'Hương Nguyễn' }],
      birthDate: '1968-03-12',
      telecom: [{ system: 'phone', value: '0912 345 678' }],
    },
    {
      name: [{ text: 'Nguyễn Thị Hường' }],
      birthDate: '1968-12-03',
      telecom: [{ system: 'phone', value: '0912345678' }],
    },
    { identifier: [{ system: identifier_system.cccd, value: '024168001234' }] },
    {
      identifier: [{ system: identifier_system.bhyt, value: '2412345678' }],
      name: [{ text: 'Nguyễn Thị Hương' }],
      birthDate: '1968',
    },
  ]
  for (const one of typed) {
    const [first] = await found(one)
    assert.equal(first?.id, huong, JSON.stringify(one))
    assert.ok(first.score > 0 && first.score <= 1)
    assert.equal(first.mode, 'match')
  }
  const [heard] = await found({ name: [{ text: 'Nê Văn Minh' }], birthDate: '1990-07-04', gender: 'male' })
  assert.equal(heard?.id, minh, 'l and n are one in the Red River delta')
})

test('the likeliest stands first; nobody like that: an empty bundle, no error', async () => {
  const all = await found({
    name: [{ text: 'Lê Văn Minh' }],
    birthDate: '1990-07-04',
    telecom: [{ system: 'phone', value: '0977000111' }],
  })
  assert.deepEqual(
    all.map(({ id }) => id),
    [minh],
  )
  assert.deepEqual(
    all.map(({ score }) => score),
    all.map(({ score }) => score).toSorted((a, b) => b - a),
  )
  assert.deepEqual(await found({ name: [{ text: 'Vừ A Sính' }], birthDate: '1931-01-02' }), [])
})

test('onlyCertainMatches gives the one that is certain, or nobody', async () => {
  const sure: Json = {
    name: [{ text: 'Nguyễn Thị Hương' }],
    birthDate: '1968-03-12',
    identifier: [{ system: identifier_system.cccd, value: '024168001234' }],
  }
  const only = [{ name: 'onlyCertainMatches', valueBoolean: true }]
  assert.deepEqual(
    (await found(sure, only)).map(({ id, grade }) => [id, grade]),
    [[huong, 'certain']],
  )
  assert.deepEqual(await found({ name: [{ text: 'Nguyễn Thị Hương' }], birthDate: '1968' }, only), [])
  const count = [{ name: 'count', valueInteger: 1 }]
  assert.equal((await found(sure, count)).length, 1)
})

test('a newborn is found by mother and birthday, never as certain: twins would look the same', async () => {
  const child: Json = {
    ...{ name: [{ text: 'Lê Gia Bảo' }], birthDate: '2026-11-01', gender: 'male' },
    extension: [
      {
        url: 'https://benhanmo.vn/fhir/StructureDefinition/mother',
        valueReference: { reference: `Patient/${mother}` },
      },
    ],
  }
  const [first] = await found(child)
  assert.deepEqual([first?.id, first?.grade], [newborn, 'possible'])
})

test('a patient sent alone is asked about too', async () => {
  const answer = await doctor('POST', '/fhir/Patient/$match', {
    resourceType: 'Patient',
    name: [{ text: 'Lê Văn Minh' }],
    birthDate: '1990-07-04',
  })
  assert.equal(answer.json['entry'][0].resource.id, minh)
})

test('another facility has other people; who may not read the record may not ask', async () => {
  const typed: Json = {
    name: [{ text: 'Nguyễn Thị Hương' }],
    identifier: [{ system: identifier_system.cccd, value: '024168001234' }],
  }
  assert.deepEqual(await found(typed, [], await site.person('doctor.b')), [])
  assert.equal((await found(typed, [], system))[0]?.id, huong)
  const refused = await ask(typed, [], clerk)
  assert.equal(refused.status, 403)
  assert.equal(refused.json['resourceType'], 'OperationOutcome')
})

test('what is no question is refused by name', async () => {
  const post = (body: unknown) => doctor('POST', '/fhir/Patient/$match', body)
  const wrong: [unknown, number, RegExp][] = [
    [{ resourceType: 'Parameters' }, 400, /resource/],
    [{ resourceType: 'Observation' }, 400, /Parameters/],
    [{ resourceType: 'Parameters', parameter: [{ name: 'nobody', valueString: 'x' }] }, 400, /nobody/],
    [
      { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: { resourceType: 'Person' } }] },
      400,
      /Patient/,
    ],
    [{ resourceType: 'Patient', gender: 'male' }, 422, /ít nhất/],
    [{ resourceType: 'Patient', gender: 'ba' }, 422, /gender/],
    [{ resourceType: 'Patient', name: 'x' }, 422, /name/],
    ['{', 400, /./],
  ]
  for (const [body, status, words] of wrong) {
    const answer = await post(body)
    assert.equal(answer.status, status, answer.text)
    assert.equal(answer.json['resourceType'], 'OperationOutcome')
    assert.match(answer.text, words)
  }
  const bad_count = await ask({ name: [{ text: 'A B' }] }, [{ name: 'count', valueInteger: 0 }])
  assert.equal(bad_count.status, 400)
  const strange = await ask({ name: [{ text: "'; DROP:* & ( \\ \u0001" }], birthDate: '1990' })
  assert.match(String(strange.status), /200|422/, 'words, never syntax')
  const quoted = await ask({ name: [{ text: "O'Neil & | ! \\ :* ()" }], birthDate: '1990' })
  assert.equal(quoted.status, 200, quoted.text)
})

test('the log says who asked and whose data were given', async () => {
  await found({ name: [{ text: 'Lê Văn Minh' }], birthDate: '1990-07-04' })
  const head = await site.person('head_of_department')
  const log = await head('GET', '/fhir/AuditEvent?_count=5')
  const line = log.json['entry']
    .map((entry: Json) => entry['resource'])
    .find((one: Json) => one['subtype'][0].code === '$match')
  assert.match(line.outcomeDesc, new RegExp(`Patient/${minh}`))
})

test('/metadata says that it can be asked', async () => {
  const { json } = await doctor('GET', '/fhir/metadata')
  const patient = json['rest'][0].resource.find((one: Json) => one['type'] === 'Patient')
  assert.ok(patient.operation.some((one: Json) => one['name'] === 'match'))
})
