import type { Choice, Register } from './field.ts'

/** OPS-02 (machine room), OPS-07 (lines and zones), OPS-06 (rented cloud), OPS-04 (copies): one line each, with what shows it. */
const items: readonly Choice[] = [
  { id: 'access', name: 'Phòng máy: kiểm soát ra vào' },
  { id: 'climate', name: 'Phòng máy: theo dõi nhiệt độ, độ ẩm' },
  { id: 'power', name: 'Phòng máy: tủ điện riêng' },
  { id: 'fire', name: 'Phòng máy: báo cháy, chữa cháy' },
  { id: 'ups', name: 'Phòng máy: bộ lưu điện (UPS)' },
  { id: 'cooling', name: 'Phòng máy: làm mát' },
  { id: 'rack', name: 'Phòng máy: tủ rack' },
  { id: 'cable', name: 'Phòng máy: máng cáp' },
  { id: 'line', name: 'Mạng: đường truyền ổn định, đủ nhanh' },
  { id: 'zones', name: 'Mạng: LAN chia vùng' },
  { id: 'capacity', name: 'Mạng: đã tính năng lực' },
  { id: 'tier', name: 'Đám mây: trung tâm dữ liệu Tier 3 hoặc Rated 3 (TIA-942)' },
  { id: 'iso', name: 'Đám mây: chứng nhận ISO 27001 (khuyến nghị)' },
  { id: 'vietnam', name: 'Đám mây: dữ liệu đặt tại Việt Nam' },
  { id: 'owner', name: 'Đám mây: hợp đồng ghi dữ liệu thuộc đơn vị, giữ đủ thời hạn lưu trữ' },
  { id: 'secrecy', name: 'Đám mây: thỏa thuận bảo mật' },
  { id: 'exit', name: 'Đám mây: bàn giao trọn bộ có từ điển dữ liệu, hủy có chứng minh khi hết hợp đồng' },
  { id: 'copies', name: 'Sao lưu: một bản tại đơn vị, một bản ở nơi khác' },
  { id: 'offline', name: 'Sao lưu: có bản ngoại tuyến hoặc không sửa được' },
]

/** What is looked at on the spot; papers and pictures hang on the line. */
export const site_check: Register = {
  ...{ kind: 'site_check', name: 'Kiểm tra nơi đặt hệ thống', one: 'mục kiểm tra', flow: 'record', title: 'item' },
  ...{ source: 'OPS-02, OPS-06, OPS-07; KH 28/KH-UBND mục 1.1, 1.2; CV 365/TTYQG-GPQLCL mục III.2', due: 'again_on' },
  takes_files: true,
  fields: [
    { id: 'item', name: 'Mục', type: 'choice', is_required: true, choices: items },
    {
      ...{ id: 'state', name: 'Kết quả', type: 'choice' as const, is_required: true },
      choices: [
        { id: 'full', name: 'Đạt' },
        { id: 'part', name: 'Đạt một phần' },
        { id: 'none', name: 'Chưa có' },
        { id: 'na', name: 'Không áp dụng' },
      ],
    },
    { id: 'on', name: 'Ngày kiểm tra', type: 'day', is_required: true },
    { id: 'by', name: 'Người kiểm tra', type: 'text' },
    { id: 'note', name: 'Minh chứng, tồn tại', type: 'long' },
    { id: 'again_on', name: 'Kiểm tra lại trước ngày', type: 'day' },
  ],
}
