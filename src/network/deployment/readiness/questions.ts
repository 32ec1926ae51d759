import type { Grade, GroupId as CriteriaGroup } from '../../it-level/contract.ts'
import type { GuideClause, ReadinessGroup } from './contract.ts'
import { guide_questions } from './guide-questions.ts'

/** From when the rule holds, where it comes from, and how it reads: what a person opens beside a score. */
export const readiness_rule = {
  id: 'KS-2026.2',
  from_day: '2026-11-22',
  source:
    'Quy tắc của bản cài đặt này theo MON-02, MON-03; câu hỏi theo KH 28/KH-UBND ngày 17/02/2025 mục 3.1, 3.2; tiêu chí và mức theo TT 54/2017/TT-BYT; bệnh án điện tử theo CV 365/TTYQG-GPQLCL ngày 06/06/2025',
  says: [
    'Mỗi câu 10 điểm. Có, đủ: 10; có, chưa đủ: 5; chưa có: 0.',
    'Câu chưa trả lời không phải 0 điểm: không tính vào điểm lẫn mẫu số, và nêu rõ đã trả lời mấy câu.',
    'Thiết bị, đường truyền, hồ sơ cấp độ lấy từ sổ: lần khảo sát mới nhất lấy sổ hôm nay, lần trước lấy sổ như đã ghi trước lần khảo sát kế tiếp.',
    'So với lần trước: chỉ cộng các câu cả hai lần cùng trả lời.',
    'Mức theo TT 54: câu trả lời thành tiêu chí đạt, chưa đạt hoặc chưa trả lời, rồi chấm bằng đúng quy tắc của trang Mức CNTT: đạt một mức khi đủ mọi tiêu chí của mức đó và các mức dưới.',
    'CV 365: một khoản đạt khi câu của khoản đó trả lời “Đủ”; mỗi khoản ghi rõ nguồn và mức chắc chắn.',
    'Trung bình tỉnh: trung bình phần trăm của phiếu mới nhất đã gửi Sở ở các cơ sở; không nêu khi chưa đủ 5 cơ sở.',
  ],
} as const

export const readiness_groups: readonly { id: ReadinessGroup; name: string }[] = [
  { id: 'infrastructure', name: 'Hạ tầng' },
  { id: 'equipment', name: 'Thiết bị' },
  { id: 'network', name: 'Mạng' },
  { id: 'security', name: 'An toàn thông tin' },
  { id: 'software', name: 'Phần mềm' },
  { id: 'people', name: 'Con người, chữ ký số' },
  { id: 'record', name: 'Bệnh án điện tử (CV 365)' },
  { id: 'operations', name: 'Vận hành' },
]

export const points_max = 10

/** A criterion that an answer speaks for, and from which answer on. */
type Proof = { criterion: string; from: 'part' | 'full' }

export type Question = { id: string; group: ReadinessGroup; name: string; clause?: GuideClause } & (
  | { how: 'have'; proves: readonly Proof[] }
  /** The grade or level of a whole group of TT 54; `without`: the question whose “none” says that there is none of it. */
  | { how: 'grade'; of: CriteriaGroup; without?: string }
  | { how: 'level'; of: CriteriaGroup; without?: string }
  | { how: 'register'; kind: 'equipment' | 'network' | 'security'; says: string }
)

const have = (group: ReadinessGroup, id: string, name: string, ...proves: (readonly [string, 'part' | 'full'])[]) => ({
  ...{ group, id, name, how: 'have' as const },
  proves: proves.map(([criterion, from]) => ({ criterion: `T54-${criterion}`, from })),
})

export const grade_points: Record<Grade | 'none', number> = { none: 0, basic: 5, advanced: 10 }
export const levels_max = 7
/** How far the papers of the weakest system are (NĐ 85/2016/NĐ-CP). */
export const stage_points: Record<string, number> = {
  ...{ proposed: 2, appraised: 4, approved: 6, measured: 8, inspected: 10 },
}

export const questions: readonly Question[] = [
  have('infrastructure', 'server_room', 'Phòng máy chủ (điện, lạnh, chống sét, chữa cháy)', ['INF-5', 'full']),
  have('infrastructure', 'servers', 'Máy chủ, lưu trữ', ['INF-3', 'part'], ['INF-6', 'full']),
  have(
    ...(['infrastructure', 'workstations', 'Máy trạm, máy quét, đầu đọc thẻ tại khoa'] as const),
    ...([
      ['INF-1', 'part'],
      ['INF-4', 'full'],
    ] as const),
  ),
  have('infrastructure', 'bedside', 'Wi-Fi, máy tính bảng tại giường, kiosk', ['INF-7', 'full']),
  have('infrastructure', 'watch', 'Giám sát hạ tầng, camera, tính sẵn sàng cao', ['INF-8', 'full']),
  {
    ...{ id: 'equipment', group: 'equipment', name: 'Thiết bị đã có và đã lắp so với cần', how: 'register' },
    kind: 'equipment',
    says: '10 × (đã có + đã lắp, nhiều nhất bằng cần) ÷ cần, cộng mọi dòng của sổ thiết bị. Đã đặt mua chưa tính điểm.',
  },
  have('network', 'lan', 'Mạng nội bộ, thiết bị chuyển mạch lõi', ['INF-2', 'full']),
  have('network', 'wan', 'Đường truyền Internet và dự phòng', ['INF-2', 'part'], ['INF-6', 'full']),
  {
    ...{ id: 'lines', group: 'network', name: 'Đường truyền trong sổ', how: 'register', kind: 'network' },
    says: 'Có đường chính: 5; thêm đường dự phòng hoặc mạng số liệu chuyên dùng: 10.',
  },
  have('security', 'firewall', 'Tường lửa, chống xâm nhập', ['SEC-5', 'part'], ['SEC-8', 'full']),
  have('security', 'backup', 'Sao lưu ngoài máy chủ chính', ['SEC-6', 'part'], ['INF-6', 'full']),
  {
    ...{ id: 'dossier', group: 'security', name: 'Hồ sơ cấp độ an toàn trong sổ', how: 'register', kind: 'security' },
    says: 'Hệ thống chậm nhất: đã đề xuất 2, đã thẩm định 4, đã phê duyệt 6, đã áp dụng biện pháp 8, đã kiểm tra 10.',
  },
  { id: 'sec_grade', group: 'security', name: 'An toàn thông tin đạt (TT 54 nhóm VII)', how: 'grade', of: 'SEC' },
  { id: 'mgt_grade', group: 'software', name: 'Phần mềm điều hành đạt (TT 54 nhóm II)', how: 'grade', of: 'MGT' },
  have('software', 'his', 'Phần mềm quản lý bệnh viện (HIS)'),
  { id: 'his_level', group: 'software', name: 'HIS đạt (TT 54 nhóm III)', how: 'level', of: 'HIS', without: 'his' },
  have('software', 'lis', 'Phần mềm xét nghiệm (LIS)'),
  { id: 'lis_grade', group: 'software', name: 'LIS đạt (TT 54 nhóm V)', how: 'grade', of: 'LIS', without: 'lis' },
  have('software', 'ris_pacs', 'Phần mềm chẩn đoán hình ảnh (RIS-PACS)'),
  {
    ...{ id: 'pacs_grade', group: 'software', name: 'RIS-PACS đạt (TT 54 nhóm IV)', how: 'grade', of: 'PACS' },
    without: 'ris_pacs',
  },
  { id: 'nfr_grade', group: 'software', name: 'Phi chức năng đạt (TT 54 nhóm VI)', how: 'grade', of: 'NFR' },
  have('people', 'signing', 'Chữ ký số cho người ký', ['SEC-10', 'full']),
  have('people', 'staff', 'Cán bộ CNTT chuyên trách', ['NFR-7', 'part']),
  ...guide_questions.map((one) => ({ ...one, how: 'have' as const, proves: [] })),
]
