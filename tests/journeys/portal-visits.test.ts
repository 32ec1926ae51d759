/** A clerk mends a visit the portal would refuse; what was seen on the person's phone is written down (SHARE-22, PAT-01). */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { start_mock_bhxh } from '../../src/apps/mock-gateways/bhxh.ts'
import { local_time } from '../../src/base/time/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'
import { start_screen, until } from './screen.ts'

process.env['HEALTH_PORTAL_PASSWORDS'] = JSON.stringify({ '24012': 'mat-khau-mo-phong' })
const portal = await start_mock_bhxh()
after(() => portal.close())
const running = await start_test_site({ health_book: { poll_ms: 50, sweep_ms: 300 } })
const [reception, doctor, it] = await Promise.all(['reception', 'doctor', 'it_admin'].map(running.person))
assert.ok(reception && doctor && it)
const settings = { base_url: portal.base_url, username: '24012_BV', head_code: '2496001234' }
assert.equal((await it('PUT', '/api/portal', settings)).status, 200)

const ago = (hours: number): string => local_time(new Date(Date.now() - hours * 3_600_000)).slice(0, 16)
const summary = {
  ...{ tk_qua_trinh: 'Sốt 3 ngày, ho đờm; đáp ứng kháng sinh.', tk_cls: 'X-quang: mờ thùy dưới phải.' },
  ...{ tk_pp_dtr: 'Kháng sinh, hạ sốt.', tk_tinh_trang_rv: 'Hết sốt.', tk_huong_dtr: 'Tái khám khi sốt lại.' },
}

const { ethnicity: _unknown, ...person } = registration()
const patient = (await reception('POST', '/api/patients', person)).json['id'] as string
const stay = (await reception('POST', '/api/stays', admission(patient, { admitted_at: ago(72) }))).json as Json
const { answers } = (await doctor('GET', `/api/sheets/${stay['sheet']}`)).json
await doctor('PUT', `/api/sheets/${stay['sheet']}/draft`, {
  ...{ seen_revision: 0, base_version: 1, tab: 'ba', answers: { ...answers, ...clinical_answers, ...summary } },
})
assert.equal((await doctor('POST', `/api/sheets/${stay['sheet']}/complete`, {})).status, 200)
const gone = await doctor('POST', `/api/stays/${stay['encounter']}/discharge`, {
  ...{ at: ago(30), kind: '1', result: '1', main: { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' }, comorbid: [] },
})
assert.equal(gone.status, 200, gone.text)
const national = async () =>
  (await doctor('GET', `/api/health-book/${stay['encounter']}`)).json['publication']?.['national'] as Json | undefined
await until(national, (one) => one?.['state'] === 'failed')

const screen = await start_screen(running)
const page = await screen.sit_down('reception')

test('the clerk finds the visit among what is to be mended, reads the fault in her own words, and is led to the person', async () => {
  await page.getByRole('link', { name: /^Liên thông/ }).click()
  await page.getByRole('link', { name: 'Sổ lên cổng BHYT' }).click()
  const row = page.getByRole('row', { name: /Nguyễn Thị Hương/ })
  await row.getByText('cần sửa').waitFor()
  await row.getByText('quá hạn').waitFor()
  await row.getByText('bắt buộc nhưng đang trống').waitFor()
  await row.getByText('XML1.MA_DANTOC').waitFor()
  assert.equal(await row.getByRole('link', { name: 'Mở bệnh án' }).count(), 0, 'reception reads no charts')
  await row.getByRole('link', { name: 'Sửa hành chính' }).click()
  await page.getByRole('heading', { name: 'Đã xem trên VNeID' }).waitFor()
})

test('she writes the ethnicity; the visit goes by itself and its number stands in the tray', async () => {
  await page.getByLabel('Dân tộc').fill('Kinh')
  await page.getByRole('option', { name: /Kinh/ }).first().click()
  await page
    .getByRole('button', { name: /Lưu thay đổi|Lưu/ })
    .last()
    .click()
  const line = await until(national, (one) => one?.['state'] === 'sent')
  assert.equal(line?.['receipt'], portal.taken[0]?.number)
  await page.goto(`${running.base}/lien-thong/so-suc-khoe?khay=sent`)
  const row = page.getByRole('row', { name: /Nguyễn Thị Hương/ })
  await row.getByText(portal.taken[0]?.number ?? '?', { exact: false }).waitFor()
  await row.getByText('bản 1').waitFor()
})

test('hours later the portal’s own page finds a fault: she copies its words, and the visit is to be mended again', async () => {
  await page.getByRole('button', { name: 'Cổng báo lỗi…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Đã thấy gì trên cổng').fill('Mã thẻ không còn giá trị')
  await dialog.getByRole('button', { name: 'Ghi lại' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: /^Cần sửa/ }).click()
  await page.getByText('Mã thẻ không còn giá trị').waitFor()
  await page.getByRole('button', { name: 'Lập lại và gửi' }).click()
  await until(national, (one) => one?.['state'] === 'sent')
  await page.getByText('Không có lượt nào cần sửa').waitFor()
})

test('the person shows the book on her phone: who saw it, when, what in a word', async () => {
  await page.goto(`${running.base}/nguoi-benh/${patient}`)
  await page.getByRole('button', { name: 'Ghi đã xem…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('không chép nội dung', { exact: false }).waitFor()
  await dialog.getByLabel('Đã xem gì').fill('Giấy ra viện, đơn thuốc')
  await dialog.getByLabel('Thấy trang của lượt nào').selectOption({ index: 1 })
  await dialog.getByRole('button', { name: 'Ghi lại' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(/Giấy ra viện, đơn thuốc – BS\. reception/).waitFor()
  assert.notEqual((await national())?.['seen_at'], '')
})
