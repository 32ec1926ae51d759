import { createHash } from 'node:crypto'
import { local_time } from '../../../src/base/time/index.ts'
import { identifier_system, type Resource } from '../../../src/standards/fhir/index.ts'
import {
  compose_document,
  document_bytes,
  document_kinds,
  seal_document,
  uuid_urn_of,
  type Part,
  type Submission,
} from '../../../src/standards/documents/index.ts'
import {
  letter_input,
  make_part,
  plain_pdf,
  sign_paper,
  with_part,
  type House,
} from '../../../src/standards/documents/test-letters.ts'
import { write_provide_bundle } from '../../../src/standards/mhd/index.ts'
import type { Someone } from '../../matching/population.ts'
import type { Sending } from './plan.ts'

/** What is true of a paper that was made: everybody else's word is held against it. */
export type Paper = {
  document: string
  /** SHA-256 of each part by its kind, and over all of them as the hub counts. */
  parts: Record<string, string>
  digest: string
  /** The request as it goes out, each time the same. */
  body: string
}

export type Making = {
  sending: Sending
  house: House
  /** Whose certificate is taken by mistake. */
  stranger: House
  person: Someone
  /** What the house's clock shows. */
  now: Date
  /** What it corrects, or whose number it takes. */
  of?: Sending
}

/** A document's name for ever. At the plain door it follows from the house's own number. */
export const identity_of = ({ door, sender, key }: Sending): string =>
  door === 'plain' ? uuid_urn_of('lien-thong', sender, key) : uuid_urn_of('province', key)

const identities_of = ({ numbers }: Someone): { system: string; value: string }[] =>
  numbers.flatMap(({ kind, value }) =>
    kind === 'cccd' || kind === 'bhyt' ? [{ system: identifier_system[kind], value }] : [],
  )

const full_birth = (date: string | undefined): string =>
  date?.length === 10 ? date : `${date?.slice(0, 4) ?? '1990'}-01-01`

const person_of = (person: Someone, own_code: string) => ({
  identifiers: [...identities_of(person), { system: identifier_system.patient_code, value: own_code }],
  name: person.names[0] ?? '',
  birth_date: full_birth(person.birth_date),
  gender: person.gender === 'female' ? ('female' as const) : ('male' as const),
})

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** By the words of decision 0024, not by the hub's own function. */
export const digest_of = (parts: readonly Part[]): string => {
  const all = createHash('sha256')
  for (const { kind, identity, bytes } of parts) all.update(`${kind} ${identity} `).update(sha256(bytes))
  return all.digest('hex')
}

const sign = async ({ sending, house, stranger, now }: Making): Promise<Uint8Array> => {
  const blank = await plain_pdf(
    `${document_kinds[sending.kind].name} ${sending.key}`.normalize('NFD').replace(/[^ -~]/g, ''),
  )
  if (sending.trouble === 'unsigned') return blank
  const seal = sending.trouble === 'stranger' ? stranger.seal : house.seal
  const signers: Parameters<typeof sign_paper>[1] = [
    ['bac_si', house.doctor],
    ['co_so', seal],
  ]
  return sign_paper(blank, signers, now)
}

const flip = (bytes: Uint8Array): Uint8Array => {
  const changed = Buffer.from(bytes)
  changed.writeUInt8(changed.readUInt8(400) ^ 1, 400)
  return changed
}

const replaced = ({ sending, of }: Making): string | undefined => {
  if (sending.trouble === 'no-original') return uuid_urn_of('province', 'never', sending.key)
  return sending.trouble === 'reused' || of === undefined ? undefined : identity_of(of)
}

const make_submission = async (making: Making): Promise<Submission> => {
  const { sending, house, person, now } = making
  const paper = await sign(making)
  const title = document_kinds[sending.kind].name
  const pdf: Part = {
    ...make_part('pdf', title, paper),
    identity: identity_of(making.sending.trouble === 'reused' ? (making.of ?? making.sending) : making.sending),
  }
  const about = person_of(person, `${house.code}.${String(person.who).padStart(6, '0')}`)
  const created_at = local_time(now)
  const subject: Resource = {
    ...{ resourceType: 'Patient', id: 'p1', identifier: about.identifiers, name: [{ text: about.name }] },
    ...{ gender: about.gender, birthDate: about.birth_date },
  }
  const input = letter_input(house, paper, pdf.identity)
  const facts = { kind: sending.kind, title, created_at, patient: subject }
  const fhir = document_bytes(compose_document({ ...input, ...facts, period: { start: created_at } }))
  const seal = await seal_document(fhir, sending.trouble === 'stranger' ? making.stranger.seal : house.seal, now)
  const replaces = replaced(making)
  const submission: Submission = {
    ...{ identity: uuid_urn_of('province', 'sending', sending.key), kind: sending.kind, title, sender: sending.sender },
    ...{ recipients: sending.recipients, person: about, created_at, labels: [] },
    author: { name: 'Nguyễn Văn Á', identifiers: [{ system: identifier_system.cchn, value: '001234/BG-CCHN' }] },
    ...(replaces === undefined ? {} : { replaces }),
    parts: [pdf, make_part('fhir', 'Dữ liệu', fhir), make_part('seal', 'Chữ ký cơ sở', seal)],
  }
  return sending.trouble === 'changed' ? with_part(submission, 'pdf', flip(paper)) : submission
}

/** The same facts at the door of those who have nothing but a signed PDF. */
const write_plain = ({ sending, of }: Making, { person, created_at, author, parts, replaces }: Submission): object => {
  const number_of = (system: string) => person.identifiers.find((one) => one.system === system)?.value
  const patient = { cccd: number_of(identifier_system.cccd), bhyt: number_of(identifier_system.bhyt) }
  return {
    ...{
      kind: sending.kind,
      number: (sending.trouble === 'reused' && of ? of : sending).key,
      recipients: sending.recipients,
    },
    ...{ created_at, author: { name: author.name, licence: author.identifiers[0]?.value } },
    patient: {
      ...{ name: person.name, birth_date: person.birth_date, gender: person.gender, ...patient },
      code: number_of(identifier_system.patient_code),
    },
    ...(replaces === undefined ? {} : { replaces: of?.key }),
    pdf: Buffer.from(parts[0].bytes).toString('base64'),
  }
}

/** Signs it for real and writes the request. */
export const make_paper = async (making: Making): Promise<Paper> => {
  const submission = await make_submission(making)
  const is_plain = making.sending.door === 'plain'
  const parts = is_plain ? submission.parts.slice(0, 1) : submission.parts
  return {
    document: submission.parts[0].identity,
    parts: Object.fromEntries(parts.map(({ kind, bytes }) => [kind, sha256(bytes).toString('hex')])),
    digest: digest_of(parts),
    body: JSON.stringify(is_plain ? write_plain(making, submission) : write_provide_bundle(submission)),
  }
}
