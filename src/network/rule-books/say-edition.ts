import { Failure, fail } from '../../base/outcome/index.ts'
import { day, group, keyed, list, one_of, optional, read_shape, text, yes_or_no } from '../../base/shapes/index.ts'
import { format_date, shift_days } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Sql } from '../../platform/database/index.ts'
import type { AnyBook } from './book.ts'
import { certainties, type EditionWish, type RuleRow } from './contract.ts'

export const rows_max = 2_000

const shape = group<EditionWish>('bản quy định', {
  valid_from: day('ngày có hiệu lực'),
  source: text('nguồn', 500),
  certainty: one_of('độ chắc chắn', certainties),
  is_whole: yes_or_no('đã đủ danh mục'),
  rows: list('các dòng', keyed('dòng', text('ô', 2_000)), rows_max),
  reason: optional(text('lý do', 1_000)),
})

const words_min = 5
/** Beyond it the year was mistyped. */
const ahead_max_days = 5 * 366

/** Only the columns of the book, every row read once by who lives by it. @throws 422 with the line that is wrong */
export const check_rows = ({ columns, read }: AnyBook, rows: readonly RuleRow[]): RuleRow[] => {
  if (rows.length === 0) throw fail.value('Bảng không có dòng nào', 'rows')
  return rows.map((row, i) => {
    const kept = Object.fromEntries(columns.map(({ key }) => [key, (row[key] ?? '').trim()]))
    try {
      read(kept)
    } catch (error) {
      if (error instanceof Failure) throw fail.value(`Dòng ${i + 1}: ${error.message}`, 'rows')
      throw error
    }
    return kept
  })
}

/** @throws 422 with the field that is wrong */
const check = (book: AnyBook, asked: unknown, today: string): Required<EditionWish> => {
  const read = read_shape(shape, asked)
  const wish = { ...read, source: read.source.trim(), reason: (read.reason ?? '').trim() }
  if (wish.source.length < words_min)
    throw fail.value('Cần ghi nguồn: số và tên văn bản, phụ lục, hoặc ai quyết định', 'source')
  if (wish.valid_from < today && wish.reason.length < words_min)
    throw fail.value(
      `Ngày có hiệu lực ${format_date(wish.valid_from)} đã qua; cần ghi lý do vì sao ghi lùi ngày, lý do được lưu lại`,
      'reason',
    )
  if (wish.valid_from < book.shipped.valid_from)
    throw fail.value(
      `Bản đi kèm phần mềm có hiệu lực từ ${format_date(book.shipped.valid_from)}; bản mới không thể có trước ngày đó`,
      'valid_from',
    )
  if (wish.valid_from > shift_days(today, ahead_max_days))
    throw fail.value(`Ngày ${format_date(wish.valid_from)} còn hơn 5 năm nữa; kiểm tra lại năm`, 'valid_from')
  return { ...wish, rows: check_rows(book, wish.rows) }
}

/** A further edition of a book; what was said before stays. @throws 422 */
export const say_edition = async (
  sql: Sql,
  caller: Caller,
  { book, asked, today }: { book: AnyBook; asked: unknown; today: string },
): Promise<void> => {
  const { valid_from, source, certainty, is_whole, rows, reason } = check(book, asked, today)
  const { facility, actor } = caller
  await sql.query(
    `INSERT INTO exchange.rule_edition (facility, book, valid_from, source, certainty, is_whole, rows, reason, changed_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [facility, book.id, valid_from, source, certainty, is_whole, JSON.stringify(rows), reason, actor.name],
  )
  const detail = [`${book.title} từ ${format_date(valid_from)}: ${rows.length} dòng`, source, reason]
    .filter(Boolean)
    .join('; ')
  const act = { action: 'C', interaction: 'rule-edition', type: 'Basic', ref: `rule-book/${book.id}`, detail } as const
  await insert_events(sql, [{ caller, act }])
}
