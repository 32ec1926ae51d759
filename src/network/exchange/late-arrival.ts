import { fail } from '../../base/outcome/index.ts'
import { format_date, local_date } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import type { Late } from './contract.ts'
import { last_day_of } from './letter-validity.ts'
import type { IncomingRow } from './lines.ts'
import { read_kept } from './read-kept.ts'

const until_of = async (unit: Unit, row: IncomingRow): Promise<string | undefined> =>
  row.valid_until ?? last_day_of(row.kind, row, await read_kept(unit.sql, unit.caller.facility, row.id))

/**
 * What is kept with the arrival of somebody whose letter had lapsed, and told to its sender. Nobody is turned away for a
 * letter: who is received on it says why, and in an emergency nobody is asked (TT 01/2025/TT-BYT Điều 12; Luật 15/2023/QH15
 * on emergencies). What was said once is not asked for again.
 * @param on the day on which she came, yyyy-mm-dd in Vietnam
 * @returns null: it still counted @throws 422 a lapsed letter without a word
 */
export const late_words = async (
  unit: Unit,
  row: IncomingRow,
  { late_reason, is_emergency }: Late,
  on = local_date(new Date()),
): Promise<string | null> => {
  if (row.late_reason !== null) return row.late_reason
  const until = await until_of(unit, row)
  if (until === undefined || on <= until) return null
  const lapsed = `Phiếu hết hạn từ sau ngày ${format_date(until)}`
  if (is_emergency === true || row.head.gist?.urgency === 'emergency') return `${lapsed}, tiếp nhận cấp cứu`
  const why = (late_reason ?? '').trim()
  if (why === '')
    throw fail.rule(
      `${lapsed}. Vẫn tiếp nhận người bệnh được: hãy ghi lý do, nơi chuyển sẽ đọc thấy; người bệnh cấp cứu thì không cần lý do`,
      'late_reason',
    )
  return `${lapsed}, vẫn tiếp nhận vì: ${why}`
}
