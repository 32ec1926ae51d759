import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id } from '../../platform/records/index.ts'
import type { Body } from './body.ts'
import { index_of } from './domains.ts'
import { lock_rows, merge_persons } from './merge.ts'
import { read_rows, type Row } from './rows.ts'
import { note, or_race } from './write.ts'

export type HeldKind = 'number-of-another' | 'numbers-of-several' | 'likely-double'
export type Decision = 'same' | 'different' | 'number-moves'

/** A line of the tray. */
export type Held = {
  person: string
  id: string
  kind: HeldKind
  candidates: string[]
  says: string[]
  facility: string
  held_at: Date
}

const columns = 'person, id, kind, candidates, says, facility, held_at'

export const hold = async (
  sql: Sql,
  caller: Caller,
  person: string,
  trouble: { kind: HeldKind; candidates: Row[]; says: string[] },
): Promise<void> => {
  await sql.query(
    'INSERT INTO hub.person_held (person, id, kind, candidates, says, facility) VALUES ($1, $2, $3, $4, $5, $6)',
    [...[person, new_id(), trouble.kind, trouble.candidates.map(({ id }) => id), trouble.says, caller.facility]],
  )
}

/** What stands in the tray of this person and these others: 'open', what was decided, or undefined where it never lay there. */
export const find_decision = async (
  sql: Sql,
  person: string,
  candidates: string[],
): Promise<Decision | 'open' | undefined> => {
  const { rows } = await sql.query<{ decision: Decision | null }>(
    'SELECT decision FROM hub.person_held WHERE person = $1 AND candidates @> $2 ORDER BY id DESC LIMIT 1',
    [person, candidates],
  )
  return rows[0] && (rows[0].decision ?? 'open')
}

/** What waits for somebody to look, the longest waiting first. */
export const list_held = async (
  sql: Sql,
  caller: Caller,
  wish: { limit?: number; facility?: string } = {},
): Promise<Held[]> => {
  const { rows } = await sql.query<Held>(
    `SELECT ${columns} FROM hub.person_held WHERE settled_at IS NULL AND ($1::text IS NULL OR facility = $1)
     ORDER BY held_at LIMIT $2`,
    [wish.facility ?? null, Math.min(wish.limit ?? 50, 500)],
  )
  await note(sql, caller, { action: 'R', interaction: 'list-held', ref: 'hub/held', detail: `${rows.length}` })
  return rows
}

const find_open = async (sql: Sql, wish: { person: string; id: string }): Promise<Held> => {
  const { rows } = await sql.query<Held & { settled_at: Date | null }>(
    `SELECT ${columns}, settled_at FROM hub.person_held WHERE person = $1 AND id = $2 FOR UPDATE`,
    [wish.person, wish.id],
  )
  if (!rows[0]) throw fail.not_found('Không có việc này trong khay chờ')
  if (rows[0].settled_at) throw fail.conflict('Việc này đã có người giải quyết')
  return rows[0]
}

const flag = (body: Body, moved: Set<string>, stands: boolean): Body => ({
  ...body,
  identifiers: body.identifiers.map((one) => {
    const { system, value } = index_of(one.system, one.value)
    return moved.has(`${system}|${value}`) ? { ...one, stands } : one
  }),
})

const put_body = async (sql: Sql, id: string, change: (body: Body) => Body): Promise<void> => {
  const [row] = await read_rows(sql, [id])
  if (!row) throw fail.not_found('Không có người này trong danh bạ')
  await sql.query(
    'UPDATE hub.person SET version = version + 1, body = $2, updated_at = clock_timestamp() WHERE id = $1',
    [id, JSON.stringify(change(row.body))],
  )
}

/** The disputed numbers are this person's after all; who had them keeps them in the history only. */
const move_numbers = async (sql: Sql, person: string): Promise<void> => {
  const { rows } = await sql.query<{ system: string; value: string; holder: string }>(
    `SELECT d.system, d.value, h.person AS holder FROM hub.person_identifier AS d
     JOIN hub.person_identifier AS h ON h.value = d.value AND h.system = d.system AND h.stands
     WHERE d.person = $1 AND NOT d.stands FOR UPDATE`,
    [person],
  )
  if (rows.length === 0) throw fail.rule('Không còn số nào đang tranh chấp với người này', 'decision')
  const set = (who: string, value: string, system: string, stands: boolean) =>
    sql.query('UPDATE hub.person_identifier SET stands = $4 WHERE person = $1 AND value = $2 AND system = $3', [
      ...[who, value, system, stands],
    ])
  for (const { system, value, holder } of rows) {
    await set(holder, value, system, false)
    await or_race(set(person, value, system, true))
  }
  const holders = [...new Set(rows.map((one) => one.holder))]
  await lock_rows(sql, [person, ...holders])
  const moved = new Set(rows.map(({ system, value }) => `${system}|${value}`))
  for (const holder of holders) await put_body(sql, holder, (body) => flag(body, moved, false))
  await put_body(sql, person, (body) => flag(body, moved, true))
}

/** The house to whom both are known has said that they are one: nobody has to look whether they are. */
export const settle_pair = async (sql: Sql, caller: Caller, pair: [string, string], reason: string): Promise<void> => {
  await sql.query(
    `UPDATE hub.person_held SET decision = 'same', reason = $3, settled_by = $4, settled_by_name = $5,
       settled_at = clock_timestamp()
     WHERE settled_at IS NULL AND ((person = $1 AND candidates = ARRAY[$2]) OR (person = $2 AND candidates = ARRAY[$1]))`,
    [...pair, reason, caller.actor.id, caller.actor.name],
  )
}

export type Settlement = {
  person: string
  id: string
  /** same: one human; different: two, the number stays where it is; number-moves: two, the number is this one's. */
  decision: Decision
  /** With 'same': which of the candidates she is; may be left out where there is one. */
  as?: string | undefined
  reason: string
}

const find_side = (held: Held, as: string | undefined): string => {
  const target = as ?? (held.candidates.length === 1 ? held.candidates[0] : undefined)
  if (target === undefined || !held.candidates.includes(target))
    throw fail.value('Hãy chọn người trong danh bạ mà hồ sơ này là một', 'as')
  return target
}

/** Somebody has looked. The decision stays, with who made it and why. */
export const settle_held = async (sql: Sql, caller: Caller, wish: Settlement): Promise<void> => {
  if (wish.reason.trim() === '') throw fail.value('Thiếu lý do: ai quyết định, vì sao, phải ghi lại', 'reason')
  const held = await find_open(sql, wish)
  if (wish.decision === 'same')
    await merge_persons(sql, caller, { source: held.person, target: find_side(held, wish.as), reason: wish.reason })
  if (wish.decision === 'number-moves') await move_numbers(sql, held.person)
  await sql.query(
    `UPDATE hub.person_held SET decision = $3, reason = $4, settled_by = $5, settled_by_name = $6, settled_at = clock_timestamp()
     WHERE person = $1 AND id = $2`,
    [held.person, held.id, wish.decision, wish.reason, caller.actor.id, caller.actor.name],
  )
  const act = { action: 'U', interaction: 'settle-held', ref: `Patient/${held.person}`, patient: held.person } as const
  await note(sql, caller, { ...act, detail: `${wish.decision}: ${wish.reason}` })
}
