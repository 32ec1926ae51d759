/** The health book on its national way: the insurance's tables, checked and signed, to a portal that takes, refuses, falters (SHARE-22, PAT-01). */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { start_mock_bhxh } from '../../src/apps/mock-gateways/bhxh.ts'
import { local_time } from '../../src/base/time/index.ts'
import { bhyt_gateway } from '../../src/network/health-book/index.ts'
import { get_identity } from '../../src/platform/signing/index.ts'
import {
  read_dossier,
  sample_dossier,
  sample_row,
  sample_tables,
  sign_dossier,
  verify_dossier,
  write_dossier,
} from '../../src/standards/bhyt-exchange/index.ts'
import { software_provider } from '../../src/standards/signatures/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'

const mock_password = 'mat-khau-mo-phong'
process.env['HEALTH_PORTAL_PASSWORDS'] = JSON.stringify({ '24012': mock_password })
const running = await start_test_site({ health_book: { poll_ms: 50, sweep_ms: 400 } })
const [reception, doctor, it, nurse] = await Promise.all(
  ['reception', 'doctor', 'it_admin', 'nurse'].map(running.person),
)
assert.ok(reception && doctor && it && nurse)
const identity = await running.site.database.in_site((sql) => get_identity(sql, '24012'))
const portal = await start_mock_bhxh({ certificates: [identity.certificate_pem] })
after(() => portal.close())

const ago = (hours: number): string => local_time(new Date(Date.now() - hours * 3_600_000)).slice(0, 16)

const until = async <T>(ask: () => Promise<T | undefined>, what: string): Promise<T> => {
  for (let i = 0; i < 300; i += 1) {
    const found = await ask()
    if (found !== undefined) return found
    await pause(50)
  }
  throw new Error(`it never came: ${what}`)
}

const national_of = async (encounter: string): Promise<Json> =>
  ((await doctor('GET', `/api/health-book/${encounter}`)).json['publication'] as Json | null)?.['national'] ?? {}

const standing = (encounter: string, wish: (national: Json) => boolean, what: string): Promise<Json> =>
  until(async () => {
    const national = await national_of(encounter)
    return wish(national) ? national : undefined
  }, what)

const state = (encounter: string, wanted: string): Promise<Json> =>
  standing(encounter, (one) => one['state'] === wanted, `${encounter} ${wanted}`)

const hurry = (): Promise<unknown> =>
  running.site.database.in_facility('24012', (sql) =>
    sql.query("UPDATE health_book.publication SET national_next_at = now() WHERE facility = '24012'"),
  )

const summary = {
  tk_qua_trinh: 'Sốt 3 ngày, ho đờm; đáp ứng kháng sinh từ ngày thứ hai.',
  tk_cls: 'X-quang: mờ thùy dưới phải. CRP 48 mg/L.',
  tk_pp_dtr: 'Kháng sinh, hạ sốt.',
  tk_tinh_trang_rv: 'Hết sốt, ăn uống được.',
  tk_huong_dtr: 'Uống thuốc theo đơn, tái khám khi sốt lại.',
}

const admit = async (patient: string): Promise<{ encounter: string; sheet: string }> => {
  const stay = await reception('POST', '/api/stays', admission(patient, { admitted_at: ago(72) }))
  assert.equal(stay.status, 201, stay.text)
  return stay.json as { encounter: string; sheet: string }
}

const complete = async (sheet: string, more: Record<string, unknown>): Promise<void> => {
  const { answers } = (await doctor('GET', `/api/sheets/${sheet}`)).json
  await doctor('PUT', `/api/sheets/${sheet}/draft`, {
    ...{ seen_revision: 0, base_version: 1, tab: 'ba' },
    answers: { ...answers, ...clinical_answers, ...more },
  })
  const done = await doctor('POST', `/api/sheets/${sheet}/complete`, {})
  assert.equal(done.status, 200, done.text)
}

const discharge = async (encounter: string, main: { text: string; code: string }): Promise<void> => {
  const gone = await doctor('POST', `/api/stays/${encounter}/discharge`, {
    ...{ at: ago(30), kind: '1', result: '1', main, comorbid: [] },
  })
  assert.equal(gone.status, 200, gone.text)
}

const pneumonia = { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' }
const { ethnicity: _unknown, ...without_ethnicity } = registration()
const patient = (await reception('POST', '/api/patients', without_ethnicity)).json['id'] as string
const first = await admit(patient)
const taken_of = (encounter: string) => portal.taken.filter(({ visit }) => visit === encounter)

test('a house that is connected to no portal makes no dossier, and says so', async () => {
  await discharge(first.encounter, pneumonia)
  const national = await state(first.encounter, 'off')
  assert.deepEqual([national['versions'], national['is_late'], national['due_at']], [0, false, ''])
})

test('connected, what the portal would refuse is not sent: each fault by table, field and in words, for whoever can mend it', async () => {
  const settings = { base_url: portal.base_url, username: '24012_BV' }
  assert.equal((await reception('PUT', '/api/portal', settings)).status, 403)
  assert.equal((await it('PUT', '/api/portal', { ...settings, due_h: 0 })).status, 422)
  const set = await it('PUT', '/api/portal', settings)
  assert.equal(set.status, 200, set.text)
  const national = await state(first.encounter, 'failed')
  assert.equal(national['class'], 'record')
  const fields = (national['faults'] as Json[]).map(({ table, field }) => `${table}.${field}`)
  for (const one of ['XML1.MA_DANTOC', 'XML1.CAN_NANG', 'XML8.QT_BENHLY', 'XML8.MA_TTDV'])
    assert.ok(fields.includes(one), `${one} of ${fields.join()}`)
  assert.equal(national['is_late'], true, 'thirty hours, and a day is the limit')
  const list = (await reception('GET', '/api/health-book/visits?tray=open')).json
  assert.equal(list['counts'].open, 1)
  assert.equal(list['lines'][0].name, 'Nguyễn Thị Hương')
  assert.match(list['due_source'], /QĐ 31/)
  assert.equal((await reception('GET', '/api/health-book/visits?tray=khac')).status, 422)
  assert.equal((await it('GET', '/api/health-book/visits')).status, 403, 'who keeps the connection reads no records')
  assert.equal(portal.taken.length, 0)
})

test('the clerk, the doctor and the administrator put it right; it goes by itself, signed with the seal, and the portal takes it', async () => {
  const person = await reception('GET', `/api/patients/${patient}`)
  const put = await reception('PUT', `/api/patients/${patient}`, {
    ...registration(),
    if_match: person.json['version'],
  })
  assert.equal(put.status, 200, put.text)
  await complete(first.sheet, summary)
  const head = await it('PUT', '/api/portal', {
    ...{ base_url: portal.base_url, username: '24012_BV', head_code: '2496001234' },
  })
  assert.equal(head.status, 200, head.text)
  const national = await state(first.encounter, 'sent')
  assert.deepEqual([national['versions'], national['sent_version'], national['faults']], [1, 1, []])
  const [book] = taken_of(first.encounter)
  assert.ok(book, portal.taken.map(({ visit }) => visit).join())
  assert.equal(national['receipt'], book.number)
  assert.deepEqual(book.tables, ['XML1', 'XML8'])
  const verdict = verify_dossier(book.xml)
  assert.equal(verdict.problem, '')
  assert.equal(verdict.certificate.trim(), identity.certificate_pem.trim())
  const [tables] = read_dossier(Buffer.from(book.xml)).visits
  const [visit = {}] = tables?.XML1 ?? []
  assert.deepEqual(
    ['MA_BENH_CHINH', 'MA_DANTOC', 'MA_LOAI_KCB', 'MA_LOAI_RV', 'CAN_NANG', 'T_TONGCHI_BV'].map((name) => visit[name]),
    ['J18.1', '01', '03', '1', '54.0', '0'],
  )
  assert.equal(tables?.XML8?.[0]?.['PP_DIEUTRI'], summary.tk_pp_dtr)
})

test('what is corrected afterwards goes as the next version, and the new receipt stands', async () => {
  const system = await running.system()
  const before = (await national_of(first.encounter))['receipt'] as string
  const { json } = await system('GET', `/fhir/Encounter/${first.encounter}`)
  const put = await system('PUT', `/fhir/Encounter/${first.encounter}`, {
    ...json,
    reasonCode: [{ text: 'Sốt cao, đau ngực' }],
  })
  assert.equal(put.status, 200, put.text)
  const national = await standing(first.encounter, (one) => one['sent_version'] === 2, 'the second version')
  assert.notEqual(national['receipt'], before)
  const [, newer] = taken_of(first.encounter)
  assert.match(JSON.stringify(read_dossier(Buffer.from(newer?.xml ?? '')).visits), /Sốt cao, đau ngực/)
})

let second = { encounter: '', sheet: '' }

test('away, busy, out of its hours, a token that ended early: it waits and goes by itself, and the administrator reads why', async () => {
  portal.faults.away = Number.POSITIVE_INFINITY
  second = await admit(patient)
  await complete(second.sheet, summary)
  await discharge(second.encounter, pneumonia)
  const waiting = await standing(second.encounter, (one) => /503/.test(one['reason'] as string), 'the portal is away')
  assert.deepEqual([waiting['state'], waiting['class']], ['waiting', 'portal'])
  assert.match((await it('GET', '/api/portal')).json['problem'], /503/)
  Object.assign(portal.faults, { away: 0, wrong_time: 1 })
  await hurry()
  await standing(second.encounter, (one) => one['class'] === 'hours', 'out of its hours')
  Object.assign(portal.faults, { token_expired: 1 })
  await hurry()
  await state(second.encounter, 'sent')
  assert.equal((await it('GET', '/api/portal')).json['problem'], '')
})

test('refused by the portal it waits for a person, in the portal’s words; made again it goes', async () => {
  portal.faults.refused = 1
  await (
    await running.system()
  )('PUT', `/fhir/Encounter/${second.encounter}`, {
    ...(await (await running.system())('GET', `/fhir/Encounter/${second.encounter}`)).json,
    reasonCode: [{ text: 'Ho ra đờm' }],
  })
  const refused = await state(second.encounter, 'failed')
  assert.deepEqual([refused['class'], refused['faults'], refused['sent_version']], ['record', [], 1])
  assert.match(refused['reason'] as string, /Sai định dạng file \(mã 123\)/)
  const about = `/api/health-book/again?about=Encounter/${second.encounter}`
  assert.equal((await nurse('POST', about, {})).status, 403)
  assert.equal((await reception('POST', about, {})).status, 202)
  const sent = await state(second.encounter, 'sent')
  assert.equal(sent['sent_version'], sent['versions'])
  assert.equal((await reception('POST', about, {})).status, 409, 'what the portal has is not sent again for nothing')
})

const say = (encounter: string, body: object) =>
  reception('POST', `/api/health-book/portal-word?about=Encounter/${encounter}`, body)

test('no answer came back: nobody sends it twice; who looks it up on the portal writes down what stands there', async () => {
  portal.faults.lost_reply = 1
  const third = await admit(patient)
  await complete(third.sheet, summary)
  await discharge(third.encounter, pneumonia)
  const unknown = await state(third.encounter, 'unknown')
  assert.equal(unknown['class'], 'lost')
  assert.match(unknown['reason'] as string, /Tra mã đợt trên cổng/)
  await hurry()
  await pause(300)
  const [there, twice] = taken_of(third.encounter)
  assert.ok(there)
  assert.equal(twice, undefined)
  assert.equal((await say(third.encounter, { word: 'taken', reason: 'đã tra trên cổng' })).status, 422, 'its number')
  assert.equal((await say(third.encounter, { word: 'taken', receipt: there.number, reason: 'ờ' })).status, 422)
  const told = await say(third.encounter, { word: 'taken', receipt: there.number, reason: 'Đã tra trên trang cổng' })
  assert.equal(told.status, 200, told.text)
  assert.deepEqual(
    [(await national_of(third.encounter))['state'], (await national_of(third.encounter))['receipt']],
    ['sent', there.number],
  )

  const late = await say(third.encounter, { word: 'refused', reason: 'Trang kết quả của cổng: sai mã thẻ' })
  assert.equal(late.status, 200, late.text)
  assert.match((await national_of(third.encounter))['reason'] as string, /sai mã thẻ/)
  const { rows } = await running.site.database.in_facility('24012', (sql) =>
    sql.query<{ outcome: string }>(
      "SELECT outcome FROM health_book.portal_try WHERE facility = '24012' AND about = $1 ORDER BY at",
      [`Encounter/${third.encounter}`],
    ),
  )
  assert.deepEqual(
    rows.map(({ outcome }) => outcome),
    ['unknown', 'told-taken', 'told-refused'],
  )
})

test('an answer that no guide tells (it is there already) is for a person, not for a loop', async () => {
  portal.faults.duplicate = 1
  const fourth = await admit(patient)
  await complete(fourth.sheet, summary)
  await discharge(fourth.encounter, pneumonia)
  const failed = await state(fourth.encounter, 'failed')
  assert.equal(failed['class'], 'unknown')
  assert.match(failed['reason'] as string, /đã có trên cổng \(mã 409\)/)
})

test('a visit with HIV never takes this way', async () => {
  const before = portal.taken.length
  const fifth = await admit(patient)
  await complete(fifth.sheet, summary)
  await discharge(fifth.encounter, { text: 'Bệnh do HIV', code: 'B24' })
  await until(async () => {
    const { publication } = (await doctor('GET', `/api/health-book/${fifth.encounter}`)).json
    return publication?.state === 'withheld' ? true : undefined
  }, 'withheld')
  assert.equal((await national_of(fifth.encounter))['state'], 'none')
  assert.equal(portal.taken.length, before)
  assert.equal((await reception('POST', `/api/health-book/again?about=Encounter/${fifth.encounter}`, {})).status, 409)
})

test('“đã xem trên VNeID”: who looked, at which visit, what in a word; kept with the visit, nothing copied', async () => {
  const path = `/api/seen-on-phone/${patient}`
  const wish = { encounter: second.encounter, about: `Encounter/${first.encounter}`, what: 'Giấy ra viện, đơn thuốc' }
  assert.equal((await reception('POST', path, { ...wish, what: ' ' })).status, 422)
  assert.equal((await reception('POST', path, { ...wish, encounter: 'cua-nguoi-khac' })).status, 422)
  assert.equal((await reception('POST', path, { ...wish, about: 'Encounter/khong-co' })).status, 422)
  const noted = await reception('POST', path, wish)
  assert.equal(noted.status, 201, noted.text)
  const { lines, visits } = (await nurse('GET', path)).json
  assert.deepEqual([lines[0].what, lines[0].actor, lines[0].encounter], [wish.what, 'BS. reception', second.encounter])
  assert.ok((visits as Json[]).some(({ encounter, has_page }) => encounter === first.encounter && has_page === true))
  assert.notEqual((await national_of(first.encounter))['seen_at'], '', 'the page of that visit was seen there')
  const log = (await (await running.person('director'))('GET', `/api/patients/${patient}/access-log`)).text
  assert.match(log, /seen-on-phone/)
})

test('the facility’s half year says how many visits the portal has, by its numbers, beside what the hub has', async () => {
  const director = await running.person('director')
  const { portal: counted } = (await director('GET', '/api/counters/visits?half=this')).json
  const { rows } = await running.site.database.in_facility('24012', (sql) =>
    sql.query<{ about: string }>(
      "SELECT about FROM health_book.publication WHERE facility = '24012' AND national_receipt <> ''",
    ),
  )
  assert.equal(counted.taken, rows.length)
  assert.equal(counted.visits, 4, 'the one with HIV is not owed')
})

test('another house of the installation sees none of these visits and moves none', async () => {
  const other = await running.person('reception.b')
  const { lines, counts } = (await other('GET', '/api/health-book/visits?tray=sent')).json
  assert.deepEqual([lines, counts.waiting, counts.open], [[], 0, 0])
  const about = `?about=Encounter/${first.encounter}`
  assert.equal((await other('POST', `/api/health-book/again${about}`, {})).status, 409)
  const word = { word: 'refused', reason: 'Không phải của tôi' }
  assert.equal((await other('POST', `/api/health-book/portal-word${about}`, word)).status, 409)
  assert.equal((await national_of(first.encounter))['state'], 'sent')
})

test('the portal reads for itself: a stranger’s seal, a changed file, wrong sums, a claim without codes', async () => {
  const own = software_provider(identity.private_key_pem, identity.certificate_pem)
  const way = { base_url: portal.base_url, username: '24012_BV' }
  const gate = bhyt_gateway(way, mock_password)
  const send = async (xml: Uint8Array) => {
    const answer = await gate.send({ facility: '24012', about: 'Encounter/x', round: 1, xml })
    return answer.kind === 'taken' ? answer.receipt : `${answer.kind} ${answer.message}`
  }
  const signed = (tables: typeof sample_tables) => sign_dossier(write_dossier(sample_dossier(tables)), own)
  const good = await signed(sample_tables)
  assert.match(await send(good), /^[0-9a-f-]{36}$/)
  assert.equal(await send(good), await send(good), 'the same file again is the same submission')
  assert.match(
    await send(Buffer.from(Buffer.from(good).toString().replace('20261120', '20261121'))),
    /refused.*sửa sau khi ký/,
  )
  assert.match(
    await send(await signed({ ...sample_tables, XML1: [{ ...sample_row, T_THUOC: '1' }] })),
    /T_THUOC không bằng/,
  )
  assert.match(await send(await signed({ ...sample_tables, XML1: [{ ...sample_row, HO_TEN: '' }] })), /HO_TEN bắt buộc/)
  const other = await running.site.database.in_site((sql) => get_identity(sql, '01929'))
  const stranger = software_provider(other.private_key_pem, other.certificate_pem)
  assert.match(await send(await sign_dossier(write_dossier(sample_dossier()), stranger)), /chưa đăng ký trên cổng/)
  portal.faults.slow_ms = 400
  const hasty = await bhyt_gateway({ ...way, timeout_ms: 50 }, mock_password).knock()
  portal.faults.slow_ms = 0
  assert.match(hasty, /Không liên lạc được/)
  assert.match(await bhyt_gateway(way, 'sai').knock(), /không nhận tài khoản/)
  assert.match(await bhyt_gateway({ ...way, token_path: '/khong-co' }, mock_password).knock(), /không có cửa nhận/)
  assert.match(
    await bhyt_gateway({ ...way, base_url: 'http://127.0.0.1:9' }, mock_password).knock(),
    /Không liên lạc được/,
  )
})
