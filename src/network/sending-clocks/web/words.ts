import { words_of } from '../../../base/ui/index.ts'

const vi = {
  title: 'Thời hạn gửi',
  note: 'Văn bản đã lập, chưa tới nơi nhận; thời hạn theo bảng quy định của cơ sở.',
  late: (count: number) => `${count} văn bản trễ hạn gửi`,
  soon: (count: number) => `${count} văn bản sắp trễ`,
  columns: ['Nơi nhận', 'Loại văn bản', 'Đang chờ', 'Sắp trễ', 'Trễ', 'Hạn sớm nhất', 'Căn cứ'],
  none: 'Không có văn bản nào đang chờ gửi',
  cut: 'Chỉ xét 5.000 văn bản chờ lâu nhất.',
  unconnected: (to: string, count: number) => `${to}: cơ sở chưa nối, ${count} văn bản chờ; chưa tính hạn.`,
  to: {
    hub: 'Trục liên thông',
    'health-portal': 'Cổng sổ sức khỏe',
    'national-prescription': 'Đơn thuốc quốc gia',
    'public-service': 'Cổng dịch vụ công',
    'moh-axis': 'Trục Bộ Y tế',
    patient: 'Người bệnh',
    office: 'Cơ sở',
  },
  kinds: {
    'transfer-letter': 'Phiếu chuyển',
    'transfer-answer': 'Trả lời nơi chuyển',
    'reexam-letter': 'Hẹn khám lại',
    prescription: 'Đơn thuốc',
    'health-book': 'Sổ sức khỏe',
    'lab-result': 'Xét nghiệm',
    'imaging-report': 'CĐHA',
    record: 'Hồ sơ bệnh án',
  } as Record<string, string>,
}

const en: typeof vi = {
  title: 'Deadlines of sending',
  note: 'Made and not there yet; by the facility’s table of rules.',
  late: (count) => `${count} documents late`,
  soon: (count) => `${count} documents nearly late`,
  columns: ['Destination', 'Kind', 'Waiting', 'Nearly late', 'Late', 'Due first', 'Source'],
  none: 'Nothing waits to be sent',
  cut: 'Only the 5,000 that have waited longest were looked at.',
  unconnected: (to, count) => `${to}: not connected, ${count} documents wait; no deadline is counted.`,
  to: {
    hub: 'Hub',
    'health-portal': 'Health book portal',
    'national-prescription': 'National prescriptions',
    'public-service': 'Public service portal',
    'moh-axis': 'Ministry’s axis',
    patient: 'Patient',
    office: 'Facility',
  },
  kinds: {
    'transfer-letter': 'Transfer',
    'transfer-answer': 'Answer to transfer',
    'reexam-letter': 'Re-examination',
    prescription: 'Prescription',
    'health-book': 'Health book',
    'lab-result': 'Laboratory',
    'imaging-report': 'Imaging',
    record: 'Medical record',
  },
}

export const use_words = words_of(vi, en)
