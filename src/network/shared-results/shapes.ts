import { group, list, optional, text } from '../../base/shapes/index.ts'
import type { DropWish, RepeatWish, TakeWish } from './contract.ts'

export const repeat_shape = group<RepeatWish>('lý do làm lại', {
  patient: text('người bệnh', 64),
  code: text('mã xét nghiệm', 64),
  reason: text('lý do', 2_000),
  found: list('kết quả đã có', text('kết quả', 500), 50),
})

export const take_shape = group<TakeWish>('kết quả dùng lại', {
  code: text('mã xét nghiệm', 64),
  test: text('tên xét nghiệm', 500),
  paper: text('tài liệu', 40),
  instead_of: optional(text('kết quả cũ', 64)),
})

export const drop_shape = group<DropWish>('không dùng nữa', { reason: text('lý do', 1_000) })
