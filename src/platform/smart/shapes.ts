import { group, list, optional, text, yes_or_no, type Shape } from '../../base/shapes/index.ts'
import type { Decision, LaunchWish } from './contract.ts'

const scope_length_max = 500
const scopes_max = 200

export const decision_shape: Shape<Decision> = group<Decision>('quyết định', {
  approve: yes_or_no('cho phép'),
  scopes: optional(list('các quyền', text('quyền', scope_length_max), scopes_max)),
  offline: optional(yes_or_no('khi đã đăng xuất')),
  patient: optional(text('người bệnh', 64)),
  encounter: optional(text('đợt khám', 64)),
})
export const launch_wish_shape: Shape<LaunchWish> = group<LaunchWish>('mở ứng dụng', {
  patient: optional(text('người bệnh', 64)),
  encounter: optional(text('đợt khám', 64)),
})
