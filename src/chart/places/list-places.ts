import { demand } from '../../platform/access/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import type { Store } from '../../platform/records/index.ts'
import { find_identifier, identifier_system, text_of } from '../../standards/fhir/index.ts'
import { count_inpatients, list_taken_beds } from '../encounters/index.ts'
import type { BedPlace, DepartmentPlace, PlacesTree, RoomPlace } from './contract.ts'
import { beds_in, department_of_bed, load_layout, rooms_in, type Kept, type Layout } from './layout.ts'
import { closed_at, is_active, room_of } from './place-resource.ts'

const order = new Intl.Collator('vi', { numeric: true })
const by_name = (one: { name: string }, other: { name: string }): number => order.compare(one.name, other.name)

const to_place = ({ resource, version }: Kept) => ({
  id: resource.id ?? '',
  version,
  name: text_of(resource['name']) ?? '',
  active: is_active(resource),
  closed_at: closed_at(resource) ?? null,
})

const to_beds = (beds: Kept[], taken: ReadonlySet<string>): BedPlace[] =>
  beds.map((bed) => ({ ...to_place(bed), taken: taken.has(bed.resource.id ?? '') })).sort(by_name)

/** Beds written by another system without a room. */
const loose_beds = (layout: Layout, department: string): Kept[] =>
  [...layout.beds.values()].filter(
    ({ resource }) => !layout.rooms.has(room_of(resource)) && department_of_bed(layout, resource) === department,
  )

const to_rooms = (layout: Layout, department: string, taken: ReadonlySet<string>): RoomPlace[] => {
  const rooms = rooms_in(layout, department)
    .map((room) => ({ ...to_place(room), beds: to_beds(beds_in(layout, room.resource.id ?? ''), taken) }))
    .sort(by_name)
  const loose = loose_beds(layout, department)
  if (loose.length === 0) return rooms
  return [...rooms, { id: '', version: 0, name: '', active: true, closed_at: null, beds: to_beds(loose, taken) }]
}

const to_department = (
  layout: Layout,
  department: Kept,
  taken: ReadonlySet<string>,
  inpatients: ReadonlyMap<string, number>,
): DepartmentPlace => {
  const place = to_place(department)
  return {
    ...place,
    code: find_identifier(department.resource, identifier_system.department) ?? '',
    inpatients: inpatients.get(place.id) ?? 0,
    rooms: to_rooms(layout, place.id, taken),
  }
}

/** The house as its administrator sees it: which beds are taken, and not by whom. */
export const list_places = (store: Store, caller: Caller): Promise<PlacesTree> => {
  demand(caller, 'places.manage')
  return store.unit(caller, async (unit) => {
    const layout = await load_layout(unit)
    const taken = await list_taken_beds(unit)
    const inpatients = await count_inpatients(unit)
    return {
      departments: [...layout.departments.values()]
        .map((department) => to_department(layout, department, taken, inpatients))
        .sort((one, other) => order.compare(`${one.code} ${one.name}`, `${other.code} ${other.name}`)),
    }
  })
}
