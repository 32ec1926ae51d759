import type { CheckName, DraftBody, Finding, Judged } from '../contract.ts'
import { check_allergies } from './check-allergies.ts'
import { check_active, check_duplicates } from './check-duplicates.ts'
import { check_interactions } from './check-interactions.ts'
import { check_rules } from './check-rules.ts'
import { state_of, type Check, type CheckFacts } from './facts.ts'
import { summary_of } from './quantity.ts'
import { get_rule } from './rules.ts'

const checks: Record<CheckName, Check> = {
  rules: check_rules,
  allergy: check_allergies,
  interaction: check_interactions,
  duplicate: check_duplicates,
  active: check_active,
}

const order = { stop: 0, red: 1, amber: 2 } as const

/** All checks over one draft. The same answer stands beside the screen and before the signature. */
export const judge_draft = (draft: DraftBody, facts: CheckFacts): Judged => {
  const results = (Object.entries(checks) as [CheckName, Check][]).map(([name, check]) => ({
    name,
    found: check(draft, facts),
  }))
  const by_key = new Map<string, Finding>(results.flatMap(({ found }) => found).map((one) => [one.key, one]))
  const below = get_rule('leading_zero_below', facts.day).value
  return {
    findings: [...by_key.values()].sort((one, other) => order[one.level] - order[other.level]),
    // Nothing was looked at yet where there is no drug: that is no pass.
    states: results.map(({ name, found }) =>
      draft.lines.length === 0 ? { check: name, state: 'not_run' as const } : state_of(name, found),
    ),
    lines: draft.lines.map((line) => summary_of(line, below)),
  }
}

const reason_min = 5

/** What still stands between this draft and a signature. */
export const obstacles = ({ findings }: Judged, reasons: Record<string, string>): Finding[] =>
  findings.filter(
    ({ level, key }) => level === 'stop' || (level === 'red' && (reasons[key] ?? '').trim().length < reason_min),
  )
