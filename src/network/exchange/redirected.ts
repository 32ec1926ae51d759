import type { Unit } from '../../platform/records/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { read_task, type HubTask } from './hub-task.ts'

/** The hub took a letter out of a recipient's box and gave it to the house that took its place: R4 Task `cancelled`. */
export const read_redirected = (task: Resource): HubTask | undefined =>
  task['status'] === 'cancelled' ? read_task({ ...task, status: 'requested' }) : undefined

/** It counts no longer towards what became of the letter; why stays to be read. @returns whether that is news */
export const drop_delivery = async (unit: Unit, letter: string, task: HubTask): Promise<boolean> =>
  (
    await unit.sql.query(
      `INSERT INTO exchange.delivery AS d (facility, outgoing, recipient, reason, version) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (facility, outgoing, recipient) DO UPDATE SET state = 'waiting', task = NULL, reason = $4, version = $5,
         changed_at = now() WHERE d.version < $5`,
      [unit.caller.facility, letter, task.recipient, task.reason, task.version],
    )
  ).row_count > 0
