import { words_of } from '../../../base/ui/index.ts'
import type { SlipLine } from '../contract.ts'

const vi = {
  slips: 'Hẹn khám lại',
  visits: 'Lượt khám, điều trị ở đây',
  is_foreign: 'nơi khác, nhập từ tệp',
  no_visits: 'Chưa có lượt khám nào ở cơ sở này.',
  on: (day: string) => `Hẹn ${day}`,
  number: (number: string) => `Phiếu ${number}`,
  states: { open: 'chưa dùng', used: 'đã dùng', cancelled: 'đã hủy' } as Record<SlipLine['state'], string>,
  used_at: (at: string) => `đã dùng ${at}`,
  came: 'Đã đến theo phiếu này…',
  to_letter: 'Mở phiếu của nơi gửi',
  came_title: 'Người bệnh đến theo phiếu hẹn',
  came_note: 'Chọn lượt khám. Mỗi phiếu chỉ dùng một lần (TT 01/2025/TT-BYT Điều 11).',
  no_open_visit: 'Hãy đăng ký lượt khám trước, rồi chọn ở đây.',
  done: 'Đã ghi: phiếu hẹn đã dùng',
  is_open: 'đang điều trị',
  all: (count: number) => `Xem cả ${count} lượt`,
}

const en: typeof vi = {
  slips: 'Re-examination',
  visits: 'Visits and stays here',
  is_foreign: 'elsewhere, from a file',
  no_visits: 'No visit at this facility yet.',
  on: (day) => `For ${day}`,
  number: (number) => `Slip ${number}`,
  states: { open: 'not used', used: 'used', cancelled: 'cancelled' },
  used_at: (at) => `used ${at}`,
  came: 'Came with this slip…',
  to_letter: 'Open the sender’s slip',
  came_title: 'The patient came with a slip',
  came_note: 'Choose the visit. A slip counts once (Circular 01/2025/TT-BYT Art. 11).',
  no_open_visit: 'Register the visit first, then choose it here.',
  done: 'Noted: the slip is used',
  is_open: 'open',
  all: (count) => `Show all ${count}`,
}

export const use_words = words_of<typeof vi>(vi, en)
