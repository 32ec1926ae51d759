/** Lãnh đạo Sở: from the bar to what waits, a plan returned and approved, papers approved, a measure, a report, the meeting. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { start_screen } from './screen.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const running = '24304'
const waiting = '24309'
/** One facility runs; the other has sent its plan and its papers, and the Sở has said nothing yet. */
const own_deeds = ['plan', 'submit-plan', 'add', 'file', 'act']
for (const deed of build_deeds(one_year).filter(({ on }) => on <= '2025-09-10')) {
  const is_asked = deed.facility === waiting && deed.by === 'unit' && own_deeds.includes(deed.do)
  if (deed.do === 'state' || deed.do === 'budget' || deed.facility === running || is_asked) await play(deed)
}
hub.clock.today = '2025-09-10'
const screen = await start_screen(hub)
const name = 'Trung tâm Y tế huyện Lục Ngạn'
const sit_down = () => screen.sit_down('board-oversight_lead')
const plan_head = (page: Page) => page.locator('.dep-plan')

test('lands on the province: how far, against which deadline, whose figures, and what waits for a word', async () => {
  const page = await sit_down()
  await page.getByRole('heading', { name: 'Cơ sở đã vận hành bệnh án điện tử' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/so')
  await page.getByText(/^Số liệu lúc/).waitFor()
  await page.getByText('Lời văn ghi 14.490, các dòng cộng 12.690').waitFor()
  const row = page.getByRole('row', { name: /Lục Ngạn/ })
  await row.getByText('chưa có kế hoạch được duyệt').waitFor()
  await page.getByRole('button', { name: /^Cơ sở đã vận hành bệnh án điện tử \d/ }).click()
  await page.locator('dialog').getByText('Không phải cam kết', { exact: false }).waitFor()
  await page.keyboard.press('Escape')
  assert.match((await page.getByRole('link', { name: /^Hồ sơ, quy chế/ }).textContent()) ?? '', /\d+/)
})

test('a plan is returned with what is wrong, comes back, is approved; without a word it is not returned', async () => {
  const page = await sit_down()
  await page.getByRole('link', { name: /^Hồ sơ, quy chế/ }).click()
  await page.getByRole('link', { name: /Lục Ngạn.*Kế hoạch bản 1/ }).click()
  await plan_head(page).getByText('chờ Sở duyệt').waitFor()
  await plan_head(page).getByRole('button', { name: 'Trả lại' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByRole('button', { name: 'Trả lại' }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('Lời của Sở').fill('Bước mua sắm chưa có phương án vốn')
  await dialog.getByRole('button', { name: 'Trả lại' }).click()
  await dialog.waitFor({ state: 'detached' })
  await plan_head(page).getByText('Bước mua sắm chưa có phương án vốn').waitFor()
  assert.equal(
    await plan_head(page).getByRole('button', { name: 'Duyệt' }).count(),
    0,
    'what was returned is not approved',
  )
  const unit = await hub.unit(waiting)
  const path = `/api/board/facilities/${waiting}`
  const { plans } = (await unit('GET', path)).json as { plans: { milestones: object[]; task_force: object[] }[] }
  const [{ milestones, task_force } = { milestones: [], task_force: [] }] = plans
  assert.equal((await unit('POST', `${path}/plan`, { after_version: 1, milestones, task_force })).status, 200)
  assert.equal((await unit('POST', `${path}/plan/submit`, { version: 2 })).status, 200)
  await page.goto(`${hub.base}/so/ho-so`)
  await page.getByRole('link', { name: /Lục Ngạn.*Kế hoạch bản 2/ }).click()
  await plan_head(page).getByRole('button', { name: 'Duyệt' }).click()
  await plan_head(page).getByText('đã duyệt').waitFor()
  await page
    .getByRole('row', { name: /Khảo sát/ })
    .getByText('0 %')
    .waitFor()
  await page.goto(`${hub.base}/so`)
  await page.getByRole('row', { name: /Lục Ngạn/ }).waitFor()
  assert.equal(
    await page
      .getByRole('row', { name: /Lục Ngạn/ })
      .getByText('chưa có kế hoạch được duyệt')
      .count(),
    0,
  )
})

test('a paper is opened and approved; only then is the step that stands on it done', async () => {
  const page = await sit_down()
  await page.goto(`${hub.base}/so/ho-so`)
  const cell = page.getByRole('link', { name: /Lục Ngạn.*: chờ Sở$/ }).first()
  await cell.click()
  await page.getByRole('heading', { name }).waitFor()
  const table = page
    .locator('section')
    .filter({ has: page.getByRole('link', { name: /\.pdf$/ }) })
    .first()
  const line = table
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: 'Duyệt' }) })
    .first()
  const title = (await line.getByRole('cell').first().textContent()) ?? ''
  const file = await line.getByRole('link', { name: /\.pdf$/ }).getAttribute('href')
  assert.match(file ?? '', new RegExp(`^/api/board/facilities/${waiting}/files/`))
  const opened = await page.request.get(`${hub.base}${file ?? ''}`)
  assert.match((await opened.body()).toString('latin1'), /^%PDF/)
  await line.getByRole('button', { name: 'Duyệt' }).click()
  await table.getByRole('row').filter({ hasText: title }).getByText('đã duyệt').waitFor()
  await page.getByRole('link', { name: 'Kế hoạch', exact: true }).click()
  await page
    .getByRole('row', { name: /Quy chế/ })
    .getByRole('button', { name: 'Báo tiến độ' })
    .click()
  await page.getByRole('slider').fill('100')
  await page.getByRole('button', { name: 'Ghi', exact: true }).click()
  await page.locator('dialog').getByRole('alert').waitFor()
})

test('a threshold is changed with a reason, within its bounds, and says who and why', async () => {
  const page = await sit_down()
  await page.getByRole('link', { name: 'Cơ sở', exact: true }).click()
  await page.getByRole('link', { name: 'Ngưỡng theo dõi' }).click()
  const late = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Mất tín hiệu sau' }) })
  await late.getByRole('button', { name: 'Đổi' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByLabel('Mức mới').fill('300')
  await dialog.getByRole('button', { name: 'Đổi ngưỡng' }).click()
  await dialog.getByText('Cần ghi lý do').waitFor()
  await dialog.getByLabel('Lý do').fill('Giao ban tuần 21: chờ đường truyền')
  await dialog.getByLabel('Mức mới').fill('20000')
  await dialog.getByRole('button', { name: 'Đổi ngưỡng' }).click()
  await dialog.getByText('số nguyên từ 15 đến 10080').waitFor()
  await dialog.getByLabel('Mức mới').fill('300')
  await dialog.getByRole('button', { name: 'Đổi ngưỡng' }).click()
  await dialog.waitFor({ state: 'detached' })
  await late.getByText('300 phút (5 giờ)').waitFor()
  await late.getByText('Ông oversight_lead', { exact: false }).waitFor()
  await late.getByText('“Giao ban tuần 21: chờ đường truyền”', { exact: false }).waitFor()
})

test('a report is looked at, made, kept, and given in three forms', async () => {
  const page = await sit_down()
  await page.getByRole('link', { name: 'Báo cáo' }).click()
  await page.getByRole('button', { name: 'Xem trước' }).click()
  await page.getByText('còn ở tương lai: chưa có số liệu để báo cáo', { exact: false }).waitFor()
  await page.getByLabel('Năm').fill('2025')
  await page.getByLabel('Tháng').selectOption('8')
  await page.getByRole('button', { name: 'Xem trước' }).click()
  await page.locator('img.report-page').first().waitFor()
  await page.getByLabel('Số văn bản').fill('15/BC-SYT')
  await page.getByRole('button', { name: 'Lập báo cáo' }).click()
  await page.getByText('Đã lập và lưu báo cáo').waitFor()
  const made = page.locator('.report-list li').first()
  await made.getByText('Ông oversight_lead', { exact: false }).waitFor()
  for (const form of ['DOCX', 'PDF', 'XLSX']) {
    const href = await made.getByRole('link', { name: new RegExp(form) }).getAttribute('href')
    assert.equal((await page.request.get(`${hub.base}${href ?? ''}`)).status(), 200, form)
  }
})

test('in the meeting the province fills the wall, runs out of nothing, and the way back is on the screen', async () => {
  const page = await sit_down()
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByRole('button', { name: 'Trình chiếu' }).click()
  await page.locator('html.in-meeting').waitFor()
  assert.equal(await page.locator('nav.ways').isVisible(), false, 'no bar in a meeting')
  await page.getByRole('row', { name: /Sơn Động/ }).waitFor()
  assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0)
  const small = await page.evaluate<number>(
    `Math.min(...[...document.querySelectorAll('.board td, .board .note')].filter((one) => one.textContent.trim())
      .map((one) => parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom))`,
  )
  assert.ok(small >= 13, `the smallest words of a wall are ${small} px`)
  await page.getByRole('button', { name: 'Thôi trình chiếu' }).click()
  await page.locator('html:not(.in-meeting)').waitFor()
  await page.locator('nav.ways').first().waitFor()
})

test('what is not the lead’s: anybody’s record, a facility’s own counters, changing them', async () => {
  const page = await sit_down()
  for (const path of ['/lien-thong/den', '/so-lieu', '/benh-an/1']) {
    await page.goto(`${hub.base}${path}`)
    await page.waitForURL((url) => url.pathname !== path)
  }
  for (const path of ['/api/counters/visits', '/api/patients?q=nguyen', '/fhir/Patient', '/fhir/DocumentReference'])
    assert.ok([403, 404].includes((await hub.lead('GET', path)).status), path)
  assert.ok([401, 403].includes((await hub.lead('POST', '/lien-thong/counters', { jws: 'x' })).status))
})
