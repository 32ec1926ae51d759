import { words_of } from '../../../base/ui/index.ts'

const vi = {
  title: 'Số tiền văn bản ghi',
  note: 'Lời văn của kế hoạch, phụ lục, nghị quyết ghi bao nhiêu. Không số nào được sửa cho khớp: chênh lệch hiện ở đây và ở trang Kinh phí.',
  where: 'Nơi ghi (văn bản, mục, dòng)',
  sources: 'Nguồn (trống: mọi nguồn)',
  source: { province: 'tỉnh', district: 'về huyện', own: 'quỹ', other: 'khác' },
  year: 'Năm',
  facility: 'Của cơ sở (mã)',
  all: 'toàn tỉnh',
  amount: 'Văn bản ghi',
  counted: 'Các dòng cộng',
  agrees: 'khớp',
  differs: (sum: string) => `lệch ${sum} triệu`,
  wrong: (count: number, all: number) => (count === 0 ? `${all} số đều khớp` : `${count} trong ${all} số lệch`),
  add: 'Thêm số tiền',
  remove: 'Bỏ',
}

const en: typeof vi = {
  title: 'What the papers say of money',
  note: 'As the plan, its annex or a resolution prints it. Nothing is made to fit: a difference is shown here and on the budget page.',
  where: 'Where (paper, section, line)',
  sources: 'Sources (none: all)',
  source: { province: 'province', district: 'districts', own: 'own', other: 'other' },
  year: 'Year',
  facility: 'Of facility (code)',
  all: 'the province',
  amount: 'Paper says',
  counted: 'Lines add up to',
  agrees: 'agrees',
  differs: (sum) => `differs by ${sum} million`,
  wrong: (count, all) => (count === 0 ? `all ${all} agree` : `${count} of ${all} differ`),
  add: 'Add a sum',
  remove: 'Remove',
}

export const use_said_words = words_of(vi, en)
