/** A hospital asks for what it lacks (MON-08): the Sở reads the whole of it, answers, and the hospital finds the answer where it asked. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { start_screen } from './screen.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const house = '24304'
for (const deed of build_deeds(one_year).filter(({ on, facility }) => facility === house && on <= '2025-04-30'))
  await play(deed)
hub.clock.today = '2025-05-20'
const unit = await hub.unit(house)
const screen = await start_screen(hub)

/** Pictures for a person to look at, when a folder for them is named. */
const folder = process.env['PICTURES']
const draw = async (page: Page, name: string): Promise<void> => {
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height })
    assert.ok(
      (await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0,
      `${name} ${width}`,
    )
    if (folder === undefined) continue
    mkdirSync(folder, { recursive: true })
    await page.screenshot({ path: `${folder}/${name}-${width}.png` })
  }
}
const reason = 'Không có bộ lưu điện, mỗi lần mất điện khoa Cấp cứu dừng ghi bệnh án 20 phút; chậm bước Vận hành'

test('a shortage is asked, read whole by the Sở, answered, and the answer stands where it was asked', async () => {
  const at_house = await screen.sit_down(`it-${house}`)
  await at_house.goto(`${hub.base}/so/co-so/${house}/kinh-phi`)
  await at_house.getByRole('button', { name: 'Thêm đề nghị' }).click()
  const dialog = at_house.getByRole('dialog')
  await dialog.getByLabel('Còn thiếu gì').fill('Bộ lưu điện 10 kVA cho phòng máy chủ')
  await dialog.getByLabel('Số tiền đề nghị').fill('120000000')
  await dialog.getByLabel('Vì sao, ảnh hưởng bước nào').fill(reason)
  await dialog.getByLabel('Cần có trước ngày').fill('30/06/2025')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const asked = await unit('POST', `/api/board/facilities/${house}/entries`, {
    kind: 'insurance',
    body: { problem: 'Hồ sơ bị trả lại', files: 1_200, dong: 350_000_000, due_on: '2025-07-10' },
  })
  assert.equal(asked.status, 201, asked.text)

  const at_so = await screen.sit_down('oversight')
  await at_so.goto(`${hub.base}/so/viec`)
  const line = at_so.getByRole('link', { name: /Còn thiếu, đề nghị bổ sung: Bộ lưu điện 10 kVA/ })
  assert.equal(await line.getAttribute('href'), `/so/co-so/${house}/kinh-phi`)
  await at_so.goto(`${hub.base}/so/kho-khan`)
  const card = at_so.locator('.dep-cards > li').filter({ hasText: 'Bộ lưu điện 10 kVA' })
  await card.waitFor()
  const text = (await card.innerText()).replaceAll(/\s+/g, ' ')
  for (const part of ['Còn thiếu, đề nghị bổ sung', '120.000.000 đồng', reason, '30/06/2025'])
    assert.ok(text.includes(part), `${part}: ${text}`)
  const other = at_so.locator('.dep-cards > li').filter({ hasText: 'Hồ sơ bị trả lại' })
  assert.match((await other.innerText()).replaceAll(/\s+/g, ' '), /1\.200.*350\.000\.000 đồng/)
  await draw(at_so, 'asked')
  await card.getByRole('button', { name: 'Trình UBND' }).click()
  const forward = at_so.getByRole('dialog')
  await forward.getByLabel('Sở trình UBND ngày').fill('18/05/2025')
  await forward.getByLabel('Số tờ trình').fill('45/TTr-SYT')
  await forward.getByRole('button', { name: 'Ghi', exact: true }).click()
  await forward.waitFor({ state: 'detached' })
  await card.getByText('chờ Sở · đã trình UBND').waitFor()
  assert.match(await card.innerText(), /45\/TTr-SYT/)
  await card.getByRole('button', { name: 'Trả lời' }).click()
  await at_so.getByRole('dialog').getByRole('textbox').fill('Sở bố trí từ nguồn tỉnh quý III')
  await at_so.getByRole('dialog').getByRole('button', { name: 'Trả lời' }).click()
  await card.waitFor({ state: 'detached' })

  await at_house.goto(`${hub.base}/so/co-so/${house}`)
  await at_house.getByRole('link', { name: /Sở đã trả lời “Bộ lưu điện 10 kVA/ }).click()
  await at_house.getByText('Sở bố trí từ nguồn tỉnh quý III').waitFor()
  assert.equal(new URL(at_house.url()).pathname, `/so/co-so/${house}/kinh-phi`)
  await draw(at_house, 'answered')
})

test('tasks fold under their step: written with the plan, late ones are red, done with one press', async () => {
  const page = await screen.sit_down(`it-${house}`)
  await page.goto(`${hub.base}/so/co-so/${house}/ke-hoach`)
  await page.getByRole('button', { name: 'Soạn bản mới' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Khảo sát: Thêm việc' }).click()
  const fold = dialog.locator('.dep-tasks-cell')
  await fold.getByLabel('Việc phải làm').fill('Đo đường truyền hai nhà mạng')
  await fold.getByLabel('Người làm').fill('Bà Lan, phòng CNTT')
  await fold.getByLabel('Hạn của việc').fill('01/03/2025')
  await fold.getByLabel('Hạn của việc').blur()
  await draw(page, 'writing')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Gửi Sở' }).click()
  await page.getByText('chờ Sở duyệt').waitFor()
  const [latest] = (await hub.so('GET', `/api/board/facilities/${house}`)).json['plans'] as { version: number }[]
  const approve = { version: latest?.version, approve: true }
  assert.equal((await hub.so('POST', `/api/board/facilities/${house}/plan/decide`, approve)).status, 200)
  await page.reload()
  const tasks = page.locator('details.dep-tasks')
  await tasks.waitFor()
  assert.match(await tasks.locator('summary').innerText(), /1 việc · xong 0 · 1 trễ/)
  assert.equal(await tasks.getByText('Bà Lan').isVisible(), false, 'folded until somebody asks')
  await tasks.locator('summary').click()
  await draw(page, 'tasks')
  await tasks.getByRole('button', { name: 'Xong', exact: true }).click()
  await tasks.getByText('✓ 20/05/2025').waitFor()
  await page.getByText('đã duyệt').waitFor()
  assert.match(await tasks.locator('summary').innerText(), /1 việc · xong 1$/)
})

test('the surveys of the province are reached from the bar, and the bar says where one is', async () => {
  const page = await screen.sit_down('oversight')
  await page.getByRole('link', { name: 'Cơ sở', exact: true }).click()
  await page.getByRole('link', { name: 'Khảo sát', exact: true }).click()
  assert.equal(new URL(page.url()).pathname, '/so/khao-sat')
  await page.locator('.ready-list').waitFor()
  assert.equal(await page.locator('.board-ways [aria-current]').innerText(), 'Cơ sở')
  assert.equal(await page.locator('.board-tabs [aria-current]').innerText(), 'Khảo sát')
  await draw(page, 'surveys')
})
