import type { Sql } from '../../platform/database/index.ts'

/** How many are walked over in one statement, and in one step; more waits for the next step, which follows at once. */
const batch = 5_000
const batches_max = 20

/**
 * Documents the hub took since the last step, each once: numbers that are not there yet are kept as holes and looked for
 * again. A correction counts on its own day, and takes the one it replaces off the day on which that was counted.
 */
const submissions_sql = `
WITH walk AS (SELECT position FROM hub.board_walk WHERE name = 'submission'),
seen AS MATERIALIZED (SELECT * FROM hub.board_submissions((SELECT position FROM walk), $1)),
reached AS (SELECT greatest((SELECT position FROM walk), max(number)) AS position FROM seen),
filled AS (DELETE FROM hub.board_hole WHERE name = 'submission'
  AND (seen_at < now() - interval '1 hour' OR number IN (SELECT number FROM seen))),
missed AS (INSERT INTO hub.board_hole (name, number)
  SELECT 'submission', g FROM walk, reached, generate_series(walk.position + 1, reached.position) AS g
  WHERE NOT EXISTS (SELECT FROM seen WHERE seen.number = g)),
moved AS (UPDATE hub.board_walk SET position = coalesce((SELECT position FROM reached), position), seen_at = now()
  WHERE name = 'submission'),
counted AS (
  INSERT INTO hub.day_count AS d (facility, day, kind, taken, corrections, late, seen_at)
  SELECT sender, day, kind, sum(taken), sum(corrections), sum(late), now() FROM (
    SELECT sender, day, kind, 1 AS taken, (old_day IS NOT NULL)::integer AS corrections, is_late::integer AS late FROM seen
    UNION ALL SELECT sender, old_day, old_kind, -1, 0, 0 FROM seen WHERE old_day IS NOT NULL
  ) AS one WHERE day IS NOT NULL GROUP BY 1, 2, 3
  ON CONFLICT (facility, day, kind) DO UPDATE SET taken = d.taken + excluded.taken, late = d.late + excluded.late,
    corrections = d.corrections + excluded.corrections, seen_at = now(), is_fresh = true)
SELECT count(*) AS count FROM seen`

/** What the hub refused, by class of error. */
const refusals_sql = `
WITH walk AS (SELECT position FROM hub.board_walk WHERE name = 'refusal'),
seen AS MATERIALIZED (SELECT * FROM hub.board_refusals((SELECT position FROM walk), $1)),
reached AS (SELECT greatest((SELECT position FROM walk), max(id)) AS position FROM seen),
filled AS (DELETE FROM hub.board_hole WHERE name = 'refusal'
  AND (seen_at < now() - interval '1 hour' OR number IN (SELECT id FROM seen))),
missed AS (INSERT INTO hub.board_hole (name, number)
  SELECT 'refusal', g FROM walk, reached, generate_series(walk.position + 1, reached.position) AS g
  WHERE NOT EXISTS (SELECT FROM seen WHERE seen.id = g)),
moved AS (UPDATE hub.board_walk SET position = coalesce((SELECT position FROM reached), position), seen_at = now()
  WHERE name = 'refusal'),
classed AS (
  INSERT INTO hub.day_refusal AS d (facility, day, kind, class, count)
  SELECT sender, day, kind, class, count(*) FROM seen WHERE state = 'refused' GROUP BY 1, 2, 3, 4
  ON CONFLICT (facility, day, kind, class) DO UPDATE SET count = d.count + excluded.count),
counted AS (
  INSERT INTO hub.day_count AS d (facility, day, kind, refused, seen_at)
  SELECT sender, day, kind, count(*), now() FROM seen WHERE state = 'refused' GROUP BY 1, 2, 3
  ON CONFLICT (facility, day, kind) DO UPDATE SET refused = d.refused + excluded.refused, seen_at = now(), is_fresh = true)
SELECT count(*) AS count FROM seen`

/** What waits for a person just now takes the place of what waited before. */
const held_sql = `
WITH now_held AS MATERIALIZED (SELECT * FROM hub.board_held()),
cleared AS (UPDATE hub.day_count AS d SET held = 0, seen_at = now(), is_fresh = true WHERE d.held > 0 AND NOT EXISTS (
  SELECT FROM now_held AS h WHERE h.sender = d.facility AND h.day = d.day AND h.kind = d.kind))
INSERT INTO hub.day_count AS d (facility, day, kind, held, seen_at) SELECT sender, day, kind, count, now() FROM now_held
ON CONFLICT (facility, day, kind) DO UPDATE SET held = excluded.held, seen_at = now(), is_fresh = true
  WHERE d.held <> excluded.held`

const counts_of = (state: string): string =>
  `(${state} IN ('requested', 'received', 'accepted', 'rejected', 'completed'))::integer AS delivered,
   (${state} IN ('received', 'accepted', 'rejected', 'completed'))::integer AS received,
   (${state} IN ('accepted', 'rejected', 'completed'))::integer AS opened`

/** Deliveries, by how far each has come; of those seen before the difference. */
const deliveries_sql = `
WITH seen AS MATERIALIZED (
  SELECT * FROM hub.board_deliveries((SELECT seen_at FROM hub.board_walk WHERE name = 'delivery') - interval '10 minutes')
), before AS (
  SELECT b.* FROM hub.board_delivery AS b JOIN seen USING (recipient, number)
), kept AS (
  INSERT INTO hub.board_delivery (recipient, number, sender, day, kind, state)
  SELECT recipient, number, sender, day, kind, state FROM seen WHERE day IS NOT NULL
  ON CONFLICT (recipient, number) DO UPDATE SET state = excluded.state
), moved AS (UPDATE hub.board_walk SET seen_at = now() WHERE name = 'delivery')
INSERT INTO hub.day_count AS d (facility, day, kind, delivered, received, opened, seen_at)
SELECT sender, day, kind, sum(delivered), sum(received), sum(opened), now() FROM (
  SELECT sender, day, kind, ${counts_of('state')} FROM seen WHERE day IS NOT NULL
  UNION ALL
  SELECT sender, day, kind, -delivered, -received, -opened FROM (
    SELECT sender, day, kind, ${counts_of('state')} FROM before) AS was
) AS one GROUP BY 1, 2, 3
ON CONFLICT (facility, day, kind) DO UPDATE SET delivered = d.delivered + excluded.delivered,
  received = d.received + excluded.received, opened = d.opened + excluded.opened, seen_at = now(), is_fresh = true`

const walk_all = async (sql: Sql, text: string): Promise<boolean> => {
  for (let i = 0; i < batches_max; i += 1) {
    const { rows } = await sql.query<{ count: number }>(text, [batch])
    if ((rows[0]?.count ?? 0) < batch) return true
  }
  return false
}

/** Adds up what is new in the hub's own books. @returns whether nothing is left */
export const walk_papers = async (sql: Sql): Promise<boolean> => {
  const is_done = (await walk_all(sql, submissions_sql)) && (await walk_all(sql, refusals_sql))
  await sql.query(held_sql)
  await sql.query(deliveries_sql)
  return is_done
}
