import { fail } from '../../base/outcome/index.ts'
import type { OfficeHours } from '../../base/time/index.ts'
import type { RuleBook } from '../rule-books/index.ts'
import type { Destination } from './contract.ts'
import shipped from './sending-clocks.json' with { type: 'json' }

const kind_words = {
  '*': 'mọi loại',
  'transfer-letter': 'Phiếu chuyển',
  'transfer-answer': 'Trả lời nơi chuyển',
  'reexam-letter': 'Hẹn khám lại',
  prescription: 'Đơn thuốc',
  'health-book': 'Sổ sức khỏe',
  'lab-result': 'Kết quả xét nghiệm',
  'imaging-report': 'Kết quả CĐHA',
  record: 'Hồ sơ bệnh án',
  'birth-certificate': 'Giấy chứng sinh',
  'death-notice': 'Giấy báo tử',
  'health-check': 'Giấy khám sức khỏe',
  'hiv-result': 'Kết quả HIV',
  office: 'Giờ làm việc',
}

const destination_words: Record<Destination, string> = {
  hub: 'Trục liên thông',
  'health-portal': 'Cổng sổ sức khỏe',
  'national-prescription': 'Đơn thuốc quốc gia',
  'public-service': 'Cổng dịch vụ công',
  'moh-axis': 'Trục Bộ Y tế',
  patient: 'Người bệnh',
  office: 'Cơ sở',
}

const unit_words = {
  hours: 'giờ',
  'working-hours': 'giờ làm việc',
  'working-days': 'ngày làm việc',
  'day-end': 'phút sau hết ngày của giấy tờ (trống: thời gian Sở cho phép)',
  'visit-end': 'phút sau khi kết thúc khám',
  'office-hours': 'giờ làm việc trong ngày',
}
export type ClockUnit = keyof typeof unit_words

/** @property amount of the unit; undefined: as patient as the Sở is. */
export type ClockRule =
  | {
      kind: string
      to: Destination
      unit: Exclude<ClockUnit, 'office-hours'>
      amount: number | undefined
      source: string
    }
  | { unit: 'office-hours'; office: OfficeHours }

const read_office = (amount: string): OfficeHours => {
  const spans = amount.split(';').map((span) => /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(span.trim()))
  const office = spans.flatMap((span) => (span ? [[span[1] ?? '', span[2] ?? ''] as const] : []))
  const is_sound = office.every(([from, to], i) => from < to && to <= '24:00' && (office[i - 1]?.[1] ?? '') <= from)
  if (office.length !== spans.length || !is_sound)
    throw fail.value(`“${amount}” không phải giờ làm việc (ví dụ 07:30-11:30; 13:00-17:00)`, 'amount')
  return office
}

const own = <T extends object>(words: T, name: string): name is Extract<keyof T, string> => Object.hasOwn(words, name)

const amount_max: Record<Exclude<ClockUnit, 'office-hours'>, number> = {
  ...{ hours: 8_760, 'working-hours': 2_000, 'working-days': 250, 'day-end': 44_640, 'visit-end': 44_640 },
}

/** By when what is made here has to be where it goes. */
export const sending_clocks: RuleBook<ClockRule> = {
  id: 'thoi-han-gui',
  title: 'Thời hạn gửi theo nơi nhận',
  title_en: 'Deadlines of sending',
  says: 'Văn bản chưa tới nơi nhận khi còn dưới 2 giờ thì báo sắp trễ, quá hạn thì báo trễ. Giờ làm việc tính theo lịch nghỉ của Việt Nam. Dòng của đúng loại văn bản thay dòng “mọi loại”; tính theo bản có hiệu lực ngày của văn bản.',
  says_en:
    'What has not arrived is told as nearly late in its last two hours and as late after them. Working hours go by the Vietnamese calendar. A line for the very kind takes the place of the one for any kind; the edition of the document’s day counts.',
  asks_whole: false,
  columns: [
    { key: 'kind', title: 'Loại văn bản', title_en: 'Kind', choices: kind_words },
    { key: 'to', title: 'Nơi nhận', title_en: 'Destination', choices: destination_words },
    { key: 'amount', title: 'Số lượng', title_en: 'Amount' },
    { key: 'unit', title: 'Đơn vị', title_en: 'Unit', choices: unit_words },
    { key: 'source', title: 'Căn cứ', title_en: 'Source' },
  ],
  shipped: { ...shipped, certainty: 'likely' },
  read({ kind = '', to = '', unit = '', amount = '', source = '' }) {
    if (!own(kind_words, kind)) throw fail.value(`Không có loại văn bản “${kind}”`, 'kind')
    if (!own(destination_words, to)) throw fail.value(`Không có nơi nhận “${to}”`, 'to')
    if (!own(unit_words, unit)) throw fail.value(`Không có đơn vị “${unit}”`, 'unit')
    if (source === '') throw fail.value('Thiếu căn cứ của thời hạn', 'source')
    if (unit === 'office-hours') return { unit, office: read_office(amount) }
    if (amount === '' && unit === 'day-end') return { kind, to, unit, amount: undefined, source }
    const count = Number(amount)
    if (amount === '' || !Number.isInteger(count) || count < 0 || count > amount_max[unit])
      throw fail.value(`“${amount}” phải là số nguyên từ 0 đến ${amount_max[unit]}`, 'amount')
    return { kind, to, unit, amount: count, source }
  },
}
