import { create_random, type Random } from '../../../demo/random.ts'
import type { DocumentKind } from '../../../src/standards/documents/index.ts'
import { plan_houses, type HousePlan } from './plan-houses.ts'
import { is_letter, pick_kind } from './volumes.ts'

/** fhir: ITI-65; plain: HTTPS, JSON and a signed PDF. */
export type Door = 'fhir' | 'plain'

/** Why a sending is to be refused or held. */
export type Trouble =
  | 'clock' // issued by a clock that is ahead by more than the hub allows
  | 'signature-clock' // ahead by less, but signatures of the future count for nothing
  | 'unsigned'
  | 'stranger' // sealed by somebody else's certificate
  | 'changed' // a byte after signing
  | 'nobody' // no such recipient
  | 'reused' // another content under a number that was used
  | 'no-original' // corrects what never came
  | 'dead' // held: for a person who died before

export type Step = 'received' | 'accepted' | 'rejected' | 'completed'

export type Sending = {
  /** The house's own number of the paper. */
  key: string
  sender: string
  recipients: string[]
  kind: DocumentKind
  /** Row of the person in the population. */
  person: number
  /** Of the month, when it is issued. */
  minute: number
  door: Door
  trouble?: Trouble
  /** Key of the paper it corrects, or whose number it takes. */
  of?: string
  /** A correction that the house's outbox let go before what it corrects. */
  is_early?: boolean
  /** Minutes at which the same is sent again, as it was. */
  again: number[]
  /** What each recipient does with it, with the minutes it takes for each step. */
  answers: Record<string, { step: Step; after: number }[]>
}

export type Plan = { houses: HousePlan[]; sendings: Sending[]; persons: number; dead: number }

export const month_minutes = 30 * 24 * 60

const troubles: readonly (readonly [Trouble, number])[] = [
  ['unsigned', 3],
  ['stranger', 3],
  ['changed', 3],
  ['nobody', 3],
  ['reused', 3],
  ['no-original', 2],
  ['dead', 4],
]

const steps_of = (random: Random): Step[] =>
  random.weighted<Step[]>([
    [['received'], 20],
    [['received', 'accepted'], 20],
    [['received', 'accepted', 'completed'], 40],
    [['received', 'completed'], 8],
    [['received', 'rejected'], 8],
    [['rejected'], 2],
    [['received', 'accepted', 'rejected'], 2],
  ])

const answer = (random: Random) => steps_of(random).map((step) => ({ step, after: random.int(5, 1_500) }))

const pick_house = (random: Random, houses: HousePlan[], but: string[]): string => {
  const others = houses.filter(({ code }) => !but.includes(code))
  return random.weighted(others.map(({ code, visits }) => [code, visits] as const))
}

type Made = { plan: Plan; random: Random; next_key(sender: string): string }

const plain_sending = ({ plan, random, next_key }: Made): Sending => {
  const { houses, persons } = plan
  const sender = random.weighted(houses.map((house) => [house, house.visits] as const))
  const kind = pick_kind(random)
  const recipients = is_letter(kind) ? [pick_house(random, houses, [sender.code])] : []
  if (recipients.length > 0 && random.chance(0.1))
    recipients.push(pick_house(random, houses, [sender.code, ...recipients]))
  const minute = random.int(0, month_minutes - 1)
  const sent: Sending = {
    ...{
      key: next_key(sender.code),
      sender: sender.code,
      recipients,
      kind,
      person: random.int(0, persons - 1),
      minute,
    },
    door: random.chance(sender.style === 'plain' ? 0.9 : 0.05) ? 'plain' : 'fhir',
    again: random.chance(0.06) ? [minute + random.int(1, 2_000)] : [],
    answers: Object.fromEntries(recipients.map((code) => [code, answer(random)])),
  }
  if (sender.wrong_clock && minute >= sender.wrong_clock.from && minute < sender.wrong_clock.to)
    return { ...sent, again: [], trouble: sender.wrong_clock.skew_ms > 600_000 ? 'clock' : 'signature-clock' }
  return sent
}

/** A newer version of a paper that goes: to one of those who have it, and by the hub to all of them (SHARE-12). */
const correction = ({ random, next_key }: Made, old: Sending): Sending => {
  const is_early = random.chance(0.3)
  const minute = is_early ? Math.max(0, old.minute - random.int(30, 600)) : old.minute + random.int(30, 4_000)
  return {
    ...old,
    ...{ key: next_key(old.sender), minute: Math.min(minute, month_minutes - 1), of: old.key, is_early, again: [] },
    recipients: old.recipients.slice(0, 1),
    answers: Object.fromEntries(old.recipients.map((code) => [code, answer(random)])),
  }
}

const with_trouble = (made: Made, sent: Sending): Sending => {
  const { random, plan } = made
  const trouble = random.weighted(troubles)
  const base = { ...sent, trouble, again: [], door: 'fhir' as const }
  if (trouble === 'nobody') return { ...base, recipients: ['24999'], answers: {} }
  if (trouble === 'dead') {
    const recipients = [pick_house(random, plan.houses, [sent.sender])]
    const answers = Object.fromEntries(recipients.map((code) => [code, answer(random)]))
    return {
      ...base,
      kind: 'transfer-letter',
      recipients,
      answers,
      person: plan.persons + random.int(0, plan.dead - 1),
    }
  }
  return base
}

/** Its number taken for another content by a clerk who counted wrong. */
const reuse = ({ random, next_key }: Made, old: Sending): Sending => ({
  ...old,
  ...{ key: next_key(old.sender), of: old.key, trouble: 'reused', again: [], answers: {} },
  minute: Math.min(old.minute + random.int(10, 3_000), month_minutes - 1),
})

const is_to_be_taken = ({ trouble, of }: Sending): boolean => trouble === undefined && of === undefined

/** Everything that happens of itself in the month; the same for the same seed. */
export const make_plan = (wish: { seed: number; facilities: number; documents: number }): Plan => {
  const random = create_random(wish.seed)
  const persons = Math.max(20, Math.round(wish.documents / 3))
  const houses = plan_houses(random, wish.facilities)
  const plan: Plan = { houses, sendings: [], persons, dead: Math.max(2, Math.round(wish.documents / 500)) }
  let numbers = 0
  const made: Made = { plan, random, next_key: (sender) => `${sender}.${(numbers += 1).toString().padStart(6, '0')}` }
  while (plan.sendings.length < wish.documents) {
    const sent = plain_sending(made)
    const faulty = sent.trouble === undefined && random.chance(0.04) ? with_trouble(made, sent) : sent
    if (faulty.trouble === 'reused') {
      plan.sendings.push(sent, reuse(made, sent))
      continue
    }
    plan.sendings.push(faulty)
    if (is_to_be_taken(faulty) && faulty.recipients.length > 0 && random.chance(0.04))
      plan.sendings.push(correction(made, faulty))
  }
  plan.sendings.sort((one, other) => one.minute - other.minute)
  return plan
}
