/** Results of others before a test is ordered again: found by the test, however many lie before it (SHARE-16). */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, test } from 'node:test'
import pg from 'pg'
import { find_member_trust } from '../../src/network/membership/index.ts'
import { judge_seal, read_seals } from '../../src/standards/documents/index.ts'
import { read_package } from '../../src/standards/record-package/index.ts'
import { sha256_hex } from '../../src/standards/signatures/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { start_clamd } from '../clamd.ts'
import { all_published, report_result, type Measured } from '../shared-results-world.ts'
import { admission, registration, type Json, type Person } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'

const clamd = await start_clamd({ 'Lactat nhiem doc': 'Win.Test.BenhAn-2' })
const scanner_at_b = { connect: { host: '127.0.0.1', port: clamd.port }, timeout_ms: 2_000 }
const { hub, a, b } = await start_three_houses({ scanner_at_b })
const [reception_a, doctor_a] = await Promise.all(['reception', 'doctor'].map(a.person))
const [reception_b, doctor_b, nurse_b] = await Promise.all(['reception.b', 'doctor.b', 'nurse.b'].map(b.person))
assert.ok(reception_a && doctor_a && reception_b && doctor_b && nurse_b)
const system_a = await a.system()

const patient_a = (await reception_a('POST', '/api/patients', registration())).json['id'] as string
const patient_b = (await reception_b('POST', '/api/patients', registration())).json['id'] as string
const wish_b = { ...admission(patient_b), department: '01929-K03', bed: '01929-G12' }
const stay = await reception_b('POST', '/api/stays', wish_b)
assert.equal(stay.status, 201, stay.text)
const encounter = stay.json['encounter'] as string

const urea: Measured = { name: 'Urê', loinc: '22664-7', value: 6.4, unit: 'mmol/L' }
const share = async (results: Measured[], more: Record<string, unknown> = {}): Promise<void> => {
  const reports: string[] = []
  for (const one of results) reports.push(await report_result(system_a, patient_a, one, more))
  await all_published(doctor_a, reports)
}
const offered = async (code = '22664-7'): Promise<Json> =>
  (await doctor_b('GET', `/api/shared-results?patient=${patient_b}&code=${code}`)).json
const order = (who: Person, line: Record<string, string>) =>
  who('POST', `/api/orders/${encounter}`, {
    lines: [{ test: 'ure', priority: 'routine', reason: 'Theo dõi suy thận', repeat_reason: '', ...line }],
  })
const hub_owner = new pg.Client({ connectionString: hub.url })
await hub_owner.connect()
after(() => hub_owner.end())

test('without a basis nothing is offered, and the words say what is missing; the order goes on', async () => {
  const said = await offered()
  assert.equal(said['state'], 'no-basis')
  assert.match(said['message'] as string, /căn cứ/)
  assert.equal((await order(doctor_b, { test: 'kali', reason: 'Yếu cơ' })).status, 201)
})

test('the urea of this morning is found behind twelve newer results of other tests', async () => {
  await share([urea])
  await share(
    Array.from({ length: 12 }, (_, i) => ({ name: `Kali ${i}`, loinc: '2823-3', value: 4 + i / 10, unit: 'mmol/L' })),
  )
  const basis = { basis: 'emergency', reason: 'Cấp cứu: khó thở, cần kết quả' }
  assert.equal((await doctor_b('POST', `/api/timeline/${patient_b}`, basis)).status, 201)
  const said = await offered()
  assert.equal(said['state'], 'shown', JSON.stringify(said))
  assert.deepEqual([said['opened'], said['left'], said['unread']], [1, 0, 0], 'only the paper that names the test')
  const [result] = said['results'] as Json[]
  assert.equal(result?.['values'][0].value, '6,4 mmol/L')
  assert.equal(result?.['performer'], 'BS. doctor', 'as the paper says')
  assert.deepEqual(
    ((result?.['signatures'] ?? []) as Json[]).map(({ valid }) => valid),
    [true, true, true],
  )
  assert.match((said['rule'] as Json)['source'] as string, /Dự thảo/)
})

test('what was taken longer ago than the table lets count is counted and not offered, however lately it was issued', async () => {
  await share([{ ...urea, value: 9.9, hours_ago: 30 }])
  const said = await offered()
  assert.deepEqual([said['opened'], said['expired'], (said['results'] as Json[]).length], [2, 1, 1])
  assert.equal((said['results'] as Json[])[0]?.['values'][0].value, '6,4 mmol/L')
})

test('the envelope says which tests a paper holds, by their codes alone', async () => {
  const member = await hub.member('01929')
  const asked = `/fhir/DocumentReference?patient.identifier=${identifier_system.cccd}|024168001234&event=`
  const of = async (event: string) =>
    (((await member('GET', `${asked}${event}`)).json['entry'] as Json[] | undefined) ?? []).flatMap(({ resource }) =>
      resource.resourceType === 'DocumentReference' ? [resource.context?.event ?? []] : [],
    )
  const found = await of('http://loinc.org|22664-7')
  assert.ok(found.length > 0)
  assert.deepEqual(found[0], [{ coding: [{ system: 'http://loinc.org', code: '22664-7' }] }])
  assert.deepEqual(await of('http://loinc.org|718-7'), [])
})

test('a result that was offered is not ordered again without a reason; the reason and what was offered stay in the order', async () => {
  const refused = await order(doctor_b, {})
  assert.equal(refused.status, 422)
  assert.match(refused.text, /lý do làm lại/)
  assert.equal((await order(nurse_b, { repeat_reason: 'Lâm sàng xấu đi' })).status, 403)
  const placed = await order(doctor_b, { repeat_reason: 'Sau lọc máu, lâm sàng xấu đi' })
  assert.equal(placed.status, 201, placed.text)
  const [line] = placed.json['orders'] as Json[]
  assert.equal(line?.['test'].loinc, '22664-7')
  assert.equal(line?.['repeat'].reason, 'Sau lọc máu, lâm sàng xấu đi')
  assert.match(line?.['repeat'].found[0] as string, /Urê 6,4 mmol\/L/)
  const seen = (await doctor_b('GET', `/api/timeline/${patient_b}`)).json
  assert.equal(seen['repeats'][0].reason, 'Sau lọc máu, lâm sàng xấu đi')
})

test('an order is taken back with a reason, once; a paper of orders keeps what it was', async () => {
  const desk = (await doctor_b('GET', `/api/orders/${encounter}`)).json
  const id = (desk['orders'] as Json[]).find(({ test: { code } }) => code === 'kali')?.['id'] as string
  const cancel = (reason: string) => doctor_b('POST', `/api/orders/${encounter}/${id}/cancel`, { reason })
  assert.equal((await cancel('')).status, 422)
  const gone = await cancel('Nhầm người bệnh')
  assert.equal(gone.status, 200, gone.text)
  const line = (gone.json['orders'] as Json[]).find((one) => one['id'] === id)
  assert.equal(line?.['state'], 'cancelled')
  assert.equal(line?.['cancelled'].by, 'BS. doctor')
  assert.equal((await cancel('Nhầm lần nữa')).status, 422)
})

test('a slip goes on paper: its number as a bar code that reads back, what was taken back is not on it', async () => {
  const lines = ['glucose', 'kali', 'creatinin'].map((code) => ({
    ...{ test: code, priority: code === 'kali' ? 'stat' : 'routine', reason: 'Theo dõi suy thận', repeat_reason: '' },
  }))
  const placed = await doctor_b('POST', `/api/orders/${encounter}`, { lines })
  assert.equal(placed.status, 201, placed.text)
  const orders = placed.json['orders'] as Json[]
  const slip = orders[0]?.['slip'] as string
  assert.match(slip, /^\d{8}$/)
  const gone = orders.find((one) => one['slip'] === slip && one['test'].code === 'glucose')?.['id'] as string
  await doctor_b('POST', `/api/orders/${encounter}/${gone}/cancel`, { reason: 'Đã làm sáng nay' })
  const printed = await nurse_b('GET', `/api/orders/${encounter}/slips/${slip}/pdf`)
  assert.equal(printed.status, 200, printed.text.slice(0, 200))
  const words = spawnSync('pdftotext', ['-layout', '-', '-'], { input: printed.bytes, encoding: 'utf8' }).stdout
  for (const said of [
    /PHIẾU CHỈ ĐỊNH XÉT NGHIỆM/,
    new RegExp(slip),
    /NGUYỄN THỊ HƯƠNG/,
    /Bắc Giang/,
    /kali/i,
    /Cấp cứu/,
    /BS\. doctor/,
  ])
    assert.match(words, said)
  assert.doesNotMatch(words, /glucose/i)
  assert.equal((await doctor_b('GET', `/api/orders/${encounter}/slips/26999999/pdf`)).status, 404)
})

test('the result is taken over instead: a link with who and when, no new test; once, and dropped only with a reason', async () => {
  const [result] = (await offered())['results'] as Json[]
  const before = ((await doctor_b('GET', `/api/orders/${encounter}`)).json['orders'] as Json[]).length
  const wish = { code: '22664-7', test: 'Định lượng urê máu', paper: result?.['id'] as string }
  const path = `/api/shared-results/taken/${encounter}`
  assert.equal((await nurse_b('POST', path, wish)).status, 403)
  assert.equal((await doctor_b('POST', path, { ...wish, code: '4548-4' })).status, 422, 'it holds no HbA1c')
  const taken = await doctor_b('POST', path, wish)
  assert.equal(taken.status, 201, taken.text)
  assert.match(taken.json['said'] as string, /^Urê 6,4 mmol\/L \(2,5 – 7,5\)$/)
  assert.equal(taken.json['by'], 'BS. doctor')
  assert.equal((await doctor_b('POST', path, wish)).status, 409)
  assert.equal(((await doctor_b('GET', `/api/orders/${encounter}`)).json['orders'] as Json[]).length, before)
  const drop = (reason: string) => doctor_b('POST', `${path}/${taken.json['id']}/drop`, { reason })
  assert.equal((await drop('x')).status, 422)
  const list = await drop('Mẫu lấy trước khi truyền dịch')
  assert.equal(list.status, 200, list.text)
  assert.equal((list.json as unknown as Json[])[0]?.['dropped'].reason, 'Mẫu lấy trước khi truyền dịch')
})

test('the whole record holds what was relied on: paper, data and seal as they came, whose they are and what was verified', async () => {
  const [result] = (await offered())['results'] as Json[]
  const wish = { code: '22664-7', test: 'Định lượng urê máu', paper: result?.['id'] as string }
  assert.equal((await doctor_b('POST', `/api/shared-results/taken/${encounter}`, wish)).status, 201)
  const archive = await b.person('records_archive.b')
  const made = await archive('GET', `/api/stays/${encounter}/package.zip`)
  assert.equal(made.status, 200, made.text.slice(0, 300))
  const { manifest, files } = read_package(made.bytes)
  const taken = manifest.files.filter(({ title }) => title.startsWith('Kết quả dùng lại: Định lượng urê máu'))
  assert.deepEqual(
    taken.slice(0, 3).map(({ content_type }) => content_type),
    ['application/pdf', 'application/fhir+json', 'application/pkcs7-signature'],
  )
  assert.match(taken[0]?.title ?? '', /từ cơ sở 24012/)
  const list = manifest.files.find(({ title }) => title === 'Kết quả dùng lại, nguồn và chữ ký')
  const bytes_of = (name = ''): Uint8Array => files.find((one) => one.name === name)?.bytes ?? new Uint8Array()
  const { results } = JSON.parse(Buffer.from(bytes_of(list?.name)).toString()) as { results: Json[] }
  assert.deepEqual(
    results.map(({ dropped, sender }) => [dropped !== null, sender.code]),
    [
      [true, '24012'],
      [false, '24012'],
    ],
    'the one no longer relied on stays, with its reason',
  )
  const signatures = results[1]?.['signatures'] as string[]
  assert.ok(signatures.length >= 2 && signatures.every((one) => one.endsWith('hợp lệ')), signatures.join(' | '))
  const [paper, data, seal] = taken.slice(-3).map(({ name }) => bytes_of(name))
  assert.equal(results[1]?.['digest'][0].value, sha256_hex(paper ?? new Uint8Array()))
  const trust = await hub.site.database.in_site((sql) => find_member_trust(sql, '24012'))
  const given = {
    seals: read_seals(trust.seals),
    trust: { roots_pem: trust.roots_pem, seals: trust.seals, at: new Date() },
  }
  const judged = judge_seal(data ?? new Uint8Array(), seal ?? new Uint8Array(), given)
  assert.deepEqual(
    judged.signatures.map(({ valid }) => valid),
    [true],
    JSON.stringify(judged),
  )
  const whole = manifest.files.find(({ what }) => what === 'fhir')
  assert.match(Buffer.from(bytes_of(whole?.name)).toString(), /Kết quả của cơ sở khác được dùng lại/)
})

test('papers that do not say what they hold are opened until one holds it, up to a bound that is counted', async () => {
  const last = ((await hub_owner.query('SELECT max(number) AS n FROM hub.submission')).rows[0] as { n: number }).n
  await share([{ name: 'HbA1c', loinc: '4548-4', value: 7.1, unit: '%', hours_ago: 48 }])
  await share(Array.from({ length: 10 }, (_, i) => ({ name: `Điện giải ${i}`, value: 4 + i, unit: 'mmol/L' })))
  // As a house writes that has not heard of codes on the envelope.
  await hub_owner.query(`UPDATE hub.submission SET about = about - 'context' WHERE number > ${last}`)
  const said = await offered('4548-4')
  assert.equal((said['results'] as Json[]).length, 1, JSON.stringify(said))
  assert.ok((said['opened'] as number) > 8 && (said['opened'] as number) <= 16, `opened ${said['opened']}`)
  assert.equal(said['left'], 0)
  await share(Array.from({ length: 23 }, (_, i) => ({ name: `Khác ${i}`, value: i, unit: 'U/L' })))
  const bounded = await offered('4548-4')
  assert.equal(bounded['opened'], 32)
  assert.ok((bounded['left'] as number) > 0, 'said, not silently left out')
  assert.deepEqual(bounded['results'], [])
})

test('a paper whose envelope nobody here can read is counted and its sender named, never left out without a word', async () => {
  const { rows } = await hub_owner.query('SELECT number, parts FROM hub.submission ORDER BY number DESC LIMIT 1')
  const { number, parts } = rows[0] as { number: string; parts: Json[] }
  const lay = (some: Json[]) =>
    hub_owner.query('UPDATE hub.submission SET parts = $2 WHERE number = $1', [number, JSON.stringify(some)])
  const unread = async () => (await doctor_b('GET', `/api/timeline/${patient_b}`)).json['unread'] as unknown
  assert.deepEqual(await unread(), [])
  await lay(parts.map((one) => ({ ...one, sha256: '' })))
  assert.deepEqual(await unread(), [{ sender: { code: '24012', name: 'Bệnh viện Đa khoa thử A' }, count: 1 }])
  assert.equal((await offered('4548-4'))['unread'], 1, 'nor where a result is looked for')
  await lay(parts)
})

test('a result says how good its laboratory is, by which decision, and the Ministry’s code of the test', async () => {
  const it_a = await a.person('it_admin')
  const wish = { level: 3, decision: 'Quyết định 12/QĐ-SYT ngày 01/02/2026', valid_from: '2026-02-01' }
  assert.equal((await doctor_a('PUT', '/api/lab-quality', wish)).status, 403)
  for (const wrong of [{ level: 6 }, { decision: ' ' }, { valid_from: '2026-02-31' }])
    assert.equal((await it_a('PUT', '/api/lab-quality', { ...wish, ...wrong })).status, 422, JSON.stringify(wrong))
  assert.equal((await it_a('PUT', '/api/lab-quality', wish)).status, 200)
  assert.deepEqual((await it_a('GET', '/api/lab-quality')).json['quality'], wish)
  await share([{ name: 'HbA1c', loinc: '17856-6', ministry: '2301234', value: 7, unit: '%', hours_ago: 3 }])
  const [result] = (await offered('17856-6'))['results'] as Json[]
  assert.equal(result?.['lab_quality'], 'Mức 3 (Quyết định 12/QĐ-SYT ngày 01/02/2026)')
  assert.equal(result?.['values'][0].ministry, '2301234')
  assert.equal((await it_a('DELETE', '/api/lab-quality')).status, 200)
})

test('a result whose seal fails is shown with the reason, and nobody is asked to rely on it', async () => {
  const seal = `facility = '24012'`
  await hub_owner.query(`UPDATE hub.seal SET revoked_at = now() - interval '2 days' WHERE ${seal}`)
  const said = await offered('17856-6')
  const [result] = said['results'] as Json[]
  assert.ok(result)
  assert.equal(result['verdict'], 'red', JSON.stringify(said))
  assert.match(result?.['problem'] as string, /thu hồi/)
  assert.ok((result['signatures'] as Json[]).some(({ valid, problem }) => !valid && problem !== ''))
  const wish = { code: '17856-6', test: 'HbA1c', paper: result?.['id'] as string }
  const refused = await doctor_b('POST', `/api/shared-results/taken/${encounter}`, wish)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /không đạt kiểm tra.*thu hồi/)
  // A new test needs no excuse: there is nothing to rely on.
  assert.equal((await order(doctor_b, { test: 'hba1c', reason: 'Đái tháo đường' })).status, 201)
  await hub_owner.query(`UPDATE hub.seal SET revoked_at = NULL WHERE ${seal}`)
  assert.equal(((await offered('17856-6'))['results'] as Json[])[0]?.['verdict'], 'good')
})

test('the hub is away: said in words, the order goes on, and what was offered before still wants its reason', async () => {
  const aim = (base_url: string) =>
    b.site.database.in_facility('01929', (sql) =>
      sql.query(`UPDATE exchange.hub_link SET base_url = $1 WHERE facility = '01929'`, [base_url]),
    )
  await aim('http://127.0.0.1:9')
  const said = await offered('4548-4')
  assert.equal(said['state'], 'away')
  assert.match(said['message'] as string, /\S/)
  assert.equal((await order(doctor_b, { test: 'glucose', reason: 'Tiểu nhiều' })).status, 201)
  assert.equal((await order(doctor_b, {})).status, 422)
  await aim(hub.base)
})

test('our own result: where it stands, and who may send it', async () => {
  const report = await report_result(
    system_a,
    patient_a,
    { name: 'Chưa duyệt', value: 1, unit: 'g' },
    { status: 'preliminary' },
  )
  const path = `/api/shared-results/${report}`
  const seen = (await doctor_a('GET', `${path}/publication`)).json
  assert.deepEqual([seen['is_released'], seen['has_link'], seen['publication']], [false, true, null])
  assert.equal((await doctor_a('POST', `${path}/publish`, {})).status, 422)
  assert.equal((await reception_a('GET', `${path}/publication`)).status, 403)
})

test('a stay that has ended takes no order', async () => {
  const main = { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' }
  const end = { at: new Date().toISOString().slice(0, 16), kind: '1', result: '1', main, comorbid: [] }
  await b.site.store.unit(
    {
      ...{ facility: '01929', purpose: 'HOPERAT', address: '', request_id: '' },
      actor: { id: 'setup', name: 'setup', role: 'system', kind: 'system' },
    },
    async (unit) => {
      const stored = await unit.get('Encounter', encounter)
      const body = JSON.parse(stored.body) as Json
      const period = { ...(body['period'] as Json), end: `${end.at}:00+07:00` }
      await unit.update({ ...body, resourceType: 'Encounter', id: encounter, status: 'finished', period })
    },
  )
  const late = await order(doctor_b, { test: 'glucose', reason: 'Tiểu nhiều' })
  assert.equal(late.status, 422)
  assert.match(late.text, /đã kết thúc/)
})

test('a paper our own scanner finds something in is opened by nobody, offered to nobody; while the scanner is away, too', async () => {
  const lactate: Measured = { name: 'Lactat nhiem doc', loinc: '4548-4', value: 2, unit: 'mmol/L' }
  await share([lactate])
  const { json } = await doctor_b('GET', `/api/timeline/${patient_b}`)
  const papers = (json['visits'] as Json[]).flatMap(({ documents }) => documents as Json[])
  const ids = papers.map((one) => one['id'] as string)
  const path = (id: string, what: string) => `/api/timeline/${patient_b}/documents/${id}/${what}`
  const statuses = new Map<string, number>()
  for (const id of ids) statuses.set(id, (await doctor_b('GET', path(id, 'sections'))).status)
  const [bad = '', ...others] = ids.filter((id) => statuses.get(id) === 422)
  assert.deepEqual(others, [], 'one paper of them all')
  for (const what of ['sections', 'pdf']) {
    const refused = await doctor_b('GET', path(bad, what))
    assert.equal(refused.status, 422, refused.text.slice(0, 200))
    assert.match(refused.text, /bị bộ quét mã độc của cơ sở chặn \(Win\.Test\.BenhAn-2\); đừng mở, hãy báo nơi gửi/)
  }
  const said = await offered('4548-4')
  const shown = (said['results'] as Json[]).map(({ id }) => id as string)
  assert.deepEqual([shown.includes(bad), said['unread']], [false, 1], JSON.stringify(said))
  const good = ids.find((id) => statuses.get(id) === 200) ?? ''
  assert.equal((await doctor_b('GET', path(good, 'sections'))).status, 200)
  clamd.mood = 'close'
  const waits = await doctor_b('GET', path(good, 'sections'))
  assert.deepEqual([waits.status, /Chưa kiểm tra được mã độc/.test(waits.text)], [503, true], waits.text)
  clamd.mood = 'take'
})
