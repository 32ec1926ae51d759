/** A result that B goes by and A puts right or takes back: B is told, whatever was away meanwhile (SHARE-12). */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { ChangedList } from '../../src/network/exchange/contract.ts'
import type { ChangedResults, TakenOver } from '../../src/network/shared-results/contract.ts'
import { all_published, report_result } from '../shared-results-world.ts'
import { admission, registration, type Json } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'

const { hub, a, b } = await start_three_houses()
const [reception_a, doctor_a] = await Promise.all(['reception', 'doctor'].map(a.person))
const [reception_b, doctor_b, nurse_b] = await Promise.all(['reception.b', 'doctor.b', 'nurse.b'].map(b.person))
assert.ok(reception_a && doctor_a && reception_b && doctor_b && nurse_b)
const system_a = await a.system()
const system_b = await b.system('client.b')

const patient_a = (await reception_a('POST', '/api/patients', registration())).json['id'] as string
const patient_b = (await reception_b('POST', '/api/patients', registration())).json['id'] as string
const wish_b = { ...admission(patient_b), department: '01929-K03', bed: '01929-G12' }
const encounter = (await reception_b('POST', '/api/stays', wish_b)).json['encounter'] as string
// Until something of her is there the hub knows nobody by her number.
const potassium = { name: 'Kali', loinc: '2823-3', value: 4.1, unit: 'mmol/L' }
await all_published(doctor_a, [await report_result(system_a, patient_a, potassium)])
const basis = { basis: 'emergency', reason: 'Cấp cứu: khó thở, cần kết quả' }
assert.equal((await doctor_b('POST', `/api/timeline/${patient_b}`, basis)).status, 201)

const owner_of = async (connectionString: string) => {
  const owner = new pg.Client({ connectionString })
  await owner.connect()
  after(() => owner.end())
  return owner
}
const [at_hub, at_b] = [await owner_of(hub.url), await owner_of(b.url)]

const until = async <T>(what: string, ask: () => Promise<T | undefined | null | false>): Promise<T> => {
  for (let i = 0; i < 300; i += 1) {
    const found = await ask()
    if (found) return found
    await pause(50)
  }
  throw new Error(`never: ${what}`)
}

const code = '22664-7'
const path = `/api/shared-results/taken/${encounter}`
const list = async (): Promise<TakenOver[]> => (await doctor_b('GET', path)).json as unknown as TakenOver[]
const find = async (id: string): Promise<TakenOver> => {
  const found = (await list()).find((one) => one.id === id)
  assert.ok(found)
  return found
}
const waiting = async (): Promise<ChangedResults> =>
  (await doctor_b('GET', '/api/shared-results/changed')).json as ChangedResults

/** A measures and shares; B's doctor takes it over; the hub knows. */
const share_and_take = async (value: number): Promise<{ report: string; link: string }> => {
  const report = await report_result(system_a, patient_a, { name: 'Urê', loinc: code, value, unit: 'mmol/L' })
  await all_published(doctor_a, [report])
  const { results } = (await doctor_b('GET', `/api/shared-results?patient=${patient_b}&code=${code}`)).json
  const said = `${String(value).replace('.', ',')} mmol/L`
  const paper = (results as Json[]).find(({ values }) => values[0].value === said)?.['id'] as string
  assert.ok(paper, JSON.stringify(results))
  const taken = await doctor_b('POST', path, { code, test: 'Định lượng urê máu', paper })
  assert.equal(taken.status, 201, taken.text)
  const link = taken.json['id'] as string
  await until('the hub is told', async () => (await find(link)).is_told)
  return { report, link }
}

/** As a laboratory puts it right: finding and report together. */
const put_right = async (report: string, status: string, value?: number): Promise<void> => {
  const { json: kept } = await system_a('GET', `/fhir/DiagnosticReport/${report}`)
  const at = kept['result'][0].reference as string
  const { json: finding } = await system_a('GET', `/fhir/${at}`)
  const measured = value === undefined ? finding : { ...finding, valueQuantity: { ...finding['valueQuantity'], value } }
  const entry = [
    { resource: { ...measured, status }, request: { method: 'PUT', url: at } },
    { resource: { ...kept, status }, request: { method: 'PUT', url: `DiagnosticReport/${report}` } },
  ]
  const done = await system_a('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry })
  assert.equal(done.status, 200, done.text)
}

const changed = (link: string, said: RegExp) =>
  until(`${said} at B`, async () => {
    const { changed: change } = await find(link)
    return change && said.test(change.said) && change
  })

const first = await share_and_take(6.4)

test('A corrects what B goes by: red at B with the new value, who and when, on the ward, in the list of what waits', async () => {
  assert.equal((await waiting()).total, 0)
  await put_right(first.report, 'corrected', 9.1)
  const change = await changed(first.link, /^Urê 9,1 mmol\/L/)
  assert.deepEqual([change.is_withdrawn, change.verdict, change.seen], [false, 'good', null])
  assert.equal(change.author, 'BS. doctor')
  assert.match((await find(first.link)).said, /6,4/, 'what she relied on stays as it was')
  const link = await system_b('GET', `/fhir/DocumentReference/${first.link}`)
  assert.equal(link.json['status'], 'superseded', 'not current for who reads FHIR either')
  const { total, lines } = await waiting()
  assert.deepEqual([total, lines[0]?.encounter, lines[0]?.name], [1, encounter, 'Nguyễn Thị Hương'])
  assert.equal((await doctor_b('GET', '/api/shared-results/changed?count=1')).json['total'], 1)
  assert.equal((await reception_b('GET', '/api/shared-results/changed?count=1')).status, 403)
  const ward = (await nurse_b('GET', '/api/wards/all')).json as unknown as Json[]
  const alerts = ward.find((row) => row['encounter'] === encounter)?.['alerts'] as string[]
  assert.match(alerts[0] ?? '', /^Kết quả nơi khác đã sửa: Định lượng urê máu \(Bệnh viện Đa khoa thử A\)$/)
})

test('A counts who took it over, and reads that B has the new version', async () => {
  const line = await until('B in the list of A', async () => {
    const { lines } = (await doctor_a('GET', '/api/exchange/changed')).json as ChangedList
    return lines.find(({ recipients }) => recipients.some(({ has_new }) => has_new))
  })
  assert.deepEqual(
    line.recipients.map(({ code: house, took_over, had_old, has_new }) => [house, took_over, had_old, has_new]),
    [['01929', true, true, true]],
  )
  assert.match((await doctor_a('GET', '/api/exchange/changed.csv')).text, /đã dùng lại kết quả này/)
})

test('a doctor says that she has seen it, once; who and when stays, and its sender reads it', async () => {
  const see = (who: typeof doctor_b, id = first.link) => who('POST', `${path}/${id}/seen`)
  assert.equal((await see(nurse_b)).status, 403)
  assert.equal((await see(doctor_b, 'khong-co')).status, 404)
  const seen = await see(doctor_b)
  assert.equal(seen.status, 200, seen.text)
  assert.equal((await find(first.link)).changed?.seen?.by, 'BS. doctor')
  assert.equal((await see(doctor_b)).status, 409)
  assert.equal((await waiting()).total, 0)
  await until('A reads it', async () => {
    const { lines } = (await doctor_a('GET', '/api/exchange/changed')).json as ChangedList
    const letter = (await doctor_a('GET', `/api/exchange/outgoing/${lines[0]?.id}`)).json
    return letter['state'] === 'completed'
  })
})

test('a second correction waits anew; the new value is taken over in place of the old one, which stays to be seen', async () => {
  await put_right(first.report, 'corrected', 7.7)
  const { paper } = await changed(first.link, /7,7/)
  assert.equal((await waiting()).total, 1)
  const take = (wish: Json) => doctor_b('POST', path, { code, test: 'Định lượng urê máu', ...wish })
  const other = (await share_and_take(5.5)).link
  const wrong = await take({ paper, instead_of: other })
  assert.equal(wrong.status, 422, 'not what took the place of that one')
  const taken = await take({ paper, instead_of: first.link })
  assert.equal(taken.status, 201, taken.text)
  assert.match(taken.json['said'] as string, /7,7/)
  assert.match((await find(first.link)).dropped?.reason ?? '', /Nơi gửi đã sửa; dùng bản mới/)
  assert.equal((await waiting()).total, 0)
  await put_right(first.report, 'corrected', 7.9)
  await changed(taken.json['id'] as string, /7,9/)
  assert.equal((await waiting()).total, 1, 'the one in use alone: the one given up is not asked about again')
  assert.equal((await doctor_b('POST', `${path}/${taken.json['id']}/seen`)).status, 200)
})

test('A takes a result back: no value travels, B reads “withdrawn” and is offered it no more; deleting it is refused', async () => {
  const { report, link } = await share_and_take(8.8)
  const gone = await system_a('DELETE', `/fhir/DiagnosticReport/${report}`)
  assert.equal(gone.status, 422, gone.text)
  assert.match(gone.text, /entered-in-error/)
  await put_right(report, 'entered-in-error')
  const change = await until('withdrawn at B', async () => (await find(link)).changed)
  assert.deepEqual([change.is_withdrawn, change.said], [true, ''])
  assert.match(change.title, /ĐÃ THU HỒI/)
  const { json } = await system_b('GET', `/fhir/DocumentReference/${link}`)
  assert.equal(json['status'], 'entered-in-error')
  const said = (await doctor_b('GET', `/api/shared-results?patient=${patient_b}&code=${code}`)).text
  assert.doesNotMatch(said, /8,8/)
  const sections = await doctor_b('GET', `/api/timeline/${patient_b}/documents/${change.paper}/sections`)
  assert.equal(sections.status, 200, sections.text)
  assert.match(sections.text, /đã thu hồi phiếu kết quả này/)
  assert.doesNotMatch(sections.text, /8,8/)
  const take = { code, test: 'Urê', paper: change.paper, instead_of: link }
  assert.equal((await doctor_b('POST', path, take)).status, 422)
  assert.equal((await doctor_b('POST', `${path}/${link}/seen`)).status, 200)
})

const aim = (base_url: string) =>
  b.site.database.in_facility('01929', (sql) =>
    sql.query(
      `UPDATE exchange.hub_link SET base_url = $1, away_until = NULL, next_poll_at = now() WHERE facility = '01929'`,
      [base_url],
    ),
  )

test('the hub is away from B while A corrects: B learns of it when the hub is back, also after the basis ended', async () => {
  const { report, link } = await share_and_take(4.4)
  await aim('http://127.0.0.1:9')
  await put_right(report, 'corrected', 4.9)
  await at_hub.query('UPDATE hub.disclosure SET ended_at = now() WHERE ended_at IS NULL')
  await until(
    'A corrected',
    async () =>
      (await at_hub.query('SELECT FROM hub.delivery WHERE recipient = $1 AND state = $2', ['01929', 'requested']))
        .rows[0],
  )
  assert.equal((await find(link)).changed, null)
  await aim(hub.base)
  await changed(link, /4,9/)
  await doctor_b('POST', `${path}/${link}/seen`)
})

test('the hub could not be told that B goes by it: that is said; told later, B gets what came meanwhile, the newest of it', async () => {
  await at_hub.query('UPDATE hub.disclosure SET ended_at = NULL')
  const { report, link } = await share_and_take(3.3)
  const number = (await at_hub.query('SELECT max(number) AS n FROM hub.reliance')).rows[0] as { n: string }
  await aim('http://127.0.0.1:9')
  await at_hub.query('DELETE FROM hub.reliance WHERE number = $1', [number.n])
  await at_b.query('UPDATE health_book.taken_watch SET told_at = NULL, next_at = now() WHERE link = $1', [link])
  await until('tried in vain', async () => {
    const { rows } = await at_b.query('SELECT last_error FROM health_book.taken_watch WHERE link = $1', [link])
    return (rows[0] as { last_error: string }).last_error !== ''
  })
  assert.equal((await find(link)).is_told, false)
  for (const value of [3.6, 3.9]) {
    await put_right(report, 'corrected', value)
    await all_published(doctor_a, [report])
  }
  assert.equal((await at_hub.query('SELECT FROM hub.reliance WHERE number > $1', [number.n])).rows.length, 0)
  await aim(hub.base)
  await at_b.query('UPDATE health_book.taken_watch SET next_at = now()')
  await changed(link, /3,9/)
  assert.equal((await find(link)).is_told, true)
  const { total } = await waiting()
  assert.equal(total, 1, 'two versions of one result are one thing to look at')
})

test('a house that was never shown anything of a person cannot say that it goes by her papers', async () => {
  const stranger = await hub.member('24160')
  const { rows } = await at_hub.query('SELECT sender, document FROM hub.submission ORDER BY number LIMIT 1')
  const refused = await stranger('POST', '/lien-thong/reliances', rows[0] as Json)
  assert.equal(refused.status, 404, refused.text)
  const unknown = await stranger('POST', '/lien-thong/reliances', { sender: '24012', document: 'urn:uuid:khong-co' })
  assert.deepEqual([unknown.status, unknown.text], [404, refused.text], 'nothing is told by the difference')
})
