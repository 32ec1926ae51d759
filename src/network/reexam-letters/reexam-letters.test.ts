/** One slip of each finished course. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { check_slip, type Slip } from './index.ts'

const slip: Slip = { number: '24012.HK.26.000001', state: 'sent', appointed_on: '2026-12-05' }

const refused = (act: () => unknown, status: number, words: RegExp): void =>
  assert.throws(act, (error) => error instanceof Failure && error.status === status && words.test(error.message))

test('one slip of each finished course, for a day after it', () => {
  check_slip(slip, { ended_on: '2026-11-20', slips: [{ number: slip.number, state: 'signed' }] })
  refused(() => check_slip(slip, { ended_on: undefined, slips: [] }), 422, /chưa kết thúc/)
  refused(() => check_slip(slip, { ended_on: '2026-12-05', slips: [] }), 422, /phải sau ngày ra viện/)
  const other = { number: '24012.HK.26.000002', state: 'sent' as const }
  refused(
    () => check_slip(slip, { ended_on: '2026-11-20', slips: [other] }),
    422,
    /đã có phiếu hẹn 24012\.HK\.26\.000002/,
  )
  check_slip(slip, { ended_on: '2026-11-20', slips: [{ ...other, state: 'cancelled' }] })
})
