import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { can_open } from './closed-for.ts'
import type { DeadAct, DeadLetter, DeadReason, Patience } from './contract.ts'
import { at_member, note_at_hub, note_at_member, party_of } from './desk.ts'
import type { Office } from './office.ts'

const rows_max = 500

type DeadRow = {
  recipient: string
  number: number
  sender: string
  kind: string
  requested_at: Date
  why: DeadReason
  successor: string | null
  reminders: number
  reminded_at: Date | null
}

/** Letters that nobody fetched, the longest waiting first. */
export const list_dead_letters = async (office: Office): Promise<DeadLetter[]> => {
  const { rows } = await office.database.in_site((sql) =>
    sql.query<DeadRow>('SELECT * FROM hub.dead_letters($1)', [rows_max]),
  )
  const party = await party_of(
    office,
    rows.flatMap(({ sender, recipient, successor }) => [sender, recipient, successor]),
  )
  return rows.map((row) => ({
    ...row,
    requested_at: row.requested_at.toISOString(),
    reminded_at: row.reminded_at?.toISOString() ?? null,
    ...{ sender: party(row.sender), recipient: party(row.recipient) },
    successor:
      row.successor !== null && row.successor !== row.sender && party.is_open(row.successor)
        ? party(row.successor)
        : null,
  }))
}

export type DeliveryAt = { recipient: string; number: number }
type Delivery = { sender: string }

const gone = () => fail.conflict('Thư này vừa được nhận hoặc đã có người giải quyết; hãy tải lại danh sách')

/** Its Task is written anew: whoever subscribes is told again, and sees that it is urgent. */
const remind = async (sql: Sql, { recipient, number }: DeliveryAt): Promise<void> => {
  const { row_count } = await sql.query(
    `UPDATE hub.delivery SET reminders = reminders + 1, reminded_at = now(), posted = false
     WHERE recipient = $1 AND number = $2 AND state = 'requested'
       AND (reminded_at IS NULL OR reminded_at < now() - interval '1 hour')`,
    [recipient, number],
  )
  if (row_count === 0) throw fail.conflict('Thư này vừa được nhận, hoặc đã nhắc trong vòng một giờ qua')
}

/** Taken out of both boxes as what it is: sent back by the hub, with why. */
const send_back = async (
  sql: Sql,
  { recipient, number }: DeliveryAt,
  reason: string,
  resend_to: string | null = null,
): Promise<void> => {
  const { row_count } = await sql.query(
    `UPDATE hub.delivery SET state = 'rejected', reason = $3, answered_at = now(), posted = false, resend_to = $4,
       receipts = receipts || jsonb_build_array(jsonb_build_object('hop', 'rejected', 'at', now(), 'jws', ''))
     WHERE recipient = $1 AND number = $2 AND state = 'requested'`,
    [recipient, number, `Trục trả lại: ${reason}`, resend_to],
  )
  if (row_count === 0) throw gone()
}

const find_successor = async (office: Office, recipient: string): Promise<string> => {
  const [found] = await office.database.in_site((sql) => office.find_recipients(sql, [recipient]))
  const successor = found?.successor
  if (!successor)
    throw fail.rule(`Cơ sở ${recipient} không sáp nhập vào cơ sở nào; chỉ có thể nhắc hoặc trả về nơi gửi`)
  const party = await party_of(office, [successor])
  if (!party.is_open(successor)) throw fail.rule(`Cơ sở kế thừa ${successor} chưa tham gia trục; hãy trả về nơi gửi`)
  return successor
}

/** To who took the recipient's place; the old one no longer sees it, and the sender's box says where it went. */
const redirect = async (sql: Sql, { recipient, number }: DeliveryAt, to: string, reason: string): Promise<void> => {
  const { row_count } = await sql.query(
    `UPDATE hub.delivery SET state = 'cancelled', reason = $3, answered_at = now(), posted = false
     WHERE recipient = $1 AND number = $2 AND state = 'requested'`,
    [recipient, number, `Trục chuyển tiếp tới ${to}: ${reason}`],
  )
  if (row_count === 0) throw gone()
  await sql.query(
    `INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, receipts)
     SELECT $3, number, sender, person, kind, document, about, receipts FROM hub.delivery
     WHERE recipient = $1 AND number = $2 ON CONFLICT DO NOTHING`,
    [recipient, number, to],
  )
  await sql.query(
    `UPDATE hub.submission AS s SET recipients = (SELECT array_agg(DISTINCT r) FROM unnest(array_replace(s.recipients, $1, $3)) AS r)
     FROM hub.delivery AS d WHERE d.recipient = $1 AND d.number = $2 AND s.person = d.person AND s.number = d.number`,
    [recipient, number, to],
  )
}

const find_delivery = async (office: Office, { recipient, number }: DeliveryAt): Promise<Delivery> => {
  const { rows } = await office.database.in_facility(recipient, (sql) =>
    sql.query<Delivery>('SELECT sender FROM hub.delivery WHERE recipient = $1 AND number = $2', [recipient, number]),
  )
  if (!rows[0]) throw fail.not_found('Không có thư này')
  return rows[0]
}

const closed_for_merged = (recipient: string, to: string): string =>
  `đóng (mã hóa) cho cơ sở đã sáp nhập ${recipient}, gửi lại cho ${to}`

/**
 * What is closed for a house that is no more, and whose key the successor does not hold, would lie there as nothing but noise:
 * it goes back, and its sender closes it anew.
 */
const hand_on = async (office: Office, sql: Sql, wish: DeliveryAt, to: string, reason: string): Promise<DeadAct> => {
  if (await can_open(sql, office, wish, to)) {
    await redirect(sql, wish, to, reason)
    return 'redirect'
  }
  await send_back(sql, wish, closed_for_merged(wish.recipient, to), to)
  return 'return'
}

/**
 * @returns what was done: a closed letter that the successor cannot open is not redirected but sent back
 * @throws 404, 409 when it moved meanwhile, 422 without a reason or where nobody took the recipient's place
 */
export const settle_dead_letter = async (
  office: Office,
  caller: Caller,
  wish: DeliveryAt & { act: DeadAct; reason: string },
): Promise<DeadAct> => {
  const { recipient, number, act } = wish
  const reason = wish.reason.trim()
  if (act !== 'remind' && reason === '') throw fail.value('Thiếu lý do: nơi gửi cần biết vì sao', 'reason')
  const { sender } = await find_delivery(office, wish)
  const to = act === 'redirect' ? await find_successor(office, recipient) : ''
  if (to === sender) throw fail.rule('Cơ sở kế thừa chính là nơi gửi; hãy trả về nơi gửi')
  const ref = `Task/out-${number}-${recipient}`
  const detail = [to && `→ ${to}`, reason].filter(Boolean).join(': ')
  // Either side may turn its row; what is done to a sender's letter stands in the sender's log.
  const line = await office.database.in_facility(sender, async (sql) => {
    const did = act === 'redirect' ? await hand_on(office, sql, wish, to, reason) : act
    if (act === 'remind') await remind(sql, wish)
    else if (act === 'return') await send_back(sql, wish, reason)
    const noted = { action: 'U', interaction: `letter-${did}`, ref, detail } as const
    await note_at_member(sql, at_member(caller, sender), noted)
    return { did, noted }
  })
  await note_at_hub(office, caller, line.noted)
  office.poke()
  return line.did
}

export const list_patience = async (office: Office): Promise<Patience[]> =>
  (
    await office.database.in_site((sql) =>
      sql.query<Patience>('SELECT kind, days FROM hub.patience ORDER BY days, kind'),
    )
  ).rows

/** @throws 422 for a kind that does not travel or days out of bounds */
export const set_patience = async (office: Office, caller: Caller, { kind, days }: Patience): Promise<void> => {
  if (days < 1 || days > 90) throw fail.value('Số ngày từ 1 đến 90', 'days')
  const { row_count } = await office.database.in_site((sql) =>
    sql.query('UPDATE hub.patience SET days = $2, changed_by = $3, changed_at = now() WHERE kind = $1', [
      ...[kind, days, caller.actor.name],
    ]),
  )
  if (row_count === 0) throw fail.not_found('Không có loại tài liệu này')
  await note_at_hub(office, caller, {
    ...{ action: 'U', interaction: 'patience', ref: `hub.patience/${kind}` },
    detail: `${days} ngày`,
  })
}
