import { fail } from '../../base/outcome/index.ts'
import { local_date, local_time } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id } from '../../platform/records/index.ts'
import { check_register_body } from '../deployment/index.ts'
import type { Body, LaterWord, Line, Word } from './contract.ts'
import { get_register } from './registers.ts'
import { shipped } from './shipped.ts'

type Row = Omit<Line, 'said_at' | 'body'> & { body: Body; said_at: Date }

const columns = 'register, id, version, body, valid_from::text, is_ended, said_name, said_at'

const to_line = ({ said_at, ...row }: Row): Line => ({ ...row, said_at: local_time(said_at) })

/**
 * Lines as they stand on a day: of each the word with the latest day up to then, of one day the later said; as shipped where
 * nothing was said.
 * @param on yyyy-mm-dd
 */
export const list_lines = async (
  sql: Sql,
  facility: string,
  register?: string,
  on = local_date(new Date()),
): Promise<Line[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT DISTINCT ON (register, id) ${columns} FROM privacy.word
     WHERE facility = $1 AND ($2::text IS NULL OR register = $2) AND valid_from <= $3
     ORDER BY register, id, word.valid_from DESC, version DESC`,
    [facility, register ?? null, on],
  )
  const said = new Set(rows.map((row) => `${row.register} ${row.id}`))
  const silent = shipped.filter(
    (line) => (register === undefined || line.register === register) && !said.has(`${line.register} ${line.id}`),
  )
  return [...silent, ...rows.map(to_line)].sort((a, b) => a.register.localeCompare(b.register))
}

/** Those that hold; ended ones left out. */
export const list_standing = async (sql: Sql, facility: string, register: string): Promise<Line[]> =>
  (await list_lines(sql, facility, register)).filter(({ is_ended }) => !is_ended)

/** Every word on a line, the latest first; the shipped one last. */
export const line_history = async (sql: Sql, facility: string, register: string, id: string): Promise<Line[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT ${columns} FROM privacy.word WHERE facility = $1 AND register = $2 AND id = $3 ORDER BY version DESC`,
    [facility, register, id],
  )
  const first = shipped.filter((line) => line.register === register && line.id === id)
  const all = [...rows.map(to_line), ...first]
  if (all.length === 0) throw fail.not_found('Không có dòng này')
  return all
}

const put_word = async (sql: Sql, caller: Caller, line: Omit<Line, 'said_name' | 'said_at'>): Promise<void> => {
  const { facility, actor } = caller
  const { row_count } = await sql.query(
    `INSERT INTO privacy.word (facility, register, id, version, body, valid_from, is_ended, said_by, said_name, said_role)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    [
      ...[facility, line.register, line.id, line.version, JSON.stringify(line.body), line.valid_from, line.is_ended],
      ...[actor.id, actor.name, actor.role],
    ],
  )
  if (row_count === 0) throw fail.version_mismatch('Dòng này vừa được người khác sửa; hãy tải lại')
  const act = { action: line.version === 1 ? 'C' : 'U', interaction: `privacy-${line.register}` } as const
  await insert_events(sql, [{ caller, act: { ...act, type: 'Privacy', ref: `${line.register}/${line.id}` } }])
}

/** Keeps a body that was checked already. @returns the line's id */
export const add_line = async (
  sql: Sql,
  caller: Caller,
  line: { register: string; body: Body; valid_from: string; id?: string },
): Promise<string> => {
  const id = line.id ?? new_id()
  await put_word(sql, caller, { ...line, id, version: 1, is_ended: false })
  return id
}

/** @throws 412 somebody said another word meanwhile */
export const change_line = async (
  sql: Sql,
  caller: Caller,
  line: Omit<Line, 'said_name' | 'said_at'>,
): Promise<void> => {
  const [latest] = await line_history(sql, caller.facility, line.register, line.id)
  if (!latest || latest.version !== line.version)
    throw fail.version_mismatch('Dòng này vừa được người khác sửa; hãy tải lại')
  await put_word(sql, caller, { ...line, version: line.version + 1 })
}

/** A new line of a register, by its fields. @returns its id @throws 404, 422 with every fault */
export const say_line = (sql: Sql, caller: Caller, register: string, word: Word): Promise<string> =>
  add_line(sql, caller, {
    ...{ register, valid_from: word.valid_from },
    body: check_register_body(get_register(register), word.body),
  })

/** A later word on a line; what was said before stays readable. @throws 404, 412, 422 */
export const say_later = async (
  sql: Sql,
  caller: Caller,
  { register, id }: { register: string; id: string },
  word: LaterWord,
): Promise<void> => {
  const body = check_register_body(get_register(register), word.body)
  await change_line(sql, caller, {
    ...{ register, id, body, version: word.version, valid_from: word.valid_from, is_ended: word.is_ended ?? false },
  })
}
