import type { Concept } from './concept.ts'

/** R4 CodeSystem.content: whether every code of the system is here. */
export type Content = 'complete' | 'fragment' | 'example' | 'supplement' | 'not-present'

export type TableHead = {
  url: string
  version?: string | undefined
  name: string
  title?: string | undefined
  content: Content
  ignores_case: boolean
  /** Properties it defines beside those R4 gives every code system. */
  properties: readonly string[]
}

/** One version of a code system, ready to be asked. */
export type CodeTable = TableHead & {
  /** In the order of the list. */
  concepts: readonly Concept[]
  find(code: string): Concept | undefined
  /** Whether anything stands below the code, be it a concept of this system or only named as a parent. */
  has_below(code: string): boolean
  children_of(code: string): readonly Concept[]
  /** Everything above, nearest first, each once. */
  ancestors_of(code: string): string[]
  /** Everything below, each once. */
  descendants_of(code: string): Concept[]
}

/** Walks from `start` along `next`, each code once: lists that other people wrote may go in circles. */
const walk = (start: readonly string[], next: (code: string) => readonly string[]): string[] => {
  const seen = new Set<string>(start)
  for (const code of seen) for (const further of next(code)) seen.add(further)
  return [...seen]
}

/** @param given a code that comes twice counts the first time */
export const make_code_table = (head: TableHead, given: readonly Concept[]): CodeTable => {
  const key = head.ignores_case ? (code: string) => code.toLowerCase() : (code: string) => code
  const by_code = new Map<string, Concept>()
  const children = new Map<string, Concept[]>()
  for (const concept of given) {
    if (by_code.has(key(concept.code))) continue
    by_code.set(key(concept.code), concept)
    for (const parent of concept.parents) {
      const siblings = children.get(key(parent))
      if (siblings) siblings.push(concept)
      else children.set(key(parent), [concept])
    }
  }
  const find = (code: string): Concept | undefined => by_code.get(key(code))
  const children_of = (code: string): readonly Concept[] => children.get(key(code)) ?? []
  const parents_of = (code: string): readonly string[] => find(code)?.parents ?? []
  return {
    ...head,
    concepts: [...by_code.values()],
    find,
    children_of,
    has_below: (code) => children.has(key(code)),
    ancestors_of: (code) => walk(parents_of(code), parents_of),
    descendants_of: (code) =>
      walk(
        children_of(code).map((one) => one.code),
        (below) => children_of(below).map((one) => one.code),
      ).flatMap((below) => find(below) ?? []),
  }
}
