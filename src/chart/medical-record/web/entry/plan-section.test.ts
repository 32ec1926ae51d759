import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field, FormDefinition, Section } from '../../form-definition.ts'
import { due_fields, first_section, plan_section, section_of } from './plan-section.ts'

const section: Section = {
  id: 'kham',
  title: 'III. Khám',
  stage: 'clinical',
  items: [
    { type: 'text', id: 'ho_ten', label: 'Họ tên', required: true },
    { type: 'text', id: 'tuoi', label: 'Tuổi' },
    { type: 'heading', label: '1. Toàn thân' },
    { type: 'vital', id: 'mach', label: 'Mạch', required: true },
    { type: 'vital', id: 'nhiet_do', label: 'Nhiệt độ' },
    { type: 'text', id: 'benh', label: 'Bệnh chính' },
    { type: 'code', id: 'benh_ma', label: 'Mã', of: 'benh', code_system: 'ICD-10' },
    { type: 'boolean', id: 'a', label: 'A' },
    { type: 'boolean', id: 'b', label: 'B' },
    { type: 'text', id: 'tu_vong', label: 'Tử vong', visible_if: { item: 'ket_qua', equals: '5' } },
  ],
}
const known = (...ids: string[]) => ({ answers: {}, is_known: (field: Field) => ids.includes(field.id) })

test('what belongs together lies together; what is hidden is not there', () =>
  assert.deepEqual(
    plan_section(section, known('ho_ten', 'tuoi')).map((block) => block.kind),
    ['known', 'heading', 'vitals', 'coded', 'ticks'],
  ))

test('a condition that holds shows the field', () =>
  assert.ok(plan_section(section, { ...known(), answers: { ket_qua: '5' } }).some((block) => block.key === 'tu_vong')))

test('a code whose text is known is asked alone', () =>
  assert.ok(plan_section(section, known('benh')).some((block) => block.kind === 'field' && block.key === 'benh_ma')))

test('due: required, empty, and not known from the store', () => {
  assert.deepEqual(
    due_fields(section, known('ho_ten')).map((field) => field.id),
    ['mach'],
  )
  assert.deepEqual(due_fields(section, { ...known('ho_ten'), answers: { mach: '96' } }), [])
})

test('the hand begins where something is due', () => {
  const form: FormDefinition = {
    ...{
      code: null,
      slug: 'x',
      version: '1',
      title: 'X',
      kind: 'sheet',
      setting: 'any',
      confidence: '',
      law: { source: '', valid_from: '' },
    },
    sections: [{ ...section, id: 'dau', items: section.items.slice(0, 2) }, section],
  }
  assert.equal(first_section(form, known('ho_ten', 'tuoi')), 1)
  assert.equal(section_of(form, 'benh'), 1)
})
