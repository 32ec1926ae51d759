import {
  code_system,
  coding_of,
  id_of_reference,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'

/** How far a delivery is, and where it may go from there (docs/decisions/0024). */
export const next_states = {
  requested: ['received', 'rejected'],
  received: ['accepted', 'rejected', 'completed'],
  accepted: ['completed', 'rejected'],
  rejected: [],
  completed: [],
} as const satisfies Record<string, readonly string[]>
export type DeliveryState = keyof typeof next_states

export const is_state = (value: unknown): value is DeliveryState =>
  typeof value === 'string' && Object.hasOwn(next_states, value)

export type HubReceipt = { says: string; jws: string }

/** The hub's Task of one delivery, as far as we read it. */
export type HubTask = {
  id: string
  version: number
  state: DeliveryState
  reason: string
  /** Facility codes. */
  sender: string
  recipient: string
  /** Identity of the document. */
  document: string
  /** Id of the submission's List. */
  list: string
  updated_at: string
  receipts: HubReceipt[]
  /** Of its output what is no receipt. */
  beside: Record<string, unknown>[]
  /** The hub sent it back: closed for a house that was merged into this one. */
  resend_to?: string
}

const facility_of = (reference: unknown): string => {
  const identifier = object_of(object_of(reference)?.['identifier'])
  return identifier?.['system'] === identifier_system.facility ? (text_of(identifier['value']) ?? '') : ''
}

const receipt_code = /^receipt-/

const receipts_of = (task: Resource): HubReceipt[] =>
  list_of(task['output']).flatMap((output) => {
    const { system, code = '' } = coding_of(output['type'])
    const jws = text_of(output['valueString'])
    const is_word = system === code_system.exchange && receipt_code.test(code) && jws !== undefined
    return is_word ? [{ says: code.replace(receipt_code, ''), jws }] : []
  })

const is_receipt = (output: Record<string, unknown>): boolean => receipt_code.test(coding_of(output['type']).code ?? '')

export const beside_in = (task: Resource): Record<string, unknown>[] =>
  list_of(task['output']).filter((output) => !is_receipt(output))

/** What a recipient adds when it turns the Task: its own signed word. */
export const receipt_output = ({ says, jws }: HubReceipt): Record<string, unknown> => ({
  type: { coding: [{ system: code_system.exchange, code: `receipt-${says}` }] },
  valueString: jws,
})

/** What the hub's store says beside a letter it sent back. */
const resend_to = (task: Resource): { resend_to?: string } => {
  const input = list_of(task['input']).find((one) => object_of(one['type'])?.['text'] === 'resend-to')
  const to = input ? facility_of(input['valueReference']) : ''
  return to !== '' && task['status'] === 'rejected' ? { resend_to: to } : {}
}

const document_of = (task: Resource): string =>
  text_of(list_of(task['identifier']).find((one) => one['system'] === identifier_system.uri)?.['value']) ?? ''

/** undefined for a Task that is no delivery. */
export const read_task = (task: Resource): HubTask | undefined => {
  const { status: state, id, focus } = task
  const meta = object_of(task['meta'])
  const version = Number(meta?.['versionId'])
  const is_list = text_of(object_of(focus)?.['reference'])?.startsWith('List/') === true
  const list = is_list ? id_of_reference(focus) : undefined
  if (!is_state(state) || id === undefined || list === undefined || !Number.isInteger(version)) return undefined
  return {
    ...{ id, version, state, list },
    reason: text_of(object_of(task['statusReason'])?.['text']) ?? '',
    sender: facility_of(task['requester']),
    recipient: facility_of(task['owner']),
    document: document_of(task),
    updated_at: text_of(meta?.['lastUpdated']) ?? '',
    receipts: receipts_of(task),
    beside: beside_in(task),
    ...resend_to(task),
  }
}
