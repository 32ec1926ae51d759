import { day, group, list, one_of, optional, text, whole, yes_or_no } from '../../base/shapes/index.ts'
import type { BasisWish, PortalWish, PortalWord, RequestWish, SeenWish, SmsSettings } from './contract.ts'
import { endpoint_profiles } from '../../platform/http/index.ts'

/** base64 of 5 MB, with room. */
const scan_chars_max = 7_200_000

export const basis_shape = group<BasisWish>('căn cứ', {
  basis: one_of('căn cứ', ['patient-request', 'emergency', 'law']),
  reason: text('lý do', 2_000),
  law: optional(text('điều luật', 300)),
  request: optional(text('yêu cầu', 64)),
  labels: optional(list('nhóm thông tin', text('nhóm thông tin', 20), 20)),
})

export const request_shape = group<RequestWish>('yêu cầu của người bệnh', {
  channel: one_of('cách xác nhận', ['otp', 'paper']),
  asked_by: text('người yêu cầu', 200),
  asked_as: optional(one_of('tư cách', ['person', 'representative', 'both'])),
  relation: optional(text('quan hệ', 100)),
  purpose: optional(text('mục đích', 500)),
  labels: optional(list('nhóm thông tin', text('nhóm thông tin', 20), 20)),
  phone: optional(text('điện thoại', 20)),
  paper: optional(
    group<NonNullable<RequestWish['paper']>>('bản quét', {
      content_type: text('loại tệp', 60),
      data: text('nội dung tệp', scan_chars_max),
    }),
  ),
})

export const code_shape = group<{ code: string }>('mã xác nhận', { code: text('mã xác nhận', 12) })
export const reason_shape = group<{ reason: string }>('lý do', { reason: text('lý do', 2_000) })
export const portal_shape = group<PortalWish>('cổng sổ sức khỏe', {
  base_url: text('địa chỉ', 500),
  path: optional(text('đường dẫn', 200)),
  token_path: optional(text('đường dẫn lấy mã truy cập', 200)),
  username: text('tên kết nối', 100),
  head_code: optional(text('mã người đứng đầu', 255)),
  summary_for: optional(one_of('bảng tóm tắt', ['all', 'beds'])),
  due_h: optional(whole('hạn gửi')),
  profile: optional(one_of('hồ sơ kết nối', endpoint_profiles)),
  valid_from: optional(day('dùng từ ngày')),
})

export const portal_word_shape = group<PortalWord>('lời của cổng', {
  word: one_of('kết quả', ['taken', 'refused']),
  receipt: optional(text('mã giao dịch', 100)),
  reason: text('lý do', 1_000),
})

export const seen_shape = group<SeenWish>('đã xem trên VNeID', {
  encounter: text('lượt khám', 64),
  about: optional(text('trang sổ', 80)),
  what: text('đã xem gì', 60),
})

export const sms_shape = group<SmsSettings>('kênh tin nhắn', {
  base_url: text('địa chỉ', 500),
  profile: optional(one_of('hồ sơ kết nối', endpoint_profiles)),
  path: text('đường dẫn', 200),
  format: one_of('dạng gửi', ['json', 'form']),
  body: text('nội dung gửi', 4_000),
  authorization: text('tiêu đề authorization', 500),
  brand: text('tên thương hiệu', 20),
  phone_form: one_of('dạng số', ['0', '84', '+84']),
  is_plain: yes_or_no('không dấu'),
  ok_field: text('trường kết quả', 60),
  ok_value: text('giá trị thành công', 60),
  receipt_field: text('trường mã tin', 60),
})
export const phone_shape = group<{ phone: string }>('số thử', { phone: text('điện thoại', 20) })
