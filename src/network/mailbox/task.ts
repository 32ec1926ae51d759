import { code_system, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import type { Identity, SendingBasis } from '../../standards/documents/index.ts'
import { say_basis } from '../gate/index.ts'
import type { Beside } from './beside.ts'
import type { Receipt } from './receipts.ts'

/** One document on its way to one member. */
export type Delivery = {
  recipient: string
  number: number
  sender: string
  kind: string
  document: string
  about: {
    title: string
    person: { identifiers: Identity[]; name: string }
    /** Absent on what was taken before the hub asked for it. */
    basis?: SendingBasis
    correction_of?: string
  }
  state: 'requested' | 'received' | 'accepted' | 'rejected' | 'completed' | 'cancelled'
  reason: string
  requested_at: Date
  received_at: Date | null
  answered_at: Date | null
  completed_at: Date | null
  /** Last time the hub's staff asked the recipient to look. */
  reminded_at: Date | null
  receipts: Receipt[]
  /** What its recipient says beside the state, as it wrote it (`beside.ts`). */
  beside: Beside[]
  /** Sent back, to be closed for this one: the house it is closed for was merged into it. */
  resend_to: string | null
}

export const delivery_columns =
  'recipient, number, sender, kind, document, about, state, reason, requested_at, received_at, answered_at, completed_at, reminded_at, receipts, beside, resend_to'

/** In the recipient's box, and in the sender's: one for each recipient. */
export const in_task_id = ({ number }: Pick<Delivery, 'number'>): string => `in-${number}`
export const out_task_id = ({ number, recipient }: Pick<Delivery, 'number' | 'recipient'>): string =>
  `out-${number}-${recipient}`

export const member = (code: string) => ({
  type: 'Organization',
  identifier: { system: identifier_system.facility, value: code },
})

const last_change = (one: Delivery): Date =>
  one.completed_at ?? one.answered_at ?? one.received_at ?? one.reminded_at ?? one.requested_at

/**
 * R4 Task of a delivery (docs/decisions/0024): who sends what to whom, how far it is, the receipts of each hop. It names
 * the paper and tells nothing of it.
 */
export const delivery_task = (one: Delivery, id: string): Resource => {
  const { basis } = one.about
  const [identifier] = one.about.person.identifiers
  const signed = one.receipts.filter(({ jws }) => jws !== '')
  return {
    resourceType: 'Task',
    id,
    identifier: [{ system: identifier_system.uri, value: one.document }],
    status: one.state,
    ...(one.reason ? { statusReason: { text: one.reason } } : {}),
    intent: 'order',
    ...(one.reminded_at && one.state === 'requested' ? { priority: 'urgent' } : {}),
    code: { coding: [{ system: code_system.exchange, code: 'deliver', display: 'Giao tài liệu' }] },
    ...(basis
      ? {
          reasonCode: {
            coding: [{ system: code_system.disclosure_basis, code: basis.code }],
            text: say_basis(basis),
          },
        }
      : {}),
    description: one.about.title,
    focus: { reference: `List/${one.number}`, type: 'List' },
    for: { type: 'Patient', ...(identifier ? { identifier } : {}), display: one.about.person.name },
    authoredOn: one.requested_at.toISOString(),
    lastModified: last_change(one).toISOString(),
    requester: member(one.sender),
    owner: member(one.recipient),
    input: [
      { type: { text: 'kind' }, valueCode: one.kind },
      ...(one.about.correction_of ? [{ type: { text: 'replaces' }, valueUri: one.about.correction_of }] : []),
      ...(one.resend_to ? [{ type: { text: 'resend-to' }, valueReference: member(one.resend_to) }] : []),
    ],
    ...(signed.length + one.beside.length > 0
      ? {
          output: [
            ...signed.map(({ hop, jws }) => ({
              type: { coding: [{ system: code_system.exchange, code: `receipt-${hop}` }] },
              valueString: jws,
            })),
            ...one.beside,
          ],
        }
      : {}),
  }
}
