/**
 * An emergency is sent on in less than a minute of the clerk's time (SHARE-14), over the real screens of both houses: what A
 * types and clicks is counted and bounded, the keystroke-level model makes a time of it (keystroke-level.ts). The machine's own
 * time is shown and not judged: it is that of whatever computer runs this.
 */
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'
import { hand_on, keys_of, type Hand } from './keystroke-level.ts'
import { see, start_screen, until } from './screen.ts'

const { a, b } = await start_three_houses({ own_processes: true })
// As a house that sends emergencies on settles it: the seal follows the doctor's signature by itself.
for (const { site } of [a, b])
  await site.database.in_site((sql) =>
    sql.query("UPDATE access.facility SET settings = settings || jsonb_build_object('auto_seal', true)"),
  )
const reception_a = await a.person('reception')
const doctor_a = await a.person('doctor')
const patient = (await reception_a('POST', '/api/patients', registration())).json['id'] as string
const stay = (await reception_a('POST', '/api/stays', admission(patient))).json as { encounter: string; sheet: string }
const written = await doctor_a('PUT', `/api/sheets/${stay.sheet}/draft`, {
  ...{ seen_revision: 0, base_version: 1, tab: 'ba' },
  answers: clinical_answers,
})
assert.equal(written.status, 200, written.text)

const screen_a = await start_screen(a)
const screen_b = await start_screen(b)
const condition = 'Khó thở tăng, SpO2 88%'

const say = (t: TestContext, what: string, hand: Hand): ReturnType<Hand['counts']> => {
  const counts = hand.counts()
  const { keys, clicks, decisions, clerk_s, machine_s } = counts
  t.diagnostic(
    `${what}: ${keys} keys, ${clicks} clicks, ${decisions} decisions = ${clerk_s.toFixed(1)} s of a clerk; the machine took ${machine_s.toFixed(1)} s`,
  )
  return counts
}

test('Telex is counted as it is typed', () => {
  assert.deepEqual([keys_of('thử B'), keys_of('đường'), keys_of('Đ'), keys_of('SpO2')], [8, 9, 3, 6])
})

let letter_page = ''

test('the doctor of A writes, signs and sends an emergency transfer: at most 80 keys, no click, under a minute', async (t) => {
  const page = await screen_a.sit_down('doctor')
  await page.locator('tbody tr', { hasText: 'Nguyễn Thị Hương' }).waitFor()
  const hand = hand_on(page)
  await hand.press('ArrowUp', 'Enter')
  await page.locator('.a4').first().waitFor()
  await hand.press('n')
  await page.getByRole('dialog').waitFor()
  await hand.type('chuyen')
  await page.locator('.form-list [aria-selected="true"]', { hasText: 'Phiếu chuyển cơ sở' }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('input[aria-label^="Kính gửi"]:focus').waitFor()
  await hand.type('thử B')
  await page.getByRole('option', { name: /01929.*Bệnh viện thử B/ }).waitFor()
  await hand.press('Enter', 'Tab')
  await page.locator('input[name="ly_do"]:focus').waitFor()
  await hand.press('2')
  await page.locator('input[name="ly_do"]:checked').waitFor()
  await page.keyboard.press('Tab')
  await page.locator('input[type="checkbox"]:focus').waitFor()
  await hand.press('Space', 'Tab')
  await page.locator('textarea:focus').waitFor()
  await hand.type(condition)
  await page.keyboard.press('Tab')
  await page.locator('input[name="phuong_tien"]:focus').waitFor()
  await hand.press('1')
  await page.locator('input[name="phuong_tien"]:checked').waitFor()
  await hand.press('F9')
  await page.locator('dialog input[type="radio"]:focus').waitFor()
  await hand.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  const { keys, clicks, clerk_s } = say(t, 'A', hand)

  assert.ok(keys <= 80, `${keys} keys`)
  assert.equal(clicks, 0)
  assert.ok(clerk_s < 60, `${clerk_s} s`)
  const sent = await until(
    async () => (await doctor_a('GET', '/api/exchange/outgoing?tray=open')).json['lines'],
    (lines) => lines?.[0]?.state === 'received',
  )
  assert.deepEqual([sent[0].recipients[0].code, sent[0].clock], ['01929', 'met'])
})

test('reception of B sees who is coming before she is there, accepts, admits, and links the arrival', async (t) => {
  const page = await screen_b.sit_down('reception.b')
  const hand = hand_on(page)
  await hand.click(page.getByRole('link', { name: /Liên thông/ }))
  const line = page.getByRole('button', { name: /Nguyễn Thị Hương.*Cấp cứu.*J18\.1/is })
  await see(page, line)

  await hand.click(line)
  await page.getByText('Chữ ký và nội dung hợp lệ').waitFor()
  await page.getByText(condition, { exact: false }).first().waitFor()
  letter_page = new URL(page.url()).pathname
  await hand.click(page.getByRole('button', { name: 'Lập hồ sơ mới từ văn bản' }))
  await hand.click(page.getByRole('button', { name: 'Lập hồ sơ và ghép' }))
  await hand.click(page.getByRole('button', { name: 'Tiếp nhận', exact: true }))
  await page.getByText(/^Đã nhận lời: /).waitFor()

  await hand.click(page.getByRole('button', { name: 'Nhập viện', exact: true }))
  await page.getByLabel('Chẩn đoán nơi chuyển đến').waitFor()
  await page.locator('select').first().selectOption('01929-K03')
  await hand.click(page.getByRole('button', { name: /Nhập viện, mở bệnh án/ }))
  await page.waitForURL(new RegExp(letter_page))
  await hand.click(page.getByRole('button', { name: /Người bệnh đã đến/ }))
  await page.getByText(/^Đã đến: /).waitFor()

  const { clerk_s } = say(t, 'B', hand)
  assert.ok(clerk_s < 60, `${clerk_s} s`)
})

test('the doctor of B answers; A reads on its own screens what became of her', async (t) => {
  const at_b = await screen_b.sit_down('doctor.b')
  await at_b.goto(`${b.base}${letter_page}`)
  await at_b.getByRole('link', { name: 'Mở lượt khám' }).click()
  await at_b.locator('.a4').first().waitFor()
  const hand = hand_on(at_b)
  await hand.press('n')
  await at_b.getByRole('dialog').waitFor()
  await hand.type('tra loi')
  await at_b.locator('.form-list [aria-selected="true"]', { hasText: 'Phiếu trả lời' }).waitFor()
  await at_b.keyboard.press('Enter')
  await at_b.locator('input[aria-label^="Kính gửi"]:focus').waitFor()
  await hand.type('thử A')
  await at_b.getByRole('option', { name: /24012/ }).waitFor()
  await hand.press('Enter')
  await hand.click(at_b.locator('.entry-body label', { hasText: 'Đang điều trị' }))
  await hand.click(at_b.getByLabel('Tình trạng người bệnh hiện tại'))
  await hand.type('Đỡ khó thở, SpO2 96%')
  await hand.press('F9')
  await at_b.locator('dialog input[type="radio"]:focus').waitFor()
  await hand.press('Enter')
  await at_b.getByRole('dialog').waitFor({ state: 'detached' })
  say(t, 'B answers', hand)

  const at_a = await screen_a.sit_down('doctor')
  await until(
    async () => (await doctor_a('GET', '/api/exchange/incoming?tray=coming')).json['lines'],
    (lines) => lines?.length === 1,
  )
  await at_a.goto(`${a.base}/lien-thong/di?khay=done`)
  const done = at_a.getByRole('button', { name: /Nguyễn Thị Hương.*Nơi nhận đã xong/is })
  await see(at_a, done)
  await done.click()
  const dialog = at_a.getByRole('dialog')
  // The house, and its own signed words beside it.
  await dialog
    .getByText(/Bệnh viện thử B/)
    .first()
    .waitFor()
  await dialog.getByRole('link', { name: 'Mở văn bản trả lời' }).click()
  await at_a.getByText('Đỡ khó thở, SpO2 96%', { exact: false }).first().waitFor()
  await at_a.getByText('Chữ ký và nội dung hợp lệ').waitFor()
})
