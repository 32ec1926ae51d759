import assert from 'node:assert/strict'
import { test } from 'node:test'
import { group_looks } from './group-looks.ts'

const say = (what: string): string | undefined =>
  group_looks([{ at: '2026-11-21T07:10:01Z', actor: 'A', role: 'doctor', what, outcome: 0 }])[0]?.what

test('what was done is said in words', () => {
  assert.equal(say('read Patient/1'), 'xem hành chính')
  assert.equal(say('search-type Observation?patient=1'), 'xem chỉ số')
  assert.equal(say('draft QuestionnaireResponse/1#draft-2'), 'lưu nháp phiếu')
  assert.equal(say('seal QuestionnaireResponse/1/_history/2'), 'đóng dấu cơ sở', 'an act of its own needs no number')
  assert.equal(say('lạ'), 'lạ')
})

test('one line a person and minute; refusals stand apart', () => {
  const look = { at: '2026-11-21T07:10:01Z', actor: 'A', role: 'doctor', what: 'read Patient/1', outcome: 0 }
  const lines = group_looks([look, { ...look, what: 'read Encounter/1' }, { ...look, outcome: 8 }])
  assert.deepEqual(
    lines.map((line) => [line.what, line.is_refused]),
    [
      ['xem hành chính, đợt điều trị', false],
      ['xem hành chính', true],
    ],
  )
})
