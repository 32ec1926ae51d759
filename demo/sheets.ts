import type { Answers } from '../src/chart/medical-record/contract.ts'
import { local_date } from '../src/base/time/index.ts'
import { birth_boxes, exam_birth, upbringing } from './birth.ts'
import { later, wall_clock } from './clock.ts'
import { entry_on } from './course.ts'
import { exam_adult, exam_child, habits, own_history, vital_boxes } from './exam.ts'
import { tell, type Scene } from './scene.ts'
import type { Story, Vitals } from './stories/index.ts'

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
  const entry = entry_on(story, day)
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
