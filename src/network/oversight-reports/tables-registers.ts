import type { TableFacts } from './contract.ts'
import { column, facility, numbers } from './table-columns.ts'

/** Tables of the registers, as their lines stood at the end of the period (MON-02, 03, 08, 10…12, 19, 20; SIG-12). */
export const register_tables: TableFacts[] = [
  {
    ...{
      name: 'khao_sat',
      label: 'Điểm khảo sát sẵn sàng (%)',
      definition:
        'Phiếu mới nhất mỗi cơ sở đã gửi Sở khi hết ngày chốt, chấm theo quy tắc TT 54/2017 và CV 365; dấu “–”: chưa gửi, chưa trả lời.',
    },
    columns: [
      ...[{ ...facility, share: 3.4 }, column('Ngày', 'day', 1.7), column('Chung', 'percent')],
      ...['Hạ tầng', 'Thiết bị', 'Mạng', 'An toàn', 'Phần mềm', 'Con người', 'Bệnh án', 'Vận hành'].map((name) =>
        column(name, 'percent'),
      ),
    ],
  },
  {
    ...{
      name: 'thiet_bi',
      label: 'Thiết bị theo loại',
      definition: 'Cộng các dòng của sổ thiết bị theo loại khi hết ngày chốt; thiếu tính từng dòng, dư không bù thiếu.',
    },
    columns: [
      column('Thiết bị', 'text', 3.6),
      ...numbers('Cần', 'Đã có', 'Đã đặt mua', 'Đã lắp', 'Còn thiếu', 'Cơ sở'),
    ],
  },
  {
    ...{
      name: 'thiet_bi_co_so',
      label: 'Thiết bị theo cơ sở',
      definition: 'Như bảng theo loại, cộng theo cơ sở.',
    },
    columns: [facility, ...numbers('Cần', 'Đã có', 'Đã đặt mua', 'Đã lắp', 'Còn thiếu')],
  },
  {
    ...{
      name: 'chung_thu',
      label: 'Chứng thư số theo cơ sở',
      definition: 'Cộng các nhóm người ký của sổ chứng thư số khi hết ngày chốt; thiếu tính từng nhóm.',
    },
    columns: [facility, ...numbers('Cần', 'Đã cấp', 'Còn thiếu'), column('Sớm nhất hết hạn', 'day', 1.8)],
  },
  {
    ...{
      name: 'mua_sam',
      label: 'Mua sắm, thuê dịch vụ theo bước',
      definition: 'Các gói của sổ mua sắm theo bước khi hết ngày chốt; quá hạn: qua ngày phải xong mà chưa nghiệm thu.',
    },
    columns: [
      ...[column('Đang ở bước', 'text', 3), ...numbers('Gói', 'Cơ sở')],
      ...[column('Giá trị (triệu đồng)', 'money', 1.6), column('Quá hạn')],
    ],
  },
  {
    ...{
      name: 'ho_so',
      label: 'Hồ sơ, quy chế theo văn bản',
      definition: 'Chín văn bản × cơ sở trong kế hoạch, theo trạng thái khi hết ngày chốt.',
    },
    columns: [column('Văn bản', 'text', 4.4), ...numbers('Đã duyệt', 'Chờ duyệt', 'Đang soạn, trả lại', 'Chưa có')],
  },
  {
    ...{
      name: 'ho_so_co_so',
      label: 'Hồ sơ, quy chế còn thiếu theo cơ sở',
      definition: 'Số văn bản trong chín văn bản Sở đã duyệt khi hết ngày chốt, và tên văn bản chưa được duyệt.',
    },
    columns: [facility, column('Đã duyệt (/9)'), column('Chưa được duyệt', 'text', 6)],
  },
  {
    ...{
      name: 'hoi_dong',
      label: 'Hội đồng chuyên môn và quyết định dùng bệnh án điện tử',
      definition:
        'Cơ sở trong kế hoạch; biên bản hội đồng mới nhất và quyết định có ngày dùng muộn nhất, như đã biết khi hết ngày chốt.',
    },
    columns: [
      ...[{ ...facility, share: 3.2 }, column('Họp hội đồng', 'day', 1.8), column('Thay giấy', 'text')],
      ...[column('Thay phim', 'text'), column('Thôi in phiếu', 'text')],
      ...[column('Số quyết định', 'text', 1.9), column('Thay giấy từ', 'day', 1.8)],
    ],
  },
  {
    ...{
      name: 'an_toan',
      label: 'Hồ sơ cấp độ an toàn hệ thống thông tin',
      definition: 'Từng hệ thống trong sổ hồ sơ cấp độ khi hết ngày chốt (NĐ 85/2016/NĐ-CP).',
    },
    columns: [
      ...[facility, column('Hệ thống', 'text', 2.6), column('Cấp độ'), column('Đang ở bước', 'text', 2.2)],
      ...[column('Quyết định', 'text', 1.6), column('Đánh giá lại trước', 'day', 1.8)],
    ],
  },
  {
    ...{
      name: 'dao_tao',
      label: 'Đào tạo, tập huấn theo cơ sở',
      definition: 'Lớp và lượt người học trong kỳ; phải học, đã học cộng mọi lớp đến hết ngày chốt.',
    },
    columns: [
      facility,
      ...numbers('Lớp trong kỳ', 'Lượt học trong kỳ', 'Mọi lớp', 'Phải học', 'Đã học', 'Cán bộ CNTT'),
    ],
  },
]
