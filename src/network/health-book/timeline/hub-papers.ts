import { list_of, object_of, text_of, type Resource } from '../../../standards/fhir/index.ts'
import { mhd_extension, read_submission_of } from '../../../standards/mhd/index.ts'
import { Failure } from '../../../base/outcome/index.ts'
import { local_time } from '../../../base/time/index.ts'
import type { Hub } from '../../exchange/index.ts'
import { submission_person } from '../../letters/index.ts'
import type { TimelineDocument } from '../contract.ts'

export type Paper = Omit<TimelineDocument, 'sender' | 'is_own' | 'is_received'> & {
  sender: string
  /** Codes of what was done, as the envelope says them (ITI-67 `event`); empty: it does not say. */
  events: string[]
}

export type Page = {
  papers: Paper[]
  /** What the hub showed of each of them, by its id. */
  parts_of: ReadonlyMap<string, Resource[]>
  notices: { severity: string; code: string; text: string }[]
  /** Whose papers the hub showed and nobody here can read, one for each; '' where not even that can be told. */
  unread: string[]
  next: string
}

/** The hub names a part `<number>-<part>`. */
const number_of = (id: string): string => id.split('-')[0] ?? ''

const is_superseded = (resource: Resource): boolean => resource['status'] === 'superseded'

const labels_in = (resource: Resource): string[] =>
  list_of(resource['securityLabel']).flatMap((one) =>
    list_of(one['coding']).flatMap((coding) =>
      /v3-ActCode$/.test(text_of(coding['system']) ?? '') ? (text_of(coding['code']) ?? []) : [],
    ),
  )

const moment = (text: string | undefined): string => {
  const at = new Date(text ?? '')
  return Number.isNaN(at.getTime()) ? (text ?? '') : local_time(at)
}

/** One paper out of the parts the hub shows of it; undefined for what cannot be read. */
const paper_of = (parts: Resource[]): Paper | undefined => {
  try {
    const { facts, parts: read } = read_submission_of(parts)
    const [main] = read
    const resource = parts.find(({ id }) => id === main.id)
    if (!resource || main.id === undefined) return undefined
    return {
      ...{ id: main.id, document: main.identity, kind: facts.kind, title: facts.title, sender: facts.sender },
      ...{
        author: facts.author.name,
        created_at: moment(facts.created_at),
        labels: [...new Set([...facts.labels, ...labels_in(resource)])],
      },
      ...{ from: moment(facts.period?.start), to: moment(facts.period?.end) },
      ...{ is_superseded: is_superseded(resource), is_correction: facts.replaces !== undefined },
      events: (facts.context?.events ?? []).flatMap((codings) => codings.map(({ code }) => code)),
    }
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Of what cannot be read as a paper: who keeps it, as its envelope says. */
const sender_in = (parts: Resource[]): string =>
  parts.flatMap((one) => text_of(object_of(object_of(one['custodian'])?.['identifier'])?.['value']) ?? [])[0] ?? ''

const by_number = (documents: Resource[]): Resource[][] => {
  const found = new Map<string, Resource[]>()
  for (const one of documents) {
    const number = number_of(one.id ?? '')
    found.set(number, [...(found.get(number) ?? []), one])
  }
  return [...found.values()]
}

const notice_of = (outcome: Resource): Page['notices'] =>
  list_of(outcome['issue']).map((issue) => ({
    severity: text_of(issue['severity']) ?? '',
    code: text_of(issue['code']) ?? '',
    text: text_of(object_of(issue['details'])?.['text']) ?? text_of(issue['diagnostics']) ?? '',
  }))

const resources_in = (bundle: Resource): Resource[] =>
  list_of(bundle['entry']).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    const type = text_of(resource?.['resourceType'])
    return resource && type ? [{ ...resource, resourceType: type }] : []
  })

const documents_in = (bundle: Resource): Resource[] =>
  resources_in(bundle).filter((one) => one.resourceType === 'DocumentReference')

type Numbers = { system: string; value: string }[]

const of_person = (numbers: Numbers): string => numbers.map(({ system, value }) => `${system}|${value}`).join(',')

/** Every part of one paper, asked for as this person's: a basis holds for a person, not for a paper. */
export const ask_parts = async (hub: Hub, numbers: Numbers, id: string): Promise<Resource[]> => {
  const query = new URLSearchParams({ 'patient.identifier': of_person(numbers), _id: number_of(id) })
  return documents_in(await hub.read(`DocumentReference?${query.toString()}`))
}

const intended = (list: Resource): string[] =>
  list_of(list['extension']).flatMap((one) =>
    one['url'] === mhd_extension.intended_recipient
      ? (text_of(object_of(object_of(one['valueReference'])?.['identifier'])?.['value']) ?? [])
      : [],
  )

/** Codes of those a paper was addressed to (ITI-66). */
export const ask_recipients = async (hub: Hub, numbers: Numbers, id: string): Promise<string[]> => {
  const query = new URLSearchParams({ 'patient.identifier': of_person(numbers), _id: number_of(id) })
  const bundle = await hub.read(`List?${query.toString()}`)
  return resources_in(bundle)
    .filter((one) => one.resourceType === 'List')
    .flatMap(intended)
}

const page_count = 100

export type PaperWish = {
  numbers: Numbers
  before?: string | undefined
  kinds?: string[]
  /** Issued then or later. */
  since?: Date
  /** Of any of these codes. */
  events?: string[]
  /** Only what nothing took the place of. */
  is_current?: boolean
}

/** One page of what the hub shows us of a person (ITI-67): by all her numbers, newest first. */
export const ask_papers = async (hub: Hub, wish: PaperWish): Promise<Page> => {
  const query = new URLSearchParams({ _count: String(page_count) })
  query.set('patient.identifier', of_person(wish.numbers))
  if (wish.kinds) query.set('type', wish.kinds.join(','))
  if (wish.before) query.set('_before', wish.before)
  if (wish.since) query.set('date', `ge${wish.since.toISOString()}`)
  if (wish.events) query.set('event', wish.events.join(','))
  if (wish.is_current) query.set('status', 'current')
  const bundle = await hub.read(`DocumentReference?${query.toString()}`)
  const next = text_of(list_of(bundle['link']).find((one) => one['relation'] === 'next')?.['url'])
  const looked = by_number(documents_in(bundle)).map((parts) => ({ paper: paper_of(parts), parts }))
  const found = looked.flatMap(({ paper, parts }) => (paper ? [{ paper, parts }] : []))
  return {
    papers: found.map(({ paper }) => paper),
    parts_of: new Map(found.map(({ paper, parts }) => [paper.id, parts])),
    unread: looked.flatMap(({ paper, parts }) => (paper ? [] : [sender_in(parts)])),
    notices: resources_in(bundle)
      .filter((one) => one.resourceType === 'OperationOutcome')
      .flatMap(notice_of),
    next: next === undefined ? '' : (new URL(next, hub.link.base_url).searchParams.get('_before') ?? ''),
  }
}

/** By which numbers the hub may know her, the surest first; those another took the place of do not count. */
export const numbers_of = (patient: Resource): Numbers => submission_person(patient).identifiers
