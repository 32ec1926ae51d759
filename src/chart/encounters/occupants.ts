import { resource_of, type Unit } from '../../platform/records/index.ts'
import { name_of_patient } from '../patients/index.ts'
import { load_places } from './places.ts'
import { to_stay } from './stay.ts'

const taken_beds = async (unit: Unit): Promise<{ bed: string; encounter: string }[]> =>
  (
    await unit.sql.query<{ bed: string; encounter: string }>(
      'SELECT bed, encounter FROM chart.bed_taken WHERE facility = $1',
      [unit.caller.facility],
    )
  ).rows

export const list_taken_beds = async (unit: Unit): Promise<Set<string>> =>
  new Set((await taken_beds(unit)).map(({ bed }) => bed))

const stays_of_department = async (unit: Unit, department: string): Promise<string[]> => {
  const query = new URLSearchParams({
    status: 'in-progress',
    'service-provider': `Organization/${department}`,
    _count: '1000',
  })
  return (await unit.search('Encounter', query)).entries.map(({ id }) => id)
}

export type Lying = { encounter: string; name: string; admission_number: string; bed: string; room: string }
/** Where is asked: some beds, and a department with whoever has no bed in it yet. */
export type Asked = { beds: ReadonlySet<string>; department?: string | undefined }

const told_max = 20

/** Who is there now: all counted, the first twenty named. Every name read leaves its line in the log. */
export const list_occupants = async (unit: Unit, asked: Asked): Promise<{ total: number; named: Lying[] }> => {
  const taken = await taken_beds(unit)
  const beds = new Map(taken.map((row) => [row.encounter, row.bed]))
  const lying = taken.filter(({ bed }) => asked.beds.has(bed)).map(({ encounter }) => encounter)
  const others = asked.department === undefined ? [] : await stays_of_department(unit, asked.department)
  const all = [...new Set([...lying, ...others])]
  if (all.length === 0) return { total: 0, named: [] }
  const places = await load_places(unit)
  const named: Lying[] = []
  for (const encounter of all.slice(0, told_max)) {
    const stay = to_stay(resource_of(await unit.get('Encounter', encounter)))
    const bed = places.beds.get(beds.get(encounter) ?? '')
    named.push({
      encounter,
      name: name_of_patient(resource_of(await unit.get('Patient', stay.patient))),
      admission_number: stay.admission_number,
      bed: bed?.name ?? '',
      room: bed?.room ?? '',
    })
  }
  return { total: all.length, named }
}
