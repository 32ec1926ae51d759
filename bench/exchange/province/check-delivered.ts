import type { HubBooks, HubLetter, HubPaper } from './hub-books.ts'
import type { Kept } from './inbox.ts'
import type { Working } from './member.ts'
import type { Posted } from './outbox.ts'
import type { World } from './world.ts'

const name_of = (recipient: string, document: string): string => `${recipient} ${document}`

/** What a recipient that stays away for good may have said last: one word may be on its way still. */
const is_possible = ({ state }: HubLetter, kept: Kept | undefined, is_gone: boolean): boolean => {
  const said = kept?.said.at(-1) ?? 'requested'
  return state === said || (is_gone && state === (kept?.steps[0]?.step ?? 'requested'))
}

const check_paper = (world: World, paper: HubPaper, posted: Posted | undefined): string[] => {
  const { document, sender, digest, recipients } = paper
  const sending = world.by_document.get(document)
  if (!sending || !posted) return [`the hub has ${document} of ${sender}, which nobody sent`]
  const faults: string[] = []
  if (sending.sender !== sender) faults.push(`${document} is ${sending.sender}'s, the hub says ${sender}'s`)
  if (posted.paper.digest !== digest) faults.push(`${document}: other bytes at the hub`)
  if (sending.recipients.some((code) => !recipients.includes(code))) faults.push(`${document}: a recipient is missing`)
  const may_go = Object.keys(sending.answers)
  if (recipients.some((code) => !may_go.includes(code))) faults.push(`${document}: goes to ${recipients.join(', ')}`)
  return faults
}

/** A correction follows to whoever had the old one and did not decline it (SHARE-12). */
const missed_by_correction = (world: World, paper: HubPaper): string[] => {
  const sending = world.by_document.get(paper.document)
  const old = sending?.of === undefined ? undefined : world.by_key.get(sending.of)
  if (!sending || !old) return []
  return old.recipients
    .filter((code) => !paper.recipients.includes(code) && !old.answers[code]?.some(({ step }) => step === 'rejected'))
    .map((code) => `${sending.key}: ${code} has the old version and not the correction`)
}

const check_letter = (letter: HubLetter, posted: Posted | undefined, working: Working | undefined): string[] => {
  const { recipient, document, number, state } = letter
  const kept = working?.inbox.kept.get(document)
  const is_gone = working?.member.plan.gone_at !== undefined
  const faults: string[] = []
  if (!is_possible(letter, kept, is_gone))
    faults.push(
      `${recipient} letter ${number}: the hub says “${state}”, its recipient “${kept?.said.join(', ') ?? 'never had it'}”`,
    )
  if (!kept) return faults
  if (kept.number !== number) faults.push(`${recipient} has ${document} as ${kept.number}, the hub as ${number}`)
  const true_digest = kept.only_paper ? posted?.paper.parts['pdf'] : posted?.paper.digest
  if (kept.digest !== true_digest) faults.push(`${recipient} letter ${number}: other bytes than were sent`)
  if (!is_gone && kept.steps.length > 0)
    faults.push(`${recipient} letter ${number}: “${kept.steps[0]?.step}” was never said`)
  return faults
}

/** Every document once at the hub, every letter once at its recipient, byte for byte, each side's books the same. */
export const check_delivered = (world: World, working: Working[], { papers, letters }: HubBooks): string[] => {
  const faults: string[] = []
  const houses = new Map(working.map((one) => [one.member.plan.code, one]))
  const posted = new Map(
    working.flatMap(({ outbox }) =>
      [...outbox.posted.values()].flatMap((one) =>
        one.sending.trouble === 'reused' ? [] : [[one.document, one] as const],
      ),
    ),
  )
  const seen = new Set<string>()
  for (const paper of papers) {
    if (seen.has(paper.document)) faults.push(`${paper.document} is at the hub twice`)
    seen.add(paper.document)
    faults.push(...check_paper(world, paper, posted.get(paper.document)), ...missed_by_correction(world, paper))
  }
  for (const { state, document, sending } of posted.values())
    if (state === 'taken' && !seen.has(document)) faults.push(`${sending.key}: was receipted, and the hub has it not`)
  const at_hub = new Set<string>()
  for (const letter of letters) {
    const name = name_of(letter.recipient, letter.document)
    if (at_hub.has(name)) faults.push(`${name}: delivered twice`)
    at_hub.add(name)
    faults.push(...check_letter(letter, posted.get(letter.document), houses.get(letter.recipient)))
  }
  for (const paper of papers)
    for (const code of paper.recipients)
      if (!at_hub.has(name_of(code, paper.document))) faults.push(`${code}: ${paper.document} lies in no box`)
  for (const { member, inbox } of working)
    for (const document of inbox.kept.keys())
      if (!at_hub.has(name_of(member.plan.code, document)))
        faults.push(`${member.plan.code} has ${document}, which the hub has not`)
  return faults
}
