import { fail } from '../../base/outcome/index.ts'
import { is_object, type Resource } from '../fhir/index.ts'
import type { Submission } from '../documents/index.ts'
import { new_faults } from './faults.ts'
import { read_facts, type KnownOfSending } from './read-facts.ts'
import { read_part } from './read-part.ts'
import { demand_valid } from './read-provide-bundle.ts'
import type { Placed } from './resolve.ts'

/**
 * ITI-105: one DocumentReference that carries its document. Recipients stand in extension intendedRecipient, or in what
 * is known of the sending. @throws 400, 422 with every fault and its place
 */
export const read_simple_publish = (json: unknown, known: KnownOfSending = {}): Submission => {
  if (!is_object(json) || json['resourceType'] !== 'DocumentReference')
    throw fail.invalid(
      'Cần một DocumentReference mang nội dung trong attachment.data (IHE MHD ITI-105)',
      'resourceType',
    )
  demand_valid(json)
  const faults = new_faults()
  const document: Placed = { resource: json as Resource, place: 'DocumentReference', index: 0, full_url: undefined }
  const resolve = () => undefined
  const read = read_part(document, resolve, faults)
  const facts = read_facts({ list: undefined, documents: [document], resolve, known }, faults)
  faults.throw_if_any()
  if (read === undefined) throw faults.failure()
  return { ...facts, parts: [read.part] }
}
