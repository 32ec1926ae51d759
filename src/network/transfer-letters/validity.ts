import { add_working_days, add_years, format_date } from '../../base/time/index.ts'
import { find_disease, type DiseaseList } from './disease-list.ts'

/** What a letter's validity hangs on. Days as yyyy-mm-dd, in Vietnam. */
export type LetterTerm = {
  signed_on: string
  /** The letter says so: its disease is in annex III. */
  is_one_year: boolean
}

/** A course of treatment at the receiving facility. */
export type Course = { from: string; to?: string | undefined }

const working_days = 10

/** TT 01/2025/TT-BYT Điều 12: ten working days from the day it was signed, a year for the diseases of annex III. */
export const valid_until = ({ signed_on, is_one_year }: LetterTerm): string =>
  is_one_year ? add_years(signed_on, 1) : add_working_days(signed_on, working_days)

/** `is_expired`: its last day has passed; a letter that is signed tomorrow is not valid and not expired. */
export type Validity = { is_valid: boolean; is_expired: boolean; until: string; why: string }

/**
 * Whether a letter counts on a day. One that lapses in the midst of a course counts to the end of the course (Điều 12).
 * @param course the course that was begun with this letter
 */
export const judge_validity = (term: LetterTerm, on: string, course?: Course): Validity => {
  const until = valid_until(term)
  const words = `Phiếu ký ngày ${format_date(term.signed_on)}, có giá trị đến hết ngày ${format_date(until)}`
  if (on < term.signed_on) return { is_valid: false, is_expired: false, until, why: `${words}: chưa đến ngày ký` }
  if (on <= until) return { is_valid: true, is_expired: false, until, why: words }
  const in_course = course !== undefined && term.signed_on <= course.from && course.from <= until
  if (in_course && (course.to === undefined || on <= course.to))
    return {
      ...{ is_valid: true, is_expired: false },
      until: course.to ?? on,
      why: `${words}; đang trong đợt điều trị nên còn giá trị đến hết đợt`,
    }
  return { is_valid: false, is_expired: true, until, why: `${words}: đã hết hạn` }
}

/**
 * What is to be said of a letter's box "có giá trị 01 năm" before it leaves. A list that is not whole reminds and does not
 * refuse; a whole one refuses.
 * @param diseases the edition of the day on which it is signed
 */
export const judge_one_year = (
  letter: { code: string; is_one_year: boolean },
  diseases: DiseaseList,
): { severity: 'error' | 'warning' | 'none'; message: string } => {
  const { is_listed, disease } = find_disease(letter.code, diseases)
  const listed = is_listed === 'yes' || is_listed === 'likely'
  if (letter.is_one_year && is_listed === 'no')
    return {
      severity: 'error',
      message: `Mã ${letter.code} không thuộc Phụ lục III: phiếu chỉ có giá trị 10 ngày làm việc`,
    }
  if (letter.is_one_year && !listed)
    return {
      severity: 'warning',
      message: `Chưa xác định mã ${letter.code} thuộc Phụ lục III; hãy đối chiếu trước khi gửi`,
    }
  if (!letter.is_one_year && listed)
    return {
      severity: 'warning',
      message: `${disease?.name ?? letter.code}: có thể được dùng phiếu giá trị 01 năm (Phụ lục III)`,
    }
  return { severity: 'none', message: '' }
}
