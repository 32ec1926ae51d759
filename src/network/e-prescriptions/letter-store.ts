import type { Unit } from '../../platform/records/index.ts'
import type { Prescription } from '../../standards/e-prescription/index.ts'

/** Where an own prescription stands on its way to the hub; where it stands there the exchange says. */
export type LetterRow = {
  code: string
  state: 'unsealed' | 'posted' | 'refused' | 'replaced'
  reason: string
  outgoing: string | null
  signed_at: Date
}

export const put_letter = async ({ sql, caller }: Unit, { code, signed_at }: Prescription): Promise<void> => {
  await sql.query(
    "INSERT INTO eprescription.letter (facility, code, state, signed_at) VALUES ($1, $2, 'unsealed', $3)",
    [caller.facility, code, signed_at],
  )
}

/** @param to.only changed only where it stands so now */
export const set_letter = async (
  { sql, caller }: Unit,
  code: string,
  to: { state: LetterRow['state']; reason?: string; outgoing?: string; only?: LetterRow['state'] },
): Promise<void> => {
  await sql.query(
    `UPDATE eprescription.letter SET state = $3, reason = $4, outgoing = coalesce($5, outgoing)
     WHERE facility = $1 AND code = $2 AND ($6::text IS NULL OR state = $6)`,
    [caller.facility, code, to.state, to.reason ?? '', to.outgoing ?? null, to.only ?? null],
  )
}

export const find_letter = async ({ sql, caller }: Unit, code: string): Promise<LetterRow | undefined> =>
  (
    await sql.query<LetterRow>(
      `SELECT code, state, reason, outgoing, signed_at FROM eprescription.letter WHERE facility = $1 AND code = $2`,
      [caller.facility, code],
    )
  ).rows[0]

/** Those that wait for the facility's seal, the longest waiting first. */
export const list_unsealed = async ({ sql, caller }: Unit, at_most: number): Promise<LetterRow[]> =>
  (
    await sql.query<LetterRow>(
      `SELECT code, state, reason, outgoing, signed_at FROM eprescription.letter
       WHERE facility = $1 AND state = 'unsealed' ORDER BY signed_at, code LIMIT $2`,
      [caller.facility, at_most],
    )
  ).rows
