import type { Choice, Register } from './field.ts'

/** The list of MON-03 (KH 28/KH-UBND and KH 144/KH-UBND, section 3.2). */
const equipment_kinds: readonly Choice[] = [
  { id: 'core_switch', name: 'Thiết bị chuyển mạch lõi', also: ['Switch lõi', 'Core switch', 'Chuyển mạch lõi'] },
  { id: 'firewall', name: 'Tường lửa', also: ['Firewall', 'Thiết bị tường lửa'] },
  { id: 'server', name: 'Máy chủ', also: ['Server'] },
  { id: 'san', name: 'Hệ thống lưu trữ SAN', also: ['SAN', 'Tủ đĩa SAN'] },
  { id: 'nas', name: 'Thiết bị lưu trữ NAS', also: ['NAS'] },
  { id: 'ips', name: 'Thiết bị phòng, chống xâm nhập IPS/IDS', also: ['IPS/IDS', 'IPS', 'IDS'] },
  { id: 'ups', name: 'Bộ lưu điện UPS', also: ['UPS', 'Bộ lưu điện'] },
  { id: 'rack', name: 'Tủ rack', also: ['Tủ mạng', 'Rack'] },
  { id: 'pc', name: 'Máy trạm', also: ['Máy tính', 'Máy tính để bàn', 'PC', 'Máy vi tính'] },
  { id: 'display', name: 'Màn hình chẩn đoán', also: ['Màn hình đọc phim'] },
  { id: 'other', name: 'Khác', also: ['Thiết bị khác'] },
]

/** One line for each kind of equipment: chosen from a list, so that a province's lines add up; the rest in words. */
export const equipment: Register = {
  ...{ kind: 'equipment', name: 'Thiết bị', one: 'thiết bị', flow: 'record', title: 'item' },
  source: 'MON-03; KH 28/KH-UBND mục 3.2',
  fields: [
    { id: 'item', name: 'Thiết bị', type: 'choice', is_required: true, choices: equipment_kinds },
    { id: 'detail', name: 'Tên, cấu hình', type: 'text' },
    { id: 'need', name: 'Cần', type: 'count', is_required: true },
    { id: 'have', name: 'Đã có', type: 'count', is_required: true },
    { id: 'ordered', name: 'Đã đặt mua', type: 'count' },
    { id: 'installed', name: 'Đã lắp', type: 'count' },
    { id: 'note', name: 'Ghi chú', type: 'text' },
  ],
  sums: {
    ...{ by: 'item', amounts: ['need', 'have', 'ordered', 'installed'] },
    short: { of: 'need', less: ['have', 'installed'] },
  },
}
