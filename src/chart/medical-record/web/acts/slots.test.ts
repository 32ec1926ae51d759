import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FormDefinition } from '../../form-definition.ts'
import { may_write, open_slots } from './slots.ts'

const form = (roles: string[], more: Partial<FormDefinition> = {}): FormDefinition => ({
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
  sections: [
    {
      id: 's',
      title: '',
      stage: 'close',
      items: roles.map((role) => ({ type: 'signature', id: role, label: role, role })),
    },
  ],
  ...more,
})

test('only boxes of the role, unsigned, the author’s first', () => {
  const record = form(['giam-doc', 'truong-khoa', 'nguoi-giao-ho-so', 'bac-si-lam-benh-an'])
  assert.deepEqual(
    open_slots(record, 'doctor', []).map((slot) => slot.id),
    ['bac-si-lam-benh-an', 'nguoi-giao-ho-so'],
  )
  assert.deepEqual(
    open_slots(record, 'director', []).map((slot) => slot.id),
    ['giam-doc'],
  )
  assert.deepEqual(
    open_slots(record, 'doctor', ['bac-si-lam-benh-an']).map((slot) => slot.id),
    ['nguoi-giao-ho-so'],
  )
})

test('a sheet without boxes is signed by its author', () => {
  assert.deepEqual(
    open_slots(form([]), 'doctor', []).map((slot) => slot.id),
    ['ky_bac_sy'],
  )
  assert.deepEqual(
    open_slots(form([], { filled_by: 'điều dưỡng' }), 'nurse', []).map((slot) => slot.id),
    ['ky_dieu_duong'],
  )
})

test('nurses write nursing sheets only', () => {
  assert.equal(may_write(form([], { filled_by: 'điều dưỡng, theo ca' }), ['record.care']), true)
  assert.equal(may_write(form([]), ['record.care']), false)
})
