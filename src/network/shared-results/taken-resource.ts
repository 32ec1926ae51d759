import { local_time, show_moment } from '../../base/time/index.ts'
import { type_of_kind, type SignatureVerdict, type Submission } from '../../standards/documents/index.ts'
import {
  code_system,
  extension_url,
  find_extension,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import { sha256_hex } from '../../standards/signatures/index.ts'
import type { SharedResult, TakenOver, TakeWish } from './contract.ts'
import { say_result } from './read-result.ts'
import type { ValidityRule } from './validity.ts'

export type Taking = {
  patient: string
  encounter: string
  actor: { id: string; name: string }
  wish: TakeWish
  result: SharedResult
  submission: Submission
  signatures: SignatureVerdict[]
  rule: ValidityRule
  /** The link whose paper this one took the place of. */
  replaces?: string | undefined
}

const part = (url: string, text: string) => ({ url, valueString: text })
const moment = (url: string, at: string) => ({ url, valueDateTime: at })

/** “Nguyễn Văn A (Bệnh viện B), ký 21/11/2026 08:10: hợp lệ”. */
const say_signature = ({ signer, organization, part: signed, signed_at, valid, problem }: SignatureVerdict): string => {
  const who = [signer, organization && organization !== signer ? `(${organization})` : ''].filter(Boolean).join(' ')
  const when = signed_at ? `, ký ${show_moment(local_time(signed_at))}` : ''
  return `${who}${when}, trên ${signed}: ${valid ? 'hợp lệ' : (problem ?? 'không hợp lệ')}`
}

/** Names the paper for ever, by identity and digest, with the one line relied on and whose signatures held. */
export const taken_resource = (taking: Taking): Resource => {
  const { patient, encounter, actor, wish, result, submission, rule, replaces } = taking
  const [main] = submission.parts
  return {
    resourceType: 'DocumentReference',
    extension: [
      {
        url: extension_url.taken_over,
        extension: [
          ...[part('test', wish.test), part('paper', result.id), part('said', say_result(result))],
          ...[part('rule', `${rule.name}: ${rule.hours} giờ; ${rule.source}`), part('by', actor.name)],
          ...taking.signatures.map((one) => part('signature', say_signature(one))),
          ...[moment('at', local_time(new Date())), moment('valid-until', result.valid_until)],
        ],
      },
    ],
    masterIdentifier: { system: identifier_system.uri, value: main.identity },
    identifier: [{ system: identifier_system.document_digest, value: sha256_hex(main.bytes) }],
    ...{ status: 'current', docStatus: 'final', type: type_of_kind(submission.kind) },
    subject: { reference: `Patient/${patient}` },
    ...(replaces === undefined
      ? {}
      : { relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/${replaces}` } }] }),
    date: local_time(new Date()),
    author: [{ display: result.performer }],
    custodian: {
      type: 'Organization',
      identifier: { system: identifier_system.facility, value: result.sender.code },
      display: result.sender.name,
    },
    description: result.title,
    content: [{ attachment: { contentType: main.content_type, title: result.title, creation: submission.created_at } }],
    context: {
      encounter: [{ reference: `Encounter/${encounter}` }],
      event: [{ coding: [{ system: code_system.loinc, code: wish.code }], text: wish.test }],
      period: { start: result.taken_at },
    },
  }
}

const drop_extension = (reason: string, by: string) => ({
  url: extension_url.order_cancelled,
  extension: [part('reason', reason), part('by', by), moment('at', local_time(new Date()))],
})

export const dropped = (link: Resource, by: string, reason: string): Resource => ({
  ...link,
  status: 'entered-in-error',
  extension: [...list_of(link['extension']), drop_extension(reason, by)],
})

const said_in = (extension: Record<string, unknown> | undefined) => {
  const parts = list_of(extension?.['extension'])
  return (url: string): string => {
    const found = parts.find((one) => one['url'] === url)
    return text_of(found?.['valueString']) ?? text_of(found?.['valueDateTime']) ?? ''
  }
}

/** Whose signatures held when it was taken over, in words. */
export const signatures_in = (link: Resource): string[] =>
  list_of(find_extension(link, extension_url.taken_over)?.['extension']).flatMap((one) =>
    one['url'] === 'signature' ? (text_of(one['valueString']) ?? []) : [],
  )

/** What the link itself says. */
export type TakenLink = Omit<TakenOver, 'changed' | 'is_told'>

/** undefined: a DocumentReference of another sort. */
export const to_taken = (link: Resource): TakenLink | undefined => {
  const extension = find_extension(link, extension_url.taken_over)
  if (!extension) return undefined
  const said = said_in(extension)
  const gone = find_extension(link, extension_url.order_cancelled)
  const why = said_in(gone)
  const context = object_of(link['context'])
  const custodian = object_of(link['custodian'])
  const coding = list_of(list_of(context?.['event'])[0]?.['coding'])[0]
  return {
    ...{ id: link.id ?? '', paper: said('paper'), test: said('test'), title: text_of(link['description']) ?? '' },
    code: text_of(coding?.['code']) ?? '',
    sender: {
      code: text_of(object_of(custodian?.['identifier'])?.['value']) ?? '',
      name: text_of(custodian?.['display']) ?? '',
    },
    performer: text_of(list_of(link['author'])[0]?.['display']) ?? '',
    taken_at: text_of(object_of(context?.['period'])?.['start']) ?? '',
    ...{ said: said('said'), valid_until: said('valid-until'), rule: said('rule'), by: said('by'), at: said('at') },
    dropped: gone ? { reason: why('reason'), by: why('by'), at: why('at') } : null,
  }
}
