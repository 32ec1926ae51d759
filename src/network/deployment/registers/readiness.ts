import { levels_max, questions } from '../readiness/questions.ts'
import { equipment } from './equipment.ts'
import type { Choice, Field, Register } from './field.ts'

const have: readonly Choice[] = [
  { id: 'none', name: 'Chưa có' },
  { id: 'part', name: 'Có, chưa đủ' },
  { id: 'full', name: 'Đủ' },
]

const grades: readonly Choice[] = [
  { id: 'none', name: 'Chưa đạt' },
  { id: 'basic', name: 'Cơ bản' },
  { id: 'advanced', name: 'Nâng cao' },
]
const levels: readonly Choice[] = Array.from({ length: levels_max + 1 }, (_, level) => ({
  ...{ id: String(level), name: level === 0 ? 'Chưa đạt mức 1' : `Mức ${level}` },
}))

/** What nobody answers yet is left open: it counts as “chưa trả lời”, not as nought. */
const asked: Field[] = questions.flatMap(({ id, name, how }): Field[] => {
  if (how === 'register') return []
  return [{ id, name, type: 'choice', choices: how === 'have' ? have : how === 'grade' ? grades : levels }]
})

const survey: Register = {
  ...{ kind: 'survey', name: 'Khảo sát hiện trạng', one: 'phiếu khảo sát', flow: 'approve', title: 'on' },
  source: 'MON-02; KH 28/KH-UBND mục 3.1; TT 54/2017/TT-BYT; CV 365/TTYQG-GPQLCL',
  fields: [
    { id: 'on', name: 'Ngày khảo sát', type: 'day', is_required: true },
    ...asked,
    { id: 'it_level', name: 'Mức ứng dụng CNTT đã công bố (TT 54/2017)', type: 'count' },
    { id: 'note', name: 'Phân tích phương án', type: 'long' },
  ],
}

const network: Register = {
  ...{ kind: 'network', name: 'Đường truyền', one: 'đường truyền', flow: 'record', title: 'provider' },
  source: 'MON-02; KH 28/KH-UBND mục 3.2',
  fields: [
    { id: 'provider', name: 'Nhà cung cấp', type: 'text', is_required: true },
    { id: 'mbps', name: 'Băng thông', type: 'count', unit: 'Mbps', is_required: true },
    {
      ...{ id: 'use', name: 'Dùng làm', type: 'choice' as const },
      choices: [
        { id: 'main', name: 'Đường chính' },
        { id: 'spare', name: 'Dự phòng' },
        { id: 'private', name: 'Mạng số liệu chuyên dùng' },
      ],
    },
    { id: 'until', name: 'Hợp đồng đến ngày', type: 'day' },
  ],
}

const security: Register = {
  ...{ kind: 'security', name: 'Hồ sơ cấp độ an toàn', one: 'hồ sơ cấp độ', flow: 'record', title: 'system' },
  ...{ source: 'MON-19; KH 28/KH-UBND mục II.2; NĐ 85/2016/NĐ-CP', due: 'recheck_on', takes_files: true },
  fields: [
    { id: 'system', name: 'Hệ thống', type: 'text', is_required: true },
    { id: 'level', name: 'Cấp độ đề xuất', type: 'count', is_required: true },
    {
      ...{ id: 'stage', name: 'Đang ở bước', type: 'choice' as const, is_required: true },
      choices: [
        { id: 'proposed', name: 'Đã đề xuất' },
        { id: 'appraised', name: 'Đã thẩm định' },
        { id: 'approved', name: 'Đã phê duyệt' },
        { id: 'measured', name: 'Đã áp dụng biện pháp' },
        { id: 'inspected', name: 'Đã kiểm tra cùng công an' },
      ],
    },
    { id: 'approved_on', name: 'Ngày phê duyệt', type: 'day' },
    { id: 'decision', name: 'Số quyết định', type: 'text' },
    { id: 'recheck_on', name: 'Đánh giá lại trước ngày', type: 'day' },
  ],
  sums: { by: 'stage', amounts: [], ends: 'recheck_on' },
}

const inspection: Register = {
  ...{ kind: 'inspection', name: 'Kiểm tra an toàn cùng công an', one: 'lần kiểm tra', flow: 'record', title: 'on' },
  ...{ source: 'MON-19; KH 28/KH-UBND mục IV.4, IV.6', due: 'fix_by', done_on: 'fixed_on', takes_files: true },
  fields: [
    { id: 'on', name: 'Ngày kiểm tra', type: 'day', is_required: true },
    { id: 'by', name: 'Đơn vị kiểm tra', type: 'text', is_required: true },
    { id: 'found', name: 'Kết luận, tồn tại', type: 'long', is_required: true },
    { id: 'fix_by', name: 'Khắc phục trước ngày', type: 'day' },
    { id: 'fixed_on', name: 'Đã khắc phục ngày', type: 'day' },
  ],
}

const certificates: Register = {
  ...{ kind: 'certificates', name: 'Chứng thư số', one: 'nhóm người ký', flow: 'record', title: 'group' },
  source: 'SIG-12; KH 28/KH-UBND mục 3',
  fields: [
    { id: 'group', name: 'Nhóm người ký', type: 'text', is_required: true },
    { id: 'need', name: 'Cần', type: 'count', is_required: true },
    { id: 'issued', name: 'Đã cấp', type: 'count', is_required: true },
    { id: 'provider', name: 'Nơi cấp', type: 'text' },
    { id: 'ends_on', name: 'Sớm nhất hết hạn ngày', type: 'day' },
  ],
  sums: { by: 'group', amounts: ['need', 'issued'], short: { of: 'need', less: ['issued'] }, ends: 'ends_on' },
}

export const readiness_registers: readonly Register[] = [survey, equipment, network, security, inspection, certificates]
