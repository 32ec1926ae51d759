import type { Issue } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import { new_id } from '../../platform/records/index.ts'
import { facts_of, keys_of, new_body } from './body.ts'
import { lives } from './death.ts'
import { index_of } from './domains.ts'
import { compare_told, held_issue, hits_of, say_hit, type Hit } from './decide.ts'
import { find_decision, hold, type HeldKind } from './held.ts'
import { known_act, learnt_act, learnt_body, no_dispute, say_known, type Registered } from './known.ts'
import { find_holdings, find_near, follow_merges, type Holding, type Row } from './rows.ts'
import { tidy_told, type Given, type Told } from './told.ts'
import { insert_person, note, take_turn, update_person } from './write.ts'

const death_told = ({ deceased }: Told): string | null =>
  deceased === undefined || deceased === lives ? null : deceased

type Work = { sql: Sql; caller: Caller; told: Told; issues: Issue[] }
type Trouble = { kind: HeldKind; candidates: Row[]; says: string[] }

/** Told numbers, as they were told, that stand at others. */
const disputed_numbers = (told: Told, hits: Hit[], person: string | undefined): ReadonlySet<string> => {
  const others = hits.filter(({ row }) => row.id !== person).flatMap(({ numbers }) => numbers)
  const is_other = (index: { system: string; value: string }): boolean =>
    others.some(({ system, value }) => system === index.system && value === index.value)
  return new Set(
    told.identifiers
      .filter(({ system, value }) => is_other(index_of(system, value)))
      .map(({ system, value }) => `${system}|${value}`),
  )
}

const keep = async ({ sql, caller, told }: Work, hit: Hit, disputed: ReadonlySet<string>): Promise<void> => {
  const body = learnt_body(told, hit, caller.facility, disputed)
  if (body) await update_person(sql, hit.row, { caller, id: hit.row.id, body, act: learnt_act(hit) })
  else await note(sql, caller, known_act(hit))
}

const known = async (work: Work, hit: Hit, disputed = no_dispute): Promise<Registered> => {
  await keep(work, hit, disputed)
  return say_known(work, hit, work.caller.facility)
}

const write_new = async (
  { sql, caller, told }: Work,
  disputed: ReadonlySet<string>,
  id = new_id(),
): Promise<string> => {
  const body = new_body(told, caller.facility, disputed)
  await insert_person(sql, { caller, id, body, act: { action: 'C', interaction: 'register' } })
  return id
}

/**
 * A person of her own until somebody has looked: nothing is lost, and nobody is joined. The line of the tray is written
 * first: it opens the transaction that the person is written in.
 */
const hold_new = async (work: Work, trouble: Trouble, disputed: ReadonlySet<string>): Promise<Registered> => {
  const person = new_id()
  await hold(work.sql, work.caller, person, trouble)
  await write_new(work, disputed, person)
  const issues = [...work.issues, ...trouble.says.map(held_issue)]
  return { person, state: 'held', deceased: death_told(work.told), issues }
}

/** The told numbers lead to one who agrees and to others besides. What somebody decided of them once, holds. */
const with_others = async (work: Work, best: Hit, others: Hit[]): Promise<Registered> => {
  const { sql, caller } = work
  const trouble = {
    kind: 'numbers-of-several',
    candidates: others.map(({ row }) => row),
    says: others.map(say_hit),
  } as const
  const disputed = disputed_numbers(work.told, [best, ...others], best.row.id)
  const decision = await find_decision(
    sql,
    best.row.id,
    trouble.candidates.map(({ id }) => id),
  )
  if (decision === undefined) await hold(sql, caller, best.row.id, trouble)
  const done = await known(work, best, disputed)
  const issues = [...done.issues, ...trouble.says.map(held_issue)]
  return { ...done, state: decision === 'different' ? 'known' : 'held', issues }
}

/** Every number leads to somebody who is another: perhaps it was told so before. */
const with_strangers = async (work: Work, hits: Hit[], disputing: Hit[]): Promise<Registered> => {
  const trouble = {
    kind: 'number-of-another',
    candidates: hits.map(({ row }) => row),
    says: hits.map(say_hit),
  } as const
  const again = disputing.find(({ agrees }) => agrees)
  if (!again) return hold_new(work, trouble, disputed_numbers(work.told, hits, undefined))
  const done = await known(work, again, disputed_numbers(work.told, hits, again.row.id))
  const decision = await find_decision(
    work.sql,
    again.row.id,
    trouble.candidates.map(({ id }) => id),
  )
  const issues = [...done.issues, ...trouble.says.map(held_issue)]
  return { ...done, state: decision === 'different' ? 'known' : 'held', issues }
}

/** Nobody has a told number: whoever is probably the same person is shown to somebody, never joined by the machine. */
const without_number = async (work: Work): Promise<Registered> => {
  const { sql, told, issues } = work
  const near = await find_near(sql, keys_of(told, true))
  const facts = facts_of(told)
  const alike = near.flatMap((row) => {
    const comparison = compare_told(facts, row.body)
    return comparison.grade === 'probable' || comparison.grade === 'certain' ? [{ row, comparison }] : []
  })
  if (alike.length === 0)
    return { person: await write_new(work, no_dispute), state: 'new', deceased: death_told(told), issues }
  const standing = await follow_merges(
    sql,
    alike.map(({ row }) => row),
  )
  const candidates = [...new Map([...standing.values()].map((row) => [row.id, row])).values()]
  const reasons = alike[0]?.comparison.reasons.filter(({ weight }) => weight.stranger > 0).map(({ says }) => says) ?? []
  const says = [`Có thể là người đã có trong danh bạ (${reasons.slice(0, 3).join(', ')}); đang chờ người xem`]
  return hold_new(work, { kind: 'likely-double', candidates, says }, no_dispute)
}

/**
 * Writes a person into the directory, or finds her there: by number, where what else is told agrees; else by likeness.
 * Call within `in_facility(caller.facility, …)`: of two who tell the same number at once the second is run again and finds her.
 */
export const register_person = async (sql: Sql, caller: Caller, given: Given): Promise<Registered> => {
  const { told, issues } = tidy_told(given, caller.facility)
  const work: Work = { sql, caller, told, issues }
  if (sql.is_retry) await take_turn(sql, told.identifiers)
  const holdings = await find_holdings(sql, told.identifiers)
  if (holdings.length === 0) return without_number(work)
  const standing = await follow_merges(
    sql,
    holdings.map(({ row }) => row),
  )
  const of = (stands: boolean): Holding[] => holdings.filter((one) => one.stands === stands)
  const hits = hits_of(told, of(true), standing)
  const best = hits.find(({ agrees }) => agrees)
  if (best)
    return hits.length === 1
      ? known(work, best)
      : with_others(
          work,
          best,
          hits.filter((hit) => hit !== best),
        )
  const disputing = hits_of(told, of(false), standing).filter(({ row }) => !hits.some((hit) => hit.row.id === row.id))
  return with_strangers(work, hits, disputing)
}
