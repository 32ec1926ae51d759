/** A walk of the Sở: a report of a past month, from a figure of it to the rows, from a row to the facility. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build_areas, build_deeds, build_programme, one_year, plan_day } from '../../demo/index.ts'
import { date_back } from '../../src/apps/demo/date-back.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { start_screen } from './screen.ts'

const hub = await start_board_hub(plan_day)
await begin_programme(hub, build_programme(365), build_areas())
const ids = new Map<string, string>()
const play = create_player(hub, ids)
const shown = ['24304', '24309']
const deeds = build_deeds(one_year).filter(
  (deed) => deed.on <= '2025-07-20' && (deed.do === 'budget' || deed.do === 'state' || shown.includes(deed.facility)),
)
for (const deed of deeds) await play(deed)
await date_back(hub.url, { programme: 'bg-2025', from_day: plan_day, deeds, ids })
hub.clock.today = '2025-07-20'
const screen = await start_screen(hub)

test('June is looked at in July: its money leads to the lines, a line to its facility; made, it can be taken', async () => {
  const page = await screen.sit_down('oversight')
  await page.goto(`${hub.base}/so/bao-cao`)
  await page.getByLabel('Tháng', { exact: true }).last().selectOption('6')
  await page.getByLabel('Năm', { exact: true }).last().fill('2025')
  await page.getByRole('button', { name: 'Xem trước' }).click()
  await page.getByRole('img', { name: /Trang 1 trong/ }).waitFor()
  await page.getByText(/Nguồn của \d+ số liệu/).click()
  await page.getByRole('link', { name: 'Tổng kinh phí (triệu đồng)' }).click()
  await page.getByRole('heading', { name: /Tổng kinh phí 90\.597 triệu đồng/ }).waitFor()
  assert.equal(new URL(page.url()).search, '?tu=2025-05-15&den=2025-06-14')
  await page.getByText('24 dòng').waitFor()
  for (const [width, height] of [
    [390, 844],
    [820, 1180],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height })
    const beyond = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    assert.ok(Number(beyond) <= 0, `${width}: ${String(beyond)} px beyond the edge`)
  }
  await page.getByRole('link', { name: 'Trung tâm Y tế huyện Sơn Động' }).first().click()
  await page.waitForURL('**/so/co-so/24304/kinh-phi')
  await page.goto(`${hub.base}/so/bao-cao`)
  await page.getByLabel('Tháng', { exact: true }).last().selectOption('6')
  await page.getByLabel('Năm', { exact: true }).last().fill('2025')
  await page.getByRole('button', { name: 'Lập báo cáo' }).click()
  await page.getByText('Đã lập và lưu báo cáo').waitFor()
  const link = page.getByRole('link', { name: /^PDF/ }).first()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  assert.match(download.suggestedFilename(), /^bao-cao-.+\.pdf$/)
})

test('an address of the annex with a name or days that are none says so', async () => {
  const page = await screen.sit_down('inspector')
  await page.goto(`${hub.base}/so/bao-cao/so-lieu/kinh_phi.tog?tu=2025-05-15&den=2025-06-14`)
  await page.getByText('Không có số liệu tên “kinh_phi.tog”').waitFor()
  await page.goto(`${hub.base}/so/bao-cao/so-lieu/kinh_phi.tong?tu=2025-06-15&den=2025-06-14`)
  await page.getByText(/đứng sau ngày cuối/).waitFor()
})
