import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'
import { start_screen, until } from './screen.ts'

const running = await start_test_site()
const screen = await start_screen(running)
const clerk = await running.person('reception')
const patient = (await clerk('POST', '/api/patients', registration())).json['id'] as string
const other = registration({
  name: 'trần văn hai',
  gender: 'male',
  identity: { kind: 'cccd', value: '024068001111' },
  insurance: undefined,
  phone: undefined,
})
const second = (await clerk('POST', '/api/patients', other)).json['id'] as string
const { encounter } = (await clerk('POST', '/api/stays', admission(second))).json as Json
const stored = async (id: string): Promise<Json> => (await clerk('GET', `/api/patients/${id}`)).json

test('a clerk finds the person, puts a telephone right and saves, all from the keyboard', async () => {
  const page = await screen.sit_down('reception')
  await page.keyboard.press('/')
  await page.keyboard.type('huong 1968')
  await page.locator('[role=option][aria-selected=true]', { hasText: 'Nguyễn Thị Hương' }).waitFor()
  await page.keyboard.press('Control+Enter')
  await page.waitForURL(`**/nguoi-benh/${patient}`)
  await page.getByLabel('Họ và tên').waitFor()
  assert.equal(await page.getByLabel('Ngày sinh').inputValue(), '12/03/1968')
  assert.ok((await page.locator('table.numbers').innerText()).includes('024168001234'))
  await page.getByLabel('Điện thoại', { exact: true }).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('0987 654 321')
  await page.getByText('Đã sửa 1 ô').waitFor()
  await page.keyboard.press('Control+Enter')
  await page.getByText('Đã lưu thông tin người bệnh').waitFor()
  assert.equal((await stored(patient))['phone'], '0987654321')
})

test('somebody saved meanwhile: the clerk is told who, takes the newer version, and what was typed is kept', async () => {
  const page = await screen.sit_down('nurse')
  await page.goto(`${running.base}/nguoi-benh/${patient}`)
  await page.getByLabel('Nơi làm việc').fill('Chợ Đông')
  const { id: _id, version, patient_code: _code, identifiers: _list, ...person } = await stored(patient)
  const change = { ...person, if_match: version, name: 'Nguyễn Thị Hường' }
  assert.equal((await clerk('PUT', `/api/patients/${patient}`, change)).status, 200)
  await page.keyboard.press('Control+Enter')
  await page.getByText('BS. reception vừa sửa người bệnh này').waitFor()
  await page.reload()
  await page.getByText('Phần đang sửa dở lần trước vẫn còn ở đây').waitFor()
  assert.equal(await page.getByLabel('Nơi làm việc').inputValue(), 'Chợ Đông', 'also after the tab was reloaded')
  assert.equal(await page.getByLabel('Họ và tên').inputValue(), 'Nguyễn Thị Hường')
  await page.keyboard.press('Control+Enter')
  const saved = await until(
    () => stored(patient),
    (now) => now['workplace'] === 'Chợ Đông',
  )
  assert.deepEqual([saved['workplace'], saved['name']], ['Chợ Đông', 'Nguyễn Thị Hường'])
})

test("a number that stands on another chart is compared line by line; the old one's last day can be given", async () => {
  const page = await screen.sit_down('reception')
  await page.goto(`${running.base}/nguoi-benh/${second}`)
  await page.locator('input[data-first]').fill('024168001234')
  await page.getByText('Số này đã có hồ sơ').waitFor()
  await page.keyboard.press('Control+Enter')
  const dialog = page.locator('dialog[open]')
  await dialog.getByText('Số vừa nhập đang ở hồ sơ khác').waitFor()
  assert.match(await dialog.innerText(), /cùng số giấy tờ/)
  await page.keyboard.press('Escape')
  await page.locator('input[data-first]').fill('024068002222')
  await page.getByLabel('Đến ngày: CCCD / số định danh 024068001111').fill('nay')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Control+Enter')
  const { identifiers } = await until(
    () => stored(second),
    (now) => now['version'] === 2,
  )
  assert.deepEqual(
    identifiers.map(({ value, to }: Json) => [value, to !== undefined]),
    [
      ['024068002222', false],
      ['024068001111', true],
    ],
  )
})

test('who lies here is opened where he lies: the doctor by the search, and from the chart the person by h', async () => {
  const page = await screen.sit_down('doctor')
  await page.keyboard.press('/')
  await page.keyboard.type('tran van hai')
  await page.locator('[role=option][aria-selected=true]', { hasText: 'Nội tổng hợp · 12' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/benh-an/${encounter}**`)
  await page.locator('.banner').waitFor()
  await page.keyboard.press('h')
  await page.waitForURL(`**/nguoi-benh/${second}`)
})

test('who may not register may look, not change', async () => {
  const page = await screen.sit_down('records_archive')
  await page.goto(`${running.base}/nguoi-benh/${patient}`)
  await page.getByText('Tài khoản này xem được, không sửa được').waitFor()
  assert.equal(await page.getByLabel('Họ và tên').isDisabled(), true)
  assert.equal(await page.getByText('Lưu', { exact: true }).count(), 0)
})
