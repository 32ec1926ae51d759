import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registers } from '../registers/registers.ts'
import { rules } from './rules.ts'

test('of each register with a deadline somebody is reminded before it or after it', () => {
  const kinds = new Set(rules.flatMap(({ of }) => (typeof of === 'string' ? [] : of.kinds)))
  const with_deadline = registers.filter(({ due }) => due !== undefined)
  assert.ok(with_deadline.length > 4)
  for (const { kind, name } of with_deadline) assert.ok(kinds.has(kind), `${kind} (${name}) stands in no rule`)
})

test('a register’s deadline and the day it is done are fields of it', () => {
  for (const { kind, due, done_on, fields } of registers)
    for (const field of [due, done_on])
      assert.ok(field === undefined || fields.some(({ id }) => id === field), `${kind}.${field}`)
})

test('each rule has a name of its own', () => {
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length)
})
