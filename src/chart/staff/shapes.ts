import { group, optional, text, whole } from '../../base/shapes/index.ts'
import type { Licensing } from './contract.ts'

export const licensing_shape = group<Licensing>('chứng chỉ hành nghề', {
  licence: text('số chứng chỉ hành nghề', 60),
  scope: text('phạm vi hành nghề', 500),
  if_match: whole('phiên bản'),
  personal_id: optional(text('số định danh cá nhân', 20)),
  bhxh_signer: optional(text('mã người ký BHXH', 40)),
})
