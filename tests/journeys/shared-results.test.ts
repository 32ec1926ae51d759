/** Before a test is ordered: what another hospital has of it that still counts; the hub present, and away (SHARE-16). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { all_published, report_result } from '../shared-results-world.ts'
import { admission, registration, type Json } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'
import { start_screen, until } from './screen.ts'

const { hub, a, b } = await start_three_houses({ own_processes: true })
const [reception_a, doctor_a] = await Promise.all(['reception', 'doctor'].map(a.person))
const [reception_b, doctor_b] = await Promise.all(['reception.b', 'doctor.b'].map(b.person))
assert.ok(reception_a && doctor_a && reception_b && doctor_b)
const system_a = await a.system()

const patient_a = (await reception_a('POST', '/api/patients', registration())).json['id'] as string
const stay_a = (await reception_a('POST', '/api/stays', admission(patient_a))).json['encounter'] as string
const patient_b = (await reception_b('POST', '/api/patients', registration())).json['id'] as string
const wish_b = { ...admission(patient_b), department: '01929-K03', bed: '01929-G12' }
const encounter = (await reception_b('POST', '/api/stays', wish_b)).json['encounter'] as string
const urea = { name: 'Urê', loinc: '22664-7', value: 6.4, unit: 'mmol/L' }
const first = await report_result(system_a, patient_a, urea)
await all_published(doctor_a, [first])

const orders = async (): Promise<Json[]> => (await doctor_b('GET', `/api/orders/${encounter}`)).json['orders'] as Json[]
const aim_b_at = (base_url: string) =>
  b.site.database.in_facility('01929', (sql) =>
    sql.query(`UPDATE exchange.hub_link SET base_url = $1 WHERE facility = '01929'`, [base_url]),
  )

const screen = await start_screen(b)
const page = await screen.sit_down('doctor.b')

/** t, some letters, Enter: the test stands in the slip. */
const choose = async (on: Page, words: string, code: string): Promise<void> => {
  await on.keyboard.press('Escape')
  await on.locator('.orders-head h1').click()
  await on.keyboard.press('t')
  await on.locator('#test-search:focus').waitFor()
  await on.keyboard.type(words)
  await on.locator('.pick-list [aria-selected="true"]').waitFor()
  await on.keyboard.press('Enter')
  await on.locator(`.order-line[data-test="${code}"]`).waitFor()
}

test('from the chart to the desk; without a basis that is said, with the way to one', async () => {
  await page.goto(`${b.base}/benh-an/${encounter}`)
  await page.locator('#chart-menu').click()
  await page.locator('.menu-list a', { hasText: 'Chỉ định' }).click()
  await choose(page, 'ure', 'ure')
  const word = page.locator('.order-line[data-test="ure"] .offer-word')
  await word.filter({ hasText: 'Chưa có căn cứ' }).waitFor()
  await word.getByRole('link', { name: 'Ghi căn cứ' }).click()
  await page.getByRole('button', { name: /Cấp cứu/ }).click()
  await page.locator('dialog textarea').first().fill('Cấp cứu: khó thở, cần kết quả cũ')
  await page.locator('dialog button[type="submit"]').click()
  await page.locator('.book-bases').waitFor()
})

test('what was chosen is still there; the result of A is offered with everything a doctor must know of it', async () => {
  await page.goto(`${b.base}/chi-dinh/${encounter}`)
  const offer = page.locator('.order-line[data-test="ure"] .offer')
  await offer.waitFor()
  const words = (await offer.textContent()) ?? ''
  for (const one of [/Bệnh viện Đa khoa thử A/, /6,4 mmol\/L/, /2,5 – 7,5/, /BS\. doctor/, /Chữ ký hợp lệ/])
    assert.match(words, one)
  assert.match(words, /Dùng lại được đến \d\d\/\d\d\/\d{4}/)
  assert.match(words, /theo bảng thời hạn: Urê máu 1 ngày.*bản dự thảo/)
  assert.ok(await page.getByRole('button', { name: /Chỉ định 1 dịch vụ/ }).isDisabled())
})

test('she takes it over: a link with who and when stands there, and nothing is ordered', async () => {
  await page.getByRole('button', { name: 'Dùng kết quả này' }).click()
  const taken = page.locator('.taken-list li[data-taken="22664-7"]')
  await taken.waitFor()
  assert.match((await taken.textContent()) ?? '', /Urê 6,4 mmol\/L.*BS\. doctor ghi/)
  assert.equal(await page.locator('.order-line').count(), 0)
  assert.deepEqual(await orders(), [])
})

test('or she repeats it all the same: only with a reason, which stays in the order', async () => {
  await choose(page, 'ure', 'ure')
  const reason = page.locator('.offer-reason')
  await reason.waitFor()
  await page.locator('.order-reason').fill('Theo dõi suy thận cấp')
  await page.locator('.orders-foot .amber', { hasText: 'cần lý do làm lại' }).waitFor()
  await reason.fill('Sau lọc máu, cần trị số mới')
  await page.keyboard.press('Control+Enter')
  const line = page.locator('.order-list li[data-order="ure"]')
  await line.waitFor()
  assert.match((await line.textContent()) ?? '', /Làm lại dù đã có.*Sau lọc máu, cần trị số mới.*6,4 mmol\/L/)
  assert.equal((await orders())[0]?.['repeat'].reason, 'Sau lọc máu, cần trị số mới')
})

test('a wrong order is taken back with a reason and stays to be seen', async () => {
  const line = page.locator('.order-list li[data-order="ure"]')
  await line.getByRole('button', { name: 'Hủy' }).click()
  await page.locator('dialog textarea').fill('Chỉ định nhầm người bệnh')
  await page.locator('dialog button[type="submit"]').click()
  await page.locator('.order-list li.off', { hasText: 'Chỉ định nhầm người bệnh' }).waitFor()
})

test('the hub is away: said in words, and the order goes on', async () => {
  await aim_b_at('http://127.0.0.1:9')
  await choose(page, 'hba1c', 'hba1c')
  const word = page.locator('.order-line[data-test="hba1c"] .offer-word')
  await word.filter({ hasText: 'Không hỏi được trục' }).waitFor()
  assert.match((await word.textContent()) ?? '', /vẫn chỉ định được/)
  await page.locator('.order-reason').fill('Đái tháo đường')
  await page.keyboard.press('Control+Enter')
  await page.locator('.order-list li[data-order="hba1c"]').waitFor()
  await aim_b_at(hub.base)
})

test('A takes the result back that she went by: red in the head of every page, on the desk, until she says that she has seen it', async () => {
  const path = `/fhir/DiagnosticReport/${first}`
  const { json } = await system_a('GET', path)
  assert.equal((await system_a('PUT', path, { ...json, status: 'entered-in-error' })).status, 200)
  await until(
    async () => (await doctor_b('GET', '/api/shared-results/changed?count=1')).json['total'],
    (total) => total === 1,
  )
  await page.goto(`${b.base}/benh-an/${encounter}`)
  await page.locator('.banner .changed-mark').waitFor()
  await page.locator('.top-right a', { hasText: 'Kết quả đã sửa' }).click()
  await page
    .locator('.changed-results li', { hasText: 'Đã thu hồi' })
    .getByRole('link', { name: 'Mở để xử lý' })
    .click()
  const taken = page.locator('.taken-list li.changed')
  await taken.getByRole('button', { name: 'Đã xem' }).click()
  await taken.filter({ hasText: 'BS. doctor đã xem' }).waitFor()
  await page.locator('.top-right a', { hasText: 'Kết quả đã sửa' }).waitFor({ state: 'detached' })
})

test('where a result is seen it says whether others can find it, and the button sends it', async () => {
  await a.site.database.in_facility('24012', (sql) =>
    sql.query(
      `INSERT INTO health_book.setting (facility, publishes_results) VALUES ('24012', false)
       ON CONFLICT (facility) DO UPDATE SET publishes_results = false`,
    ),
  )
  const about = { encounter: { reference: `Encounter/${stay_a}` } }
  const report = await report_result(
    system_a,
    patient_a,
    { name: 'Kali', loinc: '2823-3', value: 4.1, unit: 'mmol/L' },
    about,
  )
  const at_a = await start_screen(a)
  const desk = await at_a.sit_down('doctor')
  await desk.goto(`${a.base}/benh-an/${stay_a}`)
  await desk.locator('.tree button', { hasText: 'Phiếu Kali' }).click()
  const share = desk.locator('.publish-result')
  await share.filter({ hasText: 'Chưa chia sẻ' }).waitFor()
  await share.getByRole('button', { name: 'Chia sẻ lên trục' }).click()
  await share.filter({ hasText: 'đã chia sẻ lên trục' }).waitFor()
  const { json } = await doctor_a('GET', `/api/shared-results/${report}/publication`)
  assert.equal((json['publication'] as Json)['state'], 'published')
  assert.ok(
    (await until(
      async () => share.getByRole('button').count(),
      (count) => count === 0,
    )) === 0,
  )
})
