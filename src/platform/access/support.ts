import { randomUUID } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../audit/index.ts'
import type { Sql } from '../database/index.ts'

export type SupportAccount = { id: string; username: string; name: string; role: string; is_support: boolean }

/** Everybody of a house who can sign in, supporters first. */
export const list_support_accounts = async (sql: Sql, facility: string): Promise<SupportAccount[]> =>
  (
    await sql.query<SupportAccount>(
      `SELECT id, username, name, role, is_support FROM access.account WHERE facility = $1 AND active
       ORDER BY is_support DESC, name, username`,
      [facility],
    )
  ).rows

/** Marks an account of the house as a supplier's: from now on it works inside approved sessions only. @throws 404, 409 oneself */
export const set_support_account = async (sql: Sql, caller: Caller, id: string, is_support: boolean): Promise<void> => {
  const { rows } = await sql.query<{ practitioner: string }>(
    'UPDATE access.account SET is_support = $3 WHERE facility = $1 AND id = $2 RETURNING practitioner',
    [caller.facility, id, is_support],
  )
  if (!rows[0]) throw fail.not_found('Cơ sở không có tài khoản này')
  if (rows[0].practitioner === caller.actor.id) throw fail.conflict('Không tự đánh dấu tài khoản của chính mình')
}

export type SupportWish = { account: string; processor: string; reason: string; begins_at: string; until: string }

/** The longest a session may be approved for. */
export const support_session_max_h = 24

const check_span = ({ begins_at, until }: SupportWish): void => {
  const span_h = (Date.parse(until) - Date.parse(begins_at)) / 3_600_000
  if (!(span_h > 0)) throw fail.value('Phiên phải kết thúc sau lúc bắt đầu', 'until')
  if (span_h > support_session_max_h)
    throw fail.value(
      `Một phiên hỗ trợ dài nhất ${support_session_max_h} giờ; việc dài hơn thì duyệt từng phiên`,
      'until',
    )
  if (Date.parse(until) <= Date.now()) throw fail.value('Phiên này đã qua', 'until')
}

/**
 * Lets a supporter in from one moment to another.
 * @throws 404 no account of the house, 409 one's own or no supporter's, 422 too long or over
 */
export const approve_support = async (sql: Sql, caller: Caller, wish: SupportWish): Promise<string> => {
  check_span(wish)
  const { rows } = await sql.query<{ practitioner: string; is_support: boolean }>(
    'SELECT practitioner, is_support FROM access.account WHERE facility = $1 AND id = $2 AND active',
    [caller.facility, wish.account],
  )
  if (!rows[0]) throw fail.not_found('Cơ sở không có tài khoản này')
  if (rows[0].practitioner === caller.actor.id) throw fail.conflict('Không tự duyệt phiên cho chính mình')
  if (!rows[0].is_support) throw fail.conflict('Tài khoản này không phải tài khoản hỗ trợ; hãy đánh dấu trước')
  const id = randomUUID()
  await sql.query(
    `INSERT INTO access.support_session (id, facility, account, processor, reason, begins_at, until, approved_by, approved_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, caller.facility, wish.account, wish.processor, wish.reason, wish.begins_at, wish.until],
      ...[caller.actor.id, caller.actor.name],
    ],
  )
  return id
}

/** Closes a session before its time; whoever works in it is out at the next click. @throws 404, 409 it is over */
export const end_support = async (sql: Sql, caller: Caller, id: string): Promise<void> => {
  const { rows } = await sql.query<{ is_over: boolean }>(
    'SELECT ended_at IS NOT NULL OR until <= now() AS is_over FROM access.support_session WHERE facility = $1 AND id = $2',
    [caller.facility, id],
  )
  if (!rows[0]) throw fail.not_found('Không có phiên hỗ trợ này')
  if (rows[0].is_over) throw fail.conflict('Phiên này đã kết thúc')
  await sql.query(
    'UPDATE access.support_session SET ended_at = now(), ended_name = $3 WHERE facility = $1 AND id = $2',
    [caller.facility, id, caller.actor.name],
  )
}

export type SupportSession = {
  id: string
  account: string
  practitioner: string
  username: string
  name: string
  processor: string
  reason: string
  begins_at: Date
  until: Date
  approved_name: string
  approved_at: Date
  ended_at: Date | null
  ended_name: string | null
}

/** The latest first. */
export const list_support_sessions = async (sql: Sql, facility: string): Promise<SupportSession[]> =>
  (
    await sql.query<SupportSession>(
      `SELECT s.id, s.account, a.practitioner, a.username, a.name, s.processor, s.reason, s.begins_at, s.until,
         s.approved_name, s.approved_at, s.ended_at, s.ended_name
       FROM access.support_session AS s JOIN access.account AS a ON a.id = s.account
       WHERE s.facility = $1 ORDER BY s.begins_at DESC, s.id LIMIT 200`,
      [facility],
    )
  ).rows
