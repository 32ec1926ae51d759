/** Walks through the register and what is settled for the board: a district ends, a facility is renamed, a measure changes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { start_screen } from './screen.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
for (const deed of build_deeds(one_year)) if (deed.do === 'state') await play(deed)
hub.clock.today = '2025-07-20'
const screen = await start_screen(hub)
const old_name = 'Trung tâm Y tế huyện Sơn Động'
const new_name = 'Trung tâm Y tế Sơn Động'
const card = '/so/co-so/24304/thong-tin'

const as_of = async (page: Page, day: string): Promise<void> => {
  await page.getByLabel('Như ngày').fill(day)
  await page.keyboard.press('Enter')
}

test('a chuyên viên adds the commune that took a district’s place; what is over is not ended twice', async () => {
  const page = await screen.sit_down('oversight')
  await page.getByRole('link', { name: 'Cơ sở', exact: true }).click()
  await page.getByRole('link', { name: 'Địa bàn' }).click()
  const ended = page.getByRole('row', { name: /^Huyện Sơn Động|^huyện Sơn Động/ })
  await ended.getByText('01/07/2025').waitFor()
  assert.equal(await ended.getByRole('button').count(), 0, 'what is over is over')
  await page
    .getByRole('row', { name: /Tỉnh Bắc Giang/ })
    .getByText('→ Tỉnh Bắc Ninh')
    .waitFor()
  await page.getByRole('button', { name: 'Thêm địa bàn' }).click()
  await page.getByLabel('Tên địa bàn').fill('Xã Sơn Động')
  await page.getByLabel('Thuộc').selectOption({ label: 'Tỉnh Bắc Ninh' })
  await page.getByLabel('Có hiệu lực từ ngày').fill('01/07/2025')
  await page.getByLabel('Căn cứ').fill('Nghị quyết 1658/NQ-UBTVQH15')
  await page.getByRole('button', { name: 'Ghi', exact: true }).click()
  await page.getByRole('row', { name: /Xã Sơn Động/ }).waitFor()
})

test('the facility gets its name and place of after the merger; on an old day it is what it was', async () => {
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/co-so`)
  await page.getByRole('link', { name: old_name }).click()
  await page.getByRole('link', { name: 'Thông tin cơ sở' }).click()
  await page.getByRole('button', { name: 'Ghi thay đổi' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByLabel('Tên', { exact: true }).fill(new_name)
  await dialog.getByLabel('Giường').fill('280')
  await dialog.getByLabel('Địa bàn').selectOption({ label: 'Xã Sơn Động' })
  await dialog.getByLabel('Căn cứ').fill('Quyết định 77/QĐ-UBND')
  // What is no day is not sent with the day that stood there before.
  await dialog.getByLabel('Có hiệu lực từ ngày').fill('31/02/2025')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.getByText('Không có ngày 31/2/2025').waitFor()
  // Before what is known already: asked back, and nothing is written.
  await dialog.getByLabel('Có hiệu lực từ ngày').fill('01/06/2023')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.getByText('Đã có thông tin từ ngày 01/01/2024').waitFor()
  await dialog.getByLabel('Có hiệu lực từ ngày').fill('01/07/2025')
  await dialog.getByLabel('GLN').fill('8930000000001')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.getByText('GLN gồm 13 chữ số').waitFor()
  await dialog.getByLabel('GLN').fill('')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText(`đổi tên: ${old_name} → ${new_name}`).waitFor()
  await page.getByText(/Địa bàn: huyện Sơn Động → Xã Sơn Động/i).waitFor()
  await page.getByText('Xã Sơn Động, Tỉnh Bắc Ninh').waitFor()
  await as_of(page, '30/06/2025')
  await page.getByText(`nay là ${new_name}`).waitFor()
  await page.getByText(/huyện Sơn Động, Tỉnh Bắc Giang/i).waitFor()
  await page.goto(`${hub.base}/so/co-so`)
  await page.getByRole('row', { name: new RegExp(new_name) }).waitFor()
  await as_of(page, '30/06/2025')
  await page.getByRole('row', { name: new RegExp(`${old_name}.*nay là ${new_name}`, 's') }).waitFor()
  await page.getByPlaceholder('Tìm tên cũ').fill('huyen son dong')
  await page.getByRole('row', { name: /Lục Ngạn/ }).waitFor({ state: 'detached' })
  assert.equal(await page.locator('tbody tr').count(), 1)
})

test('two houses become one of a new code: the facility is added, refused once, and what it takes over is said on screen', async () => {
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/co-so`)
  await page.getByRole('button', { name: 'Thêm cơ sở' }).click()
  const dialog = page.locator('dialog')
  const act = dialog.getByRole('button', { name: 'Thêm cơ sở', exact: true })
  assert.ok(await act.isDisabled(), 'nothing of it is said yet')
  const fill = async (code: string, name: string) => {
    await dialog.getByLabel('Mã CSKCB').fill(code)
    await dialog.getByLabel(/^Tên \*/).fill(name)
    await dialog.getByLabel('Có hiệu lực từ ngày').fill('01/07/2025')
    await dialog.getByLabel('Căn cứ').fill('Quyết định 90/QĐ-UBND')
  }
  await fill('24304', 'Bệnh viện mới')
  await act.click()
  await dialog.getByText('Danh bạ đã có mã 24304').waitFor()
  await fill('24902', 'Bệnh viện Tuyến Bắc')
  await act.click()
  await page.waitForURL(`${hub.base}/so/co-so/24902/thong-tin`)
  await page.getByText('chưa là thành viên trục').waitFor()
  await page.goto(`${hub.base}/so/co-so/24309/thong-tin`)
  await page.getByRole('button', { name: 'Sáp nhập' }).click()
  await dialog.getByRole('button', { name: 'Thêm cơ sở mới' }).click()
  await fill('24903', 'Bệnh viện Khu vực Lục Ngạn')
  await act.click()
  await dialog.getByLabel('Cơ sở kế thừa (mã)').waitFor()
  assert.equal(await dialog.getByLabel('Cơ sở kế thừa (mã)').inputValue(), '24903')
})

test('the member sees its own history in its own bar, and changes none of it', async () => {
  const page = await screen.sit_down('it-24304')
  await page.getByRole('link', { name: 'Liên thông' }).click()
  await page.waitForURL(`${hub.base}/so/lien-thong/24304`)
  await page.getByRole('link', { name: 'Cơ sở của tôi' }).click()
  await page.getByRole('link', { name: 'Thông tin cơ sở' }).click()
  await page.getByText(`đổi tên: ${old_name} → ${new_name}`).waitFor()
  assert.equal(await page.getByRole('button', { name: /Ghi thay đổi|Sáp nhập|Nhập từ Excel/ }).count(), 0)
  await page.goto(`${hub.base}/so/co-so`)
  await page.waitForURL(`${hub.base}/so/co-so/24304`)
})

test('the lead changes a measure with a reason; the chuyên viên sees who and why, and no button', async () => {
  const lead = await screen.sit_down('board-oversight_lead')
  await lead.goto(`${hub.base}/so/nguong`)
  const silent = lead.getByRole('listitem').filter({ hasText: 'Mất tín hiệu sau' })
  await silent.getByRole('button', { name: 'Đổi' }).click()
  await lead.getByLabel('Mức mới').fill('240')
  await lead.getByRole('button', { name: 'Đổi ngưỡng' }).click()
  await lead.getByText('Cần ghi lý do').waitFor()
  await lead.getByLabel('Lý do').fill('Các trạm mất điện vào mùa mưa')
  await lead.getByLabel('Mức mới').fill('5')
  await lead.getByRole('button', { name: 'Đổi ngưỡng' }).click()
  await lead.getByText('số nguyên từ 15 đến 10080').waitFor()
  await lead.getByLabel('Mức mới').fill('240')
  await lead.getByRole('button', { name: 'Đổi ngưỡng' }).click()
  await silent.getByText('240 phút (4 giờ)').waitFor()
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/nguong`)
  await page.getByText('Ông oversight_lead').waitFor()
  await page.getByText('Các trạm mất điện vào mùa mưa').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Đổi' }).count(), 0)
})

test('a person of a member gets a way in, and loses it', async () => {
  const so = await screen.sit_down('oversight')
  await so.goto(`${hub.base}/so/nguoi-dung`)
  await so.getByRole('button', { name: 'Thêm người của cơ sở' }).click()
  const dialog = so.locator('dialog')
  await dialog.getByLabel('Cơ sở (mã)').fill('99999')
  await dialog.getByLabel('Họ tên').fill('Nguyễn Thị Thử')
  await dialog.getByLabel('Tên đăng nhập').fill('gd.24304')
  await dialog.getByRole('button', { name: 'Cấp tài khoản' }).click()
  await dialog.getByText('Danh bạ không có cơ sở 99999').waitFor()
  await dialog.getByLabel('Cơ sở (mã)').fill('24304')
  await dialog.getByRole('button', { name: 'Cấp tài khoản' }).click()
  const password = (await dialog.locator('.mono').textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Xong' }).click()
  const sign_in = () =>
    fetch(`${hub.base}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'gd.24304', password }),
    })
  const answer = await sign_in()
  assert.equal(answer.status, 200)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const own = () => fetch(`${hub.base}/api/board/facilities/24304`, { headers: { cookie } })
  assert.equal((await own()).status, 200)
  const row = so.getByRole('row', { name: /Nguyễn Thị Thử/ })
  await row.getByRole('button', { name: 'Khóa' }).click()
  await row.getByText('đã khóa').waitFor()
  assert.equal((await own()).status, 401, 'the session ends with the account')
  assert.equal((await sign_in()).status, 401)
})

test('a facility joins the programme and leaves it; every table goes in and out', async () => {
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/chuong-trinh`)
  await page.getByRole('button', { name: 'Thêm cơ sở' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByLabel('Mã').fill('24160')
  await dialog.getByLabel('Tham gia từ').fill('01/01/2025')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.getByText('Ngày tham gia nằm ngoài chương trình').waitFor()
  await dialog.getByLabel('Tham gia từ').fill('01/05/2025')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  const row = page.getByRole('row', { name: /Trạm Y tế thử C/ })
  await row.getByRole('button', { name: 'Sửa' }).click()
  await dialog.getByLabel('Thôi từ ngày').fill('10/07/2025')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await row.getByText('10/07/2025').waitFor()
  for (const path of ['/so/co-so', '/so/chuong-trinh', '/so/kinh-phi', '/so/ho-so', '/so/kho-khan', '/so/bang-tinh']) {
    await page.goto(`${hub.base}${path}`)
    await page.getByRole('button', { name: 'Nhập từ Excel' }).first().waitFor()
    await page.getByRole('link', { name: 'Xuất Excel' }).first().waitFor()
  }
  const table = ['Mã CSKCB;Số giường;Từ ngày;Căn cứ', '24304;300;01/08/2025;QĐ 9', '24309;10;01/01/2020;QĐ 8'].join(
    '\n',
  )
  await page.goto(`${hub.base}/so/co-so`)
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'co-so.csv', mimeType: 'text/csv', buffer: Buffer.from(table) })
  await page.getByText('đã có thông tin từ ngày 01/01/2024').waitFor()
  assert.ok(await page.getByRole('button', { name: /^Ghi \d/ }).isDisabled(), 'one wrong row: nothing is written')
})

test('on a telephone nothing runs out of the screen', async () => {
  const page = await screen.sit_down('board-oversight_lead')
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [
    '/so/co-so',
    card,
    '/so/dia-ban',
    '/so/chuong-trinh',
    '/so/nguoi-dung',
    '/so/nguong',
    '/so/bang-tinh',
  ]) {
    await page.goto(`${hub.base}${path}`)
    await page.locator('h1').first().waitFor()
    await page.locator('.card').first().waitFor()
    assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0, path)
  }
})

test('a second programme is made, chosen from the bar’s pages, and the first is there again', async () => {
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/chuong-trinh`)
  const first = (await page.locator('h1').textContent()) ?? ''
  const pick = page.getByRole('combobox', { name: 'Chương trình' })
  assert.equal(await pick.count(), 0, 'one programme: nothing to choose')
  await page.getByRole('button', { name: 'Chương trình mới' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByLabel('Tên', { exact: false }).first().fill('Liên thông xét nghiệm 2025')
  await dialog.getByLabel('Văn bản').fill('Quyết định 9/QĐ-UBND')
  await dialog.getByLabel('Bắt đầu').fill('01/06/2025')
  await dialog.getByLabel('Hạn 100 %').fill('31/12/2025')
  for (const step of await dialog.locator('.reg-form').last().locator('input').all()) await step.fill('31/01/2026')
  await dialog.getByLabel('Mã chương trình').fill('bg-2025')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.getByText('nằm ngoài chương trình', { exact: false }).waitFor()
  for (const step of await dialog.locator('.reg-form').last().locator('input').all()) await step.fill('30/11/2025')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.getByText('Đã có chương trình mã “bg-2025”', { exact: false }).waitFor()
  await dialog.getByLabel('Mã chương trình').fill('')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await page.getByRole('heading', { name: 'Liên thông xét nghiệm 2025' }).waitFor()
  await page.getByRole('button', { name: 'Thêm cơ sở' }).click()
  await dialog.getByLabel('Mã').fill('24304')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await page.getByRole('row', { name: new RegExp(new_name) }).waitFor()
  assert.equal(await page.locator('.reg-table tbody tr').count(), 1)
  await page.getByRole('link', { name: 'Toàn tỉnh', exact: true }).click()
  await page.getByRole('heading', { name: 'Liên thông xét nghiệm 2025' }).waitFor()
  await page.getByRole('row', { name: /Sơn Động/ }).waitFor()
  assert.equal(await page.getByRole('row', { name: /Lục Ngạn/ }).count(), 0, 'who takes no part is not in it')
  await page.goto(`${hub.base}/so/co-so/24304/ke-hoach`)
  await page.getByText('Cơ sở chưa có kế hoạch').waitFor()
  await pick.selectOption({ label: first })
  await page.goto(`${hub.base}/so`)
  await page.getByRole('heading', { name: first }).waitFor()
  await page.getByRole('row', { name: /Lục Ngạn/ }).waitFor()
  await page.goto(`${hub.base}/so/co-so/24309`)
  await page.locator('h1').waitFor()
  assert.equal(await pick.count(), 0, 'a facility of one programme has nothing to choose')
})
