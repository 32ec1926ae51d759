import { new_id } from '../../platform/records/index.ts'
import {
  code_system,
  coding_of,
  extension_url,
  find_extension,
  id_of_reference,
  identifier_system,
  list_of,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'

export type LocationKind = 'ro' | 'bd'

export const kind_of = (location: Resource): LocationKind | undefined => {
  const { code } = coding_of(location['physicalType'])
  return code === 'ro' || code === 'bd' ? code : undefined
}

export const is_active = (place: Resource): boolean =>
  place.resourceType === 'Organization' ? place['active'] !== false : place['status'] !== 'inactive'

export const closed_at = (place: Resource): string | undefined =>
  text_of(find_extension(place, extension_url.closed_at)?.['valueDateTime'])

export const room_of = (bed: Resource): string => id_of_reference(bed['partOf']) ?? ''
export const department_of_place = (place: Resource): string => id_of_reference(place['managingOrganization']) ?? ''

const without_date = (place: Resource): Record<string, unknown>[] =>
  list_of(place['extension']).filter((extension) => extension['url'] !== extension_url.closed_at)

const with_state = (place: Resource, active: boolean, extension: Record<string, unknown>[]): Resource => {
  const { extension: _before, ...rest } = place
  return {
    ...rest,
    ...(place.resourceType === 'Organization' ? { active } : { status: active ? 'active' : 'inactive' }),
    ...(extension.length > 0 ? { extension } : {}),
  } as Resource
}

/** Closed, with the day and hour it was. */
export const to_closed = (place: Resource, at: string): Resource =>
  with_state(place, false, [...without_date(place), { url: extension_url.closed_at, valueDateTime: at }])

export const to_reopened = (place: Resource): Resource => with_state(place, true, without_date(place))

export const to_department = (facility: string, id: string, code: string, name: string): Resource => ({
  resourceType: 'Organization',
  id,
  identifier: [{ system: identifier_system.department, value: code }],
  active: true,
  type: [{ coding: [{ system: code_system.organization_type, code: 'dept', display: 'Hospital Department' }] }],
  name,
  partOf: { reference: `Organization/${facility}` },
})

const to_location = (kind: LocationKind, name: string, department: string): Resource => ({
  resourceType: 'Location',
  id: new_id(),
  status: 'active',
  name,
  physicalType: {
    coding: [{ system: code_system.location_physical_type, code: kind, display: kind === 'ro' ? 'Room' : 'Bed' }],
  },
  managingOrganization: { reference: `Organization/${department}` },
})

export const to_room = (department: string, name: string): Resource => to_location('ro', name, department)

export const to_bed = (department: string, room: string, name: string): Resource => ({
  ...to_location('bd', name, department),
  partOf: { reference: `Location/${room}` },
})
