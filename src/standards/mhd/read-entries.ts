import { fail } from '../../base/outcome/index.ts'
import { content_types, format_codes, type Part, type Submission } from '../documents/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../fhir/index.ts'
import { sha256_hex } from '../signatures/index.ts'
import type { PartFacts, SubmissionFacts } from './describe.ts'
import { new_faults, type Faults } from './faults.ts'
import { identity_of } from './identity.ts'
import { main_first } from './main-first.ts'
import { read_facts } from './read-facts.ts'
import { read_kind_of_part } from './read-part.ts'
import { identifiers_of, resolver_of, type Placed } from './resolve.ts'

/** A part that is still to be fetched from `url`. */
export type RemotePart = PartFacts & { url: string; id: string | undefined }

export type RemoteSubmission = { facts: SubmissionFacts; parts: [RemotePart, ...RemotePart[]] }

const digest_of = (document: Resource, hash: string | undefined): string | undefined =>
  identifiers_of(document)
    .find(({ system }) => system === identifier_system.document_digest)
    ?.value.toLowerCase() ?? (hash ? Buffer.from(hash, 'base64').toString('hex') : undefined)

const remote_part = ({ resource, place }: Placed, faults: Faults): RemotePart | undefined => {
  const attachment = object_of(list_of(resource['content'])[0]?.['attachment'])
  const [identity, kind] = [identity_of(resource['masterIdentifier']), read_kind_of_part(resource)]
  const [url, size] = [text_of(attachment?.['url']), attachment?.['size']]
  const sha256 = digest_of(resource, text_of(attachment?.['hash']))
  if (identity === undefined || kind === undefined || url === undefined || !/^[0-9a-f]{64}$/.test(sha256 ?? '')) {
    faults.add('required', 'Tài liệu thiếu mã, loại, địa chỉ tải hoặc mã băm SHA-256', place)
    return undefined
  }
  return {
    ...{ kind, identity, url, id: resource.id, sha256: sha256 ?? '', size: typeof size === 'number' ? size : 0 },
    content_type: text_of(attachment?.['contentType']) ?? content_types[kind],
    title: text_of(attachment?.['title']) ?? format_codes[kind].display,
  }
}

const in_order_of = (list: Resource | undefined, documents: Resource[]): Resource[] => {
  const order = list_of(list?.['entry']).map((entry) =>
    text_of(object_of(entry['item'])?.['reference'])?.split('/').pop(),
  )
  const rank = ({ id }: Resource) => (order.includes(id) ? order.indexOf(id) : order.length)
  return documents.toSorted((one, other) => rank(one) - rank(other))
}

/**
 * What a receiver makes of the hub's DocumentReferences (ITI-67) and their SubmissionSet (ITI-66): everything but the
 * bytes, which lie behind each part's `url` (ITI-68). @throws 422
 */
export const read_submission_of = (document_references: Resource[], list?: Resource): RemoteSubmission => {
  const place = (resource: Resource, index: number): Placed => ({
    ...{ resource, index, full_url: undefined },
    place: `${resource.resourceType}/${resource.id ?? ''}`,
  })
  const faults = new_faults()
  const [first, ...others] = main_first(in_order_of(list, document_references).map(place))
  if (first === undefined) throw fail.value('Không có tài liệu nào để đọc', 'DocumentReference')
  const documents: [Placed, ...Placed[]] = [first, ...others]
  const [main, ...more] = documents.flatMap((one) => remote_part(one, faults) ?? [])
  const placed_list = list && place(list, documents.length)
  const facts = read_facts({ list: placed_list, documents, resolve: resolver_of(documents), known: {} }, faults)
  faults.throw_if_any()
  if (main === undefined) throw faults.failure()
  return { facts, parts: [main, ...more] }
}

/**
 * The submission again, from its fetched parts in their order.
 * @throws 422 where the bytes are not those that were announced
 */
export const rebuild_submission = (
  { facts, parts: [main, ...more] }: RemoteSubmission,
  bytes: readonly Uint8Array[],
): Submission => {
  const fetched = ({ url: _url, id: _id, size: _size, sha256, ...part }: RemotePart, at: number): Part => {
    const own = bytes[at]
    if (own === undefined || sha256_hex(own) !== sha256)
      throw fail.value(`Phần “${part.title}” tải về không phải phần đã báo (mã băm SHA-256 khác)`, `parts[${at}]`)
    return { ...part, bytes: own }
  }
  return { ...facts, parts: [fetched(main, 0), ...more.map((one, i) => fetched(one, i + 1))] }
}
