import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse_exact, type Resource } from '../fhir/index.ts'
import { compile_view_with } from './compile-view.ts'
import { columns, view } from './test-views.ts'

const examples = join(import.meta.dirname, '../../../node_modules/hl7.fhir.r4.examples')
const load = (type: string): Resource[] =>
  readdirSync(examples)
    .filter((name) => name.startsWith(`${type}-`) && name.endsWith('.json'))
    .map((name) => parse_exact(readFileSync(join(examples, name), 'utf8')) as Resource)

/** Expressions of the kinds the fast path takes, for one type each. */
const simple: Record<string, string[]> = {
  Patient: [
    'id',
    'Patient.birthDate',
    'name.family',
    'name.given',
    'name[0].given[1]',
    'name.first().given.first()',
    "name.where(use = 'official').family",
    "name.where(use = 'official' and family = 'Chalmers').given",
    'name.where(given.exists()).use',
    "contact.telecom.where(system = 'phone').value",
    "extension('http://hl7.org/fhir/StructureDefinition/patient-birthPlace').url",
    'deceased.ofType(boolean)',
    'deceased.ofType(dateTime)',
    'deceased',
    'multipleBirth.exists()',
    'photo.empty()',
    'name.exists(use = %use)',
    "name.given.join(' ')",
    'gender = %gender',
    'active = true',
    "active = true and gender = 'male'",
    'link.other.getReferenceKey(Patient)',
    'generalPractitioner.getReferenceKey()',
    'getResourceKey()',
    'communication.language.coding.code',
    'contained.id',
    'nickname.text',
    "'literal'",
    '1.5',
    '%rowIndex',
  ],
  Observation: [
    'value.ofType(Quantity).value',
    'value.ofType(Quantity).unit',
    'value.ofType(string)',
    'value.ofType(CodeableConcept).coding.display',
    'component.value.ofType(Quantity).value',
    "component.where(code.coding.code = '8480-6').value.ofType(Quantity).value",
    "component.where(code.coding.exists(code = '8480-6')).value.ofType(Quantity).value",
    'effective.ofType(dateTime)',
    'effective.ofType(Period).start',
    'subject.getReferenceKey(Patient)',
    'referenceRange.low.value',
    'component.extension.value.ofType(string)',
    'extension.value.ofType(uri)',
    'code.coding.where(system = $this.system).code',
  ],
  Questionnaire: [
    'item.item.linkId',
    'item.item.item.type',
    'item.where(required = true).text',
    'item.answerOption.value.ofType(Coding).code',
  ],
}

const constant = [
  { name: 'use', valueString: 'official' },
  { name: 'gender', valueCode: 'male' },
]

for (const [type, paths] of Object.entries(simple))
  test(`the fast path gives for ${type} what the engine gives`, () => {
    const resources = load(type)
    let values = 0
    for (const path of paths) {
      const definition = view(type, [{ column: columns({ c: [path, 'collection'] }) }], { constant })
      const [fast, engine] = [compile_view_with(definition, true), compile_view_with(definition, false)]
      for (const resource of resources) {
        const rows = fast.rows(resource)
        assert.deepEqual(rows, engine.rows(resource), `${path} of ${resource.id}`)
        for (const row of rows) values += (row['c'] as unknown[]).length
      }
    }
    assert.ok(values > 50, `saw ${values} values only`)
  })

test('iterations and nested selects too, mixed with what only the engine can do', () => {
  const definition = view('Observation', [
    { column: columns({ id: 'id' }) },
    {
      forEachOrNull: 'component',
      column: columns({ code: ['code.coding.code', 'collection'], i: '%rowIndex', upper: 'code.text.upper()' }),
      select: [{ forEach: 'code.coding', column: columns({ system: 'system' }) }],
    },
  ])
  const fast = compile_view_with(definition, true)
  const engine = compile_view_with(definition, false)
  const rows = load('Observation').flatMap(fast.rows)
  assert.deepEqual(rows, load('Observation').flatMap(engine.rows))
  assert.ok(rows.length > 100)
})

test('primitives of which only the companion is there have no value, but exist', () => {
  const marked = { extension: [{ url: 'a', valueCode: 'unknown' }] }
  const resource = {
    resourceType: 'Patient',
    _birthDate: marked,
    name: [{ given: [null, 'An'], _given: [marked, null, marked] }],
  }
  const paths = {
    born: 'birthDate',
    has: 'birthDate.exists()',
    given: 'name.given',
    second: 'name.given[1]',
    none: 'name.family.exists()',
  }
  const definition = view('Patient', [
    { column: columns(Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, [path, 'collection']]))) },
  ])
  const rows = compile_view_with(definition, true).rows(resource)
  assert.deepEqual(rows, compile_view_with(definition, false).rows(resource))
  assert.deepEqual(rows, [{ born: [], has: [true], given: ['An'], second: ['An'], none: [false] }])
})
