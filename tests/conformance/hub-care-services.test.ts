/** mCSD at the hub: what can be asked, what is refused; a facility tells of its own people and doors; mergers and names by their days. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { validate_resource } from '../../src/standards/fhir-validation/index.ts'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { until } from '../exchange-world.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_test_site, type Answer, type Json } from '../test-site.ts'
import { join_hub } from '../three-houses.ts'

const hub = await start_test_hub()
const a = await hub.member('24012')
const b = await hub.member('01929')
const so = await hub.person('oversight')
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())

const found = ({ json }: Answer): Json[] => ((json['entry'] ?? []) as Json[]).map((one) => one['resource'] as Json)
const ask = async (question: string): Promise<Json[]> => {
  const answer = await a('GET', `/fhir/${question}`)
  assert.equal(answer.status, 200, `${question}: ${answer.text}`)
  for (const resource of found(answer))
    assert.deepEqual(
      validate_resource(resource).filter(({ severity }) => severity === 'error'),
      [],
      question,
    )
  return found(answer)
}
const ids = async (question: string): Promise<string[]> => (await ask(question)).map((one) => one['id'] as string)
const cskcb = 'http://fhir.hl7.org.vn/core/sid/ma-cskcb'
const practitioner_code = 'https://benhanmo.vn/fhir/sid/practitioner-code'
const today = new Date().toISOString().slice(0, 10)
const in_days = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('ITI-90: facilities, where they stand, and the door through which each is reached', async () => {
  assert.deepEqual(await ids(`Organization?identifier=${cskcb}|24160,${cskcb}|24012`), ['24012', '24160'])
  assert.deepEqual(await ids('Organization?identifier=https://khac|24012'), [], 'of another system')
  assert.deepEqual(await ids('Organization?name=bệnh viện thử'), ['01929'])
  assert.deepEqual(await ids('Organization?name:contains=thử a'), ['24012'])
  assert.deepEqual(await ids('Organization?name:exact=bệnh viện'), [])
  assert.ok((await ids('Organization?type=prov&active=true')).length >= 3)
  assert.deepEqual(await ids('Organization?_id=24012&type=govt'), [])
  assert.deepEqual(await ids('Organization?_lastUpdated=ge2031-01-01T00:00:00Z'), [])
  const [one] = await ask('Organization?_id=24012')
  const [door] = await ask('Endpoint?organization=Organization/24012')
  assert.equal(one?.['endpoint'][0].reference, `Endpoint/${door?.['id']}`)
  assert.equal(door?.['address'], `${hub.base}/fhir`)
  assert.equal(door?.['status'], 'active')
  const [place] = await ask('Location?organization=Organization/24012&status=active')
  assert.equal(place?.['managingOrganization'].reference, 'Organization/24012')
  assert.equal((await a('GET', `/fhir/Endpoint/${door?.['id']}`)).status, 200)
  assert.equal((await a('GET', '/fhir/Location/99999')).status, 404)
})

test('pages follow one another; a parameter nobody serves is refused by name, never left out', async () => {
  const all: string[] = []
  for (let next: string | undefined = '/fhir/Organization?_count=1'; next;) {
    const page: Answer = await a('GET', next)
    all.push(...found(page).map((one) => one['id'] as string))
    const link = (page.json['link'] as Json[]).find((one) => one['relation'] === 'next')
    next = link && String(link['url']).slice(hub.base.length)
  }
  assert.deepEqual(all, all.toSorted())
  assert.ok(all.length >= 3 && new Set(all).size === all.length)
  for (const question of [
    'Organization?address=Bac',
    'Organization?_include=Organization:endpoint',
    'Location?near=21|106',
    'Practitioner?organization=24012',
    'PractitionerRole?specialty=x',
    'Endpoint?status=active',
    'Organization?active=co',
    'Organization?partof=Location/24012',
    'Organization?_lastUpdated=lt2026',
    'Organization?_count=0',
  ]) {
    const answer = await a('GET', `/fhir/${question}`)
    assert.equal(answer.status, 400, `${question}: ${answer.text}`)
    assert.equal(answer.json['resourceType'], 'OperationOutcome')
  }
})

const doctor = (changes: Json = {}): Json => ({
  resourceType: 'Practitioner',
  identifier: [{ system: 'http://fhir.hl7.org.vn/core/sid/cchn', value: '000789/BN-CCHN' }],
  active: true,
  name: [{ text: 'Lê Văn Tám', prefix: ['BSCKI.'] }],
  qualification: [{ code: { text: 'Khám bệnh, chữa bệnh chuyên khoa Nội' } }],
  ...changes,
})
const feed = (by: typeof a, code: string, body: Json, facility = '24012'): Promise<Answer> =>
  by('PUT', `/fhir/Practitioner?identifier=${encodeURIComponent(`${practitioner_code}/${facility}|${code}`)}`, body)

test('ITI-130: a facility tells of its own practitioners, again and again; of another’s it may not', async () => {
  assert.equal((await feed(a, 'BS01', doctor())).status, 201)
  assert.equal((await feed(a, 'BS01', doctor())).status, 200)
  assert.equal((await feed(b, 'BS01', doctor())).status, 403)
  assert.equal((await feed(a, 'BS02', doctor({ name: [] }))).status, 422)
  assert.equal((await feed(a, 'mã/lạ', doctor())).status, 400)
  assert.equal((await a('POST', '/fhir/Practitioner', doctor())).status, 501, 'not in any other way')
  assert.deepEqual(await ids('Practitioner?identifier=http://fhir.hl7.org.vn/core/sid/cchn|000789/BN-CCHN'), [
    '24012-BS01',
  ])
  assert.deepEqual(await ids(`Practitioner?identifier=${practitioner_code}/24012|BS01`), ['24012-BS01'])
  assert.deepEqual(await ids('Practitioner?name=le van tam&active=true'), ['24012-BS01'])
  const [role] = await ask('PractitionerRole?organization=24012&practitioner=Practitioner/24012-BS01')
  assert.equal(role?.['specialty'][0].text, 'Khám bệnh, chữa bệnh chuyên khoa Nội')
  assert.equal((await feed(a, 'BS01', doctor({ active: false }))).status, 200)
  assert.deepEqual(await ids('Practitioner?name=tám&active=true'), [], 'who left is not active')
  assert.deepEqual(await ids('PractitionerRole?active=false&location=Location/24012'), ['24012-BS01'])
  const { rows } = await owner.query("SELECT FROM audit.event WHERE interaction = 'ITI-130' AND facility = '24012'")
  assert.equal(rows.length, 3)
})

test('a door of one’s own: where the images lie; over https only, and never in the place of the mailbox', async () => {
  const put = (id: string, changes: Json = {}, by = a) =>
    by('PUT', `/fhir/Endpoint?identifier=${encodeURIComponent(`https://benhanmo.vn/fhir/sid/endpoint/24012|${id}`)}`, {
      ...{ resourceType: 'Endpoint', status: 'active', name: 'PACS', address: 'https://pacs.bva.vn/dicom-web' },
      connectionType: {
        system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
        code: 'dicom-wado-rs',
      },
      payloadType: [{ text: 'DICOM' }],
      ...changes,
    })
  assert.equal((await put('pacs')).status, 201)
  assert.equal((await put('pacs', { status: 'off' })).status, 200)
  assert.equal((await put('pacs', { address: 'http://10.0.0.5/dicom' })).status, 422)
  assert.equal((await put('mailbox')).status, 403)
  assert.equal((await put('pacs', {}, b)).status, 403)
  const doors = await ask('Endpoint?organization=24012')
  assert.deepEqual(
    doors.map((one) => [one['id'], one['status']]),
    [
      ['mailbox-24012', 'active'],
      ['24012-pacs', 'off'],
    ],
  )
})

test('another name stays findable with the days it held', async () => {
  assert.equal((await so('POST', '/api/hub/directory/24160/name', { name: 'Trạm Y tế xã Lạng Giang' })).status, 200)
  const [one] = await ask('Organization?name=Trạm Y tế thử')
  assert.equal(one?.['name'], 'Trạm Y tế xã Lạng Giang')
  assert.deepEqual(one?.['alias'], ['Trạm Y tế thử C'])
  assert.equal(one?.['_alias'][0].extension[0].valuePeriod.end, today)
})

test('a merger counts from its day: before it the house takes its own mail, after it the other one does', async () => {
  const merge = (from_day: string) => so('POST', '/api/hub/directory/24160/merge', { into: '01929', from_day })
  assert.equal((await merge(in_days(3))).status, 200)
  const send = async (): Promise<string[]> => {
    const made = await make_letter({ house: hub.house('24012'), submission: { recipients: ['24160'] } })
    const taken = await a('POST', '/fhir', write_provide_bundle(made))
    assert.equal(taken.status, 200, taken.text)
    const { rows } = await owner.query<{ recipient: string }>(
      'SELECT recipient FROM hub.delivery WHERE document = $1',
      [made.parts[0].identity],
    )
    return rows.map(({ recipient }) => recipient)
  }
  const [before] = await ask('Organization?_id=24160')
  assert.equal(before?.['active'], true)
  assert.equal(before?.['extension'][0].valuePeriod.end, in_days(3))
  assert.deepEqual(await send(), ['24160'])
  await owner.query("UPDATE hub.facility SET valid_to = current_date WHERE code = '24160'")
  const [after_it] = await ask('Organization?partof=Organization/01929')
  assert.deepEqual([after_it?.['id'], after_it?.['active']], ['24160', false])
  assert.equal(after_it?.['partOf'].reference, 'Organization/01929')
  assert.deepEqual(await ids('Organization?active=false'), ['24160'])
  const [place] = await ask('Location?_id=24160')
  assert.equal(place?.['status'], 'inactive')
  assert.deepEqual(await send(), ['01929'])
})

test('a facility’s own server feeds the directory: licensed staff, by their changes, once each', async () => {
  const site = await start_test_site({ exchange: { poll_ms: 50, sync_ms: 100 } })
  const system = await site.system()
  const put = (id: string, body: Json) => system('PUT', `/fhir/Practitioner/${id}`, { ...body, id })
  assert.equal((await put('bs-tam', doctor())).status, 201)
  const unlicensed = { resourceType: 'Practitioner', name: [{ text: 'Hộ lý không giấy phép' }] }
  assert.equal((await put('ho-ly', unlicensed)).status, 201)
  await join_hub(hub, site, '24012')
  const line = `PractitionerRole?organization=24012&practitioner=Practitioner/24012-bs-tam`
  await until('the doctor in the directory', async () => (await ids(line)).length > 0)
  assert.deepEqual(await ids('Practitioner?name=ho ly'), [], 'who has no licence is nobody’s business outside')
  assert.equal((await put('bs-tam', doctor({ active: false }))).status, 200)
  await site.site.database.in_facility('24012', (sql) =>
    sql.query('UPDATE exchange.hub_link SET directory_at = NULL WHERE facility = $1', ['24012']),
  )
  await until('that he left', async () => (await ids(`${line}&active=false`)).length > 0)
  const told = await site.site.database.in_facility('24012', (sql) =>
    sql.query<{ version: number; said: string }>(
      'SELECT version, said FROM exchange.practitioner_told WHERE facility = $1',
      ['24012'],
    ),
  )
  assert.deepEqual(told.rows, [{ version: 2, said: '' }])
})
