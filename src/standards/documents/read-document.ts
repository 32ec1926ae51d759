import { fail } from '../../base/outcome/index.ts'
import {
  canonical,
  find_identifier,
  identifier_system,
  is_object,
  list_of,
  object_of,
  parse_exact,
  text_of,
  type Resource,
} from '../fhir/index.ts'
import { kind_of_type } from './kinds.ts'
import type { DocumentKind } from './submission.ts'

/** A FHIR document taken apart as far as a receiver must know it. */
export type ReadDocument = {
  bundle: Resource
  /** `urn:uuid:…` of the document as data. */
  identity: string | undefined
  composition: Resource
  kind: DocumentKind | undefined
  patient: Resource | undefined
  /** Facility code of the custodian. */
  custodian: string | undefined
  /** SHA-256 of the papers it names. */
  papers: string[]
  /** Version of our own shape, where it claims one. */
  schema: string | undefined
  /** The resource behind a reference of the document. */
  find(reference: unknown): Resource | undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

const parse = (bytes: Uint8Array): unknown => {
  try {
    return parse_exact(utf8.decode(bytes))
  } catch {
    throw fail.invalid('Tài liệu FHIR không phải JSON viết bằng UTF-8', 'Bundle')
  }
}

const resources_by_url = (bundle: Record<string, unknown>): Map<string, Resource> => {
  const found = new Map<string, Resource>()
  for (const entry of list_of(bundle['entry'])) {
    const resource = object_of(entry['resource'])
    const url = text_of(entry['fullUrl'])
    if (resource && url) found.set(url, resource as Resource)
    if (resource && text_of(resource['id']))
      found.set(`${text_of(resource['resourceType'])}/${text_of(resource['id'])}`, resource as Resource)
  }
  return found
}

const schema_of = (bundle: Record<string, unknown>): string | undefined => {
  const profiles = object_of(bundle['meta'])?.['profile']
  const own = `${canonical.exchange_document}|`
  return (Array.isArray(profiles) ? profiles : [])
    .filter((one) => typeof one === 'string')
    .find((one) => one.startsWith(own))
    ?.slice(own.length)
}

const papers_of = (resources: Iterable<Resource>): string[] =>
  [...resources].flatMap((one) => {
    const master = one.resourceType === 'DocumentReference' ? object_of(one['masterIdentifier']) : undefined
    const value = text_of(master?.['value'])
    return master?.['system'] === identifier_system.document_digest && value ? [value.toLowerCase()] : []
  })

/** @throws 400 where the bytes are no document Bundle of FHIR that begins with a Composition */
export const read_document = (bytes: Uint8Array): ReadDocument => {
  const bundle = parse(bytes)
  if (!is_object(bundle) || bundle['resourceType'] !== 'Bundle' || bundle['type'] !== 'document')
    throw fail.invalid('Cần một Bundle FHIR kiểu document', 'Bundle.type')
  const composition = object_of(list_of(bundle['entry'])[0]?.['resource'])
  if (composition?.['resourceType'] !== 'Composition')
    throw fail.invalid('Mục đầu của tài liệu FHIR phải là Composition', 'Bundle.entry[0].resource')
  const by_url = resources_by_url(bundle)
  const find = (reference: unknown) => by_url.get(text_of(object_of(reference)?.['reference']) ?? '')
  const custodian = object_of(composition['custodian'])
  const said_custodian = find_identifier({ identifier: [custodian?.['identifier']] }, identifier_system.facility)
  const subject = find(composition['subject'])
  return {
    bundle: bundle as Resource,
    identity: text_of(object_of(bundle['identifier'])?.['value']),
    composition: composition as Resource,
    kind: kind_of_type(composition['type']),
    patient: subject?.resourceType === 'Patient' ? subject : undefined,
    custodian: find_identifier(find(custodian), identifier_system.facility) ?? said_custodian,
    papers: papers_of(new Set(by_url.values())),
    schema: schema_of(bundle),
    find,
  }
}
