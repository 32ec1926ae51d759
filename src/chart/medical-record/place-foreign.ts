import { fail } from '../../base/outcome/index.ts'
import { local_date } from '../../base/time/index.ts'
import { resource_of, type Unit } from '../../platform/records/index.ts'
import { person_issues } from '../../standards/documents/index.ts'
import { identifier_system, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import { take_number } from '../numbers/index.ts'
import { format_patient_code, standing_ones } from '../patients/index.ts'

type Entry = { resource: Resource; full_url: string; condition: string | undefined }

/** Signed files lie in signing.document, not as Binary. */
export const entries_of = (bundle: { entry: unknown }): Entry[] =>
  list_of(bundle.entry).flatMap((entry) => {
    const resource = object_of(entry['resource'])
    if (typeof resource?.['resourceType'] !== 'string' || resource['resourceType'] === 'Binary') return []
    return [
      {
        resource: resource as Resource,
        full_url: text_of(entry['fullUrl']) ?? '',
        condition: text_of(object_of(entry['request'])?.['ifNoneExist']),
      },
    ]
  })

/** The name on the file and the chart must not speak of two people: a wrong digit would lay a stay in somebody else's chart. */
const demand_same_person = (told: Resource, chart: Resource): void => {
  const name = text_of(list_of(told['name'])[0]?.['text']) ?? ''
  const person = { identifiers: [], name, birth_date: text_of(told['birthDate']), gender: undefined }
  const issues = person_issues(person, chart)
  if (issues.length === 0) return
  throw fail.conflict(
    'Số CCCD trong tệp đã có hồ sơ của một người khác tại cơ sở; kiểm tra lại người bệnh trước khi nhập',
    { differences: issues.map(({ message }) => message) },
  )
}

/** What stands here already by a number that is one thing's in the whole country. @throws 409 where two bear it */
export const find_here = async (unit: Unit, { resource, condition }: Entry): Promise<string | undefined> => {
  if (condition === undefined) return undefined
  const { entries } = await unit.search(resource.resourceType, new URLSearchParams(condition))
  if (resource.resourceType !== 'Patient') return entries[0]?.id
  const [chart, second] = await standing_ones(unit, entries)
  if (second) throw fail.conflict('Số CCCD này có ở hai hồ sơ tại cơ sở; hãy gộp hồ sơ trước khi nhập')
  if (chart) demand_same_person(resource, resource_of(chart))
  return chart?.id
}

/** A chart of our own number; the other house's code stays readable and no longer counts. */
const with_own_code = async (unit: Unit, patient: Resource): Promise<Resource> => {
  const number = await take_number(unit.sql, unit.caller.facility, 'patient-code', '')
  const own = { system: identifier_system.patient_code, value: format_patient_code(unit.caller.facility, number) }
  const others = list_of(patient['identifier']).map((one) =>
    one['system'] === identifier_system.patient_code
      ? { ...one, use: 'old', period: { end: local_date(new Date()) } }
      : one,
  )
  return { ...patient, identifier: [own, ...others] }
}

const with_places = (value: unknown, places: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((one) => with_places(one, places))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'reference' && typeof one === 'string' ? (places.get(one) ?? one) : with_places(one, places),
    ]),
  )
}

/**
 * Resources another house's software told of, which have no ids of ours: who and what is here already is named by its
 * number, the rest gets the id that follows from the file, so that the same file a second time is seen to be the same.
 */
export const place_foreign = async (unit: Unit, entries: Entry[]): Promise<Resource[]> => {
  const places = new Map<string, string>()
  const placed: Resource[] = []
  for (const entry of entries) {
    const { resource, full_url } = entry
    const here = await find_here(unit, entry)
    const id = here ?? full_url.replace(/^urn:uuid:/, '')
    places.set(full_url, `${resource.resourceType}/${id}`)
    if (here !== undefined) continue
    const own = resource.resourceType === 'Patient' ? await with_own_code(unit, resource) : resource
    placed.push({ ...own, id })
  }
  return placed.map((one) => with_places(one, places) as Resource)
}
