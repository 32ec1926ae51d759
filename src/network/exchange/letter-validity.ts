import { local_date } from '../../base/time/index.ts'
import { to_stay } from '../../chart/encounters/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { object_of, text_of } from '../../standards/fhir/index.ts'
import { judge_validity, valid_until, type Course, type LetterTerm } from '../transfer-letters/index.ts'
import type { Checks, LetterValidity } from './contract.ts'
import type { IncomingRow } from './lines.ts'
import type { ReadLetter } from './read-sections.ts'

type Signed = { checks: Pick<Checks, 'signatures'>; created_at: Date }

/** The day of the last signature: from then on a letter counts. */
const signed_on = ({ checks, created_at }: Signed): string => {
  const last = checks.signatures
    .flatMap(({ signed_at }) => signed_at || [])
    .toSorted()
    .at(-1)
  return local_date(last ?? created_at)
}

/** What its data say of its term; a letter without data counts from its signatures, as one of ten working days. */
const term_of = (signed: Signed, { request }: Pick<ReadLetter, 'request'>): LetterTerm => {
  const period = object_of(request?.['occurrencePeriod'])
  const [start, end] = [text_of(period?.['start'])?.slice(0, 10), text_of(period?.['end'])?.slice(0, 10)]
  const from = start ?? signed_on(signed)
  return {
    signed_on: from,
    is_one_year: end !== undefined && end > valid_until({ signed_on: from, is_one_year: false }),
  }
}

/** The last day of a letter, yyyy-mm-dd in Vietnam; undefined for kinds that have no term. */
export const last_day_of = (kind: string, signed: Signed, letter: Pick<ReadLetter, 'request'>): string | undefined =>
  kind === 'transfer-letter' ? valid_until(term_of(signed, letter)) : undefined

/** The course that began with this letter: a letter that lapses in its midst counts to its end. */
const course_of = async (unit: Unit, { encounter }: IncomingRow): Promise<Course | undefined> => {
  const stored = encounter === null ? undefined : await unit.find('Encounter', encounter)
  if (!stored) return undefined
  const { admitted_at, discharged_at } = to_stay(resource_of(stored))
  return { from: local_date(admitted_at), ...(discharged_at ? { to: local_date(discharged_at) } : {}) }
}

/** How long a transfer letter counts (TT 01/2025/TT-BYT Điều 12), for who is to take the person on it; null for others. */
export const validity_of = async (
  unit: Unit,
  row: IncomingRow,
  letter: ReadLetter,
  today = local_date(new Date()),
): Promise<LetterValidity | null> => {
  if (row.kind !== 'transfer-letter') return null
  const term = term_of(row, letter)
  const { is_valid, is_expired, until, why } = judge_validity(term, today, await course_of(unit, row))
  return { is_valid, is_expired, until, words: why, is_one_year: term.is_one_year }
}
