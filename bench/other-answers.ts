import { clinical_answers } from '../tests/sample-answers.ts'
import { create_random } from '../demo/random.ts'

const phrases = [
  'sốt cao liên tục 39–40 °C, rét run từng cơn',
  'ho khạc đờm vàng đặc, lượng ít',
  'đau ngực phải tăng khi hít sâu và khi ho',
  'khó thở nhẹ khi gắng sức, không có cơn kịch phát đêm',
  'ăn kém, sút 2 kg trong một tháng',
  'đại tiện phân vàng thành khuôn ngày một lần',
  'tiểu tiện bình thường, nước tiểu trong',
  'rì rào phế nang giảm đáy phổi trái, ran nổ hai đáy',
  'nhịp tim đều 92 lần/phút, T1 T2 rõ, không tiếng thổi',
  'bụng mềm, gan lách không sờ chạm, không phản ứng thành bụng',
  'không dấu thần kinh khu trú, cổ mềm',
  'khớp gối hai bên đau nhẹ khi vận động, không sưng nóng',
  'họng đỏ nhẹ, amidan không sưng',
  'đã dùng amoxicillin 1 g/ngày ở nhà, không đỡ',
  'tăng huyết áp mười năm, uống amlodipin đều',
  'chưa ghi nhận dị ứng thuốc, thức ăn',
]

/** Boxes with how many phrases stand in each: about as much as a doctor writes, so that the form keeps its four pages. */
const amounts = {
  ly_do_vao_vien: 1,
  qua_trinh_benh_ly: 4,
  ts_ban_than: 2,
  ts_gia_dinh: 1,
  toan_than: 3,
  cq_tuan_hoan: 2,
  cq_ho_hap: 3,
  cq_tieu_hoa: 2,
  cq_than_tiet_nieu_sinh_duc: 1,
  cq_than_kinh: 1,
  cq_co_xuong_khop: 1,
  cq_tai_mui_hong: 1,
  xn_can_lam: 1,
  tom_tat_ba: 4,
  tien_luong: 1,
  huong_dieu_tri: 1,
}

/** What was written of the i-th patient. Every box says something else: nothing on the paper was drawn before. */
export const other_answers = (i: number): typeof clinical_answers => {
  const random = create_random(1_000 + i)
  const said = Object.entries(amounts).map(([box, count]) => [
    box,
    Array.from({ length: count }, () => `${random.pick(phrases)} (${random.digits(2)})`).join('; '),
  ])
  const vitals = {
    mach: `1${random.digits(2)}`,
    nhiet_do: `3${7 + (i % 3)}.${random.digits(1)}`,
    huyet_ap: `1${random.digits(2)}/8${random.digits(1)}`,
    nhip_tho: `2${random.digits(1)}`,
    can_nang: `5${random.digits(1)}.${random.digits(1)}`,
  }
  return { ...clinical_answers, ...Object.fromEntries(said), ...vitals }
}
