import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Failure } from '../../base/outcome/index.ts'
import { parse_exact } from '../fhir/index.ts'
import { apply_fhirpath_patch } from './index.ts'
import { operation, patched, patient, read, refusal } from './test-patches.ts'

test('no operation, no change', () => {
  assert.equal(patched(patient('"birthDate":"1920-01-01"')), patient('"birthDate":"1920-01-01"'))
  assert.equal(JSON.stringify(apply_fhirpath_patch(read(patient('')), { resourceType: 'Parameters' })), patient(''))
})

test('a primitive is added, replaced and deleted', () => {
  const birth_date = (value: string) => ({ value: { valueDate: value } })
  assert.equal(
    patched(patient(''), operation('add', 'Patient', { name: 'birthDate', ...birth_date('1990-05') })),
    patient('"birthDate":"1990-05"'),
  )
  const before = patient('"birthDate":"1920-01-01"')
  assert.equal(
    patched(before, operation('replace', 'Patient.birthDate', birth_date('1930-01-01'))),
    patient('"birthDate":"1930-01-01"'),
  )
  assert.equal(patched(before, operation('delete', 'Patient.birthDate')), patient(''))
})

test('what is not there can be deleted, and nothing else (R4: only delete may find nothing)', () => {
  const before = patient('"identifier":[{"use":"official","value":"1"}]')
  assert.equal(patched(before, operation('delete', 'Patient.birthDate')), before)
  assert.equal(patched(before, operation('delete', "Patient.name.where(use = 'old')")), before)
  const period = "Patient.identifier.where(use = 'official').period"
  const add_end = operation('add', period, { name: 'end', value: { valueDate: '2021-12-01' } })
  const refused = refusal(before, add_end)
  assert.match(refused.message, /Thao tác thứ 1 .*where\(use = 'official'\)\.period.*không tìm thấy/)
  assert.deepEqual([refused.status, refused.issues[0]?.expression], [422, 'Parameters.parameter[0]'])
  const nowhere = operation('replace', 'Patient.birthDate', { value: { valueDate: '1990' } })
  assert.equal(refusal(before, nowhere).status, 422)
})

test('an element that may be there once is not added twice', () => {
  const gender = operation('add', 'Patient', { name: 'gender', value: { valueCode: 'female' } })
  assert.match(refusal(patient('"gender":"male"'), gender).message, /“gender” đã có; hãy dùng replace/)
  const unknown = patient('"_gender":{"extension":[{"url":"u","valueCode":"unknown"}]}')
  assert.match(refusal(unknown, gender).message, /“_gender” đã có|“gender” đã có/)
})

test('inside nested elements, found by number or by what they say', () => {
  const before = patient('"contact":[{"name":{"text":"Lan"},"gender":"male"},{"name":{"text":"Hoa"}}]')
  const gender = { value: { valueCode: 'female' } }
  assert.equal(
    patched(
      before,
      operation('replace', 'Patient.contact[0].gender', gender),
      operation('add', "Patient.contact.where(name.text = 'Hoa')", { name: 'gender', ...gender }),
      operation('replace', 'Patient.contact[1].name.text', { value: { valueString: 'Hoà' } }),
    ),
    patient('"contact":[{"name":{"text":"Lan"},"gender":"female"},{"name":{"text":"Hoà"},"gender":"female"}]'),
  )
})

test('what a deletion leaves empty goes with it (R4 §2.6.2)', () => {
  const one = patient('"contact":[{"name":{"text":"Lan"},"gender":"male"}]')
  assert.equal(
    patched(one, operation('delete', 'Patient.contact[0].name.text')),
    patient('"contact":[{"gender":"male"}]'),
  )
  const all = [operation('delete', 'Patient.contact.name.text'), operation('delete', 'Patient.contact.gender')]
  assert.equal(patched(one, ...all), patient(''))
})

test('a complex element is replaced as a whole, its id too', () => {
  assert.equal(
    patched(
      patient('"maritalStatus":{"id":"1","text":"độc thân"}'),
      operation('replace', 'Patient.maritalStatus', { value: { valueCodeableConcept: { id: '2', text: 'kết hôn' } } }),
    ),
    patient('"maritalStatus":{"id":"2","text":"kết hôn"}'),
  )
})

test('an element without a type of its own comes as parts named like its children', () => {
  const contact = {
    part: [
      { name: 'name', valueHumanName: { text: 'Mai' } },
      { name: 'telecom', valueContactPoint: { system: 'phone', value: '0912345678' } },
      { name: 'telecom', valueContactPoint: { system: 'phone', value: '0987654321' } },
      { name: 'gender', valueCode: 'female' },
    ],
  }
  assert.equal(
    patched(patient(''), operation('add', 'Patient', { name: 'contact', value: contact })),
    patient(
      '"contact":[{"name":{"text":"Mai"},"telecom":[{"system":"phone","value":"0912345678"},' +
        '{"system":"phone","value":"0987654321"}],"gender":"female"}]',
    ),
  )
  const two_names = { part: [...contact.part, { name: 'name', valueHumanName: { text: 'Na' } }] }
  const twice = operation('add', 'Patient', { name: 'contact', value: two_names })
  assert.match(refusal(patient(''), twice).message, /“name” đã có/)
})

test('parts may nest: items of a questionnaire, answers with a choice, extensions', () => {
  const item = {
    part: [
      { name: 'linkId', valueString: '1' },
      { name: 'answer', part: [{ name: 'value', valueDecimal: 1.5 }] },
      {
        name: 'extension',
        part: [
          { name: 'url', valueUri: 'http://a' },
          { name: 'value', valueBoolean: true },
        ],
      },
      { name: 'item', part: [{ name: 'linkId', valueString: '1.1' }] },
    ],
  }
  assert.equal(
    patched(
      '{"resourceType":"QuestionnaireResponse","status":"completed"}',
      operation('add', 'QuestionnaireResponse', { name: 'item', value: item }),
      operation('add', 'QuestionnaireResponse.item.item', { name: 'text', value: { valueString: 'Câu 1.1' } }),
    ),
    '{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","answer":[{"valueDecimal":1.5}],' +
      '"extension":[{"url":"http://a","valueBoolean":true}],"item":[{"linkId":"1.1","text":"Câu 1.1"}]}]}',
  )
})

test('a choice gets its member name from the type of the value', () => {
  const quantity = { value: { valueQuantity: { value: 38.5, unit: 'Cel' } } }
  const empty = '{"resourceType":"Observation","status":"final"}'
  const measured = '{"resourceType":"Observation","status":"final","valueQuantity":{"value":38.5,"unit":"Cel"}}'
  assert.equal(patched(empty, operation('add', 'Observation', { name: 'value', ...quantity })), measured)
  assert.equal(patched(empty, operation('add', 'Observation', { name: 'valueQuantity', ...quantity })), measured)
  const spoken = '{"resourceType":"Observation","status":"final","valueString":"sốt"}'
  assert.equal(patched(spoken, operation('replace', 'Observation.value', quantity)), measured)
  assert.equal(patched(measured, operation('delete', 'Observation.value')), empty)
  const code = { valueCode: 'mg' }
  assert.match(
    patched(measured, operation('replace', 'Observation.value.unit', { value: { valueString: '°C' } })),
    /"unit":"°C"/,
  )
  assert.match(
    refusal(spoken, operation('add', 'Observation', { name: 'value', ...quantity })).message,
    /“valueString” đã có/,
  )
  assert.match(
    refusal(empty, operation('add', 'Observation', { name: 'value', value: code })).message,
    /kiểu code không đúng chỗ: “value” cần Quantity \| CodeableConcept/,
  )
})

test('digits survive, in the resource and in the value', () => {
  const before = '{"resourceType":"Observation","valueQuantity":{"value":38.0},"note":[{"text":"a"}]}'
  const range = parse_exact('{"valueQuantity":{"value":37.50}}') as object
  assert.equal(
    patched(
      before,
      operation('delete', 'Observation.note[0]'),
      operation('add', 'Observation', { name: 'referenceRange', value: { part: [{ name: 'high', ...range }] } }),
      operation('replace', 'Observation.value.where(value > 37).value', {
        value: parse_exact('{"valueDecimal":39.10}') as object,
      }),
    ),
    '{"resourceType":"Observation","valueQuantity":{"value":39.10},"referenceRange":[{"high":{"value":37.50}}]}',
  )
})

test('the narrative, whose name is a word of FHIRPath, and the inside of contained resources', () => {
  const before = patient(
    '"text":{"status":"generated","div":"<div>a</div>"},"contained":[{"resourceType":"Organization","id":"o","name":"X"}]',
  )
  assert.equal(
    patched(
      before,
      operation('replace', 'Patient.text.div', { value: { valueString: '<div>b</div>' } }),
      operation('replace', "Patient.contained.where(id = 'o').name", { value: { valueString: 'Y' } }),
      operation('add', 'Patient.contained[0]', { name: 'alias', value: { valueString: 'Z' } }),
    ),
    patient(
      '"text":{"status":"generated","div":"<div>b</div>"},' +
        '"contained":[{"resourceType":"Organization","id":"o","name":"Y","alias":["Z"]}]',
    ),
  )
})

test('a value of the wrong kind is refused by name', () => {
  const add = (name: string, value: object) =>
    refusal(patient(''), operation('add', 'Patient', { name, value })).message
  assert.match(add('birthDate', { valueQuantity: { value: 1 } }), /kiểu Quantity không đúng chỗ: “birthDate” cần date/)
  assert.match(add('active', { valueString: 'true' }), /kiểu string không đúng chỗ/)
  assert.match(add('active', { valueBoolean: 'true' }), /không đúng dạng của kiểu boolean/)
  assert.match(add('name', { valueIdentifier: { value: '1' } }), /cần HumanName/)
  assert.match(add('contact', { valueHumanName: { text: 'a' } }), /cần Patient\.contact/)
  assert.match(add('nickname', { valueString: 'a' }), /Patient không có phần tử “nickname”/)
  assert.match(add('__proto__', { valueString: 'a' }), /không có phần tử “__proto__”/)
  assert.match(add('constructor', { valueString: 'a' }), /không có phần tử “constructor”/)
  assert.match(add('name', { part: [{ name: 'nickname', valueString: 'a' }] }), /HumanName không có phần tử “nickname”/)
})

test('the resource stays the resource it is', () => {
  const before = patient('"id":"p1"')
  assert.match(
    refusal(before, operation('replace', 'Patient.id', { value: { valueId: 'p2' } })).message,
    /không được đổi hay bỏ id/,
  )
  assert.match(refusal(before, operation('delete', 'Patient.id')).message, /không được đổi hay bỏ id/)
  assert.match(
    refusal(before, operation('add', 'Patient', { name: 'resourceType', value: { valueCode: 'Group' } })).message,
    /không có phần tử “resourceType”/,
  )
})

test('a patch that is none is 400 and says what is missing', () => {
  const refused = (...operations: unknown[]) => refusal(patient('"gender":"male"'), ...operations)
  const says = (failure: Failure, words: RegExp): void => {
    assert.match(failure.message, words)
    assert.equal(failure.status, 400)
  }
  says(refused({ name: 'operation' }), /không có part/)
  says(refused({ name: 'op', part: [] }), /name là “operation”/)
  says(refused(operation('add', 'Patient', { value: { valueCode: 'x' } })), /thiếu part “name”/)
  says(refused(operation('add', 'Patient', { name: 'gender' })), /thiếu part “value”/)
  says(refused(operation('add', 'Patient', { name: 'gender', value: {} })), /cần đúng một giá trị/)
  says(refused(operation('insert', 'Patient.name', { value: { valueHumanName: {} } })), /“index” phải là valueInteger/)
  says(refused(operation('move', 'Patient.name', { source: 0 })), /“destination” phải là valueInteger/)
  says(refused(operation('update', 'Patient.gender')), /type phải là/)
  says(refused(operation('delete', 'Patient.gender', { colour: 'red' })), /part “colour” không được hỗ trợ/)
  says(refused(operation('delete', 'Patient.name.where(')), /sai cú pháp/)
  says(refused(operation('delete', 'Patient.managingOrganization.resolve()')), /resolve\(\) không được hỗ trợ/)
  says(refused(operation('delete', "Patient.name.where(family.matches('(a+)+'))")), /matches\(\) không được hỗ trợ/)
  assert.match(refused(operation('delete', "'Patient'")).message, /phải chỉ vào một phần tử của tài nguyên/)
  assert.throws(() => apply_fhirpath_patch(read(patient('')), [{ op: 'remove' }]), /phải là một tài nguyên Parameters/)
  const many = Array.from({ length: 1_001 }, () => operation('delete', 'Patient.name'))
  assert.equal(refused(...many).status, 413)
})
