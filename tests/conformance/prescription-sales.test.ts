/** What the national system says of a sale whose answer was lost, and the two fields of QĐ 808 whose format nobody tells. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_mock_e_prescription, type MockEPrescription } from '../../src/apps/mock-gateways/e-prescription.ts'
import { put_connection, put_prescriber, type ConnectionWish } from '../../src/network/e-prescriptions/index.ts'
import { pharmacy, put_pharmacy } from '../pharmacy.ts'
import { code_of, ok, prescribe, put_drugs, receive_outpatient } from '../prescription-world.ts'
import { until } from '../exchange-world.ts'
import { start_test_site, type Json } from '../test-site.ts'

const [silent, telling] = await Promise.all([
  start_mock_e_prescription(),
  start_mock_e_prescription({ tells_sales: true }),
])
test.after(() => Promise.all([silent.close(), telling.close()]))
const site = await start_test_site({
  e_prescriptions: {
    back_off_ms: 1,
    pump_every_ms: 3_600_000,
    secrets: {
      facility_password: () => 'mat-khau-mo-phong',
      doctor_password: () => 'mat-khau-mo-phong',
      app_key: () => 'khoa-mo-phong',
    },
  },
})
await put_drugs(site.url)
await put_pharmacy(site.site.database)
const doctor = await site.person('doctor')
const counter = await site.person('pharmacist.nt')

const connect = async ({ base_url }: MockEPrescription, more: Partial<ConnectionWish> = {}): Promise<void> => {
  const sides = { pharmacy_base_url: base_url, app_name: 'thu' }
  await site.site.database.in_facility('24012', async (sql) => {
    await put_connection(sql, '24012', { base_url, ...sides, ...more })
    await put_prescriber(sql, '24012', 'pr-doctor', 'BS-1')
  })
  await site.site.database.in_facility(pharmacy.code, (sql) =>
    put_connection(sql, pharmacy.code, { base_url: '', ...sides }),
  )
}

let people = 0
/** At the national system. */
const delivered = async (gateway: MockEPrescription): Promise<string> => {
  people += 1
  const name = `Lê Thị Người ${'ABCDEFGH'.charAt(people)}`
  const { encounter } = await receive_outpatient(site, 'doctor', `02419000030${people}`, { name })
  const code = code_of(await prescribe(doctor, encounter))
  await until('at the national system', () => Promise.resolve(gateway.state.prescriptions.has(code.toLowerCase())))
  return code
}

const lines = async (): Promise<Json[]> => ok(await counter('GET', '/api/e-prescriptions'))['lines'] as Json[]
const sale_of = async (code: string): Promise<Json> => (await lines()).find((one) => one['code'] === code) ?? {}
const give = async (code: string, quantity: number, invoice: string) => {
  const seen = ok(await counter('GET', `/api/dispensing/${code}`))
  const [line] = seen['lines'] as Json[]
  return counter('POST', `/api/dispensing/${code}`, { invoice, lines: [{ id: line?.['id'], quantity }] })
}
/** Sold, and nobody knows whether it was heard; then told again. */
const sell_into_silence = async (gateway: MockEPrescription, code: string, invoice: string): Promise<Json> => {
  const seen = ok(await counter('GET', `/api/dispensing/${code}`))
  const [line] = seen['lines'] as Json[]
  // The look-up before the sale is answered; the sale is heard and its answer lost.
  gateway.faults.lost_sale_reply = 1
  const sold = ok(
    await counter('POST', `/api/dispensing/${code}`, { invoice, lines: [{ id: line?.['id'], quantity: 4 }] }),
  )
  assert.equal(sold['reported'], 'waiting')
  await counter('POST', `/api/e-prescriptions/${(await sale_of(code))['id']}/again`)
  return sale_of(code)
}

test('what is read back names the sale: ours is told, and counted once', async () => {
  await connect(telling)
  const code = await delivered(telling)
  const line = await sell_into_silence(telling, code, 'HD-1')
  assert.equal(line['status'], 'delivered', JSON.stringify(line))
  assert.equal(ok(await counter('GET', `/api/dispensing/${code}`))['lines'][0].left, 11)
})

test('it tells only how much was sold by anybody: a person looks, and nothing is taken for told', async () => {
  await connect(silent)
  const code = await delivered(silent)
  const line = await sell_into_silence(silent, code, 'HD-2')
  assert.deepEqual([line['status'], line['act']], ['held', 'sale'])
  assert.match(String(line['problem']), /tra lại không ghi của nơi nào/)
  const other = await site.person('doctor')
  assert.equal((await other('POST', `/api/e-prescriptions/${line['id']}/told`)).status, 403, 'who hands out says so')
  ok(await counter('POST', `/api/e-prescriptions/${line['id']}/told`))
  assert.equal((await sale_of(code))['status'], 'delivered')
  assert.equal((await counter('POST', `/api/e-prescriptions/${line['id']}/told`)).status, 404, 'once')
})

test('an invoice that was never ours is refused at once, and nothing is handed over', async () => {
  const code = await delivered(silent)
  const there = silent.state.prescriptions.get(code.toLowerCase())
  there?.sales.push({ invoice: 'HD-3', pharmacy: pharmacy.code, lines: [] })
  const refused = await give(code, 2, 'HD-3')
  assert.equal(refused.status, 422)
  assert.match(refused.text, /đã được dùng cho lần bán khác.*Chưa giao thuốc/)
  assert.equal(ok(await counter('GET', `/api/dispensing/${code}`))['lines'][0].left, 15)
})

test('the health number and the signature stay out until a setting says as what they go', async () => {
  const plain = silent.state.prescriptions.get((await delivered(silent)).toLowerCase())?.body ?? {}
  assert.deepEqual([plain['ma_dinh_danh_y_te'], plain['signature']], [undefined, undefined])
  await connect(silent, { optional_fields: { health_id: 'cccd', signature: 'signed-pdf' } })
  const told = silent.state.prescriptions.get((await delivered(silent)).toLowerCase())?.body ?? {}
  assert.equal(told['ma_dinh_danh_y_te'], told['ma_dinh_danh_cong_dan'])
  assert.match(Buffer.from(String(told['signature']), 'base64').toString('latin1'), /^%PDF-/)
  await connect(silent, { optional_fields: { health_id: 'bhxh', signature: 'none' } })
  const uninsured = silent.state.prescriptions.get((await delivered(silent)).toLowerCase())?.body ?? {}
  assert.equal(uninsured['ma_dinh_danh_y_te'], undefined, 'what is not known is left out')
})
