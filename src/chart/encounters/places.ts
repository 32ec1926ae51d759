import { demand } from '../../platform/access/index.ts'
import { resource_of, type Unit, search_all } from '../../platform/records/index.ts'
import {
  coding_of,
  find_identifier,
  id_of_reference,
  identifier_system,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Bed, Department } from './contract.ts'
import { count_inpatients } from './count-inpatients.ts'
import type { Stay } from './stay.ts'

const all = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[]> =>
  (await search_all(unit, type, query)).map(resource_of)

const physical_type = (location: Resource): string | undefined => coding_of(location['physicalType']).code

/** Departments and beds by id, with names as people say them; those closed since still name where somebody lay. */
export type Places = {
  departments: Map<string, { name: string; code: string; active: boolean }>
  beds: Map<string, { name: string; room: string; department: string; active: boolean }>
}

const name_places = (organizations: Resource[], locations: Resource[]): Places => {
  const rooms = new Map(locations.filter((one) => physical_type(one) === 'ro').map((room) => [room.id ?? '', room]))
  const beds = locations.filter((one) => physical_type(one) === 'bd')
  return {
    departments: new Map(
      organizations.map((one) => [
        one.id ?? '',
        {
          name: text_of(one['name']) ?? '',
          code: find_identifier(one, identifier_system.department) ?? '',
          active: one['active'] !== false,
        },
      ]),
    ),
    beds: new Map(
      beds.map((bed) => {
        const room = rooms.get(id_of_reference(bed['partOf']) ?? '')
        const department =
          id_of_reference(bed['managingOrganization']) ?? id_of_reference(room?.['managingOrganization']) ?? ''
        return [
          bed.id ?? '',
          {
            name: text_of(bed['name']) ?? '',
            room: text_of(room?.['name']) ?? '',
            department,
            active: bed['status'] !== 'inactive',
          },
        ]
      }),
    ),
  }
}

export const load_places = async (unit: Unit): Promise<Places> =>
  name_places(await all(unit, 'Organization', { type: 'dept' }), await all(unit, 'Location', {}))

const find_each = async (unit: Unit, type: string, ids: (string | undefined)[]): Promise<Resource[]> => {
  const wanted = [...new Set(ids)].flatMap((id) => (id ? [id] : []))
  const found = await Promise.all(wanted.map((id) => unit.find(type, id)))
  return found.flatMap((stored) => (stored ? [resource_of(stored)] : []))
}

/** The places of one stay alone: a sheet is redrawn at each pause, and a hospital has hundreds of beds. */
export const load_stay_places = async (unit: Unit, stay: Stay): Promise<Places> => {
  const [departments, beds] = await Promise.all([
    find_each(unit, 'Organization', [stay.department, ...stay.departments.map((one) => one.department)]),
    find_each(unit, 'Location', [stay.bed]),
  ])
  const rooms = beds.map((bed) => id_of_reference(bed['partOf']))
  return name_places(departments, [...beds, ...(await find_each(unit, 'Location', rooms))])
}

const order = new Intl.Collator('vi', { numeric: true })

export const list_departments = async (unit: Unit): Promise<Department[]> => {
  const places = await load_places(unit)
  const inpatients = await count_inpatients(unit)
  const beds = new Map<string, number>()
  for (const bed of places.beds.values()) if (bed.active) beds.set(bed.department, (beds.get(bed.department) ?? 0) + 1)
  return [...places.departments]
    .filter(([, department]) => department.active)
    .map(([id, department]) => ({
      id,
      code: department.code,
      name: department.name,
      inpatients: inpatients.get(id) ?? 0,
      beds: beds.get(id) ?? 0,
    }))
    .sort((one, other) => order.compare(`${one.code} ${one.name}`, `${other.code} ${other.name}`))
}

export const list_beds = async (unit: Unit, department: string): Promise<Bed[]> => {
  demand(unit.caller, 'patient.read')
  const places = await load_places(unit)
  const { rows } = await unit.sql.query<{ bed: string; encounter: string }>(
    'SELECT bed, encounter FROM chart.bed_taken WHERE facility = $1',
    [unit.caller.facility],
  )
  const taken = new Map(rows.map((row) => [row.bed, row.encounter]))
  return [...places.beds]
    .filter(([, bed]) => bed.active && bed.department === department)
    .map(([id, bed]) => {
      const by = taken.get(id)
      return { id, name: bed.name, room: bed.room, ...(by ? { taken_by: by } : {}) }
    })
    .sort((one, other) => order.compare(`${one.room} ${one.name}`, `${other.room} ${other.name}`))
}
