import { Failure } from '../../base/outcome/index.ts'
import {
  paper_issues,
  read_paper_person,
  say_another,
  verify_submission,
  type DocumentIssue,
  type DocumentKind,
  type DocumentTrust,
  type DocumentVerdict,
  type Submission,
} from '../../standards/documents/index.ts'
import { list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { is_closed, read_submission_of, rebuild_submission } from '../../standards/mhd/index.ts'
import { judge_enclosed } from '../../standards/record-package/index.ts'
import type { Hub } from './hub-client.ts'
import { words_of } from './hub-faults.ts'
import type { HubTask } from './hub-task.ts'
import { unread_head, type Delivered } from './keep-incoming.ts'
import type { Office } from './office.ts'
import { open_closed } from './open-closed.ts'
import { to_package_view } from './package-view.ts'
import { is_data, read_data } from './read-data.ts'
import { digest_of } from './shelf.ts'
import { pin_trust } from './trust-pins.ts'
import { scan_parts } from './scan-parts.ts'
import { fetch_trust } from './trust.ts'

type Fetched = { list: Resource; references: Resource[]; contents: Map<string, Uint8Array> }

const is_reference = (text: string | undefined): text is string =>
  /^DocumentReference\/[A-Za-z0-9.-]+$/.test(text ?? '')

/** The List of a sending, its entries, and the bytes of each as they are. */
const fetch_parts = async (hub: Hub, list_id: string): Promise<Fetched> => {
  const list = await hub.read(`List/${list_id}`)
  const entries = list_of(list['entry']).map((entry) => text_of(object_of(entry['item'])?.['reference']))
  const references = await Promise.all(entries.filter(is_reference).map((reference) => hub.read(reference)))
  const urls = references.flatMap((reference) =>
    list_of(reference['content']).flatMap((content) => text_of(object_of(content['attachment'])?.['url']) ?? []),
  )
  const contents = new Map<string, Uint8Array>()
  for (const url of urls) {
    // MHD ITI-68: asked for as what it is, not as a resource.
    const answer = await hub.ask({ method: 'GET', path: url, headers: { accept: 'application/octet-stream' } })
    contents.set(url, answer.bytes)
  }
  return { list, references, contents }
}

const no_verdict = (message: string): DocumentVerdict => ({
  valid: false,
  issues: [{ severity: 'error', code: 'structure', message, reason: 'fhir-unreadable' }],
  signatures: [],
})

/** Of the letter itself; what is only away for now (503) is asked again. */
const is_wrong = (error: unknown): error is Failure => error instanceof Failure && error.status !== 503

/** Kept as it came, for a person to look at: nothing that was sent to us is dropped. */
const unread = (hub: Hub, task: HubTask, fetched: Fetched, why: string): Delivered => ({
  head: unread_head(hub.link.facility, task.sender, task.list),
  document: task.document || `urn:x-list:${task.list}`,
  parts: [
    ...[fetched.list, ...fetched.references].map((one) => ({
      ...{ identity: `${one.resourceType}/${one.id ?? ''}`, kind: 'unread' as const, title: one.resourceType },
      ...{ content_type: 'application/fhir+json', bytes: Buffer.from(JSON.stringify(one)) },
    })),
    ...[...fetched.contents].map(([url, bytes]) => ({
      ...{ identity: url, kind: 'unread' as const, content_type: 'application/octet-stream', title: url, bytes },
    })),
  ],
  submission: undefined,
  verdict: no_verdict(why),
})

type Judged = Pick<Delivered, 'verdict' | 'package' | 'paper_of_another'>

/** Whose paper it is: the hub opens no PDF where data came with it, and none that was closed for us. */
const judge_paper = async (
  submission: Submission,
): Promise<Pick<Judged, 'paper_of_another'> & { issues: DocumentIssue[] }> => {
  const paper = await read_paper_person(submission)
  if (paper === undefined) return { issues: [] }
  const issues = paper_issues(paper, submission)
  return paper.says === 'another'
    ? { issues, paper_of_another: say_another(paper.facts, submission, true) }
    : { issues }
}

type Judging = { office: Office; task: HubTask; trust: DocumentTrust }

/** The letter, and where a whole record travels in it, that file by file; of a sound one also whom its paper names. */
const judge = async ({ office, task, trust }: Judging, submission: Submission): Promise<Judged> => {
  const { issues, valid, signatures } = verify_submission(submission, trust)
  if (submission.sender !== task.sender) {
    const refused = no_verdict(`Phong bì ghi nơi gửi ${submission.sender}, trục nhận từ ${task.sender}`)
    return { verdict: { ...refused, signatures } }
  }
  const enclosed = judge_enclosed(submission, trust)
  const wrong = [...(enclosed?.issues ?? []), ...(await scan_parts(office, submission))]
  const is_sound = valid && wrong.length === 0
  const { issues: of_paper, ...paper } = is_sound ? await judge_paper(submission) : { issues: [] }
  return {
    verdict: { issues: [...of_paper, ...issues, ...wrong], valid: is_sound, signatures },
    ...paper,
    ...(enclosed ? { package: to_package_view(enclosed.verdict) } : {}),
  }
}

/** Letters that a tray tells of beforehand; a whole record or a result is opened for what it says. */
const told_beforehand = new Set<DocumentKind>(['transfer-letter', 'transfer-answer', 'reexam-letter'])

const delivered = ({ parts, ...head }: Submission, judged: Judged): Delivered => {
  const gist = told_beforehand.has(head.kind) && parts.some(is_data) ? { gist: read_data(parts).gist } : {}
  return {
    ...{ head: { ...head, ...gist }, document: parts[0].identity, parts },
    ...{ submission: { ...head, parts }, ...judged },
  }
}

/**
 * A letter that was closed for us: the seal around it is judged, then it is opened and judged like any other. Both lie here
 * afterwards, what came and what was in it.
 */
const open = async (facility: string, judging: Judging, outer: Submission): Promise<Delivered> => {
  const around = await judge(judging, outer)
  if (!around.verdict.valid) return { ...delivered(outer, around), submission: undefined }
  try {
    const inner = await judging.office.database.in_facility(facility, (sql) => open_closed(sql, facility, outer))
    const within = await judge(judging, inner)
    const signatures = [...within.verdict.signatures, ...around.verdict.signatures]
    const came = delivered(inner, { ...within, verdict: { ...within.verdict, signatures } })
    const sent_as = outer.parts[0].identity
    const head = { ...came.head, content: digest_of(came.parts), ...(sent_as === came.document ? {} : { sent_as }) }
    return { ...came, head, closed: outer.parts }
  } catch (error) {
    if (!is_wrong(error)) throw error
    const { signatures } = around.verdict
    const verdict = { ...no_verdict(words_of(error)), signatures }
    return { ...delivered(outer, { verdict }), submission: undefined }
  }
}

/** Fetches one delivery and judges it, as if nobody had before. @throws HubAway, HubForbids, HubRefuses, 503 where our scanner cannot say */
export const fetch_delivery = async (office: Office, hub: Hub, task: HubTask): Promise<Delivered> => {
  const fetched = await fetch_parts(hub, task.list)
  try {
    const remote = read_submission_of(fetched.references, fetched.list)
    const bytes = remote.parts.map(({ url }) => fetched.contents.get(url) ?? new Uint8Array())
    const submission = rebuild_submission(remote, bytes)
    const trust = {
      ...(await fetch_trust(hub, task.sender)),
      register: await office.register(),
      clock_tolerance_ms: office.clock_tolerance_ms,
    }
    const { facility } = hub.link
    const came = is_closed(submission)
      ? await open(facility, { office, task, trust }, submission)
      : delivered(submission, await judge({ office, task, trust }, submission))
    // What does not stand is no ground to remember anything by.
    if (came.verdict.valid)
      await office.database.in_facility(facility, (sql) =>
        pin_trust(sql, { facility, sender: task.sender }, trust, came.verdict.signatures),
      )
    return came
  } catch (error) {
    if (!is_wrong(error)) throw error
    return unread(hub, task, fetched, words_of(error))
  }
}
