import type { Answers, AnswerRow } from '../src/chart/medical-record/contract.ts'
import { chart_age, local_date, say_age, shift_days } from '../src/base/time/index.ts'
import { later, wall_clock } from './clock.ts'
import type { Person } from './people.ts'
import type { StayPlan } from './plan.ts'
import type { Random } from './random.ts'
import type { Organ, Story, Vitals } from './stories/index.ts'

export type Scene = {
  stay: StayPlan
  story: Story
  person: Person
  random: Random
  allergen: string | undefined
  now: string
  weight: number
}

export const age_words = (person: Person, on: string): string => {
  const age = person.birth_date ? chart_age(person.birth_date, on.slice(0, 10)) : undefined
  return age ? say_age(age) : 'khoảng 40 tuổi'
}

const gender_words = (person: Person): string => (person.gender === 'female' ? 'nữ' : 'nam')

const comma = (value: number): string => String(value).replace('.', ',')

/** Fills a story's text with this person and this moment. */
export const tell = (text: string, scene: Scene, vitals: Vitals, sick_day: number): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const words: Record<string, string> = {
      gioi: gender_words(scene.person),
      tuoi: age_words(scene.person, scene.stay.admitted_at),
      ngay_benh: String(sick_day),
      mach: `${vitals.pulse} lần/phút`,
      nhiet: comma(vitals.temperature),
      ha: `${vitals.systolic}/${vitals.diastolic} mmHg`,
      tho: String(vitals.breaths),
      spo2: String(vitals.spo2),
    }
    return words[name] ?? whole
  })

const recovered: Vitals = { pulse: 78, temperature: 36.8, systolic: 120, diastolic: 75, breaths: 18, spo2: 98 }
const recovered_child: Vitals = { pulse: 104, temperature: 36.9, systolic: 92, diastolic: 58, breaths: 26, spo2: 98 }
const recovery_days = 5

/** The sick person's signs drift towards health within about five days. */
export const vitals_on = (story: Story, hours: number, random: Random): Vitals => {
  const goal = story.age[1] <= 12 ? recovered_child : recovered
  const share = Math.min(1, hours / (recovery_days * 24))
  const between = (from: number, to: number, spread: number, decimals = 0) =>
    random.near(from + (to - from) * share, spread, decimals)
  const { vitals } = story
  return {
    pulse: between(vitals.pulse, goal.pulse, 4),
    temperature: Math.max(36, between(vitals.temperature, goal.temperature, 0.2, 1)),
    systolic: Math.round(between(vitals.systolic, goal.systolic, 4) / 5) * 5,
    diastolic: Math.round(between(vitals.diastolic, goal.diastolic, 3) / 5) * 5,
    breaths: between(vitals.breaths, goal.breaths, 1),
    spo2: Math.min(99, between(vitals.spo2, goal.spo2, 0.8)),
  }
}

const sound: Record<Organ, string> = {
  heart:
    'Mỏm tim đập khoang liên sườn V đường giữa đòn trái. Nhịp tim đều, T1, T2 rõ, chưa phát hiện tiếng tim bệnh lý. Mạch ngoại vi rõ.',
  lungs: 'Lồng ngực cân đối, di động đều theo nhịp thở. Rì rào phế nang rõ hai bên, không ran.',
  belly: 'Bụng mềm, không chướng, không có phản ứng thành bụng, cảm ứng phúc mạc âm tính. Gan lách không sờ thấy.',
  kidneys: 'Hố thắt lưng hai bên không đầy, chạm thận (-), bập bềnh thận (-), không có cầu bàng quang.',
  nerves: 'Tỉnh, Glasgow 15 điểm. Không có dấu hiệu thần kinh khu trú, hội chứng màng não (-).',
  limbs: 'Không teo cơ, không cứng khớp, các khớp vận động trong giới hạn bình thường.',
  ear_nose_throat: 'Họng không đỏ, tai mũi chưa phát hiện bất thường.',
  teeth: 'Chưa phát hiện bất thường.',
  eyes: 'Kết mạc không đỏ, đồng tử hai bên đều 2 mm, phản xạ ánh sáng tốt.',
  other: 'Tuyến giáp không to, hạch ngoại vi không sờ thấy.',
}

const organ_boxes: Record<Organ, string> = {
  heart: 'cq_tuan_hoan',
  lungs: 'cq_ho_hap',
  belly: 'cq_tieu_hoa',
  kidneys: 'cq_than_tiet_nieu_sinh_duc',
  nerves: 'cq_than_kinh',
  limbs: 'cq_co_xuong_khop',
  ear_nose_throat: 'cq_tai_mui_hong',
  teeth: 'cq_rang_ham_mat',
  eyes: 'cq_mat',
  other: 'cq_noi_tiet_dinh_duong_va_cac_benh_ly_khac',
}
const organs = Object.keys(organ_boxes) as Organ[]

const vital_boxes = (vitals: Vitals, weight: number): Answers => ({
  mach: String(vitals.pulse),
  nhiet_do: String(vitals.temperature),
  huyet_ap: `${vitals.systolic}/${vitals.diastolic}`,
  nhip_tho: String(vitals.breaths),
  can_nang: String(weight),
})

/** Rows as printed: dị ứng, ma tuý, rượu bia, thuốc lá, thuốc lào, khác. */
const habits = ({ person, allergen, random }: Scene): AnswerRow[] => {
  const is_grown_man = person.gender === 'male' && Number(person.birth_date.slice(0, 4)) < 2008
  const some = (share: number): AnswerRow =>
    is_grown_man && random.chance(share) ? { ky_hieu: true, thoi_gian: String(random.int(2, 30) * 12) } : {}
  return [allergen ? { ky_hieu: true } : {}, {}, some(0.35), some(0.3), some(0.12), {}]
}

const own_history = ({ story, random, allergen }: Scene): string =>
  [random.pick(story.own_history), allergen ? `Dị ứng ${allergen}.` : ''].filter(Boolean).join(' ')

const exam_adult = (scene: Scene, say: (text: string) => string): Answers =>
  Object.fromEntries(organs.map((organ) => [organ_boxes[organ], say(scene.story.organs[organ] ?? sound[organ])]))

const exam_child = (scene: Scene, say: (text: string) => string): Answers => {
  const { organs: found } = scene.story
  const boxes = organs.filter((organ) => !['ear_nose_throat', 'teeth', 'eyes', 'other'].includes(organ))
  const head = (['ear_nose_throat', 'eyes', 'other'] as const)
    .map((organ) => say(found[organ] ?? sound[organ]))
    .join(' ')
  return {
    ...Object.fromEntries(boxes.map((organ) => [organ_boxes[organ], say(found[organ] ?? sound[organ])])),
    cq_tai_mui_hong_rang_ham_mat_mat_dinh_duong: head,
  }
}

const upbringing = ({ random, stay, person }: Scene): Answers => {
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

const birth_boxes = ({ random, stay, person }: Scene): Answers => {
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

const exam_birth = (scene: Scene, say: (text: string) => string): Answers => ({
  toan_trang: say(scene.story.general),
  cq_tuan_hoan: say(scene.story.organs.heart ?? sound.heart),
  cq_ho_hap: say(scene.story.organs.lungs ?? sound.lungs),
  cq_tieu_hoa: say(scene.story.organs.belly ?? sound.belly),
})

/** The part a doctor has written first, by the time the other half is still empty. */
const told_part = (scene: Scene, say: (text: string) => string, sick_day: number): Answers => {
  const { story } = scene
  const is_birth = story.form === '05-BV1'
  return {
    // bound to stay.reason, which no reader fills from the store: the hand's own words are the only source
    ly_do_vao_vien: story.reason,
    ngay_thu_benh: String(sick_day),
    ...(is_birth ? { bien_chuyen: say(story.history) } : { qua_trinh_benh_ly: say(story.history) }),
    ts_ban_than: own_history(scene),
    ...(story.form === '02-BV1' || is_birth ? {} : { dac_diem_lien_quan: habits(scene) }),
    ts_gia_dinh: story.family_history,
    ...(story.form === '02-BV1' ? upbringing(scene) : {}),
    ...(is_birth ? birth_boxes(scene) : {}),
  }
}

const diagnosis_boxes = ({ story }: Scene): Answers => {
  const { diagnosis, comorbid, differential } = story
  const first = { cd_kkb: diagnosis.display, cd_kkb_ma: diagnosis.code }
  if (story.form === '05-BV1')
    return {
      ...first,
      cd_luc_vao_de: diagnosis.text,
      cd_luc_vao_de_ma: diagnosis.code,
      cd_vao_khoa: diagnosis.text,
      cd_phan_biet: differential,
    }
  return {
    ...first,
    cd_vao_khoa: diagnosis.text,
    cd_vao_khoa_ma: diagnosis.code,
    cdvk_benh_chinh: diagnosis.text,
    ...(comorbid ? { cdvk_kem_theo: comorbid.text } : {}),
    cdvk_phan_biet: differential,
  }
}

const found_part = (scene: Scene, vitals: Vitals, say: (text: string) => string): Answers => {
  const { story, stay, weight } = scene
  const day = local_date(later(stay.admitted_at, 4))
  const written = {
    ...vital_boxes(vitals, weight),
    xn_can_lam: story.tests_wanted,
    tien_luong: story.prognosis,
    huong_dieu_tri: say(story.plan),
    ngay_lam_ba: day > scene.now.slice(0, 10) ? scene.now.slice(0, 10) : day,
  }
  if (story.form === '05-BV1') return { ...written, ...exam_birth(scene, say) }
  return {
    ...written,
    toan_than: say(story.general),
    ...(story.form === '10-BV1' ? { benh_ngoai_khoa: say(story.surgical ?? story.general) } : {}),
    ...(story.form === '02-BV1' ? exam_child(scene, say) : exam_adult(scene, say)),
    tom_tat_ba: say(story.summary),
  }
}

/** Half-written: the story told, the signs taken, one or two organs; the rest waits. */
const half = (full: Answers, told: Answers, story: Story): Answers => {
  const kept = [
    'toan_than',
    'toan_trang',
    'mach',
    'nhiet_do',
    'huyet_ap',
    'nhip_tho',
    'cq_tuan_hoan',
    'cq_ho_hap',
    ...(story.form === '10-BV1' ? ['benh_ngoai_khoa'] : []),
  ]
  return { ...told, ...Object.fromEntries(kept.flatMap((id) => (full[id] === undefined ? [] : [[id, full[id]]]))) }
}

export const main_answers = (scene: Scene, vitals: Vitals, sick_day: number, completed: boolean): Answers => {
  const say = (text: string) => tell(text, scene, vitals, sick_day)
  const told = told_part(scene, say, sick_day)
  const found = found_part(scene, vitals, say)
  return completed ? { ...told, ...found, ...diagnosis_boxes(scene) } : half(found, told, scene.story)
}

/** What is written when the person goes home. */
export const closing_answers = (scene: Scene): Answers => {
  const { story, stay } = scene
  const { closing } = story
  const day = local_date(stay.discharged_at ?? scene.now)
  const discharge =
    story.form === '10-BV1'
      ? { cd_rv_ton_thuong: story.diagnosis.text, cd_rv_ton_thuong_ma: story.diagnosis.code }
      : { cd_ra_vien_chinh: story.diagnosis.text, cd_ra_vien_chinh_ma: story.diagnosis.code }
  if (story.form === '05-BV1') return { bia_ngay: day, tk_huong_dtr: closing.advice, ngay_tong_ket: day }
  return {
    ...discharge,
    ...(story.comorbid ? { cd_ra_vien_kem: story.comorbid.text } : {}),
    bia_ngay: day,
    tk_qua_trinh: closing.process,
    tk_cls: closing.tests,
    tk_pp_dtr: closing.treatment,
    tk_tinh_trang_rv: closing.state,
    tk_huong_dtr: closing.advice,
    ho_so_phim_anh: [
      { so_to: String(story.imaging.length) },
      {},
      {},
      { so_to: '4' },
      {},
      { so_to: String(18 + story.imaging.length) },
    ],
    ngay_tong_ket: day,
  }
}

/** One entry of 36/BV2: one row, signed by itself. */
export const day_answers = (
  scene: Scene,
  day: number,
  at: string,
  vitals: Vitals,
  sick_day: number,
  completed: boolean,
): Answers => {
  const { story } = scene
  const entry = story.course[Math.min(day, story.course.length - 1)]
  if (!entry) throw new Error(`demo: story ${story.id} has no course`)
  const say = (text: string) => tell(text, scene, vitals, sick_day)
  const lines = [
    `S: ${say(entry.s)}`,
    `O: ${say(entry.o)}`,
    ...(completed ? [`A: ${say(entry.a)}`, `P: ${say(entry.p)}`] : []),
  ]
  return {
    ...(completed ? { chan_doan: `${story.diagnosis.text} (${story.diagnosis.code})` } : {}),
    dien_bien: [
      { thoi_gian: wall_clock(at), dien_bien: lines.join('\n'), ...(completed ? { chi_dinh: say(entry.orders) } : {}) },
    ],
  }
}
