import { words_of } from '../../../base/ui/index.ts'

const vi = {
  send: 'Gửi hồ sơ cho cơ sở khác…',
  title: 'Gửi toàn bộ hồ sơ',
  note: 'Gói gồm mọi giấy đã ký, bản in toàn bộ hồ sơ, HoSoBenhAn và tài liệu FHIR, cơ sở ký số lên danh mục. Căn cứ gửi đi cùng gói và nằm trong nhật ký của hai bên.',
  recipient: 'Nơi nhận',
  recipient_hint: 'Tên hoặc mã cơ sở trong danh bạ của trục',
  no_facility: 'Danh bạ chưa có cơ sở này',
  basis: 'Căn cứ gửi',
  bases: {
    'patient-request': 'Người bệnh yêu cầu',
    transfer: 'Chuyển người bệnh',
    emergency: 'Cấp cứu',
    law: 'Điều luật',
  },
  basis_notes: {
    'patient-request':
      'Luật 91/2025/QH15 Điều 26, NĐ 330/2026/NĐ-CP Điều 62: cần phiếu yêu cầu có chữ ký; bản quét được lưu lại.',
    transfer: 'Người bệnh đang được chuyển tới cơ sở này (TT 01/2025/TT-BYT Điều 12).',
    emergency: 'Người bệnh đang cấp cứu ở nơi nhận; ghi rõ vì sao cần ngay.',
    law: 'Cơ quan, cơ sở nhận theo quy định của pháp luật; ghi rõ điều luật.',
  },
  asked_as: 'Ai ký phiếu yêu cầu',
  speakers: { person: 'Người bệnh', representative: 'Người đại diện', both: 'Cả hai' },
  representative: 'Người đại diện',
  representative_hint: 'Họ tên và quan hệ: cha, mẹ, người giám hộ… Người bệnh dưới 18 tuổi phải có người đại diện.',
  request: 'Bản quét phiếu yêu cầu',
  law: 'Điều luật',
  law_hint: 'Ví dụ: Luật 15/2023/QH15 Điều 69 khoản 4',
  reason: 'Lý do',
  act: 'Ký gói và gửi',
  sent: 'Đã xếp gói hồ sơ vào hộp thư đi',
}

export const use_words = words_of<typeof vi>(vi, {
  send: 'Send the record to another facility…',
  title: 'Send the whole record',
  note: 'The package holds every signed paper, the printed record, HoSoBenhAn and the FHIR document, with the facility’s seal over the list. The basis travels with it and stands in the logs of both sides.',
  recipient: 'Recipient',
  recipient_hint: 'Name or code in the hub’s directory',
  no_facility: 'The directory does not know this facility',
  basis: 'On the basis of',
  bases: {
    'patient-request': 'Patient’s request',
    transfer: 'Transfer',
    emergency: 'Emergency',
    law: 'Law',
  },
  basis_notes: {
    'patient-request':
      'Law 91/2025/QH15 Art. 26, Decree 330/2026 Art. 62: a signed request is needed; its scan is kept.',
    transfer: 'The patient is being transferred to this facility (Circular 01/2025/TT-BYT Art. 12).',
    emergency: 'The patient is an emergency at the recipient; say why it is needed now.',
    law: 'The recipient is entitled by law; name the article.',
  },
  asked_as: 'Who signed the request',
  speakers: { person: 'The patient', representative: 'Representative', both: 'Both' },
  representative: 'Representative',
  representative_hint: 'Name and relation: father, mother, guardian … Below 18 a representative is needed.',
  request: 'Scan of the request',
  law: 'Article of law',
  law_hint: 'For instance: Law 15/2023/QH15 Art. 69 §4',
  reason: 'Reason',
  act: 'Seal and send',
  sent: 'The record is in the outbox',
})
