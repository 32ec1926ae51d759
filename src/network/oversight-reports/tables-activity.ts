import type { TableFacts } from './contract.ts'
import { column, facility, numbers } from './table-columns.ts'

/** Tables of what facilities do for people, by their signed counts (STAT-10), and of prescriptions (MON-26). */
export const activity_tables: TableFacts[] = [
  {
    ...{
      name: 'hoat_dong',
      label: 'Hoạt động khám bệnh, chữa bệnh theo cơ sở',
      definition:
        'Số đếm cơ sở đã ký, cộng các ngày của kỳ. Công suất giường: ngày điều trị của người ra viện chia cho giường trong danh bạ nhân ngày có báo; dấu “–”: chưa biết giường hoặc ngày nằm.',
    },
    columns: [
      { ...facility, share: 3.2 },
      ...numbers('Lượt khám, điều trị', 'Vào viện', 'Ra viện', 'Chuyển viện'),
      ...[column('So cùng kỳ (%)', 'percent', 1.1), column('Công suất giường (%)', 'percent', 1.1)],
      column('Ngày có báo'),
    ],
  },
  {
    ...{
      name: 'hoat_dong_nhom',
      label: 'Hoạt động khám bệnh, chữa bệnh theo loại hình',
      definition: 'Như bảng theo cơ sở, cộng theo loại hình trong danh bạ của ngày chốt.',
    },
    columns: [
      column('Loại hình', 'text', 3),
      ...numbers('Cơ sở', 'Lượt khám, điều trị', 'Vào viện', 'Ra viện', 'Chuyển viện'),
      column('So cùng kỳ (%)', 'percent', 1.1),
    ],
  },
  {
    ...{
      name: 'don_thuoc',
      label: 'Kê đơn theo cơ sở',
      definition:
        'Đơn đã ký và đã lên hệ thống quốc gia: cơ sở đếm, ký. Gửi nhà thuốc, đã bán, trả lại: biên nhận của trục.',
    },
    columns: [
      facility,
      ...numbers('Đơn đã ký', 'Lên quốc gia', 'Quá hạn', 'Gửi nhà thuốc', 'Đã bán', 'Trả lại', 'Chưa lấy'),
    ],
  },
  {
    ...{
      name: 'ban_thuoc',
      label: 'Bán thuốc theo đơn của từng nhà thuốc',
      definition: 'Đơn của kỳ trục đã giao nhà thuốc người bệnh chọn, theo trả lời của nhà thuốc tới lúc đếm.',
    },
    columns: [
      column('Nhà thuốc', 'text', 3.6),
      ...numbers('Đơn nhận', 'Đã bán', 'Trả lại', 'Chưa lấy'),
      column('Đã bán (%)', 'percent', 1.1),
    ],
  },
]
