import {
  number_of,
  reference_of,
  search_parameters_of,
  strings_of,
  tokens_of,
  values_at,
  type SearchParameter,
} from '../../../src/standards/fhir-search/index.ts'
import type { Material } from './material.ts'
import type { Random } from './random.ts'
import { encoded, odd_text } from './words.ts'

const prefixes = ['', '', '', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap', 'xx']
const modifiers = [
  'not',
  'exact',
  'contains',
  'missing',
  'text',
  'of-type',
  'identifier',
  'above',
  'below',
  'in',
  'not-in',
  'Patient',
  'Foo',
  'constructor',
  '',
]

/** A value as an example holds it. */
const real_value = (
  random: Random,
  material: Material,
  type: string,
  parameter: SearchParameter,
): string | undefined => {
  const examples = material.by_type.get(type)
  if (!examples || parameter.paths.length === 0) return undefined
  const path = random.pick(parameter.paths)
  const values = values_at(random.pick(examples), path)
  if (values.length === 0) return undefined
  const value = random.pick(values)
  if (parameter.kind === 'token') {
    const token = tokens_of(value)[0]
    return token && random.pick([token.code, `${token.system ?? ''}|${token.code}`, `${token.system ?? ''}|`])
  }
  if (parameter.kind === 'reference' || parameter.kind === 'uri') return reference_of(value)
  if (parameter.kind === 'string') return strings_of(value, path.leaf)[0]
  if (parameter.kind === 'quantity' || parameter.kind === 'number') {
    const amount = number_of(value) ?? number_of((value as Record<string, unknown>)['value'])
    return amount === undefined ? undefined : `${random.pick(prefixes)}${amount}`
  }
  return typeof value === 'string' ? `${random.pick(prefixes)}${value}` : undefined
}

const plausible: Record<string, readonly string[]> = {
  token: ['final', 'http://loinc.org|8867-4', '|x', 'http://loinc.org|', 'true', 'a|b|c'],
  reference: [
    'Patient/example',
    'example',
    'http://example.org/fhir/Patient/1',
    'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0',
    'Patient/x/_history/1',
  ],
  string: ['a', 'Nguyễn', 'peter james', 'ee'],
  date: ['2020', 'ge2013-01', 'lt2020-01-01T00:00:00Z', 'ap2012-05-30', '2012-05-30T10:00:00+07:00'],
  quantity: ['5.4', 'gt5|http://unitsofmeasure.org|mg', 'le1e3||kg', 'ap100'],
  number: ['1', 'gt0.5', 'ne100', '1e2'],
  uri: ['http://hl7.org/fhir/ValueSet/x', 'urn:oid:1.2.3', 'http://a|1'],
  composite: ['a$b', 'http://loinc.org|8867-4$gt60', 'x$2020', '$', 'a$b$c'],
}

const one_value = (random: Random, material: Material, type: string, parameter: SearchParameter): string =>
  random.weighted([
    [5, () => real_value(random, material, type, parameter) ?? random.pick(plausible[parameter.kind] ?? ['x'])],
    [3, () => random.pick(plausible[parameter.kind] ?? ['x'])],
    [3, () => random.pick(prefixes) + odd_text(random)],
  ])

const list_value = (random: Random, make: () => string): string =>
  Array.from({ length: random.pick([1, 1, 1, 1, 2, 3, 40]) }, make).join(',')

const parameter_of = (random: Random, type: string): SearchParameter =>
  random.pick([...(search_parameters_of(type)?.values() ?? [])])

const references_of = (type: string): SearchParameter[] =>
  [...(search_parameters_of(type)?.values() ?? [])].filter((one) => one.kind === 'reference')

/** A name and its value; chains and reverse chains go a few types further. */
const filter_of = (random: Random, material: Material, type: string, depth = 0): [name: string, value: string] => {
  const plain = (): [string, string] => {
    const parameter = parameter_of(random, type)
    const modifier = random.chance(0.25) ? `:${random.pick(modifiers)}` : ''
    const value =
      modifier === ':missing'
        ? random.pick(['true', 'false', 'x'])
        : list_value(random, () => one_value(random, material, type, parameter))
    return [parameter.name + modifier, value]
  }
  if (depth > 6 || random.chance(0.75)) return plain()
  if (random.chance(0.5)) {
    const [through] = random.chance(0.9) ? [parameter_of(random, type)] : [undefined]
    const link = references_of(type)[0] ?? through
    if (!link) return plain()
    const next =
      link.targets.includes('*') || link.targets.length === 0 ? random.pick(material.types) : random.pick(link.targets)
    const [name, value] = filter_of(random, material, next, depth + 1)
    return [`${link.name}${random.chance(0.6) ? `:${next}` : ''}.${name}`, value]
  }
  const source = random.pick(material.types)
  const links = references_of(source).filter((one) => one.targets.includes('*') || one.targets.includes(type))
  const through = links.length > 0 ? random.pick(links).name : random.pick(['subject', 'patient', 'x'])
  const [name, value] = filter_of(random, material, source, depth + 1)
  return [`_has:${source}:${through}:${name}`, value]
}

const include_of = (random: Random, material: Material, type: string): [string, string] => {
  const source = random.chance(0.6) ? type : random.pick(material.types)
  const links = references_of(source)
  const name =
    links.length > 0 && random.chance(0.8) ? random.pick(links).name : random.pick(['*', 'x', 'constructor', ''])
  const target = random.chance(0.3) ? `:${random.pick([...material.types, 'Foo', 'constructor', ''])}` : ''
  const value = random.chance(0.1) ? odd_text(random) : random.chance(0.1) ? '*' : `${source}:${name}${target}`
  return [`${random.pick(['_include', '_revinclude'])}${random.pick(['', '', ':iterate', ':recurse', ':x'])}`, value]
}

const controls: readonly [string, readonly string[]][] = [
  ['_count', ['0', '1', '2', '50', '1000', '999999999999', '-1', '1e3', '0x1F', '', '1.5', 'x']],
  ['_total', ['none', 'accurate', 'estimate', 'x', '']],
  ['_summary', ['true', 'false', 'text', 'data', 'count', 'x']],
  ['_elements', ['id', 'status,code', 'Patient.name', '*', '', 'a.b.c', '__proto__', ',']],
  ['_contained', ['true', 'false', 'both']],
  ['_format', ['json', 'application/fhir+json', 'xml', 'html', 'x', '']],
  ['_pretty', ['true', 'x']],
  ['_id', ['example', 'a,b,c', 'nobody', 'x'.repeat(100)]],
  ['_lastUpdated', ['gt2020', 'lt2030-01-01', 'ap9999', '9999', 'ne0001', 'x']],
  ['_tag', ['http://a|b', 'x']],
  ['_profile', ['http://a', 'x']],
  ['_source', ['http://a']],
  ['_filter', ['name eq a']],
  ['_text', ['a']],
  ['_content', ['a']],
  ['_list', ['1']],
  ['_query', ['x']],
  ['_has', ['x']],
  ['_has:x', ['x']],
  ['_type', ['Patient', 'Patient,Foo']],
  ['_since', ['2020', '9999', '0001', 'x', '2020-01-01T00:00:00Z']],
  ['_at', ['2020', 'x']],
]

const odd_cursor = (random: Random): string => {
  const parts = random.pick<unknown>([
    [[], [], '2026-01-01 00:00:00+00'],
    [['a'], [], '2026-01-01 00:00:00+00'],
    [['2026-01-01 00:00:00+00', 'a'], ['x'], '2026-01-01 00:00:00+00'],
    [['infinity', 'a'], [], 'infinity'],
    [['NaN', 'a'], [], '-infinity'],
    [['299999-01-01 00:00:00+00', '\u0000'], [odd_text(random)], '299999-99-99 99:99:99+00'],
    ['2026-01-01T00:00:00.000Z', 'Patient', 'x', 1],
    ['2026-99-99T99:99:99Z', 'Patient', odd_text(random), 1e300],
    'Patient/x',
    odd_text(random),
    null,
  ])
  return Buffer.from(typeof parts === 'string' ? parts : JSON.stringify(parts)).toString(
    random.pick(['base64url', 'base64url', 'base64']),
  )
}

const control_of = (random: Random, type: string): [string, string] =>
  random.weighted<[string, string]>([
    [
      8,
      () => {
        const [name, values] = random.pick(controls)
        return [name, random.chance(0.8) ? random.pick(values) : odd_text(random)]
      },
    ],
    [
      3,
      () => [
        '_sort',
        Array.from(
          { length: 1 + random.below(5) },
          () => random.pick(['', '-']) + random.pick([parameter_of(random, type).name, '_lastUpdated', '_id', 'x', '']),
        ).join(','),
      ],
    ],
    [1, () => ['_cursor', odd_cursor(random)]],
    [1, () => [odd_text(random), odd_text(random)]],
  ])

/** The question mark and what follows, or ''. */
export const query_text = (random: Random, material: Material, type: string): string => {
  const known = search_parameters_of(type) ? type : 'Patient'
  const pairs = Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3, 5]) }, () =>
    random.weighted<[string, string]>([
      [7, () => filter_of(random, material, known)],
      [2, () => control_of(random, known)],
      [1, () => include_of(random, material, known)],
    ]),
  )
  return pairs
    .map(([name, value]) => `${encoded(random, name).replaceAll('%3A', ':')}=${encoded(random, value)}`)
    .join('&')
}
