import { fail, type Failure } from '../../base/outcome/index.ts'

/** A copy that cannot be trusted: people are told which part of it, and to take another. */
export const broken_part = (part: string, what: string): Failure =>
  fail.rule(`Bản sao lưu hỏng ở phần “${part}”: ${what}. Không dùng bản này; lấy bản khác hoặc bản ở nơi thứ hai`)
