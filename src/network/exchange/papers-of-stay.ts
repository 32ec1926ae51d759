import type { Unit } from '../../platform/records/index.ts'

export type StayPaper = {
  title: string
  bytes: Buffer
  /** Of the house it came from; null: our own. */ sender: string | null
}

/**
 * Signed papers of a stay that no sheet holds: what this house published of it (results, its page of the health book), the
 * newest of each, and the letters from elsewhere that led to it; not prescriptions, which stand by their own code. What was withdrawn or declined is none of it.
 */
export const papers_of_stay = async (unit: Unit, encounter: string): Promise<StayPaper[]> =>
  (
    await unit.sql.query<StayPaper>(
      `WITH letter AS (
         SELECT o.id, o.title, o.posted_at AS at, NULL AS sender FROM exchange.outgoing AS o
         WHERE o.facility = $1 AND o.encounter = $2 AND o.about NOT LIKE 'sheet/%' AND o.kind NOT IN ('record', 'prescription')
           AND o.state <> 'withdrawn' AND NOT EXISTS (
             SELECT FROM exchange.outgoing AS later
             WHERE later.facility = $1 AND later.chain = o.chain AND later.position > o.position)
         UNION ALL
         SELECT id, title, received_at, sender FROM exchange.incoming
         WHERE facility = $1 AND encounter = $2 AND state <> 'rejected'
       )
       SELECT l.title, l.sender, p.bytes FROM letter AS l
       JOIN exchange.part AS p ON p.facility = $1 AND p.letter = l.id AND p.kind = 'pdf' ORDER BY l.at, p.position`,
      [unit.caller.facility, encounter],
    )
  ).rows
