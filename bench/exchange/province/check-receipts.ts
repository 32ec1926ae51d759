import { compactVerify, createLocalJWKSet, importJWK, type JSONWebKeySet } from 'jose'
import type { HubBooks, HubLetter, HubPaper } from './hub-books.ts'
import type { Working } from './member.ts'
import type { World } from './world.ts'

type Claims = Record<string, unknown>

const claims_in = (payload: Uint8Array): Claims => JSON.parse(new TextDecoder().decode(payload)) as Claims

/** The hub's word: verified by its published key, and saying what its books say. */
const check_taken = async (keys: ReturnType<typeof createLocalJWKSet>, paper: HubPaper): Promise<string[]> => {
  const { document, digest, sender, number, jws, recipients } = paper
  try {
    const says = claims_in((await compactVerify(jws, keys)).payload)
    const is_so =
      says['hop'] === 'taken' &&
      says['document'] === document &&
      says['digest'] === digest &&
      says['sender'] === sender &&
      says['number'] === number &&
      Array.isArray(says['recipients']) &&
      says['recipients'].every((code) => recipients.includes(String(code)))
    return is_so ? [] : [`receipt of ${document} says ${JSON.stringify(says)}`]
  } catch (error) {
    return [`receipt of ${document}: ${String(error)}`]
  }
}

/** The recipients' words: in the order they were said, each by the recipient's own key where it has one. */
const check_hops = async (world: World, letter: HubLetter, paper: HubPaper | undefined): Promise<string[]> => {
  const { recipient, number, document, receipts, state } = letter
  const member = world.members.get(recipient)
  const faults: string[] = []
  if (receipts[0]?.hop !== 'taken' || receipts[0].jws !== paper?.jws)
    faults.push(`letter ${number}: not the receipt of its document`)
  if (state !== 'requested' && receipts.at(-1)?.hop !== state)
    faults.push(`letter ${number}: is ${state}, last receipt ${receipts.at(-1)?.hop}`)
  const hops = receipts.map(({ hop }) => hop)
  if (new Set(hops).size !== hops.length) faults.push(`letter ${number}: ${hops.join(', ')}`)
  if (!member || member.plan.style === 'plain') return faults
  const key = await importJWK(member.public_jwk, 'ES384')
  for (const { hop, jws } of receipts.slice(1))
    try {
      const says = claims_in((await compactVerify(jws, key)).payload)
      if (
        says['hop'] !== hop ||
        says['document'] !== document ||
        says['digest'] !== paper?.digest ||
        says['recipient'] !== recipient
      )
        faults.push(`letter ${number}, ${hop}: says ${JSON.stringify(says)}`)
    } catch (error) {
      faults.push(`letter ${number}, ${hop}: ${String(error)}`)
    }
  return faults
}

/** @returns what is wrong, and how many were verified */
export const check_receipts = async (
  world: World,
  working: Working[],
  { papers, letters }: HubBooks,
  base: string,
): Promise<{ faults: string[]; verified: number }> => {
  const faults: string[] = []
  const keys = createLocalJWKSet((await (await fetch(`${base}/lien-thong/jwks.json`)).json()) as JSONWebKeySet)
  const by_number = new Map(papers.map((paper) => [paper.number, paper]))
  const by_document = new Map(papers.map((paper) => [paper.document, paper]))
  let verified = 0
  for (const paper of papers) {
    faults.push(...(await check_taken(keys, paper)))
    verified += 1
  }
  for (const letter of letters) {
    faults.push(...(await check_hops(world, letter, by_number.get(letter.number))))
    verified += letter.receipts.filter(({ jws }) => jws !== '').length
  }
  for (const { outbox } of working)
    for (const { receipt, document, sending } of outbox.posted.values())
      if (receipt !== undefined && by_document.get(document)?.jws !== receipt)
        faults.push(`${sending.key}: its sender has another receipt than the hub`)
  return { faults, verified }
}
