import { papers } from '../programme/papers.ts'
import type { Register } from './field.ts'

const document: Register = {
  ...{ kind: 'document', name: 'Hồ sơ, quy chế', one: 'văn bản', flow: 'approve', title: 'paper', takes_files: true },
  source: 'MON-10; KH 28/KH-UBND mục 3.5',
  fields: [
    { id: 'paper', name: 'Văn bản', type: 'choice', choices: papers, is_required: true },
    { id: 'number', name: 'Số, ký hiệu', type: 'text' },
    { id: 'issued_on', name: 'Ngày ban hành', type: 'day' },
    { id: 'note', name: 'Ghi chú', type: 'text' },
  ],
}

const council: Register = {
  ...{ kind: 'council', name: 'Hội đồng chuyên môn', one: 'biên bản', flow: 'record', title: 'on', takes_files: true },
  source: 'MON-11; KH 28/KH-UBND mục 3.5',
  fields: [
    { id: 'on', name: 'Ngày họp', type: 'day', is_required: true },
    { id: 'members', name: 'Thành viên', type: 'long', is_required: true },
    { id: 'assessment', name: 'Tự đánh giá', type: 'long' },
    { id: 'replaces_record', name: 'Đồng ý thay hồ sơ giấy', type: 'yes_no', is_required: true },
    { id: 'replaces_film', name: 'Đồng ý thay phim', type: 'yes_no' },
    { id: 'replaces_slips', name: 'Đồng ý thôi in phiếu xét nghiệm', type: 'yes_no' },
    { id: 'conclusion', name: 'Kết luận', type: 'long', is_required: true },
  ],
}

const decision: Register = {
  ...{ kind: 'decision', name: 'Quyết định dùng bệnh án điện tử', one: 'quyết định', flow: 'record', title: 'number' },
  ...{ source: 'MON-12; TT 13/2025/TT-BYT', takes_files: true },
  fields: [
    { id: 'number', name: 'Số quyết định', type: 'text', is_required: true },
    { id: 'on', name: 'Ngày', type: 'day', is_required: true },
    { id: 'from_day', name: 'Dùng thay giấy từ ngày', type: 'day', is_required: true },
    { id: 'link', name: 'Nơi công bố (đường dẫn)', type: 'link' },
    { id: 'listed_on', name: 'Đã đăng trên Cổng công bố bệnh án điện tử ngày', type: 'day' },
    { id: 'listed_link', name: 'Ở benhandientu.moh.gov.vn (đường dẫn)', type: 'link' },
  ],
}

const procurement: Register = {
  ...{ kind: 'package', name: 'Mua sắm, thuê dịch vụ', one: 'gói', flow: 'record', title: 'name', takes_files: true },
  ...{ source: 'MON-08; KH 28/KH-UBND mục 3.3 và III', due: 'due_on' },
  fields: [
    { id: 'name', name: 'Tên gói', type: 'text', is_required: true },
    {
      ...{ id: 'way', name: 'Hình thức', type: 'choice' as const, is_required: true },
      choices: [
        { id: 'buy', name: 'Mua sắm' },
        { id: 'lease', name: 'Thuê dịch vụ CNTT' },
      ],
    },
    { id: 'dong', name: 'Giá trị', type: 'money', unit: 'đồng', is_required: true },
    {
      ...{ id: 'stage', name: 'Đang ở bước', type: 'choice' as const, is_required: true },
      choices: [
        { id: 'proposed', name: 'Đề xuất' },
        { id: 'approved', name: 'Được phê duyệt' },
        { id: 'bidding', name: 'Đấu thầu' },
        { id: 'contract', name: 'Ký hợp đồng' },
        { id: 'accepted', name: 'Nghiệm thu' },
        { id: 'cancelled', name: 'Hủy thầu', also: ['Hủy gói', 'Không thực hiện'] },
      ],
    },
    { id: 'due_on', name: 'Phải xong trước ngày', type: 'day' },
    { id: 'approved_on', name: 'Được phê duyệt ngày', type: 'day' },
    { id: 'contract_on', name: 'Ký hợp đồng ngày', type: 'day' },
    { id: 'accepted_on', name: 'Nghiệm thu ngày', type: 'day' },
  ],
  sums: { by: 'stage', amounts: ['dong'], ends: 'due_on', done: ['accepted', 'cancelled'], left_out: ['cancelled'] },
}

const shortage: Register = {
  ...{ kind: 'shortage', name: 'Còn thiếu, đề nghị bổ sung', one: 'đề nghị', flow: 'answer', title: 'item' },
  ...{ source: 'MON-08; KH 28/KH-UBND mục III', due: 'due_on', takes_files: true },
  so_act: 'Trình UBND',
  fields: [
    { id: 'item', name: 'Còn thiếu gì', type: 'text', is_required: true },
    { id: 'dong', name: 'Số tiền đề nghị', type: 'money', unit: 'đồng' },
    { id: 'reason', name: 'Vì sao, ảnh hưởng bước nào', type: 'long', is_required: true },
    { id: 'due_on', name: 'Cần có trước ngày', type: 'day', is_required: true },
    { id: 'forwarded_on', name: 'Sở trình UBND ngày', type: 'day', by_so: true },
    { id: 'forwarded_no', name: 'Số tờ trình', type: 'text', by_so: true },
  ],
}

const vendor: Register = {
  ...{ kind: 'vendor', name: 'Đánh giá phần mềm', one: 'phiếu đánh giá', flow: 'record', title: 'product' },
  source: 'MON-09; KH 28/KH-UBND mục 3.3; TT 54/2017/TT-BYT',
  fields: [
    { id: 'product', name: 'Phần mềm', type: 'text', is_required: true },
    { id: 'his_level', name: 'HIS đạt mức', type: 'count', unit: 'TT 54' },
    { id: 'lis_advanced', name: 'LIS nâng cao', type: 'yes_no' },
    { id: 'pacs_advanced', name: 'RIS-PACS nâng cao', type: 'yes_no' },
    { id: 'teleconsult', name: 'Hội chẩn từ xa', type: 'yes_no' },
    { id: 'exchange', name: 'Liên thông được với trục', type: 'yes_no' },
    { id: 'note', name: 'Nhận xét', type: 'long' },
  ],
}

export const work_registers: readonly Register[] = [document, council, decision, procurement, shortage, vendor]
