import assert from 'node:assert/strict'
import { test } from 'node:test'
import { code_system } from '../../standards/fhir/index.ts'
import { labels_of_codes, labels_of_facts, labels_of_words } from './index.ts'

const coded = (system: string, code: string, display = '') => ({ coding: [{ system, code, display }] })

test('diagnoses by category and by code: HIV has more codes than B20–B24', () => {
  for (const code of ['B20', 'B24.9', 'Z21', 'R75', 'Z11.4', 'z20.6', 'O98.7', 'Z71.7'])
    assert.deepEqual(labels_of_codes([code]), ['HIV'], code)
  for (const code of ['Z11.5', 'Z20.5', 'O98.6', 'R74', 'J18.1', 'D66'])
    assert.deepEqual(labels_of_codes([code]), [], code)
  assert.deepEqual(labels_of_codes(['Z15.0', 'F20', 'A51']), ['GDIS', 'PSY', 'STD'])
})

test('the test and the medicine tell of the illness, without any diagnosis', () => {
  const loinc = { resourceType: 'Observation', code: coded(code_system.loinc, '56888-1') }
  const named = { resourceType: 'Observation', code: { text: 'Test nhanh HIV Ab' }, valueString: 'Dương tính' }
  const drug = { resourceType: 'MedicationRequest', medicationCodeableConcept: { text: 'Dolutegravir 50 mg' } }
  for (const fact of [loinc, named, drug]) assert.deepEqual(labels_of_facts([fact]), ['HIV'])
  const negative = [
    { ...named, valueString: 'Âm tính' },
    { ...loinc, valueCodeableConcept: { text: 'Không phản ứng' } },
    { ...loinc, interpretation: [coded('http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', 'NEG')] },
  ]
  assert.deepEqual(labels_of_facts(negative), [], 'the test before an operation is nobody’s secret')
  const form = { resourceType: 'QuestionnaireResponse', item: [{ linkId: 'hiv', text: 'Xét nghiệm HIV', answer: [] }] }
  assert.deepEqual(labels_of_facts([form]), [], 'the question is printed on everybody’s paper')
  const strange = { resourceType: 'Observation', code: coded(code_system.loinc, 'constructor') }
  assert.deepEqual(labels_of_facts([strange]), [], 'a code named like an Object’s property is no label')
  const hepatitis = { resourceType: 'MedicationRequest', medicationCodeableConcept: { text: 'Tenofovir 300 mg' } }
  const allergy = { resourceType: 'AllergyIntolerance', code: { text: 'Nevirapin' } }
  assert.deepEqual(labels_of_facts([hepatitis]), [], 'given for hepatitis B too')
  assert.deepEqual(labels_of_facts([allergy]), [], 'an allergy is always told, and says nothing of an illness')
})

test('fetal sex in words, wherever it was written; a son is no fetus', () => {
  for (const text of [
    'Giới tính thai nhi: Nam',
    'giới tính thai là nữ',
    'Một thai gái, tim thai 140 l/p',
    'Thai nhi nữ',
  ])
    assert.deepEqual(labels_of_words(text), ['FETALSEX'], text)
  assert.deepEqual(labels_of_words('HBsAg âm tính; HIV dương tính'), ['HIV'])
  for (const text of [
    'HIV: âm tính',
    'HBsAg (-), HIV (-)',
    'Thai phụ nữ 28 tuổi',
    'Con trai đưa đến',
    'Một thai sống 22 tuần, ngôi đầu',
    'Bệnh nhân nữ, thai 32 tuần',
  ])
    assert.deepEqual(labels_of_words(text), [], text)
  const report = { resourceType: 'DiagnosticReport', conclusion: 'Một thai sống. Giới tính thai: trai.' }
  assert.deepEqual(labels_of_facts([report]), ['FETALSEX'])
})
