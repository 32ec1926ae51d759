import { fail } from '../../base/outcome/index.ts'
import { closable_paths, type ClosablePath } from '../../platform/privacy/index.ts'
import { register_kinds, type Field, type Register, type RegisterKind } from './contract.ts'

type OwnRegister = Register & { kind: RegisterKind }

const path_names: Record<ClosablePath, string> = {
  'health-book': 'Sổ sức khỏe điện tử',
  'shared-results': 'Chia sẻ kết quả',
  'bulk-export': 'Xuất dữ liệu hàng loạt',
}

const reference = { id: 'reference', name: 'Căn cứ', type: 'text', is_required: true } as const
const certainty: Field = {
  ...{ id: 'certainty', name: 'Độ chắc', type: 'choice' },
  choices: [
    { id: 'sure', name: 'Đã đối chiếu' },
    { id: 'likely', name: 'Gần chắc' },
    { id: 'memory', name: 'Cần đối chiếu' },
  ],
}
const source = { id: 'source', name: 'Nguồn', type: 'text' } as const

const purpose: OwnRegister = {
  ...{ kind: 'purpose', name: 'Mục đích xử lý dữ liệu cá nhân', one: 'mục đích', flow: 'record', title: 'name' },
  source: 'PDP-02; Luật 91/2025/QH15 Điều 19, 26',
  fields: [
    { id: 'name', name: 'Mục đích', type: 'text', is_required: true },
    {
      ...{ id: 'basis', name: 'Cơ sở pháp lý', type: 'choice', is_required: true },
      choices: [
        { id: 'consent', name: 'Sự đồng ý' },
        { id: 'emergency', name: 'Cấp cứu, bảo vệ tính mạng' },
        { id: 'state-task', name: 'Nhiệm vụ của cơ quan nhà nước' },
        { id: 'agreement', name: 'Thỏa thuận, hợp đồng' },
        { id: 'other-law', name: 'Luật khác quy định' },
      ],
    },
    reference,
    { id: 'data', name: 'Dữ liệu', type: 'long', is_required: true },
    { id: 'recipients', name: 'Người nhận', type: 'long' },
    { id: 'kept', name: 'Thời gian giữ', type: 'text' },
    { id: 'is_side', name: 'Mục đích phụ (ngoài khám, chữa bệnh)', type: 'yes_no', is_required: true },
    { id: 'may_stop', name: 'Người bệnh được dừng', type: 'yes_no', is_required: true },
    {
      ...{ id: 'path', name: 'Đường ra mà việc dừng đóng lại', type: 'choice' },
      choices: closable_paths.map((id) => ({ id, name: path_names[id] })),
    },
    source,
    certainty,
  ],
}

const clock: OwnRegister = {
  ...{ kind: 'clock', name: 'Thời hạn trả lời', one: 'thời hạn', flow: 'record', title: 'name' },
  source: 'PDP-05; NĐ 356/2025/NĐ-CP Điều 5',
  fields: [
    { id: 'name', name: 'Yêu cầu', type: 'text', is_required: true },
    { id: 'first_days', name: 'Phản hồi đầu', type: 'count', unit: 'ngày làm việc', is_required: true },
    { id: 'days', name: 'Thực hiện', type: 'count', unit: 'ngày', is_required: true },
    { id: 'processor_days', name: 'Qua bên xử lý', type: 'count', unit: 'ngày', is_required: true },
    { id: 'extend_days', name: 'Gia hạn nhiều nhất', type: 'count', unit: 'ngày', is_required: true },
    {
      ...{ id: 'day_kind', name: 'Cách tính ngày', type: 'choice', is_required: true },
      choices: [
        { id: 'calendar', name: 'Ngày liên tục, rơi vào ngày nghỉ thì sang ngày làm việc kế tiếp' },
        { id: 'working', name: 'Ngày làm việc' },
      ],
    },
    reference,
    source,
    certainty,
  ],
}

const retention: OwnRegister = {
  ...{ kind: 'retention', name: 'Thời hạn lưu trữ', one: 'thời hạn lưu trữ', flow: 'record', title: 'name' },
  source: 'PDP-06, EMR-28; TT 33/2025 phụ lục dòng 38–49',
  fields: [
    { id: 'name', name: 'Loại hồ sơ', type: 'text', is_required: true },
    {
      ...{ id: 'rule', name: 'Nhận ra theo', type: 'choice', is_required: true },
      choices: [
        { id: 'ordinary', name: 'Mọi đợt điều trị' },
        { id: 'psychiatric', name: 'Chẩn đoán F00–F99' },
        { id: 'accident', name: 'Mã nguyên nhân V01–V99, hoặc Y96' },
        { id: 'death', name: 'Kết quả điều trị: tử vong' },
      ],
    },
    { id: 'years', name: 'Số năm', type: 'count', unit: 'năm', is_required: true },
    reference,
    source,
    certainty,
  ],
}

const processor: OwnRegister = {
  ...{ kind: 'processor', name: 'Bên xử lý dữ liệu', one: 'bên xử lý', flow: 'record', title: 'name' },
  source: 'PDP-12; Luật 91/2025/QH15 Điều 37',
  fields: [
    { id: 'name', name: 'Tên', type: 'text', is_required: true },
    { id: 'tax_code', name: 'Mã số thuế', type: 'text' },
    { id: 'contract', name: 'Số hợp đồng', type: 'text', is_required: true },
    { id: 'signed_on', name: 'Ngày ký', type: 'day', is_required: true },
    { id: 'until', name: 'Hết hạn', type: 'day', is_required: true },
    { id: 'scope', name: 'Phạm vi xử lý', type: 'long', is_required: true },
    { id: 'hand_back', name: 'Xóa, bàn giao khi kết thúc', type: 'long', is_required: true },
    { id: 'handed_back_on', name: 'Đã xóa, bàn giao ngày', type: 'day' },
    { id: 'contact', name: 'Liên hệ', type: 'text' },
  ],
}

const flow: OwnRegister = {
  ...{ kind: 'flow', name: 'Chuyển dữ liệu ra nước ngoài', one: 'luồng chuyển', flow: 'record', title: 'host' },
  source: 'PDP-10; Luật 91/2025/QH15 Điều 20',
  fields: [
    { id: 'host', name: 'Tên máy chủ nhận', type: 'text', is_required: true },
    { id: 'recipient', name: 'Bên nhận', type: 'text', is_required: true },
    { id: 'country', name: 'Nước', type: 'text', is_required: true },
    { id: 'purpose', name: 'Mục đích', type: 'text', is_required: true },
    { id: 'data', name: 'Dữ liệu', type: 'long', is_required: true },
    reference,
    { id: 'dossier', name: 'Số hồ sơ đánh giá đã nộp', type: 'text', is_required: true },
    { id: 'until', name: 'Đến ngày', type: 'day' },
  ],
}

const officer: OwnRegister = {
  ...{ kind: 'officer', name: 'Người phụ trách bảo vệ dữ liệu cá nhân', one: 'người phụ trách', flow: 'record' },
  ...{ title: 'name', source: 'PDP-11; Luật 91/2025/QH15 Điều 33' },
  fields: [
    { id: 'name', name: 'Họ tên', type: 'text', is_required: true },
    { id: 'title', name: 'Chức danh, bộ phận', type: 'text', is_required: true },
    { id: 'phone', name: 'Điện thoại', type: 'text', is_required: true },
    { id: 'email', name: 'Thư điện tử', type: 'text' },
    { id: 'place', name: 'Nơi tiếp', type: 'text' },
    { id: 'decision', name: 'Quyết định phân công', type: 'text' },
  ],
}

const assessment: OwnRegister = {
  ...{ kind: 'assessment', name: 'Hồ sơ đánh giá tác động đã nộp', one: 'lần nộp', flow: 'record', title: 'number' },
  source: 'PDP-09; Luật 91/2025/QH15 Điều 21, 22',
  fields: [
    { id: 'number', name: 'Số văn bản nộp', type: 'text', is_required: true },
    { id: 'filed_on', name: 'Ngày nộp', type: 'day', is_required: true },
    { id: 'note', name: 'Ghi chú', type: 'long' },
  ],
}

export const registers: readonly OwnRegister[] = [purpose, clock, retention, processor, flow, officer, assessment]

/** @throws 404 */
export const get_register = (kind: string): OwnRegister => {
  const found = registers.find((one) => one.kind === kind)
  if (!found || !register_kinds.includes(found.kind)) throw fail.not_found(`Không có sổ “${kind.slice(0, 40)}”`)
  return found
}
