import { check_cccd } from '../../base/identity-numbers/index.ts'
import { fold } from '../../base/text/index.ts'
import { identifier_system } from '../../standards/fhir/index.ts'
import {
  blocking_keys,
  is_placeholder,
  mother_in_placeholder,
  type NumberKind,
  type PersonAddress,
  type PersonFacts,
  type PersonNumber,
} from '../../standards/person-matching/index.ts'
import { hear_death, type Deaths } from './death.ts'
import type { Gender, Period, Told } from './told.ts'

/** A number of the person; one that does not `stand` was told of her while it is another's. */
export type Numbered = { system: string; value: string; facility: string; stands: boolean; period?: Period | undefined }

/** What is kept of a person (hub.person.body). */
export type Body = {
  names: string[]
  birth_date?: string | undefined
  gender?: Gender | undefined
  identifiers: Numbered[]
  phones: string[]
  kin: string[]
  address?: PersonAddress | undefined
  city?: string | undefined
  state?: string | undefined
  /** What follows from `deaths`. */
  deceased?: string | undefined
  deaths?: Deaths | undefined
}

const kept_max = 5

/** The elements in one order: two bodies that say the same are the same text. */
export const new_body = (told: Told, facility: string, disputed: ReadonlySet<string>): Body => ({
  names: told.names,
  birth_date: told.birth_date,
  gender: told.gender,
  identifiers: told.identifiers.map(({ system, value, period }) => ({
    ...{ system, value, facility, stands: !disputed.has(`${system}|${value}`) },
    ...(period ? { period } : {}),
  })),
  phones: told.phones ?? [],
  kin: told.kin ?? [],
  address: told.address,
  city: told.city,
  state: told.state,
  ...hear_death({}, told.deceased, facility),
})

const joined = (newer: string[], older: string[]): string[] => [...new Set([...newer, ...older])].slice(0, kept_max)

/** A name that says who it is takes the place of "Con bà …"; otherwise what was told first stays first. */
const join_names = (known: string[], told: string[]): string[] => {
  const all = joined(known, told)
  return [...all.filter((name) => !is_placeholder(name)), ...all.filter(is_placeholder)]
}

/** The day says more than the month, the month more than the year. */
const finer = (known: string | undefined, told: string | undefined): string | undefined =>
  (told?.length ?? 0) > (known?.length ?? 0) ? told : known

/** What is known with what was told now. */
export const learn = (known: Body, told: Told, facility: string, disputed: ReadonlySet<string>): Body => {
  const has = (one: { system: string; value: string }): boolean =>
    known.identifiers.some(({ system, value }) => system === one.system && value === one.value)
  const added = new_body(told, facility, disputed).identifiers.filter((one) => !has(one))
  const address = told.address ?? known.address
  const gender = known.gender === undefined || known.gender === 'unknown' ? told.gender : known.gender
  return {
    names: join_names(known.names, told.names),
    birth_date: finer(known.birth_date, told.birth_date),
    gender: gender ?? known.gender,
    identifiers: [...known.identifiers, ...added],
    phones: joined(told.phones ?? [], known.phones),
    kin: joined(told.kin ?? [], known.kin),
    address,
    city: told.city ?? known.city,
    state: told.state ?? known.state,
    ...hear_death(known, told.deceased, facility),
  }
}

const kind_of: Record<string, NumberKind> = {
  [identifier_system.cccd]: 'cccd',
  [identifier_system.cmnd]: 'cmnd',
  [identifier_system.passport]: 'passport',
  [identifier_system.bhyt]: 'bhyt',
}

const numbers_of = (identifiers: { system: string; value: string; stands?: boolean }[]): PersonNumber[] =>
  identifiers.flatMap(({ system, value, stands = true }) => {
    const kind = kind_of[system]
    return kind && stands ? [{ kind, value }] : []
  })

/** Sex and year stand in the personal ID: said there where nobody said them. */
const told_by_number = (numbers: PersonNumber[]): { birth_date?: string; gender?: 'male' | 'female' } => {
  const cccd = numbers.find(({ kind }) => kind === 'cccd')
  const parts = cccd && check_cccd(cccd.value).parts
  return parts ? { birth_date: String(parts.birth_year), gender: parts.gender } : {}
}

/** The person as the comparison sees her. */
export const facts_of = (one: Body | Told): PersonFacts => {
  const numbers = numbers_of(one.identifiers)
  const mothers = one.names.filter(is_placeholder).map(mother_in_placeholder).filter(Boolean)
  return {
    ...{ names: one.names, numbers, phones: one.phones ?? [], kin: [...new Set([...(one.kin ?? []), ...mothers])] },
    ...(one.birth_date && one.gender ? {} : told_by_number(numbers)),
    ...(one.gender === 'male' || one.gender === 'female' ? { gender: one.gender } : {}),
    ...(one.birth_date ? { birth_date: one.birth_date } : {}),
    ...(one.address ? { address: one.address } : {}),
  }
}

export const keys_of = (one: Body | Told, asks = false): string[] => blocking_keys(facts_of(one), asks)

/** Names without marks, each between bars: what the search by name looks through. */
export const folded_names = ({ names }: Body): string => names.map((name) => `|${fold(name)}|`).join('')
