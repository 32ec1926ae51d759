/** What slips of drugs and slips of orders have in common: a number, a doctor, a reason, and lines. */
import { identifier_system } from '../../fhir/index.ts'
import type * as R from './shapes.ts'
import type { Names } from './source.ts'
import type { StayFacts } from './stay.ts'
import { compact, words_of } from './values.ts'

export type SlipHead = { sophieu: string; bacsichidinh: string; mabacsichidinh: string; chandoansobo: string }

export const slip_head = (
  names: Names,
  facts: StayFacts,
  number: string | undefined,
  request: R.ServiceRequest | R.MedicationRequest,
): SlipHead & { doituongbn: string } => ({
  sophieu: number ?? '',
  bacsichidinh: names.person(request.requester),
  mabacsichidinh: names.person_code(request.requester, identifier_system.cchn),
  chandoansobo: words_of(request.reasonCode?.[0]),
  doituongbn: facts.doituong,
})

/** Lines share a slip when they share its number; without one, when one doctor wrote them at one time. */
export const slips_of = <T extends R.ServiceRequest | R.MedicationRequest>(
  list: readonly T[],
  number_of: (one: T) => string | undefined,
): { first: T; lines: T[] }[] => {
  const key = (one: T): string =>
    number_of(one) ?? `${one.authoredOn ?? ''} ${one.requester?.reference ?? one.requester?.display ?? ''}`
  return Array.from(Map.groupBy(list, key).values()).flatMap((lines) => {
    const [first] = lines
    return first === undefined ? [] : [{ first, lines }]
  })
}

/** The format does not say what became of an order, so neither do we. */
export const unknown_order = { status: 'unknown', intent: 'order' }

export const requester_of = (slip: SlipHead): R.Reference | undefined => {
  const { bacsichidinh: display, mabacsichidinh: value } = slip
  if (display + value === '') return undefined
  return compact({ display, identifier: value === '' ? undefined : { system: identifier_system.cchn, value } })
}

export const reason_of = (slip: SlipHead): R.CodeableConcept[] =>
  slip.chandoansobo === '' ? [] : [{ text: slip.chandoansobo }]
