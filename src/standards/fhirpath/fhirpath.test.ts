import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { parse_exact } from '../fhir/index.ts'
import { compile_fhirpath, find_place, is_element_node, plain_copy } from './index.ts'

const evaluate = (text: string, resource: unknown, variables?: Record<string, unknown>): unknown[] =>
  compile_fhirpath(text, { variables: Object.keys(variables ?? {}) })
    .evaluate(plain_copy(resource), variables)
    .map((node) => (is_element_node(node) ? node.data : node))

const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof Failure && error.status === 422, String(error))
    return error.message
  }
  throw new assert.AssertionError({ message: 'nothing was refused' })
}

const patient = {
  resourceType: 'Patient',
  name: [{ use: 'official', family: 'Nguyễn', given: ['Văn', 'An'] }],
  birthDate: '1990-05-02',
}

test('values, with digits as numbers and Vietnamese as it is', () => {
  assert.deepEqual(evaluate("name.where(use = 'official').given", patient), ['Văn', 'An'])
  assert.deepEqual(evaluate("name.family = 'Nguyễn' and birthDate < @2000", patient), [true])
  const fever = parse_exact('{"resourceType":"Observation","valueQuantity":{"value":38.0}}')
  assert.deepEqual(evaluate('value.ofType(Quantity).value > 37.5', fever), [true])
  assert.deepEqual(evaluate('name.where(use = %use).family', patient, { use: 'official' }), ['Nguyễn'])
})

test('the resource given is not touched', () => {
  const before = plain_copy(patient)
  evaluate('name.first()', before)
  assert.deepEqual(Reflect.ownKeys(before.name[0] ?? {}), ['use', 'family', 'given'])
})

test('what the engine would find out late, or never, is refused at once and by name', () => {
  const refused = (text: string): string => refusal(() => compile_fhirpath(text))
  assert.match(refused('name.where('), /sai cú pháp/)
  assert.match(refused('@@'), /sai cú pháp/)
  assert.match(refused('name.nearest()'), /hàm nearest\(\) không được hỗ trợ/)
  assert.match(refused('name.first(2)'), /hàm first\(\) không nhận 1 tham số/)
  assert.match(refused('name.where(use = %usage)'), /không có hằng %usage/)
  assert.match(refused('value.ofType(Invalid)'), /“Invalid” không phải là một kiểu/)
  assert.match(refused('value.ofType(42)'), /“42” không phải là một kiểu/)
  assert.match(refused('value is System.Nothing'), /“System\.Nothing” không phải là một kiểu/)
  assert.match(refused(`${'('.repeat(990)}1${')'.repeat(980)}`), /sai cú pháp/)
  assert.match(refused('x'.repeat(2_001)), /dài quá/)
})

test('nobody outside is asked, nothing is written into the log, no pattern runs for ever', () => {
  for (const text of [
    'subject.resolve()',
    "code.memberOf('x')",
    "trace('x')",
    "id.matches('(a+)+$')",
    '%terminologies',
  ])
    assert.match(
      refusal(() => compile_fhirpath(text)),
      /không được hỗ trợ|không có hằng/,
    )
})

test('an expression that costs too much is stopped', () => {
  const wide = {
    resourceType: 'Patient',
    identifier: Array.from({ length: 3_000 }, (_none, i) => ({ value: String(i) })),
  }
  const started = performance.now()
  const nested = 'identifier.where(value in %resource.identifier.where(value in %resource.identifier.value).value)'
  assert.match(
    refusal(() => compile_fhirpath(nested).evaluate(wide, { resource: wide })),
    /quá nhiều bước/,
  )
  const doubling = `'aaaaaaaa'${'.select($this & $this)'.repeat(60)}`
  assert.match(
    refusal(() => compile_fhirpath(doubling).evaluate(wide)),
    /quá nhiều bước|không tính được/,
  )
  assert.match(
    refusal(() =>
      compile_fhirpath('(identifier.value | identifier.value.select($this & $this)).distinct()').evaluate(wide),
    ),
    /quá nhiều bước/,
  )
  assert.ok(performance.now() - started < 20_000)
})

const examples = join(import.meta.dirname, '../../../node_modules/hl7.fhir.r4.examples')
const at = (root: unknown, place: readonly (string | number)[]): unknown =>
  place.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | undefined)?.[step], root)

test('every element of the official examples is found again at the place it is said to stand', () => {
  const expression = compile_fhirpath('descendants()')
  let places = 0
  const names = readdirSync(examples).filter((name) =>
    /^(?:Patient|Observation|Questionnaire|Claim)-.*\.json$/.test(name),
  )
  for (const name of names) {
    const resource: unknown = JSON.parse(readFileSync(join(examples, name), 'utf8'))
    for (const node of expression.evaluate(plain_copy(resource))) {
      if (!is_element_node(node)) continue
      const place = find_place(node)
      assert.ok(place, `${name}: ${node.path}`)
      assert.deepEqual(at(resource, place) ?? null, node.data ?? null, `${name}: ${place.join('.')}`)
      places += 1
    }
  }
  assert.ok(places > 7_000, `looked at ${places} elements only`)
})

test('extensions beside primitives, choices and lists of companions alone have places too', () => {
  const place_of = (text: string, resource: unknown) => compile_fhirpath(text).evaluate(resource).map(find_place)
  const marked = { extension: [{ url: 'a', valueString: 'b' }] }
  const one = { resourceType: 'Patient', _birthDate: marked, name: [{ _given: [null, marked] }], deceasedBoolean: true }
  assert.deepEqual(place_of("birthDate.extension('a').value", one), [['_birthDate', 'extension', 0, 'valueString']])
  assert.deepEqual(place_of("name.given[1].extension('a')", one), [['name', 0, '_given', 1, 'extension', 0]])
  assert.deepEqual(place_of('deceased', one), [['deceasedBoolean']])
  assert.deepEqual(place_of("'a' | Patient", one), [undefined, []])
})
