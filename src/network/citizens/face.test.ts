import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { put_account, put_facility, sign_in } from '../../platform/access/index.ts'
import { create_audit_log } from '../../platform/audit/index.ts'
import { test_database } from '../../platform/database/test-database.ts'
import { create_web_server, session_cookie } from '../../platform/http/index.ts'
import { create_store, fhir_routes } from '../../platform/records/index.ts'
import { identifier_system, parse_exact } from '../../standards/fhir/index.ts'
import { citizen_operations, citizen_routes, citizen_type, local_domain } from './index.ts'
import { code, huong, no_papers, teller } from './test-people.ts'

const { database } = await test_database()
const audit = create_audit_log(database)
const web = await create_web_server(database, audit)
const base = 'http://hub.test/fhir'
citizen_routes({ web, database, rooms: no_papers })
fhir_routes(web, create_store(database, audit), {
  ...{ base, read_only: [citizen_type(database)], operations: citizen_operations(database) },
})
after(() => web.app.close())

const [a, b, hub] = ['24012', '01929', '24000']
const password = 'mat-khau-thu'
const sign_up = async (facility: string, role: string): Promise<string> => {
  const username = `${role}.${facility}`
  const account = {
    id: username,
    facility,
    username,
    name: username,
    title: '',
    role,
    practitioner: username,
    department: null,
    password,
  }
  await database.in_site(async (sql) => {
    await put_facility(sql, { code: facility, name: `Cơ sở ${facility}`, authority: '', kind: 'hospital' })
    await put_account(sql, account)
  })
  return (await sign_in(database, audit, { username, password, address: '', agent: '' })).token
}
const tokens = {
  a: await sign_up(a, 'system'),
  b: await sign_up(b, 'system'),
  staff: await sign_up(hub, 'hub_operator'),
}

// Answers are read in tests by path.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = Record<string, any>
const ask = async (
  who: keyof typeof tokens,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: unknown,
) => {
  const answer = await web.app.inject({
    ...{ method, url, cookies: { [session_cookie]: tokens[who] } },
    headers: { 'x-benhan': '1', 'content-type': 'application/fhir+json' },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  })
  return {
    status: answer.statusCode,
    json: (answer.body === '' ? {} : parse_exact(answer.body)) as Json,
    headers: answer.headers,
  }
}

const feed = (who: 'a' | 'b', value: string, changes: Json = {}) =>
  ask(who, 'PUT', `/fhir/Patient?identifier=${local_domain(who === 'a' ? a : b)}|${value}`, {
    resourceType: 'Patient',
    active: true,
    ...{ name: [{ text: 'Nguyễn Thị Hương' }], gender: 'female', birthDate: '1968-03-12' },
    ...changes,
  })
const number = { system: identifier_system.cccd, value: '024168001234' }
const pix = (who: 'a' | 'b', source: string, ...targets: string[]) =>
  ask(
    who,
    'GET',
    `/fhir/Patient/$ihe-pix?sourceIdentifier=${source}${targets.map((one) => `&targetSystem=${one}`).join('')}`,
  )
const numbers = (list: Json[] | undefined): string[] =>
  (list ?? []).map((one) => `${one['system'].split('/sid/')[1]}|${one['value']}`)
const targets = (json: Json): string[] =>
  numbers(
    (json['parameter'] ?? [])
      .filter((one: Json) => one['name'] === 'targetIdentifier')
      .map((one: Json) => one['valueIdentifier']),
  )

test('ITI-104: added by one, revised by it, told of by another: one person', async () => {
  const added = await feed('a', 'A-1', { identifier: [number] })
  assert.equal(added.status, 201, JSON.stringify(added.json))
  assert.equal(added.headers['location'], `${base}/Patient/${added.json['id']}`)
  const revised = await feed('a', 'A-1', { identifier: [number], telecom: [{ system: 'phone', value: '0912345678' }] })
  assert.deepEqual([revised.status, revised.json['id']], [200, added.json['id']])
  const other = await feed('b', 'B-7', { identifier: [number] })
  assert.deepEqual([other.status, other.json['id']], [200, added.json['id']])
  assert.deepEqual(
    numbers(other.json['identifier']),
    ['cccd|024168001234', `patient-code/${b}|B-7`],
    'the code of A is not told to B',
  )
})

test('ITI-104: a facility tells of its own domain only, and of one number', async () => {
  const put = (query: string) =>
    ask('a', 'PUT', `/fhir/Patient?${query}`, { resourceType: 'Patient', name: [{ text: 'X Y' }] })
  assert.equal((await put(`identifier=${local_domain(b)}|B-7`)).status, 403)
  assert.equal((await put(`identifier=urn:oid:1.2.3|5`)).status, 400)
  assert.equal((await put(`identifier=${number.system}|${number.value}`)).status, 400)
  assert.equal((await put('family=X')).status, 400)
  for (const [method, url] of [
    ['POST', '/fhir/Patient'],
    ['PUT', '/fhir/Patient/abc'],
    ['DELETE', `/fhir/Patient?identifier=${local_domain(a)}|A-1`],
  ] as const) {
    const refused = await ask('a', method, url, { resourceType: 'Patient', id: 'abc' })
    assert.equal(refused.status, 501, `${method} ${url}`)
  }
})

test('ITI-104: two codes the facility merged lead to one person; two who are different people are held', async () => {
  const first = await feed('a', 'D-1', { name: [{ text: 'Lò Thị Mai' }], birthDate: '1980-01-02' })
  const second = await feed('a', 'D-2', { name: [{ text: 'Lò Mai' }], birthDate: '1980' })
  assert.notEqual(first.json['id'], second.json['id'])
  const link = (value: string) => ({
    link: [{ type: 'replaced-by', other: { identifier: { system: local_domain(a), value } } }],
  })
  const merged = await feed('a', 'D-2', { ...link('D-1'), active: false })
  assert.deepEqual([merged.status, merged.json['id']], [200, first.json['id']])
  assert.deepEqual(targets((await pix('a', `${local_domain(a)}|D-2`)).json), [`patient-code/${a}|D-1`])
  const gone = await ask('a', 'GET', `/fhir/Patient/${second.json['id']}`)
  assert.deepEqual([gone.json['active'], gone.json['link'][0].type], [false, 'replaced-by'])
  assert.equal(gone.json['link'][0].other.reference, `Patient/${first.json['id']}`)
  await feed('a', 'D-3', { name: [{ text: 'Vừ A Dế' }], birthDate: '1950-03-04', gender: 'male' })
  const held = await feed('a', 'D-3', link('D-1'))
  assert.match(
    held.json['contained'][0].issue[0].details.text,
    /hai mã là một người, nhưng thông tin hai người khác nhau/,
  )
})

test('ITI-104: a code that was merged is told of as its own again: what its house joined is parted, with its deaths', async () => {
  const one = { name: [{ text: 'Lò Thị Nga' }], birthDate: '1931-01-02' }
  const kept = await feed('a', 'E-1', one)
  const other = await feed('a', 'E-2', {
    name: [{ text: 'Lò Nga' }],
    birthDate: '1931',
    deceasedDateTime: '2026-10-04',
  })
  const link = [{ type: 'replaced-by', other: { identifier: { system: local_domain(a), value: 'E-1' } } }]
  const merged = await feed('a', 'E-2', { link, active: false })
  assert.deepEqual([merged.json['id'], merged.json['deceasedDateTime']], [kept.json['id'], '2026-10-04'])
  const alive = await feed('a', 'E-1', { ...one, active: undefined, deceasedBoolean: false })
  assert.equal(alive.json['deceasedDateTime'], undefined, 'its own word in the line that was joined goes, too')
  const parted = await feed('a', 'E-2', { name: [{ text: 'Lò Nga' }], birthDate: '1931' })
  assert.equal(parted.json['id'], other.json['id'])
  assert.deepEqual(targets((await pix('a', `${local_domain(a)}|E-1`)).json), [])
})

test('ITI-83: other numbers of one person, without the one asked by', async () => {
  const own = await pix('b', `${local_domain(b)}|B-7`)
  assert.equal(own.status, 200)
  assert.deepEqual(targets(own.json), ['cccd|024168001234'])
  assert.ok(own.json['parameter'].some((one: Json) => one['name'] === 'targetId'))
  const named = await pix('b', `${local_domain(b)}|B-7`, local_domain(a))
  assert.deepEqual(targets(named.json), [`patient-code/${a}|A-1`])
  assert.deepEqual(named.json['parameter'].length, 1, 'the id of the directory was not asked for')
  const by_id = await pix('a', `${base}|${own.json['parameter'].at(-1).valueReference.reference}`, local_domain(a))
  assert.deepEqual(targets(by_id.json), [`patient-code/${a}|A-1`])
  const posted = await ask('b', 'POST', '/fhir/Patient/$ihe-pix', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'sourceIdentifier', valueString: `${number.system}|${number.value}` },
      { name: 'targetSystem', valueUri: local_domain(b) },
    ],
  })
  assert.deepEqual(targets(posted.json), [`patient-code/${b}|B-7`])
})

test('ITI-83: the three refusals of the profile, by status, code and diagnostics', async () => {
  const said = async (...wish: Parameters<typeof pix>) => {
    const { status, json } = await pix(...wish)
    return [status, json['issue'][0].code, json['issue'][0].diagnostics]
  }
  assert.deepEqual(await said('a', `${number.system}|024168009999`), [
    404,
    'not-found',
    'sourceIdentifier Patient Identifier not found',
  ])
  assert.deepEqual(await said('a', 'urn:oid:1.2.3|5'), [
    400,
    'code-invalid',
    'sourceIdentifier Assigning Authority not found',
  ])
  assert.deepEqual(await said('a', `${local_domain('99999')}|5`), [
    400,
    'code-invalid',
    'sourceIdentifier Assigning Authority not found',
  ])
  assert.deepEqual(await said('a', `${number.system}|${number.value}`, 'urn:oid:9.9'), [
    403,
    'code-invalid',
    'targetSystem not found',
  ])
  assert.equal((await ask('a', 'GET', '/fhir/Patient/$ihe-pix')).status, 400)
  assert.equal((await pix('a', 'khong-co-he')).status, 400)
})

test('ITI-78: by number everything, by name and day of birth without the numbers', async () => {
  const search = async (query: string) => (await ask('b', 'GET', `/fhir/Patient?${query}`)).json
  const by_number = await search(`identifier=${number.system}|${number.value}`)
  assert.deepEqual(
    [by_number['total'], numbers(by_number['entry'][0].resource.identifier)],
    [1, ['cccd|024168001234', `patient-code/${b}|B-7`]],
  )
  const by_name = await search('family=nguyen&given=huong&birthdate=1968-03-12&gender=female')
  assert.deepEqual(numbers(by_name['entry'][0].resource.identifier), [`patient-code/${b}|B-7`])
  assert.equal(by_name['entry'][0].resource.telecom, undefined)
  for (const [query, total] of [
    ['name=Hương&birthdate=1968-03', 1],
    ['family=nguyen&birthdate=ge1968-03-01&birthdate=lt1968-04-01', 1],
    ['family:exact=Nguyễn&birthdate=1968-03-12', 1],
    ['family:exact=nguyen&birthdate=1968-03-12', 0],
    ['family=nguyen,tran&birthdate=1968', 1],
    ['family=nguyen&birthdate=1969', 0],
    ['family=nguyen&birthdate=1968-03-12&gender=male', 0],
    [`identifier=${number.system}|${number.value}&family=tran`, 0],
    [`identifier=${number.system}|${number.value}&identifier=${local_domain(b)}|B-7`, 1],
    [`identifier=${number.system}|${number.value}&telecom=0912345678&active=true`, 1],
    [`identifier=${number.system}|024168000000`, 0],
    [`_id=${by_number['entry'][0].resource.id}`, 1],
  ] as const)
    assert.equal((await search(query))['total'], total, query)
  const posted = await web.app.inject({
    ...{ method: 'POST', url: '/fhir/Patient/_search', cookies: { [session_cookie]: tokens.b } },
    headers: { 'x-benhan': '1', 'content-type': 'application/x-www-form-urlencoded' },
    payload: `identifier=${encodeURIComponent(`${number.system}|${number.value}`)}`,
  })
  assert.equal(posted.json<Json>()['total'], 1)
})

test('ITI-78: nobody browses, and what is not served is refused by name', async () => {
  const refusal = async (query: string) => {
    const { status, json } = await ask('a', 'GET', `/fhir/Patient?${query}`)
    return `${status} ${json['issue']?.[0]?.details.text}`
  }
  assert.match(await refusal('family=nguyen'), /^422 .*phải kèm ngày sinh/)
  assert.match(await refusal('birthdate=1968-03-12'), /^422/)
  assert.match(await refusal('telecom=0912345678'), /^422/)
  assert.match(await refusal(''), /^422/)
  assert.match(await refusal('mothersMaidenName=Lan'), /^400 .*mothersMaidenName/)
  assert.match(await refusal('family:contains=a&birthdate=1968'), /^400 .*family:contains/)
  assert.match(await refusal('identifier=024168001234'), /^400 .*hệ mã/)
  assert.match(await refusal('family=a&birthdate=1968&identifier=urn:oid:9|'), /^404/)
  const tell = teller(database)
  for (let i = 0; i < 25; i += 1)
    await tell(a, {
      identifiers: [code(a, `P-${i}`)],
      name: `Phùng Văn ${'ABCDEGHIKLMNOPQRSTUVXYABCDE'[i]}`,
      birth_date: `1999-0${(i % 9) + 1}-11`,
    })
  assert.match(await refusal('family=phung&birthdate=1999'), /^422 Quá nhiều người khớp/)
})

test('ITI-119: the likeliest first with grade and reasons; a mere possibility shows no number', async () => {
  const twin = {
    ...huong,
    identifiers: [{ system: identifier_system.cccd, value: '024168005678' }],
    name: 'Nguyễn Thị Hoài',
  }
  await teller(database)(a, twin)
  const found = await ask('b', 'POST', '/fhir/Patient/$match', {
    ...{ resourceType: 'Patient', name: [{ text: 'Nguyen Thi Huong' }], gender: 'female', birthDate: '1968-03-12' },
    telecom: [{ system: 'phone', value: '0912345678' }],
  })
  const [first, second] = found.json['entry']
  assert.equal(first.search.extension[0].valueCode, 'probable')
  assert.deepEqual(numbers(first.resource.identifier), ['cccd|024168001234', `patient-code/${b}|B-7`])
  assert.deepEqual([second.search.extension[0].valueCode, second.resource.identifier], ['possible', undefined])
  const certain = await ask('b', 'POST', '/fhir/Patient/$match', {
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'resource',
        resource: {
          resourceType: 'Patient',
          identifier: [number],
          name: [{ text: 'Nguyễn Thị Hương' }],
          birthDate: '1968-03-12',
        },
      },
      { name: 'onlyCertainMatches', valueBoolean: true },
    ],
  })
  assert.deepEqual([certain.json['total'], certain.json['entry'][0].search.extension[0].valueCode], [1, 'certain'])
  const vague = await ask('b', 'POST', '/fhir/Patient/$match', {
    resourceType: 'Patient',
    name: [{ text: 'Nguyễn Thị Hương' }],
  })
  assert.equal(vague.status, 422)
})

test('every look leaves a line with whom it showed; /metadata says what is served', async () => {
  const { rows } = await database.in_facility(b, (sql) =>
    sql.query<{ interaction: string }>(
      `SELECT DISTINCT interaction FROM audit.event WHERE patient IS NOT NULL ORDER BY 1`,
    ),
  )
  assert.deepEqual(
    rows.map(({ interaction }) => interaction),
    ['$ihe-pix', '$match', 'register', 'search-type'],
  )
  const { json } = await ask('a', 'GET', '/fhir/metadata')
  const patient = json['rest'][0].resource.find((one: Json) => one['type'] === 'Patient')
  assert.equal(patient.conditionalUpdate, true)
  assert.deepEqual(
    patient.operation.map((one: Json) => one['name']),
    ['match', 'ihe-pix'],
  )
})

test('the tray is the hub’s own desk: a member has no say, its staff settle', async () => {
  assert.equal((await ask('a', 'GET', '/api/citizens/held')).status, 403)
  const tray = (await ask('staff', 'GET', '/api/citizens/held')).json['held'] as Json[]
  const [line] = tray
  assert.ok(line)
  const settle = (body: Json) => ask('staff', 'POST', `/api/citizens/${line['person']}/held/${line['id']}`, body)
  assert.equal((await settle({ decision: 'same', reason: '' })).status, 422)
  assert.equal((await settle({ decision: 'different', reason: 'hai người' })).status, 200)
  assert.equal((await ask('staff', 'GET', '/api/citizens/held')).json['held'].length, tray.length - 1)
})
