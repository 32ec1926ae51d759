/** The Sở looks at a register of the whole province, says what a paper claims of money, and settles what a spreadsheet leaves open. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import write_excel_file from 'write-excel-file/node'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { start_screen } from './screen.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
for (const deed of build_deeds(one_year).filter(({ do: what }) => what === 'budget'))
  if (deed.on === '2025-02-17') await play(deed)
hub.clock.today = '2025-05-20'
const add = async (code: string, body: object): Promise<void> => {
  const person = await hub.unit(code)
  assert.equal((await person('POST', `/api/board/facilities/${code}/entries`, { kind: 'equipment', body })).status, 201)
}
await add('24304', { item: 'server', need: 3, have: 1 })
await add('24309', { item: 'server', need: 4, have: 4 })
await add('24309', { item: 'ups', need: 6, have: 1 })
const screen = await start_screen(hub)

test('equipment of the province: sums by kind and facility, the lines of one kind, a way to the facility', async () => {
  const page = await screen.sit_down('oversight')
  await page.getByRole('link', { name: 'Cơ sở', exact: true }).click()
  await page.getByRole('link', { name: 'Sổ tổng hợp' }).click()
  const servers = page.getByRole('row', { name: /^Máy chủ 2 cơ sở/ })
  await servers.waitFor()
  assert.deepEqual(await servers.locator('td.number').allTextContents(), ['2', '7', '5', '0', '0', '2'])
  await page.getByText('15 cơ sở trong chương trình chưa khai').waitFor()
  const lines = page.locator('.sums-lines tbody tr')
  assert.equal(await lines.count(), 3)
  await servers.getByRole('button', { name: 'Máy chủ' }).click()
  await lines.nth(2).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Còn thiếu' }).click()
  await lines.nth(1).waitFor({ state: 'detached' })
  await lines.first().getByRole('link', { name: 'TTYT huyện Sơn Động' }).click()
  await page.getByRole('heading', { name: 'Thiết bị' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/so/co-so/24304/khao-sat')
  await page.goBack()
  await page.getByRole('button', { name: 'Hồ sơ, quy chế' }).click()
  await page.getByRole('link', { name: 'Đào tạo, tập huấn' }).click()
  await page.getByText('Chưa cơ sở nào khai sổ này').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${hub.base}/so/so-tong-hop/equipment`)
  await page.locator('.sums-tiles').waitFor()
  assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0)
})

test('a line entered twice is taken back with a reason; it leaves the sums and can still be read, struck through', async () => {
  await add('24304', { item: 'server', need: 3, have: 1 })
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/co-so/24304/khao-sat`)
  const part = page.locator('.dep-part').filter({ has: page.getByRole('heading', { name: 'Thiết bị' }) })
  await part.getByRole('button', { name: 'Bỏ…' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Bỏ dòng' }).click()
  await dialog.getByText('Bỏ một dòng cần có lý do').waitFor()
  await dialog.getByLabel('Lý do bỏ').fill('Khai hai lần cùng một máy chủ')
  await dialog.getByRole('button', { name: 'Bỏ dòng' }).click()
  await dialog.waitFor({ state: 'detached' })
  await part.getByRole('button', { name: 'đã bỏ 1 dòng' }).click()
  const struck = part.locator('tr.dep-void')
  await struck.getByText('Khai hai lần cùng một máy chủ').waitFor()
  assert.equal(await part.locator('tbody tr').count(), 2)
  await page.goto(`${hub.base}/so/so-tong-hop/equipment`)
  const servers = page.getByRole('row', { name: /^Máy chủ 2 cơ sở/ })
  await servers.waitFor()
  assert.equal(await servers.locator('td.number').first().textContent(), '2')
  await page.getByRole('button', { name: 'Đã bỏ 1' }).click()
  await page.locator('.sums-lines tr.dep-void').getByText('Khai hai lần').waitFor()
})

test('what a paper claims is entered beside what the lines add up to, and the difference is seen before and after', async () => {
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/chuong-trinh`)
  await page.getByRole('button', { name: 'Sửa chương trình' }).click()
  await page.getByText(/^\d+ trong \d+ số lệch$/).waitFor()
  await page.getByRole('button', { name: 'Thêm số tiền' }).click()
  const save = page.locator('dialog').getByRole('button', { name: 'Ghi', exact: true })
  assert.ok(await save.isDisabled(), 'a claim without place and sum is not sent')
  const claim = page.locator('.said li').last()
  await claim.getByLabel('Nơi ghi').fill('Nghị quyết 12/NQ-HĐND, Điều 1')
  await claim.getByLabel('tỉnh', { exact: true }).check()
  await claim.getByLabel('Năm').fill('2025')
  await claim.getByLabel('Văn bản ghi').fill('13.000')
  await claim.getByText('12.690').waitFor()
  await claim.getByText('lệch 310 triệu').waitFor()
  await save.click()
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.goto(`${hub.base}/so/kinh-phi`)
  const row = page.getByRole('row', { name: /Nghị quyết 12/ })
  await row.waitFor()
  assert.deepEqual(await row.locator('td.number').allTextContents(), ['13.000', '12.690', '310'])
})

test('a book with two such sheets and no unit: nothing can be written before a person chooses both', async () => {
  const page = await screen.sit_down('oversight')
  const text = (value: string) => ({ value, type: String })
  const sheet = (name: string, amount: number) => ({
    sheet: name,
    data: [
      ['Mã CSKCB', 'Năm', 'Ngân sách tỉnh'].map(text),
      [text('24304'), { value: 2026, type: Number }, { value: amount, type: Number }],
    ],
  })
  const bytes = await write_excel_file([sheet('Đợt 1', 1_500_000), sheet('Đợt 2', 2_500_000)]).toBuffer()
  await page.goto(`${hub.base}/so/kinh-phi`)
  await page.getByRole('button', { name: 'Nhập từ Excel' }).waitFor()
  await page.locator('input[type=file]').setInputFiles({
    ...{ name: 'hai-dot.xlsx', buffer: bytes },
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
  await page.getByText('Tệp có 2 trang cùng đọc được bảng này (Đợt 1, Đợt 2)').waitFor()
  await page.getByText('Tệp không ghi đơn vị tính của tiền').waitFor()
  const write = page.locator('dialog').getByRole('button', { name: /^Ghi \d+ thay đổi$/ })
  assert.ok(await write.isDisabled())
  await page.getByLabel('Trang', { exact: true }).selectOption('Đợt 2')
  await page.getByText('Chỉ đọc trang “Đợt 2”; không đọc: Đợt 1').waitFor()
  assert.ok(await write.isDisabled())
  await page.getByLabel('Đơn vị tính của tiền').selectOption('thousand')
  await page.getByText('2026, ngân sách tỉnh: 2.500 triệu').waitFor()
  await write.click()
  await page.locator('dialog').waitFor({ state: 'detached' })
  const { lines } = (await hub.so('GET', '/api/board/budget')).json as { lines: { year: number; dong: number }[] }
  assert.deepEqual(
    lines.filter(({ year }) => year === 2026).map(({ dong }) => dong),
    [2_500_000_000],
  )
})
