import type { Answers, AnswerRow } from '../src/chart/medical-record/contract.ts'
import type { Scene } from './scene.ts'
import type { Organ, Vitals } from './stories/index.ts'

export const sound: Record<Organ, string> = {
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

export const vital_boxes = (vitals: Vitals, weight: number): Answers => ({
  mach: String(vitals.pulse),
  nhiet_do: String(vitals.temperature),
  huyet_ap: `${vitals.systolic}/${vitals.diastolic}`,
  nhip_tho: String(vitals.breaths),
  can_nang: String(weight),
})

/** Rows as printed: dị ứng, ma tuý, rượu bia, thuốc lá, thuốc lào, khác. */
export const habits = ({ person, allergen, random }: Scene): AnswerRow[] => {
  const is_grown_man = person.gender === 'male' && Number(person.birth_date.slice(0, 4)) < 2008
  const some = (share: number): AnswerRow =>
    is_grown_man && random.chance(share) ? { ky_hieu: true, thoi_gian: String(random.int(2, 30) * 12) } : {}
  return [allergen ? { ky_hieu: true } : {}, {}, some(0.35), some(0.3), some(0.12), {}]
}

export const own_history = ({ story, random, allergen }: Scene): string =>
  [random.pick(story.own_history), allergen ? `Dị ứng ${allergen}.` : ''].filter(Boolean).join(' ')

export const exam_adult = (scene: Scene, say: (text: string) => string): Answers =>
  Object.fromEntries(organs.map((organ) => [organ_boxes[organ], say(scene.story.organs[organ] ?? sound[organ])]))

export const exam_child = (scene: Scene, say: (text: string) => string): Answers => {
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
