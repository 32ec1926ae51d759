import { fold } from '../../base/text/index.ts'
import type { Sql } from '../database/index.ts'
import type { Stored } from './stored.ts'

const candidates_max = 400

const lexeme = (word: string): string => `'=${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** The words of what a person typed; blanks and dots inside numbers are dropped ("0912 345 678"). */
export const typed_words = (text: string): string[] =>
  fold(text)
    .replace(/(?<=\d)[\s.-]+(?=\d{3})/g, '')
    .split(/[\s,;/]+/)
    .filter(Boolean)
    .slice(0, 8)

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
  const prefix = words.map((word) => `${lexeme(word)}:*`).join(' & ')
  const whole = words.map(lexeme).join(' & ')
  const { rows } = await sql.prepared<Stored>(
    'find_by_words',
    `SELECT type, id, version, updated_at, deleted, author, body FROM (
       SELECT * FROM record.resource WHERE facility = $1 AND type = $2 AND NOT deleted AND words @@ $3::tsquery LIMIT ${candidates_max}
     ) AS candidate ORDER BY (words @@ $4::tsquery) DESC, updated_at DESC LIMIT $5`,
    [facility, type, prefix, whole, limit],
  )
  return rows
}
