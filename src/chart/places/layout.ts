import { resource_of, type Stored, type Unit, search_all } from '../../platform/records/index.ts'
import { coding_of, list_of, type Resource } from '../../standards/fhir/index.ts'
import { department_of_place, kind_of, room_of } from './place-resource.ts'

export type Kept = { resource: Resource; version: number }

/** The whole house as it lies in the store, closed places included. */
export type Layout = { departments: Map<string, Kept>; rooms: Map<string, Kept>; beds: Map<string, Kept> }

const to_map = (stored: Stored[], fits: (resource: Resource) => boolean): Map<string, Kept> =>
  new Map(
    stored.flatMap((one) => {
      const resource = resource_of(one)
      return fits(resource) ? [[one.id, { resource, version: one.version }] as const] : []
    }),
  )

export const is_department = (organization: Resource): boolean =>
  list_of(organization['type']).some((type) => coding_of(type).code === 'dept')

export const load_layout = async (unit: Unit): Promise<Layout> => {
  const locations = await search_all(unit, 'Location', {})
  return {
    departments: to_map(await search_all(unit, 'Organization', { type: 'dept' }), is_department),
    rooms: to_map(locations, (one) => kind_of(one) === 'ro'),
    beds: to_map(locations, (one) => kind_of(one) === 'bd'),
  }
}

/** A bed belongs where its room does; only a bed without a room says so itself. */
export const department_of_bed = (layout: Layout, bed: Resource): string => {
  const room = layout.rooms.get(room_of(bed))?.resource
  return room ? department_of_place(room) : department_of_place(bed)
}

export const rooms_in = (layout: Layout, department: string): Kept[] =>
  [...layout.rooms.values()].filter(({ resource }) => department_of_place(resource) === department)

export const beds_in = (layout: Layout, room: string): Kept[] =>
  [...layout.beds.values()].filter(({ resource }) => room_of(resource) === room)
