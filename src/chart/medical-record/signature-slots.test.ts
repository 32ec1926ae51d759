import assert from 'node:assert/strict'
import { test } from 'node:test'
import { right_to_write } from './drafts.ts'
import type { FormDefinition } from './form-definition.ts'
import { filled_slots, open_slots } from './signature-slots.ts'

const form = (roles: string[], more: Partial<FormDefinition> = {}): FormDefinition => ({
  ...{ code: null, slug: 'x', version: '1', title: 'X', kind: 'sheet', setting: 'any', confidence: '' },
  law: { source: '', valid_from: '' },
  sections: [
    {
      ...{ id: 's', title: '', stage: 'close' },
      items: roles.map((role) => ({ type: 'signature', id: role, label: role, role })),
    },
  ],
  ...more,
})
const record = form(['giam-doc', 'truong-khoa', 'nguoi-giao-ho-so', 'bac-si-lam-benh-an', 'nguoi-benh'])
const signed_by_doctor = filled_slots(
  record,
  [
    {
      ...{ id: 'd', response: 'r', version: 2, step: 1, sha256: '', slot: 'bac-si-lam-benh-an' },
      ...{ signer: 'pr-1', signer_name: 'BS. A', signed_at: new Date() },
    },
  ],
  2,
)
const mine = (role: string, is_author = false, filled = signed_by_doctor.slice(1)) =>
  open_slots(record, filled, { role, may_sign: true, is_author })
    .filter((slot) => slot.may_i)
    .map((slot) => slot.slot)

test('each is offered the boxes of the role, the most fitting first', () => {
  assert.deepEqual(mine('doctor'), ['bac-si-lam-benh-an', 'nguoi-giao-ho-so'])
  assert.deepEqual(mine('director'), ['giam-doc'])
  assert.deepEqual(mine('head_of_department'), ['truong-khoa', 'bac-si-lam-benh-an', 'nguoi-giao-ho-so'])
  assert.deepEqual(mine('head_of_department', true)[0], 'bac-si-lam-benh-an', 'an author signs as author first')
})

test('what is signed is not open; the boxes of patients are on paper', () => {
  assert.deepEqual(mine('doctor', true, signed_by_doctor), ['nguoi-giao-ho-so'])
  const all = open_slots(record, [], { role: 'doctor', may_sign: true, is_author: true })
  assert.deepEqual(all.map((slot) => slot.slot).sort(), [
    'bac-si-lam-benh-an',
    'giam-doc',
    'nguoi-giao-ho-so',
    'truong-khoa',
  ])
})

test('whose box it is, is said; an account that may not sign is told so', () => {
  const [, head] = open_slots(form(['giam-doc', 'truong-khoa']), [], {
    role: 'doctor',
    may_sign: true,
    is_author: true,
  })
  assert.match(head?.why_not ?? '', /trưởng khoa/)
  const [slot] = open_slots(record, [], { role: 'system', may_sign: false, is_author: false })
  assert.equal(slot?.may_i, false)
  assert.match(slot?.why_not ?? '', /không có quyền ký/)
})

test('a sheet without boxes is signed by its author', () => {
  const only = (of: FormDefinition, role: string) =>
    open_slots(of, [], { role, may_sign: true, is_author: true }).filter((slot) => slot.may_i)[0]?.slot
  assert.equal(only(form([]), 'doctor'), 'ky_bac_sy')
  assert.equal(only(form([], { filled_by: 'điều dưỡng' }), 'nurse'), 'ky_dieu_duong')
})

test('nursing sheets are the nurses’ to write, the others the doctors’', () => {
  assert.equal(right_to_write(form([], { filled_by: 'điều dưỡng, theo ca' })), 'record.care')
  assert.equal(right_to_write(form([])), 'record.write')
  assert.equal(right_to_write(form([], { kind: 'record', filled_by: 'điều dưỡng' })), 'record.write')
})
