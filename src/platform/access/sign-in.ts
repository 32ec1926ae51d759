import { createHash, randomBytes } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import type { AuditLog, Caller } from '../audit/index.ts'
import type { Database, Sql } from '../database/index.ts'
import { hash_password, verify_password, type Account } from './accounts.ts'
import { failures_max, lock_min, locked } from './lock-out.ts'

export const session_idle_min = 30
export const session_max_h = 12

export type SignInRequest = {
  username: string
  password: string
  facility?: string | undefined
  address: string
  agent: string
}
export type Session = { token: string; account: Account }

type Row = Account & { password: string; failures: number; locked: boolean; active: boolean; may_work: boolean }

const account_columns = 'id, facility, username, name, title, role, practitioner, department'

const find_accounts = async (sql: Sql, request: SignInRequest): Promise<Row[]> =>
  (
    await sql.query<Row>(
      `SELECT ${account_columns}, password, failures, active, coalesce(locked_until > now(), false) AS locked,
         access.may_work(id, is_support) AS may_work
       FROM access.account WHERE lower(username) = lower($1) AND ($2::text IS NULL OR facility = $2)`,
      [request.username.trim(), request.facility ?? null],
    )
  ).rows

type SessionAccount = Account & { only_dispenses: boolean }

export const caller_of = (
  account: Account & { only_dispenses?: boolean },
  address: string,
  request_id: string,
): Caller => ({
  facility: account.facility,
  actor: { id: account.practitioner, name: account.name, role: account.role, kind: 'user' },
  purpose: 'TREAT',
  address,
  request_id,
  ...(account.only_dispenses ? { only_dispenses: true } : {}),
})

/** One hash for an unknown name too, so that the time of an answer does not tell whether the name exists. */
const decoy = hash_password(randomBytes(12).toString('hex'))

const wrong = () => fail.login('Tên đăng nhập hoặc mật khẩu không đúng')

/** After so many in a row the account rests. */
export const count_failure = (database: Database, account: string): Promise<unknown> =>
  database.in_site((sql) =>
    sql.query(
      `UPDATE access.account SET failures = CASE WHEN failures + 1 >= $2 THEN 0 ELSE failures + 1 END,
         locked_until = CASE WHEN failures + 1 >= $2 THEN now() + make_interval(mins => $3) ELSE locked_until END
       WHERE id = $1`,
      [account, failures_max, lock_min],
    ),
  )

export const digest_token = (token: string): Buffer => createHash('sha256').update(token).digest()

const open_session = async (database: Database, account: Row, request: SignInRequest): Promise<string> => {
  const token = randomBytes(32).toString('base64url')
  await database.in_site(async (sql) => {
    await sql.query('UPDATE access.account SET failures = 0, locked_until = NULL WHERE id = $1', [account.id])
    await sql.query(
      `INSERT INTO access.session (token_digest, account, expires_at, address, agent)
       VALUES ($1, $2, now() + make_interval(hours => $3), $4, $5)`,
      [digest_token(token), account.id, session_max_h, request.address, request.agent.slice(0, 300)],
    )
    await sql.query('DELETE FROM access.session WHERE expires_at < now()')
  })
  return token
}

/** @throws 401 wrong name or password, 423 locked, 409 when the name exists in several facilities and none was chosen */
export const sign_in = async (database: Database, audit: AuditLog, request: SignInRequest): Promise<Session> => {
  const found = await database.in_site((sql) => find_accounts(sql, request))
  if (found.length > 1) throw fail.conflict('Tên này có ở nhiều cơ sở; hãy chọn cơ sở')
  const account = found[0]
  if (!account) {
    await verify_password(await decoy, request.password)
    throw wrong()
  }
  const caller = caller_of(account, request.address, '')
  const line = { action: 'E', interaction: 'login', type: 'Account', ref: account.id } as const
  if (account.locked || !account.active) {
    await audit.write(caller, { ...line, outcome: 4, detail: account.active ? 'locked' : 'inactive' })
    throw account.active ? locked() : wrong()
  }
  if (!(await verify_password(account.password, request.password))) {
    await count_failure(database, account.id)
    await audit.write(caller, { ...line, outcome: 4, detail: 'wrong password' })
    throw account.failures + 1 >= failures_max ? locked() : wrong()
  }
  if (!account.may_work) {
    await audit.write(caller, { ...line, outcome: 4, detail: 'no approved support session' })
    throw fail.forbidden(
      'Tài khoản hỗ trợ chỉ vào được trong phiên đã duyệt; người phụ trách bảo vệ dữ liệu cá nhân của cơ sở duyệt phiên',
    )
  }
  const token = await open_session(database, account, request)
  await audit.write(caller, line)
  const {
    password: _password,
    failures: _failures,
    locked: _locked,
    active: _active,
    may_work: _now,
    ...plain
  } = account
  return { token, account: plain }
}

/** The account behind a session cookie; using it keeps it open. undefined when it ended. */
export const find_session = (database: Database, token: string): Promise<SessionAccount | undefined> =>
  database.in_site(async (sql) => {
    const digest = digest_token(token)
    const { rows } = await sql.prepared<SessionAccount & { stale: boolean }>(
      'find_session',
      `SELECT ${account_columns.replace(/(\w+)/g, 'a.$1')}, s.seen_at < now() - interval '1 minute' AS stale,
         f.kind = 'pharmacy' AS only_dispenses
       FROM access.session s JOIN access.account a ON a.id = s.account
         JOIN access.facility f ON f.code = a.facility
       WHERE s.token_digest = $1 AND s.expires_at > now() AND s.seen_at > now() - make_interval(mins => $2) AND a.active
         AND access.may_work(a.id, a.is_support)`,
      [digest, session_idle_min],
    )
    const row = rows[0]
    if (!row) return undefined
    const { stale, ...account } = row
    if (stale) await sql.query('UPDATE access.session SET seen_at = now() WHERE token_digest = $1', [digest])
    return account
  })

/** The session itself: what hangs on it ends with it; when the password was typed. */
export const find_session_facts = async (
  database: Database,
  token: string,
): Promise<{ digest: Buffer; opened_at: Date } | undefined> =>
  (
    await database.in_site((sql) =>
      sql.query<{ digest: Buffer; opened_at: Date }>(
        'SELECT token_digest AS digest, opened_at FROM access.session WHERE token_digest = $1 AND expires_at > now()',
        [digest_token(token)],
      ),
    )
  ).rows[0]

export const sign_out = (database: Database, token: string): Promise<unknown> =>
  database.in_site((sql) => sql.query('DELETE FROM access.session WHERE token_digest = $1', [digest_token(token)]))
