import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '../../base/outcome/index.ts'
import type { NextStep, Run } from '../../network/certification/contract.ts'
import type { Submission } from '../../standards/documents/index.ts'
import { list_of, text_of } from '../../standards/fhir/index.ts'
import { write_provide_bundle } from '../../standards/mhd/index.ts'
import { make_sample_letter, type SampleWish, type Signers } from '../../standards/sample-letters/index.ts'
import { verify_pdf } from '../../standards/signatures/index.ts'
import { patiently, type HubAnswer, type Wire } from './wire.ts'

export type Vendor = {
  ask: Wire
  signers: Signers
  /** What this program remembers between the steps. */
  memory: { letter?: Submission; done: Set<string> }
  /** A bad vendor, for tests: takes what comes without looking. */
  careless?: boolean
}

const letter = ({ signers }: Vendor, run: Run, wish: Partial<SampleWish> = {}): Promise<Submission> =>
  make_sample_letter(signers, { recipients: [run.partner.code], ...wish })

const post = ({ ask }: Vendor, submission: Submission): Promise<HubAnswer> =>
  patiently(() => ask('POST', '/fhir', JSON.stringify(write_provide_bundle(submission)), 'application/fhir+json'))

const must_be_taken = (answer: HubAnswer): void => {
  if (answer.status !== 200)
    throw fail.rule(`Trục trả ${answer.status}: ${new TextDecoder().decode(answer.bytes).slice(0, 800)}`)
}

const number_of = async ({ ask }: Vendor, document: string | undefined): Promise<number | undefined> => {
  for (let after = 0; ;) {
    const { json } = await ask('GET', `/lien-thong/inbox?after=${after}`)
    const letters = list_of(json['letters'])
    const found = letters.find((one) => text_of(one['document']) === document)
    if (found) return Number(found['number'])
    if (json['more'] !== true) return undefined
    after = Number(letters.at(-1)?.['number'])
  }
}

/** What the hub says whom to believe, against what the paper carries. @returns what is wrong; '' where it stands */
const fault_of = async ({ ask }: Vendor, run: Run, number: number): Promise<string> => {
  const { json: trust } = await ask('GET', `/lien-thong/trust/${run.partner.code}`)
  const roots_pem = Array.isArray(trust['roots_pem']) ? trust['roots_pem'].map(String) : []
  const { bytes } = await ask('GET', `/lien-thong/inbox/${number}/pdf`)
  const { signatures } = verify_pdf(bytes, { trusted_pem: roots_pem })
  if (signatures.length === 0) return 'Văn bản không có chữ ký'
  return signatures.flatMap(({ valid, problem }) => (valid ? [] : [problem ?? 'Chữ ký không đứng vững']))[0] ?? ''
}

const turn = ({ ask }: Vendor, number: number, state: string, reason?: string): Promise<HubAnswer> =>
  ask('POST', `/lien-thong/inbox/${number}`, JSON.stringify({ state, ...(reason ? { reason } : {}) }))

const take_letter = async (vendor: Vendor, run: Run, { code, document }: NextStep): Promise<boolean> => {
  const number = await number_of(vendor, document)
  if (number === undefined) return false
  const fault = vendor.careless ? '' : await fault_of(vendor, run, number)
  const say = async (state: string): Promise<boolean> => (await turn(vendor, number, state, fault)).status === 200
  if (fault !== '') return say('rejected')
  if (code === 'receive') return say('received')
  return code === 'bad-signature' ? (await say('received')) && say('accepted') : say('accepted')
}

const until = (moment: string | undefined): Promise<void> =>
  sleep(Math.max(0, Date.parse(moment ?? '') - Date.now() || 0) + 200)

/** Does what the step asks, as this vendor understands it. @returns whether it is done; otherwise it is tried again */
export const act = async (vendor: Vendor, run: Run, next: NextStep): Promise<boolean> => {
  const { memory } = vendor
  if (next.code === 'send') {
    memory.letter = await letter(vendor, run)
    must_be_taken(await post(vendor, memory.letter))
  } else if (next.code === 'repeat' && memory.letter) must_be_taken(await post(vendor, memory.letter))
  else if (next.code === 'refusal') await post(vendor, await letter(vendor, run, { signers: [] }))
  else if (next.code === 'correction')
    must_be_taken(await post(vendor, await letter(vendor, run, { replaces: next.document ?? '' })))
  else if (next.code === 'return') {
    await until(next.silent_from)
    must_be_taken(await post(vendor, await letter(vendor, run)))
  } else return take_letter(vendor, run, next)
  return true
}
