import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import { read_clock_tolerance, type Submission } from '../../src/standards/documents/index.ts'
import { write_provide_bundle } from '../../src/standards/mhd/index.ts'
import { start_test_hub, type TestHub } from '../test-hub.ts'

/** A sender whose clock is fast is told by how much, by whose clock, and who puts it right. */
const hub = await start_test_hub()

const signed_ahead = (at: TestHub, minutes: number, more: Partial<Submission> = {}): Promise<Submission> => {
  const ahead = new Date(Date.now() + minutes * 60_000)
  const created_at = new Date().toISOString()
  return make_letter({
    ...{ house: at.house('24012'), sealed_at: ahead, paper_signed_at: ahead, document: { created_at } },
    submission: { recipients: ['01929'], created_at, ...more },
  })
}
const send = async (at: TestHub, submission: Submission) =>
  (await at.member('24012'))('POST', '/fhir', write_provide_bundle(submission))

test('four minutes are nothing; eight are refused with both clocks, the difference and what to do', async () => {
  assert.equal((await send(hub, await signed_ahead(hub, 4))).status, 200)
  const refused = await send(hub, await signed_ahead(hub, 8))
  assert.equal(refused.status, 422, refused.text)
  assert.match(
    refused.text,
    /ở tương lai: \d\d:\d\d:\d\d \d\d\/\d\d\/\d{4}, sau giờ máy nhận \(\d\d:\d\d:\d\d \d\d\/\d\d\/\d{4}\) (7 phút \d+ giây|8 phút); cho phép lệch 5 phút/,
  )
  assert.match(refused.text, /Quản trị \(IT\) của cơ sở ký chỉnh đồng hồ máy ký \(NTP\) rồi ký lại/)
})

test('a letter that says it was made an hour from now is refused likewise', async () => {
  const created_at = new Date(Date.now() + 3_600_000).toISOString()
  const refused = await send(hub, await signed_ahead(hub, 0, { created_at }))
  assert.equal(refused.status, 422, refused.text)
  assert.match(
    refused.text,
    /lập tài liệu ở tương lai: .*sau giờ máy nhận .*(1 giờ|59 phút).*chỉnh đồng hồ máy chủ \(NTP\)/,
  )
})

test('the tolerance is a setting of the receiver', async () => {
  process.env['CLOCK_TOLERANCE_S'] = '600'
  const patient_hub = await start_test_hub()
  const taken = await send(patient_hub, await signed_ahead(patient_hub, 8))
  assert.equal(taken.status, 200, taken.text)
  assert.match((await send(patient_hub, await signed_ahead(patient_hub, 11))).text, /cho phép lệch 10 phút/)
  for (const wrong of ['5m', '-1', '86400', '1.5'])
    assert.throws(() => read_clock_tolerance(wrong), /CLOCK_TOLERANCE_S là số giây từ 0 đến 3600/)
  assert.equal(read_clock_tolerance(undefined), 300_000)
})
