import { fail } from '../../base/outcome/index.ts'
import { group, number, read_shape, text } from '../../base/shapes/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { default_rules } from '../counters/index.ts'
import { as_oversight } from './as-oversight.ts'
import type { RuleName } from './contract.ts'

/** Between which values a measure still measures: silence after a minute, or after a year, would say nothing. */
export const rule_bounds: Record<RuleName, { least: number; most: number }> = {
  silent_after_min: { least: 15, most: 10_080 },
  grace_min: { least: 1, most: 1_440 },
  days_back_max: { least: 7, most: 366 },
  open_days_max: { least: 30, most: 730 },
  proof_days: { least: 1, most: 60 },
}

export type RuleChange = { value: number; reason: string }

const shape = group<RuleChange>('mức', { value: number('mức', 0, 100_000), reason: text('lý do', 1_000) })

export const is_rule = (name: string): name is RuleName => Object.hasOwn(default_rules, name)

/** @throws 404 no such rule, 422 for a value out of bounds or without a reason */
const check = (name: string, asked: unknown): RuleChange & { name: RuleName } => {
  if (!is_rule(name)) throw fail.not_found(`Không có mức “${name.slice(0, 40)}”`)
  const { value, reason } = read_shape(shape, asked)
  const { least, most } = rule_bounds[name]
  if (!Number.isInteger(value) || value < least || value > most)
    throw fail.value(`Mức này là số nguyên từ ${least} đến ${most}`, 'value')
  if (reason.trim() === '') throw fail.value('Cần ghi lý do thay đổi', 'reason')
  return { name, value, reason: reason.trim() }
}

/** The Sở says how patient it is, and why; what changes and who changed it stays beside and in the log. */
export const set_rule = (database: Database, caller: Caller, asked_name: string, asked: unknown): Promise<void> =>
  as_oversight(
    database,
    caller,
    async (sql) => {
      const { name, value, reason } = check(asked_name, asked)
      await sql.query(
        'UPDATE hub.board_rule SET value = $2, reason = $3, changed_by = $4, changed_at = now() WHERE name = $1',
        [name, value, reason, caller.actor.name],
      )
      // Every day that is open is judged anew by the new measure.
      await sql.query("UPDATE hub.day_count SET is_fresh = true WHERE state IN ('waiting', 'gap')")
      const detail = `${value}: ${reason}`
      await insert_events(sql, [
        { caller, act: { action: 'U', interaction: 'board-rule', type: 'Basic', ref: name, detail } },
      ])
    },
    'board.rule',
  )
