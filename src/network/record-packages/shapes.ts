import { group, one_of, optional, text } from '../../base/shapes/index.ts'
import type { SendRecordWish } from './contract.ts'

/** base64 of 5 MB, with room. */
const scan_chars_max = 7_200_000

export const send_record_shape = group<SendRecordWish>('gửi hồ sơ', {
  recipient: text('nơi nhận', 10),
  basis: one_of('căn cứ', ['patient-request', 'transfer', 'emergency', 'law']),
  law: optional(text('điều luật', 300)),
  reason: optional(text('lý do', 500)),
  asked_as: optional(one_of('ai yêu cầu', ['person', 'representative', 'both'])),
  representative: optional(text('người đại diện', 200)),
  request: optional(
    group<NonNullable<SendRecordWish['request']>>('phiếu yêu cầu', {
      content_type: text('loại tệp', 60),
      data: text('nội dung tệp', scan_chars_max),
    }),
  ),
})
