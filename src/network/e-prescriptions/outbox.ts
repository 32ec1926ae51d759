import type { Sql } from '../../platform/database/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { to_national, type Prescription } from '../../standards/e-prescription/index.ts'
import type { OutboxLine, OutboxState, OutboxView } from './contract.ts'

export type OutboxRow = {
  id: number
  act: 'prescription' | 'sale'
  ref: string
  code: string
  sender: string
  payload: unknown
  tries: number
}

const put = async (sql: Sql, row: Omit<OutboxRow, 'id' | 'tries'> & { facility: string }): Promise<void> => {
  await sql.query(
    `INSERT INTO eprescription.outbox (facility, act, ref, code, sender, payload) VALUES ($1, $2, $3, $4, $5, $6)`,
    [row.facility, row.act, row.ref, row.code, row.sender, JSON.stringify(row.payload)],
  )
}

/** Into the line to the national system, in the transaction that signs. */
export const put_prescription_report = async (unit: Unit, prescription: Prescription): Promise<void> => {
  const { code } = prescription
  await put(unit.sql, {
    ...{ facility: unit.caller.facility, act: 'prescription', ref: code, code },
    ...{ sender: prescription.prescriber.id, payload: to_national(prescription) },
  })
}

export const put_sale_report = (
  sql: Sql,
  facility: string,
  sale: { id: string; code: string; sender: string; payload: unknown },
): Promise<void> =>
  put(sql, { facility, act: 'sale', ref: sale.id, code: sale.code, sender: sale.sender, payload: sale.payload })

/**
 * Lends what is due, oldest first. A sale waits for the prescription it is on, where that is ours. What a process that
 * died had in hand is due again when its loan is over; sending it twice is found out by reading back.
 */
const lend_text = `
  UPDATE eprescription.outbox SET status = 'sending', tries = tries + 1, lent_until = $3
  WHERE facility = $1 AND id IN (
    SELECT o.id FROM eprescription.outbox AS o
    WHERE o.facility = $1 AND o.next_at <= $2
      AND (o.status = 'waiting' OR (o.status = 'sending' AND o.lent_until <= $2))
      AND (o.act = 'prescription' OR NOT EXISTS (
        SELECT FROM eprescription.outbox AS p
        WHERE p.facility = $1 AND p.act = 'prescription' AND p.ref = o.code AND p.status <> 'delivered'))
    ORDER BY o.id LIMIT $4 FOR UPDATE SKIP LOCKED)
  RETURNING id, act, ref, code, sender, payload, tries`

export const lend = async (sql: Sql, facility: string, now: Date, until: Date, count: number): Promise<OutboxRow[]> => {
  const { rows } = await sql.query<OutboxRow>(lend_text, [facility, now, until, count])
  return rows.sort((one, other) => one.id - other.id)
}

export type Settling =
  | { status: 'delivered'; receipt: unknown; at: Date }
  /** `is_refused`: the other side looked at it and said no; otherwise something here must be put right. */
  | {
      status: 'held'
      problem: string
      is_refused: boolean
      /** Of a sale that is out of the house: what a person has to look at then. */
      when_given?: string
    }
  | { status: 'waiting'; problem: string; next_at: Date }

export const settle = async (sql: Sql, facility: string, id: number, how: Settling): Promise<void> => {
  await sql.query(
    `UPDATE eprescription.outbox SET status = $3, problem = $4, receipt = $5, delivered_at = $6,
       next_at = coalesce($7, next_at), lent_until = NULL
     WHERE facility = $1 AND id = $2 AND status = 'sending'`,
    [
      ...[facility, id, how.status, how.status === 'delivered' ? '' : how.problem],
      ...[
        how.status === 'delivered' ? JSON.stringify(how.receipt ?? null) : null,
        how.status === 'delivered' ? how.at : null,
      ],
      how.status === 'waiting' ? how.next_at : null,
    ],
  )
}

/** A person has seen to what held it: its turn comes again; never of a sale that was refused, and so undone. */
export const release = async (sql: Sql, facility: string, id: number): Promise<boolean> =>
  (
    await sql.query(
      `UPDATE eprescription.outbox SET status = 'waiting', next_at = now(), tries = 0
       WHERE facility = $1 AND id = $2 AND status IN ('held', 'waiting')
         AND NOT EXISTS (SELECT FROM eprescription.sale AS s WHERE s.facility = $1 AND s.id = ref AND s.is_refused)`,
      [facility, id],
    )
  ).row_count > 0

/** A person has looked at the other side: this sale of ours is there. Only where nobody could tell by reading back. */
export const confirm_told = async (sql: Sql, facility: string, id: number, by: string): Promise<boolean> =>
  (
    await sql.query(
      `UPDATE eprescription.outbox SET status = 'delivered', problem = '', delivered_at = now(),
         receipt = jsonb_build_object('confirmed_by', $3::text)
       WHERE facility = $1 AND id = $2 AND act = 'sale' AND status = 'held'
         AND NOT EXISTS (SELECT FROM eprescription.sale AS s WHERE s.facility = $1 AND s.id = ref AND s.is_refused)`,
      [facility, id, by],
    )
  ).row_count > 0

/** What a doctor's prescriptions were held for has been put right. @returns how many go again */
export const release_of = async (sql: Sql, facility: string, sender: string): Promise<number> =>
  (
    await sql.query(
      `UPDATE eprescription.outbox SET status = 'waiting', next_at = now(), tries = 0
       WHERE facility = $1 AND sender = $2 AND act = 'prescription' AND status = 'held'`,
      [facility, sender],
    )
  ).row_count

export const status_of = async (
  sql: Sql,
  facility: string,
  act: OutboxRow['act'],
  ref: string,
): Promise<{ status: OutboxState; problem: string } | undefined> =>
  (
    await sql.query<{ status: OutboxState; problem: string }>(
      'SELECT status, problem FROM eprescription.outbox WHERE facility = $1 AND act = $2 AND ref = $3',
      [facility, act, ref],
    )
  ).rows[0]

export const count_outbox = async (sql: Sql, facility: string): Promise<Record<OutboxState, number>> => {
  const { rows } = await sql.query<{ status: OutboxState; count: number }>(
    'SELECT status, count(*)::int AS count FROM eprescription.outbox WHERE facility = $1 GROUP BY status',
    [facility],
  )
  const counts: Record<OutboxState, number> = { waiting: 0, sending: 0, held: 0, delivered: 0 }
  for (const { status, count } of rows) counts[status] = count
  return counts
}

const shown_max = 200

export const view_outbox = async (sql: Sql, facility: string, is_connected: boolean): Promise<OutboxView> => {
  const { rows } = await sql.query<
    Omit<OutboxLine, 'created_at' | 'next_at' | 'delivered_at'> &
      Record<'created_at' | 'next_at', Date> & { delivered_at: Date | null }
  >(
    `SELECT id, act, code, status, tries, problem, created_at, next_at, delivered_at FROM eprescription.outbox
     WHERE facility = $1 ORDER BY status = 'delivered', status <> 'held', id DESC LIMIT $2`,
    [facility, shown_max],
  )
  return {
    is_connected,
    counts: await count_outbox(sql, facility),
    lines: rows.map((row) => ({
      ...row,
      created_at: row.created_at.toISOString(),
      next_at: row.next_at.toISOString(),
      delivered_at: row.delivered_at?.toISOString() ?? null,
    })),
  }
}
