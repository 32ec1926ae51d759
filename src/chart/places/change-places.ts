import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store, Unit } from '../../platform/records/index.ts'
import { list_occupants, lock_place, type Lying } from '../encounters/index.ts'
import type { Moving, PlacesChanged, Renaming } from './contract.ts'
import { beds_in, load_layout, rooms_in, type Kept, type Layout } from './layout.ts'
import { check_free, tidy_name } from './names.ts'
import {
  closed_at,
  department_of_place,
  is_active,
  kind_of,
  room_of,
  to_closed,
  to_reopened,
} from './place-resource.ts'

export type PlaceType = 'Organization' | 'Location'

type Part = { layout: Layout; place: Kept; what: 'khoa' | 'buồng' | 'giường' }

const find_part = (layout: Layout, type: PlaceType, id: string): Part => {
  if (type === 'Organization') {
    const place = layout.departments.get(id)
    if (place) return { layout, place, what: 'khoa' }
    throw fail.not_found('Không có khoa này tại cơ sở')
  }
  const place = layout.rooms.get(id) ?? layout.beds.get(id)
  if (!place) throw fail.not_found('Không có buồng, giường này tại cơ sở')
  return { layout, place, what: kind_of(place.resource) === 'ro' ? 'buồng' : 'giường' }
}

const change = <T>(
  store: Store,
  caller: Caller,
  type: PlaceType,
  id: string,
  if_match: number,
  work: (unit: Unit, part: Part) => Promise<T>,
): Promise<T> => {
  demand(caller, 'places.manage')
  return store.unit(caller, async (unit) => {
    await lock_place(unit, id)
    const part = find_part(await load_layout(unit), type, id)
    if (part.place.version !== if_match)
      throw fail.version_mismatch(`Có người vừa đổi ${part.what} này; hãy tải lại`, {
        current_version: part.place.version,
      })
    return work(unit, part)
  })
}

const siblings_of = ({ layout, place, what }: Part): Kept[] => {
  if (what === 'khoa') return [...layout.departments.values()]
  if (what === 'buồng') return rooms_in(layout, department_of_place(place.resource))
  return beds_in(layout, room_of(place.resource))
}

/** What lies inside: a department's rooms and beds, a room's beds. */
const inside = ({ layout, place, what }: Part): Kept[] => {
  const id = place.resource.id ?? ''
  if (what === 'giường') return []
  if (what === 'buồng') return beds_in(layout, id)
  return rooms_in(layout, id).flatMap((room) => [room, ...beds_in(layout, room.resource.id ?? '')])
}

export const rename_place = (
  store: Store,
  caller: Caller,
  type: PlaceType,
  id: string,
  wish: Renaming,
): Promise<PlacesChanged> =>
  change(store, caller, type, id, wish.if_match, async (unit, part) => {
    const name = tidy_name(wish.name)
    check_free(siblings_of(part), name, part.what, id)
    await unit.update({ ...part.place.resource, name }, { if_match: wish.if_match })
    return { ids: [id] }
  })

const named_in_words = 5

const say_occupants = (part: Part, total: number, lying: Lying[]): string => {
  const names = lying
    .slice(0, named_in_words)
    .map((one) => `${one.name} (${[one.bed, one.room, one.admission_number].filter(Boolean).join(', ')})`)
    .join('; ')
  const rest = total > named_in_words ? ` và ${total - named_in_words} người nữa` : ''
  return `Chưa ngừng dùng được ${part.what} ${String(part.place.resource['name'])} vì đang có người bệnh: ${names}${rest}. Khoa chuyển giường hoặc cho ra viện trước.`
}

/** @throws 409 with who lies there */
const check_empty = async (unit: Unit, part: Part): Promise<void> => {
  const id = part.place.resource.id ?? ''
  const beds = new Set([id, ...inside(part).map(({ resource }) => resource.id ?? '')])
  const { total, named } = await list_occupants(unit, { beds, department: part.what === 'khoa' ? id : undefined })
  if (total > 0) throw fail.conflict(say_occupants(part, total, named), { total, occupants: named })
}

/** The moment is also what tells which places were closed together. */
const to_the_millisecond = (at: Date): string =>
  local_time(at).replace('+', `.${String(at.getMilliseconds()).padStart(3, '0')}+`)

/** Closes a place and what lies inside, all at one moment. */
export const close_place = (
  store: Store,
  caller: Caller,
  type: PlaceType,
  id: string,
  { if_match }: Moving,
): Promise<PlacesChanged> =>
  change(store, caller, type, id, if_match, async (unit, part) => {
    if (!is_active(part.place.resource)) throw fail.rule(`Đã ngừng dùng ${part.what} này rồi`)
    const within = inside(part).filter(({ resource }) => is_active(resource))
    for (const { resource } of within) await lock_place(unit, resource.id ?? '')
    await check_empty(unit, part)
    const at = to_the_millisecond(new Date())
    const closing = [part.place, ...within]
    for (const { resource, version } of closing) await unit.update(to_closed(resource, at), { if_match: version })
    return { ids: closing.map(({ resource }) => resource.id ?? '') }
  })

const demand_open_above = ({ layout, place, what }: Part): void => {
  const above =
    what === 'giường'
      ? layout.rooms.get(room_of(place.resource))
      : what === 'buồng'
        ? layout.departments.get(department_of_place(place.resource))
        : undefined
  if (above && !is_active(above.resource))
    throw fail.rule(
      `${what === 'giường' ? 'Buồng' : 'Khoa'} ${String(above.resource['name'])} đang ngừng dùng; hãy dùng lại trước`,
    )
}

/** Opens a place again, with what had been closed together with it. */
export const reopen_place = (
  store: Store,
  caller: Caller,
  type: PlaceType,
  id: string,
  { if_match }: Moving,
): Promise<PlacesChanged> =>
  change(store, caller, type, id, if_match, async (unit, part) => {
    if (is_active(part.place.resource)) throw fail.rule(`${part.what === 'khoa' ? 'Khoa' : 'Chỗ'} này đang được dùng`)
    demand_open_above(part)
    const at = closed_at(part.place.resource)
    const together = inside(part).filter(({ resource }) => !is_active(resource) && closed_at(resource) === at)
    const opening = [part.place, ...together]
    for (const { resource, version } of opening) await unit.update(to_reopened(resource), { if_match: version })
    return { ids: opening.map(({ resource }) => resource.id ?? '') }
  })
