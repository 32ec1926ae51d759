import { Failure, fail } from '../../base/outcome/index.ts'
import { validate_resource } from '../fhir-validation/index.ts'
import { coding_of, is_object, list_of, object_of, text_of, type Resource } from '../fhir/index.ts'
import type { Part, Submission } from '../documents/index.ts'
import { new_faults, type Faults } from './faults.ts'
import { main_first } from './main-first.ts'
import { read_facts, type KnownOfSending } from './read-facts.ts'
import { read_part } from './read-part.ts'
import { resolver_of, type Placed } from './resolve.ts'

/** An entry of the message, in its order, and the part of the submission that it became, if any. */
export type ProvidedEntry = { index: number; kind: string; part?: number | undefined }

export type ReadProvideBundle = { submission: Submission; entries: ProvidedEntry[] }

/** What a Provide Bundle may hold (MHD 4.2.3); Parameters is the PATCH that marks the replaced document. */
const taken_types = new Set([
  'List',
  'DocumentReference',
  'Binary',
  'Patient',
  'Bundle',
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Parameters',
])

/** @throws 422 with each fault of FHIR itself */
export const demand_valid = (resource: unknown): void => {
  const errors = validate_resource(resource).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Failure(422, errors)
}

const place_entries = (bundle: Record<string, unknown>): Placed[] =>
  list_of(bundle['entry']).flatMap((entry, index) => {
    const resource = object_of(entry['resource'])
    return resource === undefined
      ? []
      : [
          {
            ...{ resource: resource as Resource, index, place: `Bundle.entry[${index}].resource` },
            full_url: text_of(entry['fullUrl']),
          },
        ]
  })

const method_of = (bundle: Record<string, unknown>, { index }: Placed): string =>
  text_of(object_of(list_of(bundle['entry'])[index]?.['request'])?.['method']) ?? ''

const is_submission_set = ({ resource }: Placed): boolean => coding_of(resource['code']).code === 'submissionset'

const find_list = (placed: Placed[], faults: Faults): Placed | undefined => {
  const lists = placed.filter(({ resource }) => resource.resourceType === 'List')
  const sets = lists.filter(is_submission_set)
  for (const folder of lists.filter((one) => !is_submission_set(one)))
    faults.add(
      'not-supported',
      'Không nhận thư mục (Folder); hãy gửi tài liệu không kèm thư mục',
      `${folder.place}.code`,
    )
  if (sets.length !== 1)
    faults.add(
      'structure',
      `Một lần gửi có đúng một SubmissionSet (List mã submissionset), gói này có ${sets.length}`,
      'Bundle.entry',
    )
  return sets[0]
}

const check_items = (list: Placed | undefined, resolve: (url: string) => Placed | undefined, faults: Faults): void => {
  for (const [i, entry] of list_of(list?.resource['entry']).entries()) {
    const reference = text_of(object_of(entry['item'])?.['reference'])
    if (reference !== undefined && resolve(reference)?.resource.resourceType !== 'DocumentReference')
      faults.add(
        'not-found',
        `SubmissionSet nêu ${reference.slice(0, 100)} nhưng gói không có tài liệu đó`,
        `${list?.place}.entry[${i}].item`,
      )
  }
}

const check_types = (placed: Placed[], faults: Faults): void => {
  for (const { resource, place } of placed)
    if (!taken_types.has(resource.resourceType))
      faults.add('not-supported', `Gói tài liệu không nhận ${resource.resourceType}`, place)
}

const check_once = (parts: readonly Part[], faults: Faults): void => {
  if (new Set(parts.map(({ identity }) => identity)).size < parts.length)
    faults.add('duplicate', 'Hai phần mang cùng một mã tài liệu (masterIdentifier)', 'Bundle.entry')
}

/** The documents that are sent: one that is updated is the replaced one being marked, which the recipient does itself. */
const demand_documents = (json: Record<string, unknown>, placed: Placed[], faults: Faults): [Placed, ...Placed[]] => {
  const posted = placed.filter(
    (one) => one.resource.resourceType === 'DocumentReference' && method_of(json, one) === 'POST',
  )
  const [first, ...others] = main_first(posted)
  if (first) return [first, ...others]
  faults.add('required', 'Gói không có tài liệu nào (DocumentReference với request.method POST)', 'Bundle.entry')
  throw faults.failure()
}

type ReadPart = ReturnType<typeof read_part>

const parts_by_entry = (documents: Placed[], read: ReadPart[]): Map<number, number> => {
  const found = new Map<number, number>()
  for (const [part, { index }] of documents.entries()) {
    const from = read[part]?.from
    found.set(index, part)
    if (from !== undefined) found.set(from, part)
  }
  return found
}

/**
 * ITI-65 (Minimal, Comprehensive, UnContained), from our software or a stranger's.
 * @throws 400 no transaction, 422 with every fault and its place
 */
export const read_provide_bundle = (json: unknown, known: KnownOfSending = {}): ReadProvideBundle => {
  if (!is_object(json) || json['resourceType'] !== 'Bundle' || json['type'] !== 'transaction')
    throw fail.invalid('Cần một Bundle FHIR kiểu transaction (IHE MHD ITI-65)', 'Bundle.type')
  demand_valid(json)
  const faults = new_faults()
  const placed = place_entries(json)
  const resolve = resolver_of(placed)
  check_types(placed, faults)
  const list = find_list(placed, faults)
  check_items(list, resolve, faults)
  const documents = demand_documents(json, placed, faults)
  const read = documents.map((one) => read_part(one, resolve, faults))
  const facts = read_facts({ list, documents, resolve, known }, faults)
  const [main, ...more] = read.flatMap((one) => one?.part ?? [])
  check_once(main ? [main, ...more] : [], faults)
  faults.throw_if_any()
  // A part that could not be read has left its fault.
  if (main === undefined) throw faults.failure()
  const part_of = parts_by_entry(documents, read)
  const entries = placed.map(({ resource, index }) => {
    const part = part_of.get(index)
    return { index, kind: resource.resourceType, ...(part === undefined ? {} : { part }) }
  })
  return { submission: { ...facts, parts: [main, ...more] }, entries }
}
