import assert from 'node:assert/strict'
import { test } from 'node:test'
import { body_of, empty_draft, remark_on_card, remark_on_identity, remark_on_phone } from './registration-draft.ts'

const hung = {
  ...empty_draft,
  name: ' Nguyễn Văn Hùng ',
  gender: 'male',
  birth_date: '1968',
  id_value: '024068001234',
} as const

test('only what was typed is sent', () =>
  assert.deepEqual(body_of(hung, false), {
    name: 'Nguyễn Văn Hùng',
    gender: 'male',
    birth_date: '1968',
    identity: { kind: 'cccd', value: '024068001234' },
  }))

test('a newborn names the mother, and no number', () => {
  const body = body_of({ ...hung, id_kind: 'none', reason: 'newborn', mother: { id: 'm1', name: 'Lan' } }, true)
  assert.deepEqual(body.identity, { kind: 'none', value: '' })
  assert.equal(body.mother, 'm1')
  assert.equal(body.confirm_new, true)
})

test('remarks while typing: impossible, doubtful, right', () => {
  assert.equal(remark_on_identity({ ...hung, id_value: '12' }, 'tại')?.tone, 'bad')
  assert.equal(remark_on_identity({ ...hung, gender: 'female' }, 'tại')?.tone, 'doubt')
  assert.equal(remark_on_identity(hung, 'tại')?.tone, 'good')
  assert.equal(remark_on_identity(empty_draft, 'tại'), undefined)
  assert.deepEqual(
    remark_on_card('HT3242712345678', (percent) => `${percent}`),
    { tone: 'good', text: '95' },
  )
  assert.equal(remark_on_phone('12')?.tone, 'bad')
})
