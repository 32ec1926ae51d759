import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Programme } from '../contract.ts'
import { note } from '../scope.ts'
import { list_members, put_member } from './programmes.ts'

export type Taking = { facility: string; place: number; joined_on: string; left_on: string | null }

/** Writes who takes part; the days were checked (`check_member`), and the caller counts the weeks once for all. */
export const keep_member = async (sql: Sql, caller: Caller, programme: Programme, taking: Taking): Promise<void> => {
  const { facility, joined_on, left_on } = taking
  await put_member(sql, { ...taking, programme: programme.id })
  const until = left_on === null ? '' : ` đến ${left_on}`
  await note(sql, caller, 'programme-member', `Organization/${facility}`, `${programme.id} từ ${joined_on}${until}`)
}

/** Who still takes part on that day. */
export const list_taking = async (sql: Sql, programme: string, on: string): Promise<string[]> =>
  (await list_members(sql, programme)).flatMap(({ facility, left_on }) =>
    left_on === null || left_on > on ? [facility] : [],
  )
