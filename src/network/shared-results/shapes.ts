import { group, list, text } from '../../base/shapes/index.ts'
import type { RepeatWish } from './contract.ts'

export const repeat_shape = group<RepeatWish>('lý do làm lại', {
  patient: text('người bệnh', 64),
  code: text('mã xét nghiệm', 64),
  reason: text('lý do', 2_000),
  found: list('kết quả đã có', text('kết quả', 500), 50),
})
