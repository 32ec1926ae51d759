import assert from 'node:assert/strict'
import { test } from 'node:test'
import { put_client } from '../../src/platform/access/index.ts'
import { password, start_test_site, type Json } from '../test-site.ts'
import { bulk_client, token_of } from './bulk-client.ts'
import { open_behind } from '../refusals/behind.ts'

/** Bulk Data Access IG 2.0 (http://hl7.org/fhir/uv/bulkdata/STU2/export.html), from outside. */
const running = await start_test_site()
const fhir = `${running.base}/fhir`
const system = await running.system()
const other_house = await running.system('client.b')
const { owner } = await open_behind(running)
const client = bulk_client(fhir, await token_of(running.base, 'client', password))

const put = async (resource: Json, by = system): Promise<void> => {
  const answer = await by('PUT', `/fhir/${resource['resourceType']}/${resource['id']}`, resource)
  assert.ok(answer.status < 300, answer.text)
}
const patient = (id: string, name: string): Json => ({
  resourceType: 'Patient',
  id,
  name: [{ text: name }],
  active: true,
})
const about = (id: string) => ({ reference: `Patient/${id}` })
const observation = (id: string, of: string, status = 'final', more: Json = {}): Json => ({
  resourceType: 'Observation',
  id,
  status,
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] },
  subject: about(of),
  ...more,
})
const refs = (resources: Json[]): string[] => resources.map((one) => `${one['resourceType']}/${one['id']}`).sort()
const of_type = (resources: Json[], type: string): string[] =>
  resources.filter((one) => one['resourceType'] === type).map((one) => one['id'] as string)

for (const id of ['an', 'binh', 'chi']) await put(patient(id, `Người ${id}`))
for (const id of ['an', 'binh', 'chi']) for (const n of [1, 2, 3]) await put(observation(`${id}-${n}`, id))
await put({ resourceType: 'Practitioner', id: 'bs', name: [{ text: 'BS. Dũng' }] })
await put({
  resourceType: 'Appointment',
  id: 'hen',
  status: 'proposed',
  participant: [
    { actor: { reference: 'Practitioner/bs' }, status: 'accepted' },
    { actor: about('binh'), status: 'accepted' },
    { actor: about('an'), status: 'accepted' },
  ],
})
await put({
  resourceType: 'Group',
  id: 'nhom',
  type: 'person',
  actual: true,
  member: [{ entity: about('an') }, { entity: about('binh') }, { entity: about('chi'), inactive: true }],
})
await put(patient('nguoi-b', 'Người của B'), other_house)

test('kick-off answers 202 with an address, the address 202 until it is ready, then the manifest', async () => {
  const begun = await client.kick_off('$export')
  assert.equal(begun.status, 202)
  const status_url = begun.headers.get('content-location') ?? ''
  assert.ok(status_url.startsWith(`${fhir}/`), status_url)
  const { manifest, answer, polls } = await client.wait(status_url)
  assert.ok(polls.length > 0, 'a job is not ready before every write that runs has ended')
  assert.ok(polls[0]?.headers.get('x-progress'))
  assert.ok(Number(polls[0]?.headers.get('retry-after')) > 0)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
  assert.ok(Date.parse(answer.headers.get('expires') ?? '') > Date.now())
  assert.equal(manifest.requiresAccessToken, true)
  assert.equal(manifest.request, `${fhir}/$export`)
  assert.ok(Math.abs(Date.parse(manifest.transactionTime) - Date.now()) < 60_000)
  assert.deepEqual(manifest.error, [])
  assert.ok(manifest.output.every(({ type, count, url }) => type && count && url.startsWith(`${fhir}/`)))
})

test('everything of the house, each resource once, as it is read, and nothing of another house', async () => {
  const { resources } = await client.run('$export')
  const all = refs(resources)
  assert.equal(new Set(all).size, all.length)
  for (const ref of ['Patient/an', 'Observation/chi-3', 'Practitioner/bs', 'Appointment/hen', 'Group/nhom'])
    assert.ok(all.includes(ref), ref)
  assert.ok(!all.includes('Patient/nguoi-b'))
  const { rows } = await owner.query<{ count: string }>(
    "SELECT count(*) FROM record.resource WHERE facility = '24012' AND NOT deleted",
  )
  assert.equal(all.length, Number(rows[0]?.count))
  const [one] = resources.filter((resource) => resource['id'] === 'an-1')
  assert.deepEqual(one, (await system('GET', '/fhir/Observation/an-1')).json)
})

test('Patient/$export gives the compartments of all patients, Group/$export those of its members', async () => {
  const of_patients = (await client.run('Patient/$export')).resources
  assert.deepEqual(of_type(of_patients, 'Patient').sort(), ['an', 'binh', 'chi'])
  assert.equal(of_type(of_patients, 'Observation').length, 9)
  assert.deepEqual(of_type(of_patients, 'Appointment'), ['hen'], 'an appointment names its patient among participants')
  assert.deepEqual(of_type(of_patients, 'Practitioner'), [])

  const of_group = (await client.run('Group/nhom/$export')).resources
  assert.deepEqual(of_type(of_group, 'Patient').sort(), ['an', 'binh'], 'whoever is inactive is no member')
  assert.equal(of_type(of_group, 'Observation').length, 6)
  assert.deepEqual(of_type(of_group, 'Appointment'), ['hen'], 'once, though it names two members')
})

test('POST with Parameters asks the same, and `patient` narrows', async () => {
  const parameter = [
    { name: '_type', valueString: 'Patient,Observation' },
    { name: 'patient', valueReference: about('binh') },
  ]
  const { resources } = await client.run('Patient/$export', { resourceType: 'Parameters', parameter })
  assert.deepEqual(refs(resources), ['Observation/binh-1', 'Observation/binh-2', 'Observation/binh-3', 'Patient/binh'])
  const stranger = { resourceType: 'Parameters', parameter: [{ name: 'patient', valueReference: about('chi') }] }
  const refused = await client.kick_off('Group/nhom/$export', { body: stranger })
  assert.equal(refused.status, 400)
  assert.match(await refused.text(), /Patient\/chi/)
})

test('_type, _elements and _typeFilter', async () => {
  await put(observation('an-huy', 'an', 'cancelled'))
  const filter = encodeURIComponent('Observation?status=cancelled')
  const filtered = await client.run(`$export?_type=Observation,Patient&_typeFilter=${filter}`)
  assert.deepEqual(of_type(filtered.resources, 'Observation'), ['an-huy'])
  assert.equal(of_type(filtered.resources, 'Patient').length, 3, 'a filter is for its own type')
  const either = `${encodeURIComponent('Observation?status=cancelled')},${encodeURIComponent('Observation?_id=chi-1,chi-2')}`
  const several = await client.run(`$export?_type=Observation&_typeFilter=${either}`)
  assert.deepEqual(of_type(several.resources, 'Observation').sort(), ['an-huy', 'chi-1', 'chi-2'])
  const { resources } = await client.run('$export?_type=Patient,Practitioner&_elements=Patient.name')
  const [an] = resources.filter((one) => one['id'] === 'an')
  assert.equal(an?.['name'][0]?.text, 'Người an')
  assert.equal(an?.['active'], undefined)
  assert.ok((an?.['meta']?.tag as Json[] | undefined)?.some((tag) => tag['code'] === 'SUBSETTED'))
  const [doctor] = resources.filter((one) => one['id'] === 'bs')
  assert.equal(doctor?.['meta'].tag, undefined)
})

test('_since gives what changed after the last transactionTime, and says what was deleted', async () => {
  const first = await client.run('$export?_type=Observation')
  await put(observation('an-1', 'an', 'amended'))
  await put(observation('moi', 'chi'))
  assert.equal((await system('DELETE', '/fhir/Observation/an-2')).status, 204)
  const since = encodeURIComponent(first.manifest.transactionTime)
  const second = await client.run(`$export?_type=Observation&_since=${since}`)
  assert.deepEqual(refs(second.resources), ['Observation/an-1', 'Observation/moi'])
  assert.deepEqual(second.deleted, ['Observation/an-2'])
  const third = await client.run(`$export?_since=${encodeURIComponent(second.manifest.transactionTime)}`)
  assert.deepEqual([third.resources, third.deleted, third.manifest.output], [[], [], []])
})

test('files say what was true at transactionTime, however late they are fetched', async () => {
  await put(observation('cu', 'chi'))
  const filter = encodeURIComponent('Observation?status=final')
  const begun = await client.kick_off(`Group/nhom/$export?_type=Observation&_typeFilter=${filter}`)
  const whole = await client.kick_off('$export?_type=Observation')
  const { manifest } = await client.wait(begun.headers.get('content-location') ?? '')
  const everything = await client.wait(whole.headers.get('content-location') ?? '')
  const url = manifest.output[0]?.url ?? ''
  const before = await client.download(url)
  await put(observation('binh-1', 'binh', 'entered-in-error'))
  await put(observation('binh-2', 'chi'))
  await put(observation('sau', 'binh'))
  assert.equal((await system('DELETE', '/fhir/Observation/cu')).status, 204)
  assert.deepEqual(await client.download(url), before)
  assert.equal(before.length, manifest.output[0]?.count)
  const all = await client.download(everything.manifest.output[0]?.url ?? '')
  assert.equal(all.length, everything.manifest.output[0]?.count)
  assert.ok(of_type(all, 'Observation').includes('cu'))
  assert.ok(!of_type(all, 'Observation').includes('sau'))
  assert.equal(all.find((one) => one['id'] === 'binh-1')?.['status'], 'final')
})

test('a write that has begun and not ended is waited for: transactionTime promises it', async () => {
  await owner.query('BEGIN')
  await owner.query('SELECT pg_current_xact_id()')
  const begun = await client.kick_off('$export?_type=Practitioner')
  const status_url = begun.headers.get('content-location') ?? ''
  await new Promise((resolve) => setTimeout(resolve, 3_500))
  for (const _ of [1, 2]) assert.equal((await client.request('GET', status_url)).status, 202)
  await owner.query('COMMIT')
  const { manifest } = await client.wait(status_url)
  assert.equal(manifest.output[0]?.type, 'Practitioner')
})

test('a cancelled job is gone, and its files with it', async () => {
  const begun = await client.kick_off('$export?_type=Patient')
  const status_url = begun.headers.get('content-location') ?? ''
  const { manifest } = await client.wait(status_url)
  assert.equal((await client.request('DELETE', status_url)).status, 202)
  for (const [method, url] of [
    ['GET', status_url],
    ['DELETE', status_url],
    ['GET', manifest.output[0]?.url ?? ''],
  ] as const) {
    const gone = await client.request(method, url)
    assert.equal(gone.status, 404)
    assert.equal(((await gone.json()) as Json)['resourceType'], 'OperationOutcome')
  }
})

test('nobody else gets at a job: not another client of the house, not another house, not without a token', async () => {
  await put_client(
    running.site.database,
    { client_id: 'other', facility: '24012', name: 'Hệ thống khác', scope: 'system/*.*' },
    password,
  )
  const begun = await client.kick_off('$export?_type=Patient')
  const status_url = begun.headers.get('content-location') ?? ''
  const { manifest } = await client.wait(status_url)
  const file = manifest.output[0]?.url ?? ''
  for (const name of ['other', 'client.b']) {
    const stranger = bulk_client(fhir, await token_of(running.base, name, password))
    for (const url of [status_url, file])
      assert.equal((await stranger.request('GET', url)).status, 404, `${name} ${url}`)
    assert.equal((await stranger.request('DELETE', status_url)).status, 404)
  }
  for (const url of [status_url, file]) assert.equal((await fetch(url)).status, 401)
  assert.equal((await client.request('GET', file)).status, 200)
})

test('who may read may not therefore export: a doctor may not, the archive may', async () => {
  const headers = { prefer: 'respond-async' }
  const doctor = await running.person('doctor')
  assert.equal((await doctor('GET', '/fhir/$export', undefined, headers)).status, 403)
  const archive = await running.person('records_archive')
  assert.equal((await archive('GET', '/fhir/$export', undefined, headers)).status, 202)
})

test('what is not understood is refused by name', async () => {
  const cases: [path: string, expression: string][] = [
    ['$export?includeAssociatedData=LatestProvenanceResources', 'includeAssociatedData'],
    ['$export?organizeOutputBy=Patient', 'organizeOutputBy'],
    ['$export?_outputFormat=text/csv', '_outputFormat'],
    ['$export?_since=hom-qua', '_since'],
    ['$export?_type=Bogus', '_type'],
    ['$export?_type=AuditEvent', '_type'],
    ['Patient/$export?_type=Practitioner', '_type'],
    ['$export?patient=Patient/an', 'patient'],
    ['$export?_elements=Patient.name.family', '_elements'],
    ['$export?_typeFilter=Observation', '_typeFilter'],
    ['$export?_typeFilter=Observation%3Fbogus%3D1', 'bogus'],
    ['$export?_type=Patient&_typeFilter=Observation%3Fstatus%3Dfinal', '_typeFilter'],
  ]
  for (const [path, expression] of cases) {
    const refused = await client.kick_off(path)
    const outcome = (await refused.json()) as Json
    assert.equal(refused.status, 400, `${path}: ${JSON.stringify(outcome)}`)
    assert.equal(outcome['resourceType'], 'OperationOutcome')
    assert.equal(outcome['issue'][0].expression[0], expression, path)
  }
  assert.equal((await client.kick_off('$export', { prefer: null })).status, 400)
  assert.equal((await client.kick_off('Group/khong-co/$export')).status, 404)
  assert.equal((await client.kick_off('Observation/$export')).status, 501)
  assert.equal((await client.request('GET', `${fhir}/$export-status/bogus`)).status, 404)
})

test('kick-off, each file and a cancellation stand in the audit log; /metadata names the operations', async () => {
  const { rows } = await owner.query<{ action: string; actor: string; type: string; ref: string }>(
    "SELECT action, actor, type, ref FROM audit.event WHERE facility = '24012' AND interaction = '$export' ORDER BY id",
  )
  const kick_offs = rows.filter(({ action }) => action === 'E')
  const files = rows.filter(({ action }) => action === 'R')
  assert.ok(kick_offs.length >= 10 && files.length >= 20)
  assert.ok(files.every(({ ref, type }) => ref.includes(`.${type}.ndjson`)))
  assert.ok(rows.some(({ action }) => action === 'D'))
  const statement = (await system('GET', '/fhir/metadata')).json
  const named = (list: Json[]): string[] => (list ?? []).map((one) => one['name'] as string)
  assert.ok(named(statement['rest'][0].operation).includes('export'))
  for (const type of ['Patient', 'Group']) {
    const resource = (statement['rest'][0].resource as Json[]).find((one) => one['type'] === type)
    assert.ok(named(resource?.['operation']).includes('export'), type)
  }
})

test('twenty jobs at once are enough for one client', async () => {
  const statuses: number[] = []
  for (let n = 0; n < 21; n += 1) statuses.push((await client.kick_off('$export?_type=Patient')).status)
  assert.equal(statuses.at(-1), 429)
})
