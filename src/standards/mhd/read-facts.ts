import { to_instant } from '../../base/time/index.ts'
import { document_kinds, kind_of_type, uuid_urn_of, type DocumentKind } from '../documents/index.ts'
import { code_system, identifier_system, list_of, object_of, text_of } from '../fhir/index.ts'
import { read_basis } from './basis.ts'
import { read_context } from './context.ts'
import type { SubmissionFacts } from './describe.ts'
import type { Faults } from './faults.ts'
import { identity_of } from './identity.ts'
import { mhd_extension } from './names.ts'
import { read_author, read_person } from './read-people.ts'
import { behind, identifiers_of, type Placed, type Resolve } from './resolve.ts'

/** What the way a message came says, where the message itself does not. */
export type KnownOfSending = {
  /** Code of the facility that asks (its token). */
  sender?: string | undefined
  /** Facility codes named beside the message (a header). */
  recipients?: string[] | undefined
}

export type Message = {
  list: Placed | undefined
  documents: [Placed, ...Placed[]]
  resolve: Resolve
  known: KnownOfSending
}

const facility_code = (value: unknown): string | undefined => {
  const identifiers = identifiers_of(value)
  const own = identifiers.find(({ system }) => system === identifier_system.facility)
  return own?.value ?? /^Organization\/([0-9A-Za-z]{5})$/.exec(text_of(object_of(value)?.['reference']) ?? '')?.[1]
}

const organization_code = (reference: unknown, holder: Placed | undefined, resolve: Resolve): string | undefined =>
  facility_code(behind(reference, holder?.resource, resolve)) ?? facility_code(reference)

const extensions = (placed: Placed | undefined, url: string): Record<string, unknown>[] =>
  list_of(placed?.resource['extension']).filter((one) => one['url'] === url)

const read_sender = ({ list, documents: [first], resolve, known }: Message): string | undefined => {
  const source_id = extensions(list, mhd_extension.source_id)[0]?.['valueIdentifier']
  const author_organization = list_of(object_of(list?.resource['source'])?.['extension']).find(
    (one) => one['url'] === mhd_extension.author_organization,
  )
  return (
    facility_code({ identifier: source_id }) ??
    organization_code(author_organization?.['valueReference'], list, resolve) ??
    organization_code(first.resource['custodian'], first, resolve) ??
    known.sender
  )
}

const read_recipients = (message: Message, faults: Faults): string[] => {
  const { list, documents, resolve, known } = message
  const codes = [list, ...documents].flatMap((holder) =>
    extensions(holder, mhd_extension.intended_recipient).flatMap((one) => {
      const code = organization_code(one['valueReference'], holder, resolve)
      if (code === undefined)
        faults.add(
          'value',
          'Nơi nhận (intendedRecipient) phải là một cơ sở có mã CSKCB: valueReference.identifier hệ ma-cskcb',
          `${holder?.place ?? ''}.extension`,
        )
      return code ?? []
    }),
  )
  return [...new Set([...codes, ...(codes.length === 0 ? (known.recipients ?? []) : [])])]
}

const read_kind = ({ list, documents: [first] }: Message, faults: Faults): DocumentKind => {
  const designation = extensions(list, mhd_extension.designation_type).map((one) => one['valueCodeableConcept'])
  const said = [first.resource['type'], ...list_of(first.resource['category']), ...designation]
  const kind = said.map(kind_of_type).find((one) => one !== undefined)
  if (kind === undefined)
    faults.add(
      'code-invalid',
      `Không biết loại tài liệu; các loại nhận được: ${Object.keys(document_kinds).join(', ')} (hệ ${code_system.document_kind}) hoặc mã LOINC tương ứng`,
      `${first.place}.type`,
    )
  return kind ?? 'record'
}

/** Sensitivity by v3 ActCode; a sender who only says "restricted" is still heard. */
const read_labels = ({ documents }: Message): string[] => {
  const codings = documents
    .flatMap(({ resource }) => list_of(resource['securityLabel']))
    .flatMap((label) => list_of(label['coding']))
  const of = (system: string) =>
    codings.filter((coding) => coding['system'] === system).flatMap((coding) => text_of(coding['code']) ?? [])
  const labels = [...new Set(of(code_system.act_code))]
  return labels.length > 0
    ? labels
    : [...new Set(of(code_system.confidentiality))].filter((code) => 'RV'.includes(code))
}

const read_created_at = ({ list, documents: [first] }: Message, faults: Faults): string => {
  const attachment = object_of(list_of(first.resource['content'])[0]?.['attachment'])
  const said = [attachment?.['creation'], first.resource['date'], list?.resource['date']].map(text_of)
  const day = said.find((one) => one?.length === 'yyyy-mm-dd'.length)
  const found = said.find((one) => one?.includes('T')) ?? (day && to_instant(day))
  if (found === undefined) faults.add('required', 'Thiếu ngày giờ lập tài liệu', `${first.place}.date`)
  return found ?? ''
}

const read_period = ({ documents: [first] }: Message): SubmissionFacts['period'] => {
  const period = object_of(object_of(first.resource['context'])?.['period'])
  const [start, end] = [text_of(period?.['start']), text_of(period?.['end'])]
  return start === undefined && end === undefined
    ? undefined
    : { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
}

/** `urn:uuid:…` of the older document; `DocumentReference/…` where the sender only names where it lies. */
const read_replaces = ({ documents, resolve }: Message): string | undefined => {
  const target = documents
    .flatMap(({ resource }) => list_of(resource['relatesTo']))
    .filter((one) => one['code'] === 'replaces')
    .map((one) => object_of(one['target']))[0]
  const reference = text_of(target?.['reference'])
  const behind_it = reference === undefined ? undefined : resolve(reference)?.resource['masterIdentifier']
  return identity_of(target?.['identifier']) ?? identity_of(behind_it) ?? reference
}

const read_identity = ({ list, documents: [first] }: Message): string => {
  const identifiers = list_of(list?.resource['identifier'])
  const chosen = identifiers.find((one) => one['use'] === 'official') ?? identifiers[0]
  return identity_of(chosen) ?? uuid_urn_of('submission', identity_of(first.resource['masterIdentifier']) ?? '')
}

/** Everything of a submission but its bytes. `documents[0]` is the document itself. */
export const read_facts = (message: Message, faults: Faults): SubmissionFacts => {
  const { list, documents, resolve } = message
  const [first] = documents
  const kind = read_kind(message, faults)
  const sender = read_sender(message)
  if (sender === undefined)
    faults.add(
      'required',
      'Không biết nơi gửi: cần mã CSKCB ở extension sourceId của List hoặc custodian của DocumentReference',
      list?.place ?? first.place,
    )
  const [period, replaces] = [read_period(message), read_replaces(message)]
  const [basis, context] = [read_basis([list, ...documents], faults), read_context(first.resource)]
  return {
    identity: read_identity(message),
    kind,
    title: text_of(list?.resource['title']) ?? text_of(first.resource['description']) ?? document_kinds[kind].name,
    sender: sender ?? '',
    recipients: read_recipients(message, faults),
    person: read_person(documents, list, resolve, faults),
    author: read_author(first, list, resolve),
    created_at: read_created_at(message, faults),
    ...(period === undefined ? {} : { period }),
    ...(context === undefined ? {} : { context }),
    ...(replaces === undefined ? {} : { replaces }),
    ...(basis === undefined ? {} : { basis }),
    labels: read_labels(message),
  }
}
