import {
  group,
  keyed,
  list,
  number,
  one_of,
  optional,
  text,
  day,
  when_absent,
  whole,
  yes_or_no,
  any_of,
} from '../../base/shapes/index.ts'
import {
  channels,
  request_kinds,
  type AccessQuestion,
  type AskedBy,
  type BreachBody,
  type ConsentWish,
  type LaterWord,
  type NewRequest,
  type NewStep,
  type Word,
} from './contract.ts'

const value = any_of<unknown>('giá trị', 'chữ, số hoặc có/không', [
  text('giá trị'),
  number('giá trị'),
  yes_or_no('giá trị'),
])
const word_fields = {
  body: keyed('nội dung', value),
  valid_from: day('ngày có hiệu lực'),
  is_ended: optional(yes_or_no('kết thúc')),
}
export const word_shape = group<Word>('dòng của sổ', word_fields)
export const later_word_shape = group<LaterWord>('dòng của sổ', { ...word_fields, version: whole('phiên bản') })

const asked_by = group<AskedBy>('người yêu cầu', {
  name: text('họ tên', 200),
  relation: when_absent(text('quan hệ', 100), ''),
  phone: when_absent(text('điện thoại', 40), ''),
})
export const request_shape = group<NewRequest>('yêu cầu', {
  kind: one_of('loại', request_kinds),
  patient: when_absent(text('hồ sơ', 64), ''),
  asked_by,
  said: text('lời yêu cầu'),
  purposes: when_absent(list('mục đích', text('mục đích', 64), 50), []),
  by_processor: when_absent(yes_or_no('qua bên xử lý'), false),
  channel: one_of('kênh', channels),
  received_at: text('lúc nhận', 16),
})
export const step_shape = group<NewStep>('bước', {
  act: one_of('việc', ['acknowledge', 'extend', 'answer']),
  result: when_absent(one_of('kết quả', ['', 'done', 'partly', 'refused']), '' as const),
  days: when_absent(whole('số ngày'), 0),
  detail: text('lời'),
})
export const wording_shape = group<{ purpose: string; text: string }>('lời hỏi', {
  purpose: text('mục đích', 64),
  text: text('lời hỏi'),
})
export const consent_shape = group<ConsentWish>('sự đồng ý', {
  purpose: text('mục đích', 64),
  // Nothing stands in for an answer that was not given (PDP-03).
  is_given: yes_or_no('đồng ý hay không'),
  digest: text('dấu vân tay của lời hỏi', 64),
  by: text('ai nói', 200),
  relation: when_absent(text('quan hệ', 100), ''),
  channel: one_of('kênh', channels),
})
export const withdrawal_shape = group<{ purpose: string; by: string }>('rút lại', {
  purpose: text('mục đích', 64),
  by: text('ai nói', 200),
})
export const question_shape = group<AccessQuestion>('câu hỏi', {
  actors: when_absent(list('tài khoản', text('tài khoản', 200), 50), []),
  addresses: when_absent(list('địa chỉ máy', text('địa chỉ máy', 64), 50), []),
  from: text('từ lúc', 16),
  to: text('đến lúc', 16),
})
const words = (label: string) => when_absent(text(label), '')
export const breach_shape = group<BreachBody>('hồ sơ sự cố', {
  title: text('tên sự cố', 200),
  detected_at: text('lúc phát hiện', 16),
  happened: text('diễn biến'),
  kinds: words('loại dữ liệu'),
  consequences: words('hậu quả'),
  measures: words('biện pháp'),
  question: question_shape,
  notified_at: when_absent(text('lúc gửi thông báo', 16), ''),
  notice_number: when_absent(text('số văn bản', 40), ''),
  people_told_at: when_absent(text('lúc báo người bị ảnh hưởng', 16), ''),
  late_reason: words('lý do chậm'),
  closed_on: when_absent(text('ngày đóng', 10), ''),
})
export const later_breach_shape = group<{ version: number; breach: BreachBody }>('hồ sơ sự cố', {
  version: whole('phiên bản'),
  breach: breach_shape,
})
export const support_shape = group<{
  account: string
  processor: string
  reason: string
  begins_at: string
  until: string
}>('phiên hỗ trợ', {
  account: text('tài khoản', 100),
  processor: when_absent(text('bên xử lý', 64), ''),
  reason: text('lý do', 1_000),
  begins_at: text('lúc bắt đầu', 16),
  until: text('lúc kết thúc', 16),
})
export const support_account_shape = group<{ is_support: boolean }>('tài khoản', {
  is_support: yes_or_no('tài khoản hỗ trợ'),
})
