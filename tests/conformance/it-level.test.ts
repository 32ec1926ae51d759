import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { CompactSign, importJWK, type JWK } from 'jose'
import pg from 'pg'
import { put_account, put_client } from '../../src/platform/access/index.ts'
import { seal_events } from '../../src/platform/audit/index.ts'
import { open_database } from '../../src/platform/database/index.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, password, registration, requester, type Json, type Person } from '../test-site.ts'

/** TT 54/2017 (MON-02, MON-24): what a house proves of itself, declares, sends, and how the Sở sees it. */
const world = await start_world()
const hub = open_database(world.hub_database_url, { connections_max: 2 })
after(() => hub.close())

const staff: [string, string, string][] = [
  ['so', 'oversight', '24SYT'],
  ['thanh-tra', 'inspector', '24SYT'],
  ['gd-a', 'member_director', a.code],
  ['gd-b', 'member_director', b.code],
]
for (const [username, role, facility] of staff)
  await hub.in_site((sql) =>
    put_account(sql, {
      ...{ id: `hub-${username}`, facility, username, name: `Ông ${username}`, title: '', role },
      ...{ practitioner: `hub-${username}`, department: null, password },
    }),
  )
const at_hub = async (username: string): Promise<Person> => {
  const answer = await requester(world.hub_url, {})('POST', '/api/sign-in', { username, password })
  assert.equal(answer.status, 200, answer.text)
  return requester(world.hub_url, { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', 'x-benhan': '1' })
}

const director = await world.person('director')
const answer_of = (level: Json, criterion: string): Json =>
  (level['answers'] as Json[]).find((one) => one['criterion'] === criterion) ?? {}
const own = async (): Promise<Json> => (await director('GET', '/api/it-level')).json

test('nothing done yet: every criterion says why not, and the level is none', async () => {
  const level = await own()
  assert.equal(level['standing'].level, 0)
  assert.match(level['standing'].sentence as string, /^Chưa đạt mức 1\. Còn thiếu \d+ tiêu chí để lên mức 1: /)
  assert.deepEqual(answer_of(level, 'T54-HIS-203')['answer'], 'no')
  assert.match(answer_of(level, 'T54-HIS-203')['says'] as string, /Không có đợt nội trú nào trong 30 ngày qua/)
  assert.match(answer_of(level, 'T54-HIS-105')['says'] as string, /^Bệnh Án Mở chưa có phần kho dược/)
  assert.ok((level['answers'] as Json[]).every(({ says }) => typeof says === 'string' && says !== ''))
  assert.ok(!(level['criteria'] as Json[]).some(({ group }) => group === 'EMR'), 'Section VIII ended')
})

test('what is really used proves itself, with numbers, query and moment', async () => {
  const reception = await world.person('reception')
  const doctor = await world.person('doctor')
  const { id } = (await reception('POST', '/api/patients', registration())).json
  const { sheet, encounter } = (await reception('POST', '/api/stays', admission(String(id)))).json
  const draft = { seen_revision: 0, base_version: 1, tab: 't', answers: clinical_answers }
  await doctor('PUT', `/api/sheets/${sheet}/draft`, draft)
  assert.equal((await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })).status, 200)
  const before = answer_of(await own(), 'T54-HIS-203')
  assert.deepEqual([before['answer'], before['numbers']], ['no', { inpatient: 1, inpatient_signed: 0 }])
  assert.equal((await doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 2 })).status, 200)
  const level = await own()
  const inpatient = answer_of(level, 'T54-HIS-203')
  assert.deepEqual([inpatient['answer'], inpatient['basis']], ['yes', 'measured'])
  assert.deepEqual([inpatient['query'], inpatient['numbers'].inpatient_signed], ['it-level/stays', 1])
  assert.ok(Date.parse(inpatient['at'] as string) > Date.now() - 60_000)
  assert.match(String(answer_of(level, 'T54-HIS-201')['says']), /^Không có chỉ định cận lâm sàng nào/)
  const line = { test: 'ctm', priority: 'routine', reason: 'Theo dõi nhiễm trùng', repeat_reason: '' }
  const ordered = await doctor('POST', `/api/orders/${encounter}`, { lines: [line] })
  assert.equal(ordered.status, 201, ordered.text)
  const orders = answer_of(await own(), 'T54-HIS-201')
  assert.deepEqual([orders['answer'], orders['numbers']], ['yes', { orders: 1, on_slips: 1 }])
  for (const criterion of [
    'T54-HIS-101',
    'T54-HIS-103',
    'T54-HIS-204',
    'T54-SEC-1',
    'T54-SEC-2',
    'T54-SEC-3',
    'T54-SEC-10',
  ])
    assert.equal(answer_of(level, criterion)['answer'], 'yes', `${criterion}: ${answer_of(level, criterion)['says']}`)
})

test('a line that is switched off takes its criterion down, and says so', async () => {
  await world.post(a, { submission: await letter() })
  await until('the hub has it', async () => answer_of(await own(), 'T54-HIS-704')['answer'] === 'yes')
  const switch_to = (is_on: boolean) =>
    world.ask('UPDATE exchange.hub_link SET is_on = $2 WHERE facility = $1', [a.code, is_on])
  await switch_to(false)
  const off = answer_of(await own(), 'T54-HIS-704')
  assert.deepEqual([off['answer'], off['says']], ['no', 'Kết nối trục liên thông đang tắt'])
  await switch_to(true)
  await world.ask('UPDATE access.client SET active = false WHERE facility = $1', [a.code])
  const closed = answer_of(await own(), 'T54-NFR-11')
  assert.deepEqual([closed['answer'], closed['says']], ['no', 'Mọi kết nối của hệ thống khác đang bị tắt'])
  await world.ask('UPDATE access.client SET active = true WHERE facility = $1', [a.code])
})

test('each module that stops takes its own criterion down, with the reason; started again, it stands again', async () => {
  const owner = new pg.Client({ connectionString: world.url })
  await owner.connect()
  // Behind the program's back, past what keeps papers from being changed: as if it had happened long ago, or not at all.
  await owner.query('SET session_replication_role = replica')
  const long_ago = "interval '40 days'"
  await owner.query(
    `INSERT INTO prescribing.prescription
       (facility, code, kind, encounter, patient, body, signer, signer_name, signed_at, collect_until, document)
     VALUES ($1, $1 || 'abcdefg-C', 'C', 'x', 'x', '{}', 'x', 'BS. X', now(), current_date, 'x')`,
    [a.code],
  )
  const of_doctors = `account IN (SELECT id FROM access.account WHERE facility = '${a.code}' AND role = 'doctor')`
  const sit_at = (device: string) => `UPDATE access.session SET agent = 'Mozilla/5.0 (${device})' WHERE ${of_doctors}`
  await owner.query(sit_at('iPad'))
  const stopped: [criterion: string, stop: string, start: string, says: RegExp][] = [
    [
      'T54-SEC-10',
      `UPDATE signing.document SET signed_at = signed_at - ${long_ago} WHERE facility = '${a.code}'`,
      `UPDATE signing.document SET signed_at = signed_at + ${long_ago} WHERE facility = '${a.code}'`,
      /^Không có tờ bệnh án nào được ký số/,
    ],
    [
      'T54-HIS-203',
      `UPDATE signing.document SET signed_at = signed_at - ${long_ago} WHERE facility = '${a.code}'`,
      `UPDATE signing.document SET signed_at = signed_at + ${long_ago} WHERE facility = '${a.code}'`,
      /^0 trong 1 đợt nội trú .* có tờ bệnh án ký số/,
    ],
    [
      'T54-HIS-103',
      `UPDATE record.resource SET updated_at = updated_at - ${long_ago} WHERE facility = '${a.code}' AND type = 'Encounter'`,
      `UPDATE record.resource SET updated_at = updated_at + ${long_ago} WHERE facility = '${a.code}' AND type = 'Encounter'`,
      /^Không có lượt tiếp nhận nào/,
    ],
    [
      'T54-HIS-204',
      `UPDATE chart.bed_taken SET facility = 'xx' WHERE facility = '${a.code}'`,
      `UPDATE chart.bed_taken SET facility = '${a.code}' WHERE facility = 'xx'`,
      /^Không giường nào/,
    ],
    [
      'T54-HIS-101',
      `UPDATE access.account SET active = false WHERE facility = '${a.code}' AND role = 'it_admin'`,
      `UPDATE access.account SET active = true WHERE facility = '${a.code}' AND role = 'it_admin'`,
      /^Chưa có tài khoản quản trị \(IT\)/,
    ],
    [
      'T54-SEC-3',
      `UPDATE access.account SET password = 'x' || password WHERE facility = '${a.code}' AND role = 'reception'`,
      `UPDATE access.account SET password = substr(password, 2) WHERE facility = '${a.code}' AND role = 'reception'`,
      /^1 tài khoản chưa lưu mật khẩu bằng argon2id/,
    ],
    [
      'T54-SEC-2',
      'ALTER TABLE exchange.part DISABLE ROW LEVEL SECURITY',
      'ALTER TABLE exchange.part ENABLE ROW LEVEL SECURITY',
      /^1 bảng dữ liệu chưa có tường ngăn/,
    ],
    [
      'T54-HIS-201',
      `UPDATE record.resource SET updated_at = updated_at - ${long_ago} WHERE facility = '${a.code}' AND type = 'ServiceRequest'`,
      `UPDATE record.resource SET updated_at = updated_at + ${long_ago} WHERE facility = '${a.code}' AND type = 'ServiceRequest'`,
      /^Không có chỉ định cận lâm sàng nào/,
    ],
    [
      'T54-HIS-305',
      `UPDATE imaging.pacs SET facility = 'xx' WHERE facility = '${a.code}'`,
      `UPDATE imaging.pacs SET facility = '${a.code}' WHERE facility = 'xx'`,
      /^Cơ sở chưa khai PACS/,
    ],
    [
      'T54-HIS-305',
      `UPDATE imaging.published SET made_at = made_at - ${long_ago} WHERE facility = '${a.code}'`,
      `UPDATE imaging.published SET made_at = made_at + ${long_ago} WHERE facility = '${a.code}'`,
      /^Đã khai PACS nhưng 30 ngày qua/,
    ],
    ['T54-HIS-701', sit_at('Windows'), sit_at('iPad'), /không phiên nào trên máy tính bảng/],
    [
      'T54-HIS-102',
      'UPDATE terminology.catalogue_version SET is_starter = true WHERE NOT is_starter',
      "UPDATE terminology.catalogue_version SET is_starter = false WHERE catalogue = 'icd10'",
      /^Mới có danh mục rút gọn/,
    ],
  ]
  await owner.query("UPDATE terminology.catalogue_version SET is_starter = false WHERE catalogue = 'icd10'")
  assert.match(String(answer_of(await own(), 'T54-HIS-305')['says']), /^Cơ sở chưa khai PACS/)
  await owner.query("INSERT INTO imaging.pacs (facility, base_url) VALUES ($1, 'https://pacs.example/rs')", [a.code])
  assert.match(String(answer_of(await own(), 'T54-HIS-305')['says']), /không có ca chụp nào đi qua/)
  await owner.query(
    `INSERT INTO imaging.published (facility, about, study, patient, manifest) VALUES ($1, 'DiagnosticReport/x', '2.25.1', 'x', '{}')`,
    [a.code],
  )
  for (const [criterion, stop, start, says] of stopped) {
    const stands = async (): Promise<Json> => answer_of(await own(), criterion)
    assert.equal((await stands())['answer'], 'yes', `${criterion}: ${(await stands())['says']}`)
    await owner.query(stop)
    const fallen = await stands()
    assert.equal(fallen['answer'], 'no', criterion)
    assert.match(String(fallen['says']), says, criterion)
    await owner.query(start)
    assert.equal((await stands())['answer'], 'yes', `${criterion} again`)
  }
  await owner.query('UPDATE terminology.catalogue_version SET is_starter = true')
  await owner.end()
})

test('the access log proves itself by its chain, and a changed line takes the criterion down', async () => {
  const other = await world.person('director.b')
  const log = async (): Promise<Json> => answer_of((await other('GET', '/api/it-level')).json, 'T54-SEC-7')
  await seal_events(world.site.database, b.code, 0)
  const whole = await until('the chain is looked at again', async () => {
    const found = await log()
    return found['answer'] === 'yes' && found
  })
  assert.match(whole['says'] as string, /\d+ dòng niêm phong thành chuỗi, kiểm lại nguyên vẹn/)
  await world.ask(
    "UPDATE audit.event SET actor_name = 'người khác ' || actor_name WHERE facility = $1 AND interaction = 'login'",
    [b.code],
  )
  const broken = await until('the chain is looked at again', async () => {
    const found = await log()
    return found['answer'] === 'no' && found
  })
  assert.match(broken['says'] as string, /bị đứt \(dòng \d+–\d+\)/)
  await world.ask(
    "UPDATE audit.event SET actor_name = replace(actor_name, 'người khác ', '') WHERE facility = $1 AND interaction = 'login'",
    [b.code],
  )
})

test('people declare what no query sees, with evidence; a count of ours stands against any word', async () => {
  const put = (criterion: string, body: unknown) => director('PUT', `/api/it-level/declared/${criterion}`, body)
  assert.equal((await put('T54-SEC-5', { answer: 'yes', evidence: 'HĐ 12/2026, FortiGate 100F' })).status, 200)
  const firewall = answer_of(await own(), 'T54-SEC-5')
  assert.deepEqual([firewall['answer'], firewall['basis'], firewall['by']], ['yes', 'declared', 'BS. director'])
  const bare = await put('T54-SEC-4', { answer: 'yes' })
  assert.equal(bare.status, 422)
  assert.match(bare.text, /Cần minh chứng/)
  assert.match((await put('T54-HIS-308', { answer: 'na', evidence: 'x' })).text, /không có lựa chọn/)
  assert.equal((await put('T54-HIS-309', { answer: 'na', evidence: 'không có ngân hàng máu' })).status, 200)
  assert.equal((await put('T54-XXX-1', { answer: 'no' })).status, 404)
  assert.match((await put('T54-EMR-B1', { answer: 'yes', evidence: 'x' })).text, /hết hiệu lực/)
  await put('T54-HIS-402', { answer: 'yes', evidence: 'chúng tôi có' })
  const counted = answer_of(await own(), 'T54-HIS-402')
  assert.deepEqual([counted['answer'], counted['basis'], counted['declared']], ['no', 'measured', 'yes'])
  assert.equal((await put('T54-HIS-105', { answer: 'yes', evidence: 'Phần mềm X kho dược' })).status, 200)
  assert.equal(answer_of(await own(), 'T54-HIS-105')['basis'], 'declared', 'a part of another maker')
  const doctor = await world.person('doctor')
  assert.equal((await doctor('GET', '/api/it-level')).status, 403)
})

test('an assessment is signed, goes to the hub once, and stands in the Sở’s matrix', async () => {
  const made = await director('POST', '/api/it-level/assessments', { kind: 'self' })
  assert.deepEqual([made.status, made.json['sending']], [201, ''], made.text)
  const so = await at_hub('so')
  const matrix = (await so('GET', '/api/hub/it-level')).json
  const row = (matrix['facilities'] as Json[]).find(({ facility }) => facility === a.code) ?? {}
  assert.deepEqual([row['said_level'], row['newest'].signed, row['newest'].software], [0, true, 'Bệnh Án Mở'])
  assert.equal((matrix['facilities'] as Json[]).find(({ facility }) => facility === b.code)?.['standing'], null)
  assert.deepEqual((await director('POST', '/api/it-level/send')).json, { sent: 0, why: '' })
  const detail = (await so('GET', `/api/hub/it-level/${a.code}`)).json
  assert.equal(answer_of(detail['newest'], 'T54-HIS-203')['numbers'].inpatient_signed, 1)
  const inspector = await at_hub('thanh-tra')
  assert.equal((await inspector('GET', `/api/hub/it-level/${a.code}`)).status, 200)
  const demand = { criteria: ['T54-SEC-5'], reason: 'Chưa thấy hợp đồng', due: '2099-01-01' }
  assert.equal((await inspector('POST', `/api/hub/it-level/${a.code}/reratings`, demand)).status, 403)
})

test('what changed between two assessments is told', async () => {
  await director('PUT', '/api/it-level/declared/T54-SEC-4', { answer: 'yes', evidence: 'Bkav, HĐ 3/2026' })
  const { id } = (await director('POST', '/api/it-level/assessments', { kind: 'self' })).json
  const found = (await director('GET', `/api/it-level/assessments/${id}`)).json
  assert.deepEqual(found['changes'], [{ criterion: 'T54-SEC-4', before: 'no', after: 'yes', says: 'Bkav, HĐ 3/2026' }])
})

test('the Sở demands another rating: the doubted criterion falls until the facility answers', async () => {
  const so = await at_hub('so')
  const path = `/api/hub/it-level/${a.code}`
  const demand = { criteria: ['T54-SEC-5'], reason: 'Chưa thấy hợp đồng tường lửa', due: '2099-01-01' }
  assert.equal((await so('POST', `${path}/reratings`, { ...demand, due: '2020-01-01' })).status, 422)
  assert.match((await so('POST', `${path}/reratings`, { ...demand, criteria: ['T99'] })).text, /T99/)
  const met = async (): Promise<number> =>
    ((await so('GET', path)).json['standing'].groups as Json[]).find(({ group }) => group === 'SEC')?.['met'] as number
  const before = await met()
  assert.equal((await so('POST', `${path}/reratings`, demand)).status, 201)
  assert.equal(await met(), before - 1)
  await director('POST', '/api/it-level/send')
  const told = (await own())['reratings'] as Json[]
  assert.equal(told[0]?.['reason'], demand.reason)
  const wish = { kind: 're-rating', decision: '15/QĐ-BV ngày 22/11/2026' }
  assert.match(
    (await director('POST', '/api/it-level/assessments', { kind: 're-rating' })).text,
    /Cần số, ngày quyết định/,
  )
  assert.equal((await director('POST', '/api/it-level/assessments', wish)).status, 201)
  assert.equal(await met(), before)
  assert.equal((await director('POST', '/api/it-level/assessments', wish)).status, 409, 'nothing more is demanded')
})

test('the December declaration: once a year, with the decision of the head', async () => {
  const wish = { kind: 'declaration', decision: '16/QĐ-BV ngày 22/11/2026' }
  assert.equal((await director('POST', '/api/it-level/assessments', wish)).status, 201)
  const again = await director('POST', '/api/it-level/assessments', wish)
  assert.equal(again.status, 409)
  const so = await at_hub('so')
  const row = ((await so('GET', '/api/hub/it-level')).json['facilities'] as Json[]).find(
    ({ facility }) => facility === a.code,
  )
  assert.ok(row?.['declared_at'])
})

test('a house without our software answers at the hub, and sees nobody else', async () => {
  const other = await at_hub('gd-b')
  assert.equal((await other('GET', '/api/hub/it-level')).status, 403)
  assert.equal((await other('GET', `/api/hub/it-level/${a.code}`)).status, 403)
  const level = (await other('GET', '/api/it-level')).json
  assert.deepEqual([level['facility'], level['measures']], [b.code, false])
  await other('PUT', '/api/it-level/declared/T54-INF-1', { answer: 'yes', evidence: '120 máy trạm' })
  const made = await other('POST', '/api/it-level/assessments', { kind: 'self' })
  assert.equal(made.status, 201)
  const so = await at_hub('so')
  const row = ((await so('GET', '/api/hub/it-level')).json['facilities'] as Json[]).find(
    ({ facility }) => facility === b.code,
  )
  assert.deepEqual([row?.['newest'].signed, row?.['newest'].software], [false, ''])
})

test('what a house signed at home is read at the hub, and not typed over there', async () => {
  const own_people = await at_hub('gd-a')
  const level = (await own_people('GET', '/api/it-level')).json
  assert.deepEqual([level['is_read_only'], answer_of(level, 'T54-HIS-203')['basis']], [true, 'measured'])
  const typed = await own_people('PUT', '/api/it-level/declared/T54-INF-1', { answer: 'no' })
  assert.equal(typed.status, 409)
  assert.match(typed.text, /đánh giá bằng phần mềm của mình/)
  assert.equal((await own_people('POST', '/api/it-level/assessments', { kind: 'self' })).status, 409)
})

test('at the door: another’s key, another’s name, a level not earned, an ended criterion', async () => {
  const jws = (await world.ask<{ jws: string }>('SELECT jws FROM it_level.assessment WHERE facility = $1', [a.code]))[0]
    ?.jws
  await put_client(hub, { client_id: 'thu-b', facility: b.code, name: 'B', scope: 'system/*.*' }, password)
  const token = await fetch(`${world.hub_url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'thu-b', client_secret: password }),
  })
  const { access_token } = (await token.json()) as { access_token: string }
  const member_b = requester(world.hub_url, { authorization: `Bearer ${access_token}` })
  const stolen = await member_b('POST', '/lien-thong/it-level', { jws })
  assert.equal(stolen.status, 401)
  assert.match(stolen.text, /không mang chữ ký/)
  const broken = await member_b('POST', '/lien-thong/it-level', { jws: 'a.b.c' })
  assert.equal(broken.status, 401)
  assert.equal((await member_b('POST', '/lien-thong/it-level', { level: 7 })).status, 422)

  const [link] = await world.ask<{ private_jwk: JWK }>(
    'SELECT private_jwk FROM exchange.hub_link WHERE facility = $1',
    [b.code],
  )
  assert.ok(link)
  const word = {
    ...{
      facility: b.code,
      id: 'ban-1',
      as_of: '2026-11-20',
      kind: 'self',
      year: null,
      criteria: 'TT54/2017',
      level: 0,
    },
    ...{ decision: '', rerating: null, made_at: '2026-11-20T08:00:00Z', made_name: 'X', software: 'Y' },
    answers: [{ criterion: 'T54-INF-1', answer: 'yes', basis: 'declared', says: 'có' }],
  }
  const sign = async (changes: object): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify({ ...word, ...changes })))
      .setProtectedHeader({ alg: 'ES384', typ: 'it-level+jwt', kid: String(link.private_jwk.kid) })
      .sign(await importJWK(link.private_jwk, 'ES384'))
  const post = async (changes: object) => member_b('POST', '/lien-thong/it-level', { jws: await sign(changes) })
  const inflated = await post({ level: 5 })
  assert.equal(inflated.status, 422)
  assert.match(inflated.text, /ghi mức 5 nhưng các câu trả lời chỉ đạt mức 0/)
  const ended = await post({ answers: [{ ...word.answers[0], criterion: 'T54-EMR-B1' }] })
  assert.match(ended.text, /hết hiệu lực: T54-EMR-B1/)
  assert.equal((await post({ facility: a.code })).status, 403)
  assert.equal((await post({ made_at: '2099-01-01T00:00:00Z' })).status, 422)
  const first = await sign({})
  assert.equal((await member_b('POST', '/lien-thong/it-level', { jws: first })).status, 201)
  assert.equal((await member_b('POST', '/lien-thong/it-level', { jws: first })).status, 200)
  assert.equal((await post({ made_name: 'Khác' })).status, 409)
})

test('an assessment walks the chain itself, however lately and long it was walked: a line changed just now is in it', async () => {
  const other = await world.person('director.b')
  const of_chain = async (): Promise<Json> => {
    const made = await other('POST', '/api/it-level/assessments', { kind: 'self' })
    assert.equal(made.status, 201, made.text)
    return answer_of((await other('GET', `/api/it-level/assessments/${made.json['id']}`)).json, 'T54-SEC-7')
  }
  const rename = (name: string | undefined) =>
    world.ask('UPDATE audit.event SET actor_name = $3 WHERE facility = $1 AND id = $2', [b.code, line?.id, name])
  const [line] = await world.ask<{ id: string; actor_name: string }>(
    'SELECT id, actor_name FROM audit.event WHERE facility = $1 ORDER BY id LIMIT 1',
    [b.code],
  )
  assert.ok(line)
  const rested = () =>
    world.ask('UPDATE it_level.chain_walk SET at = now(), took_ms = 3600000 WHERE facility = $1', [b.code])
  await seal_events(world.site.database, b.code, 0)
  assert.equal((await of_chain())['answer'], 'yes')
  await rested()
  await rename('người khác')
  const broken = await of_chain()
  assert.equal(broken['answer'], 'no', String(broken['says']))
  assert.match(String(broken['says']), /bị đứt/)
  await rested()
  await rename(line.actor_name)
  assert.equal((await of_chain())['answer'], 'yes')
})
