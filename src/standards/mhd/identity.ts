import { uuid_urn_of } from '../documents/index.ts'
import { object_of, text_of } from '../fhir/index.ts'
import { urn_system } from './names.ts'

const uuid_form = /^urn:uuid:([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i
/** X.667: a UUID as an OID is 2.25 and the number it is. */
const uuid_oid_form = /^urn:oid:2\.25\.(\d{1,39})$/

/** What SubmissionSet.uniqueId wants to be (an OID), saying the same as the UUID. */
export const oid_of_uuid = (urn: string): string => {
  const uuid = uuid_form.exec(urn)?.[1]
  return uuid === undefined ? urn : `urn:oid:2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`
}

const uuid_of_number = (digits: string): string | undefined => {
  const hex = BigInt(digits).toString(16).padStart(32, '0')
  return hex.length > 32 ? undefined : `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`
}

/**
 * `urn:uuid:…` of an identifier. What is none (an OID, a number in the sender's own system) gives one that follows from
 * it: the same identifier is the same document, whoever reads it.
 */
export const identity_of = (identifier: unknown): string | undefined => {
  const one = object_of(identifier)
  const value = text_of(one?.['value'])
  if (value === undefined) return undefined
  if (uuid_form.test(value)) return value.toLowerCase()
  const number = uuid_oid_form.exec(value)?.[1]
  return (number && uuid_of_number(number)) ?? uuid_urn_of(text_of(one?.['system']) ?? urn_system, value)
}
