import { fail } from '../../../base/outcome/index.ts'
import { may } from '../../../platform/access/index.ts'
import { new_id } from '../../../platform/records/index.ts'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { EntryLine } from '../contract.ts'
import { note } from '../scope.ts'
import { read_body, type Body } from './check-body.ts'
import type { EntryState, Register } from './field.ts'
import { get_register } from './registers.ts'

const first_state: Record<Register['flow'], EntryState> = { record: 'recorded', approve: 'open', answer: 'submitted' }

const due_of = (register: Register, body: Body): string | null =>
  register.due === undefined ? null : String(body[register.due] ?? '') || null

const columns = `e.facility, e.id, e.kind, e.body, e.state, e.due::text, e.version, e.reason, e.written_by, e.updated_at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'size', f.size, 'sha256', f.sha256) ORDER BY f.added_at), '[]')
   FROM deployment.file AS f WHERE f.facility = e.facility AND f.entry = e.id) AS files`

export type EntryQuestion = { facility?: string; kind?: string; states?: string[] }

/**
 * The latest first; of one facility, or of all that the wall shows. All of them: what is counted or reminded of must be whole.
 * What was taken back is told to who asks for the state `void` only.
 */
export const list_entries = async (sql: Sql, asked: EntryQuestion): Promise<EntryLine[]> =>
  (
    await sql.query<EntryLine>(
      `SELECT ${columns} FROM deployment.entry AS e WHERE ($1::text IS NULL OR facility = $1)
         AND ($2::text IS NULL OR kind = $2) AND CASE WHEN $3::text[] IS NULL THEN state <> 'void' ELSE state = ANY ($3) END
       ORDER BY updated_at DESC, id`,
      [asked.facility ?? null, asked.kind ?? null, asked.states ?? null],
    )
  ).rows

export const get_entry = async (sql: Sql, facility: string, id: string): Promise<EntryLine> => {
  const { rows } = await sql.query<EntryLine>(
    `SELECT ${columns} FROM deployment.entry AS e WHERE facility = $1 AND id = $2`,
    [facility, id],
  )
  if (!rows[0]) throw fail.not_found('Không có dòng này')
  return rows[0]
}

/** The Sở's own fields as they stand; somebody else's word on them is refused. @throws 422 */
const keep_so_fields = (caller: Caller, { fields }: Register, before: Body, given: Body): Body => {
  if (may(caller, 'board.write')) return given
  const body = { ...given }
  for (const { id, name } of fields.filter(({ by_so }) => by_so)) {
    if (body[id] !== undefined && body[id] !== before[id]) throw fail.value(`“${name}” do Sở ghi`, id)
    if (before[id] !== undefined) body[id] = before[id]
  }
  return body
}

export const add_entry = async (
  sql: Sql,
  caller: Caller,
  { facility, kind, body: given }: { facility: string; kind: string; body: Record<string, unknown> },
): Promise<string> => {
  const register = get_register(kind)
  const body = keep_so_fields(caller, register, {}, read_body(register, given))
  const id = new_id()
  await sql.query(
    `INSERT INTO deployment.entry (facility, id, kind, body, state, due, written_by, written_role)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[facility, id, kind, JSON.stringify(body), first_state[register.flow], due_of(register, body)],
      ...[caller.actor.name, caller.actor.role],
    ],
  )
  await note(sql, caller, `${kind}-added`, `Organization/${facility}`, id)
  return id
}

export const change_entry = async (
  sql: Sql,
  caller: Caller,
  entry: EntryLine,
  next: { body?: Body; state?: EntryState; reason: string; due: string | null },
): Promise<void> => {
  const { row_count } = await sql.query(
    `UPDATE deployment.entry SET body = $4, state = $5, reason = $6, due = $7, written_by = $8, written_role = $9,
       updated_at = now() WHERE facility = $1 AND id = $2 AND version = $3`,
    [
      ...[entry.facility, entry.id, entry.version, JSON.stringify(next.body ?? entry.body), next.state ?? entry.state],
      ...[next.reason, next.due, caller.actor.name, caller.actor.role],
    ],
  )
  if (row_count === 0) throw fail.version_mismatch('Dòng này vừa được người khác sửa; hãy tải lại')
}

/** What was approved is open again once it is changed; what was answered was asked and stays. @throws 409, 412, 422 */
export const edit_entry = async (
  sql: Sql,
  caller: Caller,
  wish: { facility: string; id: string; version: number; body: Record<string, unknown> },
): Promise<void> => {
  const entry = await get_entry(sql, wish.facility, wish.id)
  if (entry.version !== wish.version)
    throw fail.version_mismatch('Dòng này vừa được người khác sửa; hãy tải lại', { current: entry })
  const register = get_register(entry.kind)
  if (entry.state === 'void') throw fail.conflict('Dòng này đã bỏ; hãy ghi dòng mới')
  if (['answered', 'closed'].includes(entry.state)) throw fail.conflict('Việc này đã được trả lời; hãy ghi việc mới')
  const body = keep_so_fields(caller, register, entry.body, read_body(register, wish.body))
  await change_entry(sql, caller, entry, {
    ...{ body, state: first_state[register.flow], due: due_of(register, body) },
    reason: entry.state === 'returned' ? entry.reason : '',
  })
  await note(sql, caller, `${entry.kind}-changed`, `Organization/${entry.facility}`, entry.id)
}

export type EntryAct = 'submit' | 'approve' | 'return' | 'answer' | 'close'

const acts: Record<EntryAct, { flow: Register['flow']; from: EntryState[]; to: EntryState; needs_words: boolean }> = {
  submit: { flow: 'approve', from: ['open', 'returned'], to: 'submitted', needs_words: false },
  approve: { flow: 'approve', from: ['submitted'], to: 'approved', needs_words: false },
  return: { flow: 'approve', from: ['submitted'], to: 'returned', needs_words: true },
  answer: { flow: 'answer', from: ['submitted'], to: 'answered', needs_words: true },
  close: { flow: 'answer', from: ['answered'], to: 'closed', needs_words: false },
}

/** Acts that are the Sở's word. */
export const sealed_acts: readonly EntryAct[] = ['approve', 'return', 'answer']
export const entry_acts = Object.keys(acts) as EntryAct[]

/** Turns a line into its next state. @throws 409 out of turn, 422 without the words or the file it needs */
export const act_on_entry = async (
  sql: Sql,
  caller: Caller,
  wish: { facility: string; id: string; act: EntryAct; reason: string },
): Promise<void> => {
  const entry = await get_entry(sql, wish.facility, wish.id)
  const register = get_register(entry.kind)
  const { flow, from, to, needs_words } = acts[wish.act]
  if (register.flow !== flow || !from.some((state) => state === entry.state))
    throw fail.conflict('Dòng này không ở trạng thái cho phép việc này')
  if (needs_words && wish.reason.trim() === '') throw fail.value('Cần có lời của Sở', 'reason')
  if (wish.act === 'submit' && entry.kind === 'document' && entry.files.length === 0)
    throw fail.rule('Gửi Sở duyệt cần kèm tệp văn bản', 'files')
  const reason = wish.reason.trim() || entry.reason
  await change_entry(sql, caller, entry, {
    state: to,
    reason: wish.act === 'approve' ? wish.reason.trim() : reason,
    due: entry.due,
  })
  await note(sql, caller, `${entry.kind}-${to}`, `Organization/${entry.facility}`, `${entry.id} ${wish.reason}`)
}

/** Every state a line has had, the latest first. */
export const entry_history = async (sql: Sql, facility: string, id: string): Promise<Omit<EntryLine, 'files'>[]> => {
  const now = await get_entry(sql, facility, id)
  const { rows } = await sql.query<Omit<EntryLine, 'files'>>(
    `SELECT facility, id, kind, body, state, due::text, version, reason, written_by, updated_at
     FROM deployment.entry_past WHERE facility = $1 AND id = $2 ORDER BY version DESC`,
    [facility, id],
  )
  return [now, ...rows]
}
