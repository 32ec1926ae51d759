import { fold, words } from '../../base/text/index.ts'
import type { Concept } from './concept.ts'

const plain_code = (code: string): string => fold(code).replace(/[^\p{L}\p{N}]/gu, '')

/** Code without dots, and all words of its names, each led by a blank: " viem phoi thuy". */
type Line = { code: string; words: string }

/** Made when a concept is first looked through and kept as long as its list is. */
const lines = new WeakMap<Concept, Line>()

const line_of = (concept: Concept): Line => {
  const known = lines.get(concept)
  if (known) return known
  const names = [concept.display ?? '', ...(concept.designations ?? []).map((one) => one.value)]
  const line = { code: plain_code(concept.code), words: ` ${words(names.join(' ')).join(' ')}` }
  lines.set(concept, line)
  return line
}

/**
 * The text filter of $expand: every typed word begins a word of a name, with or without diacritics ("viem phoi", "phổi vi"),
 * or the text begins the code ("j18", "J 18.1"). How near a concept is to what was typed: 0 is the code itself, undefined
 * is not at all.
 */
export const text_nearness = (typed: string): ((concept: Concept) => number | undefined) => {
  const wanted = words(typed).map((word) => ` ${word}`)
  const [phrase, code] = [wanted.join(''), plain_code(typed)]
  return (concept) => {
    const line = line_of(concept)
    if (code !== '' && line.code.startsWith(code)) return line.code === code ? 0 : 1
    if (!wanted.every((word) => line.words.includes(word))) return undefined
    if (line.words === phrase) return 2
    if (line.words.startsWith(phrase)) return 3
    return line.words.includes(phrase) ? 4 : 5
  }
}
