import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { is_object, list_of, object_of, text_of } from '../../../src/standards/fhir/index.ts'
import type { Reply } from './line.ts'
import { make_paper, type Paper } from './paper.ts'
import type { Sending } from './plan.ts'
import type { Seat } from './world.ts'

export type Refusal = { status: number; words: string }

export type Posted = {
  sending: Sending
  document: string
  paper: Omit<Paper, 'body'>
  /** What the house's clock showed when it was signed. */
  signed_at: Date
  file: string
  state: 'waiting' | 'taken' | 'held' | 'refused'
  /** Leaves when what it stands on has been taken. */
  waits_for?: string
  attempts: number
  refusals: Refusal[]
  /** The hub's word, as first heard. */
  receipt?: string
  /** Some answer said that it had not been there before. */
  news: boolean
  again: number[]
}

export type Outbox = {
  posted: Map<string, Posted>
  /** Signs what is due and lays it on disk. */
  issue(): Promise<void>
  /** Sends what is due, in no order. @throws LineBroken */
  send(): Promise<void>
  is_settled(): boolean
}

const at_once_max = 4
const early_words = /chưa từng qua trục/

const words_of = (reply: Reply): string => {
  const body = reply.json()
  const issues = Array.isArray(body['issue']) ? list_of(body['issue']) : list_of(body['issues'])
  return issues.map((one) => text_of(object_of(one['details'])?.['text']) ?? text_of(one['message']) ?? '').join('\n')
}

/** The receipt of a taking, and whether the hub says it took it for the first time. */
const receipt_in = (reply: Reply, { door }: Sending): { receipt: string; is_new: boolean } => {
  if (door === 'plain') return { receipt: text_of(reply.json()['receipt']) ?? '', is_new: reply.status === 201 }
  const [first] = list_of(reply.json()['entry'])
  const status = is_object(first) ? text_of(object_of(first['response'])?.['status']) : ''
  return { receipt: String(reply.headers['x-benhan-receipt'] ?? ''), is_new: status === '201 Created' }
}

/** @param mine sendings of this house, by the minute */
export const open_outbox = ({ world, member, line, random }: Seat, mine: Sending[]): Outbox => {
  const dir = join(world.dir, 'outbox', member.plan.code)
  mkdirSync(dir, { recursive: true })
  const posted = new Map<string, Posted>()
  let next = 0

  const make = async (sending: Sending): Promise<void> => {
    const wrong = sending.trouble === 'clock' || sending.trouble === 'signature-clock'
    // Who is a day behind signs a day behind: an old date is no fault.
    const skew_ms = wrong ? (member.plan.wrong_clock?.skew_ms ?? 0) : member.plan.skew_ms
    const now = new Date(Date.now() + skew_ms)
    const of = sending.of === undefined ? undefined : world.by_key.get(sending.of)
    const person = world.people[sending.person]
    const stranger = [...world.members.values()].find((one) => one !== member)?.house
    if (!person || !stranger) throw new Error(`plan: nobody for ${sending.key}`)
    const { body, ...paper } = await make_paper({
      ...{ sending, house: member.house, stranger, person, now },
      ...(of ? { of } : {}),
    })
    const file = join(dir, `${sending.key}.json`)
    await writeFile(file, body)
    posted.set(sending.key, {
      ...{
        sending,
        paper,
        file,
        document: paper.document,
        signed_at: now,
        state: 'waiting',
        attempts: 0,
        refusals: [],
        news: false,
      },
      ...(of && sending.is_early !== true ? { waits_for: of.key } : {}),
      again: [...sending.again],
    })
  }

  const settle = (one: Posted, reply: Reply): void => {
    const { sending } = one
    if (reply.status === 200 || reply.status === 201) {
      const { receipt, is_new } = receipt_in(reply, sending)
      if (one.receipt !== undefined && one.receipt !== receipt)
        world.faults.push(`${sending.key}: another receipt the second time`)
      if (is_new && one.news) world.faults.push(`${sending.key}: taken twice as new`)
      one.news ||= is_new
      one.receipt ??= receipt
      one.state = 'taken'
      return
    }
    if (reply.status === 202) {
      one.state = 'held'
      return
    }
    const words = words_of(reply)
    one.refusals.push({ status: reply.status, words })
    if (one.state === 'taken') world.faults.push(`${sending.key}: taken, and refused the second time: ${words}`)
    else if (sending.is_early === true && sending.of !== undefined && early_words.test(words))
      one.waits_for = sending.of
    else one.state = 'refused'
  }

  const send_one = async (one: Posted): Promise<void> => {
    const body = await readFile(one.file, 'utf8')
    const path = one.sending.door === 'plain' ? '/lien-thong/documents' : '/fhir'
    // Now and then two threads of a careless program send the same at the same moment.
    const copies = random.chance(0.03) ? 2 : 1
    one.attempts += copies
    const replies = await Promise.allSettled(Array.from({ length: copies }, () => line.ask('POST', path, body)))
    for (const reply of replies) if (reply.status === 'fulfilled') settle(one, reply.value)
    const failed = replies.find((reply) => reply.status === 'rejected')
    if (failed && one.state === 'waiting') throw failed.reason
  }

  const may_leave = ({ state, waits_for }: Posted): boolean =>
    state === 'waiting' && (waits_for === undefined || posted.get(waits_for)?.state === 'taken')

  const is_due_again = (one: Posted): boolean =>
    one.state === 'taken' && (one.again[0] ?? Number.POSITIVE_INFINITY) <= world.clock.minute()

  return {
    posted,
    async issue() {
      for (let one = mine[next]; one && one.minute <= world.clock.minute(); one = mine[next]) {
        if (world.stopped.aborted) return
        await make(one)
        next += 1
      }
    },
    async send() {
      const due = [...posted.values()].filter((one) => may_leave(one) || is_due_again(one))
      due.sort(() => random.next() - 0.5)
      for (let at = 0; at < due.length && !world.stopped.aborted; at += at_once_max) {
        const some = due.slice(at, at + at_once_max)
        const copies = some.filter(is_due_again)
        const sent = await Promise.allSettled(some.map(send_one))
        for (const one of copies) if (sent[some.indexOf(one)]?.status === 'fulfilled') one.again.shift()
        const failed = sent.find((one) => one.status === 'rejected')
        if (failed) throw failed.reason
      }
    },
    is_settled: () =>
      next === mine.length &&
      [...posted.values()].every(
        ({ state, again }) => state !== 'waiting' && (state !== 'taken' || again.length === 0),
      ),
  }
}
