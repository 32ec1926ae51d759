import { cost_of, make_budget, type Budget } from './budget.ts'
import type { CodeTable } from './code-table.ts'
import type { Concept, Designation } from './concept.ts'
import { concept_test } from './filters.ts'
import { get_table, of_import, type Imports, type Sources, type Trail } from './sources.ts'
import type { Include, ListedConcept, ValueSet } from './value-set.ts'

/** A code of an expansion. `display` and `designations` are the value set's own words, where it has some. */
export type Member = {
  system: string
  version?: string | undefined
  code: string
  display?: string | undefined
  designations?: readonly Designation[] | undefined
  concept?: Concept | undefined
}

export type Expansion = {
  members: Member[]
  /** The lists that were read: system → version. */
  versions: Map<string, string | undefined>
  /** A list of which only a part is held here went in: there may be more codes than these. */
  is_unclosed: boolean
}

export const member_key = ({ system, code }: Pick<Member, 'system' | 'code'>): string => `${system}|${code}`

/** One expansion under way. */
type Run = {
  sources: Sources
  versions: Map<string, string | undefined>
  imports: Imports<Member[]>
  is_unclosed: boolean
  budget: Budget
}

export const to_member = (system: string, table: CodeTable, concept: Concept): Member => ({
  ...{ system, version: table.version, code: concept.code, concept },
})

/** All codes of a list are asked for with each letter that is typed into a picker: made once, kept with the list. */
const whole_lists = new WeakMap<CodeTable, Member[]>()
const whole_list = (system: string, table: CodeTable): Member[] => {
  const known = whole_lists.get(table)
  if (known) return known
  const made = table.concepts.map((concept) => to_member(system, table, concept))
  whole_lists.set(table, made)
  return made
}

/** A code that a complete list does not have belongs to no set. */
export const listed_member = (
  system: string,
  version: string | undefined,
  table: CodeTable | undefined,
  { code, display, designations }: ListedConcept,
): Member | undefined => {
  const concept = table?.find(code)
  if (!concept && table?.content === 'complete') return undefined
  return { system, version: table?.version ?? version, code: concept?.code ?? code, display, designations, concept }
}

const of_system = async (run: Run, set: ValueSet, include: Include, system: string): Promise<Member[]> => {
  const { version, concepts, filters } = include
  const { sources, versions } = run
  const table = concepts
    ? await sources.code_system(system, version, set.locked_date)
    : await get_table(sources, system, version, set.locked_date)
  versions.set(system, table?.version ?? version)
  if (concepts) {
    run.budget.spend(concepts.length)
    return concepts.flatMap((one) => listed_member(system, version, table, one) ?? [])
  }
  if (!table) return []
  if (table.content !== 'complete') run.is_unclosed = true
  run.budget.spend(cost_of(filters, table.concepts.length))
  if (filters.length === 0) return whole_list(system, table)
  const tests = filters.map((filter) => concept_test(table, filter, table.concepts))
  return table.concepts
    .filter((concept) => tests.every((test) => test(concept)))
    .map((concept) => to_member(system, table, concept))
}

/** Codes of the system that are in all the sets named beside it (R4 §4.9.4: within one include everything must hold). */
const of_include = async (run: Run, set: ValueSet, include: Include, trail: Trail): Promise<Member[]> => {
  const own = include.system === undefined ? undefined : await of_system(run, set, include, include.system)
  let members = own
  for (const canonical of include.value_sets) {
    const imported = await of_import(run.sources, canonical, trail, run.imports, (inner, inner_trail) =>
      members_of(run, inner, inner_trail),
    )
    if (members) {
      const keys = new Set(imported.map(member_key))
      members = members.filter((one) => keys.has(member_key(one)))
    } else members = imported
  }
  return members ?? []
}

const is_whole_system = ({ concepts, filters, value_sets, version }: Include): boolean =>
  !concepts && filters.length === 0 && value_sets.length === 0 && version === undefined

const in_use = (set: ValueSet, members: Member[]): Member[] =>
  set.with_inactive ? members : members.filter((one) => one.concept?.is_inactive !== true)

const members_of = async (run: Run, set: ValueSet, trail: Trail): Promise<Member[]> => {
  if (set.fixed) return set.fixed
  const [only, ...others] = set.include
  if (only && !only.concepts && others.length === 0 && set.exclude.length === 0)
    return in_use(set, await of_include(run, set, only, trail))
  const found = new Map<string, Member>()
  for (const include of set.include)
    for (const member of await of_include(run, set, include, trail)) {
      const key = member_key(member)
      if (!found.has(key)) found.set(key, member)
    }
  for (const exclude of set.exclude) {
    // A whole system can be left out without knowing its codes.
    if (is_whole_system(exclude)) {
      for (const [key, { system }] of found) if (system === exclude.system) found.delete(key)
    } else for (const member of await of_include(run, set, exclude, trail)) found.delete(member_key(member))
  }
  run.budget.spend(found.size)
  return in_use(set, [...found.values()])
}

/** All codes of a value set (R4 §4.9.8.2), in the order of its parts and, within a part, of the list. */
export const expand_value_set = async (set: ValueSet, sources: Sources): Promise<Expansion> => {
  const run: Run = { sources, versions: new Map(), imports: new Map(), is_unclosed: false, budget: make_budget() }
  const members = await members_of(run, set, set.url === '' ? [] : [set.url])
  return { members, versions: run.versions, is_unclosed: run.is_unclosed }
}
