import { group, list, number, optional, text, type Shape } from '../../base/shapes/index.ts'
import type { SaleWish } from './contract.ts'

export const sale_shape: Shape<SaleWish> = group<SaleWish>('lần cấp thuốc', {
  invoice: text('số hóa đơn', 60),
  lines: list(
    'dòng thuốc',
    group<SaleWish['lines'][number]>('dòng thuốc', {
      id: text('mã dòng', 120),
      quantity: number('số lượng', 0, 100_000),
      substitute: optional(text('thuốc thay', 200)),
    }),
    60,
  ),
})
