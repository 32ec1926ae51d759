import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '../fhir/index.ts'
import { operation, patched, patient, refusal } from './test-patches.ts'

const four = '"identifier":[{"value":"1"},{"value":"2"},{"value":"3"},{"value":"4"}]'
const order_of = (text: string): string =>
  ((JSON.parse(text) as Resource)['identifier'] as { value: string }[]).map((one) => one.value).join('')

test('insert: at the start, in the middle, at the end, into an empty list, and not further', () => {
  const insert = (index: number) =>
    operation('insert', 'Patient.identifier', { index, value: { valueIdentifier: { value: 'x' } } })
  const at = (index: number): string => order_of(patched(patient(four), insert(index)))
  assert.deepEqual([at(0), at(2), at(4)], ['x1234', '12x34', '1234x'])
  assert.equal(patched(patient(''), insert(0)), patient('"identifier":[{"value":"x"}]'))
  assert.match(refusal(patient(four), insert(5)).message, /index 5 vượt quá 4 phần tử/)
  const once = operation('insert', 'Patient.gender', { index: 0, value: { valueCode: 'male' } })
  assert.match(refusal(patient(four), once).message, /“gender” không phải là danh sách/)
})

test('insert and move work on one whole list', () => {
  const names = patient('"name":[{"given":["An","Bình"]},{"given":["Chi"]}]')
  const given = { value: { valueString: 'Dung' } }
  assert.equal(
    patched(names, operation('insert', 'Patient.name[1].given', { index: 0, ...given })),
    patient('"name":[{"given":["An","Bình"]},{"given":["Dung","Chi"]}]'),
  )
  assert.match(refusal(names, operation('insert', 'Patient.name.given', { index: 0, ...given })).message, /ở đây có 2/)
  const filtered = operation('move', "Patient.name.where(use = 'old')", { source: 0, destination: 0 })
  assert.match(refusal(names, filtered).message, /kết thúc bằng tên một danh sách/)
})

test('move: forwards, backwards, several one after the other', () => {
  const move = (source: number, destination: number) => operation('move', 'Patient.identifier', { source, destination })
  const moved = (...steps: [number, number][]): string =>
    order_of(patched(patient(four), ...steps.map(([from, to]) => move(from, to))))
  assert.deepEqual([moved([3, 1]), moved([3, 0]), moved([3, 2]), moved([0, 3])], ['1423', '4123', '1243', '2341'])
  assert.deepEqual([moved([1, 0], [2, 1]), moved([3, 0], [3, 1], [3, 2])], ['2314', '4321'])
  assert.match(refusal(patient(four), move(4, 0)).message, /source 4 vượt quá/)
  assert.match(refusal(patient(four), move(0, 4)).message, /destination 4 vượt quá/)
})

test('only one element is deleted at a time', () => {
  assert.equal(order_of(patched(patient(four), operation('delete', 'Patient.identifier[1]'))), '134')
  assert.match(refusal(patient(four), operation('delete', 'Patient.identifier')).message, /ở đây có 4/)
  assert.match(refusal(patient(four), operation('delete', 'Patient')).message, /không phải cả tài nguyên/)
})

test('operations see what those before them did', () => {
  assert.equal(
    patched(
      patient('"contact":[{"name":{"family":"Lê"}}]'),
      operation('add', 'Patient.contact[0]', { name: 'gender', value: { valueCode: 'male' } }),
      operation('add', 'Patient', { name: 'contact', value: { part: [{ name: 'gender', valueCode: 'female' }] } }),
      operation('add', 'Patient.contact[1]', { name: 'name', value: { valueHumanName: { text: 'Hà' } } }),
      operation('move', 'Patient.contact', { source: 1, destination: 0 }),
    ),
    patient('"contact":[{"gender":"female","name":{"text":"Hà"}},{"name":{"family":"Lê"},"gender":"male"}]'),
  )
})

const marked = '{"extension":[{"url":"http://a","valueString":"VV"}]}'

test('extensions of primitives stay with their item whatever happens to its neighbours', () => {
  const before = patient(`"name":[{"given":["An","Bình"],"_given":[null,${marked}]}]`)
  const given = 'Patient.name.given'
  assert.equal(
    patched(before, operation('delete', `${given}[0]`)),
    patient(`"name":[{"given":["Bình"],"_given":[${marked}]}]`),
  )
  assert.equal(
    patched(before, operation('move', given, { source: 1, destination: 0 })),
    patient(`"name":[{"given":["Bình","An"],"_given":[${marked},null]}]`),
  )
  assert.equal(
    patched(before, operation('insert', given, { index: 1, value: { valueString: 'Chi', _valueString: { id: 'c' } } })),
    patient(`"name":[{"given":["An","Chi","Bình"],"_given":[null,{"id":"c"},${marked}]}]`),
  )
  assert.equal(
    patched(before, operation('replace', `${given}[0]`, { value: { valueString: 'Ân' } })),
    patient(`"name":[{"given":["Ân","Bình"],"_given":[null,${marked}]}]`),
  )
})

test('an extension can be put beside a primitive and taken away again', () => {
  const extension = { value: { valueExtension: { url: 'http://a', valueString: 'VV' } } }
  const plain = patient('"birthDate":"1990"')
  const extended = patient(`"birthDate":"1990","_birthDate":${marked}`)
  assert.equal(patched(plain, operation('add', 'Patient.birthDate', { name: 'extension', ...extension })), extended)
  assert.equal(patched(extended, operation('delete', "Patient.birthDate.extension('http://a')")), plain)
  const in_list = patient('"name":[{"given":["An","Bình"]}]')
  const beside = patient(`"name":[{"given":["An","Bình"],"_given":[null,${marked}]}]`)
  assert.equal(patched(in_list, operation('add', 'Patient.name.given[1]', { name: 'extension', ...extension })), beside)
  assert.equal(patched(beside, operation('delete', 'Patient.name.given[1].extension')), in_list)
})

test('a value may say only why it is missing, and be replaced by one that is known', () => {
  const unknown = '{"extension":[{"url":"http://b","valueCode":"unknown"}]}'
  const nothing = patient(`"_birthDate":${unknown}`)
  const value = { value: { _valueDate: JSON.parse(unknown) as object } }
  assert.equal(patched(patient(''), operation('add', 'Patient', { name: 'birthDate', ...value })), nothing)
  assert.equal(
    patched(nothing, operation('replace', 'Patient.birthDate', { value: { valueDate: '1990' } })),
    patient('"birthDate":"1990"'),
  )
})
