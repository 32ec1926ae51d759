import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WardRow } from '../../../chart/encounters/contract.ts'
import { filter_rows } from './filter-rows.ts'

const row = (name: string, more: Partial<WardRow> = {}): WardRow => ({
  ...{
    encounter: name,
    patient: name,
    name,
    gender: 'male',
    age: '58 tuổi',
    birth_date: '1968-03-12',
    department: 'Nội',
    room: '304',
  },
  ...{
    bed: '12',
    day: 3,
    admitted_at: '',
    admission_number: '26.1',
    diagnosis: 'Viêm phổi',
    diagnosis_code: 'J18.9',
    payer: 'BHYT',
  },
  ...{ allergies: [], unsigned: 0, alerts: [] },
  ...more,
})

test('words are found without marks, in any column', () => {
  const rows = [row('Nguyễn Thị Hương'), row('Đặng Văn Bình', { diagnosis: 'Suy tim' })]
  assert.equal(filter_rows(rows, 'huong viem', false).length, 1)
  assert.equal(filter_rows(rows, 'dang', false)[0]?.name, 'Đặng Văn Bình')
  assert.equal(filter_rows(rows, '1968', false).length, 2)
})

test('only those with something to do', () =>
  assert.equal(filter_rows([row('A'), row('B', { unsigned: 1 }), row('C', { alerts: ['x'] })], '', true).length, 2))
