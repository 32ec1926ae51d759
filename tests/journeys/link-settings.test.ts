/** The administrator of a house: encryption, its key, whom the hub's directory refused, the national portal; and what is refused. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { start_mock_bhxh } from '../../src/apps/mock-gateways/bhxh.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { start_three_houses } from '../three-houses.ts'
import { start_screen, until } from './screen.ts'

process.env['HEALTH_PORTAL_PASSWORDS'] = JSON.stringify({ '24012': 'mat-khau-mo-phong' })
const { a } = await start_three_houses()
const portal = await start_mock_bhxh()
after(() => portal.close())
const screen = await start_screen(a)
const it = await a.person('it_admin')
const settings = async () => (await it('GET', '/api/exchange/settings')).json
const audited = async (interaction: string): Promise<string> => {
  const { rows } = await a.site.database.in_facility('24012', (sql) =>
    sql.query<{ detail: string }>("SELECT detail FROM audit.event WHERE facility = '24012' AND interaction = $1", [
      interaction,
    ]),
  )
  return JSON.stringify(rows)
}

const page = await screen.sit_down('it_admin')
await page.getByRole('link', { name: 'Liên thông', exact: true }).click()
await page.getByRole('heading', { name: 'Kết nối liên thông' }).waitFor()

test('letters of one kind are encrypted from now on, and openly again only after a question', async () => {
  const row = page.getByRole('row', { name: /Phiếu chuyển cơ sở KBCB/ })
  await row.getByText('Trục đọc được để kiểm').waitFor()
  await row.getByRole('button', { name: 'Bật mã hóa' }).click()
  await row.getByText('Chỉ nơi nhận đọc được').waitFor()
  await page
    .getByRole('row', { name: /Hồ sơ bệnh án/ })
    .getByRole('button', { name: 'Bật mã hóa' })
    .click()
  const on = async () => (await settings())['kinds'].filter((one: { is_encrypted: boolean }) => one.is_encrypted)
  assert.equal((await until(on, ({ length }) => length === 2)).length, 2)
  await row.getByRole('button', { name: 'Tắt mã hóa' }).click()
  await page.getByRole('dialog').getByText('đi không mã hóa').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Tắt mã hóa' }).click()
  await row.getByText('Trục đọc được để kiểm').waitFor()
  const log = await audited('link-settings')
  assert.match(log, /bật mã hóa cho nơi nhận: Phiếu chuyển/)
  assert.match(log, /tắt mã hóa cho nơi nhận: Phiếu chuyển/)
  const timeline = await it('PUT', '/api/exchange/settings/encryption', { kind: 'health-book', is_encrypted: true })
  assert.equal(timeline.status, 422, 'nobody to encrypt for')
  assert.match(timeline.text, /không có nơi nhận/)
})

test('its own key turns over: the new one is shown at the hub, the old one stays to open old letters', async () => {
  await until(settings, ({ keys }) => keys[0]?.state === 'used')
  await page.getByRole('button', { name: 'Tạo khóa mới…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Tạo khóa mới' }).click()
  await page.getByText('Khóa cũ, còn mở thư cũ').waitFor()
  const { keys } = await until(settings, (now) => now['keys'].length === 2 && now['keys'][0].state === 'used')
  assert.deepEqual(
    (keys as { state: string }[]).map(({ state }) => state),
    ['used', 'earlier'],
  )
})

test('a key the hub refused says why, is shown again, and no further one is made meanwhile', async () => {
  await a.site.database.in_facility('24012', (sql) =>
    sql.query(
      `INSERT INTO exchange.encryption_key (facility, kid, private_jwk, last_error)
       SELECT facility, 'bi-tu-choi', private_jwk, 'Dấu của cơ sở đã bị thu hồi' FROM exchange.encryption_key
       WHERE facility = '24012' LIMIT 1`,
    ),
  )
  await page.getByText('Dấu của cơ sở đã bị thu hồi').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Tạo khóa mới…' }).isDisabled())
  assert.equal((await it('POST', '/api/exchange/settings/encryption-key', {})).status, 409)
  await page.getByRole('button', { name: 'Công bố lại' }).click()
  await page.getByText('Dấu của cơ sở đã bị thu hồi').waitFor({ state: 'detached' })
})

test('whom the directory refused is named, with its words; his account is put right and he is told again', async () => {
  const system = await a.system()
  for (const [id, name, licence] of [
    ['pr-doctor', 'BS. doctor', '000111/BG-CCHN'],
    ['pr-nurse', 'BS. nurse', '000222/BG-CCHN'],
  ] as const)
    await system('PUT', `/fhir/Practitioner/${id}`, {
      ...{ resourceType: 'Practitioner', id, active: true, name: [{ text: name }] },
      identifier: [{ system: identifier_system.cchn, value: licence }],
    })
  await a.site.database.in_facility('24012', (sql) =>
    sql.query(
      `INSERT INTO exchange.practitioner_told (facility, id, version, said) VALUES
       ('24012', 'pr-doctor', 1, 'Số chứng chỉ đang ghi cho người khác')`,
    ),
  )
  await page.getByText('Số chứng chỉ đang ghi cho người khác').waitFor()
  await page.getByRole('link', { name: 'BS. doctor' }).click()
  await page.getByLabel('Phạm vi hành nghề').fill('Khám bệnh, chữa bệnh nội khoa')
  await page.getByLabel('Chứng chỉ hành nghề').fill('số mới ?')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('gồm chữ, số', { exact: false }).waitFor()
  await page.getByLabel('Chứng chỉ hành nghề').fill('000222/BG-CCHN')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('đang ghi cho BS. nurse', { exact: false }).waitFor()
  await page.getByLabel('Chứng chỉ hành nghề').fill('000333/BG-CCHN')
  await page.getByRole('button', { name: 'Lưu' }).click()
  const { licence } = await until(
    async () => (await it('GET', '/api/staff/pr-doctor')).json,
    (now) => now['licence'] === '000333/BG-CCHN',
  )
  assert.equal(licence, '000333/BG-CCHN')
  const late = await it('PUT', '/api/staff/pr-doctor', { licence: '000444/BG-CCHN', scope: '', if_match: 1 })
  assert.equal(late.status, 412, late.text)
  await page.getByRole('link', { name: 'Liên thông', exact: true }).click()
  await page.getByText('Đã sửa; sẽ báo lại trong ngày', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Báo lại' }).click()
  const { untaken } = await until(settings, (now) => now['untaken'].people.length === 0 && now['untaken'].told >= 1)
  assert.deepEqual(untaken.people, [])
  assert.equal((await it('POST', '/api/exchange/settings/tell-practitioners', {})).status, 409)
})

test('the national portal: an open address is refused, a wrong name is found by the test, the right one answers', async () => {
  await page.getByRole('button', { name: 'Nối với cổng…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Địa chỉ').fill('http://cong.example.vn')
  await dialog.getByLabel('Tên kết nối').fill('sai-ten')
  await dialog.getByRole('button', { name: 'Lưu' }).click()
  await dialog.getByText('phải là https', { exact: false }).waitFor()
  await dialog.getByLabel('Địa chỉ').fill(portal.base_url)
  await dialog.getByRole('button', { name: 'Lưu' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Thử kết nối' }).click()
  await page.getByText('không nhận tài khoản kết nối', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Đổi…' }).click()
  await dialog.getByLabel('Tên kết nối').fill('24012_BV')
  await dialog.getByRole('button', { name: 'Lưu' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Thử kết nối' }).click()
  await page.getByText('Thông lúc', { exact: false }).waitFor()
  assert.equal(portal.taken.length, 0, 'the test sends nothing of anybody')
  const log = await audited('portal')
  assert.match(log, /đặt cổng sổ sức khỏe/)
  assert.match(log, /thử cổng sổ sức khỏe: thông/)
  await page.getByRole('button', { name: 'Ngắt…' }).click()
  await dialog.getByRole('button', { name: 'Ngắt' }).click()
  await page.getByText('Chưa nối với cổng', { exact: true }).waitFor()
  assert.equal((await it('POST', '/api/portal/knock', {})).status, 404)
})
