import type { Scope } from '../../standards/smart-scopes/index.ts'
import type { Sql } from '../database/index.ts'
import { check_criteria, match_states } from './match-states.ts'
import type { Reach } from './reach.ts'
import type { Stored } from './stored.ts'

/** Which of the states, current or past or not written yet, lie within reach. */
export const states_within = async (
  sql: Sql,
  facility: string,
  reach: Reach,
  states: Stored[],
): Promise<ReadonlySet<Stored>> => {
  const [first] = states
  if (reach === 'all' || !first) return new Set(states)
  // What a deleted version said is judged as if it still said it.
  const asked = new Map(states.map((state) => [{ ...state, deleted: false }, state]))
  const found = await match_states(sql, facility, { type: first.type, filters: [], bounds: reach }, [...asked.keys()])
  return new Set([...found].flatMap((one) => asked.get(one) ?? []))
}

/** Whether the store can hold a token to this scope: its restrictions are plain search parameters of the type. */
export const can_restrict = ({ type, filters }: Scope): boolean => {
  if (filters.length === 0) return true
  if (type === '*' || filters.some(([name]) => name.includes('.') || name.startsWith('_has'))) return false
  try {
    check_criteria({ type, filters })
    return true
  } catch {
    return false
  }
}
