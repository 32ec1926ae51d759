import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../fhir/index.ts'
import { compile_view, write_csv } from './index.ts'
import { columns, failure_of, refusal_of, rows_of, view } from './test-views.ts'

const id = { column: columns({ id: 'id' }) }
const refused = (definition: unknown): string => refusal_of(() => compile_view(definition))

test('a definition that is none', () => {
  assert.match(refused('Patient'), /phải là một đối tượng/)
  assert.match(refused({}), /thiếu “resource”[^]*thiếu “select”/)
  assert.match(refused({ ...view('Patient', [id]), resourceType: 'Library' }), /resourceType phải là ViewDefinition/)
  assert.match(refused(view('Person2', [id])), /ViewDefinition\.resource: .*tên một kiểu tài nguyên R4/)
  assert.match(refused({ resource: 'Patient', select: id }), /ViewDefinition\.select: .*mảng các đối tượng/)
  assert.match(refused(view('Patient', [])), /không có cột nào/)
  assert.match(refused(view('Patient', [{ forEach: 'name' }])), /không có cột nào/)
})

test('columns: a name that databases take, once, and a path', () => {
  assert.match(refused(view('Patient', [{ column: [{ path: 'id' }] }])), /select\[0\]\.column\[0\]: .*thiếu “name”/)
  assert.match(refused(view('Patient', [{ column: [{ name: 'id' }] }])), /thiếu “path”/)
  for (const name of ['1st', '_id', 'số', 'a-b', 'a b', '', '__proto__'])
    assert.match(
      refused(view('Patient', [{ column: [{ name, path: 'id' }] }])),
      /column\[0\]\.name: .*tên phải bắt đầu/,
    )
  assert.match(
    refused(view('Patient', [id, { select: [id] }])),
    /select\[1\]\.select\[0\]\.column\[0\]\.name: Cột “id” có hai lần/,
  )
  assert.match(
    refused(view('Patient', [{ column: [{ name: 'id', path: 'id', collection: 'yes' }] }])),
    /collection phải là/,
  )
  assert.match(refused(view('Patient', [{ column: [{ name: 'id', path: 'id', type: 'a b' }] }])), /type phải là/)
})

test('what is not understood is refused by name, not passed over', () => {
  assert.match(refused(view('Patient', [{ ...id, foreach: 'name' }])), /select\[0\]: .*“foreach” không được hỗ trợ/)
  assert.match(
    refused(view('Patient', [{ column: [{ name: 'id', path: 'id', alias: 'x' }] }])),
    /“alias” không được hỗ trợ/,
  )
  assert.match(refused(view('Patient', [id], { where: [{ expression: 'active' }] })), /“expression” không được hỗ trợ/)
})

test('iterations: one kind at a time, a path each', () => {
  assert.match(refused(view('Patient', [{ ...id, forEach: 'name', forEachOrNull: 'name' }])), /chỉ được có một trong/)
  assert.match(refused(view('Patient', [{ ...id, forEach: 1 }])), /select\[0\]\.forEach: .*chuỗi không rỗng/)
  assert.match(refused(view('Patient', [{ ...id, forEach: '@@' }])), /select\[0\]\.forEach: .*sai cú pháp/)
  assert.match(refused(view('Patient', [{ ...id, repeat: 'item' }])), /repeat phải là mảng/)
  assert.match(refused(view('Patient', [{ ...id, repeat: [] }])), /repeat phải là mảng/)
})

test('the branches of a union have the same columns in the same order, of kinds that fit', () => {
  const union = (a: object, b: object) => refused(view('Patient', [{ unionAll: [{ column: a }, { column: b }] }]))
  assert.match(union(columns({ a: 'id', b: 'id' }), columns({ a: 'id', c: 'id' })), /\(a, b\) khác \(a, c\)/)
  assert.match(union(columns({ a: 'id', b: 'id' }), columns({ b: 'id', a: 'id' })), /cùng thứ tự/)
  assert.match(union(columns({ a: 'id' }), columns({ a: ['id', 'collection'] })), /\(a\) khác \(a\[\]\)/)
  assert.match(union(columns({ a: 'id' }), columns({ a: 'active' })), /cột “a” những kiểu khác nhau/)
})

test('constants: named, of one known kind, not of a name with a meaning, and not another than those', () => {
  const constant = (...list: object[]) => refused(view('Patient', [id], { constant: list }))
  assert.match(constant({ name: 'c' }), /constant\[0\]: .*cần đúng một value\[x\]/)
  assert.match(constant({ valueString: 'x' }), /thiếu “name”/)
  assert.match(constant({ name: 'c', valueQuantity: { value: 1 } }), /valueQuantity không được hỗ trợ/)
  assert.match(constant({ name: 'c', valueString: 1 }), /không đúng kiểu String/)
  assert.match(constant({ name: 'c', valueDate: 'hôm qua' }), /không đúng kiểu Date/)
  assert.match(constant({ name: 'resource', valueString: 'x' }), /đã có nghĩa riêng/)
  assert.match(constant({ name: 'c', valueString: 'x' }, { name: 'c', valueString: 'y' }), /có hai lần/)
  const wrong_name = { constant: [{ name: 'use', valueString: 'official' }] }
  assert.match(
    refused(view('Patient', [{ forEach: 'name.where(use = %usage)', ...id }], wrong_name)),
    /select\[0\]\.forEach: .*không có hằng %usage/,
  )
})

test('expressions are judged before any resource is read', () => {
  const column = (path: string) => refused(view('Patient', [{ column: columns({ c: path }) }]))
  assert.match(column('name.where('), /column\[0\]\.path: .*sai cú pháp/)
  assert.match(column('name.nearest()'), /nearest\(\) không được hỗ trợ/)
  assert.match(column('value.ofType(Invalid)'), /“Invalid” không phải là một kiểu/)
  assert.match(column('value.ofType(42)'), /“42” không phải là một kiểu/)
  assert.match(column('link.other.getReferenceKey(Nobody)'), /“Nobody” không phải là một kiểu/)
  assert.match(column('managingOrganization.resolve().name'), /resolve\(\) không được hỗ trợ/)
  assert.match(
    refused(view('Patient', [id], { where: [{ path: 'name.family' }] })),
    /where\[0\]\.path: .*true hoặc false/,
  )
})

const patient: Resource = { resourceType: 'Patient', id: 'p', name: [{ family: 'Lê' }, { family: 'Lý' }] }

test('what only data can show: several values, complex values, conditions that are none', () => {
  const run = (definition: unknown) => refusal_of(() => rows_of(definition, [patient]))
  const columns_of = (paths: Parameters<typeof columns>[0]) => view('Patient', [{ column: columns(paths) }])
  assert.match(run(columns_of({ family: 'name.family' })), /column\[0\]: Cột “family” có 2 giá trị trong một dòng/)
  assert.match(run(columns_of({ name: 'name.first()' })), /phần tử phức hợp.*khai báo “type”/)
  assert.match(run(columns_of({ name: ['name.first()', { type: 'string' }] })), /phần tử phức hợp/)
  assert.match(run(view('Patient', [id], { where: [{ path: 'name.family.first().upper()' }] })), /true hoặc false/)
  assert.match(run(columns_of({ sum: 'id + 1' })), /column\[0\]\.path: .*không tính được/)
})

test('a resource that would give rows without end is refused', () => {
  const many: Resource = {
    resourceType: 'Patient',
    identifier: Array.from({ length: 400 }, (_none, i) => ({ value: `${i}` })),
  }
  const each = (name: string) => ({ forEach: 'identifier', column: columns({ [name]: 'value' }) })
  const cube = view('Patient', [each('a'), each('b'), each('c')])
  assert.match(failure_of(() => rows_of(cube, [many])).message, /quá 100000 dòng/)
  const deep = (levels: number): object => (levels === 0 ? id : { select: [deep(levels - 1)] })
  assert.match(refused(view('Patient', [deep(30)])), /lồng quá 20 tầng/)
})

test('CSV: RFC 4180, nothing for null, JSON for lists', () => {
  const definition = view('Patient', [
    { forEach: 'name', column: columns({ family: 'family', given: ['given', 'collection'], from: 'period.start' }) },
  ])
  const { columns: names, rows } = compile_view(definition)
  const quoted: Resource = {
    resourceType: 'Patient',
    name: [
      { family: 'Lê "Bé", Văn', given: ['A', 'B'] },
      { family: ' hai\ndòng', period: { start: '2020' } },
    ],
  }
  assert.equal(
    write_csv(rows(quoted), names),
    'family,given,from\r\n"Lê ""Bé"", Văn","[""A"",""B""]",\r\n" hai\ndòng",[],2020\r\n',
  )
  assert.equal(write_csv([], names, false), '')
})
