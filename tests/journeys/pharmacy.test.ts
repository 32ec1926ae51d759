/** A pharmacy of its own: joined to the national system, it sells in two parts what a hospital's doctor signed, and no more. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { start_mock_e_prescription } from '../../src/apps/mock-gateways/e-prescription.ts'
import { seed_drugs } from '../../src/departments/prescribing/index.ts'
import { open_database } from '../../src/platform/database/index.ts'
import { put_pharmacy } from '../pharmacy.ts'
import { admission, registration, start_test_site, type Json } from '../test-site.ts'
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
await put_pharmacy(site.database)
const screen = await start_screen(running)
const doctor = await running.person('doctor')

const ok = ({ status, text, json }: { status: number; text: string; json: Json }): Json => {
  assert.ok(status < 300, `${status} ${text}`)
  return json
}

/** An outpatient with no allergies and a prescription of 15 tablets, signed by the doctor. @returns encounter, code */
const prescribe = async (): Promise<{ encounter: string; code: string }> => {
  const patient = String(ok(await doctor('POST', '/api/patients', registration()))['id'])
  const stay = ok(await doctor('POST', '/api/stays', admission(patient, { kind: 'outpatient', bed: undefined })))
  const encounter = String(stay['encounter'])
  const clinical = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical'
  await (
    await running.system()
  )('POST', '/fhir/AllergyIntolerance', {
    ...{ resourceType: 'AllergyIntolerance', code: { text: 'Không dị ứng' } },
    ...{
      clinicalStatus: { coding: [{ system: clinical, code: 'active' }] },
      patient: { reference: `Patient/${patient}` },
    },
  })
  const [drug] = ok(await doctor('GET', '/api/drugs?q=para%20500')) as unknown as Json[]
  const line = {
    ...{ id: 'p', drug, dose: 1, dose_unit: drug?.['unit'], times_per_day: 3, days: 5 },
    ...{ time_of_use: 'sau ăn', quantity: null, note: '' },
  }
  const body = {
    ...{ lines: [line], diagnoses: [], advice: '', reexam_days: null, weight_kg: null, guardian: '' },
    ...{ recipient_name: '', recipient_identity: '', replaces: '', replace_reason: '', reasons: {} },
  }
  const { revision } = ok(await doctor('PUT', `/api/prescribing/${encounter}/draft`, { revision: 0, body }))
  const signed = ok(await doctor('POST', `/api/prescribing/${encounter}/sign`, { revision }))
  return { encounter, code: String((signed['prescriptions'] as Json[])[0]?.['code']) }
}

const fill_gateway = async (page: Page, addresses: Record<string, string>): Promise<void> => {
  await page.getByRole('link', { name: 'Liên thông', exact: true }).click()
  await page.locator('#don-thuoc-quoc-gia').getByRole('button', { name: 'Nối…' }).click()
  const form = page.getByRole('dialog')
  for (const [label, value] of Object.entries(addresses)) await form.getByLabel(label).fill(value)
  await form.getByRole('button', { name: 'Lưu' }).click()
}

const join_by_hand = async (page: Page, addresses: Record<string, string>): Promise<void> => {
  await fill_gateway(page, addresses)
  const part = page.locator('#don-thuoc-quoc-gia')
  await part.getByText('Đã khai báo').waitFor()
  await part.getByRole('button', { name: 'Thử kết nối' }).click()
}

let signed = { encounter: '', code: '' }

test('the hospital’s administrator joins it, and gives the doctor a code: what was held goes by itself', async () => {
  signed = await prescribe()
  const page = await screen.sit_down('it_admin')
  await fill_gateway(page, { 'Địa chỉ bên kê đơn': 'http://donthuoc.example' })
  await page.getByRole('dialog').getByText('phải là https').waitFor()
  await page.keyboard.press('Escape')
  await join_by_hand(page, {
    'Địa chỉ bên kê đơn': gateway.base_url,
    'Địa chỉ bên cấp thuốc': gateway.base_url,
    'Tên ứng dụng (app-name)': 'benhanmo',
  })
  await page.getByText('hệ thống quốc gia nhận ra cơ sở').nth(1).waitFor()
  const outbox = async () => (ok(await doctor('GET', '/api/e-prescriptions'))['lines'] as Json[])[0] ?? {}
  const held = await until(outbox, (line) => line['status'] === 'held')
  assert.match(String(held['problem']), /khai báo ở trang “Kết nối liên thông”, mục “Đơn thuốc quốc gia”/)
  const row = page.locator('.gateway-table tr', { hasText: 'BS. doctor' })
  await row.getByRole('textbox').fill('BS-1')
  await page.keyboard.press('Enter')
  await page.getByText('1 đơn gửi lại').waitFor()
  assert.ok(gateway.state.doctors.has('BS-1'))
  const sent = await until(outbox, (line) => line['status'] === 'delivered')
  assert.equal(sent['status'], 'delivered')
})

test('the pharmacy’s administrator sees no ward and no bed, and joins the dispensing side', async () => {
  const page = await screen.sit_down('it_admin.nt')
  await page.locator('.ways', { hasText: 'Tài khoản' }).waitFor()
  await page.waitForURL(/\/tai-khoan$/)
  assert.deepEqual((await page.locator('.ways a').allTextContents()).sort(), [
    'Hệ thống',
    'Liên thông',
    'Tài khoản',
    'Ứng dụng',
  ])
  await join_by_hand(page, { 'Địa chỉ bên cấp thuốc': gateway.base_url, 'Tên ứng dụng (app-name)': 'nha-thuoc' })
  await page.getByText('hệ thống quốc gia nhận ra cơ sở').waitFor()
  await page.goto(`${base}/co-so`)
  await page.waitForURL(/\/tai-khoan$/)
})

test('its pharmacist begins at the counter: two parts go out, a third is refused', async () => {
  const page = await screen.sit_down('pharmacist.nt')
  await page.waitForURL(/\/cap-thuoc$/)
  assert.deepEqual(await page.locator('.ways a').allTextContents(), ['Cấp thuốc'])
  for (const elsewhere of ['/khoa/all', '/dang-ky', `/ke-don/${signed.encounter}`]) {
    await page.goto(base + elsewhere)
    await page.waitForURL(/\/cap-thuoc$/)
  }
  await page.locator('.dp-search input').fill(signed.code)
  await page.keyboard.press('Enter')
  await page.getByText('hệ thống đơn thuốc quốc gia').waitFor()
  for (const [amount, invoice] of [
    ['10', 'NT-1'],
    ['5', 'NT-2'],
  ] as const) {
    await page.locator('.dp-now input').first().fill(amount)
    await page.locator('.dp-acts input').fill(invoice)
    await page.keyboard.press('Control+Enter')
    await page.locator('.dp-before', { hasText: invoice }).waitFor()
  }
  await page.reload()
  await page.getByText('Đơn đã cấp đủ').waitFor()
  assert.equal(await page.locator('.dp-now input').count(), 0)
  const counter = await running.person('pharmacist.nt')
  const { lines } = ok(await counter('GET', `/api/dispensing/${signed.code}`)) as { lines: { id: string }[] }
  const third = { invoice: 'NT-3', lines: [{ id: lines[0]?.id, quantity: 1 }] }
  const refused = await counter('POST', `/api/dispensing/${signed.code}`, third)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /Đơn đã cấp đủ/)
})

test('the doctor who wrote it sees that it was bought, and another house is told nothing', async () => {
  const page = await screen.sit_down('doctor')
  await page.goto(`${base}/ke-don/${signed.encounter}`)
  await page.getByRole('button', { name: 'Đã mua?' }).click()
  await page.locator('.rx-mark', { hasText: /Đã cấp: .*15\/15 viên/ }).waitFor()
  const elsewhere = await running.person('doctor.b')
  assert.equal((await elsewhere('GET', `/api/prescriptions/${signed.code}/sold`)).status, 404)
})
