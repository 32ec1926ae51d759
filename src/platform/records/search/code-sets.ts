import type { Sql } from '../../database/index.ts'

/** A question about codes by what they mean: those of a value set, those above or below one in its hierarchy. */
export type CodeQuestion = {
  /** The parameter, for refusals. */
  name: string
  modifier: 'in' | 'not-in' | 'above' | 'below'
  /** The value set, or `system|code`. */
  value: string
}
export type SystemCode = { system: string; code: string }

/**
 * Whoever holds the code systems answers; the store knows none. `in` and `not-in` both give the codes of the set.
 * @throws 400 that names the parameter: an unknown set, a code that is not in its system, more codes than can be asked for
 */
export type FindCodes = (sql: Sql, facility: string, question: CodeQuestion) => Promise<SystemCode[]>

/**
 * The answers a statement is made from. Making a statement asks nobody: what is not known yet is written down as wanted,
 * found out, and the statement is made again.
 */
export type CodeSets = { known: Map<string, SystemCode[]>; wanted: Map<string, CodeQuestion> }

export const make_code_sets = (): CodeSets => ({ known: new Map(), wanted: new Map() })

export const codes_of = (sets: CodeSets, question: CodeQuestion): SystemCode[] => {
  const key = `${question.modifier === 'not-in' ? 'in' : question.modifier} ${question.value}`
  const known = sets.known.get(key)
  if (!known) sets.wanted.set(key, question)
  return known ?? []
}

export const find_wanted = async (sets: CodeSets, sql: Sql, facility: string, find_codes: FindCodes): Promise<void> => {
  for (const [key, question] of sets.wanted) sets.known.set(key, await find_codes(sql, facility, question))
  sets.wanted.clear()
}
