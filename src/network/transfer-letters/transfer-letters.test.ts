/** How long a letter counts, which step follows which, and what is refused. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import {
  find_disease,
  judge_one_year,
  judge_validity,
  one_year_diseases,
  shipped_diseases,
  type DiseaseList,
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
  assert.equal(find_disease('A16.2', shipped_diseases).is_listed, 'likely')
  assert.equal(find_disease('C50.9', shipped_diseases).is_listed, 'likely')
  assert.equal(find_disease('Q87.1', shipped_diseases).is_listed, 'likely')
  assert.equal(find_disease('Q87.2', shipped_diseases).is_listed, 'unknown')
  const letter = { code: 'J18.1', is_one_year: true }
  assert.equal(judge_one_year(letter, shipped_diseases).severity, 'warning')
  const unclaimed = { code: 'N18.5', is_one_year: false }
  assert.match(judge_one_year(unclaimed, shipped_diseases).message, /thận mạn.*01 năm/)
  assert.equal(judge_one_year({ ...letter, is_one_year: false }, shipped_diseases).severity, 'none')
  const printed: DiseaseList = {
    ...{ source: 'bản in', valid_from: '2025-01-01', certainty: 'sure', is_whole: true },
    rules: [one_year_diseases.read({ name: 'Lao', codes: 'a15-a19', certainty: 'sure' })],
  }
  assert.match(judge_one_year(letter, printed).message, /J18\.1 không thuộc Phụ lục III/)
  assert.equal(judge_one_year({ ...letter, code: 'A15.0' }, printed).severity, 'none')
})

test('a line that is no line of the annex is refused in words', () => {
  const read = (codes: string, certainty = 'sure') =>
    refusal(() => one_year_diseases.read({ name: 'Lao', codes, certainty }))
  assert.match(read('A15 đến A19'), /“ĐẾN” không phải mã hoặc khoảng mã ICD-10/)
  assert.match(read(''), /Thiếu mã bệnh/)
  assert.match(read('A15', 'chắc'), /Độ chắc chắn “chắc”/)
})

test('days and hours as the insurance tables write them', () => {
  assert.equal(xml_moment('2026-11-20T15:10:00+07:00'), '202611201510')
  assert.equal(xml_moment('2026-11-20T15:10'), '202611201510')
  assert.equal(xml_moment('1968'), '196800000000')
  assert.equal(xml_moment('1968-03-12'), '196803120000')
  assert.equal(xml_day(''), '')
})
