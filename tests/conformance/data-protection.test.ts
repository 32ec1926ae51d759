import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { put_link } from '../../src/network/exchange/index.ts'
import { read_erasures, replay_erasures } from '../../src/network/data-protection/index.ts'
import { open_client } from '../../src/platform/database/index.ts'
import { find_stopped } from '../../src/platform/privacy/index.ts'
import { evict } from '../../src/standards/print/index.ts'
import { local_in, sit_officer } from '../officer.ts'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'

/** Requirements PDP-02…12: what the data protection officer of hospital A does, and what stays closed to her. */
after(evict)
const copies = mkdtempSync(join(tmpdir(), 'benhan-xoa-'))
process.env['BACKUP_DIR'] = copies
after(() => rmSync(copies, { recursive: true }))
const running = await start_test_site()
const { site } = running
const [reception, doctor, archive, director] = await Promise.all(
  ['reception', 'doctor', 'records_archive', 'director'].map(running.person),
)
assert.ok(reception && doctor && archive && director)
const officer = await sit_officer(running)
const officer_b = await sit_officer(running, '01929', '.b')
const today = local_in(0).slice(0, 10)

const register = async (name: string, cccd: string): Promise<string> => {
  const answer = await reception(
    'POST',
    '/api/patients',
    registration({ name, identity: { kind: 'cccd', value: cccd }, insurance: undefined, phone: '0912000111' }),
  )
  assert.equal(answer.status, 201, answer.text)
  return answer.json['id'] as string
}
const huong = await register('nguyễn thị hương', '024168001234')
const lan = await register('trần thị lan', '024168004321')

const issue = (answer: { json: Json }): string => String(answer.json['issues']?.[0]?.message ?? '')
const ask_for = (changes: Json) => ({
  ...{ kind: 'see', patient: huong, asked_by: { name: 'Nguyễn Thị Hương', relation: 'Chính người bệnh' } },
  ...{ said: 'Xin xem dữ liệu của tôi', channel: 'desk', received_at: local_in(-1) },
  ...changes,
})
const take = async (changes: Json): Promise<string> => {
  const answer = await reception('POST', '/api/privacy/requests', ask_for(changes))
  assert.equal(answer.status, 201, answer.text)
  return answer.json['id'] as string
}
const find_request = async (id: string): Promise<Json> => {
  const list = (await officer('GET', '/api/privacy/requests')).json as unknown as Json[]
  return list.find((one) => one['id'] === id) ?? {}
}
const answer_request = (id: string, step: Json) =>
  officer('POST', `/api/privacy/requests/${id}/steps`, { act: 'answer', detail: 'Đã làm', ...step })

test('the officer sees registers, requests and who looked; no chart, no list of patients, no FHIR', async () => {
  for (const path of ['/api/privacy', '/api/privacy/registers', '/api/privacy/outward', '/api/privacy/support'])
    assert.equal((await officer('GET', path)).status, 200, path)
  assert.equal((await officer('GET', `/api/patients/${huong}/access-log`)).status, 200)
  for (const path of ['/api/patients?q=huong', '/api/wards/all', '/fhir/Patient', '/fhir/AuditEvent', '/api/staff'])
    assert.equal((await officer('GET', path)).status, 403, path)
  for (const person of [doctor, reception]) assert.equal((await person('GET', '/api/privacy/registers')).status, 403)
  assert.equal((await director('GET', '/api/privacy/registers')).status, 200)
  assert.equal(
    (await director('POST', '/api/privacy/registers/processor', { body: {}, valid_from: today })).status,
    403,
  )
})

test('a person is found by the whole number she names, and nobody is looked through', async () => {
  const found = await officer('GET', '/api/privacy/people?number=024168001234')
  assert.deepEqual([found.status, found.json['name']], [200, 'Nguyễn Thị Hương'])
  assert.equal((await officer('GET', '/api/privacy/people?number=024168')).status, 404)
  assert.equal((await officer_b('GET', '/api/privacy/people?number=024168001234')).status, 404)
})

test('registers: shipped purposes say source and certainty; a later word has its day and the earlier stays readable', async () => {
  const { lines } = (await officer('GET', '/api/privacy/registers')).json as { lines: Json[] }
  const purpose = lines.find((line) => line['register'] === 'purpose' && line['id'] === 'nghien-cuu')
  assert.deepEqual(
    [purpose?.['version'], purpose?.['body']['basis'], purpose?.['body']['certainty']],
    [0, 'consent', 'likely'],
  )
  const body = { ...purpose?.['body'], reference: 'Luật 91/2025/QH15 Điều 9; QĐ 12/QĐ-BV', certainty: 'sure' }
  const path = '/api/privacy/registers/purpose/nghien-cuu'
  assert.equal((await officer('PUT', path, { version: 0, body, valid_from: today })).status, 200)
  assert.equal((await officer('PUT', path, { version: 0, body, valid_from: today })).status, 412)
  const history = (await officer('GET', `${path}/history`)).json as unknown as Json[]
  assert.deepEqual(
    history.map((line) => [line['version'], line['body']['certainty']]),
    [
      [1, 'sure'],
      [0, 'likely'],
    ],
  )
  const other = (await officer_b('GET', `${path}/history`)).json as unknown as Json[]
  assert.deepEqual(
    other.map((line) => line['version']),
    [0],
    'hospital B has its own words',
  )
  const wrong = await officer('POST', '/api/privacy/registers/processor', { body: { name: 'X' }, valid_from: today })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Thiếu “Số hợp đồng”/)
  assert.equal((await officer('GET', '/api/privacy/registers/khong-co/x/history')).status, 404)
})

const wording =
  'Tôi đồng ý cho bệnh viện dùng hồ sơ của tôi cho nghiên cứu đã được hội đồng duyệt. Đây là dữ liệu nhạy cảm về sức khỏe; không đồng ý không ảnh hưởng đến việc khám, chữa bệnh.'

test('consent: its own wording per purpose, nothing said for the person, kept as FHIR with hash, channel, device', async () => {
  const path = `/api/privacy/people/${huong}/consents`
  const before = (await reception('GET', path)).json as { lines: Json[] }
  assert.ok(before.lines.length >= 4)
  assert.ok(before.lines.every((line) => line['said'] === null && line['is_side']))
  assert.ok(!before.lines.some((line) => line['purpose'] === 'kham-chua-benh'), 'care is not asked for')

  const plain = await officer('POST', '/api/privacy/wordings', {
    purpose: 'nghien-cuu',
    text: 'Tôi đồng ý cho dùng hồ sơ vào việc nghiên cứu.',
  })
  assert.deepEqual([plain.status, /nhạy cảm/.test(issue(plain))], [422, true])
  assert.equal(
    (await officer('POST', '/api/privacy/wordings', { purpose: 'kham-chua-benh', text: wording })).status,
    422,
  )
  assert.equal((await officer('POST', '/api/privacy/wordings', { purpose: 'nghien-cuu', text: wording })).status, 201)
  const digest = createHash('sha256').update(wording).digest('hex')

  const wish = { purpose: 'nghien-cuu', digest, by: 'Nguyễn Thị Hương', relation: 'Chính người bệnh', channel: 'desk' }
  const silent = await reception('POST', path, wish)
  assert.equal(silent.status, 422, 'no answer is no consent')
  const given = await reception('POST', path, { ...wish, is_given: true }, { 'user-agent': 'Quay 3' })
  assert.equal(given.status, 201, given.text)
  const consent = (await doctor('GET', `/fhir/Consent/${given.json['id']}`)).json
  assert.deepEqual(
    [consent['status'], consent['provision']['type'], consent['policy'][0]['uri']],
    ['active', 'permit', `urn:sha256:${digest}`],
  )
  assert.equal(Buffer.from(consent['sourceAttachment']['data'], 'base64').toString(), wording)
  assert.match(JSON.stringify(consent['extension']), /Quay 3/)

  assert.equal(
    (await officer('POST', '/api/privacy/wordings', { purpose: 'nghien-cuu', text: `${wording} Bản hai.` })).json[
      'version'
    ],
    2,
  )
  const stale = await reception('POST', path, { ...wish, is_given: true })
  assert.equal(stale.status, 412)
  const line = ((await reception('GET', path)).json as { lines: Json[] }).lines.find(
    (one) => one['purpose'] === 'nghien-cuu',
  )
  assert.deepEqual(
    [line?.['said']['is_given'], line?.['said']['is_latest_wording'], line?.['wording']['version']],
    [true, false, 2],
  )
})

const stopped = (patient: string, path: 'health-book' | 'bulk-export') =>
  site.database.in_facility('24012', (sql) => find_stopped(sql, { facility: '24012', patient, path }))

test('who takes her consent back is left out of the next bulk export, and care goes on', async () => {
  assert.equal(await stopped(huong, 'bulk-export'), undefined)
  const path = `/api/privacy/people/${huong}/withdraw`
  assert.equal((await reception('POST', path, { purpose: 'nghien-cuu', by: 'Nguyễn Thị Hương' })).status, 200)
  assert.equal((await reception('POST', path, { purpose: 'nghien-cuu', by: 'Nguyễn Thị Hương' })).status, 409)
  assert.match((await stopped(huong, 'bulk-export'))?.reason ?? '', /rút lại/)

  const system = await running.system()
  const kick = await system('GET', '/fhir/Patient/$export?_type=Patient', undefined, { prefer: 'respond-async' })
  assert.equal(kick.status, 202, kick.text)
  const status = (kick.headers.get('content-location') ?? '').replace(running.base, '')
  let manifest = await system('GET', status)
  while (manifest.status === 202) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    manifest = await system('GET', status)
  }
  const [file] = manifest.json['output'] as Json[]
  const text = (await system('GET', String(file?.['url']).replace(running.base, ''))).text
  assert.ok(text.includes(lan) && !text.includes(huong))
  assert.equal(file?.['count'], text.trim().split('\n').length)
  assert.deepEqual(Object.values(manifest.json['extension'] as Json)[0]['count'], 1, 'and the manifest says so')
  const view = { resourceType: 'ViewDefinition', name: 'people', status: 'active', resource: 'Patient' }
  const select = [{ column: [{ name: 'id', path: 'id', type: 'id' }] }]
  const rows = await system('POST', '/fhir/$viewdefinition-run?_format=csv', {
    resourceType: 'Parameters',
    parameter: [{ name: 'viewResource', resource: { ...view, select } }],
  })
  assert.deepEqual(rows.text.trim().split(/\r?\n/), ['id', lan])
  assert.equal(rows.headers.get('x-left-out-people'), '1')

  const stay = await reception('POST', '/api/stays', admission(huong))
  assert.equal(stay.status, 201, stay.text)
})

test('a request has its clocks from the register, waits late first, and every step is kept', async () => {
  const fresh = await take({ kind: 'copy' })
  const old = await take({ kind: 'correct', received_at: '2026-01-05T09:00' })
  const list = (await officer('GET', '/api/privacy/requests')).json as unknown as Json[]
  const [first] = list
  assert.deepEqual(
    [first?.['id'], first?.['first_due'], first?.['due'], first?.['state']],
    [old, '2026-01-07', '2026-01-15', 'waiting'],
  )
  assert.ok(Number(first?.['late_days']) > 0)
  assert.equal(first?.['clock']['reference'], 'NĐ 356/2025/NĐ-CP Điều 5')
  const step = (body: Json) => officer('POST', `/api/privacy/requests/${old}/steps`, body)
  assert.equal((await step({ act: 'acknowledge', detail: 'Đã nhận, sẽ đối chiếu CCCD' })).status, 201)
  assert.equal((await step({ act: 'acknowledge', detail: 'Lại' })).status, 409)
  assert.equal((await step({ act: 'extend', days: 10, detail: '' })).status, 422)
  assert.equal((await step({ act: 'extend', days: 30, detail: 'Hồ sơ giấy ở kho' })).status, 422)
  assert.equal((await step({ act: 'extend', days: 10, detail: 'Hồ sơ giấy ở kho' })).status, 201)
  assert.equal((await step({ act: 'extend', days: 5, detail: 'Nữa' })).status, 409)
  assert.equal((await find_request(old))['due'], '2026-01-26', '25 January 2026 is a Sunday')
  assert.equal((await answer_request(old, {})).status, 422, 'an answer says its result')
  assert.equal((await answer_request(old, { result: 'done' })).status, 201)
  assert.equal((await answer_request(old, { result: 'done' })).status, 409)
  const over = await find_request(old)
  assert.deepEqual([over['state'], over['result'], over['late_days'], over['steps'].length], ['over', 'done', 0, 3])
  assert.equal((await answer_request(fresh, { result: 'done' })).status, 201)
  assert.equal(
    (await reception('POST', `/api/privacy/requests/${fresh}/steps`, { act: 'answer', result: 'done', detail: 'x' }))
      .status,
    403,
  )
})

test('restricting: what may be stopped is stopped for real, care is not, with the legal basis named', async () => {
  const care = await take({ kind: 'restrict', purposes: ['kham-chua-benh'], patient: lan })
  const refused = await answer_request(care, { result: 'done' })
  assert.equal(refused.status, 422)
  assert.match(refused.json['issues'][0].law, /Luật 15\/2023/)
  assert.equal((await answer_request(care, { result: 'refused' })).status, 201)
  const book = await take({ kind: 'restrict', purposes: ['so-suc-khoe'], patient: lan })
  const done = await answer_request(book, { result: 'done' })
  assert.deepEqual(done.json['effects'], ['Đã dừng: Sổ sức khỏe điện tử'])
  assert.match((await stopped(lan, 'health-book'))?.reason ?? '', /hạn chế/)
  const nobody = await reception('POST', '/api/privacy/requests', ask_for({ kind: 'restrict', purposes: [] }))
  assert.equal(nobody.status, 422)
})

test('a visit of hers that ends now stays out of the health book, and the line says why', async () => {
  const stay = await reception('POST', '/api/stays', admission(lan, { bed: '24012-G13' }))
  assert.equal(stay.status, 201, stay.text)
  const encounter = stay.json['encounter'] as string
  // A hub that does not answer: what is withheld never gets that far.
  await site.database.in_facility('24012', (sql) =>
    put_link(sql, {
      ...{ facility: '24012', base_url: 'http://127.0.0.1:9', client_id: 'x' },
      secret: 'x',
      private_jwk: null,
    }),
  )
  const discharged = await doctor('POST', `/api/stays/${encounter}/discharge`, {
    ...{ at: local_in(0), kind: '1', result: '1', main: { text: 'Viêm phổi', code: 'J18.1' } },
  })
  assert.equal(discharged.status, 200, discharged.text)
  const read = () =>
    site.database.in_facility('24012', (sql) =>
      sql.query<{ state: string; reason: string }>(
        'SELECT state, reason FROM health_book.publication WHERE facility = $1 AND about = $2',
        ['24012', `Encounter/${encounter}`],
      ),
    )
  let row = (await read()).rows[0]
  for (let i = 0; i < 60 && (row === undefined || row.state === 'due'); i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250))
    row = (await read()).rows[0]
  }
  assert.deepEqual([row?.state, row?.reason], ['withheld', 'Không gửi: Người bệnh yêu cầu hạn chế'])
})

test('deleting is refused while the record must be kept, with the reason and the day; side data go', async () => {
  const id = await take({ kind: 'delete', patient: lan, said: 'Xóa hết dữ liệu của tôi' })
  const verdict = (await officer('GET', `/api/privacy/requests/${id}/retention`)).json
  const year = Number(today.slice(0, 4))
  assert.deepEqual([verdict['is_kept'], verdict['until']], [true, `${year + 10}-12-31`])
  const refused = await answer_request(id, { result: 'done' })
  assert.equal(refused.status, 422)
  assert.match(issue(refused), new RegExp(`10 năm kể từ năm kết thúc.*31/12/${year + 10}`))
  await site.database.in_facility('24012', (sql) =>
    sql.query(
      `INSERT INTO health_book.offer (facility, patient, code, state, found, actor) VALUES ('24012', $1, '2345-7', 'shown', '[]', 'x'), ('24012', $2, '2345-7', 'shown', '[]', 'x')`,
      [lan, huong],
    ),
  )
  const partly = await answer_request(id, { result: 'partly' })
  assert.equal(partly.status, 201, partly.text)
  assert.match(String(partly.json['effects']), /Đã xóa 1 kết quả nơi khác.*Giữ lại hồ sơ bệnh án/)
  const { rows } = await site.database.in_facility('24012', (sql) =>
    sql.query<{ patient: string }>('SELECT patient FROM health_book.offer WHERE facility = $1', ['24012']),
  )
  assert.deepEqual(rows, [{ patient: huong }], 'hers is gone, the other’s is there')
  const [erasure, ...others] = read_erasures([copies]).erasures
  assert.deepEqual([erasure?.facility, erasure?.patient, others], ['24012', lan, []])
  assert.doesNotMatch(readFileSync(join(copies, 'erasures.jsonl'), 'utf8'), /Lan|024168004321|0912000111/i)
  const being_treated = await take({ kind: 'delete', patient: huong })
  const treated = (await officer('GET', `/api/privacy/requests/${being_treated}/retention`)).json
  assert.match(treated['reason'], /đang trong đợt điều trị/)
})

test('a copy from before the erasure brings her side data back: they are erased again, once, and only hers', async () => {
  const offers = async (): Promise<string[]> =>
    (
      await site.database.in_facility('24012', (sql) =>
        sql.query<{ patient: string }>("SELECT patient FROM health_book.offer WHERE facility = '24012'"),
      )
    ).rows.map(({ patient }) => patient)
  const bring_back = () =>
    site.database.in_facility('24012', (sql) =>
      sql.query(
        `INSERT INTO health_book.offer (facility, patient, code, state, found, actor) VALUES ('24012', $1, '2345-7', 'shown', '[]', 'x')`,
        [lan],
      ),
    )
  const again = () => replay_erasures(site.database, [copies])
  await bring_back()
  assert.deepEqual(await again(), { count: 0, unreadable: 0 }, 'this database knows of it: what came later stays')
  assert.deepEqual((await offers()).toSorted(), [lan, huong].toSorted())
  const owner = await open_client(running.url)
  await owner.query('DELETE FROM privacy.erasure').finally(() => owner.end())
  assert.deepEqual(await again(), { count: 1, unreadable: 0 }, 'a copy from before does not')
  assert.deepEqual(await offers(), [huong])
  await bring_back()
  appendFileSync(join(copies, 'erasures.jsonl'), '{"facility": "240')
  assert.deepEqual(await again(), { count: 0, unreadable: 1 }, 'a line nobody can read is told')
  await site.database.in_facility('24012', (sql) => sql.query('SELECT privacy.erase_side($1)', [lan]))
})

const question = { actors: ['pr-doctor'], addresses: [], from: local_in(-2), to: local_in(1) }
const breach = {
  ...{
    title: 'Lộ mật khẩu bác sĩ',
    detected_at: local_in(-2),
    happened: 'Mật khẩu dán trên màn hình, có người lạ dùng',
  },
  ...{ kinds: 'Hồ sơ bệnh án', consequences: '', measures: 'Đổi mật khẩu', question },
}

test('a breach: whose, what and how many comes out of the log, and agrees with what the doctor really opened', async () => {
  const opened = await doctor('GET', `/fhir/Patient/${huong}`)
  assert.equal(opened.status, 200)
  const found = (await officer('POST', '/api/privacy/access-search', question)).json
  assert.equal(found['people'], 2, 'hương and lan')
  assert.ok(found['by_type'].some((one: Json) => one['key'] === 'Patient'))
  assert.deepEqual(
    found['by_actor'].map((one: Json) => one['key']),
    ['pr-doctor'],
  )
  const none = (await officer('POST', '/api/privacy/access-search', { ...question, addresses: ['203.0.113.9'] })).json
  assert.deepEqual([none['people'], none['events']], [0, 0])
  assert.equal((await officer_b('POST', '/api/privacy/access-search', question)).json['people'], 0)
  assert.equal((await doctor('POST', '/api/privacy/access-search', question)).status, 403)
  assert.equal(
    (await officer('POST', '/api/privacy/access-search', { ...question, from: '2024-01-01T00:00' })).status,
    422,
  )
})

test('its dossier counts 72 hours from detection, prints the notice, lists whom to tell, and is late only with a reason', async () => {
  const made = await officer('POST', '/api/privacy/breaches', breach)
  assert.equal(made.status, 201, made.text)
  const id = made.json['id'] as string
  const [line] = (await officer('GET', '/api/privacy/breaches')).json as unknown as Json[]
  assert.ok(line?.['hours_left'] >= 69 && line?.['hours_left'] <= 70, String(line?.['hours_left']))
  const notice = await officer('GET', `/api/privacy/breaches/${id}/notice.pdf`)
  assert.deepEqual([notice.status, notice.text.slice(0, 5)], [200, '%PDF-'])
  const list = await officer('GET', `/api/privacy/breaches/${id}/affected.csv`)
  assert.match(list.text, /Nguyễn Thị Hương,1968-03-12,0912000111/)
  assert.doesNotMatch(list.text, /J18|Viêm phổi/)
  assert.equal((await director('GET', `/api/privacy/breaches/${id}/affected.csv`)).status, 403)
  const { rows } = await site.database.in_facility('24012', (sql) =>
    sql.query<{ detail: string }>(
      "SELECT detail FROM audit.event WHERE facility = '24012' AND interaction = 'privacy-affected-list'",
    ),
  )
  assert.deepEqual(rows, [{ detail: '2 người' }])
  assert.equal((await officer_b('GET', `/api/privacy/breaches/${id}/notice.pdf`)).status, 404)

  const path = `/api/privacy/breaches/${id}`
  const moved = await officer('PUT', path, { version: 1, breach: { ...breach, detected_at: local_in(-1) } })
  assert.equal(moved.status, 409)
  assert.equal((await officer('PUT', path, { version: 1, breach: { ...breach, closed_on: today } })).status, 422)
  assert.equal(
    (await officer('PUT', path, { version: 1, breach: { ...breach, notified_at: local_in(0) } })).status,
    200,
  )
  const old = { ...breach, title: 'Mất máy tính', detected_at: local_in(-100) }
  const late = (await officer('POST', '/api/privacy/breaches', old)).json['id'] as string
  const [waiting] = (await officer('GET', '/api/privacy/breaches')).json as unknown as Json[]
  assert.deepEqual([waiting?.['id'], waiting?.['was_late'], waiting?.['hours_left'] < 0], [late, true, true])
  const sent = { version: 1, breach: { ...old, notified_at: local_in(0) } }
  const refused = await officer('PUT', `/api/privacy/breaches/${late}`, sent)
  assert.match(issue(refused), /lý do chậm/)
  assert.equal(
    (
      await officer('PUT', `/api/privacy/breaches/${late}`, {
        ...sent,
        breach: { ...sent.breach, late_reason: 'Mất điện' },
      })
    ).status,
    200,
  )
})

test('the matrix of roles and rights is a file, and says what the server does', async () => {
  const [head = '', ...lines] = (await officer('GET', '/api/privacy/access-matrix.csv')).text
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
  const export_at = head.split(',').indexOf('record.export')
  assert.ok(export_at > 0)
  const may_export = lines
    .map((line) => line.split(','))
    .filter((cells) => cells[export_at] === 'x')
    .map(([role]) => role)
  assert.deepEqual(may_export, ['records_archive', 'director', 'system'])
  assert.equal((await doctor('GET', '/api/privacy/access-matrix.csv')).status, 403)
})

test('a supporter gets in only while a session approved by somebody else lasts, and is out when it ends', async () => {
  const nurse = await running.person('nurse')
  assert.equal((await officer('PUT', '/api/privacy/support/accounts/acc-nurse', { is_support: true })).status, 200)
  assert.equal((await nurse('GET', '/api/me')).status, 401, 'an open sitting ends too')
  await assert.rejects(running.person('nurse'), /phiên đã duyệt/)
  const wish = { account: 'acc-nurse', reason: 'Sửa lỗi in', begins_at: local_in(-0.1), until: local_in(2) }
  assert.equal((await officer('POST', '/api/privacy/support', { ...wish, account: 'acc-doctor' })).status, 409)
  assert.equal((await officer('POST', '/api/privacy/support', { ...wish, until: local_in(30) })).status, 422)
  assert.equal((await officer_b('POST', '/api/privacy/support', wish)).status, 404)
  assert.equal((await officer('PUT', '/api/privacy/support/accounts/acc-dpo', { is_support: true })).status, 409)
  const session = (await officer('POST', '/api/privacy/support', wish)).json['id'] as string
  const inside = await running.person('nurse')
  assert.equal((await inside('GET', `/api/patients/${huong}/standing`)).status, 200)
  const view = (await officer('GET', '/api/privacy/support')).json
  assert.deepEqual([view['sessions'][0]['state'], view['sessions'][0]['acts'] > 0], ['open', true])
  assert.equal((await officer_b('POST', `/api/privacy/support/${session}/end`, {})).status, 404)
  assert.equal((await officer('POST', `/api/privacy/support/${session}/end`, {})).status, 200)
  assert.equal((await inside('GET', '/api/me')).status, 401)
  assert.equal((await officer('POST', `/api/privacy/support/${session}/end`, {})).status, 409)
  assert.equal((await officer('PUT', '/api/privacy/support/accounts/acc-nurse', { is_support: false })).status, 200)
})

test('a host outside the country stays closed until it stands in the register, and closes again when its line ends', async () => {
  const it = await running.person('it_admin')
  const portal = { base_url: 'https://health.example.com', username: 'bv' }
  const refused = await it('PUT', '/api/portal', portal)
  assert.equal(refused.status, 422)
  assert.match(issue(refused), /health\.example\.com không phải máy chủ trong nước/)
  assert.equal((await it('PUT', '/api/portal', { ...portal, base_url: 'https://cong.yte.gov.vn' })).status, 200)
  const subscription = {
    ...{ resourceType: 'Subscription', status: 'requested', reason: 'x', criteria: 'Observation?status=final' },
    channel: { type: 'rest-hook', endpoint: 'https://hook.example.com/x' },
  }
  const system = await running.system()
  const hook = await system('POST', '/fhir/Subscription', subscription)
  assert.equal(hook.status, 422, hook.text)
  assert.match(hook.text, /hook\.example\.com không phải máy chủ trong nước/)
  const body = {
    ...{
      host: 'health.example.com',
      recipient: 'Example',
      country: 'Singapore',
      purpose: 'Lưu trữ',
      data: 'Sổ sức khỏe',
    },
    ...{ reference: 'Luật 91/2025/QH15 Điều 20', dossier: '01/HS-2026' },
  }
  const line = await officer('POST', '/api/privacy/registers/flow', { body, valid_from: today })
  assert.equal(line.status, 201, line.text)
  assert.equal((await it('PUT', '/api/portal', portal)).status, 200)
  const outward = (await officer('GET', '/api/privacy/outward')).json
  const shown = outward['recipients'].find((one: Json) => one['host'] === 'health.example.com')
  assert.deepEqual([shown['is_domestic'], shown['is_registered']], [false, true])
  await officer('PUT', `/api/privacy/registers/flow/${line.json['id']}`, {
    version: 1,
    body,
    valid_from: today,
    is_ended: true,
  })
  assert.equal((await it('PUT', '/api/portal', portal)).status, 422)
  assert.equal((await it('PUT', '/api/portal', { ...portal, base_url: 'https://cong.yte.gov.vn' })).status, 200)
})

test('messages and pictures go to no host outside the country either, and the officer sees where they go', async () => {
  const it = await running.person('it_admin')
  const { usual } = (await it('GET', '/api/sms-gateway')).json
  const outside = {
    host: 'anh.example.com',
    recipient: 'Example',
    country: 'Singapore',
    purpose: 'Lưu ảnh',
    data: 'Ảnh',
  }
  const flow = { ...outside, reference: 'Luật 91/2025/QH15 Điều 20', dossier: '02/HS-2026' }
  const pacs = { base_url: 'https://anh.example.com/dicom-web', username: '', viewer: '' }
  const sms = { ...usual, base_url: 'https://anh.example.com' }
  for (const [path, body] of [
    ['/api/pacs', pacs],
    ['/api/sms-gateway', sms],
  ] as const) {
    const refused = await it('PUT', path, body)
    assert.equal(refused.status, 422, path)
    assert.match(issue(refused), /anh\.example\.com không phải máy chủ trong nước/)
  }
  const line = await officer('POST', '/api/privacy/registers/flow', { body: flow, valid_from: today })
  assert.equal(line.status, 201, line.text)
  assert.equal((await it('PUT', '/api/pacs', pacs)).status, 200)
  assert.equal((await it('PUT', '/api/sms-gateway', sms)).status, 200)
  const { recipients } = (await officer('GET', '/api/privacy/outward')).json
  const shown = (recipients as Json[]).filter(({ host }) => host === 'anh.example.com')
  assert.deepEqual(
    shown.map(({ who, is_registered }) => [who, is_registered]),
    [
      ['Kênh tin nhắn', true],
      ['PACS của cơ sở', true],
    ],
  )
  const end = { version: 1, body: flow, valid_from: today, is_ended: true }
  assert.equal((await officer('PUT', `/api/privacy/registers/flow/${line.json['id']}`, end)).status, 200)
  for (const [path, body] of [
    ['/api/pacs/knock', {}],
    ['/api/sms-gateway/try', { phone: '0912345678' }],
  ] as const) {
    const refused = await it('POST', path, body)
    assert.deepEqual([refused.status, /không phải máy chủ trong nước/.test(issue(refused))], [422, true], path)
  }
  assert.equal((await it('DELETE', '/api/pacs')).status, 200)
  assert.equal((await it('DELETE', '/api/sms-gateway')).status, 200)
})

test('the assessment is drawn from the system, counts 60 days, and wants an update when a partner is added', async () => {
  const found = (await officer('GET', '/api/privacy/assessment')).json
  assert.equal(found['state'], 'due')
  assert.ok(found['data'].some((one: Json) => one['type'] === 'Patient' && one['count'] === 2))
  assert.ok(found['recipients'].some((one: Json) => one['host'] === 'cong.yte.gov.vn'))
  const filing = { body: { number: '15/BV-HS', filed_on: today }, valid_from: today }
  assert.equal((await officer('POST', '/api/privacy/registers/assessment', filing)).status, 201)
  assert.equal((await officer('GET', '/api/privacy/assessment')).json['state'], 'filed')
  const processor = {
    ...{ name: 'Công ty Đám mây', contract: '12/HĐ', signed_on: '2026-01-02', until: '2026-12-31' },
    ...{ scope: 'Lưu bản sao mã hóa', hand_back: 'Xóa trong 30 ngày, có biên bản' },
  }
  assert.equal(
    (await officer('POST', '/api/privacy/registers/processor', { body: processor, valid_from: today })).status,
    201,
  )
  assert.equal((await officer('GET', '/api/privacy/assessment')).json['state'], 'outdated')
  const pdf = await officer('GET', '/api/privacy/assessment.pdf')
  assert.deepEqual([pdf.status, pdf.text.slice(0, 5)], [200, '%PDF-'])
  const overview = (await officer('GET', '/api/privacy')).json
  assert.deepEqual([overview['assessment'], overview['processors_ending']], ['outdated', 1])
})

test('whom to ask stands on the sign-in page, and on the sheet a person is given to tick herself', async () => {
  const body = { name: 'Ngô Thị Bảo Vệ', title: 'Phòng Pháp chế', phone: '0204 3854 000' }
  assert.equal((await officer('POST', '/api/privacy/registers/officer', { body, valid_from: today })).status, 201)
  const door = (await (await fetch(`${running.base}/api/door`)).json()) as Json
  assert.deepEqual(door['officers'], [{ facility: '24012', email: '', place: '', ...body }])
  const sheet = await reception('GET', `/api/privacy/people/${lan}/consent-sheet.pdf`)
  assert.deepEqual([sheet.status, sheet.text.slice(0, 5)], [200, '%PDF-'])
  assert.equal((await doctor('GET', `/api/privacy/people/${lan}/consent-sheet.pdf`)).status, 403)
})

test('hospital B asks every route with A’s ids: not found, in Vietnamese, and A is untouched', async () => {
  const request = await take({})
  const made = (await officer('POST', '/api/privacy/breaches', breach)).json['id'] as string
  const processor = { ...{ body: { name: 'Công ty của A' }, valid_from: today, version: 1 } }
  const { lines } = (await officer('GET', '/api/privacy/registers')).json as { lines: Json[] }
  const own = lines.find((line) => line['register'] === 'processor')?.['id'] as string
  const asks: [method: string, route: string, ids: Record<string, string>, status: number, body?: unknown][] = [
    ['POST', '/api/privacy/registers/:register', { register: 'khong-co' }, 404, { body: {}, valid_from: today }],
    ['PUT', '/api/privacy/registers/:register/:id', { register: 'processor', id: own }, 422, processor],
    ['GET', '/api/privacy/registers/:register/:id/history', { register: 'processor', id: own }, 404],
    ['POST', '/api/privacy/requests/:id/steps', { id: request }, 404, { act: 'acknowledge', detail: 'x' }],
    ['GET', '/api/privacy/requests/:id/retention', { id: request }, 404],
    ['GET', '/api/privacy/people/:patient/consents', { patient: huong }, 404],
    [
      ...(['POST', '/api/privacy/people/:patient/consents', { patient: huong }, 404] as const),
      { purpose: 'nghien-cuu', is_given: true, digest: 'x', by: 'x', channel: 'desk' },
    ],
    ['POST', '/api/privacy/people/:patient/withdraw', { patient: huong }, 404, { purpose: 'nghien-cuu', by: 'x' }],
    ['GET', '/api/privacy/people/:patient/consent-sheet.pdf', { patient: huong }, 404],
    ['PUT', '/api/privacy/breaches/:id', { id: made }, 404, { version: 1, breach }],
    ['GET', '/api/privacy/breaches/:id/notice.pdf', { id: made }, 404],
    ['GET', '/api/privacy/breaches/:id/affected.csv', { id: made }, 404],
    ['POST', '/api/privacy/support/:id/end', { id: 'khong-co' }, 404, {}],
    ['PUT', '/api/privacy/support/accounts/:id', { id: 'acc-doctor' }, 404, { is_support: true }],
  ]
  const source = readFileSync(join(import.meta.dirname, '../../src/network/data-protection/routes.ts'), 'utf8')
  const routes = [...source.matchAll(/\.(get|post|put)\('(\/api\/[^']*:[^']*)'/g)].map(
    ([, method = '', route = '']) => `${method.toUpperCase()} ${route}`,
  )
  assert.deepEqual(routes.sort(), asks.map(([method, route]) => `${method} ${route}`).sort())
  const count = async () =>
    (
      await site.database.in_facility('24012', (sql) =>
        sql.query(
          'SELECT (SELECT count(*) FROM privacy.word) AS words, (SELECT count(*) FROM privacy.request_step) AS steps',
        ),
      )
    ).rows
  const before = await count()
  for (const [method, route, ids, status, body] of asks) {
    const path = route.replace(/:(\w+)/g, (_all, name: string) => ids[name] ?? '')
    const answer = await officer_b(method, path, body)
    assert.equal(answer.status, status, `${method} ${route}: ${answer.text.slice(0, 200)}`)
    assert.match(issue(answer), /[à-ỹđ]/i)
    assert.doesNotMatch(answer.text, /Hương|Lộ mật khẩu/)
    assert.equal((await doctor(method, path, body)).status, 403, `a doctor: ${method} ${route}`)
    assert.equal((await fetch(running.base + path, { method, headers: { 'x-benhan': '1' } })).status, 401)
  }
  assert.deepEqual(await count(), before)
})

test('the wall: hospital B has none of it, and the server’s role changes no word that was said', async () => {
  for (const path of ['/api/privacy/requests', '/api/privacy/breaches', '/api/privacy/wordings'])
    assert.deepEqual((await officer_b('GET', path)).json, [], path)
  assert.equal((await officer_b('GET', `/api/privacy/people/${huong}/consents`)).status, 404)
  for (const table of ['word', 'wording', 'request', 'request_step', 'restriction', 'erasure']) {
    const { rows } = await site.database.in_facility('01929', (sql) =>
      sql.query<{ count: number }>(`SELECT count(*) FROM privacy.${table} WHERE facility = '24012'`),
    )
    assert.equal(rows[0]?.count, 0, table)
    for (const deed of [`UPDATE privacy.${table} SET facility = '24012'`, `DELETE FROM privacy.${table}`])
      await assert.rejects(
        site.database.in_facility('24012', (sql) => sql.query(deed)),
        /permission denied/,
        deed,
      )
  }
})
