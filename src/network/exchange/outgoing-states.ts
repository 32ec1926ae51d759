import type { Unit } from '../../platform/records/index.ts'

/** Where outgoing letters stand on their way, by their ids: for rooms that keep a list of what they sent. */
export const states_of_outgoing = async (
  unit: Unit,
  ids: string[],
): Promise<Map<string, { state: string; reason: string }>> => {
  const { rows } = await unit.sql.query<{ id: string; state: string; reason: string }>(
    "SELECT id, state, coalesce(nullif(reason, ''), last_error, '') AS reason FROM exchange.outgoing WHERE facility = $1 AND id = ANY ($2)",
    [unit.caller.facility, ids],
  )
  return new Map(rows.map(({ id, ...one }) => [id, one]))
}

/** Which of these documents were sent to us, by their identities as the hub names them. */
export const received_among = async (unit: Unit, documents: string[]): Promise<Set<string>> => {
  const { rows } = await unit.sql.query<{ document: string }>(
    `SELECT document FROM exchange.incoming WHERE facility = $1 AND document = ANY ($2)
     UNION ALL
     SELECT head ->> 'sent_as' FROM exchange.incoming
     WHERE facility = $1 AND head ? 'sent_as' AND head ->> 'sent_as' = ANY ($2)`,
    [unit.caller.facility, documents],
  )
  return new Set(rows.map(({ document }) => document))
}
