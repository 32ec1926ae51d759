import { group, text, whole, type Shape } from '../../base/shapes/index.ts'
import type { MergeOrder, UnmergeOrder } from './contract.ts'

export const merge_shape: Shape<MergeOrder> = group<MergeOrder>('lần gộp', {
  source: text('hồ sơ gộp đi', 64),
  reason: text('lý do', 1_000),
  source_version: whole('phiên bản đã xem của hồ sơ gộp đi'),
  target_version: whole('phiên bản đã xem của hồ sơ giữ lại'),
})

export const unmerge_shape: Shape<UnmergeOrder> = group<UnmergeOrder>('lần tách', {
  source: text('hồ sơ tách ra', 64),
  reason: text('lý do', 1_000),
})
