/** The director sees the hub's counts beside the house's own, also while the line is down; the Sở enters what others counted. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { open_board_house, owner_of } from '../board-facility.ts'
import { days_ago, put_papers } from '../board-reports.ts'
import { put_visits } from '../board-visits.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_test_site } from '../test-site.ts'
import { start_screen } from './screen.ts'

const never = 3_600_000
const hub = await start_test_hub({ board_ms: never })
const a = await start_test_site({ counters: { every_ms: never, poll_ms: never } })
const facility = '24012'
const day = days_ago(1)
const said_day = day.split('-').toReversed().join('/')
const house = await open_board_house(hub, a, facility, days_ago(3))
const owner = await owner_of(a.url)
after(() => owner.end())
await put_visits(a.url, { facility, day, count: 1_234 })
await put_papers(hub, { sender: facility, kind: 'health-book', day, count: 1_234 })
await house.pass()
const gone = await (await a.system())('DELETE', `/fhir/Encounter/v-${day}-7`)
assert.ok(gone.status < 300, gone.text)
await house.pass()
await house.pass()
const [at_home, at_hub] = [await start_screen(a), await start_screen(hub)]

test('the hub’s counts and what it sees differing stand on the house’s own page, with their time', async () => {
  const page = await at_home.sit_down('director')
  await page.goto(`${a.base}/so-lieu`)
  const part = page.locator('.own-hub')
  await part.getByRole('heading', { name: 'Trục đếm về cơ sở mình' }).waitFor()
  assert.match(await part.locator('tbody tr').first().innerText(), /Sổ sức khỏe điện tử\s+1\.234\s+1\.234/)
  assert.match(await part.innerText(), /mất 1 lượt ngày .*, không có lý do/)
  assert.match(await part.innerText(), /1\.234 \(cơ sở, đã ký trước đó\) · .* 1\.233 \(cơ sở\)/)
  assert.match(await part.innerText(), /trục đếm lúc \d\d\/\d\d\/\d{4}/)
  await page.getByRole('link', { name: '2 chỗ trục thấy lệch' }).waitFor()
  for (const width of [390, 820, 1366]) {
    await page.setViewportSize({ width, height: 900 })
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width)
  }
  await page.goto(`${a.base}/so-lieu/cach-tinh`)
  await page.getByRole('rowheader', { name: 'Mất lượt, mất đợt vào viện' }).waitFor()
})

test('the line is down: the page says so, and since when these numbers stand', async () => {
  await owner.query("UPDATE exchange.hub_link SET base_url = 'http://127.0.0.1:9' WHERE facility = $1", [facility])
  const page = await at_home.sit_down('director')
  await page.goto(`${a.base}/so-lieu`)
  await page.getByRole('button', { name: 'Đếm và gửi ngay' }).click()
  await page.getByText(/Đường tới trục đang gián đoạn: đây là số trục nói lúc/).waitFor()
  assert.match(await page.locator('.own-hub tbody tr').first().innerText(), /1\.234\s+1\.234/)
})

test('the Sở enters claims from a paper, a wrong line is named, and the day says what differs', async () => {
  const page = await at_hub.sit_down('oversight')
  await page.goto(`${hub.base}/so/lien-thong/${facility}`)
  await page.getByText('Chưa có nghĩa là không so, không phải là 0').waitFor()
  await page.getByRole('button', { name: 'Nhập số đối chiếu' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Nguồn').fill('BHXH tỉnh, công văn 123/BHXH-GĐ')
  await dialog.getByLabel('Các dòng').fill(`${said_day} 1.300\n${said_day} một`)
  await dialog.getByText('Dòng 2 cần ngày').waitFor()
  assert.equal(await dialog.getByRole('button', { name: 'Ghi' }).isDisabled(), true)
  await dialog.getByLabel('Các dòng').fill(`${said_day}\t1.300`)
  await dialog.getByRole('button', { name: 'Ghi' }).click()
  await page.getByText('Ông oversight nhập').waitFor()
  await house.pass()
  await page.goto(`${hub.base}/so/lien-thong/${facility}/${day}`)
  await page.getByText(/nguồn khác đếm nhiều hơn 67 hồ sơ BHYT/).waitFor()
  await page.getByText('BHXH tỉnh, công văn 123/BHXH-GĐ').first().waitFor()
})

test('an inspector sees what was entered and is offered no form', async () => {
  const page = await at_hub.sit_down('inspector')
  await page.goto(`${hub.base}/so/lien-thong/${facility}`)
  await page.getByText('Ông oversight nhập').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Nhập số đối chiếu' }).count(), 0)
})
