import { fail } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import { new_id, type Unit } from '../../../platform/records/index.ts'
import type { RepeatLine } from '../contract.ts'

export type Repeat = { code: string; reason: string; found: string[] }

const reason_min = 5

/** A valid result was offered and the test is done again: by whom and why (SHARE-16). @throws 422 without a reason */
export const note_repeat = async (unit: Unit, patient: string, { code, reason, found }: Repeat): Promise<void> => {
  if (reason.trim().length < reason_min)
    throw fail.value('Cần ghi lý do làm lại xét nghiệm (ít nhất vài chữ)', 'reason')
  const { facility, actor } = unit.caller
  await unit.sql.query(
    `INSERT INTO health_book.repeat (facility, id, patient, code, found, reason, actor, actor_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [facility, new_id(), patient, code, JSON.stringify(found), reason.trim(), actor.id, actor.name],
  )
  unit.note({
    action: 'C',
    interaction: 'repeat-test',
    type: 'ServiceRequest',
    ref: `ServiceRequest?code=${code}`,
    patient,
    detail: reason.trim(),
  })
}

export const list_repeats = async (unit: Unit, patients: string[]): Promise<RepeatLine[]> => {
  const { rows } = await unit.sql.query<{
    code: string
    reason: string
    found: string[]
    actor_name: string
    at: Date
  }>(
    `SELECT code, reason, found, actor_name, at FROM health_book.repeat WHERE facility = $1 AND patient = ANY ($2)
     ORDER BY at DESC LIMIT 50`,
    [unit.caller.facility, patients],
  )
  return rows.map(({ code, reason, found, actor_name, at }) => ({
    code,
    reason,
    found,
    actor: actor_name,
    at: local_time(at),
  }))
}
