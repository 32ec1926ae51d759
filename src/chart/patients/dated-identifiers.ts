import { isDeepStrictEqual } from 'node:util'
import { fail } from '../../base/outcome/index.ts'
import { shift_days } from '../../base/time/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { Correction, DatedNumber, Registration } from './contract.ts'

export type Entry = Record<string, unknown>

const kinds = ['cccd', 'passport', 'cmnd', 'bhyt', 'temporary'] as const

/** The papers that another paper takes the place of. The CMND ended with the CCCD (Luật Căn cước 2023 Đ.46). */
export const replaced_by = {
  cccd: ['cccd', 'cmnd', 'temporary'],
  cmnd: ['cmnd', 'temporary'],
  passport: ['passport', 'temporary'],
  none: ['cccd', 'cmnd', 'passport'],
} as const

const day_of = (entry: Entry, side: 'start' | 'end'): string | undefined =>
  text_of(object_of(entry['period'])?.[side])?.slice(0, 10)

/** Whether a number counts on a day: not set aside, and its last day not gone by. */
export const counts_on = (entry: Entry, day: string): boolean =>
  entry['use'] !== 'old' && (day_of(entry, 'end') ?? day) >= day

export const has_number = (entry: Entry, kind: DatedNumber['kind'], value: string): boolean =>
  entry['system'] === identifier_system[kind] && entry['value'] === value

export const is_of = (entry: Entry, which: readonly DatedNumber['kind'][]): boolean =>
  which.some((kind) => entry['system'] === identifier_system[kind])

const earlier = (one: string, other: string): string => (one < other ? one : other)
const later = (one: string, other: string): string => (one > other ? one : other)

/**
 * Ends a number on a day; one that had ended before keeps its own day, and none ends before it began (a slip of the
 * finger put right the same day). Nothing is taken out of the list.
 */
export const ended = (entry: Entry, last_day: string): Entry => {
  const end = later(earlier(day_of(entry, 'end') ?? last_day, last_day), day_of(entry, 'start') ?? '')
  return { ...entry, use: 'old', period: { ...object_of(entry['period']), end } }
}

const end_all = (entries: Entry[], which: readonly DatedNumber['kind'][], last_day: string, today: string): Entry[] =>
  entries.map((entry) => (is_of(entry, which) && counts_on(entry, today) ? ended(entry, last_day) : entry))

/** A card whose new days begin after its old ones have ended is the next card, be its number the same. */
export const is_next_card = (
  before: Registration['insurance'],
  wanted: NonNullable<Registration['insurance']>,
): boolean =>
  before === undefined ||
  before.number !== wanted.number ||
  (before.to !== undefined && wanted.from !== undefined && wanted.from > before.to)

/** The day before the new card's first, but never later than today: an old card does not outlive its follower. */
export const last_day_before = (wanted: NonNullable<Registration['insurance']>, today: string): string =>
  wanted.from !== undefined && wanted.from <= today ? shift_days(wanted.from, -1) : today

const with_identity = (entries: Entry[], fresh: Entry[], wanted: Registration, today: string): Entry[] => {
  const { kind, value } = wanted.identity
  const own = kind === 'none' ? 'temporary' : kind
  if (kind !== 'none' && entries.some((entry) => has_number(entry, kind, value) && counts_on(entry, today)))
    return entries
  const kept = end_all(entries, replaced_by[kind], today, today)
  const is_there = own === 'temporary' && kept.some((entry) => is_of(entry, ['temporary']) && counts_on(entry, today))
  return is_there ? kept : [...fresh.filter((entry) => is_of(entry, [own])), ...kept]
}

const with_days = (entry: Entry, { from, to }: NonNullable<Registration['insurance']>): Entry => {
  const { end: _end, ...period } = object_of(entry['period']) ?? {}
  return { ...entry, period: { ...period, ...(from ? { start: from } : {}), ...(to ? { end: to } : {}) } }
}

const with_insurance = (
  entries: Entry[],
  fresh: Entry[],
  before: Registration['insurance'],
  wanted: Registration['insurance'],
  today: string,
): Entry[] => {
  if (wanted === undefined) return end_all(entries, ['bhyt'], today, today)
  const card = fresh.filter((entry) => is_of(entry, ['bhyt']))
  if (is_next_card(before, wanted))
    return [...card, ...end_all(entries, ['bhyt'], last_day_before(wanted, today), today)]
  const at = entries.findIndex((entry) => has_number(entry, 'bhyt', wanted.number) && entry['use'] !== 'old')
  const entry = entries[at]
  return entry ? entries.with(at, with_days(entry, wanted)) : [...card, ...entries]
}

/** The day the clerk gives for a number that has ended, e.g. the CMND handed in when the CCCD was fetched. */
const with_ended = (entries: Entry[], wanted: Correction['ended'], today: string): Entry[] => {
  let dated = entries
  for (const [i, { kind, value, from, to }] of (wanted ?? []).entries()) {
    const at = dated.findLastIndex(
      (entry) => has_number(entry, kind, value) && (from === undefined || day_of(entry, 'start') === from),
    )
    const entry = dated[at]
    if (!entry) throw fail.value(`Hồ sơ không có số ${value}`, `ended[${i}].value`)
    if (to < (day_of(entry, 'start') ?? to)) throw fail.value('Hết hiệu lực trước ngày bắt đầu', `ended[${i}].to`)
    const use = to < today ? { use: 'old' } : {}
    dated = dated.with(at, { ...entry, ...use, period: { ...object_of(entry['period']), end: to } })
  }
  return dated
}

/**
 * The list after a correction: what is new stands before what counts, and what has ended comes last, so that a reader who
 * takes the first of a kind has the one that counts. No line ever leaves the list (requirement EMR-05).
 * @param was the person as the store had it; @param fresh the list a registration of `wanted` would make
 */
export const correct_identifiers = (
  entries: Entry[],
  was: Registration,
  wanted: Correction,
  fresh: Entry[],
  today: string,
): Entry[] => {
  const papers = isDeepStrictEqual(was.identity, wanted.identity)
    ? entries
    : with_identity(entries, fresh, wanted, today)
  const cards = isDeepStrictEqual(was.insurance, wanted.insurance)
    ? papers
    : with_insurance(papers, fresh, was.insurance, wanted.insurance, today)
  const dated = with_ended(cards, wanted.ended, today)
  return [...dated.filter((entry) => counts_on(entry, today)), ...dated.filter((entry) => !counts_on(entry, today))]
}

/** The list as people read it; the patient code is not among them, it never changes. */
export const dated_numbers = (patient: Resource): DatedNumber[] =>
  list_of(patient['identifier']).flatMap((entry): DatedNumber[] => {
    const kind = kinds.find((one) => entry['system'] === identifier_system[one])
    const value = text_of(entry['value'])
    if (kind === undefined || value === undefined) return []
    const from = day_of(entry, 'start')
    const to = day_of(entry, 'end')
    return [{ kind, value, ...(from ? { from } : {}), ...(to ? { to } : {}) }]
  })
