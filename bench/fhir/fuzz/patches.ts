import { ask, path_of, with_query, type Ask } from './ask.ts'
import type { Material } from './material.ts'
import { body_text } from './body-text.ts'
import { odd_value } from './odd-values.ts'
import { query_text } from './queries.ts'
import type { Random } from './random.ts'
import { odd_text } from './words.ts'

/** A pointer into an example: to something that is there, or beside it. */
const pointer_of = (random: Random, value: unknown): string => {
  let [at, text] = [value, '']
  for (let depth = random.below(5); depth > 0 && typeof at === 'object' && at !== null; depth -= 1) {
    const keys = Object.keys(at)
    const key =
      keys.length > 0 && random.chance(0.85)
        ? random.pick(keys)
        : random.pick(['-', '0', '99', 'x', '01', '~', '~2', '__proto__', 'constructor', '', odd_text(random)])
    text += `/${key}`
    at = Reflect.get(at, key)
  }
  return random.chance(0.95) ? text : odd_text(random)
}

const json_operation = (random: Random, example: unknown): unknown => ({
  op: random.pick(['add', 'remove', 'replace', 'move', 'copy', 'test', 'x', null]),
  path: pointer_of(random, example),
  from: pointer_of(random, example),
  value: odd_value(random),
})

const expressions = [
  ...[
    'Patient',
    'Patient.name',
    'Patient.name[0]',
    'Patient.birthDate',
    'Patient.gender',
    'Observation.value',
    'Observation.status',
    '$this',
    'name',
    '',
  ],
  ...[
    'Patient.name.where(use = %resource.name.use.first())',
    'descendants()',
    'repeat(children())',
    'Patient.descendants().descendants().count()',
  ],
  ...[
    "Patient.name.given.select('a' & $this).join(',')",
    '1 + 1',
    "'x'",
    '@2020',
    '%resource',
    'Patient.identifier.where(value.matches("(a+)+$"))',
  ],
  ...[
    'Patient.telecom.all(system.exists())',
    '('.repeat(200),
    `${'(1+'.repeat(200)}1${')'.repeat(200)}`,
    'a.'.repeat(900),
    'Patient.name | Patient.telecom',
  ],
  ...[
    'iif(true, Patient.name, Patient.telecom)',
    'resolve()',
    'trace("x")',
    'now()',
    'Patient.name[999999999999]',
    'Patient.name[-1]',
    '{}',
    '`x`',
  ],
]

const fhirpath_operation = (random: Random): unknown => ({
  name: 'operation',
  part: [
    { name: 'type', valueCode: random.pick(['add', 'insert', 'delete', 'replace', 'move', 'x']) },
    { name: 'path', valueString: random.chance(0.85) ? random.pick(expressions) : odd_text(random) },
    ...(random.chance(0.6)
      ? [
          {
            name: 'name',
            valueString: random.pick(['birthDate', 'name', 'extension', '__proto__', 'id', odd_text(random)]),
          },
        ]
      : []),
    ...(random.chance(0.7)
      ? [
          {
            name: 'value',
            [random.pick([
              'valueString',
              'valueCode',
              'valueHumanName',
              'valueBoolean',
              'valueX',
              '_valueString',
              'part',
            ])]: odd_value(random),
          },
        ]
      : []),
    ...(random.chance(0.4) ? [{ name: 'index', valueInteger: random.pick([0, 1, -1, 1e9, 0.5]) }] : []),
    ...(random.chance(0.3)
      ? [
          { name: 'source', valueInteger: random.below(3) },
          { name: 'destination', valueInteger: random.below(3) },
        ]
      : []),
  ],
})

/** What a patch is made of: a list of operations, or Parameters. */
export const patch_body = (random: Random, example: unknown): { value: unknown; media_type: string } => {
  const count = random.pick([0, 1, 1, 1, 2, 5, 40])
  return random.chance(0.6)
    ? {
        value: Array.from({ length: count }, () => json_operation(random, example)),
        media_type: 'application/json-patch+json',
      }
    : {
        value: {
          resourceType: 'Parameters',
          parameter: Array.from({ length: count }, () => fhirpath_operation(random)),
        },
        media_type: 'application/fhir+json',
      }
}

export const patch_ask = (random: Random, material: Material): Ask => {
  const example = random.pick(material.examples)
  const { resourceType: type } = example
  const { value, media_type } = patch_body(random, example)
  const path = random.chance(0.85)
    ? path_of(type, random.chance(0.7) ? `fuzz-${random.below(4)}` : example.id)
    : with_query(path_of(type), `_id=fuzz-${random.below(4)}&${query_text(random, material, type)}`)
  return ask('PATCH', path, random.chance(0.7) ? JSON.stringify(value) : body_text(random, value), {
    'content-type': media_type,
  })
}
