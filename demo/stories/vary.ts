import type { Random } from '../random.ts'
import type { Story } from './story.ts'

/** Other words doctors use for the same thing: two neighbours with one illness do not have one sentence. */
const also: Record<string, string[]> = {
  'viem-phoi': ['Viêm phổi mắc phải ở cộng đồng, thùy dưới phổi phải', 'Viêm phổi thùy dưới phải, CURB-65 1 điểm'],
  copd: ['Đợt cấp COPD nhóm E, bội nhiễm', 'Bệnh phổi tắc nghẽn mạn tính đợt cấp, suy hô hấp nhẹ'],
  hen: ['Hen phế quản bậc 3, cơn cấp mức độ trung bình', 'Hen phế quản chưa kiểm soát, cơn cấp'],
  'dai-thao-duong': [
    'Đái tháo đường típ 2 chưa kiểm soát, tăng đường huyết',
    'Đái tháo đường típ 2, mất bù chuyển hóa',
  ],
  'viem-da-day': ['Viêm dạ dày cấp, theo dõi loét tá tràng', 'Đau thượng vị do viêm dạ dày'],
  'viem-than-be-than': ['Viêm thận – bể thận cấp bên phải', 'Nhiễm khuẩn tiết niệu trên, sốt'],
  'benh-than-man': ['Suy thận mạn giai đoạn cuối, quá tải dịch, tăng kali máu', 'Bệnh thận mạn G5, thiếu máu nặng'],
  'con-tha': ['Tăng huyết áp độ 3, cơn khẩn trương', 'Cơn tăng huyết áp, chưa tổn thương cơ quan đích'],
  'suy-tim': ['Suy tim mạn EF giảm, đợt mất bù cấp', 'Đợt cấp suy tim mạn, NYHA III–IV'],
}

/** Illnesses of one side, in whose texts “phải” and “trái” are nothing but sides. */
const sided = new Set([
  'viem-phoi',
  'viem-than-be-than',
  'thoat-vi-ben',
  'gay-cang-chan',
  'gay-xuong-dui',
  'liet-bell',
  'viem-mo-bao',
])

const other_side: Record<string, string> = { phải: 'trái', trái: 'phải', Phải: 'Trái', Trái: 'Phải' }
const turn = (text: string): string => text.replace(/phải|trái|Phải|Trái/g, (side) => other_side[side] ?? side)

/** Everything but the names of the catalogue. */
const turned = (story: Story): Story =>
  JSON.parse(
    JSON.stringify(story, (key, value: unknown) =>
      typeof value === 'string' && key !== 'display' && key !== 'id' ? turn(value) : value,
    ),
  ) as Story

/** The same illness as it befell somebody else. */
export const vary = (story: Story, random: Random): Story => {
  const words = random.pick([story.diagnosis.text, ...(also[story.id] ?? [])])
  const told = { ...story, diagnosis: { ...story.diagnosis, text: words } }
  return sided.has(story.id) && random.chance(0.5) ? turned(told) : told
}
