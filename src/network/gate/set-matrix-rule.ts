import { fail } from '../../base/outcome/index.ts'
import { day, group, one_of, optional, read_shape, text } from '../../base/shapes/index.ts'
import { format_date, local_date, shift_days } from '../../base/time/index.ts'
import { insert_events, type Caller } from '../../platform/audit/index.ts'
import type { Database, Sql } from '../../platform/database/index.ts'
import { destinations, rulings, type MatrixWish } from './contract.ts'
import { label_names } from './matrix.ts'

const shape = group<MatrixWish>('quy định', {
  label: one_of('nhãn', Object.keys(label_names)),
  destination: one_of('nơi đến', destinations),
  ruling: one_of('cách xử lý', rulings),
  valid_from: day('ngày có hiệu lực'),
  source: text('nguồn', 500),
  reason: optional(text('lý do', 1_000)),
})

const words_min = 5
/** Beyond it the year was mistyped. */
const ahead_max_days = 5 * 366

/** @throws 422 with the field that is wrong */
const check = (asked: unknown, today: string): Required<MatrixWish> => {
  const read = read_shape(shape, asked)
  const wish = { ...read, source: read.source.trim(), reason: (read.reason ?? '').trim() }
  if (wish.source.length < words_min)
    throw fail.value('Cần ghi nguồn của quy định: điều luật hoặc số quyết định của Sở Y tế', 'source')
  if (wish.valid_from < today && wish.reason.length < words_min)
    throw fail.value(
      `Ngày có hiệu lực ${format_date(wish.valid_from)} đã qua; cần ghi lý do vì sao ghi lùi ngày, lý do được lưu lại`,
      'reason',
    )
  if (wish.valid_from > shift_days(today, ahead_max_days))
    throw fail.value(
      `Ngày có hiệu lực ${format_date(wish.valid_from)} còn hơn 5 năm nữa; kiểm tra lại năm`,
      'valid_from',
    )
  return wish
}

/** PUT twice is once: the last word for that day already says so. */
const is_said = async (
  sql: Sql,
  { label, destination, valid_from, ...wish }: Required<MatrixWish>,
): Promise<boolean> => {
  const { rows } = await sql.query<Pick<MatrixWish, 'ruling' | 'source' | 'reason'>>(
    `SELECT ruling, source, reason FROM hub.matrix_rule WHERE label = $1 AND destination = $2 AND valid_from = $3
     ORDER BY serial DESC LIMIT 1`,
    [label, destination, valid_from],
  )
  const [last] = rows
  return last?.ruling === wish.ruling && last.source === wish.source && last.reason === wish.reason
}

/** A further word on one cell; what was said before stays. It counts with the next look and the next sending. @throws 422 */
export const set_matrix_rule = async (database: Database, caller: Caller, asked: unknown): Promise<void> => {
  const wish = check(asked, local_date(new Date()))
  const { label, destination, ruling, valid_from, source, reason } = wish
  await database.in_facility(caller.facility, async (sql) => {
    if (await is_said(sql, wish)) return
    await sql.query(
      `INSERT INTO hub.matrix_rule (label, destination, valid_from, ruling, source, reason, changed_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [label, destination, valid_from, ruling, source, reason, caller.actor.name],
    )
    const detail = [`${ruling} từ ${format_date(valid_from)}`, source, reason].filter(Boolean).join('; ')
    const act = {
      action: 'C',
      interaction: 'matrix-rule',
      type: 'Basic',
      ref: `${label}/${destination}`,
      detail,
    } as const
    await insert_events(sql, [{ caller, act }])
  })
}
