import type { Body } from './body.ts'

/** Each member's own word, by its code: the day, or 'true' where it knows of the death alone. */
export type Deaths = Record<string, string>

/** What a member says that takes its own word back: the person lives (PIXm feed, deceasedBoolean false). */
export const lives = 'false'

type Known = Pick<Body, 'deceased' | 'deaths'>

/** The day says more than the month, the month more than the year, the year more than the death alone; of two days the earlier. */
const surest = (words: string[]): string | undefined => {
  const weight = (word: string): number => (word === 'true' ? 0 : word.length)
  return words.toSorted((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1))[0]
}

/** A line without its members' words is of before they were kept: nobody can take that back but the hub's own staff. */
const words_of = ({ deaths, deceased }: Known): Deaths => deaths ?? (deceased === undefined ? {} : { '': deceased })

/**
 * What is known of a death after a member spoke. Another day from the same member takes the place of its own; it takes back
 * its own word only, and who says nothing forgets nothing.
 */
export const hear_death = (known: Known, said: string | undefined, facility: string): Known => {
  if (said === undefined) return { deceased: known.deceased, deaths: known.deaths }
  const { [facility]: _own, ...others } = words_of(known)
  const words = Object.entries(said === lives ? others : { ...others, [facility]: said })
  if (words.length === 0) return { deceased: undefined, deaths: undefined }
  return { deceased: surest(words.map(([, word]) => word)), deaths: Object.fromEntries(words.toSorted()) }
}
