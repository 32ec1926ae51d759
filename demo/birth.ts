import type { Answers } from '../src/chart/medical-record/contract.ts'
import { local_date, shift_days } from '../src/base/time/index.ts'
import { later, wall_clock } from './clock.ts'
import { sound } from './exam.ts'
import type { Scene } from './scene.ts'

export const upbringing = ({ random, stay, person }: Scene): Answers => {
  const months = Math.max(
    0,
    Math.round(
      (Date.parse(stay.admitted_at) -
        Date.parse(person.birth_date.length === 10 ? person.birth_date : `${person.birth_date.slice(0, 4)}-06-15`)) /
        2_629_800_000,
    ),
  )
  return {
    con_thu: String(random.int(1, 3)),
    para: [{ s1: '1', s2: '0', s3: '0', s4: '1' }],
    tt_khi_sinh: random.weighted([
      ['1', 70],
      ['4', 30],
    ] as const),
    cn_luc_sinh: String(random.near(3.1, 0.5, 1)),
    di_tat: false,
    pt_tinh_than: 'Bình thường theo tuổi',
    pt_van_dong: 'Bình thường theo tuổi',
    nuoi_duong: random.pick(['1', '3']),
    ...(months > 18 ? { cai_sua: String(random.int(12, 18)) } : {}),
    cham_soc: months > 24 ? '1' : '2',
    ...(months > 3
      ? { tiem_chung: ['1', '2', '4', '5', '6', ...(months > 9 ? ['3'] : [])] }
      : months > 0
        ? { tiem_chung: ['1'] }
        : {}),
    chieu_cao: String(
      random.near(Math.min(150, 50 + 25 * Math.min(1, months / 12) + Math.max(0, months - 12) * 0.6), 2),
    ),
  }
}

export const birth_boxes = ({ random, stay, person }: Scene): Answers => {
  const day = local_date(stay.admitted_at)
  const weeks = random.int(38, 40)
  const year = Number(person.birth_date.slice(0, 4))
  return {
    kinh_cuoi_tu: shift_days(day, -weeks * 7 - 3),
    kinh_cuoi_den: shift_days(day, -weeks * 7 + 1),
    tuoi_thai: String(weeks),
    kham_thai_tai: random.pick(['Trạm Y tế phường', 'Khoa Phụ sản', 'Phòng khám tư']),
    tiem_uon_van: true,
    tiem_uon_van_lan: '2',
    chuyen_da_tu: wall_clock(later(stay.admitted_at, -4)),
    dau_hieu_dau: 'Đau bụng cơn, ra nhầy hồng âm đạo',
    kinh_nam: String(year + 14),
    kinh_tuoi: '14',
    kinh_tinh_chat: 'Đều',
    kinh_chu_ky: '28',
    kinh_luong: 'Trung bình',
    lay_chong_nam: String(year + 22),
    lay_chong_tuoi: '22',
    benh_phu_khoa: 'Chưa phát hiện bệnh phụ khoa',
    ts_san_khoa: [
      {
        lan: '1',
        nam: String(Number(day.slice(0, 4)) - 3),
        du_thang: true,
        con_song: '1',
        can_nang: '3100',
        pp_de: 'Đẻ thường',
      },
    ],
    phu: false,
    chieu_cao: String(random.int(150, 164)),
    cq_tiet_nieu: 'Không phù, tiểu trong, protein niệu âm tính.',
    cq_cac_bo_phan_khac: 'Chưa phát hiện bất thường.',
    seo_mo_cu: false,
    hinh_dang_tc: 'Hình trứng',
    tu_the: 'Dọc',
    cao_tc: String(random.int(31, 35)),
    vong_bung: String(random.int(92, 102)),
    con_co_tc: 'Tần số 3, cường độ vừa',
    tim_thai: String(random.int(132, 152)),
    vu: 'Cân đối, núm vú bình thường',
    bishop: String(random.int(6, 9)),
    am_ho: 'Bình thường',
    am_dao: 'Không có vách ngăn, có nhầy hồng',
    tsm: 'Dài, chưa giãn',
    ctc: `Mở ${random.int(3, 6)} cm, mỏng, mềm`,
    phan_phu: 'Không sờ thấy bất thường',
    tt_oi: '2',
    ngoi: 'Chỏm',
    the: 'Trái trước',
    kieu_the: 'Chẩm chậu trái trước',
    do_lot: '2',
    pp_chinh: 'Theo dõi chuyển dạ bằng biểu đồ, dự kiến đẻ đường âm đạo.',
  }
}

export const exam_birth = (scene: Scene, say: (text: string) => string): Answers => ({
  toan_trang: say(scene.story.general),
  cq_tuan_hoan: say(scene.story.organs.heart ?? sound.heart),
  cq_ho_hap: say(scene.story.organs.lungs ?? sound.lungs),
  cq_tieu_hoa: say(scene.story.organs.belly ?? sound.belly),
})
