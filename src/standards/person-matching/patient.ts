import { check_cccd, check_phone } from '../../base/identity-numbers/index.ts'
import { fold } from '../../base/text/index.ts'
import {
  extension_url,
  find_extension,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../fhir/index.ts'
import { is_placeholder, mother_in_placeholder } from './names.ts'
import type { NumberKind, PersonAddress, PersonFacts, PersonNumber } from './person.ts'

const kind_of: Record<string, NumberKind> = {
  [identifier_system.cccd]: 'cccd',
  [identifier_system.cmnd]: 'cmnd',
  [identifier_system.passport]: 'passport',
  [identifier_system.bhyt]: 'bhyt',
}
const tidy_number = (value: string): string =>
  value
    .normalize('NFKC')
    .replace(/[\s.\-–_/]/gu, '')
    .toUpperCase()

const numbers_of = (patient: Resource): PersonNumber[] =>
  list_of(patient['identifier']).flatMap((one): PersonNumber[] => {
    const [system, value] = [text_of(one['system']) ?? '', text_of(one['value'])]
    if (value === undefined) return []
    const kind = kind_of[system]
    return [kind ? { kind, value: tidy_number(value) } : { kind: 'other', value: `${system}|${value}` }]
  })

const name_of = (name: unknown): string => {
  const one = object_of(name)
  const given = Array.isArray(one?.['given']) ? one['given'].map(text_of) : []
  return text_of(one?.['text']) ?? [text_of(one?.['family']), ...given].filter(Boolean).join(' ')
}

const address_of = (patient: Resource): PersonAddress | undefined => {
  const one = list_of(patient['address']).find((address) => address['use'] !== 'old')
  if (!one) return undefined
  const line = Array.isArray(one['line']) ? one['line'].map(text_of) : []
  const code = (url: string): string | undefined =>
    text_of(object_of(find_extension(one, url)?.['valueCoding'])?.['code'])
  const parts = {
    line: line[0],
    hamlet: line[1],
    ward: code(extension_url.ward) ?? text_of(one['city']),
    district: text_of(one['district']),
    province: code(extension_url.province) ?? text_of(one['state']),
  }
  return Object.fromEntries(Object.entries(parts).flatMap(([key, text]) => (text ? [[key, fold(text)]] : [])))
}

const mother_of = (patient: Resource): string | undefined =>
  text_of(object_of(find_extension(patient, extension_url.mother)?.['valueReference'])?.['reference'])

/** Sex and year stand in the personal ID (NĐ 137/2015 Điều 13): said there where nobody said them. */
const told_by_number = (numbers: PersonNumber[]): { birth_date?: string; gender?: 'male' | 'female' } => {
  const cccd = numbers.find(({ kind }) => kind === 'cccd')
  const parts = cccd && check_cccd(cccd.value).parts
  return parts ? { birth_date: String(parts.birth_year), gender: parts.gender } : {}
}

const known_gender = (value: unknown): { gender?: 'male' | 'female' } =>
  value === 'male' || value === 'female' ? { gender: value } : {}

/** A FHIR Patient as the comparison sees it. */
export const facts_of_patient = (patient: Resource): PersonFacts => {
  const numbers = numbers_of(patient)
  const names = list_of(patient['name']).map(name_of).filter(Boolean)
  const birth = text_of(patient['birthDate'])
  const phones = list_of(patient['telecom'])
    .filter((one) => (one['system'] ?? 'phone') === 'phone')
    .flatMap((one) => text_of(one['value']) ?? [])
    .map((phone) => check_phone(phone).value)
  const kin = [
    ...list_of(patient['contact']).map((one) => name_of(one['name'])),
    ...names.filter(is_placeholder).map(mother_in_placeholder),
  ].filter(Boolean)
  const [address, mother] = [address_of(patient), mother_of(patient)]
  return {
    ...{ names, numbers, phones, kin },
    ...told_by_number(numbers),
    ...known_gender(patient['gender']),
    ...(birth ? { birth_date: birth } : {}),
    ...(address ? { address } : {}),
    ...(mother ? { mother } : {}),
  }
}
