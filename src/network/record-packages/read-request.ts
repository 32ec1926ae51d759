import { fail } from '../../base/outcome/index.ts'
import { new_id, type Unit } from '../../platform/records/index.ts'
import type { SendingBasis } from '../../standards/documents/index.ts'
import { sha256_hex } from '../../standards/signatures/index.ts'
import type { SendRecordWish } from './contract.ts'

const scan_max_bytes = 5 * 1_048_576
const scan_types: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png'])

export type Scan = { bytes: Buffer; type: string; sha256: string }

/** The person's signed request (NĐ 330/2026/NĐ-CP Điều 62). @throws 422 */
export const read_scan = ({ basis, request }: SendRecordWish): Scan | undefined => {
  if (basis !== 'patient-request') return undefined
  const bytes = Buffer.from(request?.data ?? '', 'base64')
  if (!request || bytes.length === 0)
    throw fail.value('Thiếu bản quét phiếu yêu cầu có chữ ký của người bệnh', 'request')
  if (bytes.length > scan_max_bytes) throw fail.value('Bản quét quá lớn (tối đa 5 MB)', 'request')
  if (!scan_types.has(request.content_type)) throw fail.value('Bản quét phải là PDF, JPEG hoặc PNG', 'request')
  return { bytes, type: request.content_type, sha256: sha256_hex(bytes) }
}

const confirmed_by = ({ asked_as = 'person', representative = '' }: SendRecordWish): string => {
  const kept = 'Chữ ký trên giấy, bản quét lưu tại nơi gửi'
  if (asked_as === 'person') return kept
  if (representative.trim() === '')
    throw fail.value('Cần ghi họ tên người đại diện và quan hệ với người bệnh', 'representative')
  return `${kept}; người đại diện: ${representative.trim()}`
}

const transfer_law = 'TT 01/2025/TT-BYT Điều 12'

/** What the wish says, as it stands on the letter; what is missing is said by the gate. */
export const basis_of_wish = (wish: SendRecordWish, scan: Scan | undefined): SendingBasis => {
  const law = wish.law?.trim() || (wish.basis === 'transfer' ? transfer_law : '')
  const reason = wish.reason?.trim() ?? ''
  return {
    code: wish.basis,
    ...(law ? { law } : {}),
    ...(reason ? { reason } : {}),
    ...(scan ? { request_sha256: scan.sha256, confirmed_by: confirmed_by(wish) } : {}),
    ...(wish.asked_as && scan ? { asked_as: wish.asked_as } : {}),
  }
}

/** The scan stays with the house that acted on it: its digest at the hub can be made again from it. */
export const keep_scan = async (
  unit: Unit,
  scan: Scan,
  of: { patient: string; recipient: string; outgoing: string },
): Promise<void> => {
  const { facility, actor } = unit.caller
  await unit.sql.query(
    `INSERT INTO exchange.disclosure_request
       (facility, id, patient, recipient, sha256, paper, paper_type, outgoing, taken_by, taken_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[facility, new_id(), of.patient, of.recipient, scan.sha256, scan.bytes, scan.type, of.outgoing],
      ...[actor.id, actor.name],
    ],
  )
}
