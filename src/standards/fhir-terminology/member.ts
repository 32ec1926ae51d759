import { cost_of, make_budget, type Budget } from './budget.ts'
import { listed_member, to_member, type Member } from './expand.ts'
import { concept_test } from './filters.ts'
import { get_table, of_import, type Imports, type Sources, type Trail } from './sources.ts'
import type { Include, ValueSet } from './value-set.ts'

export type AskedCode = { system: string; code: string; version?: string | undefined }

/** One question under way: false is “no”, so that each imported set is asked once. */
type Run = { asked: AskedCode; sources: Sources; imports: Imports<Member | false>; budget: Budget }

const own_member = async (run: Run, set: ValueSet, include: Include): Promise<Member | false> => {
  const { asked, sources } = run
  const { system, code } = asked
  if (include.system !== system) return false
  if (include.version !== undefined && asked.version !== undefined && include.version !== asked.version) return false
  const version = include.version ?? asked.version
  if (include.concepts) {
    const listed = include.concepts.find((one) => one.code === code)
    if (!listed) return false
    const table = await sources.code_system(system, version, set.locked_date)
    return listed_member(system, version, table, listed) ?? false
  }
  const table = await get_table(sources, system, version, set.locked_date)
  const concept = table.find(code)
  if (!concept) return false
  run.budget.spend(cost_of(include.filters, 1))
  const fits = include.filters.every((filter) => concept_test(table, filter, [concept])(concept))
  return fits && to_member(system, table, concept)
}

const include_member = async (run: Run, set: ValueSet, include: Include, trail: Trail): Promise<Member | false> => {
  let member = include.system === undefined ? undefined : await own_member(run, set, include)
  if (member === false) return false
  for (const canonical of include.value_sets) {
    const found = await of_import(run.sources, canonical, trail, run.imports, (inner, inner_trail) =>
      search(run, inner, inner_trail),
    )
    if (!found) return false
    member ??= found
  }
  return member ?? false
}

const search = async (run: Run, set: ValueSet, trail: Trail): Promise<Member | false> => {
  const { system, code } = run.asked
  if (set.fixed) return set.fixed.find((one) => one.system === system && one.code === code) ?? false
  let member: Member | false = false
  for (const include of set.include) {
    member = await include_member(run, set, include, trail)
    if (member) break
  }
  if (!member || (!set.with_inactive && member.concept?.is_inactive)) return false
  for (const exclude of set.exclude) if (await include_member(run, set, exclude, trail)) return false
  return member
}

/** Whether a code is in a value set, found without expanding it: a system that is not held may still list it. */
export const find_member = async (set: ValueSet, asked: AskedCode, sources: Sources): Promise<Member | undefined> =>
  (await search({ asked, sources, imports: new Map(), budget: make_budget() }, set, set.url === '' ? [] : [set.url])) ||
  undefined
