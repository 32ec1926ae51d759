import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validate_invariants, validate_resource } from '../../src/standards/fhir-validation/index.ts'
import { admission, registration, start_test_site, type Answer, type Json } from '../test-site.ts'

// Questionnaire/$populate of SDC over our own prefill: what the paper would show is what another program is given.
const { person, system, site } = await start_test_site()
const [here, there] = [await system(), await system('client.b')]
const [reception, doctor] = [await person('reception'), await person('doctor')]

const patient = String((await reception('POST', '/api/patients', registration())).json['id'])
const stay = (await reception('POST', '/api/stays', admission(patient))).json
const encounter = String(stay['encounter'])
const url = 'https://benhanmo.vn/fhir/Questionnaire/36-BV2'

const ref = (reference: string) => ({ valueReference: { reference } })
const subject = { name: 'subject', ...ref(`Patient/${patient}`) }
const of_stay = (id: string) => ({
  name: 'context',
  part: [
    { name: 'name', valueString: 'encounter' },
    { name: 'content', ...ref(`Encounter/${id}`) },
  ],
})
const populate = (who: typeof here, id: string, ...parameter: Json[]): Promise<Answer> =>
  who('POST', `/fhir/Questionnaire/${id === '' ? '' : `${id}/`}$populate`, { resourceType: 'Parameters', parameter })

const part_of = (answer: Answer, name: string): Json => {
  assert.equal(answer.status, 200, answer.text)
  return answer.json['parameter'].find((one: Json) => one['name'] === name)?.resource ?? {}
}
const answers_of = (response: Json): Json =>
  Object.fromEntries(
    (response['item'] ?? [])
      .flatMap((section: Json) => section['item'])
      .map((item: Json) => [item['linkId'], Object.values(item['answer']?.[0] ?? {})[0]]),
  )
const issue_of = (answer: Answer): string => {
  const issue = answer.json['issue']?.[0] ?? {}
  return `${answer.status} ${issue.code} ${issue.expression?.[0] ?? ''}`.trim()
}

test('a bệnh án is filled with the person, the card, the stay and its diagnosis; nothing is stored', async () => {
  const answer = await populate(here, '01-BV1', subject, of_stay(encounter))
  const response = part_of(answer, 'response')
  assert.deepEqual(
    [response['resourceType'], response['status'], response['questionnaire']],
    ['QuestionnaireResponse', 'in-progress', 'https://benhanmo.vn/fhir/Questionnaire/01-BV1|2024.1'],
  )
  assert.deepEqual(
    [response['subject'].reference, response['encounter'].reference, response['id'], response['author']],
    [`Patient/${patient}`, `Encounter/${encounter}`, undefined, undefined],
  )
  const told = answers_of(response)
  assert.equal(told['ho_ten'], 'NGUYỄN THỊ HƯƠNG')
  assert.deepEqual(told['gioi'], { code: '2', display: 'Nữ' })
  assert.equal(told['ngay_sinh'], '1968-03-12')
  assert.equal(told['cd_vao_khoa'] ?? told['cd_vk'], 'Viêm phổi thùy dưới phải')
  assert.deepEqual(validate_resource(response, { purpose: 'check' }), [])
  assert.deepEqual(validate_invariants({ ...response, resourceType: 'QuestionnaireResponse' }), [])
  const issues = part_of(answer, 'issues')
  assert.equal(issues['resourceType'], 'OperationOutcome')
  assert.ok(issues['issue'].every((issue: Json) => issue['severity'] === 'information'))
  assert.ok(
    issues['issue'].some((issue: Json) => /Ra viện/.test(issue['details'].text)),
    'what is not known yet is told',
  )
  const stored = await here('GET', `/fhir/QuestionnaireResponse?encounter=Encounter/${encounter}&_summary=count`)
  assert.equal(stored.json['total'], 1, 'only the sheet that admission opened')
})

test('the form is named by id, canonical, identifier, or sent along; the one open stay needs no name', async () => {
  const by_id = part_of(await populate(doctor, '36-BV2', subject), 'response')
  assert.equal(by_id['author'].reference, 'Practitioner/pr-doctor', 'a person is the author')
  const form = (await here('GET', '/fhir/Questionnaire/36-BV2')).json
  for (const named of [
    { name: 'canonical', valueUri: url },
    { name: 'canonical', valueCanonical: `${url}|${form['version']}` },
    { name: 'identifier', valueIdentifier: form['identifier'][0] },
    { name: 'questionnaire', resource: form },
    { name: 'questionnaireRef', ...ref('Questionnaire/36-BV2') },
  ]) {
    const response = part_of(
      await populate(here, '', subject, named, { name: 'local', valueBoolean: true }),
      'response',
    )
    assert.deepEqual(response['item'], by_id['item'], JSON.stringify(named).slice(0, 100))
  }
  const get = await here(
    'GET',
    `/fhir/Questionnaire/36-BV2/$populate?subject=Patient/${patient}&context=Encounter/${encounter}`,
  )
  assert.deepEqual(part_of(get, 'response')['item'], by_id['item'])
})

test('each look stands in the log, and the wall holds', async () => {
  const lines = await site.database.in_facility('24012', (sql) =>
    sql.query<Json>("SELECT ref, patient FROM audit.event WHERE interaction = '$populate' ORDER BY id LIMIT 1"),
  )
  assert.deepEqual(lines.rows[0], { ref: `Questionnaire/01-BV1/$populate?encounter=${encounter}`, patient })
  assert.equal((await populate(there, '01-BV1', subject, of_stay(encounter))).status, 404)
  assert.equal((await populate(there, '01-BV1', subject)).status, 422)
  assert.equal((await populate(await person('reception'), '01-BV1', subject)).status, 403)
})

test('what is not understood is refused by name', async () => {
  const other = String(
    (
      await reception(
        'POST',
        '/api/patients',
        registration({
          name: 'Lê Văn Nam',
          gender: 'male',
          identity: { kind: 'none', value: '' },
          reason_without_id: 'other',
          insurance: undefined,
        }),
      )
    ).json['id'],
  )
  const his = { name: 'subject', ...ref(`Patient/${other}`) }
  const form = { name: 'canonical', valueUri: url }
  const cases: [string, Promise<Answer>][] = [
    ['400 required subject', populate(here, '01-BV1')],
    ['400 invalid subject', populate(here, '01-BV1', { name: 'subject', ...ref('Group/1') })],
    ['400 invalid subject', populate(here, '01-BV1', subject, subject)],
    ['422 value context', populate(here, '01-BV1', his)],
    ['422 value context', populate(here, '01-BV1', his, of_stay(encounter))],
    ['404 not-found', populate(here, '01-BV1', subject, of_stay('khong-co'))],
    ['404 not-found', populate(here, '99-BV9', subject)],
    ['422 value canonical', populate(here, '', subject, { name: 'canonical', valueUri: 'http://example.org/q' })],
    ['422 value canonical', populate(here, '', subject, { name: 'canonical', valueUri: `${url}|1.0` })],
    [
      '422 value questionnaire',
      populate(here, '', subject, {
        name: 'questionnaire',
        resource: { resourceType: 'Questionnaire', url: 'http://x/q' },
      }),
    ],
    ['400 invalid canonical', populate(here, '', subject)],
    [
      '400 invalid identifier',
      populate(here, '', subject, form, { name: 'identifier', valueIdentifier: { value: '36/BV2' } }),
    ],
    ['400 invalid local', populate(here, '', subject, form, { name: 'local', valueBoolean: false })],
    ['400 invalid launchContext', populate(here, '', subject, form, { name: 'launchContext', valueString: 'x' })],
    [
      '400 invalid context',
      populate(here, '', subject, form, { name: 'context', part: [{ name: 'name', valueString: 'cha' }] }),
    ],
    [
      '400 invalid context',
      populate(here, '', subject, form, { name: 'context', part: [{ name: 'name', valueString: 'encounter' }] }),
    ],
    ['400 invalid resourceType', here('POST', '/fhir/Questionnaire/01-BV1/$populate', { resourceType: 'Patient' })],
    ['501 not-supported', here('GET', `/fhir/$populate?subject=Patient/${patient}`)],
  ]
  for (const [expected, asked] of cases) {
    const answer = await asked
    assert.equal(issue_of(answer), expected, answer.text.slice(0, 300))
  }
})
