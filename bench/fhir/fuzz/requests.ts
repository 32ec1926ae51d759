import { ask, path_of, with_query, type Ask } from './ask.ts'
import { bundle_ask } from './bundles.ts'
import type { Material } from './material.ts'
import { body_text } from './body-text.ts'
import { operation_ask } from './operations.ts'
import { patch_ask } from './patches.ts'
import { query_text } from './queries.ts'
import type { Random } from './random.ts'
import { service_ask } from './services.ts'
import { encoded, odd_text } from './words.ts'

type Maker = (random: Random, material: Material) => Ask

const odd_types = [
  'Foo',
  'patient',
  'constructor',
  '__proto__',
  'Bundle',
  'Parameters',
  'Binary',
  'DomainResource',
  '*',
  '',
]

export const type_of = (random: Random, material: Material): string =>
  random.chance(0.96)
    ? random.pick(material.types)
    : random.chance(0.5)
      ? random.pick(odd_types)
      : encoded(random, odd_text(random))

/** An id of the type that is there, that was written by the fuzz before, or that nothing has. */
export const id_of = (random: Random, material: Material, type: string): string => {
  const known = material.by_type.get(type)
  return random.weighted([
    [6, () => (known ? random.pick(known).id : 'example')],
    [3, () => `fuzz-${random.below(4)}`],
    [
      1,
      () =>
        random.pick(['nobody', '0', '.', '..', '_x', '_search', '$x', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(300)]),
    ],
    [1, () => encoded(random, odd_text(random))],
  ])
}

const version_of = (random: Random): string =>
  random.pick(['1', '1', '2', '3', '0', '-1', '01', '1.0', '1e0', '99999999999999999999', '2147483648', 'x', '', '%00'])

const read: Maker = (random, material) => {
  const type = type_of(random, material)
  const id = id_of(random, material, type)
  const path = random.weighted([
    [5, () => path_of(type, id)],
    [2, () => path_of(type, id, '_history')],
    [2, () => path_of(type, id, '_history', version_of(random))],
    [2, () => path_of(type, '_history')],
    [1, () => path_of('_history')],
  ])
  const query = random.chance(0.4) ? query_text(random, material, type) : ''
  return ask(random.pick(['GET', 'GET', 'GET', 'HEAD']), with_query(path, query))
}

const search: Maker = (random, material) => {
  const type = type_of(random, material)
  const query = query_text(random, material, type)
  const compartment = random.pick(['Patient', 'Encounter', 'Device', 'Practitioner', 'RelatedPerson', 'Observation'])
  const inside = path_of(compartment, id_of(random, material, compartment), random.chance(0.95) ? type : '*')
  return random.weighted([
    [8, () => ask('GET', with_query(path_of(type), query))],
    [2, () => ask('GET', with_query(inside, query))],
    [1, () => ask('GET', with_query('/fhir', query))],
    [2, () => ask('POST', path_of(type, '_search'), query, { 'content-type': 'application/x-www-form-urlencoded' })],
    [
      1,
      () =>
        ask('POST', with_query(`${inside}/_search`, query), query, {
          'content-type': random.pick(['application/x-www-form-urlencoded', 'text/plain', 'application/json', '']),
        }),
    ],
  ])
}

const page: Maker = (random, material) => {
  if (material.next_pages.length === 0) return search(random, material)
  const address = random.pick(material.next_pages)
  if (random.chance(0.5)) return ask('GET', address)
  const at = random.below(address.length)
  return ask(
    'GET',
    `${address.slice(0, at)}${random.pick(['', 'A', '%', '-', '='])}${address.slice(at + random.below(3))}`,
  )
}

/** An example under an id of the fuzz's own, so that what the examples speak of stays there. */
const write: Maker = (random, material) => {
  const example = random.pick(material.examples)
  const type = random.chance(0.97) ? example.resourceType : type_of(random, material)
  const id = random.chance(0.9) ? `fuzz-${random.below(4)}` : id_of(random, material, type)
  const query = (): string => query_text(random, material, example.resourceType)
  return random.weighted([
    [4, () => ask('POST', path_of(type), body_text(random, example))],
    [5, () => ask('PUT', path_of(type, id), body_text(random, { ...example, id }))],
    [1, () => ask('PUT', path_of(type, id), body_text(random, example))],
    [1, () => ask('PUT', with_query(path_of(type), query()), body_text(random, example))],
    [
      1,
      () =>
        ask('POST', path_of(type), body_text(random, example), {
          'if-none-exist': query().replaceAll(/[^\u0021-\u00ff]/g, ''),
        }),
    ],
  ])
}

const remove: Maker = (random, material) => {
  const type = type_of(random, material)
  const id = random.chance(0.9) ? `fuzz-${random.below(4)}` : 'nobody'
  return random.chance(0.8)
    ? ask('DELETE', path_of(type, id))
    : ask('DELETE', with_query(path_of(type), `_id=fuzz-${random.below(4)}&${query_text(random, material, type)}`))
}

const methods = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'SEARCH',
  'FOO',
  'get',
]

/** Addresses and methods nobody made a route for. */
const anywhere: Maker = (random, material) => {
  const part = (): string =>
    random.weighted([
      [3, () => type_of(random, material)],
      [2, () => id_of(random, material, 'Patient')],
      [
        2,
        () =>
          random.pick([
            '_history',
            '_search',
            'metadata',
            '$everything',
            '$validate',
            '$export',
            '$',
            '_',
            '.well-known',
            'smart-configuration',
            '*',
          ]),
      ],
      [2, () => encoded(random, odd_text(random)).slice(0, 3_000)],
      [1, () => random.pick(['', '.', '..', '%2e%2e', '%2F', '%5c', ';x=1', 'x'.repeat(5_000)])],
    ])
  const path = `/fhir${Array.from({ length: random.below(6) }, () => `/${part()}`).join('')}`
  const body = random.chance(0.4) ? body_text(random, random.pick(material.examples)) : undefined
  return ask(
    random.pick(methods),
    with_query(path, random.chance(0.4) ? query_text(random, material, 'Patient') : ''),
    body,
  )
}

const header_values: readonly [string, readonly string[]][] = [
  ['if-match', ['W/"1"', 'W/"2"', '"1"', '1', '*', 'W/"x"', 'W/"99999999999999999999"', 'W/"-1"', '', 'W/"1", W/"2"']],
  ['if-none-match', ['W/"1"', '*', 'x', '']],
  ['if-modified-since', ['Sat, 21 Nov 2026 00:00:00 GMT', 'x', '0', '99999-01-01']],
  [
    'if-none-exist',
    ['identifier=x', '_id=example', '', '?', 'x', 'name:contains=a', '_sort=x', 'http://x/Patient?_id=a', 'a=%zz'],
  ],
  [
    'prefer',
    [
      'return=minimal',
      'return=representation',
      'return=OperationOutcome',
      'respond-async',
      'handling=lenient',
      'return=x',
      ';;',
    ],
  ],
  [
    'accept',
    [
      'application/fhir+json',
      'application/fhir+xml',
      'text/html',
      '*/*',
      '',
      'application/json;q=0',
      'x'.repeat(1_000),
    ],
  ],
  [
    'content-type',
    [
      'application/fhir+json',
      'application/json; charset=utf-8',
      'application/fhir+xml',
      'text/plain',
      'application/json-patch+json',
      'multipart/form-data',
      'x',
      '',
      'application/json; charset=utf-16',
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'deflate', 'identity', 'x']],
  ['accept-encoding', ['gzip', 'br', 'x', '*;q=0', '']],
  ['authorization', ['Bearer x', 'Bearer ', 'Basic eDp5', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(5_000)]],
  ['x-forwarded-for', ["'; --", '127.0.0.1']],
  ['cookie', ['benhan_session=x', ';;;', 'a=%zz']],
  ['range', ['bytes=0-1']],
  ['expect', ['100-continue', 'x']],
  ['user-agent', ['x'.repeat(3_000), '\u00ff']],
]

const with_headers = (random: Random, made: Ask): Ask => {
  if (random.chance(0.7)) return made
  const headers = { ...made.headers }
  for (let left = 1 + random.below(2); left > 0; left -= 1) {
    const [name, values] = random.pick(header_values)
    headers[name] = random.pick(values)
  }
  return { ...made, headers }
}

const kinds: readonly (readonly [number, string, Maker])[] = [
  [28, 'search', search],
  [3, 'page', page],
  [11, 'read', read],
  [20, 'write', write],
  [3, 'delete', remove],
  [10, 'patch', patch_ask],
  [10, 'bundle', bundle_ask],
  [6, 'operation', operation_ask],
  [12, 'service', service_ask],
  [7, 'anywhere', anywhere],
]

export const kind_names = kinds.map(([, name]) => name)

/** The request that belongs to this state of chance. */
export const make_request = (random: Random, material: Material): Ask & { kind: string } =>
  random.weighted(
    kinds.map(
      ([weight, kind, make]) => [weight, () => ({ ...with_headers(random, make(random, material)), kind })] as const,
    ),
  )
