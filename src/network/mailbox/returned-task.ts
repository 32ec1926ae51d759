import { document_kinds, type DocumentKind } from '../../standards/documents/index.ts'
import { code_system, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import { member } from './task.ts'

/** A held letter as hub.refusal has it. */
export type ReturnedLetter = {
  sender: string
  id: number
  document: string | null
  kind: string | null
  recipients: string[]
}

const is_kind = (kind: string | null): kind is DocumentKind => kind !== null && Object.hasOwn(document_kinds, kind)

/** By the hub's staff, not by the recipient: programs tell the two apart by this. */
export const returned_by_hub = {
  coding: [{ system: code_system.exchange, code: 'returned', display: 'Trục trả lại nơi gửi' }],
}

/** For the sender's box: the hub sends back what it held, and says why. It was never numbered; `held-…` stands for it. */
export const returned_task = (one: ReturnedLetter, recipient: string, reason: string): Resource => {
  const at = new Date().toISOString()
  return {
    resourceType: 'Task',
    id: `out-held-${one.id}-${recipient}`,
    ...(one.document ? { identifier: [{ system: identifier_system.uri, value: one.document }] } : {}),
    status: 'rejected',
    statusReason: { text: `Trục trả lại: ${reason}` },
    businessStatus: returned_by_hub,
    intent: 'order',
    code: { coding: [{ system: code_system.exchange, code: 'deliver', display: 'Giao tài liệu' }] },
    description: is_kind(one.kind) ? document_kinds[one.kind].name : 'Tài liệu',
    focus: { reference: `List/held-${one.id}`, type: 'List' },
    authoredOn: at,
    lastModified: at,
    requester: member(one.sender),
    owner: member(recipient),
    input: one.kind ? [{ type: { text: 'kind' }, valueCode: one.kind }] : [],
  }
}
