import type { Unit } from '../../platform/records/index.ts'
import type { Checks } from './contract.ts'

/** A letter that came, as far as the room of its kind needs it. */
export type Received = {
  id: string
  sender: string
  title: string
  verdict: 'good' | 'red'
  /** What is wrong with a red one. */
  problem: string
  state: 'received' | 'accepted' | 'rejected' | 'completed'
  reason: string
  /** Id of the letter that took its place. */
  superseded: string | null
  is_correction: boolean
  labels: string[]
  received_at: Date
  signers: string[]
}

type Row = Omit<Received, 'problem' | 'signers' | 'labels' | 'is_correction'> & {
  checks: Checks
  replaces: string | null
  labels: string[] | null
}

const to_received = ({ checks, replaces, labels, ...row }: Row): Received => ({
  ...row,
  problem: checks.issues.find(({ severity }) => severity === 'error')?.message ?? '',
  is_correction: replaces !== null,
  labels: labels ?? [],
  signers: checks.signatures.filter(({ valid }) => valid).map(({ signer }) => signer),
})

/** For the room of a kind, which judges who asks. */
export const find_received = async ({ sql, caller }: Unit, ids: string[]): Promise<Map<string, Received>> => {
  const { rows } = await sql.query<Row>(
    `SELECT id, sender, title, verdict, checks, state, reason, superseded, replaces, head -> 'labels' AS labels, received_at
     FROM exchange.incoming WHERE facility = $1 AND id = ANY ($2)`,
    [caller.facility, ids],
  )
  return new Map(rows.map((row) => [row.id, to_received(row)]))
}

const rank: Record<Received['state'], number> = { received: 0, accepted: 1, completed: 2, rejected: 2 }

export type AnswerOfRoom = {
  state: 'accepted' | 'completed' | 'rejected'
  reason?: string
  /** Elements of Task.output, in the place of what was said before: all of it, each time. */
  beside?: Record<string, unknown>[]
}

/**
 * A room answers a letter of its kind by what it did with it, forward only; the hub and through it the sender are told. In the
 * room's own transaction.
 */
export const answer_received = async (unit: Unit, letter: Received, answer: AnswerOfRoom): Promise<void> => {
  const { facility, actor } = unit.caller
  const state = rank[answer.state] > rank[letter.state] ? answer.state : letter.state
  const { reason = '', beside } = answer
  await unit.sql.query(
    `UPDATE exchange.incoming SET state = $3, reason = $4, acted_by = $5, acted_name = $6, acted_at = now()
     WHERE facility = $1 AND id = $2`,
    [facility, letter.id, state, reason, actor.id, actor.name],
  )
  await unit.sql.query(
    `UPDATE exchange.task SET wanted = $3, reason = $4, beside = coalesce($5::jsonb, beside), told = '', next_at = now()
     WHERE facility = $1 AND incoming = $2`,
    [facility, letter.id, state, reason, beside ? JSON.stringify(beside) : null],
  )
}

/** One recipient of a letter of ours, as its Task says. */
export type DeliveryOf = {
  recipient: string
  state: 'waiting' | 'requested' | 'received' | 'accepted' | 'rejected' | 'completed'
  reason: string
  beside: Record<string, unknown>[]
  changed_at: Date
}

/** A letter of ours and its recipients, for the room that posted it. */
export const find_posted = async (
  { sql, caller }: Unit,
  outgoing: string,
): Promise<{ state: string; reason: string; last_error: string; deliveries: DeliveryOf[] } | undefined> => {
  const { rows } = await sql.query<{ state: string; reason: string; last_error: string }>(
    `SELECT state, reason, coalesce(last_error, '') AS last_error FROM exchange.outgoing WHERE facility = $1 AND id = $2`,
    [caller.facility, outgoing],
  )
  const deliveries = await sql.query<DeliveryOf>(
    `SELECT recipient, state, reason, beside, changed_at FROM exchange.delivery
     WHERE facility = $1 AND outgoing = $2 ORDER BY recipient`,
    [caller.facility, outgoing],
  )
  return rows[0] && { ...rows[0], deliveries: deliveries.rows }
}
