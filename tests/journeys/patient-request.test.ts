/** What others know of a person, on the screens of the house that asks: by her own request, by who speaks for a child, in an emergency. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { start_mock_sms } from '../../src/apps/mock-gateways/sms.ts'
import { http_sms, no_otp, otp_by_gateway } from '../../src/network/health-book/index.ts'
import { code_system, identifier_system } from '../../src/standards/fhir/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, type Json } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'
import { start_screen, until } from './screen.ts'

const sms = await start_mock_sms()
after(() => sms.close())
const { hub, a, b } = await start_three_houses({
  book: { open_sms: (_facility, set) => http_sms(set, 'thu') },
})
const [reception_a, doctor_a, reception_b, doctor_b, it_b] = await Promise.all([
  ...['reception', 'doctor'].map(a.person),
  ...['reception.b', 'doctor.b', 'it_admin.b'].map(b.person),
])
assert.ok(reception_a && doctor_a && reception_b && doctor_b && it_b)
const screen = await start_screen(b)

const child = {
  ...registration({ name: 'lê minh khôi', gender: 'male', birth_date: '2016-05-04' }),
  identity: { kind: 'cccd', value: '024216000777' },
  insurance: { number: 'TE1242400000777', from: '2026-01-01', to: '2026-12-31', benefit_percent: 100 },
  contact: { name: 'Phạm Thị Lan', phone: '0977000111', relationship: 'mẹ' },
}
const register = async (who: typeof reception_a, person: Json): Promise<string> => {
  const made = await who('POST', '/api/patients', person)
  assert.equal(made.status, 201, made.text)
  return made.json['id'] as string
}
const [woman_a, woman_b] = [await register(reception_a, registration()), await register(reception_b, registration())]
const [child_a, child_b] = [await register(reception_a, child), await register(reception_b, child)]

/** A stay at A that ends: its page goes into the person's timeline. @param sensitive it is put there because she asked */
const treated_at_a = async (
  patient: string,
  diagnosis: { text: string; code: string },
  sensitive = false,
): Promise<void> => {
  const { encounter, sheet } = (await reception_a('POST', '/api/stays', admission(patient))).json as {
    encounter: string
    sheet: string
  }
  await doctor_a('PUT', `/api/sheets/${sheet}/draft`, {
    ...{ seen_revision: 0, base_version: 1, tab: 'ba', answers: clinical_answers },
  })
  const gone = await doctor_a('POST', `/api/stays/${encounter}/discharge`, {
    ...{ at: '2026-11-20T09:00', kind: '1', result: '1', main: diagnosis, comorbid: [] },
  })
  assert.equal(gone.status, 200, gone.text)
  const state = async () =>
    (await doctor_a('GET', `/api/health-book/${encounter}`)).json['publication']?.state as string
  if (sensitive) {
    assert.equal(await until(state, (said) => said === 'withheld'), 'withheld')
    const about = `/api/health-book/release?about=Encounter/${encounter}`
    assert.equal((await doctor_a('POST', about, { reason: 'Người bệnh viết đơn yêu cầu' })).status, 200)
  }
  assert.equal(await until(state, (said) => said === 'published'), 'published')
}
await treated_at_a(woman_a, { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' })
await treated_at_a(woman_a, { text: 'Bệnh do HIV', code: 'B24' }, true)
await treated_at_a(child_a, { text: 'Viêm phế quản', code: 'J20.9' })

const page = await screen.sit_down('doctor.b')
const book = async (patient: string): Promise<void> => {
  await page.goto(`${b.base}/suc-khoe/${patient}`)
  await page.getByRole('heading', { name: 'Dòng thời gian' }).waitFor()
}
const dialog = page.getByRole('dialog')
const ask = () => page.getByRole('button', { name: 'Người bệnh yêu cầu', exact: true }).click()
/** Papers that stand: a page that was told anew leaves its former version struck through. */
const summaries = () => page.locator('.book-line:not(.gone)', { hasText: 'Tóm tắt đợt khám, điều trị' })
const last_code = (): string => /\d{6}/.exec(sms.taken.at(-1)?.text ?? '')?.[0] ?? ''

test('a house without a gateway takes the signature on paper, on the sheet it prints with the very words', async () => {
  await book(woman_b)
  await page.getByText('Chưa có căn cứ: chỉ thấy tài liệu của cơ sở ta', { exact: false }).waitFor()
  await ask()
  await dialog.getByText('Cơ sở chưa nối kênh tin nhắn', { exact: false }).waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Mã gửi tới điện thoại' }).count(), 0)
  const words = await dialog.locator('blockquote p').innerText()
  const href = (await dialog.getByRole('link', { name: 'In phiếu để ký' }).getAttribute('href')) ?? ''
  const sheet = await doctor_b('GET', href)
  assert.equal(new TextDecoder().decode(sheet.bytes.slice(0, 5)), '%PDF-')
  assert.match(words, /^Tôi yêu cầu Bệnh viện .* để khám và điều trị\./)
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'phieu.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 phiếu đã ký') },
  })
  await dialog.getByRole('button', { name: 'Lưu phiếu và xem' }).click()
  await page.getByText('Theo yêu cầu của người bệnh', { exact: true }).waitFor()
  await summaries().first().click()
  await page.getByText('Chữ ký hợp lệ, nội dung nguyên vẹn').waitFor()
  await page.getByText(/^Tài liệu của .* – không phải hồ sơ của cơ sở ta$/).waitFor()
  await page.getByText('✓ chữ ký hợp lệ').waitFor()
  await page.getByText(/^\d+ tài liệu nhạy cảm được giữ lại/).waitFor()
})

test('she takes it back: closed at once on the screen, and the request stays to be read', async () => {
  await page.getByRole('button', { name: 'Rút lại', exact: true }).click()
  await dialog.getByRole('textbox').fill('Người bệnh rút lại tại quầy')
  await dialog.getByRole('button', { name: 'Rút lại' }).click()
  await page.getByText(/^đã rút lại \d/).waitFor()
  await page.getByText('Chưa có căn cứ', { exact: false }).waitFor()
  assert.equal(await summaries().count(), 0)
})

const gateway = {
  ...{ base_url: sms.base_url, path: '/gui-tin', format: 'json', brand: 'BVB', phone_form: '84', is_plain: true },
  body: '{"to": "{dien_thoai}", "from": "{thuong_hieu}", "text": "{noi_dung}", "id": "{ma_gui}"}',
  ...{ authorization: 'Bearer {bi_mat}', ok_field: 'code', ok_value: '100', receipt_field: 'message_id' },
}

test('the gateway is the administrator’s: over https, with the places it needs, tried with nobody’s data', async () => {
  const refused = async (wish: Json, words: RegExp) => {
    const answer = await it_b('PUT', '/api/sms-gateway', { ...gateway, ...wish })
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, words)
  }
  await refused({ base_url: 'http://tin.example' }, /phải là https/)
  await refused({ path: 'gui' }, /bắt đầu bằng/)
  await refused({ body: '{"to": "{dien_thoai}"}' }, /\{noi_dung\}/)
  assert.equal((await doctor_b('PUT', '/api/sms-gateway', gateway)).status, 403)
  assert.equal((await it_b('PUT', '/api/sms-gateway', gateway)).status, 200)
  assert.deepEqual((await it_b('POST', '/api/sms-gateway/try', { phone: '0912 345 678' })).json, { problem: '' })
  assert.equal(sms.taken[0]?.to, '84912345678')
  sms.faults.refused = 1
  const tried = (await it_b('POST', '/api/sms-gateway/try', { phone: '0912345678' })).json['problem'] as string
  assert.equal(tried, 'Kênh tin nhắn từ chối: code = 104', 'what the gateway repeats is not said on')
  assert.equal((await it_b('GET', '/api/sms-gateway')).json['problem'], tried)
})

test('by code: the gateway away says so and leaves nothing behind; a wrong code opens nothing and is counted', async () => {
  await book(woman_b)
  await ask()
  sms.faults.away = 1
  await dialog.getByRole('button', { name: 'Gửi mã', exact: true }).click()
  await dialog
    .getByText(/Kênh tin nhắn trả lời HTTP 503\. Mã chưa được gửi: thử lại, hoặc lấy chữ ký trên giấy/)
    .waitFor()
  await dialog.getByRole('button', { name: 'Gửi mã', exact: true }).click()
  await dialog.getByText(/^Đã gửi mã tới 0912345678\./).waitFor()
  const code = last_code()
  assert.match(sms.taken.at(-1)?.text ?? '', /^Ma \d{6}: dong y cho co so 01929 xem ho so/)
  assert.equal(await dialog.getByText(code).count(), 0, 'who took it down does not see it')
  const typed = dialog.getByLabel('Mã người bệnh đọc')
  await typed.fill(code === '000000' ? '000001' : '000000')
  await page.keyboard.press('Enter')
  await dialog.getByText('Mã xác nhận không đúng; còn 4 lần thử').waitFor()
  await dialog.getByRole('button', { name: 'Gửi mã mới' }).click()
  await dialog.getByText(/Vừa gửi một mã; chờ \d+ giây nữa/).waitFor()
  await typed.fill(code)
  await page.keyboard.press('Enter')
  await page.getByText('Theo yêu cầu của người bệnh', { exact: true }).waitFor()
  await summaries().first().waitFor()
})

test('of the code nothing lies anywhere: a slow hash while it is open, nothing afterwards, no line of the log', async () => {
  const owner = new pg.Client({ connectionString: b.url })
  await owner.connect()
  after(() => owner.end())
  const { rows } = await owner.query<Json>(
    "SELECT otp_hash, otp_receipt, confirmed_from, otp_sent FROM health_book.request WHERE channel = 'otp' AND confirmed_at IS NOT NULL",
  )
  assert.equal(rows.length, 1)
  assert.equal(rows[0]?.['otp_hash'], null)
  assert.match(String(rows[0]?.['otp_receipt']), /^[0-9a-f-]{36}$/)
  assert.notEqual(rows[0]?.['confirmed_from'], '')
  const path = `/api/timeline/${woman_b}/requests`
  await owner.query(
    "UPDATE health_book.request SET otp_sent_at = now() - interval '1 minute' WHERE otp_sent_at IS NOT NULL",
  )
  const open = await reception_b('POST', path, {
    channel: 'otp',
    asked_by: 'Nguyễn Thị Hương',
    phone: '+84 912 345 678',
  })
  assert.equal(open.status, 201, open.text)
  assert.equal(open.json['code'], undefined)
  const code = last_code()
  const id = open.json['id'] as string
  const [held] = (await owner.query<Json>('SELECT otp_hash FROM health_book.request WHERE id = $1', [id])).rows
  assert.match(String(held?.['otp_hash']), /^[0-9a-f]{64}$/)
  const { rows: log } = await owner.query<{ detail: string }>(
    "SELECT detail FROM audit.event WHERE detail LIKE '%' || $1 || '%'",
    [code],
  )
  assert.deepEqual(log, [])
  const wrong = code === '123456' ? '654321' : '123456'
  for (let left = 4; left >= 0; left -= 1)
    assert.match(
      (await reception_b('POST', `${path}/${id}/confirm`, { code: wrong })).text,
      new RegExp(`còn ${left} lần thử`),
    )
  assert.match((await reception_b('POST', `${path}/${id}/confirm`, { code })).text, /sai quá nhiều lần; hãy gửi mã mới/)
  await owner.query("UPDATE health_book.request SET otp_sent_at = now() - interval '1 minute' WHERE id = $1", [id])
  assert.equal((await reception_b('POST', `${path}/${id}/code`, {})).status, 200)
  assert.match((await reception_b('POST', `${path}/${id}/confirm`, { code })).text, /không đúng; còn 4/, 'the old code')
  await owner.query("UPDATE health_book.request SET otp_until = now() - interval '1 second' WHERE id = $1", [id])
  const late = await reception_b('POST', `${path}/${id}/confirm`, { code: last_code() })
  assert.match(late.text, /đã hết hạn; hãy gửi mã mới/)
  await owner.query(
    "UPDATE health_book.request SET otp_sent = 6, otp_sent_at = now() - interval '1 minute' WHERE id = $1",
    [id],
  )
  assert.match((await reception_b('POST', `${path}/${id}/code`, {})).text, /quá nhiều mã.*chữ ký trên giấy/)
})

test('for a child her representative speaks; with what is most private the child agrees too, and is asked anew at eighteen', async () => {
  await book(child_b)
  await ask()
  await dialog.getByText(/Người bệnh 10 tuổi: người đại diện theo pháp luật yêu cầu/).waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Người bệnh', exact: true }).count(), 0)
  assert.equal(await dialog.getByLabel('Họ tên người đại diện').inputValue(), 'Phạm Thị Lan')
  await dialog.getByText('Tôi là người đại diện theo pháp luật của Lê Minh Khôi.', { exact: false }).waitFor()
  await dialog.getByLabel('sức khỏe tâm thần').check()
  await dialog.getByText('người đại diện và người bệnh phải cùng đồng ý', { exact: false }).waitFor()
  const send = dialog.getByRole('button', { name: 'Gửi mã', exact: true })
  assert.equal(await send.isDisabled(), true, 'nothing is agreed beforehand')
  await dialog.getByLabel('Người bệnh đã được nghe và cùng đồng ý').check()
  await send.click()
  await dialog.getByText(/^Đã gửi mã tới 0977000111\. Hỏi Phạm Thị Lan/).waitFor()
  await dialog.getByLabel('Mã người bệnh đọc').fill(last_code())
  await page.keyboard.press('Enter')
  await page.getByText('Theo yêu cầu của người bệnh', { exact: true }).waitFor()
  await page.getByText('Phạm Thị Lan (mẹ)', { exact: false }).waitFor()
  await page.getByText('hỏi lại từ 04/05/2034', { exact: false }).waitFor()
  const { rows } = await hub.site.database.in_facility('01929', (sql) =>
    sql.query<{ evidence: Json }>(
      "SELECT evidence FROM hub.disclosure WHERE basis = 'patient-request' ORDER BY at DESC LIMIT 1",
    ),
  )
  assert.equal(rows[0]?.evidence['asked_as'], 'both')
})

test('the server and the hub’s gate ask the same age again; a request that was outgrown opens nothing', async () => {
  const path = `/api/timeline/${child_b}/requests`
  const paper = { content_type: 'application/pdf', data: Buffer.from('%PDF-1.4 ký').toString('base64') }
  const taken = (wish: Json) =>
    reception_b('POST', path, { channel: 'paper', asked_by: 'Phạm Thị Lan', paper, ...wish })
  assert.match((await taken({})).text, /10 tuổi: người đại diện theo pháp luật phải là người yêu cầu/)
  assert.match((await taken({ asked_as: 'representative' })).text, /quan hệ của người đại diện/)
  const side = { asked_as: 'representative', relation: 'mẹ', purpose: 'làm hồ sơ bảo hiểm nhân thọ' }
  assert.match((await taken(side)).text, /cả người bệnh và người đại diện/)
  const stands = await taken({ asked_as: 'representative', relation: 'mẹ' })
  assert.equal(stands.status, 201, stands.text)

  const consent = (performer: Json[]) => ({
    ...{ resourceType: 'Consent', status: 'active', performer },
    category: [{ coding: [{ system: code_system.disclosure_basis, code: 'patient-request' }] }],
    patient: { identifier: { system: identifier_system.cccd, value: '024216000777' } },
    sourceReference: { identifier: { system: 'urn:ietf:rfc:6234#sha-256', value: 'a'.repeat(64) } },
    provision: { purpose: [{ display: 'Khám lại' }], actor: [{ reference: { display: 'BS. Ai' } }] },
  })
  const member = await hub.member('01929')
  const alone = await member('POST', '/fhir/Consent', consent([]))
  assert.equal(alone.status, 422, alone.text)
  assert.match(alone.text, /10 tuổi: người đại diện/)
  assert.equal((await member('POST', '/fhir/Consent', consent([{ type: 'RelatedPerson', display: 'mẹ' }]))).status, 201)

  const owner = new pg.Client({ connectionString: b.url })
  await owner.connect()
  await owner.query('UPDATE health_book.request SET holds_until = current_date WHERE id = $1', [stands.json['id']])
  await owner.end()
  const wish = { basis: 'patient-request', reason: 'Khám theo yêu cầu', request: stands.json['id'] }
  const late = await doctor_b('POST', `/api/timeline/${child_b}`, wish)
  assert.equal(late.status, 422)
  assert.match(late.text, /đủ tuổi để phải hỏi lại/)
  await book(child_b)
  await page.getByText('phải hỏi lại', { exact: true }).waitFor()
})

test('in an emergency two clicks open all, what is withheld else too, with the reason on the page and in the log', async () => {
  await book(woman_b)
  await page.getByRole('button', { name: 'Cấp cứu: cần xem ngay' }).click()
  await dialog.getByRole('button', { name: 'Hôn mê, không hỏi được bệnh' }).click()
  await page.getByText('Hôn mê, không hỏi được bệnh').waitFor()
  await until(
    () => summaries().count(),
    (count) => count === 2,
  )
  assert.equal(await page.getByText(/tài liệu nhạy cảm được giữ lại/).count(), 0)
  await page.setViewportSize({ width: 390, height: 844 })
  await summaries().first().click()
  await page.getByRole('button', { name: '← Danh sách' }).click()
  await page.getByRole('heading', { name: 'Dòng thời gian' }).waitFor()
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  assert.equal(wide, 0, 'nothing runs out of a telephone’s screen')
  await page.getByRole('button', { name: 'Kết thúc xem' }).first().click()
  await page.getByText('Cấp cứu: Hôn mê, không hỏi được bệnh').waitFor()
  const log = (await (await b.person('director.b'))('GET', `/api/patients/${woman_b}/access-log`)).text
  assert.match(log, /timeline-open/)
})

test('a house without anything is told in words, at the door too', async () => {
  await assert.rejects(
    otp_by_gateway(b.site.database, () => undefined, no_otp).send({
      facility: '24012',
      phone: '0912345678',
      text: 'x',
      id: 'x',
    }),
    /chưa có kênh gửi mã/,
  )
})
