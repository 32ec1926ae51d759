import { local_time } from '../../base/time/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { AnyBook } from './book.ts'
import type { EditionState, RuleEdition, ShownBook } from './contract.ts'

type Row = Omit<RuleEdition, 'state' | 'changed_at'> & { book: string; changed_at: Date }

type Said = Omit<RuleEdition, 'state'>

const shipped_as_said = ({ shipped }: AnyBook): Said => ({ ...shipped, reason: '', changed_by: '', changed_at: '' })

/** @param said in the order in which they were said, the shipped one first */
const holding_on = (said: readonly Said[], day: string): Said | undefined =>
  said.reduce<Said | undefined>(
    (best, one) => (one.valid_from > day || (best && one.valid_from < best.valid_from) ? best : one),
    undefined,
  )

const state_of = (said: readonly Said[], one: Said, today: string): EditionState => {
  if (holding_on(said, one.valid_from) !== one) return 'replaced'
  if (one.valid_from > today) return 'coming'
  return holding_on(said, today) === one ? 'holds' : 'past'
}

/** Every book with all its editions, the latest day first, each with how it stands today. */
export const show_books = async (
  sql: Sql,
  facility: string,
  books: readonly AnyBook[],
  today: string,
): Promise<ShownBook[]> => {
  const { rows } = await sql.query<Row>(
    `SELECT book, valid_from::text, source, certainty, is_whole, rows, reason, changed_by, changed_at
     FROM exchange.rule_edition WHERE facility = $1 ORDER BY book, serial`,
    [facility],
  )
  return books.map((book) => {
    const own = rows.filter((row) => row.book === book.id)
    const said = [
      shipped_as_said(book),
      ...own.map(({ book: _book, changed_at, ...one }): Said => ({ ...one, changed_at: local_time(changed_at) })),
    ]
    const { id, title, title_en, says, says_en, asks_whole, columns } = book
    return {
      ...{ id, title, title_en, says, says_en, asks_whole, columns },
      editions: said
        .map((one) => ({ ...one, state: state_of(said, one, today) }))
        .toReversed()
        .toSorted((a, b) => b.valid_from.localeCompare(a.valid_from)),
    }
  })
}
