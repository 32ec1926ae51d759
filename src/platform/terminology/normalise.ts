import { fold, tidy_spaces, tidy_tones, words } from '../../base/text/index.ts'

/** "J15.9", "j159", "J 15.9†" → "j159". */
export const code_key = (code: string): string => fold(code).replace(/[^\p{L}\p{N}]/gu, '')

/** Lower case with tone marks in one spelling: for telling "phôi" from "phổi" when the marks were typed. */
export const spelled = (text: string): string => tidy_tones(text).toLowerCase()

export type Mark = 'dagger' | 'asterisk'

/** "A17.0†" → code and mark. `+` is how typewriters wrote the dagger. Two marks on one code: the first counts. */
export const split_mark = (code: string): { code: string; mark: Mark | undefined } => {
  const plain = tidy_spaces(code)
  const mark = plain.match(/[†+*]/)?.[0]
  return {
    code: plain.replace(/[†+*\s]/g, ''),
    mark: mark === undefined ? undefined : mark === '*' ? 'asterisk' : 'dagger',
  }
}

/** "A022" → "A02.2"; undefined when the text is no ICD-10 code. */
export const icd_code = (text: string): string | undefined => {
  const match = /^([A-Z]\d{2})\.?(\d{0,3})$/.exec(text.toUpperCase())
  return match ? (match[2] ? `${match[1]}.${match[2]}` : match[1]) : undefined
}

const position_max = 16_000

/**
 * A lexeme carries the number of its version ("12~phoi"): the one text index of all catalogues is then read only where
 * the wanted version lies, however many versions the years bring.
 */
const lexeme = (version_id: number, word: string): string => `'${version_id}~${word}'`

/** tsvector text: each word once, with a weight. Words hold letters and digits only, so quoting is safe. */
export const to_terms = (version_id: number, display: string, other_names: string[], english: string): string => {
  const weights = new Map<string, string>()
  const add = (text: string, weight: string): void => {
    for (const word of words(text)) if (!weights.has(word)) weights.set(word, weight)
  }
  add(display, 'A')
  for (const name of other_names) add(name, 'B')
  add(english, 'C')
  return [...weights]
    .slice(0, position_max)
    .map(([word, weight], at) => `${lexeme(version_id, word)}:${at + 1}${weight}`)
    .join(' ')
}

/** tsquery text: every typed word begins a word of the concept. */
export const to_query = (version_id: number, typed: string[], weight = ''): string =>
  typed.map((word) => `${lexeme(version_id, word)}:*${weight}`).join(' & ')
