import { fail } from '../../base/outcome/index.ts'
import type { AuditLog, Caller } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { hash_password, verify_password } from './accounts.ts'
import { locked } from './lock-out.ts'
import { count_failure, digest_token } from './sign-in.ts'

/** Length alone is asked for, no kinds of letters (NIST SP 800-63B-4 §3.1.1.2); no longer than argon2 is fed by honest people. */
export const password_min = 10
const password_max = 200

export type PasswordChange = {
  /** The session from which it is asked: it alone stays open. */
  token: string
  current: string
  next: string
}

type Row = { id: string; username: string; password: string; failures: number; locked: boolean }

/** Letters and digits alone, small: so that `BS.Tuan-2026` holds `bs.tuan`. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

const check_next = ({ current, next }: PasswordChange, { username }: Row): void => {
  if (next.length < password_min || next.length > password_max)
    throw fail.value(
      `Mật khẩu mới từ ${password_min} đến ${password_max} ký tự; một câu ngắn dễ nhớ là tốt nhất`,
      'next',
    )
  if (next === current) throw fail.value('Mật khẩu mới phải khác mật khẩu đang dùng', 'next')
  if (bare(next).includes(bare(username))) throw fail.value('Mật khẩu mới không được chứa tên đăng nhập', 'next')
}

const find_own = async (database: Database, token: string): Promise<Row> => {
  const { rows } = await database.in_site((sql) =>
    sql.query<Row>(
      `SELECT a.id, a.username, a.password, a.failures, coalesce(a.locked_until > now(), false) AS locked
       FROM access.session AS s JOIN access.account AS a ON a.id = s.account WHERE s.token_digest = $1 AND s.expires_at > now()`,
      [digest_token(token)],
    ),
  )
  if (!rows[0]) throw fail.login('Phiên làm việc đã hết hạn; hãy đăng nhập lại')
  return rows[0]
}

/**
 * A person gives the own account another password: nobody else knows it then, whoever made the account. The old one is asked
 * for, and wrong ones count as at the door. Every other session of the account ends.
 * @throws 422 the old one is wrong or the new one will not do, 423 locked
 */
export const change_password = async (
  database: Database,
  audit: AuditLog,
  caller: Caller,
  change: PasswordChange,
): Promise<void> => {
  const account = await find_own(database, change.token)
  const line = { action: 'U', interaction: 'password', type: 'Account', ref: account.id } as const
  if (account.locked) throw locked()
  if (!(await verify_password(account.password, change.current))) {
    await count_failure(database, account.id)
    await audit.write(caller, { ...line, outcome: 4, detail: 'wrong password' })
    throw fail.value('Mật khẩu đang dùng không đúng', 'current')
  }
  check_next(change, account)
  const hashed = await hash_password(change.next)
  const ended = await database.in_site(async (sql) => {
    await sql.query('UPDATE access.account SET password = $2, failures = 0, locked_until = NULL WHERE id = $1', [
      ...[account.id, hashed],
    ])
    const { row_count } = await sql.query('DELETE FROM access.session WHERE account = $1 AND token_digest <> $2', [
      ...[account.id, digest_token(change.token)],
    ])
    return row_count
  })
  await audit.write(caller, { ...line, detail: `${ended ?? 0} phiên khác kết thúc` })
}
