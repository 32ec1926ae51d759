import { fail } from '../../../base/outcome/index.ts'
import { fold } from '../../../base/text/index.ts'
import { is_real_date } from '../../../base/time/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import { list_directory, name_on, type DirectoryFacility } from '../../membership/index.ts'
import type { FacilityState, RegisterLine, RegisterPage } from '../contract.ts'
import { find_programme, list_members } from '../programme/programmes.ts'
import { areas_on, list_areas, type Area } from './areas.ts'
import { states_on } from './register.ts'

export type RegisterWish = { on: string; today: string; kind: string; search: string }

/** A day asked for in an address. @throws 400 */
export const read_day = (text: string): string => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match || !is_real_date(Number(match[1]), Number(match[2]), Number(match[3])))
    throw fail.invalid(`“${text.slice(0, 40)}” không phải là ngày`, 'on')
  return text
}

const facilities_max = 20_000
const shown_max = 300

/** Code, GLN, and every name it ever had, without marks: a paper of last year is found too. */
const is_found = ({ code, gln, name, names }: DirectoryFacility, search: string): boolean => {
  const text = [code, gln ?? '', name, ...names.map((one) => one.name)].map(fold).join('|')
  return fold(search)
    .split(' ')
    .every((word) => text.includes(word))
}

type Known = { on: string; states: Map<string, FacilityState>; areas: Area[]; places: Map<string, number> }

const register_line = (one: DirectoryFacility, { on, states, areas, places }: Known): RegisterLine => {
  const state = states.get(one.code) ?? null
  return {
    ...{ code: one.code, name: name_on(one, on), name_now: one.name, kind: one.kind, state },
    ...{ gln: one.gln ?? state?.codes['gln'] ?? null, authority: one.authority, membership: one.membership },
    areas: state?.area ? areas_on(areas, state.area, on).map(({ id, kind, name }) => ({ id, kind, name })) : [],
    ended: one.valid_to && one.valid_to <= on ? { on: one.valid_to, into: one.successor } : null,
    place: places.get(one.code) ?? null,
  }
}

/** Those in the programme first, by their number there, then the rest by name. */
const by_place = (a: RegisterLine, b: RegisterLine): number =>
  (a.place ?? Infinity) - (b.place ?? Infinity) || a.name.localeCompare(b.name, 'vi')

/** Some thousands of facilities at most: they are looked through here, as people write names. */
export const list_register = async (sql: Sql, wish: RegisterWish): Promise<RegisterPage> => {
  const { on, today, kind, search } = wish
  const all = (await list_directory(sql, { limit: facilities_max })).filter((one) => is_found(one, search))
  const programme = await find_programme(sql, { today })
  const members = programme ? await list_members(sql, programme.id) : []
  const taking = members.filter(({ left_on }) => left_on === null || left_on > on)
  const known: Known = {
    on,
    states: await states_on(sql, on),
    areas: await list_areas(sql),
    places: new Map(taking.map(({ facility, place }) => [facility, place])),
  }
  const by_kind: Record<string, number> = {}
  for (const one of all) by_kind[one.kind] = (by_kind[one.kind] ?? 0) + 1
  const lines = all.filter((one) => kind === '' || one.kind === kind).map((one) => register_line(one, known))
  return { today, on, total: lines.length, by_kind, lines: lines.toSorted(by_place).slice(0, shown_max) }
}
