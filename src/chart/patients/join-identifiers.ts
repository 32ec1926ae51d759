import { identifier_system } from '../../standards/fhir/index.ts'
import { counts_on, ended, is_of, replaced_by, type Entry } from './dated-identifiers.ts'

const papers = ['cccd', 'passport', 'cmnd', 'temporary', 'bhyt'] as const
type Paper = (typeof papers)[number]

/** What keeps a number of the other chart from counting: one of these on the chart that stays. */
const outranked_by: Record<Paper, readonly Paper[]> = {
  cccd: ['cccd'],
  passport: ['passport'],
  cmnd: ['cmnd', 'cccd'],
  temporary: ['temporary', 'cccd', 'passport', 'cmnd'],
  bhyt: ['bhyt'],
}

const same_number = (one: Entry, other: Entry): boolean =>
  one['system'] === other['system'] && one['value'] === other['value']

const paper_of = (entry: Entry): Paper | undefined => papers.find((kind) => is_of(entry, [kind]))

/** A chart number is one chart's; of the others, whatever the chart that stays has none of its own of, counts on. */
const stays = (entry: Entry, kept: Entry[], today: string): boolean => {
  if (!counts_on(entry, today) || entry['system'] === identifier_system.patient_code) return false
  const paper = paper_of(entry)
  const counting = kept.filter((one) => counts_on(one, today))
  return paper
    ? !counting.some((one) => is_of(one, outranked_by[paper]))
    : !counting.some((one) => one['system'] === entry['system'])
}

/**
 * The list of numbers when two charts become one: every number of both stays in it (EMR-05). Where both have one of a kind
 * that of the chart that stays counts and the other ends today; a better paper of the other ends the temporary code.
 */
export const join_identifiers = (kept: Entry[], other: Entry[], today: string): Entry[] => {
  let all = [...kept]
  for (const entry of other) {
    if (all.some((one) => same_number(one, entry))) continue
    if (!stays(entry, kept, today)) {
      all.push(counts_on(entry, today) ? ended(entry, today) : entry)
      continue
    }
    const paper = paper_of(entry)
    if (paper === 'cccd' || paper === 'cmnd' || paper === 'passport')
      all = all.map((one) =>
        is_of(one, replaced_by[paper]) && counts_on(one, today) && kept.includes(one) ? ended(one, today) : one,
      )
    all.push(entry)
  }
  return [...all.filter((entry) => counts_on(entry, today)), ...all.filter((entry) => !counts_on(entry, today))]
}
