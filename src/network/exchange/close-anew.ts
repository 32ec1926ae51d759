import { new_id, type Unit } from '../../platform/records/index.ts'
import { uuid_urn_of } from '../../standards/documents/index.ts'
import type { HubTask } from './hub-task.ts'

type Posted = { identity: string; document: string; patient: string | null }

/** The same document, on its way to one more house: another sending of it, which the pump closes for that house. */
const post_again = async (unit: Unit, letter: string, to: string): Promise<Posted | undefined> => {
  const { facility } = unit.caller
  const { rows } = await unit.sql.query<Posted>(
    'SELECT identity, document, patient FROM exchange.outgoing WHERE facility = $1 AND id = $2',
    [facility, letter],
  )
  const [posted] = rows
  if (!posted) return undefined
  const [id, identity] = [new_id(), uuid_urn_of(posted.identity, 'closed-anew-for', to)]
  const { row_count } = await unit.sql.query(
    `INSERT INTO exchange.outgoing (facility, id, identity, document, digest, chain, kind, title, head, patient, encounter,
       about, answers, posted_by, posted_name)
     SELECT facility, $3, $4, document, digest, chain, kind, title,
       head || jsonb_build_object('identity', $4::text, 'recipients', jsonb_build_array($5::text)), patient, encounter,
       about, answers, posted_by, posted_name
     FROM exchange.outgoing WHERE facility = $1 AND id = $2
       AND NOT EXISTS (SELECT FROM exchange.delivery AS d JOIN exchange.outgoing AS o ON o.facility = $1 AND o.id = d.outgoing
         WHERE d.facility = $1 AND o.document = $6 AND d.recipient = $5 AND d.state <> 'rejected')
     ON CONFLICT (facility, identity) DO NOTHING`,
    [facility, letter, id, identity, to, posted.document],
  )
  if (row_count === 0) return posted
  await unit.sql.query(
    `INSERT INTO exchange.part (facility, letter, position, identity, kind, content_type, title, sha256, size, bytes)
     SELECT facility, $3, position, identity, kind, content_type, title, sha256, size, bytes FROM exchange.part
     WHERE facility = $1 AND letter = $2`,
    [facility, letter, id],
  )
  await unit.sql.query('INSERT INTO exchange.delivery (facility, outgoing, recipient) VALUES ($1, $2, $3)', [
    ...[facility, id, to],
  ])
  return posted
}

/**
 * A letter that came back because it was closed for a house that was merged goes to its successor, closed for that one. The
 * old sending is done with where it went to nobody else; both say why. A successor without a key holds the new one, for a
 * person, as any letter that cannot be closed.
 */
export const close_anew_for = async (unit: Unit, letter: string, task: HubTask, to: string): Promise<void> => {
  const { facility } = unit.caller
  const posted = await post_again(unit, letter, to)
  await unit.sql.query(
    `UPDATE exchange.outgoing AS o SET state = 'withdrawn', reason = $3, changed_at = now()
     WHERE o.facility = $1 AND o.id = $2 AND NOT EXISTS (
       SELECT FROM exchange.delivery AS d WHERE d.facility = $1 AND d.outgoing = $2 AND d.task IS NOT NULL)`,
    [facility, letter, `${task.reason}. Đã tự mã hóa lại và gửi cho ${to}`],
  )
  unit.note({
    ...{ action: 'C', interaction: 'post-document', type: 'DocumentReference', patient: posted?.patient },
    ref: `DocumentReference?identifier=${posted?.document ?? task.document}`,
    detail: `${task.recipient} đã sáp nhập: mã hóa lại cho ${to}`,
  })
}
