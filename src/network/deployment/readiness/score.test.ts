import assert from 'node:assert/strict'
import { test } from 'node:test'
import { criteria_on } from '../../it-level/index.ts'
import type { Body } from '../registers/check-body.ts'
import { questions, readiness_groups } from './questions.ts'
import { average_of, score_survey, type RegisterLine } from './score.ts'

const day = '2026-11-22'
const of_how = (how: string, value: string): Body =>
  Object.fromEntries(questions.flatMap((one) => (one.how === how ? [[one.id, value]] : [])))
const best: Body = { ...of_how('have', 'full'), ...of_how('grade', 'advanced'), ...of_how('level', '7') }
const registers: RegisterLine[] = [
  { kind: 'equipment', body: { item: 'Máy chủ', need: 3, have: 1, ordered: 2, installed: 2 } },
  { kind: 'network', body: { provider: 'A', mbps: 500, use: 'main' } },
  { kind: 'network', body: { provider: 'B', mbps: 200, use: 'spare' } },
  { kind: 'security', body: { system: 'HIS', level: 2, stage: 'inspected' } },
]
const scored = (body: Body, lines: RegisterLine[] = [], before?: ReturnType<typeof score_survey>) =>
  score_survey({ id: 'x', state: 'approved', body: { on: day, ...body }, lines, lines_on: day }, before)
const group = (score: ReturnType<typeof score_survey>, id: string) => score.groups.find((one) => one.group === id)

test('every question stands in a group, every criterion it names is one of TT 54', () => {
  const groups = new Set<string>(readiness_groups.map(({ id }) => id))
  const known = new Set(criteria_on(day).map(({ id }) => id))
  assert.ok(questions.every((one) => groups.has(one.group)))
  for (const one of questions)
    if (one.how === 'have') for (const { criterion } of one.proves) assert.ok(known.has(criterion), criterion)
  assert.equal(new Set(questions.map(({ id }) => id)).size, questions.length)
})

test('everything there is: every point, level 7, nothing missing', () => {
  const { total, level } = scored(best, registers)
  assert.deepEqual([total.percent, total.answered, total.asked], [100, questions.length, questions.length])
  assert.deepEqual([level.level, level.is_sure, level.next, level.missing], [7, true, null, []])
})

test('CV 365: a clause is met by “đủ” alone; what lacks is named with its clause', () => {
  assert.deepEqual([scored(best).guide.met, scored(best).guide.missing], [22, []])
  const { guide } = scored({ ...best, emr_store: 'part', ops_drill: 'none', ops_ipv6: '' })
  assert.deepEqual([guide.met, guide.answered, guide.asked], [19, 21, 22])
  assert.deepEqual(
    guide.missing.map(({ id, clause, is_part, is_unanswered }) => [id, clause, is_part, is_unanswered]),
    [
      ['emr_store', 'CV 365 III.1.1k', true, false],
      ['ops_ipv6', 'CV 365 III.5', false, true],
      ['ops_drill', 'TT 13/2025/TT-BYT Điều 2 khoản 4', false, false],
    ],
  )
})

test('nothing answered is no nought: no percentage, no level held against the house', () => {
  const { total, groups, level } = scored({})
  assert.deepEqual([total.percent, total.max, total.answered], [null, 0, 0])
  assert.ok(groups.every(({ percent }) => percent === null))
  assert.deepEqual([level.level, level.is_sure], [0, false], '“at least”: nobody said no')
  assert.ok(level.missing.every(({ is_unanswered }) => is_unanswered))
})

test('one answer of many: it alone is counted, and how much is answered is said', () => {
  const { total } = scored({ servers: 'part' })
  assert.deepEqual([total.points, total.max, total.percent, total.answered], [5, 10, 50, 1])
})

test('values nobody offers are not answers', () => {
  const { total } = scored({ servers: 'constructor', his_level: '8', lis_grade: 'toString', lan: 3 })
  assert.equal(total.answered, 0)
})

test('the all-or-lower rule is that of it-level: one “no” far below pulls the level down and is named', () => {
  const { level } = scored({ ...best, workstations: 'none' })
  assert.deepEqual([level.level, level.is_sure, level.next], [0, true, 1])
  assert.deepEqual(
    level.missing.map(({ id, is_unanswered }) => [id, is_unanswered]),
    [['T54-INF-1', false]],
  )
})

test('HIS at level 4 stops the whole at 4; a grade never outweighs a criterion’s own question', () => {
  const four = scored({ ...best, his_level: '4' }).level
  assert.deepEqual([four.level, four.next], [4, 5])
  assert.ok(four.missing.every(({ id }) => id.startsWith('T54-HIS-5')))
  const open = scored({ ...best, firewall: 'none' }).level
  assert.deepEqual([open.level, open.missing.map(({ id }) => id)], [0, ['T54-SEC-5']])
})

test('no LIS at all is a no for its criteria, whatever else is said or not', () => {
  const { lis_grade: _said, ...without } = best
  const { level } = scored({ ...without, lis: 'none' })
  assert.deepEqual([level.level, level.is_sure], [2, true])
  const silent = scored(without).level
  assert.deepEqual([silent.level, silent.is_sure], [2, false], 'not answered: at least 2')
})

test('equipment: what is ordered is not there yet, more than needed helps nobody else', () => {
  const lines: RegisterLine[] = [
    { kind: 'equipment', body: { item: 'UPS', need: 10, have: 30 } },
    { kind: 'equipment', body: { item: 'Máy chủ', need: 10, have: 0, ordered: 10 } },
  ]
  assert.equal(group(scored({}, lines), 'equipment')?.points, 5)
  const nothing_needed: RegisterLine[] = [{ kind: 'equipment', body: { item: 'UPS', need: 0, have: 4 } }]
  assert.equal(group(scored({}, nothing_needed), 'equipment')?.percent, null)
})

test('the weakest system counts for security, a single line for half of the network', () => {
  const lines: RegisterLine[] = [
    { kind: 'network', body: { provider: 'A', mbps: 1, use: 'main' } },
    { kind: 'security', body: { system: 'HIS', level: 2, stage: 'inspected' } },
    { kind: 'security', body: { system: 'PACS', level: 2, stage: 'proposed' } },
  ]
  const found = scored({}, lines)
  assert.deepEqual([group(found, 'network')?.points, group(found, 'security')?.points], [5, 2])
})

test('against the survey before: only what both answered, so that a new question is no progress', () => {
  const before = scored({ servers: 'part', lan: 'part' })
  const now = scored({ servers: 'full', server_room: 'full', wan: 'full' }, [], before)
  assert.equal(group(now, 'infrastructure')?.delta, 5)
  assert.equal(group(now, 'network')?.delta, null, 'nothing in common')
  assert.equal(now.total.delta, 5)
  assert.equal(before.total.delta, null, 'the first has nothing before it')
})

test('the province’s average: of those that answered, and none where it would tell of single houses', () => {
  const some = [100, 50, 50, 0, 0].map((_, i) => scored({ servers: ['full', 'part', 'part', 'none', 'none'][i] ?? '' }))
  assert.equal(average_of(some).total, 40)
  assert.equal(average_of(some.slice(1)).total, null)
  assert.equal(average_of([...some, scored({})]).total, 40, 'who answered nothing pulls nobody down')
})
