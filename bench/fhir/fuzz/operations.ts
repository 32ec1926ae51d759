import { ask, path_of, with_query, type Ask } from './ask.ts'
import type { Material } from './material.ts'
import { body_text } from './body-text.ts'
import { odd_value } from './odd-values.ts'
import { query_text } from './queries.ts'
import type { Random } from './random.ts'
import { encoded, odd_text } from './words.ts'

/** Names that operations of R4 know, and what stands there usually. */
const parameters: readonly [name: string, values: readonly string[]][] = [
  ['_since', ['2020', '9999', '2020-01-01T00:00:00Z', 'x']],
  ['_type', ['Patient', 'Patient,Observation', 'Foo', '']],
  ['_count', ['1', '0', '-1', '999999', 'x']],
  ['_cursor', ['UGF0aWVudC94', 'x', '']],
  ['_typeFilter', ['Patient?name=x', 'Observation?_count=1', 'x']],
  ['_outputFormat', ['application/fhir+ndjson', 'x']],
  ['profile', ['http://hl7.org/fhir/StructureDefinition/vitalsigns', 'x']],
  ['mode', ['create', 'update', 'x']],
  ['url', ['http://hl7.org/fhir/ValueSet/administrative-gender', 'http://hl7.org/fhir/sid/icd-10', 'x']],
  ['system', ['http://hl7.org/fhir/sid/icd-10', 'http://hl7.org/fhir/administrative-gender', 'x']],
  ['code', ['J18.1', 'male', 'x', 'mean', '8867-4']],
  ['display', ['x', 'Viêm phổi']],
  ['filter', ['viem', '%', 'a'.repeat(300)]],
  ['count', ['10', '0', '-1', '99999999999']],
  ['offset', ['0', '-1', '99999999999']],
  ['date', ['2026-01-01', '9999', 'x']],
  ['start', ['2026-01-01', '9999', '2026-02-30']],
  ['end', ['2026-01-01', '0001', 'x']],
  ['patient', ['Patient/example', 'example', 'x']],
  ['subject', ['Patient/example', 'x']],
  ['statistic', ['average', 'count', 'x']],
  ['period', ['1', 'x']],
  ['onlyCertainMatches', ['true', 'x']],
  ['_format', ['json', 'ndjson', 'csv', 'parquet', 'x']],
  ['header', ['true', 'x']],
  ['source', ['http://a', 'x']],
  ['target', ['http://a', 'x']],
]

const query_of = (random: Random): string =>
  Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () => {
    const [name, values] = random.pick(parameters)
    return `${random.chance(0.95) ? name : encoded(random, odd_text(random))}=${encoded(random, random.chance(0.8) ? random.pick(values) : odd_text(random))}`
  }).join('&')

const input_of = (random: Random, material: Material): unknown => {
  const example = random.pick(material.examples)
  const parameter = (): unknown => {
    const [name, values] = random.pick(parameters)
    return random.weighted<unknown>([
      [
        3,
        () => ({
          name,
          [random.pick([
            'valueString',
            'valueCode',
            'valueUri',
            'valueCanonical',
            'valueInstant',
            'valueInteger',
            'valueDate',
          ])]: random.pick(values),
        }),
      ],
      [
        1,
        () => ({
          name,
          valueReference: { reference: random.pick(['Patient/example', 'Patient/nobody', odd_text(random)]) },
        }),
      ],
      [
        1,
        () => ({
          name: random.pick([
            'resource',
            'subject',
            'viewDefinition',
            'viewResource',
            'source-patient',
            'target-patient',
            'valueSet',
            'coding',
          ]),
          resource: example,
        }),
      ],
      [
        1,
        () => ({
          name: random.pick(['coding', 'codeableConcept', 'local', 'content']),
          valueCoding: { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J18.1' },
        }),
      ],
      [1, () => ({ name: odd_text(random), part: [odd_value(random)] })],
    ])
  }
  return random.weighted<unknown>([
    [
      4,
      () => ({ resourceType: 'Parameters', parameter: Array.from({ length: random.pick([0, 1, 2, 4]) }, parameter) }),
    ],
    [2, () => ({ resourceType: 'Parameters', parameter: [{ name: 'resource', resource: example }] })],
    [2, () => example],
    [1, () => odd_value(random)],
  ])
}

const unknown_operations = [
  '$x',
  '$',
  '$$',
  '$everything',
  '$validate',
  '$meta',
  '$process-message',
  '$constructor',
  '$__proto__',
  '$graphql',
]

/** An operation of /metadata at one of its places, or one nobody has. */
export const operation_ask = (random: Random, material: Material): Ask => {
  const known = material.operations.length > 0 && random.chance(0.9) ? random.pick(material.operations) : undefined
  const name = known?.name ?? random.pick(unknown_operations)
  const type = known && random.chance(0.9) ? known.type : random.pick(['', ...material.types])
  const ids = material.by_type.get(type) ?? []
  const id = random.weighted([
    [4, () => (ids.length > 0 ? random.pick(ids).id : 'example')],
    [2, () => `fuzz-${random.below(4)}`],
    [4, () => ''],
    [1, () => encoded(random, odd_text(random))],
  ])
  const path = path_of(...[type, type === '' ? '' : id, name].filter((part) => part !== ''))
  const query = random.chance(0.8) ? query_of(random) : query_text(random, material, 'Patient')
  if (random.chance(0.5)) return ask('GET', with_query(path, query))
  const input = input_of(random, material)
  return ask(
    random.pick(['POST', 'POST', 'POST', 'PUT', 'DELETE']),
    with_query(path, query),
    random.chance(0.8) ? body_text(random, input) : JSON.stringify(input),
  )
}
