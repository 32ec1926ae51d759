import type { Sql } from '../../platform/database/index.ts'
import { add_counts, delivery_counts, no_deliveries } from './add-counts.ts'
import { add_use, use_counts } from './prescription-use.ts'
import { walk_batches } from './walk-batches.ts'

type Walk = { name: string; source: string; adds: string }

/**
 * Rows of one of the hub's books that came since the last step, each once and in the order of their numbers: numbers that
 * are not there yet are kept as holes and looked for again for an hour.
 */
const walk_sql = ({ name, source, adds }: Walk): string => `
WITH walk AS (SELECT position FROM hub.board_walk WHERE name = '${name}'),
seen AS MATERIALIZED (${source}),
reached AS (SELECT greatest((SELECT position FROM walk), max(number)) AS position FROM seen),
filled AS (DELETE FROM hub.board_hole WHERE name = '${name}'
  AND (seen_at < now() - interval '1 hour' OR number IN (SELECT number FROM seen))),
missed AS (INSERT INTO hub.board_hole (name, number)
  SELECT '${name}', g FROM walk, reached, generate_series(walk.position + 1, reached.position) AS g
  WHERE NOT EXISTS (SELECT FROM seen WHERE seen.number = g)),
moved AS (UPDATE hub.board_walk SET position = coalesce((SELECT position FROM reached), position), seen_at = now()
  WHERE name = '${name}'),
${adds}
SELECT count(*) AS count FROM seen`

/**
 * Documents the hub took, with whom they went to. A correction counts on its own day, and takes the one it replaces off the
 * day on which that was counted. A delivery is kept in mind while it is open, or young enough to be met again.
 */
const submissions_sql = walk_sql({
  name: 'submission',
  source: 'SELECT * FROM hub.board_submissions((SELECT position FROM walk), $1)',
  adds: `
delivered AS MATERIALIZED (SELECT * FROM hub.board_deliveries(ARRAY(SELECT number FROM seen))),
kept AS (INSERT INTO hub.board_delivery (recipient, number, sender, day, kind, state, requested_at)
  SELECT recipient, number, sender, day, kind, state, requested_at FROM delivered WHERE state IN ('requested', 'received')
    OR requested_at >= (SELECT seen_at FROM hub.board_walk WHERE name = 'delivery') - interval '1 hour'),
used AS (${add_use(`SELECT sender, recipient, day, kind, 1 AS named, ${use_counts('state')} FROM delivered`)}),
counted AS (${add_counts(`
    SELECT sender, day, kind, 1 AS taken, (old_day IS NOT NULL)::integer AS corrections, is_late::integer AS late,
      ${no_deliveries} FROM seen
    UNION ALL SELECT sender, old_day, old_kind, -1, 0, 0, ${no_deliveries} FROM seen WHERE old_day IS NOT NULL
    UNION ALL SELECT sender, day, kind, 0, 0, 0, ${delivery_counts('state')} FROM delivered`)})`,
})

/** What the hub refused or held for a person, by class of error. */
const refusals_sql = walk_sql({
  name: 'refusal',
  source: `SELECT id AS number, sender, day, kind, state, class
    FROM hub.board_refusals((SELECT position FROM walk), $1)`,
  adds: `
classed AS (
  INSERT INTO hub.day_refusal AS d (facility, day, kind, class, count, held)
  SELECT sender, day, kind, class, count(*) FILTER (WHERE state = 'refused'), count(*) FILTER (WHERE state <> 'refused')
  FROM seen GROUP BY 1, 2, 3, 4
  ON CONFLICT (facility, day, kind, class) DO UPDATE SET count = d.count + excluded.count, held = d.held + excluded.held),
counted AS (
  INSERT INTO hub.day_count AS d (facility, day, kind, refused, seen_at)
  SELECT sender, day, kind, count(*), now() FROM seen WHERE state = 'refused' GROUP BY 1, 2, 3
  ON CONFLICT (facility, day, kind) DO UPDATE SET refused = d.refused + excluded.refused, seen_at = now(), is_fresh = true)`,
})

/** What waits for a person just now takes the place of what waited before. */
const held_sql = `
WITH now_held AS MATERIALIZED (SELECT * FROM hub.board_held()),
cleared AS (UPDATE hub.day_count AS d SET held = 0, seen_at = now(), is_fresh = true WHERE d.held > 0 AND NOT EXISTS (
  SELECT FROM now_held AS h WHERE h.sender = d.facility AND h.day = d.day AND h.kind = d.kind))
INSERT INTO hub.day_count AS d (facility, day, kind, held, seen_at) SELECT sender, day, kind, count, now() FROM now_held
ON CONFLICT (facility, day, kind) DO UPDATE SET held = excluded.held, seen_at = now(), is_fresh = true
  WHERE d.held <> excluded.held`

/** Adds up what is new in the hub's own books. @returns whether nothing is left */
export const walk_papers = async (sql: Sql, batch: number): Promise<boolean> => {
  const is_done = (await walk_batches(sql, submissions_sql, batch)) && (await walk_batches(sql, refusals_sql, batch))
  await sql.query(held_sql)
  return is_done
}
