/** Two copies of one sheet, typed apart: field by field, what only one side changed is taken by itself. */
import type { Answers, AnswerValue } from '../../contract.ts'

export type Difference = { item: string; mine: AnswerValue; theirs: AnswerValue }
export type Merged = { answers: Answers; differences: Difference[] }

const is_empty = (value: AnswerValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** Nothing, "" and [] say the same. */
export const same_value = (a: AnswerValue | undefined, b: AnswerValue | undefined): boolean =>
  is_empty(a) || is_empty(b) ? is_empty(a) && is_empty(b) : JSON.stringify(a, sorted) === JSON.stringify(b, sorted)

const items_of = (...copies: Answers[]): string[] => [...new Set(copies.flatMap((copy) => Object.keys(copy)))]

export const same_answers = (a: Answers, b: Answers): boolean =>
  items_of(a, b).every((item) => same_value(a[item], b[item]))

export const differences_of = (mine: Answers, theirs: Answers): Difference[] =>
  items_of(mine, theirs)
    .filter((item) => !same_value(mine[item], theirs[item]))
    .map((item) => ({ item, mine: mine[item] ?? null, theirs: theirs[item] ?? null }))

/** `base` is what both started from. In a field both changed, mine stays until a person has chosen. */
export const merge_answers = (base: Answers, mine: Answers, theirs: Answers): Merged => {
  const answers: Answers = {}
  const differences: Difference[] = []
  for (const item of items_of(base, mine, theirs)) {
    const [own, other] = [mine[item] ?? null, theirs[item] ?? null]
    const i_changed = !same_value(base[item], own)
    answers[item] = i_changed ? own : other
    if (i_changed && !same_value(base[item], other) && !same_value(own, other))
      differences.push({ item, mine: own, theirs: other })
  }
  return { answers, differences }
}
