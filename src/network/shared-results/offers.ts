import { fail } from '../../base/outcome/index.ts'
import { show_moment } from '../../base/time/index.ts'
import { charts_of } from '../../chart/merging/index.ts'
import type { Test } from '../../chart/orders/contract.ts'
import type { Unit } from '../../platform/records/index.ts'
import { note_repeat } from '../health-book/index.ts'
import type { SharedResults } from './contract.ts'
import { is_reliable } from './open-until.ts'
import { say_result } from './read-result.ts'

type Question = { patient: string; code: string }

/**
 * What a doctor was last offered of a test: an order of it wants a reason while that counts, whether or not the hub can be
 * asked at that moment. That it was away is kept as well: a test was then repeated for want of an answer.
 */
export const keep_offer = async (
  unit: Unit,
  { patient, code }: Question,
  { state, results }: Pick<SharedResults, 'state' | 'results'>,
): Promise<void> => {
  const reliable = results.filter(is_reliable)
  const until = reliable.map(({ valid_until }) => valid_until).toSorted((a, b) => Date.parse(b) - Date.parse(a))[0]
  const found = reliable.map((one) =>
    `${one.sender.name}: ${say_result(one)}, lấy ${show_moment(one.taken_at)}`.slice(0, 500),
  )
  await unit.sql.query(
    `INSERT INTO health_book.offer AS o (facility, patient, code, state, found, valid_until, actor, asked_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now())
     ON CONFLICT (facility, patient, code) DO UPDATE SET state = $4, actor = $7, asked_at = now(),
       found = CASE WHEN $4 = 'shown' THEN $5::jsonb ELSE o.found END,
       valid_until = CASE WHEN $4 = 'shown' THEN $6::timestamptz ELSE o.valid_until END`,
    [unit.caller.facility, patient, code, state, JSON.stringify(found), until ?? null, unit.caller.actor.id],
  )
}

const reason_min = 5

/**
 * A valid result of the test was offered and it is ordered all the same: why, written down beside what was offered (SHARE-16).
 * @returns what was offered, in words @throws 422 without a reason
 */
export const settle_offer = async (
  unit: Unit,
  patient: string,
  { name, loinc }: Test,
  repeat_reason: string,
): Promise<string[]> => {
  if (loinc === '') return []
  const { rows } = await unit.sql.query<{ found: string[] }>(
    `SELECT found FROM health_book.offer WHERE facility = $1 AND patient = ANY ($2) AND code = $3 AND valid_until > now()`,
    [unit.caller.facility, await charts_of(unit, patient), loinc],
  )
  const found = rows.flatMap((row) => row.found)
  if (found.length === 0) return []
  const reason = repeat_reason.trim()
  if (reason.length < reason_min)
    throw fail.value(
      `${name}: đã được đề nghị dùng lại kết quả còn giá trị của nơi khác; cần ghi lý do làm lại`,
      'repeat_reason',
    )
  await note_repeat(unit, patient, { code: loinc, reason, found })
  return found
}
