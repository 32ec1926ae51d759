import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DatedNumber, PatientDetail } from '../contract.ts'
import { changed_keys, correction_body, draft_of, number_key, rebase } from './correction-draft.ts'

const cmnd: DatedNumber = { kind: 'cmnd', value: '121234567', from: '2020-01-01', to: '2026-01-02' }
const person: PatientDetail = {
  id: 'p1',
  version: 3,
  patient_code: '24012.00000007',
  name: 'Nguyễn Thị Hoan',
  gender: 'female',
  birth_date: '1968-03',
  identity: { kind: 'cccd', value: '024168001234' },
  insurance: {
    number: 'GD4242412345678',
    from: '2026-01-01',
    to: '2026-12-31',
    facility: '24012',
    benefit_percent: 80,
  },
  phone: '0912345678',
  ethnicity: { code: '01', display: 'Kinh' },
  address: { line: 'Số 5', district: 'Lạng Giang', province: { code: '24', display: 'Bắc Ninh' } },
  contact: { name: 'Trần Văn Nam', address: 'Cùng nhà', relationship: 'chồng' },
  mother: 'm1',
  identifiers: [{ kind: 'cccd', value: '024168001234', from: '2026-01-02' }, cmnd],
}
const base = draft_of(person, 'Lê Thị Mẹ')

test('there and back: what the form does not show comes back as it came, and no field is changed', () => {
  assert.deepEqual(changed_keys(base, base), [])
  const { id: _id, version, patient_code: _code, identifiers: _list, ...rest } = person
  assert.deepEqual(correction_body(person, base, false), { ...rest, if_match: version })
})

test('another card takes neither the benefit nor the clinic of the old one; an emptied one is left out', () => {
  assert.deepEqual(correction_body(person, { ...base, card: '0124123456' }, false)['insurance'], {
    number: '0124123456',
    from: '2026-01-01',
    to: '2026-12-31',
  })
  assert.ok(!('insurance' in correction_body(person, { ...base, card: '' }, false)))
  assert.ok(!('contact' in correction_body(person, { ...base, contact_name: '' }, false)))
})

test('a last day typed for an old number is sent; days that stand already are not', () => {
  const last_days = { ...base.last_days, [number_key(cmnd)]: '2021-03-12' }
  assert.deepEqual(correction_body(person, { ...base, last_days }, true), {
    ...correction_body(person, base, true),
    ended: [{ kind: 'cmnd', value: '121234567', from: '2020-01-01', to: '2021-03-12' }],
  })
})

test('somebody saved meanwhile: my fields stay, theirs are taken', () => {
  const mine = { ...base, phone: '0987654321', name: 'Nguyễn Thị Hoàn' }
  const theirs = draft_of({ ...person, version: 4, phone: '0911111111', workplace: 'Chợ' }, '')
  const both = rebase(base, mine, theirs)
  assert.deepEqual([both.phone, both.name, both.workplace], ['0987654321', 'Nguyễn Thị Hoàn', 'Chợ'])
})
