import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../fhir/index.ts'
import { answers, bare, columns, lan, patients, rows_of, view } from './test-views.ts'

test('forEach gives a row for each item, none for none; forEachOrNull one with nulls', () => {
  const with_iteration = (kind: 'forEach' | 'forEachOrNull') =>
    rows_of(
      view('Patient', [
        { column: columns({ id: 'id' }) },
        { [kind]: 'contact.telecom', column: columns({ value: 'value', all: ['value', 'collection'] }) },
      ]),
      [lan, bare],
    )
  const found = ['0987', '0333', '0334'].map((value) => ({ id: 'lan', value, all: [value] }))
  assert.deepEqual(with_iteration('forEach'), found)
  assert.deepEqual(with_iteration('forEachOrNull'), [...found, { id: 'bare', value: null, all: [] }])
})

test('an iteration inside another repeats what stands around it; siblings are multiplied', () => {
  const nested = view('Patient', [
    { column: columns({ id: 'id' }) },
    {
      forEach: 'contact',
      column: columns({ systems: ['telecom.system', 'collection'] }),
      select: [{ forEach: 'name.given', column: columns({ given: '$this' }) }],
    },
  ])
  assert.deepEqual(
    rows_of(nested, patients).map((row) => [row['given'], row['systems']]),
    [
      ['Văn', ['phone']],
      ['Hùng', ['phone']],
      ['Mai', ['phone', 'sms']],
    ],
  )
  const siblings = view('Patient', [
    { forEach: 'name', column: columns({ use: 'use' }) },
    { forEach: 'telecom', column: columns({ system: 'system' }) },
  ])
  assert.deepEqual(
    rows_of(siblings, patients).map((row) => `${row['use'] as string} ${row['system'] as string}`),
    ['official phone', 'official email', 'nickname phone', 'nickname email'],
  )
})

test('a null row stands for all that is below it', () => {
  const definition = view('Patient', [
    {
      forEachOrNull: 'contact',
      column: columns({ row: '%rowIndex', literal: "'x'" }),
      select: [{ forEach: 'telecom', column: columns({ value: 'value' }) }],
      unionAll: [{ column: columns({ u: "'a'" }) }, { column: columns({ u: "'b'" }) }],
    },
  ])
  assert.deepEqual(rows_of(definition, [bare]), [{ row: 0, literal: null, value: null, u: null }])
})

test('unionAll puts the rows of its branches one after the other, doubles too', () => {
  const phones = (path: string) => ({ forEach: path, column: columns({ tel: 'value', sys: 'system' }) })
  const union = (...branches: object[]) =>
    rows_of(view('Patient', [{ column: columns({ id: 'id' }), unionAll: branches }]), patients).map((row) => row['tel'])
  assert.deepEqual(union(phones('telecom'), phones('contact.telecom')), [
    '0912',
    'lan@example.vn',
    '0987',
    '0333',
    '0334',
  ])
  assert.deepEqual(union(phones('telecom[0]'), phones('telecom[0]')), ['0912', '0912'])
  assert.deepEqual(union(phones('telecom.where(false)'), phones('telecom')), ['0912', 'lan@example.vn'])
  assert.deepEqual(union(phones('telecom[1]'), { unionAll: [phones('telecom[0]'), phones('contact.telecom[0]')] }), [
    'lan@example.vn',
    '0912',
    '0987',
  ])
  const or_null = { forEachOrNull: 'photo', column: columns({ tel: 'url', sys: 'title' }) }
  assert.deepEqual(union(or_null, or_null), Array(6).fill(null))
})

test('repeat goes down as far as it can, in the order of the document', () => {
  const links = (repeat: string[], more: object = {}) =>
    rows_of(view('QuestionnaireResponse', [{ repeat, column: columns({ link: 'linkId' }), ...more }]), [answers])
  assert.deepEqual(
    links(['item']).map((row) => row['link']),
    ['1', '1.1', '1.2', '1.2.1', '2'],
  )
  assert.deepEqual(
    links(['item', 'answer.item']).map((row) => row['link']),
    ['1', '1.1', '1.1.1', '1.2', '1.2.1', '2'],
  )
  assert.deepEqual(links(['contained']), [])
  const answered = { select: [{ forEach: 'answer', column: columns({ value: 'value.ofType(string)' }) }] }
  assert.deepEqual(links(['item'], answered), [{ link: '1.1', value: 'có' }])
  const or_null = { select: [{ forEachOrNull: 'answer', column: columns({ value: 'value.ofType(string)' }) }] }
  assert.deepEqual(
    links(['item'], or_null).map((row) => row['value']),
    [null, 'có', null, null, null],
  )
  const computed = { column: columns({ link: "linkId & '!'" }) }
  assert.deepEqual(
    links(['item'], computed).map((row) => row['link']),
    ['1!', '1.1!', '1.2!', '1.2.1!', '2!'],
  )
})

test('repeat in the branches of a union', () => {
  const branch = (name: string, repeat: string[]) => ({
    repeat,
    column: columns({ from: `'${name}'`, link: 'linkId' }),
  })
  const definition = view('QuestionnaireResponse', [
    { column: columns({ id: 'id' }) },
    { unionAll: [branch('item', ['item']), branch('all', ['item', 'answer.item'])] },
  ])
  const rows = rows_of(definition, [answers])
  assert.deepEqual([rows.length, rows.filter((row) => row['from'] === 'all').length], [11, 6])
})

test('%rowIndex counts within the nearest iteration, from 0; 0 where there is none', () => {
  const index = (select: object[], resource: Resource) =>
    rows_of(view(resource.resourceType, select), [resource]).map((row) => Object.values(row).join(' '))
  assert.deepEqual(index([{ column: columns({ i: '%rowIndex' }) }], lan), ['0'])
  assert.deepEqual(index([{ forEach: 'name', column: columns({ i: '%rowIndex', u: 'use' }) }], lan), [
    '0 official',
    '1 nickname',
  ])
  assert.deepEqual(index([{ repeat: ['item'], column: columns({ i: '%rowIndex', l: 'linkId' }) }], answers), [
    '0 1',
    '1 1.1',
    '2 1.2',
    '3 1.2.1',
    '4 2',
  ])
  const inner = [
    { forEach: 'telecom', column: columns({ j: '%rowIndex', v: 'value' }) },
    { column: columns({ j: '%rowIndex', v: 'name.given.first()' }) },
  ]
  assert.deepEqual(
    index([{ forEach: 'contact', column: columns({ i: '%rowIndex' }), select: [{ unionAll: inner }] }], lan),
    ['0 0 0987', '0 0 Văn', '1 0 0333', '1 1 0334', '1 1 Mai'],
  )
  assert.deepEqual(index([{ forEach: 'name', column: columns({ i: '%rowIndex + 1' }) }], lan), ['1', '2'])
})

test('a collection column holds all values, in the context of its row', () => {
  const definition = view('Patient', [
    { column: columns({ all: ['name.given', 'collection'] }) },
    { forEachOrNull: 'name', column: columns({ own: ['given', 'collection'] }) },
  ])
  assert.deepEqual(rows_of(definition, [lan, bare]), [
    { all: ['Thị', 'Lan', 'Bông'], own: ['Thị', 'Lan'] },
    { all: ['Thị', 'Lan', 'Bông'], own: ['Bông'] },
    { all: [], own: [] },
  ])
})
