import { site_check } from './site-check.ts'
import type { Register } from './field.ts'

const training: Register = {
  ...{ kind: 'training', name: 'Đào tạo, tập huấn', one: 'lớp', flow: 'record', title: 'course', takes_files: true },
  source: 'MON-20; KH Sở Y tế BR-VT 04/2025 mục III.5-6',
  fields: [
    { id: 'course', name: 'Nội dung', type: 'text', is_required: true },
    { id: 'on', name: 'Ngày', type: 'day', is_required: true },
    { id: 'invited', name: 'Phải học', type: 'count', unit: 'người' },
    { id: 'attended', name: 'Đã học', type: 'count', unit: 'người', is_required: true },
    { id: 'it_staff', name: 'Cán bộ CNTT chuyên trách của cơ sở', type: 'count', unit: 'người' },
  ],
  // Not the dedicated IT staff: each course says them again.
  sums: { by: 'on', amounts: ['invited', 'attended'], short: { of: 'invited', less: ['attended'] } },
}

const media: Register = {
  ...{ kind: 'media', name: 'Truyền thông', one: 'tin, thông báo', flow: 'record', title: 'item' },
  source: 'MON-21; KH 144/KH-UBND mục 3.5',
  fields: [
    { id: 'item', name: 'Nội dung', type: 'text', is_required: true },
    { id: 'on', name: 'Ngày', type: 'day', is_required: true },
    { id: 'where', name: 'Nơi đăng', type: 'text' },
    { id: 'link', name: 'Đường dẫn', type: 'link' },
  ],
}

const difficulty: Register = {
  ...{ kind: 'difficulty', name: 'Khó khăn, vướng mắc', one: 'khó khăn', flow: 'answer', title: 'problem' },
  ...{ source: 'MON-17; KH 144/KH-UBND mục IV.6', due: 'due_on', takes_files: true },
  fields: [
    { id: 'problem', name: 'Khó khăn', type: 'text', is_required: true },
    { id: 'details', name: 'Cụ thể', type: 'long' },
    { id: 'proposal', name: 'Đề xuất, kiến nghị', type: 'long' },
    { id: 'due_on', name: 'Cần trả lời trước ngày', type: 'day', is_required: true },
  ],
}

const insurance: Register = {
  ...{ kind: 'insurance', name: 'Vướng mắc dữ liệu với BHXH', one: 'vướng mắc', flow: 'answer', title: 'problem' },
  ...{ source: 'MON-22; KH 144/KH-UBND mục IV.5', due: 'due_on' },
  fields: [
    { id: 'problem', name: 'Vướng mắc', type: 'text', is_required: true },
    { id: 'files', name: 'Số hồ sơ chưa được nhận', type: 'count' },
    { id: 'dong', name: 'Số tiền liên quan', type: 'money', unit: 'đồng' },
    { id: 'due_on', name: 'Cần xong trước ngày', type: 'day', is_required: true },
  ],
}

const techniques: Register = {
  ...{
    kind: 'techniques',
    name: 'Danh mục kỹ thuật',
    one: 'danh mục',
    flow: 'approve',
    title: 'name',
    takes_files: true,
  },
  source: 'MON-25; KH Sở Y tế BR-VT 04/2025 mục V.2',
  fields: [
    { id: 'name', name: 'Tên danh mục', type: 'text', is_required: true },
    { id: 'count', name: 'Số kỹ thuật', type: 'count' },
    { id: 'number', name: 'Số quyết định', type: 'text' },
    { id: 'on', name: 'Ngày', type: 'day' },
  ],
}

const medicines: Register = {
  ...{
    kind: 'medicines',
    name: 'Giám sát kê đơn, danh mục thuốc',
    one: 'lần giám sát',
    flow: 'record',
    title: 'subject',
  },
  source: 'MON-26; KH Sở Y tế BR-VT 04/2025 mục V.2',
  fields: [
    { id: 'subject', name: 'Nội dung', type: 'text', is_required: true },
    { id: 'on', name: 'Ngày', type: 'day', is_required: true },
    { id: 'updated_from_bids', name: 'Danh mục thuốc đã cập nhật theo kết quả thầu', type: 'yes_no' },
    { id: 'finding', name: 'Kết quả', type: 'long' },
  ],
}

const hosting: Register = {
  ...{ kind: 'hosting', name: 'Phương án máy chủ', one: 'phương án', flow: 'record', title: 'option' },
  source: 'MON-27; KH 28/KH-UBND mục IV.2; KH 144/KH-UBND mục IV.3',
  fields: [
    {
      ...{ id: 'option', name: 'Phương án', type: 'choice' as const, is_required: true },
      choices: [
        { id: 'own', name: 'Máy chủ tại cơ sở' },
        { id: 'province', name: 'Trung tâm dữ liệu của tỉnh' },
        { id: 'cloud', name: 'Thuê dịch vụ đám mây' },
      ],
    },
    { id: 'dong_year', name: 'Chi phí một năm', type: 'money', unit: 'đồng' },
    { id: 'is_chosen', name: 'Được chọn', type: 'yes_no', is_required: true },
    { id: 'note', name: 'Ưu, nhược điểm', type: 'long' },
  ],
}

export const people_registers: readonly Register[] = [
  ...[training, media, difficulty, insurance],
  ...[techniques, medicines, hosting, site_check],
]
