import { createHash } from 'node:crypto'
import { verify_submission } from '../../../src/standards/documents/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../../../src/standards/fhir/index.ts'
import { read_submission_of, rebuild_submission } from '../../../src/standards/mhd/index.ts'
import { LineBroken, type Reply } from './line.ts'
import { digest_of } from './paper.ts'
import type { Step } from './plan.ts'
import { say } from './turn.ts'
import type { Seat } from './world.ts'

/** A letter as this house keeps it. */
export type Kept = {
  document: string
  number: number
  /** Digest over all parts, or where only the paper was fetched over that. */
  digest: string
  only_paper: boolean
  /** What it still has to say, and from which minute on. */
  steps: { step: Step; at: number }[]
  said: Step[]
}

export type Inbox = {
  kept: Map<string, Kept>
  /** Fetches what the hub has. @throws LineBroken */
  receive(): Promise<void>
  /** Says what is due of what was received. @throws LineBroken */
  answer(): Promise<void>
}

type Waiting = { number: number; document: string }

const demand = (reply: Reply, what: string): Reply => {
  if (reply.status !== 200) throw new LineBroken(`${what}: ${reply.status} ${reply.bytes.toString().slice(0, 300)}`)
  return reply
}

const tasks_waiting = async ({ line, member }: Seat): Promise<Waiting[]> => {
  const owner = encodeURIComponent(`${identifier_system.facility}|${member.plan.code}`)
  const reply = demand(
    await line.ask('GET', `/fhir/Task?owner:identifier=${owner}&status=requested&_count=50`),
    'tasks',
  )
  return list_of(reply.json()['entry']).flatMap((entry) => {
    const task = object_of(entry['resource'])
    const number = Number(/^in-(\d+)$/.exec(text_of(task?.['id']) ?? '')?.[1])
    const document = text_of(list_of(task?.['identifier'])[0]?.['value']) ?? ''
    return Number.isInteger(number) ? [{ number, document }] : []
  })
}

const letters_waiting = async ({ line }: Seat): Promise<Waiting[]> => {
  const reply = demand(await line.ask('GET', '/lien-thong/inbox?state=requested'), 'inbox')
  return list_of(reply.json()['letters']).map((one) => ({
    number: Number(one['number']),
    document: text_of(one['document']) ?? '',
  }))
}

/** ITI-66, 67, 68: List, entries, bytes; put together again. */
const fetch_whole = async ({ line, member, world, random }: Seat, number: number): Promise<string> => {
  const read = async (path: string) => demand(await line.ask('GET', `/fhir/${path}`), path).json() as Resource
  const list = await read(`List/${number}`)
  const names = list_of(list['entry']).flatMap((entry) => text_of(object_of(entry['item'])?.['reference']) ?? [])
  const references = await Promise.all(names.map(read))
  const remote = read_submission_of(references, list)
  const bytes = await Promise.all(
    remote.parts.map(async ({ url }) => {
      const headers = { accept: 'application/octet-stream' }
      return demand(await line.ask('GET', new URL(url).pathname, '', headers), url).bytes
    }),
  )
  const submission = rebuild_submission(remote, bytes)
  const sender = world.members.get(submission.sender)?.house
  if (sender && random.chance(0.1)) {
    const trust = { roots_pem: [sender.ca.certificate_pem], seals: [sender.seal.certificate], pdf_only: true }
    const { valid } = verify_submission(submission, { ...trust, at: new Date() })
    if (!valid) world.faults.push(`${member.plan.code}: letter ${number} does not stand where it was received`)
  }
  return digest_of(submission.parts)
}

const fetch_paper = async ({ line }: Seat, number: number): Promise<string> => {
  const { bytes } = demand(await line.ask('GET', `/lien-thong/inbox/${number}/pdf`), 'pdf')
  return createHash('sha256').update(bytes).digest('hex')
}

export const open_inbox = (seat: Seat): Inbox => {
  const { world, member } = seat
  const { code, style } = member.plan
  const kept = new Map<string, Kept>()

  const keep = async ({ number, document }: Waiting): Promise<Kept | undefined> => {
    const planned = world.by_document.get(document)?.answers[code]
    if (!planned) {
      world.faults.push(`${code}: letter ${number} (${document}) nobody sent here`)
      return undefined
    }
    const only_paper = style === 'plain'
    const digest = only_paper ? await fetch_paper(seat, number) : await fetch_whole(seat, number)
    const now = world.clock.minute()
    let at = now
    const steps = planned.map(({ step, after }, i) => ({ step, at: i === 0 ? now : (at += after) }))
    const one: Kept = { document, number, digest, only_paper, steps, said: [] }
    kept.set(document, one)
    return one
  }

  const say_due = async (one: Kept): Promise<void> => {
    for (let next = one.steps[0]; next && next.at <= world.clock.minute(); next = one.steps[0]) {
      await say(seat, one, next.step)
      one.steps.shift()
      one.said.push(next.step)
    }
  }

  const take = async (waiting: Waiting): Promise<void> => {
    const known = kept.get(waiting.document)
    if (known && known.number !== waiting.number) {
      world.faults.push(`${code}: ${waiting.document} came twice, as ${known.number} and ${waiting.number}`)
      return
    }
    // What the hub had confirmed to us must not be unsaid by its next start.
    if (known && known.said.length > 0)
      world.faults.push(`${code}: letter ${known.number} waits again after “${known.said.join(', ')}”`)
    const one = known ?? (await keep(waiting))
    if (one) await say_due(one)
  }

  return {
    kept,
    async receive() {
      const waiting = await (style === 'plain' ? letters_waiting(seat) : tasks_waiting(seat))
      for (const one of waiting) await take(one)
    },
    async answer() {
      for (const one of kept.values()) await say_due(one)
    },
  }
}
