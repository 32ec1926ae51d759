import { fold } from '../src/base/text/index.ts'
import { canonical, code_system, extension_url, identifier_system, type Resource } from '../src/standards/fhir/index.ts'
import { demo_beds, demo_departments, find_demo_facility, type DemoFacility, type FacilityLevel } from './facilities.ts'

const tagged = { meta: { tag: [canonical.synthetic_tag] } }

const organization_type = (code: string, display: string) => ({
  coding: [{ system: code_system.organization_type, code, display }],
})

const level_names: Record<FacilityLevel, string> = { '1': 'Ban đầu', '2': 'Cơ bản', '3': 'Chuyên sâu' }

const authority_id = (name: string): string => fold(name).replaceAll(' ', '-')

/** Who stands above: the Sở Y tế, or the ministry. */
const to_authority = ({ authority }: DemoFacility): Resource => ({
  resourceType: 'Organization',
  id: authority_id(authority),
  ...tagged,
  active: true,
  type: [organization_type('govt', 'Government')],
  name: authority,
})

const to_facility = (facility: DemoFacility): Resource => {
  const { code, name, level, beds, address, authority } = facility
  const { line, ward, province } = address
  return {
    resourceType: 'Organization',
    id: code,
    ...tagged,
    extension: [
      {
        url: extension_url.facility_level,
        valueCoding: { system: code_system.facility_level, code: level, display: level_names[level] },
      },
      {
        url: extension_url.ownership,
        valueCoding: { system: code_system.ownership, code: 'public', display: 'Công lập' },
      },
      { url: extension_url.planned_beds, valueInteger: beds },
    ],
    identifier: [{ system: identifier_system.facility, value: code }],
    active: true,
    type: [organization_type('prov', 'Healthcare Provider')],
    name,
    address: [
      {
        text: [line, ward, province].filter(Boolean).join(', '),
        ...(line ? { line: [line] } : {}),
        city: ward,
        state: province,
        country: 'VN',
      },
    ],
    partOf: { reference: `Organization/${authority_id(authority)}` },
  }
}

const to_department = (facility: string, id: string, code: string, name: string): Resource => ({
  resourceType: 'Organization',
  id,
  ...tagged,
  identifier: [{ system: identifier_system.department, value: code }],
  active: true,
  type: [organization_type('dept', 'Hospital Department')],
  name,
  partOf: { reference: `Organization/${facility}` },
})

const to_location = (id: string, name: string, kind: 'ro' | 'bd', department: string, room?: string): Resource => ({
  resourceType: 'Location',
  id,
  ...tagged,
  status: 'active',
  name,
  physicalType: {
    coding: [{ system: code_system.location_physical_type, code: kind, display: kind === 'ro' ? 'Room' : 'Bed' }],
  },
  managingOrganization: { reference: `Organization/${department}` },
  ...(room ? { partOf: { reference: `Location/${room}` } } : {}),
})

/** Rooms and beds, a room before its first bed. */
const to_locations = (facility: string): Resource[] => {
  const rooms = new Set<string>()
  return demo_beds(facility).flatMap((bed) => {
    const room = `${bed.department}-${bed.room}`
    const is_new = !rooms.has(room)
    rooms.add(room)
    return [
      ...(is_new ? [to_location(room, bed.room, 'ro', bed.department)] : []),
      to_location(bed.id, bed.name, 'bd', bed.department, room),
    ]
  })
}

/** Authority, facility, departments, rooms, beds: each after what it points at. */
export const to_places = (code: string): Resource[] => {
  const facility = find_demo_facility(code)
  return [
    to_authority(facility),
    to_facility(facility),
    ...demo_departments(code).map(({ id, code: department, name }) => to_department(code, id, department, name)),
    ...to_locations(code),
  ]
}
