import { isDeepStrictEqual } from 'node:util'
import {
  extension_url,
  find_extension,
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  put_extension,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Correction, Registration } from './contract.ts'
import { correct_identifiers } from './dated-identifiers.ts'
import { phone_of } from './patient-detail.ts'
import { to_patient } from './patient-resource.ts'

type Element = Record<string, unknown>

/** The list with its first (or named) element replaced; an empty list is no list (R4 §2.6.1). */
const put_one = (resource: Resource, key: string, old: Element | undefined, fresh: Element | undefined): void => {
  const others = list_of(resource[key]).filter((one) => one !== old)
  const all = fresh ? [fresh, ...others] : others
  if (all.length > 0) resource[key] = all
  else delete resource[key]
}

const put_name = (next: Resource, fresh: Resource): void => {
  const old = list_of(next['name'])[0]
  const { given: _given, family: _family, ...rest } = old ?? {}
  put_one(next, 'name', old, { ...rest, ...list_of(fresh['name'])[0] })
}

const put_birth = (next: Resource, fresh: Resource): void => {
  // What stood beside the old date (hour of birth, why it was missing) speaks of that date.
  delete next['_birthDate']
  if (fresh['birthDate'] === undefined) delete next['birthDate']
  else next['birthDate'] = fresh['birthDate']
}

const put_phone = (next: Resource, fresh: Resource): void => {
  const old = phone_of(next)
  const phone = phone_of(fresh)
  put_one(next, 'telecom', old, phone && { ...old, ...phone })
}

const put_mother = (next: Resource, fresh: Resource): void => {
  const old = object_of(find_extension(next, extension_url.mother)?.['valueReference'])?.['reference']
  put_fresh_extension(extension_url.mother)(next, fresh)
  const link = list_of(next['link']).find((one) => object_of(one['other'])?.['reference'] === old)
  put_one(next, 'link', link, list_of(fresh['link'])[0])
}

const put_first =
  (key: string) =>
  (next: Resource, fresh: Resource): void =>
    put_one(next, key, list_of(next[key])[0], list_of(fresh[key])[0])

const put_fresh_extension =
  (url: string) =>
  (next: Resource, fresh: Resource): void => {
    const { url: _url, ...value } = find_extension(fresh, url) ?? {}
    put_extension(next, url, Object.keys(value).length > 0 ? value : undefined)
  }

type Writer = (next: Resource, fresh: Resource) => void

const writers: [part: keyof Registration, write: Writer][] = [
  ['name', put_name],
  ['gender', (next, fresh) => void (next['gender'] = fresh['gender'])],
  ['birth_date', put_birth],
  ['phone', put_phone],
  ['mother', put_mother],
  ['ethnicity', put_fresh_extension(extension_url.ethnicity)],
  ['occupation', put_fresh_extension(extension_url.occupation)],
  ['nationality', put_fresh_extension(extension_url.nationality)],
  ['workplace', put_fresh_extension(extension_url.workplace)],
  ['address', put_first('address')],
  ['contact', put_first('contact')],
]

/**
 * The Patient with what was corrected, and only that: a second phone, a photograph, an element another system sent stay
 * as they are.
 * @param was `before` in the words of the registration form
 */
export const correct_person = (before: Resource, was: Registration, wanted: Correction, today: string): Resource => {
  // One level deep is enough: every writer puts a new element in the place of an old one.
  const next = { ...before }
  const id = before.id ?? ''
  const fresh = to_patient(wanted, id, find_identifier(before, identifier_system.patient_code) ?? id, today)
  for (const [part, write] of writers) if (!isDeepStrictEqual(was[part], wanted[part])) write(next, fresh)
  next['identifier'] = correct_identifiers(
    list_of(next['identifier']),
    was,
    wanted,
    list_of(fresh['identifier']),
    today,
  )
  return next
}
