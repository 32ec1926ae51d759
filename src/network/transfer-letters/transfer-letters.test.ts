/** How long a letter counts, which step follows which, and what is refused. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import {
  find_disease,
  judge_one_year,
  judge_validity,
  read_disease_list,
  shipped_diseases,
  valid_until,
} from './index.ts'
import { xml_day, xml_moment } from './xml13.ts'

const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
  return assert.fail('not refused')
}

test('a letter counts ten working days; those of Tết are not counted', () => {
  assert.equal(valid_until({ signed_on: '2026-11-20', is_one_year: false }), '2026-12-04')
  assert.equal(valid_until({ signed_on: '2026-02-10', is_one_year: false }), '2026-03-03')
  assert.equal(valid_until({ signed_on: '2026-11-20', is_one_year: true }), '2027-11-20')
  assert.equal(valid_until({ signed_on: '2028-02-29', is_one_year: true }), '2029-02-28', 'a year without that day')
  assert.equal(
    valid_until({ signed_on: '2028-02-18', is_one_year: false }),
    '2028-03-03',
    'the leap day is a working day',
  )
})

test('after its last day it counts no more, unless a course that began in time still goes on', () => {
  const term = { signed_on: '2026-11-20', is_one_year: false }
  assert.equal(judge_validity(term, '2026-12-04').is_valid, true)
  assert.equal(judge_validity(term, '2026-12-05').is_expired, true, 'on a day nobody works, too')
  assert.equal(judge_validity(term, '2026-11-19').is_expired, false)
  const late = judge_validity(term, '2026-12-07')
  assert.equal(late.is_valid, false)
  assert.match(late.why, /đến hết ngày 04\/12\/2026: đã hết hạn/)
  assert.equal(judge_validity(term, '2026-12-20', { from: '2026-12-03' }).is_valid, true)
  assert.equal(judge_validity(term, '2026-12-20', { from: '2026-12-03', to: '2026-12-18' }).is_valid, false)
  assert.equal(judge_validity(term, '2026-12-20', { from: '2026-12-05' }).is_valid, false, 'it began too late')
  assert.equal(judge_validity(term, '2026-11-19').is_valid, false, 'nobody has signed yet')
})

test('a disease of annex III: our list reminds, a whole list refuses', () => {
  assert.equal(find_disease('A16.2', '2026-11-20', shipped_diseases).is_listed, 'likely')
  assert.equal(find_disease('C50.9', '2026-11-20', shipped_diseases).is_listed, 'likely')
  assert.equal(find_disease('Q87.1', '2026-11-20', shipped_diseases).is_listed, 'likely')
  assert.equal(find_disease('Q87.2', '2026-11-20', shipped_diseases).is_listed, 'unknown')
  assert.equal(find_disease('A16.2', '2024-11-20', shipped_diseases).is_listed, 'unknown', 'before its day')
  const letter = { code: 'J18.1', is_one_year: true, on: '2026-11-20' }
  assert.equal(judge_one_year(letter).severity, 'warning')
  assert.match(judge_one_year({ ...letter, code: 'N18.5', is_one_year: false }).message, /thận mạn.*01 năm/)
  assert.equal(judge_one_year({ ...letter, is_one_year: false }).severity, 'none')
  const printed = read_disease_list(
    JSON.stringify({
      ...{ source: 'bản in', valid_from: '2025-01-01', is_complete: true },
      diseases: [{ name: 'Lao', codes: ['A15-A19'], confidence: 'sure' }],
    }),
  )
  assert.match(judge_one_year(letter, printed).message, /J18\.1 không thuộc Phụ lục III/)
  assert.equal(judge_one_year({ ...letter, code: 'A15.0' }, printed).severity, 'none')
  assert.match(
    refusal(() => read_disease_list('{"diseases": 3}')),
    /danh mục bệnh|nguồn|các bệnh/i,
  )
})

test('days and hours as the insurance tables write them', () => {
  assert.equal(xml_moment('2026-11-20T15:10:00+07:00'), '202611201510')
  assert.equal(xml_moment('2026-11-20T15:10'), '202611201510')
  assert.equal(xml_moment('1968'), '196800000000')
  assert.equal(xml_moment('1968-03-12'), '196803120000')
  assert.equal(xml_day(''), '')
})
