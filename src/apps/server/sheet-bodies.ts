import {
  any_of,
  group,
  keyed,
  list,
  nothing,
  number,
  optional,
  text,
  whole,
  yes_or_no,
  type Shape,
} from '../../base/shapes/index.ts'
import type { AnswerRow, AnswerValue, DraftSave, NewSheet } from '../../chart/medical-record/contract.ts'

/** Lengths and item ids are judged by the form (check-answers); here only what kind of thing an answer is. */
const words = text('câu trả lời', Infinity)
const plain = [words, number('câu trả lời'), yes_or_no('câu trả lời'), nothing]
const rows_max = 10_000

const cell = any_of<AnswerRow[string]>('ô trong bảng', 'chữ, số hoặc có/không', plain)
const answer = any_of<AnswerValue>('câu trả lời', 'chữ, số, có/không, danh sách chữ hoặc các dòng của bảng', [
  ...plain,
  list('câu trả lời', words, rows_max),
  list('câu trả lời', keyed('dòng của bảng', cell), rows_max),
])

export const draft_shape: Shape<DraftSave> = group<DraftSave>('bản nháp', {
  seen_revision: whole('lần lưu đã thấy (seen_revision)'),
  base_version: whole('phiên bản đang sửa (base_version)'),
  tab: text('mã của cửa sổ (tab)', 200),
  answers: keyed('các câu trả lời', answer),
})

export const new_sheet_shape: Shape<NewSheet> = group<NewSheet>('phiếu mới', {
  slug: text('mã mẫu', 60),
  copy_from: optional(text('phiếu chép từ', 64)),
})

/** The version a hand has seen: a number, or an ETag as FHIR writes it (`W/"3"`). */
const seen_version = optional(
  any_of<number | string>('phiên bản đã xem (if_match)', 'số phiên bản', [whole('phiên bản'), text('phiên bản', 40)]),
)

export const completion_shape = group<{ if_match?: number | string }>('lượt hoàn thành', { if_match: seen_version })

export const signing_shape = group<{ slot: string; if_match?: number | string }>('lượt ký', {
  slot: text('chỗ ký (slot)', 200),
  if_match: seen_version,
})
