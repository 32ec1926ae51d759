import { fail } from '../../../base/outcome/index.ts'
import { format_date } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Programme } from '../contract.ts'
import type { AsOf } from './as-of.ts'

const columns = 'id, name, source, from_day::text, target_day::text, steps, said'

/** As its last version known by then says; entered later than that, as it was entered first: its paper has a day of its own. */
const version_sql = `SELECT ${columns} FROM (
    SELECT id, name, source, from_day, target_day, steps, said, updated_at, true AS is_now, 0 AS serial FROM hub.programme WHERE id = $1
    UNION ALL
    SELECT id, name, source, from_day, target_day, steps, said, updated_at, false, serial FROM hub.programme_past WHERE id = $1
  ) AS version
  ORDER BY ($2::timestamptz IS NULL OR updated_at < $2) DESC,
    CASE WHEN $2::timestamptz IS NULL OR updated_at < $2 THEN is_now ELSE NOT is_now END DESC,
    CASE WHEN $2::timestamptz IS NULL OR updated_at < $2 THEN -serial ELSE serial END LIMIT 1`

/**
 * The programme asked for, or the latest that had begun on that day and in which somebody took part.
 * @throws 422 when the one asked for is not there or had not begun
 */
export const find_programme_on = async (
  sql: Sql,
  { day, known_by, programme }: AsOf,
): Promise<Programme | undefined> => {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM hub.programme AS g WHERE from_day <= $1 AND EXISTS (
       SELECT FROM deployment.member AS m WHERE m.programme = g.id AND m.joined_on <= $1)
       AND ($2::text IS NULL OR g.id::text = $2)
     ORDER BY from_day DESC, id LIMIT 1`,
    [day, programme ?? null],
  )
  if (programme !== undefined && !rows[0])
    throw fail.rule(
      `Không có chương trình này, hoặc đến ngày ${format_date(day)} chưa có cơ sở nào tham gia`,
      'period.programme',
    )
  return rows[0] && (await sql.query<Programme>(version_sql, [rows[0].id, known_by])).rows[0]
}
