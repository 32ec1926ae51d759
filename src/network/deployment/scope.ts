import { fail } from '../../base/outcome/index.ts'
import { demand, may } from '../../platform/access/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { find_directory_facility } from '../membership/index.ts'
import { as_oversight, in_own_part } from '../monitor/index.ts'

/** read: see · write: the facility's own words, also entered by the Sở · decide: the Sở's word only. */
export type Act = 'read' | 'write' | 'decide'

const unknown = (facility: string) => fail.not_found(`Danh bạ không có cơ sở ${facility.slice(0, 20)}`)

const demand_known = async (sql: Sql, facility: string): Promise<void> => {
  if (!(await find_directory_facility(sql, facility))) throw unknown(facility)
}

/**
 * One transaction over the rows of one facility: by the Sở over any, by a member over its own. Another member's facility
 * is not found, whether it is there or not.
 */
export const for_facility = async <T>(
  database: Database,
  caller: Caller,
  { facility, act }: { facility: string; act: Act },
  work: (sql: Sql) => Promise<T>,
): Promise<T> => {
  const checked = async (sql: Sql): Promise<T> => {
    await demand_known(sql, facility)
    return work(sql)
  }
  if (act === 'decide') return as_oversight(database, caller, checked, 'board.write')
  if (may(caller, 'board.read'))
    return as_oversight(database, caller, checked, act === 'write' ? 'board.write' : 'board.read')
  demand(caller, 'board.own')
  if (caller.facility !== facility) throw unknown(facility)
  return in_own_part(database, caller, checked)
}

/** A line in the log of who did it: what was done to which facility's plan. */
export const note = (sql: Sql, caller: Caller, interaction: string, ref: string, detail: string): Promise<void> =>
  insert_events(sql, [{ caller, act: { action: 'U', interaction, type: 'Organization', ref, detail } }])

/** What the room needs of its surroundings. Today is a day in Vietnam. */
export type Board = {
  database: Database
  today(): string
  /** The malware scanner beside the hub; absent: none stands there. @throws 422 with what it found, 503 where it cannot say */
  scan?(name: string, bytes: Uint8Array): Promise<void>
}
