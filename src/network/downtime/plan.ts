import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { DowntimePlan } from './contract.ts'

/** Ours until the facility writes its own (KH 28/KH-UBND mục 3.5 asks for one; its words are the facility's). */
const first_plan: DowntimePlan = {
  contacts: [
    { name: '', role: 'Phụ trách CNTT', phone: '' },
    { name: '', role: 'Lãnh đạo trực', phone: '' },
    { name: '', role: 'Đơn vị cung cấp hạ tầng, đường truyền', phone: '' },
  ],
  steps: [
    'Người phát hiện gọi phụ trách CNTT; ghi giờ bắt đầu. Không tắt, không khởi động lại máy chủ khi chưa được bảo.',
    'CNTT xác định phạm vi (một khoa, toàn viện, đường truyền ra ngoài) và báo lãnh đạo trực, các khoa.',
    'Mất đường truyền ra ngoài, trong viện vẫn chạy: tiếp tục dùng phần mềm; văn bản, đơn thuốc tự gửi khi có mạng lại.',
    'Quá 15 phút không dùng được phần mềm: các khoa mở thư mục dự phòng, dùng giấy có số. Người bệnh vẫn được tiếp nhận.',
    'Mỗi tờ giấy ghi số, ngày giờ, người viết. Danh sách người bệnh nội trú: mở bằng cụm từ trong phong bì của khoa.',
    'Khi hệ thống chạy lại: CNTT báo giờ kết thúc; các khoa nhập lại theo số giấy, đúng giờ đã xảy ra, trong 24 giờ.',
    'Đối chiếu: mở trang này, tìm từng số còn thiếu cho tới khi hết. Giấy gốc lưu vào hồ sơ bệnh án.',
    'CNTT lập biên bản sự cố: nguyên nhân, thời gian, dữ liệu nhập lại, việc cần sửa.',
  ],
}

export type KeptPlan = { plan: DowntimePlan; changed: { at: string; name: string } | null }

export const read_plan = async (sql: Sql, facility: string): Promise<KeptPlan> => {
  const { rows } = await sql.query<{ body: DowntimePlan; changed_at: Date; changed_name: string }>(
    'SELECT body, changed_at, changed_name FROM downtime.plan WHERE facility = $1 ORDER BY number DESC LIMIT 1',
    [facility],
  )
  const [row] = rows
  if (!row) return { plan: first_plan, changed: null }
  return { plan: row.body, changed: { at: row.changed_at.toISOString(), name: row.changed_name } }
}

export const put_plan = (store: Store, caller: Caller, plan: DowntimePlan): Promise<void> => {
  demand(caller, 'system.watch')
  return store.unit(caller, async (unit) => {
    await unit.sql.query(
      'INSERT INTO downtime.plan (facility, body, changed_by, changed_name) VALUES ($1, $2, $3, $4)',
      [caller.facility, JSON.stringify(plan), caller.actor.id, caller.actor.name],
    )
    unit.note({ action: 'U', interaction: 'downtime-plan', type: 'Downtime', ref: 'plan' })
  })
}
