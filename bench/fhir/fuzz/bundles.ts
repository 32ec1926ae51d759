import { ask, type Ask } from './ask.ts'
import type { Material } from './material.ts'
import { body_text } from './body-text.ts'
import { mutated } from './mutate.ts'
import { patch_body } from './patches.ts'
import { query_text } from './queries.ts'
import type { Random } from './random.ts'
import { odd_text } from './words.ts'

const names = [
  'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0',
  'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e1',
  'urn:uuid:x',
  'http://x/Patient/1',
]

/** References between entries, by criteria and to nowhere. */
const with_references = (random: Random, resource: Record<string, unknown>): Record<string, unknown> =>
  random.chance(0.7)
    ? resource
    : {
        ...resource,
        subject: {
          reference: random.pick([
            ...names,
            'Patient/example',
            'Patient/nobody',
            'Patient?identifier=x',
            'Patient?_id=example',
            'Foo?x',
            'Patient?',
            odd_text(random),
          ]),
        },
      }

const entry_of = (random: Random, material: Material): unknown => {
  const example = random.pick(material.examples)
  const { resourceType: type } = example
  const id = `fuzz-${random.below(4)}`
  const method = random.pick(['GET', 'POST', 'POST', 'PUT', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'FOO'])
  const query = query_text(random, material, type)
  const address: Record<string, () => string> = {
    GET: () =>
      random.pick([
        `${type}?${query}`,
        `${type}/${id}`,
        `${type}/${example.id}/_history/1`,
        `${type}/_history`,
        'metadata',
        `Patient/example/$everything`,
        `Patient/example/Observation?${query}`,
      ]),
    POST: () => random.pick([type, type, `${type}/$validate`, '$x', `${type}/_search`]),
    PUT: () => random.pick([`${type}/${id}`, `${type}/${id}`, `${type}?_id=${id}`, `${type}?${query}`]),
    PATCH: () => random.pick([`${type}/${id}`, `${type}?_id=${id}`]),
    DELETE: () => random.pick([`${type}/${id}`, `${type}?_id=${id}&${query}`]),
  }
  const url = random.chance(0.93) ? (address[method] ?? (() => `${type}/${id}`))() : odd_text(random)
  const patch = patch_body(random, example)
  const resource =
    method === 'PATCH'
      ? random.chance(0.5)
        ? patch.value
        : {
            resourceType: 'Binary',
            contentType: patch.media_type,
            data: Buffer.from(JSON.stringify(patch.value)).toString('base64'),
          }
      : with_references(random, { ...example, id })
  return {
    ...(random.chance(0.5) ? { fullUrl: random.pick(names) } : {}),
    ...(method === 'POST' || method === 'PUT' || method === 'PATCH' ? { resource: mutated(random, resource) } : {}),
    request: {
      method,
      url,
      ...(random.chance(0.1)
        ? { ifNoneExist: random.pick(['_id=nobody', 'identifier=x', query, '', odd_text(random)]) }
        : {}),
      ...(random.chance(0.1) ? { ifMatch: random.pick(['W/"1"', 'W/"9"', 'x', '', 'W/"99999999999999999999"']) } : {}),
      ...(random.chance(0.05) ? { ifNoneMatch: 'W/"1"' } : {}),
    },
  }
}

/** A batch or a transaction of whatever else is asked. */
export const bundle_ask = (random: Random, material: Material): Ask => {
  const entry = Array.from({ length: random.pick([0, 1, 1, 2, 3, 5, 12]) }, () => entry_of(random, material))
  const bundle = {
    resourceType: 'Bundle',
    type: random.pick(['transaction', 'transaction', 'batch', 'batch', 'collection', 'x']),
    entry,
  }
  const text = random.chance(0.75) ? JSON.stringify(bundle) : body_text(random, bundle)
  return ask('POST', random.pick(['/fhir', '/fhir', '/fhir/', '/fhir?_format=json']), text)
}
