/** Giám đốc bệnh viện at the hub: his own house only, what it has to do, the survey answered and sent, what is refused. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { put_account } from '../../src/platform/access/index.ts'
import { days_ago, make_speaker, today } from '../board-reports.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { password } from '../test-site.ts'
import { start_screen, until } from './screen.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const own = '24304'
const other = '24309'
for (const deed of build_deeds(one_year).filter(({ on }) => on <= '2025-04-20'))
  if (deed.do === 'budget' || deed.do === 'state' || deed.facility === own || deed.facility === other) await play(deed)
hub.clock.today = '2025-07-20'
await hub.so('POST', '/api/board/remind', {})
await hub.site.database.in_site((sql) =>
  put_account(sql, {
    ...{ id: 'giam-doc', facility: own, username: 'giam-doc', name: 'BS. Giám đốc Thử', title: 'Giám đốc' },
    ...{ role: 'member_director', practitioner: 'giam-doc', department: null, password },
  }),
)
/** Yesterday both houses say how many visits they had; his own is one page short. */
const say_day = (visits: number, sent: number) => ({
  '': { visits, admissions: 1, discharges: 1, transfers: 0, claims: null },
  'health-book': { due: visits, excused: 0, made: sent, sent, overdue: visits - sent },
})
for (const [code, sent] of [
  [own, 4],
  [other, 77],
] as const) {
  const speaker = await make_speaker(hub, code)
  const answer = await speaker.tell({ [days_ago(1)]: say_day(sent === 4 ? 5 : 77, sent) })
  assert.equal(answer.status, 200, answer.text)
}
const screen = await start_screen(hub)
const sit_down = () => screen.sit_down('giam-doc')
const heading = 'Trung tâm Y tế huyện Sơn Động'

test('lands on his own house with what it has to do, the late in red; each line leads to where it is done', async () => {
  const page = await sit_down()
  await page.getByRole('heading', { name: heading }).waitFor()
  assert.equal(new URL(page.url()).pathname, `/so/co-so/${own}`)
  const late = page.getByRole('link', { name: /Bước .* trễ \d+ ngày/ }).first()
  await late.waitFor()
  await page.getByText('Nhắc việc').waitFor()
  await page.getByRole('button', { name: 'Đã xem hết' }).click()
  await page.getByText('BS. Giám đốc Thử đã xem').first().waitFor()
  assert.equal(await page.getByRole('button', { name: 'Đã xem hết' }).count(), 0, 'seen once')
  await late.click()
  await page.getByText('Kế hoạch bản 1').waitFor()
  assert.equal(await page.getByRole('button', { name: /^Duyệt$|Trả lại|Nhập từ Excel/ }).count(), 0, 'the Sở’s words')
})

test('sees his own figures, whole and by day, and nobody else’s', async () => {
  const page = await sit_down()
  await page.getByRole('link', { name: 'Liên thông' }).click()
  await page.waitForURL(`${hub.base}/so/lien-thong/${own}`)
  await page.getByRole('heading', { name: heading }).waitFor()
  const day = days_ago(1)
  await page.goto(`${hub.base}/so/lien-thong/${own}/${day}`)
  await page.getByRole('heading', { name: new RegExp(heading) }).waitFor()
  const totals = await until(
    () => page.locator('body').innerText(),
    (text) => text.includes('Lượt theo loại và đối tượng'),
  )
  assert.match(totals, /Lượt theo loại và đối tượng/)
  assert.match(totals, /chưa báo/, 'told as a total only: said so, not 0')
  assert.doesNotMatch(totals, /77|Lục Ngạn/)
  await page.getByRole('link', { name: 'Cách tính từng số' }).click()
  await page.getByText('Điều trị nội trú ban ngày').first().waitFor()
})

test('answers a survey and sends it to the Sở; what is impossible stays in the form with its reason', async () => {
  const page = await sit_down()
  await page.getByRole('link', { name: 'Khảo sát, thiết bị' }).click()
  await page.getByRole('button', { name: 'Thêm phiếu khảo sát' }).click()
  const dialog = page.locator('dialog')
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.getByRole('alert').waitFor()
  await dialog.getByLabel('Ngày khảo sát').fill('18/07/2025')
  for (const [label, answer] of [
    ['Máy chủ', 'Đủ'],
    ['Tường lửa', 'Chưa có'],
  ] as const)
    await dialog.getByLabel(label).first().selectOption({ label: answer })
  await dialog.getByRole('button', { name: 'Ghi', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  const row = page
    .getByRole('row')
    .filter({ hasText: '18/07/2025' })
    .filter({ has: page.getByRole('button', { name: 'Gửi Sở' }) })
  await row.getByRole('button', { name: 'Gửi Sở' }).click()
  await page.getByRole('row').filter({ hasText: '18/07/2025' }).getByText('chờ Sở').first().waitFor()
  await page.getByText('đã trả lời 2/', { exact: false }).first().waitFor()
  const kept = (await hub.so('GET', '/api/board/entries?kind=survey&state=submitted')).json as unknown as {
    facility: string
    written_by: string
  }[]
  assert.deepEqual(
    kept.filter(({ facility }) => facility === own).map(({ written_by }) => written_by),
    ['BS. Giám đốc Thử'],
  )
})

test('another house is not there for him: not its page, its figures, its level, nor the province’s', async () => {
  const page = await sit_down()
  await page.goto(`${hub.base}/so/co-so/${other}`)
  await page.getByText(`Danh bạ không có cơ sở ${other}`).waitFor()
  await page.goto(`${hub.base}/so/lien-thong/${other}`)
  await page.getByRole('alert').waitFor()
  assert.doesNotMatch(await page.locator('main, body').first().innerText(), /Lục Ngạn|\b77\b/)
  for (const path of ['/so', '/so/co-so', '/so/kinh-phi', '/so/nguong', '/so/bao-cao', '/so/lien-thong']) {
    await page.goto(`${hub.base}${path}`)
    await page.waitForURL(`${hub.base}/so/co-so/${own}`)
  }
  const director = await hub.person('giam-doc')
  for (const [method, path, status] of [
    ['GET', `/api/board/facilities/${other}`, 404],
    ['GET', `/api/board/lien-thong/${other}`, 404],
    ['GET', `/api/board/lien-thong/${other}/${days_ago(1)}`, 404],
    ['POST', `/api/board/facilities/${other}/entries`, 404],
    ['GET', '/api/board/province', 403],
    ['PUT', '/api/board/rules/silent_after_min', 403],
    ['POST', `/api/board/facilities/${own}/plan/decide`, 403],
    ['GET', '/fhir/Patient', 403],
  ] as const)
    assert.equal((await director(method, path, method === 'GET' ? undefined : {})).status, status, `${method} ${path}`)
  assert.ok(today() > '2025-07-20', 'the board’s clock is the test’s, the monitor’s the real one')
})

test('on a telephone his pages fit, the dialog too', async () => {
  const page = await sit_down()
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [`/so/co-so/${own}`, `/so/co-so/${own}/khao-sat`, `/so/lien-thong/${own}/${days_ago(1)}`]) {
    await page.goto(`${hub.base}${path}`)
    await page.locator('h1').first().waitFor()
    assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0, path)
  }
  await page.goto(`${hub.base}/so/co-so/${own}/khao-sat`)
  await page.getByRole('button', { name: 'Thêm phiếu khảo sát' }).click()
  const box = await page.locator('dialog').boundingBox()
  assert.ok(box && box.x >= 0 && box.width <= 390, JSON.stringify(box))
})
