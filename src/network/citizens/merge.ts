import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id } from '../../platform/records/index.ts'
import { follow_merges, read_rows, type Row } from './rows.ts'
import { note } from './write.ts'

const demand_reason = (reason: string): void => {
  if (reason.trim() === '') throw fail.value('Thiếu lý do: ai gộp hay tách, vì sao, phải ghi lại', 'reason')
}

/** Both lines locked, always in one order: two who merge crosswise wait for each other instead of making a ring. */
export const lock_rows = async (sql: Sql, ids: string[]): Promise<Map<string, Row>> => {
  await sql.query('SELECT FROM hub.person WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids])
  return new Map((await read_rows(sql, ids)).map((row) => [row.id, row]))
}

const point = (sql: Sql, id: string, target: string | null) =>
  sql.query(
    'UPDATE hub.person SET merged_into = $2, version = version + 1, updated_at = clock_timestamp() WHERE id = $1',
    [id, target],
  )

/**
 * Says that two persons are one human. Nothing moves: `source` points to `target`, and whoever asks for either gets the
 * person that stands, with the numbers of both. @returns id of the person that stands
 */
export const merge_persons = async (
  sql: Sql,
  caller: Caller,
  wish: { source: string; target: string; reason: string },
): Promise<string> => {
  demand_reason(wish.reason)
  const rows = await lock_rows(sql, [wish.source, wish.target])
  const [source, asked] = [rows.get(wish.source), rows.get(wish.target)]
  if (!source || !asked) throw fail.not_found('Không có người này trong danh bạ')
  if (source.merged_into !== null) throw fail.conflict('Người này đã được gộp vào người khác')
  const target = (await follow_merges(sql, [asked])).get(asked.id) ?? asked
  if (target.id === source.id) throw fail.rule('Hai mã này đã là một người', 'target')
  await point(sql, source.id, target.id)
  await sql.query(
    'INSERT INTO hub.person_merge (source, id, target, reason, facility, made_by, made_by_name) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [source.id, new_id(), target.id, wish.reason, caller.facility, caller.actor.id, caller.actor.name],
  )
  const act = { action: 'U', interaction: 'merge', ref: `Patient/${source.id}`, patient: target.id } as const
  await note(sql, caller, { ...act, detail: `→ Patient/${target.id}: ${wish.reason}` })
  return target.id
}

/** Takes the merge of `source` back: it stands by itself again, with every number and every document it had. */
export const unmerge_persons = async (
  sql: Sql,
  caller: Caller,
  wish: { source: string; reason: string },
): Promise<void> => {
  demand_reason(wish.reason)
  const source = (await lock_rows(sql, [wish.source])).get(wish.source)
  if (!source) throw fail.not_found('Không có người này trong danh bạ')
  if (source.merged_into === null) throw fail.rule('Người này không được gộp vào ai', 'source')
  await point(sql, source.id, null)
  await sql.query(
    `UPDATE hub.person_merge SET undone_by = $2, undone_by_name = $3, undone_at = clock_timestamp(), undo_reason = $4
     WHERE source = $1 AND undone_at IS NULL`,
    [source.id, caller.actor.id, caller.actor.name, wish.reason],
  )
  const act = { action: 'U', interaction: 'unmerge', ref: `Patient/${source.id}`, patient: source.merged_into } as const
  await note(sql, caller, { ...act, detail: wish.reason })
}

export type MergeLine = {
  source: string
  target: string
  reason: string
  /** Whose account joined them: a member by its feed, or the hub. */
  facility: string
  made_by_name: string
  made_at: Date
  undone_by_name: string | null
  undone_at: Date | null
  undo_reason: string | null
}

/** Every merge this person had a part in, undone ones too, the latest first. */
export const list_merges = async (sql: Sql, caller: Caller, person: string): Promise<MergeLine[]> => {
  const { rows } = await sql.query<MergeLine>(
    `SELECT source, target, reason, facility, made_by_name, made_at, undone_by_name, undone_at, undo_reason FROM hub.person_merge
     WHERE source = $1 OR target = $1 ORDER BY made_at DESC`,
    [person],
  )
  await note(sql, caller, { action: 'R', interaction: 'list-merges', ref: `Patient/${person}`, patient: person })
  return rows
}
