import type { Unit } from '../../platform/records/index.ts'

/** The newest letter made of something, and who has it. */
export type Sent = { id: string; document: string; recipients: string[] }

/** What of `about` (PostWish) is on its way or has arrived; what was withdrawn before it left counts no more. */
export const find_sent = async (unit: Unit, about: string): Promise<Sent | undefined> => {
  const { rows } = await unit.sql.query<Sent>(
    `SELECT o.id, o.document, ARRAY (SELECT d.recipient FROM exchange.delivery AS d
       WHERE d.facility = o.facility AND d.outgoing = o.id AND d.state <> 'rejected') AS recipients
     FROM exchange.outgoing AS o WHERE o.facility = $1 AND o.about = $2 AND o.state <> 'withdrawn'
     ORDER BY o.position DESC LIMIT 1`,
    [unit.caller.facility, about],
  )
  return rows[0]
}
