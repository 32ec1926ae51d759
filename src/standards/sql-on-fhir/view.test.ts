import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse_exact, type Resource } from '../fhir/index.ts'
import { compile_view } from './index.ts'
import { bare, columns, lan, nam, patients, rows_of, view } from './test-views.ts'

test('one row for each resource of the type, columns in their order, null for what is not there', () => {
  const definition = view('Patient', [
    { column: columns({ id: 'id', active: 'active', family: 'name.family.first()' }) },
    { column: columns({ city: 'address.city' }) },
  ])
  const { rows } = compile_view(definition)
  assert.deepEqual(rows({ resourceType: 'Group', id: 'g' }), [])
  assert.deepEqual(patients.flatMap(rows).map(Object.entries), [
    [
      ['id', 'lan'],
      ['active', true],
      ['family', 'Trần'],
      ['city', null],
    ],
    [
      ['id', 'nam'],
      ['active', false],
      ['family', 'Lê'],
      ['city', null],
    ],
    [
      ['id', 'bare'],
      ['active', null],
      ['family', null],
      ['city', null],
    ],
  ])
})

test('columns come before nested selects, those before the union, siblings after one another', () => {
  const letters = (...names: string[]) => columns(Object.fromEntries(names.map((name) => [name, `'${name}'`])))
  const definition = view('Patient', [
    {
      unionAll: [{ column: letters('e', 'f') }, { column: letters('e', 'f') }],
      select: [{ forEach: 'name', column: letters('c', 'd') }],
      column: letters('a', 'b'),
    },
    { column: letters('g', 'h') },
  ])
  const compiled = compile_view(definition)
  assert.equal(compiled.columns.map((column) => column.name).join(''), 'abcdefgh')
  assert.deepEqual(
    compiled.rows(lan).map((row) => Object.keys(row).join('')),
    Array(4).fill('abcdefgh'),
  )
})

test('the type of a column is the one declared, or else the one its path leads to', () => {
  const definition = view('Observation', [
    {
      column: [
        { name: 'id', path: 'id' },
        { name: 'code', path: 'code.coding.code', collection: true, description: 'mã' },
        { name: 'value', path: 'value.ofType(Quantity).value' },
        { name: 'declared', path: 'status', type: 'http://hl7.org/fhir/StructureDefinition/code' },
        { name: 'known', path: 'code.exists()' },
        { name: 'computed', path: 'value.ofType(Quantity).value + 1' },
      ],
    },
  ])
  const without_place = compile_view(definition).columns.map(({ place: _place, ...column }) => column)
  assert.deepEqual(without_place, [
    { name: 'id', type: 'id' },
    { name: 'code', type: 'code', collection: true, description: 'mã' },
    { name: 'value', type: 'decimal' },
    { name: 'declared', type: 'code' },
    { name: 'known', type: 'boolean' },
    { name: 'computed' },
  ])
})

test('where: every condition must be true; empty is not', () => {
  const ids = (...where: string[]) =>
    rows_of(view('Patient', [{ column: columns({ id: 'id' }) }], { where: where.map((path) => ({ path })) }), patients)
      .map((row) => row['id'])
      .join()
  assert.equal(ids('active'), 'lan')
  assert.equal(ids('active = false'), 'nam')
  assert.equal(ids('active.exists()'), 'lan,nam')
  assert.equal(ids('name.empty()'), 'bare')
  assert.equal(ids("name.where(use = 'official' and family = 'Trần').exists()"), 'lan')
  assert.equal(ids("gender = 'female' or active = false"), 'lan,nam')
  assert.equal(ids("(gender = 'female').not()"), '')
  assert.equal(ids('active.exists()', "name.where(family = 'Lê').exists()"), 'nam')
  assert.equal(ids("where(name.given contains 'Bông').exists()"), 'lan')
})

test('functions: first, join, exists, empty, extension, ofType, indexes, arithmetic', () => {
  const cells = (resource: Resource, paths: Record<string, string>) =>
    rows_of(view(resource.resourceType, [{ column: columns(paths) }]), [resource])[0]
  assert.deepEqual(
    cells(lan, {
      first: 'name.first().given.first()',
      joined: "name.given.join(', ')",
      run_together: 'name.given.join()',
      none: 'photo.title.join()',
      second: 'name[1].use',
      third: 'name[2].use',
      has: 'name.given.exists()',
      has_not: 'photo.empty()',
      ethnicity: "extension('http://a/ethnicity').value.ofType(Coding).code.first()",
      inside: "extension('http://a/nested').extension('part').value.ofType(string)",
      born_before: 'birthDate < @2000',
    }),
    {
      first: 'Thị',
      joined: 'Thị, Lan, Bông',
      run_together: 'ThịLanBông',
      none: null,
      second: 'nickname',
      third: null,
      has: true,
      has_not: true,
      ethnicity: '01',
      inside: 'trong',
      born_before: true,
    },
  )
  const range = { resourceType: 'Observation', valueRange: { low: { value: 2 }, high: { value: 3 } } }
  const [low, high] = ['value.ofType(Range).low.value', 'value.ofType(Range).high.value']
  assert.deepEqual(
    cells(range, {
      add: `${low} + ${high}`,
      sub: `${high} - ${low}`,
      mul: `${low} * ${high}`,
      div: `${high} / ${low}`,
    }),
    { add: 5, sub: 1, mul: 6, div: 1.5 },
  )
  assert.deepEqual(cells(range, { gt: `${high} > ${low}`, le: `${high} <= ${low}`, text: 'value.ofType(string)' }), {
    gt: true,
    le: false,
    text: null,
  })
})

test('keys: a reference has the key of the resource it points at', () => {
  const key = (resource: Resource, path: string): unknown =>
    rows_of(view(resource.resourceType, [{ column: columns({ key: path }) }]), [resource])[0]?.['key']
  const visit = (reference: string): Resource => ({ resourceType: 'Encounter', id: 'v', subject: { reference } })
  assert.equal(key(lan, 'getResourceKey()'), key(visit('Patient/lan'), 'subject.getReferenceKey()'))
  assert.equal(key(visit('Patient/lan/_history/2'), 'subject.getReferenceKey(Patient)'), 'Patient/lan')
  assert.equal(key(visit('Patient/lan'), "subject.getReferenceKey('Patient')"), 'Patient/lan')
  assert.equal(key(visit('Patient/lan'), 'subject.getReferenceKey(Group)'), null)
  for (const elsewhere of ['#p', 'urn:uuid:7d6b3a5e-0000-4000-8000-000000000000', 'http://other/fhir/Patient/lan'])
    assert.equal(key(visit(elsewhere), 'subject.getReferenceKey()'), null)
  const linked = (to: string): Resource => ({ ...lan, link: [{ other: { reference: to }, type: 'seealso' }] })
  assert.equal(key(linked('Patient/lan'), 'getResourceKey() = link.other.getReferenceKey()'), true)
  assert.equal(key(linked('Patient/nam'), 'getResourceKey() = link.other.getReferenceKey(Patient)'), false)
  assert.equal(key(linked('Patient/nam'), 'getResourceKey() = link.other.getReferenceKey(Observation)'), null)
})

test('constants of every kind stand for their value', () => {
  const is = (constant: object, path: string, resource: Resource): unknown =>
    rows_of(
      view(resource.resourceType, [{ column: columns({ is: path }) }], { constant: [{ name: 'c', ...constant }] }),
      [resource],
    )[0]?.['is']
  const output = (value: object): Resource => ({ resourceType: 'Task', id: 't', output: [{ type: {}, ...value }] })
  const observed = (value: object): Resource => ({ resourceType: 'Observation', id: 'o', ...value })
  assert.equal(is({ valueString: 'Trần' }, 'name.where(family = %c).use', lan), 'official')
  assert.equal(is({ valueCode: 'female' }, 'gender = %c', lan), true)
  assert.equal(is({ valueInteger: 1 }, 'name[%c].use', lan), 'nickname')
  assert.equal(is({ valueBoolean: false }, 'active = %c', nam), true)
  assert.equal(is({ valueDate: '1990-05' }, 'birthDate = %c', lan), true)
  assert.equal(
    is({ valueDecimal: 1.2 }, 'value.ofType(Quantity).value < %c', observed({ valueQuantity: { value: 1 } })),
    true,
  )
  assert.equal(
    is(
      { valueDateTime: '2016-11-12' },
      'effective.ofType(dateTime) = %c',
      observed({ effectiveDateTime: '2016-11-12' }),
    ),
    true,
  )
  const instant = '2015-02-07T13:28:17.239+02:00'
  assert.equal(
    is({ valueInstant: instant }, 'effective.ofType(instant) = %c', observed({ effectiveInstant: instant })),
    true,
  )
  assert.equal(is({ valueTime: '18:12:00' }, 'value.ofType(time) = %c', observed({ valueTime: '18:32:00' })), false)
  assert.equal(
    is({ valueOid: 'urn:oid:1.0' }, 'output.first().value.ofType(oid) = %c', output({ valueOid: 'urn:oid:1.0' })),
    true,
  )
  assert.equal(
    is({ valueUrl: 'http://a' }, 'output.first().value.ofType(url) = %c', output({ valueUrl: 'http://b' })),
    false,
  )
  assert.equal(is({ valueId: 'x' }, 'output.first().value.ofType(id) = %c', output({ valueId: 'x' })), true)
  assert.equal(
    is({ valueUuid: 'urn:uuid:1' }, 'output.first().value.ofType(uuid) = %c', output({ valueOid: 'urn:oid:1' })),
    null,
  )
  assert.equal(
    is({ valueUnsignedInt: 9 }, 'numberOfSeries = %c', { resourceType: 'ImagingStudy', numberOfSeries: 9 }),
    true,
  )
  assert.equal(is({ valueBase64Binary: 'aGk=' }, 'photo.data = %c', { ...bare, photo: [{ data: 'aGk=' }] }), true)
})

test('numbers come with the digits they were written with, read by the loops or by the engine', () => {
  const fever = parse_exact('{"resourceType":"Observation","valueQuantity":{"value":38.0}}') as Resource
  const definition = view('Observation', [
    {
      column: columns({
        value: 'value.ofType(Quantity).value',
        by_engine: 'value.ofType(Quantity).select(value)',
        over: 'value.ofType(Quantity).value > 37.5',
        more: 'value.ofType(Quantity).value + 1',
      }),
    },
  ])
  assert.equal(JSON.stringify(rows_of(definition, [fever])), '[{"value":38.0,"by_engine":38.0,"over":true,"more":39}]')
})

test('a column says which SQL type its author wishes', () => {
  const tag = [{ name: 'ansi/type', value: 'DATE' }]
  const definition = view('Patient', [{ column: [{ name: 'born', path: 'birthDate', tag }] }])
  assert.deepEqual(compile_view(definition).columns, [
    { name: 'born', type: 'date', sql_type: 'DATE', place: 'ViewDefinition.select[0].column[0]' },
  ])
})

test('a complex value may be asked for by its type', () => {
  const definition = view('Patient', [{ column: columns({ name: ['name.first()', { type: 'HumanName' }] }) }])
  assert.deepEqual(rows_of(definition, [nam]), [{ name: { family: 'Lê' } }])
})

test('the resource read is not touched', () => {
  const before = JSON.stringify(lan)
  rows_of(
    view('Patient', [{ forEach: 'name.select($this)', column: columns({ f: 'family', o: 'children().count()' }) }]),
    [lan],
  )
  assert.equal(JSON.stringify(lan), before)
  assert.deepEqual(Reflect.ownKeys(lan['name'] as object), ['0', '1', 'length'])
})
