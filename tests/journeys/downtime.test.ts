/** The server is gone: a ward opens the folder from a disk, in a browser without a network, with the envelope's words. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { write_folder } from '../../src/network/downtime/index.ts'
import { admission, registration, start_test_site } from '../test-site.ts'
import { start_screen } from './screen.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-ngung-'))
after(() => rmSync(dir, { recursive: true, force: true }))
const running = await start_test_site()
const reception = await running.person('reception')
const patient = (await reception('POST', '/api/patients', registration({ name: 'lý thị dự phòng' }))).json[
  'id'
] as string
const stay = (await reception('POST', '/api/stays', admission(patient))).json as { admission_number: string }
const screen = await start_screen(running)

let words = ''

test('the administrator writes whom to call and takes the words for the envelopes, once', async () => {
  const page = await screen.sit_down('it_admin')
  await page.locator('summary.account-name').click()
  await page.getByRole('link', { name: 'Khi hệ thống ngừng' }).click()
  await page.getByRole('button', { name: 'Sửa quy trình' }).click()
  await page.getByLabel('Danh bạ: mỗi dòng một người').fill('CNTT trực | Trần Văn Máy | 0912 345 678')
  await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click()
  await page.getByRole('link', { name: '0912 345 678' }).waitFor()
  await page.getByRole('button', { name: 'Tạo cụm từ mở' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tạo cụm từ mở' }).click()
  words = (await page.locator('.down-phrase').textContent()) ?? ''
  assert.match(words, /^(\w{4}-){3}\w{4}$/)
  await page.getByRole('button', { name: 'Đã chép' }).click()
  await page.getByText(/cụm từ mở đặt/).waitFor()
  assert.equal(await page.getByText(words).count(), 0)
  await page.context().close()
})

test('with the server away, the folder opens with those words and with no others', async () => {
  assert.equal(await write_folder({ ...running.site, dir }, '24012'), '')
  const context = await screen.computer()
  await context.setOffline(true)
  const page = await screen.open_tab(context)
  await page.goto(pathToFileURL(join(dir, '24012', 'index.html')).href)
  await page.getByText('Trần Văn Máy').waitFor()
  assert.equal(await page.getByText('Lý Thị Dự Phòng').count(), 0)
  await page.getByLabel(/Cụm từ trong phong bì/).fill('AAAA-BBBB-CCCC-DDDD')
  await page.getByRole('button', { name: 'Mở danh sách' }).click()
  await page.getByText('Cụm từ không đúng').waitFor()
  await page.getByLabel(/Cụm từ trong phong bì/).fill(words.toLowerCase().replaceAll('-', ' '))
  await page.getByRole('button', { name: 'Mở danh sách' }).click()
  await page.getByRole('cell', { name: 'Lý Thị Dự Phòng' }).waitFor()
  await page.getByRole('cell', { name: stay.admission_number }).waitFor()
  await page.getByRole('heading', { name: 'Nhãn dán giấy (1)' }).waitFor()
})

test('a nurse enters afterwards what came back on paper; the missing sheet stays on her screen', async () => {
  const page = await screen.sit_down('nurse')
  await page.goto(`${running.base}/khi-ngung`)
  await page.getByLabel('Mẫu').selectOption('36-BV2')
  await page.getByLabel('Số tờ').fill('2')
  const [paper] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: 'Cấp số và in' }).click(),
  ])
  await paper.close()
  const rows = page.locator('.down-missing tbody tr')
  await rows.nth(1).waitFor()
  const code = (await rows.first().locator('.down-code').textContent()) ?? ''
  await page.getByLabel(/^Số giấy/).fill(code.replaceAll('-', ''))
  await page.getByLabel('Số vào viện đã nhập').fill(stay.admission_number)
  await page.getByRole('button', { name: 'Đã nhập' }).click()
  await page.getByText(/1 tờ còn thiếu · 1 đã nhập/).waitFor()
})

test('the health page begins with what must be done, and leads to the procedure', async () => {
  const page = await screen.sit_down('it_admin')
  await page.getByRole('link', { name: 'Hệ thống', exact: true }).click()
  await page.getByRole('heading', { name: 'Cần xử lý' }).waitFor()
  await page.locator('.health-problems li').first().getByText('Chưa đặt nơi sao lưu').waitFor()
  await page.getByRole('link', { name: 'Quy trình, giấy, nhập lại' }).click()
  await page.getByRole('heading', { name: 'Khi hệ thống ngừng' }).waitFor()
})
