import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { evict } from '../../src/standards/print/index.ts'
import { sit_officer } from '../officer.ts'
import { registration, start_test_site, type Json } from '../test-site.ts'
import { start_screen } from './screen.ts'

/** A day of the data protection officer: contact, wording, a person's word at the desk, a request, a breach. */
after(evict)
const running = await start_test_site()
const screen = await start_screen(running)
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const officer = await sit_officer(running)
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
assert.equal((await doctor('GET', `/fhir/Patient/${patient}`)).status, 200)
const page = await screen.sit_down('dpo')
const tab = (name: string) => page.locator('.pdp-tabs a', { hasText: name }).click()
const dialog = page.locator('dialog[open]')

test('she lands on the requests, has no way to a chart, and writes down whom people may ask', async () => {
  await page.locator('h1', { hasText: 'Dữ liệu cá nhân' }).waitFor()
  assert.deepEqual(await page.locator('header nav a').allInnerTexts(), ['Dữ liệu cá nhân'])
  assert.equal(await page.locator('#patient-search').count(), 0)
  await page.locator('.page-head a', { hasText: 'Chưa ghi người phụ trách' }).click()
  await page.locator('button', { hasText: 'Thêm người phụ trách' }).click()
  await dialog.getByLabel(/^Họ tên/).fill('Ngô Thị Bảo Vệ')
  await dialog.getByLabel(/^Chức danh/).fill('Phòng Pháp chế')
  await dialog.getByLabel(/^Điện thoại/).fill('0204 3000 119')
  await dialog.locator('button[type=submit]').click()
  await page.locator('.page-head', { hasText: 'Ngô Thị Bảo Vệ · 0204 3000 119' }).waitFor()
})

test('a purpose that rests on consent gets its wording; one without the word “nhạy cảm” is refused with the reason', async () => {
  await tab('Mục đích')
  const card = page.locator('.pdp-card', { hasText: 'Nhắc hẹn' })
  await card.locator('.pill', { hasText: 'chưa có lời hỏi' }).waitFor()
  await card.locator('button').click()
  const text = dialog.locator('textarea')
  await text.fill('Tôi đồng ý để bệnh viện gọi điện, nhắn tin nhắc lịch khám lại vào số đã cho.')
  await dialog.locator('button[type=submit]').click()
  await dialog.locator('.notice.red', { hasText: 'nhạy cảm' }).waitFor()
  await text.fill('Tôi đồng ý để bệnh viện gọi điện, nhắn tin nhắc lịch khám lại. Đây là dữ liệu nhạy cảm.')
  await dialog.locator('button[type=submit]').click()
  await card.locator('.pill', { hasText: 'bản 1' }).waitFor()
})

test('at the desk nothing is said for the person: she refuses, then agrees, and both are kept', async () => {
  const desk = await screen.sit_down('reception')
  await desk.goto(`${running.base}/nguoi-benh/${patient}`)
  await desk.locator('a', { hasText: 'Đồng ý về dữ liệu' }).click()
  const card = desk.locator('.pdp-card', { hasText: 'Nhắc hẹn' })
  await card.locator('.pill', { hasText: 'Chưa hỏi' }).waitFor()
  assert.equal(await desk.locator('input[type=checkbox]').count(), 0)
  for (const [button, said] of [
    ['Không đồng ý', 'Không đồng ý'],
    ['Đồng ý', 'Đồng ý'],
  ] as const) {
    await card.getByRole('button', { name: button, exact: true }).click()
    await desk.locator('dialog[open] button[type=submit]').click()
    await card.locator('.pill', { hasText: new RegExp(`^${said}$`) }).waitFor()
  }
  const consents = (await doctor('GET', `/fhir/Consent?patient=${patient}`)).json
  assert.deepEqual((consents['entry'] as Json[]).map(({ resource }) => resource['status']).sort(), [
    'active',
    'rejected',
  ])
})

test('a request is taken by the number she names, and deleting shows what must be kept and until when', async () => {
  await tab('Yêu cầu')
  await page.locator('button', { hasText: 'Nhận yêu cầu' }).click()
  await dialog.getByLabel(/^Loại yêu cầu/).selectOption('delete')
  await dialog.locator('#pdp-number').fill('024168001234')
  await dialog.locator('#pdp-number').press('Enter')
  await dialog.locator('b', { hasText: 'Nguyễn Thị Hương' }).waitFor()
  assert.equal(await dialog.getByLabel(/^Người yêu cầu/).inputValue(), 'Nguyễn Thị Hương')
  await dialog.getByLabel(/^Nội dung/).fill('Xóa hết')
  await dialog.locator('button[type=submit]').click()
  const row = page.locator('tr', { hasText: 'Xóa dữ liệu' })
  await row.locator('button', { hasText: 'Trả lời' }).click()
  await dialog.locator('.notice', { hasText: 'Không còn gì phải giữ' }).waitFor()
  await dialog.locator('.segments button', { hasText: 'Một phần' }).click()
  await dialog.getByLabel(/^Lời trả lời/).fill('Đã xóa dữ liệu phụ')
  await dialog.locator('button[type=submit]').click()
  await page.locator('.empty', { hasText: 'Không có yêu cầu nào đang chờ' }).waitFor()
  await page.locator('.segments button', { hasText: 'Tất cả 1' }).click()
  await row.locator('.pill', { hasText: 'Một phần' }).waitFor()
})

test('she counts whose data an account reached, opens the dossier from it, and the 72 hours run', async () => {
  await tab('Sự cố')
  await page.getByLabel(/^Tài khoản, hệ thống/).selectOption('pr-doctor')
  await page.locator('button', { hasText: /^Đếm$/ }).click()
  const people = page.locator('.pdp-figures div', { hasText: 'Số người' }).locator('dd')
  await people.waitFor()
  assert.equal(await people.innerText(), '1')
  await page.locator('button', { hasText: 'Mở hồ sơ sự cố với câu hỏi này' }).click()
  await dialog.getByLabel(/^Tên sự cố/).fill('Lộ mật khẩu')
  await dialog.getByLabel(/^Chuyện gì/).fill('Mật khẩu dán trên màn hình')
  await dialog.locator('button[type=submit]').click()
  await page.locator('.pdp-card .pill', { hasText: /còn 7[12] giờ/ }).waitFor()
  await page.locator('.pdp-tabs a', { hasText: 'Sự cố' }).locator('.pill.amber').waitFor()
  const [breach] = (await officer('GET', '/api/privacy/breaches')).json as unknown as Json[]
  assert.deepEqual(breach?.['breach']['question']['actors'], ['pr-doctor'])
})

test('every further part opens, and the sign-in page names her', async () => {
  for (const [name, seen] of [
    ['Bên xử lý', 'Phiên hỗ trợ'],
    ['Dữ liệu ra ngoài', 'Đã dừng theo yêu cầu'],
    ['Đánh giá', 'Biện pháp của phần mềm'],
    ['Thời hạn', 'Thời hạn lưu trữ'],
  ] as const) {
    await tab(name)
    await page.locator('h2', { hasText: seen }).waitFor()
  }
  const stranger = await screen.open_tab(await screen.computer())
  await stranger.goto(running.base)
  await stranger.locator('select').selectOption('24012')
  await stranger.locator('p', { hasText: 'Hỏi về dữ liệu cá nhân: Ngô Thị Bảo Vệ' }).waitFor()
})
