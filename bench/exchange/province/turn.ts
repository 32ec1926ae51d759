import { importJWK, SignJWT } from 'jose'
import { code_system, list_of, text_of } from '../../../src/standards/fhir/index.ts'
import type { Kept } from './inbox.ts'
import { LineBroken } from './line.ts'
import type { Step } from './plan.ts'
import type { Seat } from './world.ts'

const reason = 'Hết giường; xin chuyển nơi khác'

/** Our word, signed: can be shown to anybody years later. */
const sign_word = async ({ member }: Seat, hop: Step, { document, digest }: Kept): Promise<string> =>
  new SignJWT({ hop, document, digest, recipient: member.plan.code })
    .setProtectedHeader({
      alg: 'ES384',
      typ: 'receipt+jwt',
      ...(member.private_jwk.kid ? { kid: member.private_jwk.kid } : {}),
    })
    .setIssuer(member.client_id)
    .setIssuedAt()
    .sign(await importJWK(member.private_jwk, 'ES384'))

const unheard = (status: number, text: string): LineBroken => new LineBroken(`${status} ${text.slice(0, 300)}`)

/** Where the hub has it already our word had arrived and only its answer was lost. */
const by_task = async (seat: Seat, one: Kept, step: Step): Promise<void> => {
  const { line } = seat
  const path = `/fhir/Task/in-${one.number}`
  const read = await line.ask('GET', path)
  if (read.status !== 200) throw unheard(read.status, read.bytes.toString())
  const task = read.json()
  if (task['status'] === step) return
  const output = list_of(task['output'])
  output.push({
    type: { coding: [{ system: code_system.exchange, code: `receipt-${step}` }] },
    valueString: await sign_word(seat, step, one),
  })
  const turned = { ...task, status: step, output, ...(step === 'rejected' ? { statusReason: { text: reason } } : {}) }
  const version = String(read.headers.etag ?? '')
  const put = await line.ask('PUT', path, JSON.stringify(turned), { 'if-match': version })
  if (put.status !== 200) throw unheard(put.status, put.bytes.toString())
}

const by_plain = async ({ line }: Seat, { number }: Kept, step: Step): Promise<void> => {
  const words = JSON.stringify({ state: step, ...(step === 'rejected' ? { reason } : {}) })
  const said = await line.ask('POST', `/lien-thong/inbox/${number}`, words)
  if (said.status === 200) return
  const page = (await line.ask('GET', `/lien-thong/inbox?after=${number - 1}`)).json()
  const found = list_of(page['letters']).find((one) => one['number'] === number)
  if (text_of(found?.['state']) !== step) throw unheard(said.status, said.bytes.toString())
}

/** Turns a delivery one step on; again and again until the hub has it. @throws LineBroken */
export const say = (seat: Seat, one: Kept, step: Step): Promise<void> =>
  seat.member.plan.style === 'plain' ? by_plain(seat, one, step) : by_task(seat, one, step)
