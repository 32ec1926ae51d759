/** Papers a facility needs before it works without paper (MON-10; KH 28/KH-UBND and KH 144/KH-UBND, section 3.5). */
export const papers = [
  { id: 'emr-bylaw', name: 'Quy chế quản lý, sử dụng bệnh án điện tử' },
  { id: 'certificate-bylaw', name: 'Quy chế quản lý, sử dụng chữ ký số, chứng thư số' },
  { id: 'security-bylaw', name: 'Quy chế bảo đảm an toàn thông tin' },
  { id: 'camera-rule', name: 'Quy định khai thác camera giám sát' },
  { id: 'incident-plan', name: 'Phương án phòng ngừa, khắc phục sự cố' },
  { id: 'backup-procedure', name: 'Quy trình sao lưu, phục hồi dữ liệu' },
  { id: 'apt-plan', name: 'Phương án cảnh báo, ứng phó tấn công có chủ đích (APT)' },
  { id: 'dos-plan', name: 'Phương án ứng phó tấn công từ chối dịch vụ (DoS/DDoS)' },
  { id: 'fire-safety', name: 'Phương án phòng cháy, chữa cháy phòng máy chủ' },
] as const

export type PaperId = (typeof papers)[number]['id']
export const paper_ids: readonly string[] = papers.map(({ id }) => id)
