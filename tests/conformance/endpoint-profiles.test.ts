/** SHARE-23: systems to try on and systems that count are kept apart, and an address takes the other's place on its day. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secrets_of_file } from '../../src/apps/server/routes-prescribing.ts'
import { local_date, shift_days } from '../../src/base/time/index.ts'
import { find_connection } from '../../src/network/e-prescriptions/index.ts'
import type { GatewayView, GatewayWish } from '../../src/network/e-prescriptions/contract.ts'
import type { PortalView, PortalWish, SmsSettings, SmsView } from '../../src/network/health-book/contract.ts'
import type { PacsView, PacsWish } from '../../src/network/imaging-studies/contract.ts'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start_test_site } from '../test-site.ts'

const running = await start_test_site({ exchange: { poll_ms: 2_000_000_000, sync_ms: 2_000_000_000 } })
const it_admin = await running.person('it_admin')
const facility = '24012'
const today = local_date(new Date())

const portal: PortalWish = { base_url: 'https://cong.y-te.vn', username: '24012', profile: 'production' }
const put = (part: Partial<PortalWish>) => it_admin('PUT', '/api/portal', { ...portal, ...part })
const refused = async (part: Partial<PortalWish>, words: RegExp) => {
  const answer = await put(part)
  assert.equal(answer.status, 422, answer.text)
  assert.match(answer.text, words)
}

test('a production profile refuses what is only to be tried on, and a sandbox what counts', async () => {
  for (const host of [
    'localhost',
    'sandbox.cong.y-te.vn',
    'cong-test.y-te.vn',
    'uat2.y-te.vn',
    'mock.y-te.vn',
    'cong.y-te.test',
  ])
    await refused({ base_url: `https://${host}` }, /là máy thử nghiệm, không dùng với hồ sơ chính thức/)
  await refused({ profile: 'sandbox' }, /không phải máy thử nghiệm đã biết.*SANDBOX_HOSTS/)
  for (const host of ['attest.y-te.vn', 'protesting.y-te.vn', 'device.y-te.vn'])
    assert.equal((await put({ base_url: `https://${host}` })).status, 200, 'only whole words of a name count')
  process.env['SANDBOX_HOSTS'] = 'cong-hai.y-te.vn'
  assert.equal((await put({ base_url: 'https://cong-hai.y-te.vn', profile: 'sandbox' })).status, 200)
  await refused({ base_url: 'https://cong-hai.y-te.vn' }, /là máy thử nghiệm/)
  delete process.env['SANDBOX_HOSTS']
})

test('an address takes the place of another on its day, and not before', async () => {
  const day = shift_days(today, 40)
  const view = async () => (await it_admin('GET', '/api/portal')).json as PortalView
  assert.equal((await it_admin('DELETE', '/api/portal')).status, 200)
  await refused({ valid_from: day }, /Chưa có kết nối đang dùng/)
  assert.equal((await put({})).status, 200)
  await refused({ valid_from: shift_days(today, -1) }, /đã qua/)
  const said = await put({ base_url: 'https://dich-vu-cong.vn', valid_from: day })
  assert.equal(said.status, 200, said.text)
  const { portal: now, coming } = await view()
  assert.deepEqual(
    [now?.base_url, now?.profile, coming?.base_url, coming?.valid_from],
    ['https://cong.y-te.vn', 'production', 'https://dich-vu-cong.vn', day],
  )
  // Its day comes.
  await running.site.database.in_facility(facility, (sql) =>
    sql.query(
      "UPDATE health_book.setting SET portal = jsonb_set(portal, '{coming,valid_from}', to_jsonb($2::text)) WHERE facility = $1",
      [facility, today],
    ),
  )
  const then = await view()
  assert.deepEqual([then.portal?.base_url, then.coming], ['https://dich-vu-cong.vn', null])
})

test('the way of prescriptions goes by the same', async () => {
  const { usual } = (await it_admin('GET', '/api/e-prescription-gateway')).json as GatewayView
  const wish = (part: Partial<GatewayWish>) =>
    it_admin('PUT', '/api/e-prescription-gateway', { ...usual, profile: 'production', ...part })
  const wrong = await wish({ base_url: 'http://127.0.0.1:9' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /127\.0\.0\.1.*là máy thử nghiệm/)
  assert.equal((await wish({ base_url: 'http://127.0.0.1:9', profile: 'sandbox' })).status, 200)
  const later = shift_days(today, 10)
  const said = await wish({ base_url: 'https://don-thuoc.vn', valid_from: later })
  assert.equal(said.status, 200, said.text)
  const on = (day: string) => running.site.database.in_facility(facility, (sql) => find_connection(sql, facility, day))
  assert.deepEqual([(await on(today))?.base_url, (await on(today))?.profile], ['http://127.0.0.1:9', 'sandbox'])
  assert.deepEqual([(await on(later))?.base_url, (await on(later))?.profile], ['https://don-thuoc.vn', 'production'])
  const { gateway, coming } = (await it_admin('GET', '/api/e-prescription-gateway')).json as GatewayView
  assert.deepEqual([gateway?.profile, coming?.valid_from], ['sandbox', later])
})

test('a secret of one profile goes to no system of the other; none lies in the database', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'secrets.json')
  writeFileSync(
    file,
    JSON.stringify({ [facility]: { production: { password: 'that' }, sandbox: { doctors: { p: 'thu' } } } }),
  )
  const { facility_password, doctor_password } = secrets_of_file(file)
  assert.deepEqual(
    [facility_password(facility, 'production'), facility_password(facility, 'sandbox')],
    ['that', undefined],
  )
  assert.deepEqual(
    [doctor_password(facility, 'p', 'sandbox'), doctor_password(facility, 'p', 'production')],
    ['thu', undefined],
  )
  const { rows } = await running.site.database.in_facility(facility, (sql) =>
    sql.query<{ text: string }>(
      `SELECT (SELECT settings::text FROM eprescription.connection WHERE facility = $1)
         || (SELECT portal::text FROM health_book.setting WHERE facility = $1) AS text`,
      [facility],
    ),
  )
  assert.doesNotMatch(rows[0]?.text ?? '"secret":', /"(password|app_key|secret)":/)
})

test('messages and pictures go by the same; only a PACS may stand in the house under an inside name', async () => {
  const { usual } = (await it_admin('GET', '/api/sms-gateway')).json as SmsView
  const sms = (part: Partial<SmsSettings>) => it_admin('PUT', '/api/sms-gateway', { ...usual, ...part })
  const pacs = (part: Partial<PacsWish>) =>
    it_admin('PUT', '/api/pacs', { username: '', viewer: '', base_url: '', profile: 'production', ...part })
  for (const base_url of ['https://sandbox.tin-nhan.vn', 'https://tin-nhan.test'])
    for (const put_it of [sms, pacs]) {
      const wrong = await put_it({ base_url, profile: 'production' })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /là máy thử nghiệm, không dùng với hồ sơ chính thức/)
    }
  const wrong = await pacs({ base_url: 'https://pacs.benh-vien.vn', profile: 'sandbox' })
  assert.match(wrong.text, /không phải máy thử nghiệm đã biết/)
  assert.equal((await sms({ base_url: 'https://tin-nhan.local', profile: 'production' })).status, 422)
  assert.equal((await sms({ base_url: 'https://tin-nhan.vn', profile: 'production' })).status, 200)
  for (const profile of ['sandbox', 'production'] as const) {
    assert.equal((await pacs({ base_url: 'https://pacs.benh-vien.local', profile })).status, 200)
    assert.equal(((await it_admin('GET', '/api/pacs')).json as PacsView).pacs?.profile, profile)
  }
  assert.equal(((await it_admin('GET', '/api/sms-gateway')).json as SmsView).gateway?.profile, 'production')
})
