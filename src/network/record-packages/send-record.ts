import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { print_record, type Forms } from '../../chart/medical-record/index.ts'
import { demand, find_settings } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import {
  compose_document,
  content_types,
  document_bytes,
  seal_document,
  uuid_urn_of,
  type Part,
  type Submission,
} from '../../standards/documents/index.ts'
import { is_object, type Resource } from '../../standards/fhir/index.ts'
import type { FhirRecord } from '../../standards/hsba-exchange/index.ts'
import { sha256_hex } from '../../standards/signatures/index.ts'
import { post_submission } from '../exchange/index.ts'
import { labels_of_facts } from '../gate/index.ts'
import { submission_person } from '../letters/index.ts'
import type { SendRecordWish, SentRecord } from './contract.ts'
import { custodian_of, sections_of } from './record-document.ts'
import { pack, type Packed } from './make-package.ts'
import { basis_of_wish, keep_scan, read_scan } from './read-request.ts'

const title = 'Hồ sơ bệnh án'
const mebibyte = 1_048_576
/** With its paper and as base64 it fits what a hub reads of one message (HUB_BODY_MAX_MB, docs/operations/hub.md). */
const max_default_mb = 16

const in_mb = (bytes: number): string => (bytes / mebibyte).toFixed(1).replace('.', ',')

/** @throws 413 with what can be done instead */
const demand_size = async (unit: Unit, size: number): Promise<void> => {
  const said = (await find_settings(unit.sql, unit.caller.facility))['record_max_mb']
  const max_mb = typeof said === 'number' && said > 0 ? said : max_default_mb
  if (size > max_mb * mebibyte)
    throw fail.too_large(
      `Gói hồ sơ ${in_mb(size)} MB, lớn hơn mức ${max_mb} MB gửi được qua trục. Hãy tải gói xuống và giao trực tiếp, hoặc xin người quản trị nâng mức record_max_mb`,
    )
}

/** The sheets' words are read too: what was typed counts like what was coded. */
const facts_in = (record: FhirRecord): Resource[] =>
  Object.values<unknown>(record)
    .flat()
    .filter((one): one is Resource => is_object(one) && typeof one['resourceType'] === 'string')

/** Paper, package, and the data that bind both to the person, under the facility's seal. */
const make_letter = async (packed: Packed, facility: string): Promise<Omit<Submission, 'recipients' | 'basis'>> => {
  const { record, taken, patient, encounter, provider, at, whole, bytes, stay } = packed
  const digest = sha256_hex(bytes)
  const name = (what: string): string => uuid_urn_of(facility, 'record-letter', digest, what)
  const part = (kind: Part['kind'], words: string, content: Uint8Array): Part => ({
    ...{ kind, identity: name(kind), content_type: content_types[kind], title: words, bytes: content },
  })
  const bound = (what: string, content: Uint8Array, words: string) => ({
    ...{ identity: name(what), sha256: sha256_hex(content), size: content.length, title: words },
  })
  const custodian = custodian_of(record, facility)
  const created_at = local_time(at)
  const period = { start: stay?.start, end: stay?.end }
  const labels = labels_of_facts([...facts_in(record), ...taken])
  const sheets = 'Bệnh án, phiếu'
  const data = document_bytes(
    compose_document({
      ...{
        identity: name('fhir'),
        kind: 'record',
        title,
        created_at,
        patient,
        author: custodian,
        custodian,
        encounter,
      },
      ...{ period, labels, pdf: bound('pdf', whole, title) },
      beside: [{ ...bound('package', bytes, 'Gói hồ sơ'), content_type: content_types.package }],
      // What the sheets say stands on the paper and in the package, as it was signed.
      sections: sections_of(record, taken).filter((section) => section.title !== sheets),
      others: [
        ...(record.practitioners as Resource[]),
        ...(record.organizations as Resource[]).filter((one) => one.id !== facility),
      ],
    }),
  )
  return {
    ...{ identity: name('sending'), kind: 'record', title, sender: facility, created_at, period, labels },
    person: submission_person(patient),
    author: { name: record.facility.name, identifiers: [] },
    parts: [
      part('pdf', title, whole),
      part('fhir', `${title} (dữ liệu)`, data),
      part('seal', `${title} (chữ ký cơ sở)`, await seal_document(data, provider, at)),
      part('package', 'Gói hồ sơ', bytes),
    ],
  }
}

/**
 * Sends the whole record of a stay to another house, as a letter like any other: into the outbox with the basis on which
 * it goes, in one transaction. @throws 403, 404, 413 too large, 422 without basis or certificate
 */
export const send_record = async (
  store: Store,
  forms: Forms,
  caller: Caller,
  encounter: string,
  wish: SendRecordWish,
): Promise<SentRecord> => {
  demand(caller, 'record.export')
  demand(caller, 'exchange.read')
  const scan = read_scan(wish)
  const recipient = wish.recipient.trim().toUpperCase()
  if (recipient === '') throw fail.value('Chưa chọn nơi nhận', 'recipient')
  const printed = await print_record(store, forms, caller, encounter)
  return store.unit(caller, async (unit) => {
    const packed = await pack(unit, forms, printed, encounter)
    await demand_size(unit, packed.bytes.length)
    const letter = await make_letter(packed, caller.facility)
    const submission: Submission = { ...letter, recipients: [recipient], basis: basis_of_wish(wish, scan) }
    const patient = packed.patient.id ?? ''
    const id = await post_submission(unit, { submission, patient, encounter, about: `record/${encounter}` })
    if (scan) await keep_scan(unit, scan, { patient, recipient, outgoing: id })
    return { id, size: packed.bytes.length }
  })
}
