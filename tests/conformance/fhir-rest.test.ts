import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_test_site, type Answer, type Json } from '../test-site.ts'
import { refused } from './refused-in-fhir.ts'

const running = await start_test_site()
const system = await running.system()

const statement = (await system('GET', '/fhir/metadata')).json
const served = statement['rest'][0].resource as {
  type: string
  interaction: { code: string }[]
  searchParam?: { name: string; type: string }[]
}[]
/** The types an EMR lives on; the others of R4 go the same way through the same code. */
const in_use = [
  ...['Patient', 'RelatedPerson', 'Practitioner', 'PractitionerRole', 'Organization', 'Location', 'Encounter'],
  ...['Condition', 'Observation', 'AllergyIntolerance', 'Coverage', 'DiagnosticReport', 'ServiceRequest'],
  ...['MedicationRequest', 'Procedure', 'QuestionnaireResponse', 'List', 'DocumentReference', 'Provenance'],
  ...['Binary', 'Composition'],
]
const full = served.filter(({ type }) => in_use.includes(type))
assert.equal(full.length, in_use.length, 'a type in use is served no more')
const read_only = served.filter(({ interaction }) => !interaction.some(({ code }) => code === 'create'))
const entries_of = (answer: Answer): Json[] => (answer.json['entry'] ?? []) as Json[]

const patient = (
  await system('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: 'Nguyễn Thị Hương' }] })
).json['id'] as string
const encounter = (
  await system('POST', '/fhir/Encounter', {
    resourceType: 'Encounter',
    status: 'in-progress',
    class: { code: 'IMP' },
    subject: { reference: `Patient/${patient}` },
  })
).json['id'] as string

const about = { reference: `Patient/${patient}` }
const text = { text: 'thử' }
/** The least each type asks for. */
const least: Record<string, Json> = {
  Organization: { name: 'Thử' },
  Encounter: { status: 'in-progress', class: { code: 'IMP' }, subject: about },
  Condition: { subject: about, encounter: { reference: `Encounter/${encounter}` } },
  Observation: { status: 'final', code: text, subject: about },
  AllergyIntolerance: {
    patient: about,
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
    },
  },
  Coverage: { status: 'active', beneficiary: about, payor: [{ display: 'BHXH' }] },
  DiagnosticReport: { status: 'final', code: text, subject: about },
  ServiceRequest: { status: 'active', intent: 'order', subject: about },
  MedicationRequest: { status: 'active', intent: 'order', subject: about, medicationCodeableConcept: text },
  Procedure: { status: 'completed', subject: about },
  QuestionnaireResponse: { status: 'completed', subject: about },
  List: { status: 'current', mode: 'working' },
  DocumentReference: { status: 'current', content: [{ attachment: { url: 'urn:x' } }] },
  Provenance: { target: [about], recorded: '2026-11-21T08:00:00Z', agent: [{ who: about }] },
  RelatedPerson: { patient: about },
  Binary: { contentType: 'text/plain', data: 'dGjhu60=' },
  Composition: { status: 'final', type: text, date: '2026-11-21', author: [about], title: 'Thử', subject: about },
}

test('/fhir/metadata needs no sign-in and says R4', async () => {
  const open = await fetch(`${running.base}/fhir/metadata`)
  assert.equal(open.status, 200)
  assert.equal(statement['resourceType'], 'CapabilityStatement')
  assert.equal(statement['fhirVersion'], '4.0.1')
})

test('every listed interaction of every type answers', async (t) => {
  let count = 0
  for (const { type, interaction } of full) {
    const codes = interaction.map(({ code }) => code)
    assert.deepEqual(codes.sort(), [
      ...['create', 'delete', 'history-instance', 'history-type', 'patch', 'read', 'search-type', 'update', 'vread'],
    ])
    const made = await system('POST', `/fhir/${type}`, { resourceType: type, ...least[type] })
    assert.equal(made.status, 201, `${type}: ${made.text}`)
    const { id } = made.json as { id: string }
    assert.equal(made.headers.get('location'), `${running.base}/fhir/${type}/${id}/_history/1`)
    assert.equal(made.headers.get('etag'), 'W/"1"')
    assert.ok(!Number.isNaN(Date.parse(made.headers.get('last-modified') ?? '')))
    const read = await system('GET', `/fhir/${type}/${id}`)
    assert.deepEqual([read.status, read.headers.get('etag')], [200, 'W/"1"'])
    assert.match(read.headers.get('content-type') ?? '', /^application\/fhir\+json/)
    assert.ok(!Number.isNaN(Date.parse(read.headers.get('last-modified') ?? '')))
    const updated = await system(
      'PUT',
      `/fhir/${type}/${id}`,
      { ...made.json, language: 'vi' },
      { 'if-match': 'W/"1"' },
    )
    assert.deepEqual([updated.status, updated.headers.get('etag')], [200, 'W/"2"'], updated.text)
    assert.equal(updated.headers.get('location'), `${running.base}/fhir/${type}/${id}/_history/2`)
    const old = await system('GET', `/fhir/${type}/${id}/_history/1`)
    assert.deepEqual([old.status, old.json['language'], old.headers.get('etag')], [200, undefined, 'W/"1"'])
    const found = await system('GET', `/fhir/${type}?_id=${id}`)
    assert.equal(found.json['entry'].length, 1)
    const patched = await system('PATCH', `/fhir/${type}/${id}`, '[{"op":"replace","path":"/language","value":"en"}]', {
      'content-type': 'application/json-patch+json',
    })
    assert.deepEqual([patched.status, patched.json['language']], [200, 'en'], patched.text)
    const changes = await system('GET', `/fhir/${type}/_history?_count=3`)
    assert.deepEqual(
      entries_of(changes).map((entry) => entry['response'].etag),
      ['W/"3"', 'W/"2"', 'W/"1"'],
    )
    const gone = await system('DELETE', `/fhir/${type}/${id}`)
    assert.deepEqual([gone.status, gone.headers.get('etag')], [204, 'W/"4"'])
    refused(await system('GET', `/fhir/${type}/${id}`), 410)
    refused(await system('GET', `/fhir/${type}/${id}/_history/4`), 410)
    assert.equal(entries_of(await system('GET', `/fhir/${type}?_id=${id}`)).length, 0)
    const history = await system('GET', `/fhir/${type}/${id}/_history`)
    const entries = history.json['entry'] as Json[]
    assert.deepEqual(
      entries.map((entry) => [entry['request'].method, entry['response'].etag]),
      [
        ['DELETE', 'W/"4"'],
        ['PUT', 'W/"3"'],
        ['PUT', 'W/"2"'],
        ['POST', 'W/"1"'],
      ],
    )
    count += codes.length
  }
  for (const { type, interaction } of read_only) {
    assert.deepEqual(
      interaction.map(({ code }) => code),
      ['read', 'search-type'],
    )
    const reader = type === 'AuditEvent' ? await running.person('head_of_department') : system
    const all = await reader('GET', `/fhir/${type}`)
    assert.equal(all.status, 200, all.text)
    const read = await reader('GET', `/fhir/${type}/${all.json['entry'][0].resource.id}`)
    assert.deepEqual([read.status, read.json['resourceType']], [200, type])
    count += 2
  }
  assert.ok(count > 100, `${count} interactions`)
  t.diagnostic(`${count} interactions of ${served.length} types`)
})

const value_for: Record<string, string> = {
  ...{ token: 'x', string: 'x', date: 'ge2026-01-01', reference: 'Patient/x', uri: 'urn:x' },
  ...{ number: 'gt1', quantity: '5.4|http://unitsofmeasure.org|mg', composite: 'x$x' },
}
/** Composites ask for two values of their own kinds. */
const composite_value: Record<string, string> = {
  ...{ 'code-value-quantity': 'x$gt5', 'component-code-value-quantity': 'x$gt5', 'combo-code-value-quantity': 'x$gt5' },
  'code-value-date': 'x$ge2026',
}

test('every listed search parameter answers 200; an unlisted one, what is not served is refused by name', async (t) => {
  let count = 0
  for (const { type, searchParam = [] } of full) {
    for (const parameter of searchParam) {
      const value =
        parameter.name === '_lastUpdated'
          ? 'ge2026-01-01'
          : (composite_value[parameter.name] ?? value_for[parameter.type] ?? 'x')
      const answer = await system('GET', `/fhir/${type}?${parameter.name}=${value}`)
      assert.equal(answer.status, 200, `${type}?${parameter.name}: ${answer.text}`)
      assert.equal(answer.json['type'], 'searchset')
      const form = await system('POST', `/fhir/${type}/_search`, `${parameter.name}=${value}`, {
        'content-type': 'application/x-www-form-urlencoded',
      })
      assert.deepEqual([form.status, entries_of(form).length], [200, entries_of(answer).length])
      count += 1
    }
    for (const name of [
      'khong-co',
      '_include',
      '_has:Observation:khong:code',
      '_content',
      '_text',
      '_filter',
      '_list',
      '_summary',
      'khong.name',
      '_has:Khong:patient:code',
    ]) {
      const answer = await system('GET', `/fhir/${type}?${name}=x`)
      refused(answer, 400)
      assert.deepEqual(answer.json['issue'][0].expression, [name])
      refused(
        await system('POST', `/fhir/${type}/_search`, `${name}=x`, {
          'content-type': 'application/x-www-form-urlencoded',
        }),
        400,
      )
    }
  }
  for (const { type } of read_only) refused(await system('GET', `/fhir/${type}?khong-co=x`), 400)
  assert.ok(count > 200, `${count} search parameters`)
  t.diagnostic(`${count} search parameters, each by GET and by POST _search`)
})

test('values that cannot be are refused, never answered with an empty 200', async () => {
  for (const query of [
    'birthdate=hom-qua',
    'birthdate=2026-13',
    'birthdate=',
    '_lastUpdated=x',
    '_count=-1',
    '_count=',
    '_count=x',
    '_id=',
    'gender=',
    'name=',
    '_sort=khong-co',
    'gender:exact=x',
    'name:of-type=x',
    'birthdate:below=2026',
    'general-practitioner:Khong=1',
    'name:missing=maybe',
    '_total=many',
    '_cursor=x',
    `_cursor=${Buffer.from('["x","y"]').toString('base64url')}`,
    'name=%00',
  ])
    refused(await system('GET', `/fhir/Patient?${query}`), 400)
})

test('what /metadata does not list answers 501 or 400 with its reason', async () => {
  const place = `/fhir/Patient/${patient}`
  const wrong: [string, string, unknown?][] = [
    ['GET', '/fhir/Patient/_search?name=x'],
    ['GET', '/fhir/Patient/$khong-co'],
    ['POST', '/fhir/Patient/$khong-co', {}],
    ['GET', `${place}/$khong-co`],
    ['GET', '/fhir/$khong-co'],
    ['GET', `/fhir/Location/${patient}/Observation`],
    ['GET', `${place}/Khong`],
    ['POST', place, {}],
    ['PUT', '/fhir/AuditEvent/1', { resourceType: 'AuditEvent', id: '1' }],
    ['POST', '/fhir/Questionnaire', { resourceType: 'Questionnaire' }],
    ['DELETE', '/fhir/AuditEvent/1'],
  ]
  for (const [method, path, body] of wrong) {
    const answer = await system(method, path, body)
    assert.ok([400, 501].includes(answer.status), `${method} ${path}: ${answer.status} ${answer.text.slice(0, 200)}`)
    refused(answer, 400, 501)
  }
  refused(await system('GET', `${place}?_format=xml`), 406, 400)
  refused(await system('GET', '/fhir/Patient?_format=xml'), 406, 400)
  refused(await system('GET', place, undefined, { accept: 'application/fhir+xml' }), 406)
  for (const format of ['json', 'application/json', 'application/fhir%2Bjson'])
    assert.equal((await system('GET', `${place}?_format=${format}`)).status, 200, format)
})

test('an unknown type is refused by every interaction', async () => {
  const thing = { resourceType: 'Khong', id: '1' }
  refused(await system('GET', '/fhir/Khong'), 501, 404)
  refused(await system('GET', '/fhir/Khong/1'), 501, 404)
  refused(await system('GET', '/fhir/Khong/1/_history'), 501, 404)
  refused(await system('GET', '/fhir/Khong/1/_history/1'), 501, 404)
  refused(
    await system('POST', '/fhir/Khong/_search', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    501,
    404,
  )
  refused(await system('POST', '/fhir/Khong', thing), 501, 404)
  refused(await system('PUT', '/fhir/Khong/1', thing), 501, 404)
  refused(await system('DELETE', '/fhir/Khong/1'), 501, 404)
  for (const type of ['__proto__', 'constructor', 'toString']) {
    refused(await system('GET', `/fhir/${type}?_profile=http://x/f`), 501, 404)
    refused(await system('DELETE', `/fhir/${type}?_profile=http://x/f`), 501, 404)
    refused(await system('GET', `/fhir/Patient/${patient}/${type}`), 501, 404, 400)
  }
  refused(await system('GET', '/fhir/Patient/khong-co'), 404)
  refused(await system('GET', '/fhir/Patient/khong-co/_history'), 404)
  refused(await system('GET', `/fhir/Patient/${patient}/_history/99`), 404)
  refused(await system('GET', `/fhir/Patient/${'x'.repeat(300)}`), 404, 501)
  refused(await system('GET', '/fhir/Patient/%zz'), 400)
  refused(await system('GET', '/fhir/Patient/a%00b'), 400)
})

test('bodies that are not a resource are refused, and nothing is written', async () => {
  const before = (await system('GET', '/fhir/Patient?_total=accurate&_count=0')).json['total'] as number
  const wrong = [
    '{"resourceType":"Patient"',
    '',
    '[]',
    'null',
    '"Patient"',
    '{}',
    '{"resourceType":"Observation","status":"final","code":{"text":"x"}}',
    '{"resourceType":"Patient","name":[]}',
    '{"resourceType":"Patient","gender":""}',
    '{"resourceType":"Patient","gender":null}',
    '{"resourceType":"Patient","name":[{}]}',
    '{"resourceType":"Patient","name":[null]}',
    '{"resourceType":"Patient","name":[{"text":"a\\u0000b"}]}',
    `{"resourceType":"Patient","contact":${'[{"x":'.repeat(80)}1${'}]'.repeat(80)}}`,
  ]
  for (const body of wrong) refused(await system('POST', '/fhir/Patient', body), 400, 422)
  refused(
    await system('POST', '/fhir/Patient', '<Patient xmlns="http://hl7.org/fhir"/>', {
      'content-type': 'application/fhir+xml',
    }),
    415,
  )
  refused(await system('PUT', '/fhir/Patient/a', { resourceType: 'Patient', id: 'b' }), 400)
  refused(await system('PUT', '/fhir/Patient/a_b', { resourceType: 'Patient', id: 'a_b' }), 400)
  const nobody = await system('POST', '/fhir/Observation', {
    resourceType: 'Observation',
    status: 'final',
    code: text,
    subject: { reference: 'Patient/khong-co' },
  })
  refused(nobody, 422)
  const after = (await system('GET', '/fhir/Patient?_total=accurate&_count=0')).json['total'] as number
  assert.equal(after, before)
  const primitive_extension = {
    resourceType: 'Patient',
    name: [{ given: ['Hương', null], _given: [null, { extension: [{ url: 'urn:x', valueString: 'y' }] }] }],
  }
  assert.equal(
    (await system('POST', '/fhir/Patient', primitive_extension)).status,
    201,
    'nulls are right in the arrays of R4 §2.24.2.2',
  )
})

test('what has a "toString" of its own, or more digits than a number holds, is refused like any other nonsense', async () => {
  for (const nonsense of ['{"toString":"x"}', '{"toString":1,"valueOf":2}', '9'.repeat(400), '1.10', '[[]]'])
    for (const [path, body] of [
      ['CodeSystem/$subsumes', `{"resourceType":${nonsense}}`],
      ['CodeSystem/$subsumes', `{"resourceType":"Parameters","parameter":[{"name":${nonsense},"valueCode":"a"}]}`],
      ['Observation/$stats', `{"resourceType":"Parameters","parameter":[{"name":${nonsense},"valueUri":"a"}]}`],
      ['Patient', `{"resourceType":"Patient","active":${nonsense},"id":${nonsense},"contained":[{"id":${nonsense}}]}`],
      ['Patient', `{"resourceType":"Patient","meta":{"profile":${nonsense}},"identifier":[{"value":${nonsense}}]}`],
    ] as const)
      refused(
        await system('POST', `/fhir/${path}`, body, { 'content-type': 'application/fhir+json' }),
        ...[400, 422, 404, 501],
      )
  const validated = await system('POST', '/fhir/Patient/$validate', { resourceType: { toString: 'x' } })
  assert.equal((validated.json['issue'] as Json[])[0]?.['severity'], 'error')
})

test('If-Match that is not the current version: 412, and the resource is as it was', async () => {
  const made = await system('POST', '/fhir/Patient', { resourceType: 'Patient', gender: 'female' })
  const { id } = made.json as { id: string }
  const change = { resourceType: 'Patient', id, gender: 'male' }
  for (const etag of ['W/"0"', 'W/"2"'])
    refused(await system('PUT', `/fhir/Patient/${id}`, change, { 'if-match': etag }), 412)
  refused(await system('DELETE', `/fhir/Patient/${id}`, undefined, { 'if-match': 'W/"7"' }), 412)
  refused(await system('PUT', `/fhir/Patient/${id}`, change, { 'if-match': 'hom-qua' }), 400)
  refused(
    await system('PUT', '/fhir/Patient/chua-co', { resourceType: 'Patient', id: 'chua-co' }, { 'if-match': 'W/"1"' }),
    412,
  )
  const now = await system('GET', `/fhir/Patient/${id}`)
  assert.deepEqual([now.json['gender'], now.headers.get('etag')], ['female', 'W/"1"'])
})

test('without a token, with a changed token, and with a role that has no FHIR right: refused in FHIR', async () => {
  for (const authorization of ['', 'Bearer x.y.z']) {
    const response = await fetch(
      `${running.base}/fhir/Patient/${patient}`,
      authorization ? { headers: { authorization } } : {},
    )
    assert.equal(response.status, 401)
    assert.equal(((await response.json()) as Json)['resourceType'], 'OperationOutcome')
  }
  for (const role of ['reception', 'it_admin'])
    refused(await (await running.person(role))('GET', `/fhir/Patient/${patient}`), 403)
  refused(
    await (
      await running.person('doctor')
    )('PUT', `/fhir/Patient/${patient}`, { resourceType: 'Patient', id: patient }),
    403,
  )
})
