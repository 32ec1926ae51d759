/** The administrator joins the house to the national e-prescription system, and gives its doctors their codes. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_mock_e_prescription } from '../../src/apps/mock-gateways/e-prescription.ts'
import type { Secrets } from '../../src/network/e-prescriptions/index.ts'
import { start_test_site, type Answer, type Json } from '../test-site.ts'
import { pharmacy, put_pharmacy } from '../pharmacy.ts'

const gateway = await start_mock_e_prescription()
test.after(() => gateway.close())
const held: { facility?: string; app_key?: string } = {}
const secrets: Secrets = {
  facility_password: () => held.facility,
  doctor_password: (_facility, practitioner) => (practitioner === 'pr-doctor' ? 'mat-khau-mo-phong' : undefined),
  app_key: () => held.app_key,
}
const running = await start_test_site({ e_prescriptions: { secrets, pump_every_ms: 3_600_000 } })
const { site } = running
await put_pharmacy(site.database)
const [it, it_b, it_nt] = await Promise.all(['it_admin', 'it_admin.b', 'it_admin.nt'].map(running.person))
assert.ok(it && it_b && it_nt)

const way = '/api/e-prescription-gateway'
const ok = (answer: Answer): Json => {
  assert.equal(answer.status, 200, answer.text)
  return answer.json
}
const refused = (answer: Answer, status: number, words: RegExp): void => {
  assert.equal(answer.status, status, answer.text)
  assert.match(answer.text, words)
}
const view = async (who = it): Promise<Json> => ok(await who('GET', way))
const both = { base_url: gateway.base_url, pharmacy_base_url: gateway.base_url, app_name: 'benhanmo' }
const put = async (changes: Json, who = it): Promise<Answer> =>
  who('PUT', way, { ...((await view(who))['usual'] as Json), ...changes })
const code_of = async (id: string): Promise<string> =>
  ((await view())['prescribers'] as Json[]).find((one) => one['id'] === id)?.['code']
const give = (id: string, code: string, who = it): Promise<Answer> => who('PUT', `${way}/prescribers/${id}`, { code })

/** Signed by the doctor and held, as the outbox keeps it. */
const hold = (code: string): Promise<unknown> =>
  site.database.in_facility('24012', (sql) =>
    sql.query(
      `INSERT INTO eprescription.outbox (facility, act, ref, code, sender, payload, status, problem)
       VALUES ('24012', 'prescription', $1, $1, 'pr-doctor', '{}', 'held', 'Bác sĩ chưa có mã')`,
      [code],
    ),
  )

test('nothing is set: it says so, names who prescribes and has no code, and tries nothing', async () => {
  const { gateway: set, prescribers } = await view()
  assert.equal(set, null)
  assert.deepEqual((prescribers as Json[]).map(({ id, code, has_password }) => [id, code, has_password]).sort(), [
    ['pr-doctor', '', true],
    ['pr-head-of-department', '', false],
  ])
  refused(await it('POST', `${way}/knock`, {}), 404, /chưa nối với hệ thống đơn thuốc quốc gia/)
  refused(await it('DELETE', way), 404, /chưa nối/)
})

test('only the administrator sees and changes it, each of his own house', async () => {
  for (const username of ['doctor', 'head_of_department', 'reception', 'director', 'pharmacist.nt']) {
    const who = await running.person(username)
    assert.equal((await who('GET', way)).status, 403, username)
    assert.equal((await who('PUT', `${way}/prescribers/pr-doctor`, { code: 'BS-9' })).status, 403, username)
    assert.equal((await who('POST', `${way}/knock`, {})).status, 403, username)
    assert.equal((await who('DELETE', way)).status, 403, username)
  }
  refused(await give('pr-doctor', 'BS-9', it_b), 404, /không có người kê đơn này/)
  refused(await give('pr-nurse', 'BS-9'), 404, /không có người kê đơn này/)
})

test('an address in the clear, a path that is none, a field with diacritics: refused where it was typed', async () => {
  refused(await put({ base_url: 'http://donthuoc.example' }), 422, /phải là https/)
  refused(await put({ base_url: 'donthuoc' }), 422, /https:\/\/…/)
  refused(await put({ base_url: '' }), 422, /Cần địa chỉ bên kê đơn/)
  const { paths } = (await view())['usual'] as { paths: Json }
  refused(await put({ ...both, paths: { ...paths, send: '//noi-khac' } }), 422, /paths\.send/)
  refused(await put({ ...both, password_field: 'mật khẩu' }), 422, /password_field/)
  refused(await put({ ...both, facility_code: ' ' }), 422, /mã liên thông của cơ sở/)
  assert.equal((await view())['gateway'], null)
})

test('it is set and tried: what the server lacks is named, then what the other side says', async () => {
  ok(await put(both))
  const lacking = ok(await it('POST', `${way}/knock`, {}))
  assert.match(lacking['prescribing'], /chưa giữ mật khẩu liên thông của cơ sở.*E_PRESCRIPTION_SECRETS/)
  assert.match(lacking['dispensing'], /chưa giữ app-key/)
  Object.assign(held, { facility: 'sai', app_key: 'sai' })
  const wrong = ok(await it('POST', `${way}/knock`, {}))
  assert.match(wrong['prescribing'], /Đăng nhập hệ thống đơn thuốc quốc gia không được/)
  assert.match(wrong['dispensing'], /không nhận app-name, app-key/)
  Object.assign(held, { facility: 'mat-khau-mo-phong', app_key: 'khoa-mo-phong' })
  assert.deepEqual(ok(await it('POST', `${way}/knock`, {})), { prescribing: '', dispensing: '' })
  ok(await put({ ...both, base_url: 'http://127.0.0.1:1' }))
  assert.match(ok(await it('POST', `${way}/knock`, {}))['prescribing'], /Không nối được/)
  ok(await put(both))
  assert.equal(gateway.state.prescriptions.size, 0, 'trying carries nobody’s data')
  const { rows } = await site.database.in_facility('24012', (sql) =>
    sql.query<{ detail: string }>("SELECT detail FROM audit.event WHERE interaction = 'e-prescription-gateway'"),
  )
  assert.ok(rows.some(({ detail }) => detail.includes(gateway.base_url)))
  assert.ok(!JSON.stringify(await view()).includes('mat-khau-mo-phong'), 'no secret is shown')
})

test('a doctor gets her code: the national system is told, and what was held for it goes again', async () => {
  await hold('24012aaaaaaa-C')
  refused(await give('pr-doctor', 'BS của tôi'), 422, /Mã liên thông gồm/)
  assert.deepEqual(ok(await give('pr-doctor', 'BS-1')), { problem: '', sent_again: 1 })
  assert.ok(gateway.state.doctors.has('BS-1'))
  refused(await give('pr-head-of-department', 'bs-1'), 409, /đang ghi cho BS\. doctor/)
  assert.deepEqual(ok(await give('pr-doctor', 'BS-1')), { problem: '', sent_again: 0 })
  held.facility = 'sai'
  const untold = ok(await give('pr-head-of-department', 'BS-2'))
  assert.match(untold['problem'], /Đăng nhập/)
  assert.equal(await code_of('pr-head-of-department'), 'BS-2')
  held.facility = 'mat-khau-mo-phong'
  ok(await give('pr-doctor', ''))
  assert.equal(await code_of('pr-doctor'), '')
  assert.ok(!gateway.state.doctors.has('BS-1'), 'taken back there too')
})

test('a pharmacy has the dispensing side alone; ended, nothing is asked any more', async () => {
  refused(await put({ base_url: gateway.base_url }, it_nt), 422, /Nhà thuốc cần địa chỉ bên cấp thuốc/)
  ok(await put({ ...both, base_url: '' }, it_nt))
  assert.deepEqual(ok(await it_nt('POST', `${way}/knock`, {})), { prescribing: null, dispensing: '' })
  assert.deepEqual((await view(it_nt))['prescribers'], [])
  ok(await it_nt('DELETE', way))
  const counter = await running.person('pharmacist.nt')
  refused(await counter('GET', '/api/dispensing/24012aaaaaaa-C'), 404, /chưa kết nối hệ thống đơn thuốc quốc gia/)
  assert.equal((await view(it_nt))['gateway'], null)
  assert.ok((await view())['gateway'], `${pharmacy.code} ended its own alone`)
})
