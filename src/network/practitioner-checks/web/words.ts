import { words_of } from '../../../base/ui/index.ts'
import type { Contradiction, NumberKind } from '../contract.ts'

const vi = {
  title: 'Đối chiếu mã người hành nghề',
  compared: (count: number) =>
    `${count} người: chứng chỉ, số định danh, mã người ký BHXH, mã đơn thuốc, chứng thư ký số`,
  wrong: (count: number) => `${count} chỗ mâu thuẫn`,
  none: 'Không có mã nào mâu thuẫn',
  missing: (count: number) => `Xem ${count} mã còn thiếu`,
  hide: 'Ẩn mã còn thiếu',
  columns: ['Việc', 'Mã', 'Giá trị', 'Người', 'Vì sao, sửa ở đâu'],
  whats: {
    shared: 'Trùng',
    'named-otherwise': 'Khác tên',
    malformed: 'Sai',
    idle: 'Thừa',
    missing: 'Thiếu',
  } as Record<Contradiction['what'], string>,
  kinds: {
    licence: 'Chứng chỉ',
    'personal-id': 'Số định danh',
    'bhxh-signer': 'Người ký BHXH',
    'prescription-code': 'Đơn thuốc',
    certificate: 'Chứng thư ký số',
    name: 'Họ tên',
  } as Record<NumberKind, string>,
}

const en: typeof vi = {
  title: 'Practitioners’ numbers compared',
  compared: (count) => `${count} people: licence, personal ID, insurance signer, prescription code, certificate`,
  wrong: (count) => `${count} contradictions`,
  none: 'No number contradicts another',
  missing: (count) => `Show ${count} missing`,
  hide: 'Hide missing',
  columns: ['What', 'Number', 'Value', 'Who', 'Why, and where to mend it'],
  whats: {
    shared: 'Shared',
    'named-otherwise': 'Named otherwise',
    malformed: 'Wrong',
    idle: 'Idle',
    missing: 'Missing',
  },
  kinds: {
    licence: 'Licence',
    'personal-id': 'Personal ID',
    'bhxh-signer': 'Insurance signer',
    'prescription-code': 'Prescriptions',
    certificate: 'Certificate',
    name: 'Name',
  },
}

export const use_words = words_of(vi, en)
