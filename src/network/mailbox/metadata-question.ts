import { fold } from '../../base/text/index.ts'
import { fail } from '../../base/outcome/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { date_range, time_range_of, tokens_of, type TimeRange } from '../../standards/fhir-search/index.ts'

/**
 * What a paper must say of itself, judged on the very DocumentReference that is shown of it: the papers of one person are
 * few, so they are looked through and no index is kept of every word a stranger may write (IHE MHD 4.2 ITI-67 §3.67.4.1.2).
 */
export type Said = (document: Resource) => boolean

/** One of the values of a parameter (they are alternatives). */
type OneSaid = (value: string, name: string) => Said

const wrong = (name: string, value: string) => fail.invalid(`“${name}=${value.slice(0, 80)}” không hiểu được`, name)

const concepts = (value: unknown): Record<string, unknown>[] => {
  const one = object_of(value)
  return one ? [one] : list_of(value)
}

/** R4 §3.1.1.4.10: `code`, `system|code`, `|code`, `system|`. */
const by_token =
  (at: (document: Resource) => unknown): OneSaid =>
  (value, name) => {
    const cut = value.lastIndexOf('|')
    const [system, code] = cut < 0 ? [undefined, value] : [value.slice(0, cut), value.slice(cut + 1)]
    if (code === '' && !system) throw wrong(name, value)
    return (document) =>
      concepts(at(document))
        .flatMap(tokens_of)
        .some((one) => (system === undefined || (one.system ?? '') === system) && (code === '' || one.code === code))
  }

const in_context =
  (name: string) =>
  (document: Resource): unknown =>
    object_of(document['context'])?.[name]

const author_name = (document: Resource): Record<string, unknown> | undefined =>
  list_of(list_of(document['contained']).find(({ id }) => id === 'author')?.['name'])[0]

/** R4 §3.1.1.4.9: without case and marks, from the beginning of the part. */
const by_author =
  (part: 'given' | 'family'): OneSaid =>
  (value, name) => {
    const wanted = fold(value)
    if (wanted === '') throw wrong(name, value)
    return (document) => {
      const said = author_name(document)?.[part]
      const parts = Array.isArray(said) ? said : [said]
      return parts.some((one) => typeof one === 'string' && fold(one).startsWith(wanted))
    }
  }

type Compare = (asked: TimeRange, said: TimeRange) => boolean
const holds: Compare = (asked, said) => asked.from_ms <= said.from_ms && said.to_ms <= asked.to_ms

/** R4 §3.1.1.4.7, for what lasts a while. */
const comparisons: Record<string, Compare> = {
  eq: holds,
  ne: (asked, said) => !holds(asked, said),
  gt: (asked, said) => said.to_ms > asked.to_ms,
  ge: (asked, said) => said.to_ms > asked.to_ms || holds(asked, said),
  lt: (asked, said) => said.from_ms < asked.from_ms,
  le: (asked, said) => said.from_ms < asked.from_ms || holds(asked, said),
  sa: (asked, said) => said.from_ms >= asked.to_ms,
  eb: (asked, said) => said.to_ms <= asked.from_ms,
}

const by_time =
  (at: (document: Resource) => unknown): OneSaid =>
  (value, name) => {
    const [, prefix = 'eq', moment = ''] = /^([a-z]{2})?(\d.*)$/.exec(value) ?? []
    const [asked, compare] = [date_range(moment), comparisons[prefix]]
    if (!asked || !compare) throw wrong(name, value)
    return (document) => {
      const said = time_range_of(at(document))
      return said !== undefined && compare(asked, said)
    }
  }

const related = in_context('related')

const by_related_number = by_token((document) =>
  list_of(related(document)).flatMap((one) => concepts(one['identifier'])),
)
/** The hub keeps the numbers of what belongs together (referenceIdList), no address in the sender's own server. */
const by_related: OneSaid = (value, name) => {
  if (!value.includes('|'))
    throw fail.invalid('“related” hỏi bằng số: related=hệ|số, hoặc related:identifier=hệ|số', name)
  return by_related_number(value, name)
}

const last_updated = by_time((document) => text_of(object_of(document['meta'])?.['lastUpdated']))
const author = { given: by_author('given'), family: by_author('family') }

export const document_metadata: Readonly<Record<string, OneSaid>> = {
  'author.given': author.given,
  'author.family': author.family,
  event: by_token(in_context('event')),
  facility: by_token(in_context('facilityType')),
  setting: by_token(in_context('practiceSetting')),
  period: by_time(in_context('period')),
  'security-label': by_token((document) => document['securityLabel']),
  related: by_related,
  'related:identifier': by_related_number,
  'related.identifier': by_related_number,
  _lastUpdated: last_updated,
}

/** ITI-66: who a sending comes from is the author of its papers. */
export const list_metadata: Readonly<Record<string, OneSaid>> = {
  'source.given': author.given,
  'source.family': author.family,
  _lastUpdated: last_updated,
}

/** A parameter that stands twice must hold twice; its values between commas are alternatives. @throws 400 */
export const read_said = (one: OneSaid, name: string, values: string[]): Said[] =>
  values.map((value) => {
    const alternatives = value.split(',').map((part) => one(part, name))
    return (document) => alternatives.some((holds_one) => holds_one(document))
  })
