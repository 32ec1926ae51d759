import { blocking_keys, type PersonFacts, type PersonNumber } from '../../src/standards/person-matching/index.ts'

/** As many as the directory reads for a key (src/network/citizens/rows.ts). */
const per_key = 60

const number_keys = (numbers: PersonNumber[]): string[] =>
  numbers.map(({ kind, value }) => `# ${kind} ${kind === 'bhyt' && value.length === 15 ? value.slice(5) : value}`)

const keys_of = (one: PersonFacts, asks: boolean): string[] => [
  ...number_keys(one.numbers),
  ...blocking_keys(one, asks),
]

/** Two 32-bit hashes (FNV-1a, different beginnings) in one number of 53 bits: a Map of texts would not fit. */
const hash = (text: string): number => {
  let [low, high] = [0x811c9dc5, 0x1b873593]
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b) ^ (high >>> 13)
  }
  return (low >>> 0) * 0x200000 + ((high >>> 0) & 0x1fffff)
}

/** The directory's index in memory: exact numbers and blocking keys, each asked for as hub.person_key is. */
export const index_keys = (people: PersonFacts[]): ((one: PersonFacts) => Set<number>) => {
  const lists = new Map<number, number | number[]>()
  for (const [at, one] of people.entries())
    for (const key of keys_of(one, false)) {
      const number = hash(key)
      const list = lists.get(number)
      if (list === undefined) lists.set(number, at)
      else if (typeof list === 'number') lists.set(number, [list, at])
      else if (list.length < per_key) list.push(at)
    }
  return (one) => new Set(keys_of(one, true).flatMap((key) => lists.get(hash(key)) ?? []))
}
