/** A prescription from the first letter typed to the last tablet handed out, by keys. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { start_mock_e_prescription } from '../../src/apps/mock-gateways/e-prescription.ts'
import { seed_drugs } from '../../src/departments/prescribing/index.ts'
import { put_connection, put_prescriber } from '../../src/network/e-prescriptions/index.ts'
import { put_account } from '../../src/platform/access/index.ts'
import { open_database } from '../../src/platform/database/index.ts'
import { admission, password, registration, start_test_site } from '../test-site.ts'
import { start_screen, until } from './screen.ts'

const gateway = await start_mock_e_prescription()
test.after(() => gateway.close())
const running = await start_test_site({
  e_prescriptions: {
    secrets: {
      facility_password: () => 'mat-khau-mo-phong',
      doctor_password: () => 'mat-khau-mo-phong',
      app_key: () => 'khoa-mo-phong',
    },
  },
})
const { site, base, url } = running
const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
await owner.in_site((sql) => seed_drugs(sql))
await owner.close()
for (const facility of ['24012', '01929'])
  await site.database.in_facility(facility, async (sql) => {
    const wish = { base_url: gateway.base_url, pharmacy_base_url: gateway.base_url, app_name: 'thu' }
    await put_connection(sql, facility, wish)
    await put_prescriber(sql, facility, 'pr-doctor', 'BS-1')
  })
await site.database.in_site((sql) =>
  put_account(sql, {
    ...{ id: 'acc-pharmacist.b', facility: '01929', username: 'pharmacist.b', name: 'DS. Thu', title: '' },
    ...{ role: 'pharmacist', practitioner: 'pr-pharmacist.b', department: null, password },
  }),
)

const screen = await start_screen(running)
const reception = await running.person('reception')
const patient = String((await reception('POST', '/api/patients', registration())).json['id'])
const encounter = String((await reception('POST', '/api/stays', admission(patient))).json['encounter'])

const page = await screen.sit_down('doctor')
let code = ''

/** Letters, Enter, 1x2x5, Enter, when, Enter: the hand is back in the search box. */
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

test('a doctor writes two lines without the mouse; the quantity stands there at once', async () => {
  await page.goto(`${base}/ke-don/${encounter}`)
  await page.locator('#drug-search').waitFor()
  await page.keyboard.press('t')
  await write_line(page, 'para 500', '1x3x5')
  await write_line(page, 'sat', '1x1x30')
  await page.locator('.rx-directions', { hasText: 'Ngày uống 3 lần, mỗi lần 01 viên, sau ăn, trong 5 ngày' }).waitFor()
  assert.equal(await page.locator('.rx-quantity input').first().getAttribute('placeholder'), '15')
})

test('nobody has asked for allergies: red, not to be signed, until a reason stands there', async () => {
  await page.locator('.rx-states li', { hasText: 'CHƯA KIỂM ĐƯỢC' }).waitFor()
  assert.ok(await page.getByRole('button', { name: /Ký đơn/ }).isDisabled())
  await page.locator('.rx-finding.is-red input').fill('Đã hỏi, chưa dị ứng thuốc nào')
  await page.locator('.rx-foot .green').waitFor()
  await page.keyboard.press('Control+Enter')
  const link = page.locator('.rx-earlier header a').first()
  await link.waitFor()
  code = (await link.textContent()) ?? ''
  assert.match(code, /^24012[0-9a-z]{7}-C$/)
  await until(
    () => Promise.resolve(gateway.state.prescriptions.has(code.toLowerCase())),
    (is_there) => is_there,
  )
})

test('a pharmacy elsewhere finds it by its code, is refused too much, and hands out a part', async () => {
  const counter = await screen.open_tab(await screen.computer())
  await counter.goto(base)
  await counter.locator('input[autocomplete="username"]:focus').waitFor()
  await counter.keyboard.type('pharmacist.b')
  await counter.keyboard.press('Tab')
  await counter.keyboard.type(password)
  await counter.keyboard.press('Enter')
  await counter.locator('.dp-search input').fill(code.toUpperCase())
  await counter.keyboard.press('Enter')
  const amount = counter.locator('.dp-now input').first()
  await amount.fill('16')
  await counter.locator('.dp-now .red', { hasText: 'chỉ còn 15' }).waitFor()
  await amount.fill('10')
  await counter.locator('.dp-acts input').fill('HD-1')
  await counter.keyboard.press('Control+Enter')
  await counter.locator('.dp-before', { hasText: 'HD-1' }).waitFor()
  assert.match((await counter.locator('.dp-line b[data-name]').first().textContent()) ?? '', /^5 viên/)
})
