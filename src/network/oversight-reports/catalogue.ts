import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FigureFacts, TableFacts } from './contract.ts'
import { activity_tables } from './tables-activity.ts'
import { column, facility } from './table-columns.ts'
import { register_tables } from './tables-registers.ts'

/** Every figure a report may say. A name once given keeps its meaning: old reports go on saying what they said. */
export const figure_catalogue = ['figures.json', 'figures-registers.json', 'figures-activity.json'].flatMap(
  (name) => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as FigureFacts[],
)

const step_names = [
  'Khảo sát',
  'Hạ tầng',
  'Chữ ký số',
  'Mua sắm',
  'Quy chế',
  'Hội đồng',
  'Thí điểm',
  'Vận hành',
  'Liên thông',
]

const plan_and_exchange_tables: TableFacts[] = [
  {
    ...{
      name: 'tien_do',
      label: 'Tiến độ triển khai theo cơ sở',
      definition: 'Phần trăm từng bước khi hết ngày chốt, do cơ sở báo, theo kế hoạch Sở duyệt.',
    },
    columns: [{ ...facility, share: 4.2 }, ...step_names.map((name) => column(name, 'percent'))],
  },
  {
    ...{
      name: 'lien_thong',
      label: 'Liên thông theo loại giấy tờ',
      definition:
        'Cơ sở đếm số phải gửi; trục đếm phần còn lại từ biên nhận, kể cả giấy của kỳ đến sau kỳ; đơn thuốc tới nơi là tới hệ thống quốc gia.',
    },
    columns: [
      column('Loại giấy tờ', 'text', 3.8),
      ...['Phải gửi', 'Đã tới nơi', 'Còn thiếu', 'Bị từ chối', 'Đến muộn', 'Nơi nhận đã mở'].map((name) =>
        column(name),
      ),
    ],
  },
  {
    ...{
      name: 'lien_thong_co_so',
      label: 'Liên thông theo cơ sở',
      definition: 'Như bảng theo loại, cộng theo cơ sở gửi.',
    },
    columns: [
      facility,
      column('Lượt khám, điều trị'),
      column('Phải gửi'),
      column('Đã tới nơi'),
      column('Còn thiếu'),
      column('Tỷ lệ (%)', 'percent'),
    ],
  },
  {
    ...{
      name: 'thieu',
      label: 'Cơ sở, ngày còn thiếu giấy tờ',
      definition: 'Mỗi chỗ thiếu nêu tên cơ sở, ngày, loại và số lượng; nhiều nhất 50 dòng.',
    },
    columns: [
      facility,
      column('Ngày', 'day', 1.8),
      column('Loại', 'text', 2.2),
      column('Vấn đề', 'text', 2.2),
      column('Số lượng'),
    ],
  },
  {
    ...{ name: 'loi', label: 'Lý do trục từ chối', definition: 'Lần gửi bị từ chối trong kỳ, theo lớp lỗi.' },
    columns: [column('Lý do', 'text', 4), column('Số lần')],
  },
  {
    ...{
      name: 'kinh_phi',
      label: 'Kinh phí theo cơ sở (triệu đồng)',
      definition: 'Cộng các dòng kinh phí của kế hoạch theo cơ sở và nguồn, như đã biết khi hết ngày chốt.',
    },
    columns: [
      { ...facility, share: 3.6 },
      ...['Tổng', 'Ngân sách tỉnh', 'Về huyện', 'Quỹ, khác', 'Đã ký', 'Đã chi'].map((name) => column(name, 'money')),
    ],
  },
  {
    ...{
      name: 'kinh_phi_lech',
      label: 'Chỗ văn bản ghi khác tổng các dòng (triệu đồng)',
      definition:
        'Số tiền văn bản của kế hoạch ghi, tổng các dòng kinh phí tương ứng, và chênh lệch; không sửa bên nào.',
    },
    columns: [
      column('Văn bản ghi ở', 'text', 2.6),
      column('Của', 'text', 2.6),
      ...['Văn bản ghi', 'Cộng các dòng', 'Chênh'].map((name) => column(name, 'money', 1.2)),
    ],
  },
  {
    ...{
      name: 'kho_khan',
      label: 'Khó khăn, vướng mắc và đề nghị',
      definition:
        'Khó khăn, vướng mắc dữ liệu với BHXH, đề nghị bổ sung Sở chưa trả lời khi hết ngày chốt, hạn gần trước; nhiều nhất 50 dòng.',
    },
    columns: [
      ...[facility, column('Loại', 'text', 2), column('Nội dung', 'text', 5)],
      ...[column('Hạn', 'day', 1.8), column('Trạng thái', 'text', 1.9)],
    ],
  },
  {
    ...{
      name: 'muc_cntt',
      label: 'Mức ứng dụng CNTT theo cơ sở (TT 54/2017/TT-BYT)',
      definition:
        'Lần đánh giá mới nhất trục đã nhận khi hết ngày chốt. Nhóm ghi mức, hoặc cơ bản/nâng cao, hoặc số tiêu chí đạt khi chưa đủ.',
    },
    columns: [
      facility,
      column('Mức'),
      ...['Hạ tầng', 'Điều hành', 'HIS', 'PACS', 'LIS', 'Phi chức năng', 'An toàn'].map((name) =>
        column(name, 'text', 1.2),
      ),
      column('Ngày', 'day', 1.8),
    ],
  },
  {
    ...{
      name: 'so_skdt',
      label: 'Liên thông sổ sức khỏe điện tử theo loại lượt',
      definition:
        'Sáu loại lượt × có, không có BHYT × lượt, đã liên thông (phụ lục QĐ 2733/QĐ-BYT 2024), cộng số đếm cơ sở đã ký.',
    },
    columns: [
      column('Loại lượt', 'text', 3),
      ...[
        'BHYT: lượt',
        'BHYT: đã liên thông',
        'Không BHYT: lượt',
        'Không BHYT: đã liên thông',
        'Tổng lượt',
        'Tổng đã liên thông',
      ].map((name) => column(name)),
    ],
  },
  {
    ...{
      name: 'so_skdt_co_so',
      label: 'Lượt theo đối tượng của từng cơ sở',
      definition: 'Cơ sở đếm, ký; “chưa báo” khi cơ sở chỉ báo tổng số lượt. Trang sổ là số trục đã nhận.',
    },
    columns: [
      facility,
      ...['BHYT: lượt', 'đã liên thông', 'Không BHYT: lượt', 'đã liên thông', 'Chưa ghi đối tượng'].map((name) =>
        column(name),
      ),
      ...['Trang sổ trục nhận', 'Ngày báo theo loại', 'Ngày chưa báo'].map((name) => column(name)),
    ],
  },
]

export const table_catalogue: TableFacts[] = [...plan_and_exchange_tables, ...register_tables, ...activity_tables]

export const figure_names: ReadonlySet<string> = new Set(figure_catalogue.map(({ name }) => name))
export const table_names: ReadonlySet<string> = new Set(table_catalogue.map(({ name }) => name))
