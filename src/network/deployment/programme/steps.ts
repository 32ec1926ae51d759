/** The nine steps of every province's plan, in their order; which day each is due is the province's own. */

export type StepId =
  'survey' | 'infrastructure' | 'signature' | 'procurement' | 'bylaws' | 'council' | 'pilot' | 'operation' | 'exchange'

export type Step = {
  id: StepId
  name: string
  /** What counts as done. */
  done: string
  source: string
}

export const steps: readonly Step[] = [
  {
    ...{ id: 'survey', name: 'Khảo sát', done: 'Có phiếu khảo sát hiện trạng đã gửi Sở, không bị trả lại' },
    source: 'KH 28/KH-UBND Bắc Giang 17/02/2025, mục 3.1; KH 144/KH-UBND Hà Nội 20/05/2025, mục 3.1',
  },
  {
    ...{ id: 'infrastructure', name: 'Hạ tầng', done: 'Máy chủ, mạng, lưu trữ, máy trạm đã lắp đủ theo nhu cầu' },
    source: 'KH 28/KH-UBND, mục 3.2; TT 54/2017/TT-BYT, nhóm tiêu chí hạ tầng',
  },
  {
    ...{ id: 'signature', name: 'Chữ ký số', done: 'Người ký và cơ sở đều có chứng thư còn hạn' },
    source: 'KH 28/KH-UBND, mục 3; TT 13/2025/TT-BYT',
  },
  {
    ...{ id: 'procurement', name: 'Mua sắm', done: 'Các gói thầu, gói thuê không hủy đã nghiệm thu' },
    source: 'KH 28/KH-UBND, mục 3.3 và III',
  },
  {
    ...{ id: 'bylaws', name: 'Quy chế', done: 'Đủ danh mục quy chế, phương án được duyệt' },
    source: 'KH 28/KH-UBND, mục 3.5',
  },
  {
    ...{ id: 'council', name: 'Hội đồng', done: 'Hội đồng chuyên môn họp, có tệp biên bản đồng ý thay hồ sơ giấy' },
    source: 'KH 28/KH-UBND, mục 3.5; KH 144/KH-UBND, mục 3.5',
  },
  {
    ...{ id: 'pilot', name: 'Thí điểm', done: 'Chạy song song giấy và điện tử, có tổng kết' },
    source: 'KH 28/KH-UBND, mục 3.6',
  },
  {
    ...{
      id: 'operation',
      name: 'Vận hành',
      done: 'Có tệp quyết định dùng bệnh án điện tử thay bệnh án giấy, đã có hiệu lực',
    },
    source: 'TT 13/2025/TT-BYT, Điều 4; KH 28/KH-UBND, mục 3.6',
  },
  {
    ...{ id: 'exchange', name: 'Liên thông', done: 'Giấy tờ phải liên thông đến trục mỗi ngày' },
    source: 'KH 144/KH-UBND, mục IV.1; KH 28/KH-UBND, mục IV',
  },
]

export const step_ids: readonly StepId[] = steps.map(({ id }) => id)

export const name_of_step = (id: string): string => steps.find((step) => step.id === id)?.name ?? id
