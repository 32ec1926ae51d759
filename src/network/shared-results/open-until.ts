import { Failure } from '../../base/outcome/index.ts'
import type { DocumentTrust } from '../../standards/documents/index.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import { HubAway, type Hub } from '../exchange/index.ts'
import { open_paper, type BookOffice, type Paper } from '../health-book/index.ts'
import type { SharedResult } from './contract.ts'
import type { Candidates } from './papers-to-open.ts'
import { peek } from './peek.ts'
import { read_result } from './read-result.ts'
import type { ValidityRule } from './validity.ts'

/** Opening is asking the hub, verifying and writing down a look: so many at a time, so many in all. */
const round_max = 8
const opened_max = 32
/** Of those that hold the test a doctor wants the newest, not the history. */
const newest_max = 3

export type Looked = { results: SharedResult[]; opened: number; unread: number; left: number }

export type Look = {
  hub: Hub
  patient: string
  rule: ValidityRule
  name_of: (code: string) => string
  parts_of: ReadonlyMap<string, Resource[]>
  /** Asked once for each sender of one answer. */
  trust_of: (sender: string) => Promise<DocumentTrust>
}

type Read = { result?: SharedResult | undefined; is_unread: boolean; is_left?: boolean }

/** @throws HubAway: nothing can be said of the others either */
const read_one = async (office: BookOffice, caller: Caller, paper: Paper, look: Look): Promise<Read> => {
  try {
    const parts = look.parts_of.get(paper.id)
    const aid = { ...(parts ? { parts } : {}), trust_of: look.trust_of }
    const opened = await open_paper(office, caller, look.patient, paper.id, aid)
    if (opened.closed_for || !opened.submission.parts.some(({ kind }) => kind === 'fhir')) return { is_unread: true }
    return { result: read_result(paper, opened, look.rule, look.name_of(paper.sender)), is_unread: false }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (error.status === 503) throw new HubAway(error.message)
    return { is_unread: true }
  }
}

export const is_valid = ({ valid_until }: SharedResult): boolean => Date.parse(valid_until) > Date.now()

/** What a doctor may rely on: it counts still, and it verifies. */
export const is_reliable = (one: SharedResult): boolean => one.verdict === 'good' && is_valid(one)

const is_found = (read: Read[]): boolean => read.some(({ result }) => result !== undefined && is_reliable(result))

/** All of them hold the test: the newest are opened, the others only where none of those can be relied on. */
const read_holding = async (office: BookOffice, caller: Caller, papers: Paper[], look: Look): Promise<Read[]> => {
  const read = (some: Paper[]) => Promise.all(some.map((paper) => read_one(office, caller, paper, look)))
  const newest = await read(papers.slice(0, newest_max))
  const others = papers.slice(newest_max)
  if (is_found(newest)) return [...newest, ...others.map(() => ({ is_unread: false, is_left: true }))]
  return [...newest, ...(await read(others))]
}

/** That its data were looked at stands in our log as every look does. */
const note_peeks = (
  office: BookOffice,
  caller: Caller,
  papers: Paper[],
  { patient, rule, name_of }: Look,
): Promise<void> =>
  office.store.unit(caller, (unit) => {
    for (const { document, sender } of papers)
      unit.note({
        ...{ action: 'R', interaction: 'timeline-open', type: 'DocumentReference', patient },
        ref: `DocumentReference?identifier=${document}`,
        detail: `${name_of(sender)}: tìm “${rule.name}” trước khi chỉ định; phiếu không có`,
      })
    return Promise.resolve()
  })

/** Those that name no test: only what holds it, or may, is opened whole. */
const read_unsaid = async (office: BookOffice, caller: Caller, papers: Paper[], look: Look): Promise<Read[]> => {
  const peeked = await Promise.all(
    papers.map(async (paper) => ({ paper, said: await peek(look.hub, look.parts_of.get(paper.id), look.rule) })),
  )
  const without = peeked.filter(({ said }) => said === 'holds-not').map(({ paper }) => paper)
  if (without.length > 0) await note_peeks(office, caller, without, look)
  const holding = peeked.filter(({ said }) => said === 'holds' || said === 'unsure').map(({ paper }) => paper)
  const unread = peeked.filter(({ said }) => said === 'paper-only')
  return [
    ...without.map(() => ({ is_unread: false })),
    ...unread.map(() => ({ is_unread: true })),
    ...(await read_holding(office, caller, holding, look)),
  ]
}

/**
 * Opens those that say they hold the test; then, while nothing reliable was found, those that say nothing, up to a bound.
 * What is left unopened is counted.
 */
export const open_until_found = async (
  office: BookOffice,
  caller: Caller,
  { named, unsaid, is_more }: Candidates,
  look: Look,
): Promise<Looked> => {
  const [first, later, further] = [named.slice(0, opened_max), named.slice(opened_max), [...unsaid]]
  const read = await read_holding(office, caller, first, look)
  while (!is_found(read) && further.length > 0 && read.length < opened_max)
    read.push(
      ...(await read_unsaid(office, caller, further.splice(0, Math.min(round_max, opened_max - read.length)), look)),
    )
  const left = read.filter(({ is_left }) => is_left).length
  return {
    results: read
      .flatMap(({ result }) => result ?? [])
      .toSorted((a, b) => Date.parse(b.taken_at) - Date.parse(a.taken_at)),
    opened: read.length - left,
    unread: read.filter(({ is_unread }) => is_unread).length,
    // Of those that the hub has beyond its answer nobody knows how many: at least one.
    left: left + later.length + further.length + Number(is_more),
  }
}
