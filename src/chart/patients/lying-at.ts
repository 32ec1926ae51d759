import { resource_of, type Unit } from '../../platform/records/index.ts'
import { id_of_reference, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { PatientHit } from './contract.ts'

const all_by_id = async (unit: Unit, type: string, ids: string[]): Promise<Map<string, Resource>> => {
  if (ids.length === 0) return new Map()
  const query = new URLSearchParams({ _id: [...new Set(ids)].join(), _count: '100' })
  return new Map((await unit.search(type, query)).entries.map((stored) => [stored.id, resource_of(stored)]))
}

const department_of = (stay: Resource): string => id_of_reference(stay['serviceProvider']) ?? ''

const bed_of = (stay: Resource): string => {
  const here = list_of(stay['location']).find((location) => location['status'] === 'active')
  return id_of_reference(here?.['location']) ?? ''
}

/** Where the people found lie now: who is in a bed is opened there, not admitted once more. */
export const with_stays = async <Hit extends PatientHit>(unit: Unit, hits: Hit[]): Promise<Hit[]> => {
  if (hits.length === 0) return hits
  const patient = hits.map((hit) => hit.id).join()
  const query = new URLSearchParams({ patient, status: 'in-progress', class: 'IMP', _count: '100' })
  const stays = (await unit.search('Encounter', query)).entries.map(resource_of)
  const departments = await all_by_id(unit, 'Organization', stays.map(department_of).filter(Boolean))
  const beds = await all_by_id(unit, 'Location', stays.map(bed_of).filter(Boolean))
  const by_patient = new Map(stays.map((stay) => [id_of_reference(stay['subject']), stay]))
  return hits.map((hit) => {
    const stay = by_patient.get(hit.id)
    if (!stay) return hit
    return {
      ...hit,
      stay: {
        encounter: stay.id ?? '',
        department: text_of(departments.get(department_of(stay))?.['name']) ?? '',
        bed: text_of(beds.get(bed_of(stay))?.['name']) ?? '',
        since: text_of(object_of(stay['period'])?.['start']) ?? '',
      },
    }
  })
}
