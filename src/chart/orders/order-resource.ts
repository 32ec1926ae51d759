import { local_time } from '../../base/time/index.ts'
import {
  code_system,
  coding_of,
  extension_url,
  find_extension,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Order, OrderLineWish, OrderPriority, Test, TestCategory } from './contract.ts'

export const category_names: Record<TestCategory, string> = {
  laboratory: 'Xét nghiệm',
  imaging: 'Chẩn đoán hình ảnh',
  procedure: 'Thăm dò chức năng',
}

export type OrderContext = {
  patient: string
  encounter: string
  slip: string
  /** Of the slip, from 1. */
  line: number
  actor: { id: string; name: string }
  /** What was offered of others, in words; empty: nothing was. */
  found: string[]
}

const part = (url: string, text: string) => ({ url, valueString: text })

const repeat_extension = (reason: string, found: string[]) => ({
  url: extension_url.repeat_reason,
  extension: [part('reason', reason), ...found.map((one) => part('found', one))],
})

const codings = ({ code, name, loinc, ministry }: Test) =>
  [
    { system: code_system.ministry_test, code: ministry },
    { system: code_system.loinc, code: loinc },
    { system: code_system.test, code, display: name },
  ].filter((one) => one.code !== '')

/** AccessionNumber: ties the order, the worklist and the pictures (interop.md §6); 16 characters at most (DICOM SH). */
const accession_of = ({ slip, line }: OrderContext) => ({
  type: { coding: [{ system: code_system.identifier_type, code: 'ACSN' }] },
  system: identifier_system.accession,
  value: `${slip}-${line}`,
})

export const order_resource = (test: Test, wish: OrderLineWish, context: OrderContext): Resource => {
  const repeat_reason = wish.repeat_reason.trim()
  return {
    resourceType: 'ServiceRequest',
    ...(repeat_reason === '' ? {} : { extension: [repeat_extension(repeat_reason, context.found)] }),
    ...(test.category === 'imaging' ? { identifier: [accession_of(context)] } : {}),
    requisition: { value: context.slip },
    ...{ status: 'active', intent: 'order', priority: wish.priority },
    category: [
      {
        coding: [{ system: code_system.observation_category, code: test.category }],
        text: category_names[test.category],
      },
    ],
    code: { coding: codings(test), text: test.name },
    subject: { reference: `Patient/${context.patient}` },
    encounter: { reference: `Encounter/${context.encounter}` },
    authoredOn: local_time(new Date()),
    requester: { reference: `Practitioner/${context.actor.id}`, display: context.actor.name },
    reasonCode: [{ text: wish.reason.trim() }],
  }
}

const texts_in = (extension: Record<string, unknown> | undefined, url: string): string[] =>
  list_of(extension?.['extension']).flatMap((one) => (one['url'] === url ? (text_of(one['valueString']) ?? []) : []))

/** An order is not deleted: it stands there taken back, by whom, when and why. */
export const cancelled = (order: Resource, by: string, reason: string): Resource => ({
  ...order,
  status: 'revoked',
  extension: [
    ...list_of(order['extension']),
    {
      url: extension_url.order_cancelled,
      extension: [part('reason', reason), part('by', by), { url: 'at', valueDateTime: local_time(new Date()) }],
    },
  ],
})

const code_in = (order: Resource, system: string): string =>
  list_of(object_of(order['code'])?.['coding'])
    .filter((one) => one['system'] === system)
    .flatMap((one) => text_of(one['code']) ?? [])[0] ?? ''

const categories: TestCategory[] = ['laboratory', 'imaging', 'procedure']

const test_of = (order: Resource): Test => {
  const code = object_of(order['code'])
  const category = coding_of(list_of(order['category'])[0]).code
  return {
    code: code_in(order, code_system.test),
    name: text_of(code?.['text']) ?? coding_of(code).display ?? coding_of(code).code ?? '',
    category: categories.find((one) => one === category) ?? 'procedure',
    group: '',
    loinc: code_in(order, code_system.loinc),
    ministry: code_in(order, code_system.ministry_test),
  }
}

const state_of = (order: Resource): Order['state'] =>
  order['status'] === 'revoked' || order['status'] === 'entered-in-error'
    ? 'cancelled'
    : order['status'] === 'completed'
      ? 'done'
      : 'active'

const priority_of = (order: Resource): OrderPriority =>
  order['priority'] === 'stat'
    ? 'stat'
    : order['priority'] === 'urgent' || order['priority'] === 'asap'
      ? 'urgent'
      : 'routine'

/** Any ServiceRequest of the stay, also one that came by the FHIR door. */
export const to_order = (order: Resource): Order => {
  const repeat = find_extension(order, extension_url.repeat_reason)
  const gone = find_extension(order, extension_url.order_cancelled)
  return {
    id: order.id ?? '',
    slip: text_of(object_of(order['requisition'])?.['value']) ?? '',
    test: test_of(order),
    priority: priority_of(order),
    reason: list_of(order['reasonCode'])
      .flatMap((one) => text_of(one['text']) ?? coding_of(one).display ?? [])
      .join('; '),
    ordered_by: text_of(object_of(order['requester'])?.['display']) ?? '',
    ordered_at: text_of(order['authoredOn']) ?? '',
    state: state_of(order),
    repeat: repeat ? { reason: texts_in(repeat, 'reason')[0] ?? '', found: texts_in(repeat, 'found') } : null,
    cancelled: gone
      ? {
          reason: texts_in(gone, 'reason')[0] ?? '',
          by: texts_in(gone, 'by')[0] ?? '',
          at: text_of(list_of(gone['extension']).find((one) => one['url'] === 'at')?.['valueDateTime']) ?? '',
        }
      : null,
  }
}
