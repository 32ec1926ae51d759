import { ask } from './ask.ts'
import { load_examples, make_material, type Material } from './material.ts'
import { send, type Answer } from './send.ts'

type Json = Record<string, unknown>

const list_of = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : [])

/** Everything /metadata lists as an operation, at each type and at the system. */
const operations_in = (statement: Json): Material['operations'] => {
  const [rest = {}] = list_of(statement['rest'])
  const named = (owner: Json, type: string) =>
    list_of(owner['operation']).map(({ name }) => ({ name: `$${String(name)}`, type }))
  const of_types = list_of(rest['resource']).flatMap((one) => named(one, String(one['type'])))
  // One operation that every type has would crowd out the others.
  const kept = new Map<string, number>()
  const fair = of_types.filter(({ name }) => {
    kept.set(name, (kept.get(name) ?? 0) + 1)
    return (kept.get(name) ?? 0) <= 4
  })
  return [...named(rest, ''), ...fair]
}

const next_link = (answer: Answer): string | undefined => {
  const links = list_of((JSON.parse(answer.text) as Json)['link'])
  const address = links.find((link) => link['relation'] === 'next')?.['url']
  return typeof address === 'string' ? address.replace(/^https?:\/\/[^/]+/, '') : undefined
}

/** Patients and stays that an example speaks of and HL7's package does not hold. */
const absent_in = (text: string) =>
  [...text.matchAll(/(Patient|Encounter)\/([A-Za-z0-9.-]+)/g)].map(([, type = '', id = '']) =>
    type === 'Patient'
      ? { resourceType: type, id }
      : { resourceType: type, id, status: 'finished', class: { code: 'AMB' } },
  )

const paged = [
  '/fhir/Patient?_count=2',
  '/fhir/Patient?_count=2&_sort=family',
  '/fhir/Observation?_count=2&_sort=-_lastUpdated',
  '/fhir/Observation?_count=1&_sort=date,-value-quantity',
  '/fhir/Observation?code:missing=false&_count=1&_sort=_id',
  '/fhir/_history?_count=2',
  '/fhir/Patient/_history?_count=2',
  '/fhir/Patient/example/$everything?_count=1',
]

/** Stores the examples, and learns from the server what it offers. */
export const prepare = async (
  base: string,
  token: string,
  each_max: number,
): Promise<Material & { stored: number }> => {
  const all = load_examples(each_max)
  let stored = 0
  for (const one of all) {
    const put = (): Promise<Answer> =>
      send(base, token, ask('PUT', `/fhir/${one.resourceType}/${one.id}`, JSON.stringify(one)))
    const first = await put()
    for (const absent of first.status === 422 ? absent_in(first.text) : [])
      await send(base, token, ask('PUT', `/fhir/${absent.resourceType}/${absent.id}`, JSON.stringify(absent)))
    if ((first.status === 422 ? await put() : first).status < 300) stored += 1
  }
  const material = make_material(all)
  for (const path of paged) {
    const answer = await send(base, token, ask('GET', path))
    const address = answer.status === 200 ? next_link(answer) : undefined
    if (address !== undefined) material.next_pages.push(address)
  }
  const metadata = await send(base, token, ask('GET', '/fhir/metadata'))
  material.operations.push(...operations_in(JSON.parse(metadata.text) as Json))
  return { ...material, stored }
}
