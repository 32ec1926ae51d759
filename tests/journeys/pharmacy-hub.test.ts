/**
 * A pharmacy joins the province's hub, the Sở admits it, a doctor sends it the prescription its patient wants there, it hands out a
 * part from its tray, and the doctor reads how much.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { run_console } from '../../src/apps/console/run.ts'
import { pharmacy, put_pharmacy } from '../pharmacy.ts'
import { code_of, ok, prescribe, put_drugs, receive_outpatient, set_auto_seal } from '../prescription-world.ts'
import { password, type Json } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'
import { see, start_screen, until } from './screen.ts'

const { hub, a, b } = await start_three_houses({ own_processes: true })
await put_drugs(a.url)
await put_pharmacy(b.site.database)
await set_auto_seal(a, '24012', true)
const at_hub = await start_screen(hub)
const at_a = await start_screen(a)
const at_counter = await start_screen(b)
const doctor = await a.person('doctor')
const someone = await receive_outpatient(a, 'doctor', '024190000777')

/** Letters, Enter, 1x3x5, Enter, when, Enter. */
const write_line = async (on: Page, words: string, dose: string): Promise<void> => {
  await on.locator('#drug-search:focus').waitFor()
  await on.keyboard.type(words)
  await on.locator('.pick-list [aria-selected="true"]').waitFor()
  await on.keyboard.press('Enter')
  await on.locator('.rx-dose input:focus').waitFor()
  await on.keyboard.type(dose)
  await on.keyboard.press('Enter')
  await on.keyboard.type('sau ăn')
  await on.keyboard.press('Enter')
}

const apply = async (): Promise<void> => {
  const said: string[] = []
  const hear = (line: string): void => void said.push(line)
  const wish = ['--facility', pharmacy.code, '--url', hub.base, '--contact', 'DS. Thu', '--phone', '0912345678']
  const code = await run_console(
    ['hub', 'join', ...wish],
    () => Promise.resolve({ url: b.url, close: () => Promise.resolve() }),
    { say: hear, write: hear, complain: hear },
  )
  assert.equal(code, 0, said.join('\n'))
}

const come_to_hub = async (username: string): Promise<Page> => {
  const page = await at_hub.open_tab(await at_hub.computer())
  await page.goto(hub.base)
  await page.locator('input[autocomplete="username"]:focus').waitFor()
  await page.keyboard.type(username)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Trục', exact: true }).click()
  return page
}

test('the pharmacy applies from its own terminal, and the Sở admits it as any member', async () => {
  await apply()
  const page = await come_to_hub('oversight')
  await page.getByRole('link', { name: /Đơn xin tham gia/ }).click()
  const card = page.locator('.member-application')
  await card.getByText(pharmacy.name).first().waitFor()
  await card.getByRole('button', { name: 'Duyệt' }).click()
  await page.getByText(`${pharmacy.name} vào trục từ bây giờ`).waitFor()
  // Refused until now, its line rests for minutes; whoever waits for it would look again.
  await b.site.database.in_facility(pharmacy.code, (sql) =>
    sql.query(
      'UPDATE exchange.hub_link SET away_until = NULL, failures = 0, next_poll_at = now() WHERE facility = $1',
      [pharmacy.code],
    ),
  )
})

let code = ''

test('the doctor finds it among the choices, none of them chosen, and signs; the hub has it', async () => {
  await a.site.database.in_facility('24012', (sql) =>
    sql.query("UPDATE exchange.hub_link SET directory_at = NULL WHERE facility = '24012'"),
  )
  const listed = await until(
    async () => ok(await doctor('GET', '/api/pharmacies')) as unknown as Json[],
    ({ length }) => length > 0,
  )
  assert.equal(listed.length, 1)
  const page = await at_a.sit_down('doctor')
  await page.goto(`${a.base}/ke-don/${someone.encounter}`)
  await page.locator('#drug-search').waitFor()
  await page.keyboard.press('t')
  await write_line(page, 'para 500', '1x3x5')
  const choice = page.getByLabel('Gửi tới nhà thuốc người bệnh chọn')
  assert.equal(await choice.inputValue(), '')
  await choice.selectOption({ label: pharmacy.name })
  await page.locator('.rx-foot .green').waitFor()
  await page.keyboard.press('Control+Enter')
  const link = page.locator('.rx-earlier header a').first()
  await link.waitFor()
  code = (await link.textContent()) ?? ''
  await see(page, page.locator('.rx-mark', { hasText: 'trục đã nhận' }))
})

test('it stands in the pharmacy’s tray with its source, opens by a click, and a part is handed out', async () => {
  const page = await at_counter.sit_down('pharmacist.nt')
  await page.waitForURL(/\/cap-thuoc$/)
  const row = page.locator('.dp-tray tr', { hasText: code })
  await see(page, row.getByText('mới'))
  await row.getByText('Bệnh viện Đa khoa thử A').waitFor()
  await row.getByRole('link', { name: code }).click()
  await page.getByText('nhận qua trục liên thông').waitFor()
  await page.getByText(/chỉ biết lượng cấp tại đây/).waitFor()
  await page.locator('.dp-now input').first().fill('10')
  await page.locator('.dp-acts input').fill('NT-1')
  await page.keyboard.press('Control+Enter')
  await page.locator('.dp-before', { hasText: 'NT-1' }).waitFor()
  assert.equal(
    await page.getByRole('button', { name: 'Trả lại đơn…' }).count(),
    0,
    'nothing is given back of what was given',
  )
  await page.getByRole('link', { name: 'Cấp thuốc', exact: true }).click()
  await page.locator('.dp-tray tr', { hasText: code }).getByText('đã cấp một phần').waitFor()
})

test('the doctor who wrote it reads how much went out and where', async () => {
  const page = await at_a.sit_down('doctor')
  await page.goto(`${a.base}/ke-don/${someone.encounter}`)
  await see(page, page.locator('.rx-mark', { hasText: `${pharmacy.name}: đã cấp` }))
  await page.locator('.rx-mark', { hasText: /10 viên/ }).waitFor()
})

test('another is given back with a reason, which the doctor reads', async () => {
  const other = await receive_outpatient(a, 'doctor', '024190000778', { name: 'Lê Thị Hai' })
  const second = code_of(
    await prescribe(doctor, other.encounter, { pharmacy: { code: pharmacy.code, name: pharmacy.name } }),
  )
  const page = await at_counter.sit_down('pharmacist.nt')
  const link = page.locator('.dp-tray').getByRole('link', { name: second })
  await see(page, link)
  await link.click()
  await page.getByRole('button', { name: 'Trả lại đơn…' }).click()
  await page.getByRole('dialog').getByLabel('Lý do').fill('Hết thuốc')
  await page.getByRole('dialog').getByRole('button', { name: 'Trả lại', exact: true }).click()
  await page.locator('.dp-tray tr', { hasText: second }).getByText('đã trả lại').waitFor()
  const mine = await at_a.sit_down('doctor')
  await mine.goto(`${a.base}/ke-don/${other.encounter}`)
  await see(mine, mine.locator('.rx-mark', { hasText: /trả lại đơn.*Hết thuốc/ }))
})

test('what waits for the seal is said to the director, who seals all of it at once', async () => {
  await set_auto_seal(a, '24012', false)
  const third = await receive_outpatient(a, 'doctor', '024190000779', { name: 'Phạm Thị Ba' })
  code_of(await prescribe(doctor, third.encounter))
  const page = await at_a.sit_down('director')
  await page.goto(`${a.base}/lien-thong/di`)
  await page.getByText('1 đơn thuốc chờ dấu cơ sở').waitFor()
  await page.getByRole('button', { name: 'Đóng dấu và gửi' }).click()
  await page.getByText('Đã đóng dấu và gửi 1 đơn').waitFor()
})
