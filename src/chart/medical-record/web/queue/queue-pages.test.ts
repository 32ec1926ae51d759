import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SigningItem, SigningQueue } from '../../contract.ts'
import { items_of, join_pages, key_of } from './queue-pages.ts'

const item = (sheet: string): SigningItem => ({
  ...{ sheet, version: 1, title: 'Tờ điều trị', slot: 'ky_bac_sy', label: 'Bác sỹ', encounter: 'e', at: '' },
})
const page = (
  ...wards: [department: string, ...patients: [patient: string, ...sheets: string[]][]][]
): SigningQueue => ({
  total: 9,
  next: null,
  wards: wards.map(([department, ...patients]) => ({
    department,
    name: department,
    patients: patients.map(([patient, ...sheets]) => ({ patient, name: patient, bed: '', items: sheets.map(item) })),
  })),
})

test('a ward and a patient cut by the end of a page are whole again', () => {
  const wards = join_pages([
    page(['K03', ['an', '1', '2'], ['binh', '3']]),
    page(['K03', ['binh', '4'], ['chi', '5']], ['K04', ['dung', '6']]),
  ])
  assert.deepEqual(
    wards.map((ward) => [ward.department, ...ward.patients.map((patient) => [patient.patient, patient.items.length])]),
    [
      ['K03', ['an', 2], ['binh', 2], ['chi', 1]],
      ['K04', ['dung', 1]],
    ],
  )
  assert.deepEqual(
    items_of(wards).map(key_of),
    ['1', '2', '3', '4', '5', '6'].map((id) => `${id}/ky_bac_sy`),
  )
})

test('the same patient in two wards stays two', () => {
  const wards = join_pages([page(['K02', ['an', '1']]), page(['K03', ['an', '2']])])
  assert.equal(wards.length, 2)
})
