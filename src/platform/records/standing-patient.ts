import { fail } from '../../base/outcome/index.ts'
import type { Sql } from '../database/index.ts'

/**
 * That a patient's facts are to be found under this id. The row of one who was merged away lies in the compartment of the
 * patient that took its place (index-row.ts), and has no facts any more.
 * @throws 404, 410, 422 with whom to ask instead
 */
export const demand_standing_patient = async (sql: Sql, facility: string, id: string): Promise<void> => {
  const { rows } = await sql.alone<{ patient: string | null; deleted: boolean }>(
    'standing_patient',
    `SELECT patient, deleted FROM record.resource WHERE facility = $1 AND type = 'Patient' AND id = $2`,
    [facility, id],
  )
  const [row] = rows
  if (!row) throw fail.not_found(`Không tìm thấy Patient/${id} tại cơ sở này`)
  if (row.deleted) throw fail.gone(`Patient/${id} đã bị xóa; các phiên bản trước vẫn đọc được trong lịch sử`)
  if (row.patient !== null && row.patient !== id)
    throw fail.rule(`Hồ sơ Patient/${id} đã gộp vào Patient/${row.patient}; hãy hỏi hồ sơ ấy`, 'Patient.link')
}
