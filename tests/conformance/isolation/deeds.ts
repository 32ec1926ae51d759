import type { Json } from '../../test-site.ts'
import { as_of, id_at, tag_system, type House } from './world.ts'

/** A request that would change something; `path` stands behind the address of the server. */
export type Deed = { method: string; path: string; body?: unknown; headers?: Record<string, string> }

const test_patch = (id: string): Json[] => [{ op: 'test', path: '/id', value: id }]
const fhir_patch = (type: string): Json => ({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'operation',
      part: [
        { name: 'type', valueCode: 'delete' },
        { name: 'path', valueString: `${type}.meta.tag` },
      ],
    },
  ],
})
const json_patch = { 'content-type': 'application/json-patch+json' }

const bundle = (type: 'batch' | 'transaction', ...entry: Json[]): Deed => ({
  ...{ method: 'POST', path: '/fhir' },
  body: { resourceType: 'Bundle', type, entry },
})
const request = (method: string, url: string, more: Json = {}): Json => ({ request: { method, url, ...more } })

const owns = (value: unknown, house: House): boolean => JSON.stringify(value).includes(`/${house.ids}-`)

/**
 * Every interaction that writes, aimed at a resource of the house by its id, its word, or through what it refers to.
 * What is made by it is A's own, and is taken away again.
 */
export const deeds_at = (house: House, example: Json): Deed[] => {
  const type = String(example['resourceType'])
  const id = id_at(house, type)
  const [at, tag] = [`/fhir/${type}/${id}`, `_tag=${encodeURIComponent(`${tag_system}|${house.word}`)}`]
  const own = as_of(house, example)
  const { id: _id, ...nameless } = own
  const binary = {
    ...{ resourceType: 'Binary', contentType: 'application/json-patch+json' },
    data: Buffer.from(JSON.stringify(test_patch(id))).toString('base64'),
  }
  return [
    { method: 'PATCH', path: at, body: test_patch(id), headers: json_patch },
    { method: 'PATCH', path: at, body: fhir_patch(type) },
    { method: 'PATCH', path: `/fhir/${type}?${tag}`, body: test_patch(id), headers: json_patch },
    { method: 'DELETE', path: at },
    { method: 'DELETE', path: at, headers: { 'if-match': 'W/"1"' } },
    { method: 'DELETE', path: `/fhir/${type}?${tag}` },
    { method: 'PUT', path: at, body: own, headers: { 'if-match': 'W/"1"' } },
    bundle('batch', request('GET', `${type}/${id}`), request('DELETE', `${type}?${tag}`), {
      ...request('PATCH', `${type}/${id}`),
      resource: binary,
    }),
    bundle('transaction', request('DELETE', `${type}/${id}`), request('GET', `${type}?${tag}`)),
    // What refers to somebody of the house: refused where references are checked, A's own otherwise.
    ...(owns(nameless, house) ? [{ method: 'POST', path: `/fhir/${type}/$validate`, body: own }] : []),
    { method: 'PUT', path: at, body: own },
    { method: 'GET', path: `${at}/_history` },
    { method: 'DELETE', path: at },
  ]
}

/** By criteria: what is found at the house must not be found, and A's own is made or refused as at nobody's. */
export const conditional_deeds = (house: House): Deed[] => {
  const tag = `_tag=${encodeURIComponent(`${tag_system}|${house.word}`)}`
  const patient: Json = { resourceType: 'Patient', name: [{ text: 'Người Của A' }] }
  const about = (reference: string): Json => ({
    ...{ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference } },
  })
  const post = (resource: Json, more: Json = {}): Json => ({
    resource,
    ...request('POST', resource['resourceType'], more),
  })
  const known = `Patient/${id_at(house, 'Patient')}`
  return [
    { method: 'POST', path: '/fhir/Observation', body: about(known) },
    bundle('transaction', post(about(known))),
    bundle('transaction', post(about(`Patient?${tag}`))),
    bundle('transaction', post(about(`Patient?_id=${known.slice(8)}`))),
    { method: 'POST', path: '/fhir/Patient', body: patient, headers: { 'if-none-exist': tag } },
    bundle('transaction', post(patient, { ifNoneExist: tag })),
    { method: 'PUT', path: `/fhir/Patient?${tag}`, body: patient },
    bundle('transaction', { resource: patient, ...request('PUT', `Patient?${tag}`) }),
    {
      method: 'PATCH',
      path: `/fhir/Patient?${tag}`,
      body: [{ op: 'test', path: '/active', value: true }],
      headers: json_patch,
    },
    ...['source', 'target'].map((side) => ({
      ...{ method: 'POST', path: '/fhir/Patient/$merge' },
      body: {
        resourceType: 'Parameters',
        parameter: [
          { name: `${side}-patient`, valueReference: { reference: known } },
          {
            name: `${side === 'source' ? 'target' : 'source'}-patient`,
            valueReference: { reference: 'Patient/cua-a-patient' },
          },
          { name: 'preview', valueBoolean: true },
        ],
      },
    })),
    {
      ...{ method: 'POST', path: '/fhir/$import', headers: { 'content-type': 'application/fhir+ndjson' } },
      body: `${JSON.stringify({ ...about(known), id: 'nhap-1' })}\n`,
    },
  ]
}

const parameters = (...parameter: Json[]): Json => ({ resourceType: 'Parameters', parameter })

/** Operations with the names of the house in them. `from`: what /metadata lists. */
export const operation_deeds = (house: House, from: { name: string; types: string[] }[]): Deed[] => {
  const patient = `Patient/${id_at(house, 'Patient')}`
  const address = (type: string): string => encodeURIComponent(`http://${house.word}.test/${type}`)
  const by_name = from.flatMap(({ name, types }) =>
    types.flatMap((type) => {
      const id = id_at(house, type === '' ? 'Patient' : type)
      const input = parameters({ name: 'subject', valueReference: { reference: patient } })
      return [
        { method: 'GET', path: `/fhir/${type === '' ? '' : `${type}/${id}/`}$${name}` },
        { method: 'GET', path: `/fhir/${type === '' ? '' : `${type}/`}$${name}?id=${id}&patient=${patient}` },
        { method: 'POST', path: `/fhir/${type === '' ? '' : `${type}/${id}/`}$${name}`, body: input },
      ]
    }),
  )
  const view = (resource: string): Deed => ({
    ...{ method: 'POST', path: `/fhir/$viewdefinition-run?_format=json&patient=${patient}` },
    body: {
      ...{ resourceType: 'ViewDefinition', name: 'v', status: 'active', resource },
      select: [{ column: [{ name: 'key', path: 'getResourceKey()' }] }],
    },
  })
  const person = { resourceType: 'Patient', name: [{ text: house.word }], identifier: [{ value: house.word }] }
  const respond = { prefer: 'respond-async' }
  const stats = `subject=${patient}&system=http://loinc.org&code=8867-4&statistic=count`
  return [
    ...by_name,
    ...['Patient', 'Observation', 'Encounter'].map(view),
    { method: 'POST', path: '/fhir/Patient/$match', body: person },
    { method: 'POST', path: '/fhir/Patient/$match', body: parameters({ name: 'resource', resource: person }) },
    { method: 'GET', path: `/fhir/Observation/$stats?${stats}` },
    { method: 'GET', path: `/fhir/ValueSet/$expand?url=${address('ValueSet')}` },
    { method: 'GET', path: `/fhir/ValueSet/$validate-code?url=${address('ValueSet')}&code=a&system=http://a` },
    { method: 'GET', path: `/fhir/CodeSystem/$lookup?system=${address('CodeSystem')}&code=a` },
    { method: 'GET', path: `/fhir/CodeSystem/$validate-code?url=${address('CodeSystem')}&code=a` },
    { method: 'GET', path: `/fhir/CodeSystem/$subsumes?system=${address('CodeSystem')}&codeA=a&codeB=a` },
    { method: 'GET', path: `/fhir/ConceptMap/$translate?url=${address('ConceptMap')}&system=http://a&code=a` },
    { method: 'GET', path: `/fhir/Group/${id_at(house, 'Group')}/$export`, headers: respond },
    { method: 'GET', path: `/fhir/Questionnaire/01-BV1/$populate?subject=${patient}` },
    { method: 'GET', path: `/fhir/Patient/$export?patient=${patient}`, headers: respond },
  ]
}
