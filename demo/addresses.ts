import type { Registration } from '../src/chart/patients/contract.ts'
import type { Random } from './random.ts'

/** Wards of the new province Bắc Ninh (codes of QĐ 19/2025/QĐ-TTg), the nearer ones oftener. */
const wards = [
  ['07210', 'Phường Bắc Giang', 10],
  ['07228', 'Phường Đa Mai', 6],
  ['07696', 'Phường Tiền Phong', 4],
  ['07682', 'Phường Tân An', 3],
  ['07681', 'Phường Yên Dũng', 4],
  ['07699', 'Phường Tân Tiến', 3],
  ['07777', 'Phường Việt Yên', 4],
  ['07795', 'Phường Nếnh', 3],
  ['07375', 'Xã Lạng Giang', 4],
  ['07399', 'Xã Kép', 3],
  ['07339', 'Xã Tân Yên', 3],
  ['07306', 'Xã Nhã Nam', 2],
  ['07444', 'Xã Lục Nam', 3],
  ['07288', 'Xã Yên Thế', 2],
  ['07840', 'Xã Hiệp Hoà', 3],
  ['07525', 'Phường Chũ', 2],
  ['07582', 'Xã Lục Ngạn', 2],
  ['07615', 'Xã Sơn Động', 2],
  ['07621', 'Xã Vân Sơn', 1],
  ['09169', 'Phường Vũ Ninh', 1],
  ['09187', 'Phường Kinh Bắc', 1],
  ['09247', 'Phường Quế Võ', 1],
] as const
const old_places = [
  ['Xã Song Mai', 'Thành phố Bắc Giang'],
  ['Xã Tân Hưng', 'Huyện Lạng Giang'],
  ['Xã Ngọc Châu', 'Huyện Tân Yên'],
  ['Xã Tiên Sơn', 'Huyện Việt Yên'],
  ['Thị trấn Vôi', 'Huyện Lạng Giang'],
  ['Xã Đông Hưng', 'Huyện Lục Nam'],
  ['Xã Danh Thắng', 'Huyện Hiệp Hòa'],
  ['Xã Quý Sơn', 'Huyện Lục Ngạn'],
] as const
const far_provinces = [
  ['01', 'Thành phố Hà Nội'],
  ['33', 'Tỉnh Hưng Yên'],
  ['37', 'Tỉnh Ninh Bình'],
  ['38', 'Tỉnh Thanh Hoá'],
  ['40', 'Tỉnh Nghệ An'],
  ['25', 'Tỉnh Phú Thọ'],
  ['20', 'Tỉnh Lạng Sơn'],
] as const
const far_wards = ['Xã Tân Tiến', 'Xã Hợp Thành', 'Xã Bình Minh', 'Phường Trung Tâm', 'Xã Đại Đồng', 'Xã Quang Trung']
const streets = [
  'Lê Lợi',
  'Hùng Vương',
  'Nguyễn Thị Lưu',
  'Xương Giang',
  'Thân Nhân Trung',
  'Hoàng Văn Thụ',
  'Nguyễn Công Hãng',
  'Lý Thái Tổ',
]
const hamlets = [
  'Thôn Đông',
  'Thôn Tân Thành',
  'Thôn Hạ',
  'Thôn Trung',
  'Thôn Ao Giời',
  'Thôn Bãi Cả',
  'Tổ dân phố số 3',
  'Tổ dân phố Vĩnh Ninh',
  'Thôn Yên Khê',
]

export const make_address = (random: Random, is_far: boolean): NonNullable<Registration['address']> => {
  const line = `Số ${random.int(1, 380)}${random.chance(0.4) ? ` đường ${random.pick(streets)}` : ''}`
  const hamlet = random.pick(hamlets)
  if (is_far) {
    const [code, display] = random.pick(far_provinces)
    return {
      line,
      hamlet,
      ward: { code: `${code}${random.int(100, 999)}`, display: random.pick(far_wards) },
      province: { code, display },
    }
  }
  if (random.chance(0.12)) {
    const [ward, district] = random.pick(old_places)
    return {
      hamlet,
      ward: { code: `072${random.int(10, 99)}`, display: ward },
      district,
      province: { code: '24', display: 'Tỉnh Bắc Giang' },
    }
  }
  const [code, display] = random.weighted(wards.map(([ward, name, weight]) => [[ward, name] as const, weight] as const))
  return { line, hamlet, ward: { code, display }, province: { code: '24', display: 'Tỉnh Bắc Ninh' } }
}
