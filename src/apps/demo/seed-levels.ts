import { find_demo_facility, province_annex } from '../../../demo/index.ts'
import { local_date } from '../../base/time/index.ts'
import { assess, declare, stand, take_assessment, type AssessmentWish } from '../../network/it-level/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'

/** Units that run another maker's software: all of it declared, none of it counted. */
const measuring = { software: 'HIS đang dùng (bản minh họa)', prove: () => Promise.resolve([]) }

/**
 * As the province might stand (most between 1 and 3, one near 5), by the unit's place in the annex; not there: it has not
 * rated itself. `before`: the level of the rating before this one.
 */
const levels: Record<number, { level: number; before?: number; short: number; kind: AssessmentWish['kind'] }> = {
  1: { level: 4, before: 3, short: 5, kind: 'declaration' },
  2: { level: 3, short: 4, kind: 'self' },
  3: { level: 2, before: 1, short: 3, kind: 'self' },
  4: { level: 1, short: 2, kind: 'self' },
  5: { level: 1, short: 5, kind: 'self' },
  6: { level: 3, before: 2, short: 7, kind: 'declaration' },
  7: { level: 0, short: 3, kind: 'self' },
  8: { level: 2, short: 6, kind: 'declaration' },
  9: { level: 2, short: 2, kind: 'self' },
  11: { level: 3, short: 9, kind: 'self' },
  12: { level: 1, short: 4, kind: 'self' },
  13: { level: 0, short: 6, kind: 'self' },
  14: { level: 2, before: 2, short: 1, kind: 'declaration' },
  15: { level: 5, before: 4, short: 8, kind: 'declaration' },
}

const caller_of = (facility: string, name: string): Caller => ({
  ...{ facility, purpose: 'HOPERAT', address: '', request_id: 'demo' },
  actor: { id: 'demo-level', name, role: 'director', kind: 'system' },
})

const with_yes = (criteria: string[]) =>
  criteria.map((criterion) => ({ criterion, answer: 'yes' as const, basis: 'declared' as const, says: '' }))

/** What is met at a level, and of the next one all but `short` criteria; found by asking the rule itself. */
const met_at = (level: number, short: number, day: string): string[] => {
  const met: string[] = []
  for (let standing = stand([], day); standing.next && standing.level < level; standing = stand(with_yes(met), day))
    met.push(...standing.next.missing)
  const { next } = stand(with_yes(met), day)
  return [...met, ...(next?.missing.slice(0, Math.max(0, next.missing.length - short)) ?? [])]
}

const declare_up_to = async (sql: Sql, caller: Caller, met: string[], known: Set<string>): Promise<void> => {
  for (const criterion of met) {
    if (known.has(criterion)) continue
    known.add(criterion)
    await declare(sql, caller, criterion, { answer: 'yes', evidence: 'Biên bản tự kiểm tra (giả định)' })
  }
}

/** Answered, assessed and signed at the house with its own key; taken at the hub by the door every member uses. */
const seed_unit = async (hub: Database, house: Database, unit: { code: string; stt: number; name: string }) => {
  const plan = levels[unit.stt]
  if (!plan) return
  const day = local_date(new Date())
  const caller = caller_of(unit.code, `Giám đốc ${unit.name}`)
  const known = new Set<string>()
  const rate = async (level: number, short: number, kind: AssessmentWish['kind']): Promise<void> => {
    const decision = kind === 'self' ? '' : `${100 + unit.stt}/QĐ (giả định)`
    await house.in_facility(unit.code, async (sql) => {
      await declare_up_to(sql, caller, met_at(level, short, day), known)
      await assess(sql, caller, { kind, decision }, [], measuring)
    })
  }
  if (plan.before !== undefined) await rate(plan.before, 12, 'self')
  await rate(plan.level, plan.short, plan.kind)
  const { rows } = await house.in_facility(unit.code, (sql) =>
    sql.query<{ id: string; jws: string }>(
      'SELECT id, jws FROM it_level.assessment WHERE facility = $1 AND jws IS NOT NULL ORDER BY made_at',
      [unit.code],
    ),
  )
  for (const { jws } of rows) await hub.in_facility(unit.code, (sql) => take_assessment(sql, caller, jws))
}

/**
 * Levels of IT of the units that have no patients here. Houses with patients are not rated beforehand: their own software
 * counts, and shows it at /muc-cntt when somebody looks.
 */
export const seed_levels = async (hub: Database, house: Database, codes: string[]): Promise<void> => {
  for (const unit of province_annex.units)
    if (codes.includes(unit.code) && find_demo_facility(unit.code).patients === 0) await seed_unit(hub, house, unit)
}
