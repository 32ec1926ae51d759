/** Walks of the Sở's board: a member's IT reports and asks, the Sở answers and approves, a meeting looks on. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { password } from '../test-site.ts'
import { open_settling, start_screen } from './screen.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const shown = ['24304', '24309']
for (const deed of build_deeds(one_year).filter(({ on }) => on <= '2025-05-20'))
  if (deed.do === 'budget' || deed.do === 'state' || shown.includes(deed.facility)) await play(deed)
hub.clock.today = '2025-05-20'
const screen = await start_screen(hub)

const sit_down = async (username: string): Promise<Page> => {
  const page = await screen.open_tab(await screen.computer())
  await page.goto(hub.base)
  await page.locator('input[autocomplete="username"]:focus').waitFor()
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  return page
}

test('the IT of a hospital sees what is to do, reports a step and asks the Sở; another facility is not there', async () => {
  const page = await sit_down('it-24304')
  await page.getByRole('heading', { name: 'Trung tâm Y tế huyện Sơn Động' }).waitFor()
  assert.equal(new URL(page.url()).pathname, '/so/co-so/24304')
  await page.getByRole('link', { name: 'Kế hoạch', exact: true }).click()
  await page
    .getByRole('row', { name: /Thí điểm/ })
    .getByRole('button', { name: 'Báo tiến độ' })
    .click()
  await page.getByRole('slider').fill('40')
  await page.getByRole('button', { name: 'Ghi', exact: true }).click()
  await page
    .getByRole('row', { name: /Thí điểm/ })
    .getByText('40 %')
    .waitFor()
  await page
    .getByRole('row', { name: /Quy chế/ })
    .getByRole('button', { name: 'Báo tiến độ' })
    .click()
  await page.getByRole('slider').fill('100')
  await page.getByLabel('Căn cứ').fill('Đã có đủ')
  await page.getByRole('button', { name: 'Ghi', exact: true }).click()
  await page.getByText('9 văn bản chưa được duyệt').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Khó khăn' }).click()
  await page.getByRole('button', { name: 'Thêm khó khăn' }).click()
  await page.getByRole('textbox', { name: 'Khó khăn' }).fill('Thiếu người phụ trách CNTT')
  await page.getByLabel('Cần trả lời trước ngày').fill('30/05/2025')
  await page.getByRole('button', { name: 'Ghi', exact: true }).click()
  await page.getByRole('cell', { name: 'Thiếu người phụ trách CNTT' }).waitFor()
  await page.goto(`${hub.base}/so/co-so/24309`)
  await page.getByText('Danh bạ không có cơ sở 24309').waitFor()
  await page.goto(`${hub.base}/so`)
  await page.getByRole('heading', { name: 'Trung tâm Y tế huyện Sơn Động' }).waitFor()
})

test('the survey is scored by a rule that can be opened: points, what nobody answered, the level and what it lacks', async () => {
  const page = await sit_down('it-24309')
  await page.getByRole('link', { name: 'Khảo sát, thiết bị' }).click()
  await page.getByRole('heading', { name: 'Chấm khảo sát sẵn sàng' }).waitFor()
  await page
    .getByText(/đã trả lời \d+\/\d+ câu/)
    .first()
    .waitFor()
  await page.getByText('chưa trả lời').filter({ visible: true }).first().waitFor()
  await page.getByText(/CV 365: (đạt \d+\/22 khoản|chưa trả lời câu nào)/).waitFor()
  await page.getByText(/Còn thiếu để lên mức \d/).waitFor()
  assert.equal(await page.getByRole('link', { name: 'So với các cơ sở khác' }).count(), 0, 'no other facility')
  await page.getByText('Cách chấm').click()
  await page.getByText('Câu chưa trả lời không phải 0 điểm', { exact: false }).waitFor()
  await page.getByRole('link', { name: 'Tường lửa', exact: true }).first().click()
  await page.getByRole('heading', { name: /^Tiêu chí ứng dụng CNTT/ }).waitFor()
  await page.locator('#T54-SEC-5').getByText('nhớ lại', { exact: true }).waitFor()
  const so = await sit_down('oversight')
  await so.getByRole('link', { name: 'Mức CNTT' }).click()
  await so.getByRole('link', { name: 'Khảo sát sẵn sàng' }).click()
  await so
    .getByRole('row', { name: /Lục Ngạn/ })
    .getByText(/\d+ %/)
    .first()
    .waitFor()
})

test('the Sở sees the province, finds the mismatch, answers the question', async () => {
  const page = await sit_down('oversight')
  await page.getByText('Lời văn ghi 14.490, các dòng cộng 12.690').waitFor()
  await page
    .getByRole('row', { name: /Sơn Động/ })
    .getByText('40%')
    .waitFor()
  await page.getByRole('link', { name: /^Khó khăn/ }).click()
  const card = page.getByRole('listitem').filter({ hasText: 'Thiếu người phụ trách CNTT' })
  await card.getByRole('button', { name: 'Trả lời' }).click()
  await page.getByLabel('Lời của Sở').fill('Sở cử người hỗ trợ trong tháng 6')
  await page.locator('dialog').getByRole('button', { name: 'Trả lời' }).click()
  await card.waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Kinh phí' }).click()
  await page.getByText('21 số khớp đến triệu đồng').waitFor()
  await page.locator('svg').getByText('Ngân sách tỉnh').first().waitFor()
})

/** Whatever makes, changes, decides or sends something, in the words of the board's buttons. */
const writing =
  /^(Báo tiến độ|Soạn|Duyệt|Trả lại|Trả lời|Thêm|Sửa|Ghi|Xóa|Lập báo cáo|Sửa mẫu|Nhập( từ)?\b|Nhập số|Đổi|Mời|Khóa|Đánh dấu|Yêu cầu|Gộp|Đóng việc|Nhắc|Rút|Trình UBND|Hủy)/

const inspect = async (page: Page, path: string): Promise<void> => {
  for (const offered of await page.getByRole('button').allInnerTexts())
    assert.doesNotMatch(offered.trim(), writing, path)
  assert.equal(await page.locator('input[type="file"]').count(), 0, path)
}

test('the inspector does the whole job: a facility and its day, reports, levels, rules; nothing is writable on any page', async () => {
  const made = await hub.so('POST', '/api/hub/reports', {
    ...{ template: 'tien-do-ubnd', number: '7', period: { kind: 'month', year: 2025, number: 5 } },
  })
  assert.equal(made.status, 201, made.text)
  const page = await sit_down('board-inspector')
  await page.getByRole('link', { name: 'TTYT huyện Lục Ngạn', exact: true }).click()
  await page.getByRole('link', { name: 'Kế hoạch', exact: true }).click()
  await page.getByText('Kế hoạch bản 1').waitFor()
  await page.getByRole('link', { name: 'Báo cáo', exact: true }).click()
  const report = page.locator('.report-list li').first()
  for (const form of ['DOCX', 'PDF', 'XLSX']) {
    const href = await report.getByRole('link', { name: new RegExp(form) }).getAttribute('href')
    assert.equal((await page.request.get(`${hub.base}${href ?? ''}`)).status(), 200, form)
  }
  await page.goto(`${hub.base}/so/bao-cao/so-lieu/ho_so.con_thieu?tu=2025-04-15&den=2025-05-14`)
  await page.getByRole('cell', { name: 'chưa có' }).first().waitFor()
  await page
    .getByRole('link', { name: /Lục Ngạn/ })
    .first()
    .click()
  await page.waitForURL('**/so/co-so/24309/ho-so')
  await page.getByRole('link', { name: 'Mức CNTT' }).click()
  await page
    .getByRole('row', { name: /Lục Ngạn/ })
    .first()
    .waitFor()
  const settled = open_settling(page)
  const day = hub.clock.today
  for (const path of [
    ...['/so', '/so/viec', '/so/lien-thong', '/so/hoat-dong', '/so/hoat-dong/don-thuoc', '/so/kinh-phi', '/so/ho-so'],
    ...['/so/kho-khan', '/so/muc-cntt', '/so/muc-cntt/24012', '/so/muc-cntt/tieu-chi', '/so/bao-cao', '/so/khao-sat'],
    ...['/ke-hoach', '/khao-sat', '/kinh-phi', '/ho-so', '/kho-khan'].map((part) => `/so/co-so/24309${part}`),
    ...['/so/lien-thong/24012', `/so/lien-thong/24012/${day}`, '/so/so-tong-hop/package', '/so/co-so', '/so/dia-ban'],
    ...['/so/chuong-trinh', '/so/nguoi-dung', '/so/nguong', '/so/bang-tinh'],
  ]) {
    await settled(path)
    await inspect(page, path)
  }
})

test('what the inspector asks the server to change it refuses, whatever it is; a member’s records it may not read either', async () => {
  const inspector = await hub.person('board-inspector')
  const of = '/api/board/facilities/24309'
  for (const [method, path] of [
    ...([
      ['POST', `${of}/progress`],
      ['POST', `${of}/plan`],
      ['POST', `${of}/plan/submit`],
    ] as const),
    ...([
      ['POST', `${of}/plan/decide`],
      ['PUT', `${of}/budget`],
      ['POST', `${of}/state`],
    ] as const),
    ...([
      ['PUT', `${of}/member`],
      ['POST', `${of}/entries`],
      ['POST', `${of}/entries/x/approve`],
    ] as const),
    ...([
      ['PUT', '/api/board/areas'],
      ['POST', '/api/board/programme'],
      ['PUT', '/api/board/programme'],
    ] as const),
    ...([
      ['POST', '/api/board/import'],
      ['POST', '/api/board/people'],
      ['POST', '/api/board/remind'],
    ] as const),
    ...([
      ['POST', '/api/board/outside-totals'],
      ['PUT', '/api/board/rules/silent_after_min'],
    ] as const),
    ...([
      ['PUT', '/api/board/reminder-rules/step-soon'],
      ['POST', '/api/hub/reports'],
    ] as const),
    ...([
      ['PUT', '/api/hub/reports/templates/dot-xuat'],
      ['POST', '/api/hub/it-level/24012/reratings'],
    ] as const),
    ...([
      ['PUT', '/api/hub/matrix'],
      ['POST', '/api/hub/members/24012/suspend'],
    ] as const),
    ...([
      ['POST', '/api/hub/applications/24012/x/approve'],
      ['PUT', '/api/hub/patience/letter'],
    ] as const),
  ]) {
    const answer = await inspector(method, path, {})
    assert.equal(answer.status, 403, `${method} ${path}: ${answer.status} ${answer.text.slice(0, 120)}`)
  }
  for (const path of ['/api/counters/visits', '/api/patients?q=nguyen', '/fhir/Patient', '/fhir/DocumentReference'])
    assert.ok([403, 404].includes((await inspector('GET', path)).status), path)
})

test('on a telephone nothing runs out of the screen', async () => {
  const page = await sit_down('oversight')
  await page.getByText('Lời văn ghi 14.490').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/so', '/so/co-so/24304/ke-hoach', '/so/kinh-phi', '/so/ho-so', '/so/kho-khan']) {
    await page.goto(`${hub.base}${path}`)
    await page.locator('h1').first().waitFor()
    assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')) <= 0, path)
  }
})
