import { createHash } from 'node:crypto'
import { fail } from '../../../base/outcome/index.ts'
import { local_date, local_time } from '../../../base/time/index.ts'
import { demand } from '../../../platform/access/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import { new_id, type Unit } from '../../../platform/records/index.ts'
import { asked_anew_on, asking_fault, label_names } from '../../gate/index.ts'
import type { AskedAs, RequestLine, RequestTaken, RequestWish } from '../contract.ts'
import type { Confirmed } from './bases.ts'
import type { BookOffice } from './office.ts'
import { is_code } from './one-time-code.ts'
import { person_asking, request_text } from './request-text.ts'
import { demand_rest, read_phone, send_code } from './send-code.ts'

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

const otp_tries_max = 5
const paper_max_bytes = 5 * 1_048_576
const paper_types: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png'])

const read_paper = (wish: RequestWish): { bytes: Buffer; type: string } => {
  const bytes = Buffer.from(wish.paper?.data ?? '', 'base64')
  if (!wish.paper || bytes.length === 0) throw fail.value('Thiếu bản quét phiếu yêu cầu đã ký', 'paper')
  if (bytes.length > paper_max_bytes) throw fail.value('Bản quét quá lớn (tối đa 5 MB)', 'paper')
  if (!paper_types.has(wish.paper.content_type)) throw fail.value('Bản quét phải là PDF, JPEG hoặc PNG', 'paper')
  return { bytes, type: wish.paper.content_type }
}

/** Who asks, for what, and until when that counts. */
type Asked = { asked_as: AskedAs; relation: string; purpose: string; holds_until: string | null }

/** The age decides who must speak (PDP-07); the hub's gate asks the same again. @throws 422 */
const read_asking = async (unit: Unit, patient: string, wish: RequestWish): Promise<Asked> => {
  if (wish.asked_by.trim() === '') throw fail.value('Cần ghi ai yêu cầu: người bệnh hoặc người đại diện', 'asked_by')
  const unknown = (wish.labels ?? []).find((label) => !Object.hasOwn(label_names, label))
  if (unknown !== undefined) throw fail.value(`Không có nhóm thông tin “${unknown}”`, 'labels')
  const { birth_date } = await person_asking(unit, patient)
  const [asked_as, purpose] = [wish.asked_as ?? 'person', wish.purpose?.trim() ?? '']
  const relation = wish.relation?.trim() ?? ''
  const on = local_date(new Date())
  const is_side = purpose !== '' || (wish.labels ?? []).length > 0
  const fault = asking_fault({ birth_date, on, asked_as, is_side })
  if (fault !== undefined) throw fail.rule(fault, 'asked_as')
  if (asked_as !== 'person' && relation === '')
    throw fail.value('Cần ghi quan hệ của người đại diện với người bệnh (cha, mẹ, người giám hộ…)', 'relation')
  return { asked_as, purpose, relation, holds_until: asked_anew_on(birth_date, on) ?? null }
}

type NewRow = { id: string; phone?: string; paper?: { bytes: Buffer; type: string }; sha256?: string }

const insert = async (unit: Unit, patient: string, wish: RequestWish, row: NewRow): Promise<void> => {
  const { facility, actor } = unit.caller
  const asked = await read_asking(unit, patient, wish)
  const text = await request_text(unit, { patient, ...asked })
  await unit.sql.query(
    `INSERT INTO health_book.request (facility, id, patient, text_version, text_sha256, labels, channel, asked_by, asked_as,
       relation, purpose, holds_until, phone, paper, paper_type, sha256, confirmed_at, taken_by, taken_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
       CASE WHEN $16::text IS NULL THEN NULL ELSE now() END, $17, $18)`,
    [
      ...[facility, row.id, patient, text.version, text.sha256, wish.labels ?? [], wish.channel, wish.asked_by.trim()],
      ...[asked.asked_as, asked.relation, asked.purpose, asked.holds_until, row.phone ?? null],
      ...[row.paper?.bytes ?? null, row.paper?.type ?? null, row.sha256 ?? null, actor.id, actor.name],
    ],
  )
  const act = { action: 'C', interaction: 'take-request', type: 'Consent', ref: `Consent?request=${row.id}` } as const
  const who = [wish.asked_by.trim(), asked.relation].filter(Boolean).join(', ')
  unit.note({ ...act, patient, detail: `${wish.channel}: ${who}; văn bản ${text.version}` })
}

/** Takes a request down: by paper it holds at once, by telephone when the code comes back. @throws 422, 503 */
export const take_request = async (
  office: BookOffice,
  caller: Caller,
  patient: string,
  wish: RequestWish,
): Promise<RequestTaken> => {
  demand(caller, 'exchange.read')
  const id = new_id()
  if (wish.channel === 'paper') {
    const paper = read_paper(wish)
    await office.store.unit(caller, (unit) => insert(unit, patient, wish, { id, paper, sha256: sha256(paper.bytes) }))
    return { id }
  }
  const phone = read_phone(wish.phone)
  await office.store.unit(caller, async (unit) => {
    await unit.get('Patient', patient)
    await demand_rest(unit, patient)
    await insert(unit, patient, wish, { id, phone })
  })
  return send_code(office, caller, { id, phone, patient })
}

type Row = {
  id: string
  patient: string
  text_version: string
  text_sha256: string
  labels: string[]
  channel: 'otp' | 'paper'
  asked_by: string
  asked_as: AskedAs
  relation: string
  purpose: string
  holds_until: string | null
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
  'id, patient, text_version, text_sha256, labels, channel, asked_by, asked_as, relation, purpose, holds_until::text AS holds_until, ' +
  'phone, otp_hash, coalesce(otp_until > now(), false) AS otp_open, otp_tries, sha256, taken_name, taken_at, confirmed_at, ' +
  'withdrawn_at, withdrawn_why, paper IS NOT NULL AS has_paper'

const get_row = async (unit: Unit, patients: string[], id: string): Promise<Row> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT ${columns} FROM health_book.request WHERE facility = $1 AND patient = ANY ($2) AND id = $3 FOR UPDATE`,
    [unit.caller.facility, patients, id],
  )
  if (!rows[0]) throw fail.not_found('Không có yêu cầu này của người bệnh')
  return rows[0]
}

/** From the birthday on which others are to be asked it counts no longer. */
const is_outgrown = ({ holds_until }: Row): boolean => holds_until !== null && holds_until <= local_date(new Date())

/** What is confirmed, in one text whose digest the hub keeps: it can be made again from this row alone. */
const statement_of = (facility: string, row: Row, at: string): string =>
  JSON.stringify([
    ...[facility, row.id, row.patient, row.text_version, row.text_sha256, row.labels, row.asked_by, row.phone, at],
    ...[row.asked_as, row.relation, row.purpose],
  ])

/**
 * The code the person read out. A wrong one counts even though the answer is a refusal, so it is not thrown.
 * @returns tries that are left after a wrong code; undefined: it was right
 * @throws 422 when it is too late or was tried too often
 */
export const confirm_request = async (
  unit: Unit,
  patients: string[],
  id: string,
  code: string,
): Promise<number | undefined> => {
  const row = await get_row(unit, patients, id)
  const { facility, address } = unit.caller
  if (row.withdrawn_at !== null) throw fail.rule('Người bệnh đã rút lại yêu cầu này', 'code')
  if (row.confirmed_at !== null) return undefined
  if (row.otp_tries >= otp_tries_max) throw fail.rule('Nhập sai quá nhiều lần; hãy gửi mã mới', 'code')
  if (!row.otp_open || row.otp_hash === null) throw fail.rule('Mã xác nhận đã hết hạn; hãy gửi mã mới', 'code')
  if (!(await is_code(id, code.trim(), row.otp_hash))) {
    await unit.sql.query('UPDATE health_book.request SET otp_tries = otp_tries + 1 WHERE facility = $1 AND id = $2', [
      facility,
      id,
    ])
    return otp_tries_max - row.otp_tries - 1
  }
  const at = new Date()
  await unit.sql.query(
    `UPDATE health_book.request SET sha256 = $3, confirmed_at = $4, confirmed_from = $5, otp_hash = NULL
     WHERE facility = $1 AND id = $2`,
    [facility, id, sha256(statement_of(facility, row, at.toISOString())), at, address],
  )
  const act = { action: 'U', interaction: 'confirm-request', type: 'Consent', ref: `Consent?request=${id}` } as const
  unit.note({ ...act, patient: row.patient })
  return undefined
}

/** A code that was lost or came too late is sent anew; the one before opens nothing any more. @throws 422, 503 */
export const send_code_again = async (
  office: BookOffice,
  caller: Caller,
  patients: (unit: Unit) => Promise<string[]>,
  id: string,
): Promise<RequestTaken> => {
  demand(caller, 'exchange.read')
  const row = await office.store.unit(caller, async (unit) => {
    const found = await get_row(unit, await patients(unit), id)
    await demand_rest(unit, found.patient)
    return found
  })
  if (row.withdrawn_at !== null) throw fail.rule('Người bệnh đã rút lại yêu cầu này', 'request')
  if (row.confirmed_at !== null || row.phone === null) throw fail.rule('Yêu cầu này không cần mã nữa', 'request')
  return send_code(office, caller, { id, phone: row.phone, patient: row.patient })
}

/** A request that may open something. @throws 422 */
export const get_confirmed = async (unit: Unit, patients: string[], id: string): Promise<Confirmed> => {
  const row = await get_row(unit, patients, id)
  if (row.withdrawn_at !== null) throw fail.rule('Người bệnh đã rút lại yêu cầu này', 'request')
  if (row.sha256 === null) throw fail.rule('Yêu cầu chưa được người bệnh xác nhận', 'request')
  if (is_outgrown(row))
    throw fail.rule('Người bệnh đã đủ tuổi để phải hỏi lại: hãy lấy yêu cầu mới theo tuổi hiện nay', 'request')
  const { channel, labels, asked_as, asked_by, relation, purpose } = row
  return { id, sha256: row.sha256, channel, labels, asked_as, asked_by, relation, purpose }
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

/** The latest first; one whose code never left the house was none. */
export const list_requests = async (unit: Unit, patients: string[]): Promise<RequestLine[]> => {
  const { rows } = await unit.sql.query<Row>(
    `SELECT ${columns} FROM health_book.request WHERE facility = $1 AND patient = ANY ($2)
       AND (confirmed_at IS NOT NULL OR otp_sent_at IS NOT NULL) ORDER BY taken_at DESC LIMIT 50`,
    [unit.caller.facility, patients],
  )
  const shown = (at: Date | null): string => (at ? local_time(at) : '')
  return rows.map((row) => ({
    ...{ id: row.id, text_version: row.text_version, channel: row.channel, asked_by: row.asked_by, labels: row.labels },
    ...{ asked_as: row.asked_as, relation: row.relation, purpose: row.purpose, holds_until: row.holds_until ?? '' },
    ...{ taken_by: row.taken_name, taken_at: shown(row.taken_at), confirmed_at: shown(row.confirmed_at) },
    ...{ withdrawn_at: shown(row.withdrawn_at), withdrawn_why: row.withdrawn_why ?? '', has_paper: row.has_paper },
    is_outgrown: is_outgrown(row),
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
