import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asked_anew_on, asking_fault, must_ask, years_on, type Asking } from './asking.ts'

const ask = (birth_date: string | undefined, more: Partial<Asking> = {}): string | undefined =>
  asking_fault({ birth_date, on: '2026-11-22', asked_as: 'person', is_side: false, ...more })

test('below seven the representative asks, to eighteen she is represented, afterwards she asks herself', () => {
  assert.match(ask('2019-11-23') ?? '', /6 tuổi: người đại diện theo pháp luật phải là người yêu cầu.*Điều 24/)
  assert.equal(ask('2019-11-23', { asked_as: 'representative' }), undefined)
  assert.match(ask('2008-11-23') ?? '', /17 tuổi: người đại diện/)
  assert.equal(ask('2008-11-23', { asked_as: 'representative' }), undefined)
  assert.equal(ask('2008-11-22'), undefined, 'eighteen today')
  assert.equal(ask('1950', { asked_as: 'representative' }), undefined, 'who cannot speak for herself')
})

test('for side purposes, and for what is most private, a child from seven on agrees too', () => {
  assert.equal(ask('2019-11-23', { asked_as: 'representative', is_side: true }), undefined, 'six')
  assert.match(ask('2019-11-22', { asked_as: 'representative', is_side: true }) ?? '', /7 tuổi: cả người bệnh và/)
  assert.equal(ask('2019-11-22', { asked_as: 'both', is_side: true }), undefined)
  assert.match(ask('2009-01-01', { is_side: true }) ?? '', /17 tuổi: cả người bệnh và/)
})

test('of whom only the year or month is known counts the youngest she may be; of whom nothing is, she herself', () => {
  assert.equal(years_on('2008', '2026-11-22'), 17)
  assert.equal(years_on('2008-11', '2026-11-22'), 17)
  assert.equal(years_on('2008-10', '2026-11-22'), 18)
  assert.equal(must_ask({ birth_date: undefined, on: '2026-11-22', is_side: true }), 'person')
})

test('at seven and at eighteen she is asked anew', () => {
  assert.equal(asked_anew_on('2025-09-27', '2026-11-22'), '2032-09-27')
  assert.equal(asked_anew_on('2019-11-22', '2026-11-22'), '2037-11-22', 'seven today')
  assert.equal(asked_anew_on('2024-02-29', '2026-11-22'), '2031-03-01', 'no such day in that year')
  assert.equal(asked_anew_on('2020', '2026-11-22'), '2027-12-31')
  assert.equal(asked_anew_on('2008-11-22', '2026-11-22'), undefined)
  assert.equal(asked_anew_on(undefined, '2026-11-22'), undefined)
})
