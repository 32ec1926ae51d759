import type { Sql } from '../../platform/database/index.ts'
import { add_counts, delivery_counts, no_papers } from './add-counts.ts'
import { add_use, use_counts } from './prescription-use.ts'
import { walk_batches } from './walk-batches.ts'

/** Deliveries that were made after their paper had been walked over: a second sending, a redirected letter. */
const late_sql = `
WITH seen AS MATERIALIZED (SELECT * FROM hub.board_late_deliveries(
  (SELECT coalesce(nullif(seen_at, '-infinity'), now()) FROM hub.board_walk WHERE name = 'delivery') - interval '10 minutes',
  (SELECT position FROM hub.board_walk WHERE name = 'submission'), $1)),
kept AS (INSERT INTO hub.board_delivery (recipient, number, sender, day, kind, state, requested_at)
  SELECT recipient, number, sender, day, kind, state, requested_at FROM seen),
used AS (${add_use(`SELECT sender, recipient, day, kind, 1 AS named, ${use_counts('state')} FROM seen`)}),
counted AS (${add_counts(`SELECT sender, day, kind, ${no_papers}, ${delivery_counts('state')} FROM seen`)})
SELECT count(*) AS count FROM seen`

const late_done_sql = "UPDATE hub.board_walk SET seen_at = now() WHERE name = 'delivery'"

/**
 * A round over the open ones: those that went on count by the difference; those that nobody opened for very long are looked
 * at no more, and what was counted of them stays.
 */
const open_sql = `
WITH seen AS MATERIALIZED (
  SELECT * FROM hub.board_open_deliveries((SELECT position FROM hub.board_walk WHERE name = 'opening'), $1)),
changed AS (UPDATE hub.board_delivery AS b SET state = s.state FROM seen AS s
  WHERE s.state <> s.was AND b.recipient = s.recipient AND b.number = s.number),
given_up AS (DELETE FROM hub.board_delivery AS b USING seen AS s
  WHERE s.state = s.was AND b.recipient = s.recipient AND b.number = s.number AND s.requested_at < now() - make_interval(
    days => (SELECT value FROM hub.board_rule WHERE name = 'open_days_max'))),
moved AS (UPDATE hub.board_walk SET seen_at = now(),
  position = CASE WHEN (SELECT count(*) FROM seen) < $1 THEN 0 ELSE (SELECT max(number) FROM seen) END WHERE name = 'opening'),
used AS (${add_use(`SELECT sender, recipient, day, kind, 0 AS named, ${use_counts('state')} FROM seen WHERE state <> was`)}),
counted AS (${add_counts(`
    SELECT sender, day, kind, ${no_papers}, ${delivery_counts('state')} FROM seen WHERE state <> was
    UNION ALL SELECT sender, day, kind, 0, 0, 0, -delivered, -received, -opened FROM (
      SELECT sender, day, kind, ${delivery_counts('was')} FROM seen WHERE state <> was) AS before`)})
SELECT count(*) AS count FROM seen`

/** What has ended was added up, and is kept only while it could be met a second time. */
const forget_sql = `
DELETE FROM hub.board_delivery WHERE (recipient, number) IN (
  SELECT b.recipient, b.number FROM hub.board_delivery AS b
  WHERE b.state NOT IN ('requested', 'received')
    AND b.requested_at < (SELECT seen_at FROM hub.board_walk WHERE name = 'delivery') - interval '1 hour'
    AND b.number <= (SELECT position FROM hub.board_walk WHERE name = 'submission')
    AND NOT EXISTS (SELECT FROM hub.board_hole AS h WHERE h.name = 'submission' AND h.number = b.number)
  ORDER BY b.requested_at LIMIT $1)`

/** How far the deliveries have come, and which of them need no looking at any more. @returns whether nothing is left */
export const walk_deliveries = async (sql: Sql, batch: number): Promise<boolean> => {
  const has_late = !(await walk_batches(sql, late_sql, batch))
  if (!has_late) await sql.query(late_done_sql)
  const is_round = await walk_batches(sql, open_sql, batch)
  await sql.query(forget_sql, [batch])
  return !has_late && is_round
}
