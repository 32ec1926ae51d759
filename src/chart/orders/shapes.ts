import { group, list, one_of, text } from '../../base/shapes/index.ts'
import type { CancelWish, OrderLineWish, OrderWish } from './contract.ts'

const line_shape = group<OrderLineWish>('chỉ định', {
  test: text('mã dịch vụ', 64),
  priority: one_of('mức độ', ['routine', 'urgent', 'stat']),
  reason: text('lý do chỉ định', 1_000),
  repeat_reason: text('lý do làm lại', 2_000),
})

export const order_shape = group<OrderWish>('phiếu chỉ định', { lines: list('chỉ định', line_shape, 60) })
export const cancel_shape = group<CancelWish>('hủy chỉ định', { reason: text('lý do hủy', 1_000) })
