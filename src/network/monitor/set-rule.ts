import { fail } from '../../base/outcome/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { default_rules } from '../counters/index.ts'
import { as_oversight } from './as-oversight.ts'

/** The Sở says how patient it is; what changes and who changed it stands in the log. @throws 404 no such rule */
export const set_rule = (database: Database, caller: Caller, name: string, value: number): Promise<void> =>
  as_oversight(
    database,
    caller,
    async (sql) => {
      if (!Object.hasOwn(default_rules, name)) throw fail.not_found(`Không có mức “${name.slice(0, 40)}”`)
      await sql.query('UPDATE hub.board_rule SET value = $2, changed_by = $3, changed_at = now() WHERE name = $1', [
        name,
        value,
        caller.actor.name,
      ])
      // Every day that is open is judged anew by the new measure.
      await sql.query("UPDATE hub.day_count SET is_fresh = true WHERE state IN ('waiting', 'gap')")
      const act = { action: 'U', interaction: 'board-rule', type: 'Basic', ref: name, detail: String(value) } as const
      await insert_events(sql, [{ caller, act }])
    },
    'board.write',
  )
