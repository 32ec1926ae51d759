import { fail } from '../../base/outcome/index.ts'
import { format_date } from '../../base/time/index.ts'

/** A slip's life (documents.md §2, SHARE-15). */
export type SlipState = 'draft' | 'signed' | 'sent' | 'used' | 'cancelled'

/** A slip as its paper says it. */
export type Slip = {
  number: string
  state: SlipState
  /** yyyy-mm-dd */
  appointed_on: string
}

/** A course of treatment with the slips that were written in it. */
export type FinishedCourse = { ended_on: string | undefined; slips: Pick<Slip, 'number' | 'state'>[] }

/** Only one of a course (TT 01/2025/TT-BYT Điều 11). @throws 422 */
export const demand_only_slip = (number: string, slips: FinishedCourse['slips']): void => {
  const other = slips.find((one) => one.number !== number && one.state !== 'draft' && one.state !== 'cancelled')
  if (other)
    throw fail.rule(
      `Đợt điều trị này đã có phiếu hẹn ${other.number}; mỗi đợt chỉ một phiếu. Cần đổi ngày hẹn thì sửa phiếu đó, hoặc hủy nó trước`,
      'number',
    )
}

/**
 * Whether a slip may leave: after a course that is finished, and only one of it (Điều 11); its day comes after the course
 * (XML14: NGAY_HEN_KL > NGAY_RA). @throws 422
 */
export const check_slip = (slip: Pick<Slip, 'number' | 'appointed_on'>, course: FinishedCourse): void => {
  const { ended_on, slips } = course
  if (ended_on === undefined)
    throw fail.rule('Đợt điều trị chưa kết thúc: hãy cho người bệnh ra viện rồi phát hành phiếu hẹn khám lại', 'state')
  if (slip.appointed_on <= ended_on)
    throw fail.rule(
      `Ngày hẹn ${format_date(slip.appointed_on)} phải sau ngày ra viện ${format_date(ended_on)}`,
      'hen_ngay',
    )
  demand_only_slip(slip.number, slips)
}
