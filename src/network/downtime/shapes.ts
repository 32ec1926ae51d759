import { group, list, one_of, text, whole } from '../../base/shapes/index.ts'
import type { Contact, DowntimePlan, PaperWish, Settling } from './contract.ts'

export const plan_shape = group<DowntimePlan>('quy trình', {
  contacts: list<Contact>(
    'danh bạ',
    group<Contact>('người liên hệ', {
      name: text('họ tên', 120),
      role: text('vai trò', 120),
      phone: text('điện thoại', 60),
    }),
    30,
  ),
  steps: list('các bước', text('bước', 600), 40),
})
export const paper_shape = group<PaperWish>('in giấy', {
  form: text('mẫu', 60),
  count: whole('số tờ'),
  place: text('khoa', 120),
})
export const settling_shape = group<Settling>('nhập lại', {
  code: text('số giấy', 40),
  state: one_of('trạng thái', ['entered', 'spoiled']),
  stay: text('số vào viện', 40),
  note: text('ghi chú', 300),
})
