import { fold, tidy_tones } from '../../base/text/index.ts'
import { without_key_strokes } from './key-strokes.ts'
import { family_share, given_share, middle_share } from './name-shares.ts'
import { sound_of } from './sounds.ts'
import { is_one_slip } from './typing.ts'
import {
  add_up,
  middle_missing,
  nothing,
  reordered,
  word_differs,
  word_weights,
  type Role,
  type Weight,
} from './weights.ts'

type Word = { plain: string; folded: string; sound: string }
type ReadName = { words: Word[]; is_unmarked: boolean; is_placeholder: boolean }
export type WordMatch = keyof typeof word_weights | 'differs'

export type NameMatch = {
  weight: Weight
  given: WordMatch
  family: WordMatch
  is_same: boolean
}

/** "Con bà Trần Thị Hoa", "Nam giới chưa rõ danh tính": written where there is no name; says nothing about one. */
const placeholder =
  /^(con (ba|chi|be|cua)\b|cb\b|be (trai|gai)\b|tre so sinh|so sinh\b|vo danh|(na?m|nu).*(chua|khong) ro|(chua|khong) ro)/

export const is_placeholder = (name: string): boolean => read_name(name).is_placeholder

/** The mother's name inside a newborn's placeholder; '' where there is none. */
export const mother_in_placeholder = (name: string): string =>
  /^\s*(?:con (?:bà|chị)|cb)\s+(.{3,}?)(?:\s*\(?\d\)?)?\s*$/iu.exec(name.normalize('NFC'))?.[1] ?? ''

/** A word that was left as its key strokes has no marks to compare. */
const read_word = (plain: string): { plain: string; folded: string } => {
  const folded = fold(plain)
  const meant = without_key_strokes(folded)
  return meant === folded ? { plain, folded } : { plain: meant, folded: meant }
}

const read = (name: string): ReadName => {
  const words = tidy_tones(name)
    .toLowerCase()
    .split(/[\s.,'’-]+/u)
    .filter(Boolean)
    .map(read_word)
  return {
    words: words.map((word) => ({ ...word, sound: sound_of(word.folded) })),
    is_unmarked: words.every((word) => word.folded === word.plain),
    is_placeholder: placeholder.test(fold(name)),
  }
}

const known = new Map<string, ReadName>()
const known_max = 50_000

/** The same names are compared again and again. */
const read_name = (name: string): ReadName => {
  let found = known.get(name)
  if (!found) {
    if (known.size >= known_max) known.clear()
    known.set(name, (found = read(name)))
  }
  return found
}

/** The words of a name as they sound in whatever region, in the order written. */
export const sounds_of = (name: string): string[] => read_name(name).words.map(({ sound }) => sound)

/** A first letter, or letters without a vowel: "N.", "Ng", "Th". */
const is_shortened = ({ folded }: Word): boolean => folded.length === 1 || /^[^aeiouy]{1,3}$/.test(folded)

const match_words = (a: Word, b: Word, is_unmarked: boolean): WordMatch => {
  if (a.plain === b.plain) return 'same'
  if (a.folded === b.folded) return is_unmarked ? 'unmarked' : 'marks'
  if (is_shortened(a) || is_shortened(b))
    return a.folded.startsWith(b.folded) || b.folded.startsWith(a.folded) ? 'initial' : 'differs'
  if (a.sound === b.sound) return 'sound'
  return is_one_slip(a.folded, b.folded) ? 'slip' : 'differs'
}

const shares = { family: family_share, middle: middle_share, given: given_share }

/** The rarer of two spellings is the likelier to have been meant. */
const weigh = (role: Role, match: WordMatch, a: Word, b: Word): Weight =>
  match === 'differs'
    ? word_differs[role]
    : word_weights[match](Math.min(shares[role](a.folded), shares[role](b.folded)), role)

/** Each middle name finds the one of the other list that it fits best. */
const weigh_middles = (a: Word[], b: Word[], is_unmarked: boolean): Weight[] => {
  const left = [...b]
  const weights: Weight[] = []
  let alone = 0
  for (const word of a) {
    let [at, best] = [-1, word_differs.middle]
    for (const [i, other] of left.entries()) {
      const one = weigh('middle', match_words(word, other, is_unmarked), word, other)
      if (one.stranger > best.stranger) [at, best] = [i, one]
    }
    if (at < 0) alone += 1
    else {
      weights.push(best)
      left.splice(at, 1)
    }
  }
  if (alone > 0 && left.length > 0) weights.push(word_differs.middle)
  else if (alone > 0 || left.length > 0) weights.push(middle_missing)
  return weights
}

const weigh_in_order = (a: Word[], b: Word[], is_unmarked: boolean): NameMatch => {
  const [given_a, given_b] = [a.at(-1), b.at(-1)]
  if (!given_a || !given_b) return { weight: nothing, given: 'differs', family: 'differs', is_same: false }
  const given = match_words(given_a, given_b, is_unmarked)
  const weights = [weigh('given', given, given_a, given_b)]
  const [family_a, family_b] = [a[0], b[0]]
  let family: WordMatch = 'initial'
  if (a.length > 1 && b.length > 1 && family_a && family_b) {
    family = match_words(family_a, family_b, is_unmarked)
    weights.push(weigh('family', family, family_a, family_b))
    weights.push(...weigh_middles(a.slice(1, -1), b.slice(1, -1), is_unmarked))
  }
  return { weight: add_up(weights), given, family, is_same: false }
}

/** The name with its words as other lists have them: given name first, family name last, the wrong way round. */
const other_orders = (words: Word[]): Word[][] => {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last || words.length < 2) return []
  return [[...words.slice(1), first], [last, ...words.slice(0, -1)], words.toReversed()]
}

const match_two = (one: string, other: string): NameMatch => {
  const [a, b] = [read_name(one), read_name(other)]
  const is_unmarked = a.is_unmarked || b.is_unmarked
  const straight = weigh_in_order(a.words, b.words, is_unmarked)
  const is_same = a.words.length === b.words.length && a.words.every((word, i) => word.folded === b.words[i]?.folded)
  if (straight.family !== 'differs' && straight.given !== 'differs') return { ...straight, is_same }
  let best = straight
  for (const order of other_orders(b.words)) {
    const turned = weigh_in_order(a.words, order, is_unmarked)
    const weight = add_up([turned.weight, reordered])
    if (weight.stranger > best.weight.stranger) best = { ...turned, weight }
  }
  return best
}

/** The best agreement among the names two people go by; undefined where one of them has none. */
export const match_names = (ones: string[], others: string[]): NameMatch | undefined => {
  let best: NameMatch | undefined
  for (const one of ones)
    for (const other of others) {
      if (is_placeholder(one) || is_placeholder(other)) continue
      const match = match_two(one, other)
      if (!best || match.weight.stranger > best.weight.stranger) best = match
    }
  return best
}
