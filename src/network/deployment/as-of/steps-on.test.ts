import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weeks_until, where_step_stands, type MemberOn, type Words } from './steps-on.ts'

const said = (facility: string, step: string, ...words: [day: string, percent: number][]): Words => ({
  ...{ facility, step },
  words: words.map(([day, percent]) => ({ day, percent })),
})
const member = (code: string, joined_on: string, left_on: string | null = null): MemberOn => ({
  ...{ code, place: 1, joined_on, left_on },
})

test('a step is done since the first of its unbroken words; taken back it is done no more', () => {
  const stands = (...words: [string, number][]) => where_step_stands(said('a', 'survey', ...words).words)
  const proved = { lacks: '', lacks_by: '' }
  assert.deepEqual(stands(), { percent: 0, done_on: null, ...proved })
  assert.deepEqual(stands(['2025-03-01', 100], ['2025-04-01', 100]), {
    ...{ percent: 100, done_on: '2025-03-01' },
    ...proved,
  })
  assert.deepEqual(stands(['2025-03-01', 100], ['2025-03-09', 60], ['2025-04-01', 100]), {
    ...{ percent: 100, done_on: '2025-04-01' },
    ...proved,
  })
  assert.deepEqual(stands(['2025-03-01', 100], ['2025-03-09', 60]), { percent: 60, done_on: null, ...proved })
})

test('a step rests on a word until a later one is proved', () => {
  const on_word = { day: '2025-03-01', percent: 100, lacks: '3 gói chưa nghiệm thu', by: 'Ông Sở' }
  assert.deepEqual(where_step_stands([on_word]), {
    ...{ percent: 100, done_on: '2025-03-01' },
    ...{ lacks: on_word.lacks, lacks_by: 'Ông Sở' },
  })
  const proved = where_step_stands([on_word, { day: '2025-03-09', percent: 100, lacks: '', by: 'Trục' }])
  assert.deepEqual(proved, { percent: 100, done_on: '2025-03-01', lacks: '', lacks_by: '' })
})

test('weeks end on Sundays, the last on the day asked for; who left counts no more, who came later not before', () => {
  const words = [
    said('a', 'operation', ['2025-02-20', 50], ['2025-03-05', 100]),
    said('b', 'operation', ['2025-02-20', 100]),
    said('a', 'gone', ['2025-02-20', 100]),
  ]
  const members = [member('a', '2025-02-17'), member('b', '2025-02-17', '2025-03-01'), member('c', '2025-03-03')]
  const weeks = weeks_until({ members, words, steps: ['survey', 'operation'], from_day: '2025-02-17' }, '2025-03-06')
  assert.deepEqual(weeks, [
    { day: '2025-02-23', facilities: 2, operating: 1, percent: 37.5 },
    { day: '2025-03-02', facilities: 1, operating: 0, percent: 25 },
    { day: '2025-03-06', facilities: 2, operating: 1, percent: 25 },
  ])
})
