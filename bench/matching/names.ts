import type { Random } from '../../demo/random.ts'

export type Sex = 'male' | 'female'

/** Family names with their shares of the population, in thousandths (Lê Trung Hoa 2005, the rest spread over rarer ones). */
const families: (readonly [string, number])[] = [
  ...([
    ['Nguyễn', 380],
    ['Trần', 120],
    ['Lê', 95],
    ['Phạm', 70],
    ['Hoàng', 30],
    ['Huỳnh', 21],
    ['Phan', 45],
    ['Vũ', 20],
    ['Võ', 19],
    ['Đặng', 21],
    ['Bùi', 20],
    ['Đỗ', 14],
    ['Hồ', 13],
    ['Ngô', 13],
    ['Dương', 10],
    ['Lý', 5],
  ] as const),
  ...'Đinh Đào Đoàn Trịnh Mai Cao Lương Trương Lưu Tạ Hà Chu Vi Nông Lò Giáp Thân Hứa Quách Tống Thái Tô Kiều Phùng Thạch'
    .split(' ')
    .map((name) => [name, 4] as const),
]

const middles: Record<Sex, string[]> = {
  male: 'Văn Văn Văn Văn Văn Đức Hữu Minh Quang Xuân Công Duy Mạnh Gia Trọng Tiến Bá Đình Thanh Ngọc Hoàng Quốc Tuấn Anh Thế Viết Khắc Đăng Hải Trung'.split(
    ' ',
  ),
  female:
    'Thị Thị Thị Thị Thị Thị Thị Thu Thanh Ngọc Minh Phương Hồng Khánh Bích Thúy Hải Kim Mỹ Quỳnh Diệu Lan Như Bảo Tuyết Ánh Hoài Thùy'.split(
      ' ',
    ),
}

/** The first third is given three times as often. */
const givens: Record<Sex, string[]> = {
  male: 'Hùng Dũng Tuấn Nam Sơn Cường Thắng Hải Long Minh Quân Đạt Huy Hoàng Đức Anh Khoa Bình Hòa Thành Trung Kiên Phúc Lâm Toàn Tú Hưng Việt Đông Nghĩa Khánh Thịnh Vinh Lộc Tài Tâm Thiện Quang Hiếu Phong Bảo Chiến Định Duy Giang Hiển Khải Khôi Luân Lực Mạnh Nhân Nhật Phát Phước Quý Sang Sáng Tân Thái Thiên Thông Tiến Tín Toản Triều Trường Tùng Vũ Vượng Xuân Chính Chung Công Đại Đoàn Hậu Hạnh Kỳ Lân Lợi Lương Ngọc Nhơn Oai Quyết Quyền Sinh Tạo Thuận Tiệp Trí Trọng Tuyên'.split(
    ' ',
  ),
  female:
    'Lan Hoa Hương Mai Linh Hạnh Ngân Thảo Trang Hà Yến Nga Loan Hiền Anh Thúy Phượng Oanh Nhung Dung Liên Vân Chi Quỳnh Tâm Xuân Ánh Bích Đào Uyên Hằng Hồng Huệ Huyền Khánh Lệ Ly Lý Minh My Ngọc Nguyệt Nhàn Nhi Như Phương Quyên Sen Sương Thanh Thắm Thoa Thơm Thu Thủy Thư Tiên Trâm Trinh Trúc Tuyền Tuyết Tươi Vy Diễm Diệp Điệp Duyên Gấm Giang Hảo Hậu Hiên Hòa Hoài Huế Hường Lài Lành Luyến Mận Mến Mùi Ngà Nhạn Nhiên Quế San Thêu Thơ Thương Tình Tính Trà Vui Xoan'.split(
      ' ',
    ),
}

export const pick_family = (random: Random): string => random.weighted(families)

const pick_given = (random: Random, sex: Sex): string => {
  const list = givens[sex]
  return random.chance(0.5) ? random.pick(list.slice(0, Math.floor(list.length / 3))) : random.pick(list)
}

export const make_person_name = (random: Random, sex: Sex, family: string): string => {
  const middle = random.chance(0.06) ? [] : [random.pick(middles[sex])]
  const second = random.chance(sex === 'female' ? 0.3 : 0.15) ? [random.pick(middles[sex].slice(5))] : []
  return [family, ...middle, ...second, pick_given(random, sex)].join(' ')
}
