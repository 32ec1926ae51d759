import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { type_of } from './compile.ts'
import { elements_of, resource_types } from './definitions.ts'
import { has_examples } from './test-examples.ts'

const tool = join(import.meta.dirname, '../../../tools/make-r4-definitions.mjs')

test('the committed tables are what the definitions of R4 give', { skip: !has_examples }, () => {
  const done = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8' })
  assert.equal(done.status, 0, done.stderr)
})

test('every resource type of R4 4.0.1 is there and compiles, with all datatypes it reaches', () => {
  assert.equal(resource_types.size, 146)
  const seen = new Set<string>()
  const compile = (type: string): void => {
    if (seen.has(type)) return
    seen.add(type)
    const compiled = type_of(type)
    assert.ok((compiled.fields ?? compiled.prepare()).size > 0, type)
    for (const { types } of elements_of(type))
      for (const { code } of types) if (/^[A-Z]/.test(code) && code !== 'Resource') compile(code)
  }
  for (const type of resource_types) compile(type)
  assert.ok(seen.size > 650, `${seen.size} types`)
})

test('an element says its name, cardinality, types, targets and binding', () => {
  const of = (type: string, name: string) => elements_of(type).find((fact) => fact.name === name)
  assert.deepEqual(of('Observation', 'status'), {
    name: 'status',
    is_choice: false,
    min: 1,
    max: '1',
    types: [{ code: 'code' }],
    value_set: 'observation-status',
  })
  assert.deepEqual(of('Encounter', 'subject')?.types, [{ code: 'Reference', targets: new Set(['Patient', 'Group']) }])
  assert.equal(of('Observation', 'value')?.is_choice, true)
  assert.equal(of('Patient', 'id')?.types[0]?.code, 'id')
  assert.equal(of('Questionnaire.item', 'item')?.types[0]?.code, 'Questionnaire.item')
  assert.equal(of('SimpleQuantity', 'comparator')?.max, '0')
})
