import { createHash, randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { new_id, type Unit } from '../../../platform/records/index.ts'
import { find_facility } from '../../../platform/access/index.ts'
import { label_names } from '../../gate/index.ts'
import type { RequestLine, RequestTaken, RequestText, RequestWish } from '../contract.ts'
import type { Confirmed } from './bases.ts'
import type { OtpSender } from './otp.ts'

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

const shipped = JSON.parse(readFileSync(join(import.meta.dirname, 'request-text.json'), 'utf8')) as {
  version: string
  text: string
}

/** What the person agrees to, word for word, with the name of the house that asks (PDP-03). */
export const request_text = async (unit: Unit): Promise<RequestText> => {
  const facility = await find_facility(unit.sql, unit.caller.facility)
  const text = shipped.text.replace('{facility}', facility?.name ?? unit.caller.facility)
  return { version: shipped.version, text, sha256: sha256(text) }
}

const otp_valid_min = 5
const otp_tries_max = 5
const paper_max_bytes = 5 * 1_048_576
const paper_types: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png'])
const phone_shape = /^0\d{9}$/

const read_paper = (wish: RequestWish): { bytes: Buffer; type: string } => {
  const bytes = Buffer.from(wish.paper?.data ?? '', 'base64')
  if (!wish.paper || bytes.length === 0) throw fail.value('Thiếu bản quét phiếu yêu cầu đã ký', 'paper')
  if (bytes.length > paper_max_bytes) throw fail.value('Bản quét quá lớn (tối đa 5 MB)', 'paper')
  if (!paper_types.has(wish.paper.content_type)) throw fail.value('Bản quét phải là PDF, JPEG hoặc PNG', 'paper')
  return { bytes, type: wish.paper.content_type }
}

type NewRow = {
  id: string
  phone?: string
  otp_hash?: string
  paper?: { bytes: Buffer; type: string }
  sha256?: string
}

const insert = async (unit: Unit, patient: string, wish: RequestWish, row: NewRow): Promise<void> => {
  const { facility, actor } = unit.caller
  const text = await request_text(unit)
  await unit.sql.query(
    `INSERT INTO health_book.request (facility, id, patient, text_version, text_sha256, labels, channel, asked_by, phone,
       otp_hash, otp_until, paper, paper_type, sha256, confirmed_at, taken_by, taken_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, CASE WHEN $10::text IS NULL THEN NULL
       ELSE now() + make_interval(mins => ${otp_valid_min}) END, $11, $12, $13,
       CASE WHEN $13::text IS NULL THEN NULL ELSE now() END, $14, $15)`,
    [
      ...[facility, row.id, patient, text.version, text.sha256, wish.labels ?? [], wish.channel, wish.asked_by.trim()],
      ...[row.phone ?? null, row.otp_hash ?? null, row.paper?.bytes ?? null, row.paper?.type ?? null],
      ...[row.sha256 ?? null, actor.id, actor.name],
    ],
  )
  const act = { action: 'C', interaction: 'take-request', type: 'Consent', ref: `Consent?request=${row.id}` } as const
  unit.note({ ...act, patient, detail: `${wish.channel}: ${wish.asked_by.trim()}; văn bản ${text.version}` })
}

/** Takes a request down: by paper it holds at once, by telephone when the code comes back. @throws 422 */
export const take_request = async (
  unit: Unit,
  patient: string,
  wish: RequestWish,
  otp: OtpSender,
): Promise<RequestTaken> => {
  if (wish.asked_by.trim() === '') throw fail.value('Cần ghi ai yêu cầu: người bệnh hoặc người đại diện', 'asked_by')
  const unknown = (wish.labels ?? []).find((label) => !Object.hasOwn(label_names, label))
  if (unknown !== undefined) throw fail.value(`Không có nhóm thông tin “${unknown}”`, 'labels')
  const id = new_id()
  if (wish.channel === 'paper') {
    const paper = read_paper(wish)
    await insert(unit, patient, wish, { id, paper, sha256: sha256(paper.bytes) })
    return { id }
  }
  const phone = (wish.phone ?? '').replace(/[\s.]/g, '')
  if (!phone_shape.test(phone)) throw fail.value('Số điện thoại phải gồm 10 chữ số, bắt đầu bằng 0', 'phone')
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await insert(unit, patient, wish, { id, phone, otp_hash: sha256(`${id} ${code}`) })
  const text = `Mã ${code}: đồng ý cho cơ sở ${unit.caller.facility} xem hồ sơ sức khỏe của bạn ở nơi khác. Chỉ đọc mã cho nhân viên nếu bạn đồng ý.`
  await otp.send({ facility: unit.caller.facility, phone, text })
  return { id, ...(otp.shows_code ? { code } : {}) }
}

type Row = {
  id: string
  patient: string
  text_version: string
  text_sha256: string
  labels: string[]
  channel: 'otp' | 'paper'
  asked_by: string
  phone: string | null
  otp_hash: string | null
  otp_open: boolean
  otp_tries: number
  sha256: string | null
  taken_name: string
  taken_at: Date
  confirmed_at: Date | null
  withdrawn_at: Date | null
  withdrawn_why: string | null
  has_paper: boolean
}

const columns =
  'id, patient, text_version, text_sha256, labels, channel, asked_by, phone, otp_hash, coalesce(otp_until > now(), false) AS otp_open, ' +
  'otp_tries, sha256, taken_name, taken_at, confirmed_at, withdrawn_at, withdrawn_why, paper IS NOT NULL AS has_paper'

const get_row = async (unit: Unit, patients: string[], id: string): Promise<Row> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT ${columns} FROM health_book.request WHERE facility = $1 AND patient = ANY ($2) AND id = $3 FOR UPDATE`,
    [unit.caller.facility, patients, id],
  )
  if (!rows[0]) throw fail.not_found('Không có yêu cầu này của người bệnh')
  return rows[0]
}

/** What is confirmed, in one text whose digest the hub keeps: it can be made again from this row alone. */
const statement_of = (facility: string, row: Row, at: string): string =>
  JSON.stringify([
    facility,
    row.id,
    row.patient,
    row.text_version,
    row.text_sha256,
    row.labels,
    row.asked_by,
    row.phone,
    at,
  ])

/**
 * The code the person read out. A wrong one counts even though the answer is a refusal, so it is not thrown.
 * @returns false for a wrong code @throws 422 when it is too late or was tried too often
 */
export const confirm_request = async (unit: Unit, patients: string[], id: string, code: string): Promise<boolean> => {
  const row = await get_row(unit, patients, id)
  const { facility } = unit.caller
  if (row.confirmed_at !== null) return true
  if (!row.otp_open) throw fail.rule('Mã xác nhận đã hết hạn; hãy gửi mã mới', 'code')
  if (row.otp_tries >= otp_tries_max) throw fail.rule('Nhập sai quá nhiều lần; hãy gửi mã mới', 'code')
  if (row.otp_hash !== sha256(`${id} ${code.trim()}`)) {
    await unit.sql.query('UPDATE health_book.request SET otp_tries = otp_tries + 1 WHERE facility = $1 AND id = $2', [
      facility,
      id,
    ])
    return false
  }
  const at = new Date()
  await unit.sql.query(
    'UPDATE health_book.request SET sha256 = $3, confirmed_at = $4, otp_hash = NULL WHERE facility = $1 AND id = $2',
    [facility, id, sha256(statement_of(facility, row, at.toISOString())), at],
  )
  const act = { action: 'U', interaction: 'confirm-request', type: 'Consent', ref: `Consent?request=${id}` } as const
  unit.note({ ...act, patient: row.patient })
  return true
}

/** A request that may open something. @throws 422 */
export const get_confirmed = async (unit: Unit, patients: string[], id: string): Promise<Confirmed> => {
  const { sha256: digest, channel, labels, withdrawn_at } = await get_row(unit, patients, id)
  if (withdrawn_at !== null) throw fail.rule('Người bệnh đã rút lại yêu cầu này', 'request')
  if (digest === null) throw fail.rule('Yêu cầu chưa được người bệnh xác nhận', 'request')
  return { id, sha256: digest, channel, labels }
}

/** The person takes it back: the request stays to be read, nothing is opened by it any more (PDP-04). */
export const withdraw_request = async (unit: Unit, patients: string[], id: string, why: string): Promise<void> => {
  const row = await get_row(unit, patients, id)
  if (row.withdrawn_at !== null) return
  await unit.sql.query(
    `UPDATE health_book.request SET withdrawn_at = now(), withdrawn_by = $3, withdrawn_why = $4 WHERE facility = $1 AND id = $2`,
    [unit.caller.facility, id, unit.caller.actor.id, why.trim()],
  )
  const act = { action: 'U', interaction: 'withdraw-request', type: 'Consent', ref: `Consent?request=${id}` } as const
  unit.note({ ...act, patient: row.patient, detail: why.trim() })
}

export const list_requests = async (unit: Unit, patients: string[]): Promise<RequestLine[]> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT ${columns} FROM health_book.request WHERE facility = $1 AND patient = ANY ($2) ORDER BY taken_at DESC LIMIT 50`,
    [unit.caller.facility, patients],
  )
  const shown = (at: Date | null): string => (at ? local_time(at) : '')
  return rows.map((row) => ({
    ...{ id: row.id, text_version: row.text_version, channel: row.channel, asked_by: row.asked_by, labels: row.labels },
    ...{ taken_by: row.taken_name, taken_at: shown(row.taken_at), confirmed_at: shown(row.confirmed_at) },
    ...{ withdrawn_at: shown(row.withdrawn_at), withdrawn_why: row.withdrawn_why ?? '', has_paper: row.has_paper },
  }))
}

/** The signed sheet as it was scanned. @throws 404 */
export const get_request_paper = async (
  unit: Unit,
  patients: string[],
  id: string,
): Promise<{ bytes: Buffer; content_type: string }> => {
  const { patient } = await get_row(unit, patients, id)
  const { rows } = await unit.sql.query<{ paper: Buffer | null; paper_type: string | null }>(
    'SELECT paper, paper_type FROM health_book.request WHERE facility = $1 AND id = $2',
    [unit.caller.facility, id],
  )
  const [found] = rows
  if (!found?.paper || !found.paper_type) throw fail.not_found('Yêu cầu này không có bản quét')
  unit.note({ action: 'R', interaction: 'read-request-paper', type: 'Consent', ref: `Consent?request=${id}`, patient })
  return { bytes: found.paper, content_type: found.paper_type }
}
