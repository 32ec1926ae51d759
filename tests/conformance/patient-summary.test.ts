import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { get_token, open_browser, post_form, register_app, with_token } from '../smart-app.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, password, registration, start_test_site, type Answer, type Json } from '../test-site.ts'

const running = await start_test_site()
const clerk = await running.person('reception')
const doctor = await running.person('doctor')
const system = await running.system()

const made = async (answer: Promise<Answer>): Promise<Json> => {
  const { status, text, json } = await answer
  assert.ok(status === 201 || status === 200, `${status} ${text}`)
  return json
}
const patient = (await made(clerk('POST', '/api/patients', registration())))['id'] as string
const empty = (
  await made(
    clerk(
      'POST',
      '/api/patients',
      registration({ name: 'lê văn mới', insurance: undefined, identity: { kind: 'cccd', value: '024090000101' } }),
    ),
  )
)['id'] as string
const { sheet } = await made(clerk('POST', '/api/stays', admission(patient)))
const typed = { seen_revision: 0, base_version: 1, tab: 't', answers: clinical_answers }
await made(doctor('PUT', `/api/sheets/${sheet}/draft`, typed))
await made(doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 }))

const subject = { reference: `Patient/${patient}` }
const create = async (resource: Json): Promise<string> => {
  const stored = await made(system('POST', `/fhir/${resource['resourceType']}`, resource))
  return `${resource['resourceType']}/${stored['id']}`
}
const category = (code: string) => [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] },
]
const laboratory = (value: number, on: string, more: Json = {}) =>
  create({
    ...{ resourceType: 'Observation', status: 'final', category: category('laboratory'), subject },
    ...{ code: { coding: [{ system: 'http://loinc.org', code: '2345-7', display: 'Glucose' }] } },
    ...{ effectiveDateTime: on, valueQuantity: { value, unit: 'mmol/L' } },
    ...more,
  })
const medication = await create({ resourceType: 'Medication', code: { text: 'Amlodipin 5 mg <viên>' } })
const sick_mother = await create({ resourceType: 'Patient', name: [{ text: 'Người Khác' }] })
const facts = {
  old_glucose: await laboratory(9.9, '2025-01-01'),
  glucose: await laboratory(5.4, '2026-11-19'),
  wrong_glucose: await laboratory(99, '2026-11-20', { status: 'entered-in-error' }),
  drug: await create({
    ...{ resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject },
    ...{ medicationReference: { reference: medication, display: 'Amlodipin' }, authoredOn: '2026-11-19' },
    dosageInstruction: [{ text: 'Sáng 1 viên & tối 1 viên' }],
  }),
  stopped_drug: await create({
    ...{ resourceType: 'MedicationRequest', status: 'stopped', intent: 'order', subject },
    medicationCodeableConcept: { text: 'Aspirin' },
  }),
  vaccine: await create({
    ...{ resourceType: 'Immunization', status: 'completed', vaccineCode: { text: 'Cúm mùa' }, patient: subject },
    occurrenceDateTime: '2025-10-01',
  }),
  operation: await create({
    ...{ resourceType: 'Procedure', status: 'completed', code: { text: 'Cắt ruột thừa' }, subject },
    performedDateTime: '2010',
  }),
  device: await create({
    ...{ resourceType: 'DeviceUseStatement', status: 'active', subject },
    device: { display: 'Máy tạo nhịp' },
  }),
  plan: await create({
    ...{ resourceType: 'CarePlan', status: 'active', intent: 'plan', subject, title: 'Theo dõi huyết áp' },
    description: 'Đo tại nhà mỗi sáng',
  }),
  pregnancy: await create({
    ...{ resourceType: 'Observation', status: 'final', subject, effectiveDateTime: '2026-11-19' },
    code: { coding: [{ system: 'http://loinc.org', code: '82810-3' }], text: 'Tình trạng thai' },
    valueCodeableConcept: { text: 'Không mang thai' },
  }),
  past: await create({
    ...{ resourceType: 'Condition', subject, code: { text: 'Lao phổi' } },
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
    },
  }),
  report: await create({
    ...{ resourceType: 'DiagnosticReport', status: 'final', code: { text: 'Sinh hóa máu' }, subject },
    ...{ result: [{ reference: `${await laboratory(4.1, '2024-01-01')}` }], conclusion: 'Bình thường' },
  }),
  of_another: await create({
    ...{ resourceType: 'Observation', status: 'final', subject: { reference: sick_mother }, code: { text: 'HIV' } },
  }),
}
await create({
  ...{ resourceType: 'Observation', status: 'final', category: category('vital-signs'), subject },
  ...{ code: { text: 'Vòng bụng' }, valueQuantity: { value: 80, unit: 'cm' } },
  hasMember: [{ reference: facts.of_another }],
})

const ask = (path: string, who = doctor) => made(who('GET', `/fhir/${path}`))
const composition_of = (document: Json): Json => document['entry'][0].resource
const section = (document: Json, code: string): Json | undefined =>
  composition_of(document)['section'].find((one: Json) => one['code'].coding[0].code === code)
const entries_of = (document: Json, code: string): string[] =>
  (section(document, code)?.['entry'] ?? []).map((one: Json) => String(one['reference']).replace(/^.*\/fhir\//, ''))
const literal_references = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"reference":"([^"]+)"/g)].map(([, reference = '']) => reference)

const whole = await ask(`Patient/${patient}/$summary`)

test('a document of R4: composition first, who it is about and who keeps it, every reference leads inside', () => {
  assert.equal(whole['resourceType'], 'Bundle')
  assert.equal(whole['type'], 'document')
  assert.match(whole['identifier'].value, /^urn:uuid:[\da-f-]{36}$/)
  assert.ok(Date.parse(whole['timestamp']) > 0)
  const composition = composition_of(whole)
  assert.equal(composition['type'].coding[0].code, '60591-5')
  assert.equal(composition['subject'].reference, `${running.base}/fhir/Patient/${patient}`)
  assert.equal(composition['custodian'].reference, `${running.base}/fhir/Organization/24012`)
  assert.equal(composition['author'].length, 1)
  const urls = new Set<string>(whole['entry'].map((one: Json) => one['fullUrl']))
  assert.equal(urls.size, whole['entry'].length, 'each once')
  for (const { fullUrl, resource } of whole['entry'] as Json[]) {
    if (resource.id) assert.equal(fullUrl, `${running.base}/fhir/${resource.resourceType}/${resource.id}`)
    for (const reference of literal_references(resource))
      assert.ok(urls.has(reference) || urls.has(`${running.base}/fhir/${reference}`), `${fullUrl} → ${reference}`)
  }
})

test('what the record says stands in its section, with words a person can read', () => {
  const expected: [string, string[], RegExp][] = [
    ['48765-2', [], /Penicillin/],
    ['10160-0', [facts.drug], /Amlodipin.*Sáng 1 viên &amp; tối 1 viên/s],
    ['11450-4', [], /Viêm phổi thùy dưới phải/],
    ['11369-6', [facts.vaccine], /Cúm mùa.*01\/10\/2025/s],
    ['47519-4', [facts.operation], /Cắt ruột thừa.*2010/s],
    ['46264-8', [facts.device], /Máy tạo nhịp/],
    ['30954-2', [facts.report, facts.glucose], /Glucose.*5,4 mmol\/L/s],
    ['8716-3', [], /mmHg|Vòng bụng/],
    ['11348-0', [facts.past], /Lao phổi/],
    ['10162-6', [facts.pregnancy], /Không mang thai/],
    ['18776-5', [facts.plan], /Theo dõi huyết áp.*mỗi sáng/s],
  ]
  for (const [code, refs, words] of expected) {
    const found = section(whole, code)
    assert.ok(found, code)
    assert.equal(found['text'].status, 'generated')
    assert.match(found['text'].div, words)
    assert.ok(found['entry'].length > 0)
    for (const ref of refs) assert.ok(entries_of(whole, code).includes(ref), `${ref} in ${code}`)
  }
  assert.doesNotMatch(JSON.stringify(whole), /Aspirin/, 'a stopped medicine is not taken')
})

test('of each finding the newest that counts; what was entered in error hides nothing', () => {
  const results = entries_of(whole, '30954-2')
  assert.ok(results.includes(facts.glucose))
  assert.ok(!results.includes(facts.old_glucose) && !results.includes(facts.wrong_glucose))
  assert.doesNotMatch(JSON.stringify(whole), /"value":99[,}]/)
  assert.match(JSON.stringify(whole), /"value":4\.1[,}]/, 'a report brings the findings it names')
})

test('no data of another person, no sheets: what is left of the reference is its type and words', () => {
  const text = JSON.stringify(whole)
  assert.doesNotMatch(text, /HIV|Người Khác/)
  assert.ok(
    !whole['entry'].some((one: Json) => /^(QuestionnaireResponse|Encounter)$/.test(one['resource'].resourceType)),
  )
  const cut = whole['entry'].map((one: Json) => one['resource']).filter((one: Json) => one['encounter'])
  assert.ok(cut.length > 0)
  for (const resource of cut) {
    assert.deepEqual([resource.encounter.reference, resource.encounter.type], [undefined, 'Encounter'])
    assert.ok(
      resource.meta.tag.some((tag: Json) => tag['code'] === 'SUBSETTED'),
      resource.id,
    )
  }
})

test('our own $validate finds nothing wrong with it, and every digit is kept', async () => {
  for (const document of [whole, await ask(`Patient/${empty}/$summary`)]) {
    const outcome = await made(doctor('POST', '/fhir/Bundle/$validate', document))
    const faults = outcome['issue'].filter((one: Json) => one['severity'] !== 'information')
    assert.deepEqual(faults, [])
  }
  const { text } = await doctor('GET', `/fhir/Patient/${patient}/$summary`)
  assert.match(text, /"value":54\.0[,}]/)
})

test('where nothing is recorded it says that nothing is known, never that there is nothing', async () => {
  const document = await ask(`Patient/${empty}/$summary`)
  const codes = composition_of(document)['section'].map((one: Json) => one['code'].coding[0].code)
  assert.deepEqual(codes, ['48765-2', '10160-0', '11450-4'])
  const said = document['entry'].flatMap((one: Json) => {
    const { code, medicationCodeableConcept } = one['resource']
    return (code ?? medicationCodeableConcept)?.coding?.[0].code ?? []
  })
  assert.deepEqual(said, ['no-allergy-info', 'no-medication-info', 'no-problem-info'])
  assert.match(section(document, '48765-2')?.['text'].div, /không có nghĩa là/)
})

test('by number too, by GET and POST', async () => {
  const number = `${identifier_system.cccd}|024168001234`
  const of = (document: Json): string => composition_of(document)['subject'].reference
  const expected = `${running.base}/fhir/Patient/${patient}`
  assert.equal(of(await ask(`Patient/$summary?identifier=${encodeURIComponent(number)}`)), expected)
  const post = (path: string, parameter: Json[]) =>
    doctor('POST', `/fhir/${path}`, { resourceType: 'Parameters', parameter })
  const token = { name: 'identifier', valueString: number }
  assert.equal(of(await made(post('Patient/$summary', [token]))), expected)
  const identifier = {
    name: 'identifier',
    valueIdentifier: { system: identifier_system.cccd, value: '024168001234' },
  }
  assert.equal(of(await made(post('Patient/$summary', [identifier]))), expected)
  assert.equal(of(await made(post(`Patient/${patient}/$summary`, []))), expected)
  const profile = 'http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips'
  assert.equal(of(await ask(`Patient/${patient}/$summary?profile=${profile}`)), expected)
})

test('what cannot be answered is refused by name', async () => {
  const wrong: [string, number, RegExp][] = [
    ['Patient/khong-co/$summary', 404, /Không tìm thấy/],
    ['Patient/$summary', 400, /identifier/],
    ['Patient/$summary?identifier=khong-ai', 404, /Không có người bệnh/],
    [`Patient/${patient}/$summary?identifier=1`, 400, /identifier/],
    [`Patient/${patient}/$summary?profile=http://x.vn/p`, 501, /profile|Bundle-uv-ips/],
    [`Patient/${patient}/$summary?_summary=true`, 400, /_summary/],
    [`Observation/x/$summary`, 501, /\$summary/],
  ]
  for (const [path, status, words] of wrong) {
    const answer = await doctor('GET', `/fhir/${path}`)
    assert.equal(answer.status, status, `${path}: ${answer.text}`)
    assert.equal(answer.json['resourceType'], 'OperationOutcome')
    assert.match(answer.text, words)
  }
  assert.equal((await clerk('GET', `/fhir/Patient/${patient}/$summary`)).status, 403)
  const elsewhere = await running.person('doctor.b')
  assert.equal((await elsewhere('GET', `/fhir/Patient/${patient}/$summary`)).status, 404)
})

test('whose summary was read, and by whom, stands in the log', async () => {
  const head = await running.person('head_of_department')
  const { entry } = await ask(`AuditEvent?patient=Patient/${patient}&_count=200`, head)
  const lines = entry.map((one: Json) => one['resource']).filter((one: Json) => one['subtype'][0].code === '$summary')
  assert.ok(lines.some((one: Json) => one['outcome'] === '0' && one['agent'][0].role[0].text === 'doctor'))
})

test('a token of an app gets a summary only when it reaches all of it', async () => {
  const of_system = async (client_id: string, scope: string): Promise<string> => {
    await register_app(running, { client_id, scope, kind: 'backend', redirect_uris: [], launch_uri: null }, password)
    const answer = await post_form(`${running.base}/oauth/token`, {
      ...{ grant_type: 'client_credentials', client_id, client_secret: password },
    })
    return String(answer.json['access_token'])
  }
  await register_app(running, { client_id: 'app', scope: 'launch/patient patient/*.rs' })
  const browser = await open_browser(running, 'doctor')
  const scope = 'launch/patient patient/*.rs'
  const of_patient = (await get_token(running, browser, 'app', scope, { patient })).access_token
  const number = `Patient/$summary?identifier=${encodeURIComponent(`${identifier_system.cccd}|024168001234`)}`
  const part = await of_system('part', 'system/Patient.rs system/AllergyIntolerance.rs')
  const asked: [string, string, number][] = [
    [part, `Patient/${patient}/$summary`, 403],
    [await of_system('all', 'system/*.rs'), `Patient/${patient}/$summary`, 200],
    [of_patient, `Patient/${patient}/$summary`, 200],
    [of_patient, `Patient/${empty}/$summary`, 403],
    [of_patient, number, 403],
  ]
  for (const [token, path, status] of asked) {
    const { status: answered, json } = await with_token(running, token)('GET', path)
    assert.equal(answered, status, `${path}: ${JSON.stringify(json).slice(0, 300)}`)
  }
})
