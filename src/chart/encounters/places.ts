import { demand } from '../../platform/access/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import {
  coding_of,
  find_identifier,
  id_of_reference,
  identifier_system,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Bed, Department } from './contract.ts'

const all = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[]> => {
  const found: Resource[] = []
  let next: URLSearchParams | undefined = new URLSearchParams({ ...query, _sort: '_id', _count: '1000' })
  while (next) {
    const page = await unit.search(type, next)
    found.push(...page.entries.map(resource_of))
    next = page.next === undefined ? undefined : new URLSearchParams(page.next)
  }
  return found
}

const physical_type = (location: Resource): string | undefined => coding_of(location['physicalType']).code

/** Rooms and beds by id, with names as people say them. */
export type Places = {
  departments: Map<string, { name: string; code: string }>
  beds: Map<string, { name: string; room: string; department: string }>
}

export const load_places = async (unit: Unit): Promise<Places> => {
  const organizations = await all(unit, 'Organization', { type: 'dept' })
  const locations = await all(unit, 'Location', {})
  const rooms = new Map(locations.filter((one) => physical_type(one) === 'ro').map((room) => [room.id ?? '', room]))
  const beds = locations.filter((one) => physical_type(one) === 'bd')
  return {
    departments: new Map(
      organizations.map((one) => [
        one.id ?? '',
        { name: text_of(one['name']) ?? '', code: find_identifier(one, identifier_system.department) ?? '' },
      ]),
    ),
    beds: new Map(
      beds.map((bed) => {
        const room = rooms.get(id_of_reference(bed['partOf']) ?? '')
        const department =
          id_of_reference(bed['managingOrganization']) ?? id_of_reference(room?.['managingOrganization']) ?? ''
        return [bed.id ?? '', { name: text_of(bed['name']) ?? '', room: text_of(room?.['name']) ?? '', department }]
      }),
    ),
  }
}

export const list_departments = async (unit: Unit): Promise<Department[]> => {
  const places = await load_places(unit)
  const { rows } = await unit.sql.query<{ department: string; inpatients: number }>(
    `SELECT split_part(body::jsonb #>> '{serviceProvider,reference}', '/', 2) AS department, count(*) AS inpatients
     FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND NOT deleted
       AND terms @> ARRAY[record.term('Encounter.status=in-progress'), record.term('Encounter.class=IMP')] GROUP BY 1`,
    [unit.caller.facility],
  )
  const inpatients = new Map(rows.map((row) => [row.department, row.inpatients]))
  const beds = new Map<string, number>()
  for (const bed of places.beds.values()) beds.set(bed.department, (beds.get(bed.department) ?? 0) + 1)
  return [...places.departments].map(([id, department]) => ({
    id,
    code: department.code,
    name: department.name,
    inpatients: inpatients.get(id) ?? 0,
    beds: beds.get(id) ?? 0,
  }))
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
    .filter(([, bed]) => bed.department === department)
    .map(([id, bed]) => {
      const by = taken.get(id)
      return { id, name: bed.name, room: bed.room, ...(by ? { taken_by: by } : {}) }
    })
}
