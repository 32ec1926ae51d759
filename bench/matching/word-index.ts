import { words_of_facts, type PersonFacts, type Probe } from '../../src/standards/person-matching/index.ts'

/** An index in memory that answers probes as the store's does: each group needs one of its words, `most` answers at most. */
export type WordIndex = { find(probe: Probe, most: number): number[] }

const holds = (list: number[], wanted: number): boolean => {
  let [low, high] = [0, list.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const here = list[middle] ?? 0
    if (here === wanted) return true
    if (here < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}

export const index_words = (people: PersonFacts[]): WordIndex => {
  const lists = new Map<string, number[]>()
  for (const [at, one] of people.entries())
    for (const word of new Set(words_of_facts(one))) {
      const list = lists.get(word)
      if (list) list.push(at)
      else lists.set(word, [at])
    }
  return {
    find({ groups }, most) {
      const parts = groups
        .map((group) => group.flatMap((word) => (lists.has(word) ? [lists.get(word) ?? []] : [])))
        .map((group) => ({ size: group.reduce((sum, list) => sum + list.length, 0), lists: group }))
        .sort((a, b) => a.size - b.size)
      const [first, ...others] = parts
      const found = new Set<number>()
      for (const list of first?.lists ?? [])
        for (const at of list) {
          if (others.every((part) => part.lists.some((one) => holds(one, at)))) found.add(at)
          if (found.size >= most) return [...found]
        }
      return [...found]
    },
  }
}
