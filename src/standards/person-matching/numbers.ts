import type { NumberKind, PersonNumber } from './person.ts'
import { is_one_slip } from './typing.ts'
import { number_weights, type Weight } from './weights.ts'

/**
 * A BHYT card in one shape: the ten digits of the insurance number, which the 15 characters end with; or the twelve of the
 * personal ID, which from 15/8/2025 is the card (interop.md §1).
 */
const tidy = ({ kind, value }: PersonNumber): PersonNumber => {
  if (kind !== 'bhyt') return { kind, value }
  if (/^\d{12}$/.test(value)) return { kind: 'cccd', value }
  return { kind, value: /^[A-Z]{2}\d{13}$/.test(value) ? value.slice(5) : value }
}

export type NumberMatch = { kind: NumberKind; match: 'same' | 'slip' | 'differs' }

const kinds: NumberKind[] = ['cccd', 'cmnd', 'passport', 'bhyt', 'other']

const match_kind = (kind: NumberKind, ours: PersonNumber[], theirs: PersonNumber[]): NumberMatch[] => {
  const [a, b] = [ours, theirs].map((list) => list.filter((one) => one.kind === kind).map((one) => one.value))
  if (!a?.length || !b?.length) return []
  if (a.some((value) => b.includes(value))) return [{ kind, match: 'same' }]
  const is_slip = kind !== 'other' && a.some((value) => b.some((other) => is_one_slip(value, other)))
  return [{ kind, match: is_slip ? 'slip' : 'differs' }]
}

/** Kind by kind: old numbers count as well as present ones, because either list may be the older. */
export const match_numbers = (ours: PersonNumber[], theirs: PersonNumber[]): NumberMatch[] => {
  const [a, b] = [ours.map(tidy), theirs.map(tidy)]
  return kinds.flatMap((kind) => match_kind(kind, a, b))
}

export const weigh_number = ({ kind, match }: NumberMatch): Weight => number_weights[kind][match]
