import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { parse_exact, type Resource } from '../fhir/index.ts'
import { apply_json_patch, patch_document } from './index.ts'

/** RFC 6902 and RFC 6901, case by case; the documents are ours. A string instead of the result is what the refusal says. */
type Case = [what: string, document: string, patch: string, result: string | RegExp]

const cases: Case[] = [
  ['an empty patch changes nothing', '{"a":1}', '[]', '{"a":1}'],
  ['add puts a new member', '{"a":1}', '[{"op":"add","path":"/b","value":[1,2]}]', '{"a":1,"b":[1,2]}'],
  ['add writes over a member', '{"a":null}', '[{"op":"add","path":"/a","value":1}]', '{"a":1}'],
  ['add may put null', '{}', '[{"op":"add","path":"/a","value":null}]', '{"a":null}'],
  ['add makes no parents', '{"a":1}', '[{"op":"add","path":"/b/c","value":1}]', /không có phần tử cha/],
  ['a text is no parent', '{"a":"x"}', '[{"op":"add","path":"/a/b","value":1}]', /không phải đối tượng hay mảng/],
  ['names differ by case', '{"a":1}', '[{"op":"add","path":"/A","value":2}]', '{"a":1,"A":2}'],
  ['an empty name is a name', '{"a":{}}', '[{"op":"add","path":"/a/","value":1}]', '{"a":{"":1}}'],
  ['digits may be a name', '{"a":1}', '[{"op":"add","path":"/0","value":2}]', '{"0":2,"a":1}'],
  ['~1 is a slash', '{"km/h":1}', '[{"op":"replace","path":"/km~1h","value":2}]', '{"km/h":2}'],
  ['~0 is a tilde', '{"m~n":1}', '[{"op":"replace","path":"/m~0n","value":2}]', '{"m~n":2}'],
  ['~01 is ~1, not a slash', '{"~1":1,"/":0}', '[{"op":"replace","path":"/~01","value":2}]', '{"~1":2,"/":0}'],
  ['~ alone says nothing', '{"a":1}', '[{"op":"remove","path":"/a~"}]', /sau dấu “~”/],
  ['~2 says nothing', '{"a":1}', '[{"op":"remove","path":"/~2"}]', /sau dấu “~”/],
  ['a path starts with a slash', '{"a":1}', '[{"op":"remove","path":"a"}]', /bắt đầu bằng “\/”/],
  ['percent, caret and blanks are themselves', '{"c%d":1," ":2}', '[{"op":"remove","path":"/c%d"}]', '{" ":2}'],

  ['add inserts before an item', '["a","c"]', '[{"op":"add","path":"/1","value":"b"}]', '["a","b","c"]'],
  ['add at the length appends', '["a"]', '[{"op":"add","path":"/1","value":"b"}]', '["a","b"]'],
  ['add at - appends, deep down', '[[1,[2]]]', '[{"op":"add","path":"/0/1/-","value":[3]}]', '[[1,[2,[3]]]]'],
  ['an array is added as one item', '["a"]', '[{"op":"add","path":"/0","value":["b","c"]}]', '[["b","c"],"a"]'],
  ['past the end', '["a"]', '[{"op":"add","path":"/2","value":"b"}]', /vượt quá 1 phần tử/],
  ['before the start', '["a"]', '[{"op":"add","path":"/-1","value":"b"}]', /không phải là số thứ tự/],
  ['no leading zero', '["a","b"]', '[{"op":"add","path":"/01","value":"c"}]', /không phải là số thứ tự/],
  ['no exponent', '["a","b"]', '[{"op":"replace","path":"/1e0","value":"c"}]', /không có gì/],
  ['no name in an array', '["a"]', '[{"op":"add","path":"/b","value":"c"}]', /không phải là số thứ tự/],
  ['remove takes no -', '["a"]', '[{"op":"remove","path":"/-"}]', /không có gì/],
  ['test takes no 00', '["a"]', '[{"op":"test","path":"/00","value":"a"}]', /không có gì để so/],
  ['an index like 4294967296 is no index', '[]', '[{"op":"add","path":"/4294967296","value":1}]', /số thứ tự/],

  ['remove a member', '{"a":1,"b":2}', '[{"op":"remove","path":"/a"}]', '{"b":2}'],
  ['remove a member that is null', '{"a":null}', '[{"op":"remove","path":"/a"}]', '{}'],
  ['removes one after the other', '[1,2,3,4]', '[{"op":"remove","path":"/1"},{"op":"remove","path":"/2"}]', '[1,3]'],
  ['remove what is not there', '{"a":1}', '[{"op":"remove","path":"/b"}]', /không có gì/],
  ['remove past the end', '[1]', '[{"op":"remove","path":"/1"}]', /không có gì/],
  ['remove below what is not there', '{"a":[{}]}', '[{"op":"remove","path":"/a/1e0/b"}]', /không có gì/],
  ['remove everything', '{"a":1}', '[{"op":"remove","path":""}]', /cả tài nguyên/],

  ['replace with null and back', '{"a":1}', '[{"op":"replace","path":"/a","value":null}]', '{"a":null}'],
  ['replace null', '{"a":null}', '[{"op":"replace","path":"/a","value":"x"}]', '{"a":"x"}'],
  ['replace with false', '[""]', '[{"op":"replace","path":"/0","value":false}]', '[false]'],
  ['replace what is not there', '{"a":1}', '[{"op":"replace","path":"/b","value":1}]', /không có gì/],
  ['replace below what is not there', '{"a":1}', '[{"op":"replace","path":"/b/c","value":1}]', /không có gì/],
  ['replace the whole document', '{"a":1}', '[{"op":"replace","path":"","value":[2]}]', '[2]'],
  ['add over the whole document', '[]', '[{"op":"add","path":"","value":{"a":1}}]', '{"a":1}'],

  ['move a member', '{"a":{"b":1},"c":{}}', '[{"op":"move","from":"/a/b","path":"/c/d"}]', '{"a":{},"c":{"d":1}}'],
  ['move an item', '[1,2,3]', '[{"op":"move","from":"/0","path":"/2"}]', '[2,3,1]'],
  ['move null', '{"a":null}', '[{"op":"move","from":"/a","path":"/b"}]', '{"b":null}'],
  ['move to where it is', '{"a":1}', '[{"op":"move","from":"/a","path":"/a"}]', '{"a":1}'],
  ['move into itself', '{"a":{"b":{}}}', '[{"op":"move","from":"/a","path":"/a/b/c"}]', /trong chính nó/],
  ['move from nowhere', '{"a":1}', '[{"op":"move","from":"/b","path":"/a"}]', /không có gì ở “\/b”/],
  ['move without from', '{"a":1}', '[{"op":"move","path":"/a"}]', /thiếu “from”/],
  ['copy a member', '{"a":[1]}', '[{"op":"copy","from":"/a","path":"/b"}]', '{"a":[1],"b":[1]}'],
  ['copy null', '{"a":null}', '[{"op":"copy","from":"/a","path":"/b"}]', '{"a":null,"b":null}'],
  ['copy by a bad index', '{"a":[1,2]}', '[{"op":"copy","from":"/a/1e0","path":"/b"}]', /không có gì/],
  ['copy without from', '[1]', '[{"op":"copy","path":"/-"}]', /thiếu “from”/],

  ['test sees the same text', '{"a":"x"}', '[{"op":"test","path":"/a","value":"x"}]', '{"a":"x"}'],
  ['test sees another text', '{"a":"x"}', '[{"op":"test","path":"/a","value":"y"}]', /khác giá trị mong đợi/],
  ['test of nothing', '{"a":1}', '[{"op":"test","path":"/b","value":null}]', /không có gì để so/],
  ['null is null', '{"a":null}', '[{"op":"test","path":"/a","value":null}]', '{"a":null}'],
  ['null is not false', '{"a":null}', '[{"op":"test","path":"/a","value":false}]', /khác giá trị/],
  ['a number is not its text', '{"a":1}', '[{"op":"test","path":"/a","value":"1"}]', /khác giá trị/],
  [
    'order of members says nothing',
    '{"a":[{"b":1,"c":2}]}',
    '[{"op":"test","path":"/a","value":[{"c":2,"b":1}]}]',
    '{"a":[{"b":1,"c":2}]}',
  ],
  ['order of items does', '[[1,2]]', '[{"op":"test","path":"/0","value":[2,1]}]', /khác giá trị/],
  ['an array is not an object', '{"a":[]}', '[{"op":"test","path":"/a","value":{}}]', /khác giá trị/],
  ['the whole document', '{"a":1}', '[{"op":"test","path":"","value":{"a":1}}]', '{"a":1}'],
  ['numbers by value: 38.0 is 38', '{"a":38.0}', '[{"op":"test","path":"/a","value":38}]', '{"a":38.0}'],
  ['numbers by value: 1.20e1 is 12.0', '{"a":1.20e1}', '[{"op":"test","path":"/a","value":12.0}]', '{"a":1.20e1}'],
  ['numbers by value: -0.0 is 0', '{"a":-0.0}', '[{"op":"test","path":"/a","value":0}]', '{"a":-0.0}'],
  [
    'numbers by all their digits',
    '{"a":0.12345678901234567}',
    '[{"op":"test","path":"/a","value":0.12345678901234568}]',
    /khác/,
  ],
  [
    'a failed test stops everything',
    '{"a":1}',
    '[{"op":"add","path":"/b","value":1},{"op":"test","path":"/a","value":2}]',
    /Thao tác thứ 2/,
  ],

  ['no value', '[1]', '[{"op":"add","path":"/-"}]', /thiếu “value”/],
  ['no value to replace with', '[1]', '[{"op":"replace","path":"/0"}]', /thiếu “value”/],
  ['no value to test', '[null]', '[{"op":"test","path":"/0"}]', /thiếu “value”/],
  ['no path', '[1]', '[{"op":"remove"}]', /thiếu “path”/],
  ['no such operation', '[1]', '[{"op":"spam","path":"/0"}]', /“op” phải là/],
  ['no operation at all', '[1]', '[7]', /phải là một đối tượng/],
  ['what RFC 6902 does not know is passed over', '{"a":1}', '[{"op":"test","path":"/a","value":1,"x":0}]', '{"a":1}'],
  ['the patch is an array', '{"a":1}', '{"op":"remove","path":"/a"}', /phải là một mảng/],

  [
    '__proto__ is no member',
    '{"a":1}',
    '[{"op":"add","path":"/__proto__/b","value":1}]',
    /“__proto__” không được phép/,
  ],
  [
    'constructor is no member',
    '{"a":1}',
    '[{"op":"add","path":"/constructor/prototype/b","value":1}]',
    /“constructor”/,
  ],
  ['nor from where', '{"a":1}', '[{"op":"copy","from":"/__proto__","path":"/b"}]', /“__proto__” không được phép/],
  [
    'nor inside a value',
    '{"a":1}',
    '[{"op":"add","path":"/b","value":{"__proto__":{"c":1}}}]',
    /“__proto__” không được phép/,
  ],
  ['what objects inherit is not there', '{"a":1}', '[{"op":"copy","from":"/toString","path":"/b"}]', /không có gì/],
  [
    'a number kept with its digits has no members',
    '{"a":1.0}',
    '[{"op":"copy","from":"/a/rawJSON","path":"/b"}]',
    /không có gì/,
  ],
]

const failure_of = (work: () => unknown): Failure => {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof Failure, String(error))
    return error
  }
  throw new assert.AssertionError({ message: 'nothing was refused' })
}

for (const [what, document, patch, result] of cases)
  test(`JSON Patch: ${what}`, () => {
    const [before, operations] = [parse_exact(document), parse_exact(patch)]
    const apply = () => patch_document(before, operations)
    if (typeof result === 'string') assert.equal(JSON.stringify(apply()), result)
    else assert.match(failure_of(apply).message, result)
    assert.equal(JSON.stringify(before), document, 'the document given is as it was')
    assert.equal(JSON.stringify(operations), patch, 'the patch given is as it was')
  })

test('nothing leaked into the objects of JavaScript', () => {
  assert.equal(({} as Record<string, unknown>)['b'], undefined)
})

const observation = (): Resource =>
  parse_exact(
    '{"resourceType":"Observation","id":"o1","valueQuantity":{"value":38.0,"unit":"Cel"},"note":[{"text":"sốt"}]}',
  ) as Resource

test('a resource keeps its digits, and what is copied from it too', () => {
  const patched = apply_json_patch(observation(), [
    { op: 'test', path: '/valueQuantity/value', value: 38 },
    { op: 'add', path: '/component', value: [{}] },
    { op: 'copy', from: '/valueQuantity', path: '/component/0/valueQuantity' },
  ])
  assert.match(JSON.stringify(patched), /"component":\[\{"valueQuantity":\{"value":38\.0,/)
})

test('the last note taken away leaves no empty list (R4 §2.6.2)', () => {
  const patched = apply_json_patch(observation(), [{ op: 'remove', path: '/note/0' }])
  assert.equal(Object.hasOwn(patched, 'note'), false)
})

test('a list emptied may be filled again by the same patch', () => {
  const patched = apply_json_patch(observation(), [
    { op: 'remove', path: '/note/0' },
    { op: 'add', path: '/note/-', value: { text: 'hết sốt' } },
  ])
  assert.deepEqual(patched['note'], [{ text: 'hết sốt' }])
})

test('a patch never makes another resource of it', () => {
  const root = (value: unknown) => () => apply_json_patch(observation(), [{ op: 'replace', path: '', value }])
  assert.deepEqual(root({ resourceType: 'Observation', id: 'o1', status: 'final' })()['status'], 'final')
  assert.match(failure_of(root({ resourceType: 'Patient', id: 'o1' })).message, /kiểu tài nguyên/)
  assert.match(failure_of(root({ resourceType: 'Observation', id: 'o2' })).message, /id của tài nguyên/)
  assert.match(failure_of(root([])).message, /không có resourceType/)
  const without_id = () => apply_json_patch(observation(), [{ op: 'remove', path: '/id' }])
  assert.equal(failure_of(without_id).status, 422)
})

test('the refusal names the operation, the place and whether the patch or the resource is at fault', () => {
  const refused = (operation: object) =>
    failure_of(() => apply_json_patch(observation(), [{ op: 'test', path: '/id', value: 'o1' }, operation]))
  const missing = refused({ op: 'remove', path: '/subject' })
  assert.deepEqual([missing.status, missing.issues[0]?.code], [422, 'processing'])
  assert.deepEqual(missing.details, { operation: 1, path: '/subject' })
  assert.equal(missing.issues[0]?.expression, '[1]/subject')
  assert.deepEqual([refused({ op: 'add', path: '/x' }).status, refused({ op: 'jump' }).status], [400, 400])
  assert.equal(refused({ op: 'test', path: '/id', value: 'o2' }).issues[0]?.code, 'conflict')
})

test('a document that copies itself into itself is stopped before it fills the memory', () => {
  const doubling = Array.from({ length: 40 }, (_none, i) => ({ op: 'copy', from: '/a', path: `/a/${i}` }))
  const growing = () => patch_document({ a: ['x'.repeat(1_000)] }, doubling)
  assert.equal(failure_of(growing).status, 413)
  const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown
  assert.match(failure_of(() => patch_document({}, [{ op: 'add', path: '/a', value: deep }])).message, /lồng quá/)
  const many = Array.from({ length: 5_001 }, () => ({ op: 'test', path: '', value: {} }))
  assert.equal(failure_of(() => patch_document({}, many)).status, 413)
})
