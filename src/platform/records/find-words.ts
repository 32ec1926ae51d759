import { fold } from '../../base/text/index.ts'
import type { Sql } from '../database/index.ts'
import type { Stored } from './stored.ts'

const candidates_max = 400
/** As long as a word of the index (index-row.ts). */
export const word_length_max = 200

const lexeme = (word: string): string => `'=${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** The words of what a person typed; blanks and dots inside numbers are dropped ("0912 345 678"). */
export const typed_words = (text: string): string[] =>
  fold(text)
    .replace(/\p{Cc}/gu, ' ')
    .replace(/(?<=\d)[\s.-]+(?=\d{3})/g, '')
    .split(/[\s,;/]+/)
    .filter(Boolean)
    .map((word) => word.slice(0, word_length_max))
    .slice(0, 8)

/** A word this short begins too many names for an index to help. */
const is_short = (word: string): boolean => word.length <= 2 && !/\d/.test(word)

const query_of = (words: string[]): string => words.map((word) => `${lexeme(word)}:*`).join(' & ')

/**
 * What the index is asked, the sharpest question first. "nguyen v d" is the beginning of a name whose initials begin
 * "nvd": that names few people, while every word beginning with "v" names a third of the country.
 */
const attempts_of = (words: string[]): string[] => {
  const whole = query_of(words)
  if (words.length < 2 || !words.some(is_short)) return [whole]
  const typed_initials = words.map((word) => word[0] ?? '').join('')
  return [query_of([...words.filter((word) => !is_short(word)), typed_initials]), whole]
}

/**
 * Finds by the one search field: every typed word begins a word of the resource (name without diacritics, initials,
 * year, any number). Whole-word hits come first, then what changed last. The candidates are bounded, so that "nguyen"
 * costs no more than "nguyen thi huong".
 */
export const find_by_words = async (
  sql: Sql,
  facility: string,
  type: string,
  text: string,
  limit: number,
): Promise<Stored[]> => {
  const words = typed_words(text)
  if (words.length === 0) return []
  for (const narrow of attempts_of(words)) {
    // Not prepared: a plan made for any words would not know that "nguyen" is common and "nvd" is rare.
    const { rows } = await sql.alone<Stored>(
      '',
      `SELECT type, id, version, updated_at, deleted, author, body FROM (
         SELECT * FROM record.resource WHERE facility = $1 AND type = $2 AND NOT deleted AND words @@ $3::tsquery LIMIT ${candidates_max}
       ) AS candidate WHERE words @@ $4::tsquery
       ORDER BY (words @@ $5::tsquery) DESC, updated_at DESC LIMIT $6`,
      [facility, type, narrow, query_of(words), words.map(lexeme).join(' & '), limit],
    )
    if (rows.length > 0) return rows
  }
  return []
}
