import { fail } from '../../base/outcome/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { resource_of, type Stored, type TypeGuard, type Unit } from '../../platform/records/index.ts'
import { code_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { beside_of } from './beside.ts'
import type { Receipt } from './receipts.ts'
import type { Delivery } from './task.ts'

/** The hub itself, when it writes into a member's box. */
export type OwnCallers = WeakSet<Caller>

type State = Delivery['state']

const next_states: Record<State, State[]> = {
  requested: ['received', 'rejected'],
  received: ['accepted', 'rejected', 'completed'],
  accepted: ['completed', 'rejected'],
  rejected: [],
  completed: [],
  cancelled: [],
}

const is_state = (value: unknown): value is State => typeof value === 'string' && Object.hasOwn(next_states, value)

/** What a recipient may say; all else of its Task is the hub's. */
const own_words = new Set([
  'status',
  'statusReason',
  'output',
  'lastModified',
  'note',
  'meta',
  'text',
  'businessStatus',
])

const refuse_other_changes = (before: Resource, after: Resource): void => {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
    if (!own_words.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      throw fail.forbidden(`Chỉ đổi được trạng thái và lý do của phiếu giao; “${name}” do trục lập`)
}

const receipt_of = (task: Resource, state: State, at: Date): Receipt[] => {
  const hop = state === 'requested' || state === 'cancelled' ? undefined : state
  const jws = list_of(task['output']).find((one) =>
    list_of(object_of(one['type'])?.['coding']).some(
      (coding) => coding['system'] === code_system.exchange && coding['code'] === `receipt-${state}`,
    ),
  )?.['valueString']
  return hop === undefined ? [] : [{ hop, at: at.toISOString(), jws: text_of(jws) ?? '' }]
}

const number_of = (id: string): number => {
  const number = /^in-([1-9]\d{0,15})$/.exec(id)?.[1]
  if (number === undefined)
    throw fail.forbidden('Chỉ nơi nhận đổi được trạng thái, ở phiếu giao trong hộp thư đến của mình')
  return Number(number)
}

const turn = async (unit: Unit, task: Resource & { id: string }, before: State, after: State): Promise<void> => {
  if (before === after) return
  if (!next_states[before].includes(after))
    throw fail.conflict(`Phiếu giao đang “${before}”, không chuyển sang “${after}” được`)
  const reason = text_of(object_of(task['statusReason'])?.['text'])?.trim() ?? ''
  if (after === 'rejected' && reason === '')
    throw fail.value('Từ chối cần có lý do, để nơi gửi biết phải làm gì', 'Task.statusReason.text')
  const at = new Date()
  const { row_count } = await unit.sql.query(
    `UPDATE hub.delivery SET state = $3, reason = CASE WHEN $4 = '' AND $7 <> 'received' THEN reason ELSE $4 END,
       received_at = coalesce(received_at, $5),
       answered_at = CASE WHEN $3 IN ('accepted', 'rejected') THEN $5 ELSE answered_at END,
       completed_at = CASE WHEN $3 = 'completed' THEN $5 ELSE completed_at END, receipts = receipts || $6::jsonb
     WHERE recipient = $1 AND number = $2 AND state = $7`,
    [
      ...[unit.caller.facility, number_of(task.id), after, reason.slice(0, 2_000), at],
      ...[JSON.stringify(receipt_of(task, after, at)), before],
    ],
  )
  if (row_count === 0) throw fail.conflict('Trạng thái vừa được đổi ở nơi khác; hãy đọc lại rồi làm tiếp')
}

/** What is told beside the state goes into the sender's box though the state stays: `told` is then no state at all. */
const tell_beside = async (unit: Unit, before: Resource, task: Resource & { id: string }): Promise<void> => {
  const beside = JSON.stringify(beside_of(task))
  if (beside === JSON.stringify(beside_of(before))) return
  await unit.sql.query(
    "UPDATE hub.delivery SET beside = $3::jsonb, told = 'beside' WHERE recipient = $1 AND number = $2",
    [unit.caller.facility, number_of(task.id), beside],
  )
}

/**
 * A delivery's Task is made by the hub; its recipient turns it, forward only, and says why it declines. Each turn moves
 * the delivery in the same transaction, and the sender's box follows.
 * @param on_change somebody's box has to be told
 */
export const delivery_guard = (own_callers: OwnCallers, on_change: () => void): TypeGuard => ({
  type: 'Task',
  async before_write(unit: Unit, resource: Resource & { id: string }, before: Stored | undefined) {
    if (own_callers.has(unit.caller)) return resource
    if (!before || before.deleted) throw fail.forbidden('Phiếu giao (Task) do trục lập khi nhận tài liệu')
    const old = resource_of(before)
    refuse_other_changes(old, resource)
    const [was, is] = [old['status'], resource['status']]
    if (!is_state(was) || !is_state(is))
      throw fail.value(`Trạng thái phải là một trong: ${Object.keys(next_states).join(', ')}`, 'Task.status')
    number_of(resource.id)
    await turn(unit, resource, was, is)
    await tell_beside(unit, old, resource)
    on_change()
    return resource
  },
  before_remove() {
    throw fail.forbidden('Phiếu giao không xóa được: đó là bằng chứng đã giao nhận')
  },
})
