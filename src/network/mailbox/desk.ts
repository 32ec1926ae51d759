import { insert_events, type AuditAct, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { Store } from '../../platform/records/index.ts'
import type { Party } from './contract.ts'
import type { OwnCallers } from './guard.ts'
import type { Office } from './office.ts'

/** What the desk of the hub's staff works with. */
export type Desk = { office: Office; store: Store; own_callers: OwnCallers }

/** The same person at work in a member's part: what she does there stands in that member's log, under her own name. */
export const at_member = (caller: Caller, facility: string): Caller => ({ ...caller, facility })

export type DeskAct = Pick<AuditAct, 'action' | 'interaction' | 'ref' | 'detail'>

/** A line in the hub's own log. */
export const note_at_hub = (office: Office, caller: Caller, act: DeskAct): Promise<void> =>
  office.database.in_facility(caller.facility, (sql) => insert_events(sql, [{ caller, act: { type: 'Task', ...act } }]))

/** A line in the log of the member whose letter it is, in the transaction of the deed. */
export const note_at_member = (sql: Sql, caller: Caller, act: DeskAct): Promise<void> =>
  insert_events(sql, [{ caller, act: { type: 'Task', ...act } }])

/** Names for codes; a code the directory does not know stands for itself. */
export const party_of = async (
  office: Office,
  codes: (string | null)[],
): Promise<{ (code: string): Party; is_open(code: string): boolean }> => {
  const asked = [...new Set(codes.flatMap((code) => code ?? []))]
  const found = asked.length === 0 ? [] : await office.database.in_site((sql) => office.find_recipients(sql, asked))
  const known = new Map(found.map((one) => [one.code, one]))
  const show = (code: string): Party => ({ code, name: known.get(code)?.name ?? code })
  const is_open = (code: string): boolean => {
    const one = known.get(code)
    return one !== undefined && one.membership === 'approved' && one.is_open && one.successor === null
  }
  return Object.assign(show, { is_open })
}
