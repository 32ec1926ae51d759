import { day, group, list, one_of, optional, text } from '../../base/shapes/index.ts'
import { endpoint_profiles } from '../../platform/http/index.ts'
import type { BasisWish, PortalWish, RequestWish } from './contract.ts'

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
  username: text('tên kết nối', 100),
  profile: optional(one_of('hồ sơ kết nối', endpoint_profiles)),
  valid_from: optional(day('dùng từ ngày')),
})
