import type { Reconciliation } from '../../../src/network/mailbox/contract.ts'
import type { HubBooks } from './hub-books.ts'
import type { Operator } from './operator.ts'
import type { Working } from './member.ts'
import { list_of, text_of } from '../../../src/standards/fhir/index.ts'

/** Letters, one for each recipient; papers for a timeline are one each. Every number from a book of its own. */
export type Tally = {
  /** By the houses' outboxes, and what the hub added to corrections. */
  sent: number
  /** By the recipients' books. */
  received: number
  /** In timelines, by the hub's. */
  laid: number
  /** Nobody came for it. */
  waiting_at_hub: number
  /** A person at the hub has to decide. */
  held: number
  /** At a house that went away. */
  waiting_at_home: number
  refused: number
}

const letters_of = (recipients: readonly string[]): number => Math.max(1, recipients.length)

export const count_letters = (working: Working[], { papers, letters, refusals }: HubBooks): Tally => {
  const posted = working.flatMap(({ outbox }) => [...outbox.posted.values()])
  const at_hub = new Map(papers.map((paper) => [paper.document, paper]))
  const named = posted.reduce((sum, { sending }) => sum + letters_of(sending.recipients), 0)
  const sending_of = new Map(
    posted.flatMap((one) => (one.sending.trouble === 'reused' ? [] : [[one.document, one.sending] as const])),
  )
  const added = papers.reduce(
    (sum, { document, recipients }) =>
      sum + letters_of(recipients) - letters_of(sending_of.get(document)?.recipients ?? []),
    0,
  )
  const count = (some: typeof posted): number =>
    some.reduce((sum, { sending }) => sum + letters_of(sending.recipients), 0)
  const returned = new Set(refusals.filter(({ decision }) => decision === 'returned').map(({ document }) => document))
  const in_custody = new Set(refusals.filter(({ state }) => state === 'held').map(({ document }) => document))
  // Whether a letter that was being sent when its house went away is there, the hub knows; the recipient's part of one it has not fetched yet waits there.
  const kept = working.flatMap(({ member, inbox }) =>
    [...inbox.kept.keys()].map((document) => `${member.plan.code} ${document}`),
  )
  const kept_set = new Set(kept)
  return {
    sent: named + added,
    received: kept.length,
    laid: papers.filter(({ recipients }) => recipients.length === 0).length,
    waiting_at_hub: letters.filter(({ recipient, document }) => !kept_set.has(`${recipient} ${document}`)).length,
    held: count(posted.filter(({ document }) => in_custody.has(document))),
    waiting_at_home: count(
      posted.filter(
        ({ state, document, sending }) =>
          state === 'waiting' && !(sending.trouble !== 'reused' && at_hub.has(document)),
      ),
    ),
    refused: count(
      posted.filter(({ state, document }) => state === 'refused' || (state === 'held' && returned.has(document))),
    ),
  }
}

export const is_balanced = (tally: Tally): boolean =>
  tally.sent === tally.received + tally.laid + tally.waiting_at_hub + tally.held + tally.waiting_at_home + tally.refused

/** The hub's own reconciliation is sound, and says what its tables say. */
export const check_reconciliation = async (
  { reconcile }: Operator,
  { papers, letters, refusals }: HubBooks,
): Promise<string[]> => {
  const said: Reconciliation = await reconcile()
  const sum = <Row>(rows: Row[], of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0)
  const faults = said.faults.map((fault) => `reconcile: ${JSON.stringify(fault)}`)
  if (!said.is_sound && faults.length === 0) faults.push('reconcile: not sound')
  const pairs: [string, number, number][] = [
    ['taken', sum(said.senders, ({ taken }) => taken), papers.length],
    ['held', sum(said.senders, ({ held }) => held), refusals.filter(({ state }) => state === 'held').length],
    [
      'refused',
      sum(said.senders, ({ refused }) => refused),
      refusals.filter(({ state, decision }) => state === 'refused' || decision === 'returned').length,
    ],
    ['delivered', sum(said.recipients, ({ delivered }) => delivered), letters.length],
    [
      'waiting',
      sum(said.recipients, ({ waiting }) => waiting),
      letters.filter(({ state }) => state === 'requested').length,
    ],
  ]
  for (const [what, told, there] of pairs)
    if (told !== there) faults.push(`reconcile: ${what} ${told}, the books have ${there}`)
  return faults
}

/** What the hub tells each sender of its letters is what became of them. */
export const check_told = async (working: Working[], { letters }: HubBooks): Promise<string[]> => {
  const faults: string[] = []
  for (const { member, seat } of working) {
    if (member.plan.gone_at !== undefined) continue
    const told = new Map<string, string>()
    for (let [after, more] = [0, true]; more;) {
      const page = (await seat.line.ask('GET', `/lien-thong/sent?after=${after}`)).json()
      const rows = list_of(page['letters'])
      for (const row of rows)
        told.set(`${Number(row['number'])} ${text_of(row['recipient'])}`, text_of(row['state']) ?? '')
      after = Number(rows.at(-1)?.['number'] ?? after)
      more = page['more'] === true
    }
    const mine = letters.filter(({ sender }) => sender === member.plan.code)
    if (mine.length !== told.size)
      faults.push(`${member.plan.code}: was told of ${told.size} letters, sent ${mine.length}`)
    for (const { number, recipient, state } of mine) {
      const says = told.get(`${number} ${recipient}`)
      if (says !== state) faults.push(`${member.plan.code}: letter ${number} is ${state}, it was told “${says}”`)
    }
  }
  return faults
}
