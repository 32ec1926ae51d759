import type { Hub } from './hub.ts'

/** A document as the hub has it. */
export type HubPaper = {
  sender: string
  document: string
  number: number
  recipients: string[]
  digest: string
  jws: string
}

export type HubLetter = {
  recipient: string
  sender: string
  document: string
  number: number
  state: string
  receipts: { hop: string; at: string; jws: string }[]
}

export type HubRefusal = { sender: string; document: string; state: string; decision: string | null; reason: string }

export type HubBooks = { papers: HubPaper[]; letters: HubLetter[]; refusals: HubRefusal[] }

/** Behind the walls, as its owner: not what the hub says, but what it has. */
export const read_hub_books = async ({ ask }: Hub): Promise<HubBooks> => ({
  papers: await ask<HubPaper>(
    `SELECT sender, document, number::float8 AS number, recipients, encode(digest, 'hex') AS digest, receipt ->> 'jws' AS jws
     FROM hub.submission`,
  ),
  letters: await ask<HubLetter>(
    'SELECT recipient, sender, document, number::float8 AS number, state, receipts FROM hub.delivery',
  ),
  refusals: await ask<HubRefusal>(
    "SELECT sender, coalesce(document, '') AS document, state, decision, reason FROM hub.refusal",
  ),
})
