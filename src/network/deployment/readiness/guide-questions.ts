import type { GuideClause } from './contract.ts'

/**
 * What the guide to electronic records asks (CV 365/TTYQG-GPQLCL ngày 06/06/2025), clause by clause, with what TT 13/2025/TT-BYT
 * and the province's plan ask of keeping it running. Letters of III.1.1 follow the plan's own list (KH 28/KH-UBND mục 2.1),
 * which names them alike; only k, III.2c and III.5 were seen in the guide itself.
 */
type GuideQuestion = { id: string; group: 'record' | 'operations'; name: string; clause: GuideClause }

const cv365 = (text: string, confidence: GuideClause['confidence'] = 'likely'): GuideClause => ({
  text: `CV 365 ${text}`,
  confidence,
})

export const guide_questions: readonly GuideQuestion[] = (
  [
    ['record', 'emr_person', 'Một mã người bệnh duy nhất, xem được các đợt khám, chữa bệnh trước', cv365('III.1.1a')],
    ['record', 'emr_sync', 'Bệnh án lập, cập nhật tự động từ HIS, LIS, RIS-PACS hoặc nhập tay', cv365('III.1.1b')],
    ['record', 'emr_find', 'Tra cứu, lọc; quyền xem, tạo, sửa, hủy, khôi phục, in, xuất tách riêng', cv365('III.1.1c')],
    ['record', 'emr_export', 'Xuất một bệnh án ra XML hoặc JSON (HoSoBenhAn)', cv365('III.1.1d')],
    ['record', 'emr_log', 'Ghi vết mọi thao tác, kể cả xem; vết không sửa được', cv365('III.1.1đ')],
    ['record', 'emr_forms', 'Hiển thị, in đúng mẫu bệnh án của Bộ, trên máy tính và máy cầm tay', cv365('III.1.1e')],
    ['record', 'emr_access', 'Quyền theo vai trò, khoa và khung giờ; ngoài khung giờ bị từ chối', cv365('III.1.1g')],
    ['record', 'emr_catalogues', 'Danh mục dùng chung của Bộ; mang mã ICD, LOINC, SNOMED CT', cv365('III.1.1h')],
    ['record', 'emr_results', 'Nhận, lưu, trao đổi kết quả xét nghiệm, chẩn đoán hình ảnh', cv365('III.1.1i')],
    ['record', 'emr_store', 'Kho bệnh án còn đọc và xuất được khi HIS, LIS, PACS tắt', cv365('III.1.1k', 'sure')],
    ['record', 'emr_secure', 'Mã hóa khi truyền, khi lưu; có báo cáo thử an toàn trước khi dùng', cv365('III.1.2b')],
    ['record', 'emr_capacity', 'Theo dõi năng lực, phiên bản, báo lỗi; có kết quả thử tải', cv365('III.1.2b')],
    ['record', 'emr_standards', 'Kiến trúc mô-đun, API có tài liệu, chuẩn TT 39/2017/TT-BTTTT', cv365('III.1.3')],
    ['record', 'emr_exchange', 'Gửi và nhận bệnh án với cơ sở khác', cv365('IV')],
    [
      'operations',
      'ops_place',
      'Dữ liệu đặt tại Việt Nam; nếu thuê đám mây: Tier 3, bàn giao và hủy khi hết hợp đồng',
      cv365('III.2a'),
    ],
    [
      'operations',
      'ops_copies',
      'Sao lưu theo lịch: bản tại cơ sở và bản nơi khác, mã hóa, có bản ngoại tuyến',
      cv365('III.2c', 'sure'),
    ],
    ['operations', 'ops_ipv6', 'Máy chủ, máy trạm, phần mềm chạy được IPv6', cv365('III.5', 'sure')],
    [
      'operations',
      'ops_personal',
      'Dữ liệu cá nhân: đánh giá tác động, người phụ trách, thỏa thuận bảo mật',
      cv365('III.6'),
    ],
    [
      'operations',
      'ops_standby',
      'Cân bằng tải, kho dự phòng; đã thử tắt một máy không mất dữ liệu',
      { text: 'KH 28/KH-UBND mục 1.1b', confidence: 'sure' },
    ],
    [
      'operations',
      'ops_lan',
      'Mạng LAN chia vùng, có tính năng lực',
      { text: 'KH 28/KH-UBND mục 1.2', confidence: 'sure' },
    ],
    [
      'operations',
      'ops_drill',
      'Diễn tập khôi phục có biên bản, đo thời gian và thời điểm khôi phục',
      { text: 'TT 13/2025/TT-BYT Điều 2 khoản 4', confidence: 'sure' },
    ],
    [
      'operations',
      'ops_incident',
      'Quy trình ứng cứu: liên hệ, các bước, mẫu giấy khi mất mạng, nhập lại có đối chiếu',
      { text: 'KH 28/KH-UBND mục 3.5', confidence: 'sure' },
    ],
  ] as const
).map(([group, id, name, clause]) => ({ group, id, name, clause }))
