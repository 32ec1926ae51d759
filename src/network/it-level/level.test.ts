import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answered, Criterion } from './contract.ts'
import { criteria_on, tt54 } from './criteria.ts'
import { stand } from './level.ts'

const day = '2026-11-22'
const yes_to = (wanted: (criterion: Criterion) => boolean, on = day): Answered[] =>
  criteria_on(on).flatMap((one) =>
    wanted(one) ? [{ criterion: one.id, answer: 'yes', basis: 'declared', says: 'có' }] : [],
  )

test('each criterion is known once, with a place, a confidence and days in force', () => {
  const ids = tt54.criteria.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.length > 100)
  assert.ok(tt54.criteria.every(({ confidence }) => ['sure', 'likely', 'memory'].includes(confidence)))
})

test('a level is reached only if all of it is met: one missing, and the level below counts', () => {
  assert.equal(stand([], day).level, 0)
  assert.equal(
    stand(
      yes_to(() => true),
      day,
    ).level,
    7,
  )
  const three = yes_to(({ group, grade }) =>
    typeof grade === 'number' ? grade <= 3 : grade === 'basic' && group !== 'PACS',
  )
  assert.equal(stand(three, day).level, 3)
  const without = three.filter(({ criterion }) => criterion !== 'T54-LIS-84')
  const found = stand(without, day)
  assert.equal(found.level, 2)
  assert.deepEqual(found.next, { level: 3, missing: ['T54-LIS-84'] })
  assert.match(found.sentence, /^Đạt mức 2\. Còn thiếu 1 tiêu chí để lên mức 3: Kết nối máy xét nghiệm/)
  assert.deepEqual(
    found.groups.find(({ group }) => group === 'LIS'),
    { group: 'LIS', met: 5, total: 10, level: null, grade: 'none' },
  )
})

test('a gap far below pulls everything down, and is what is named', () => {
  const found = stand(
    yes_to(({ id }) => id !== 'T54-HIS-105'),
    day,
  )
  assert.deepEqual([found.level, found.next], [0, { level: 1, missing: ['T54-HIS-105'] }])
  assert.equal(found.groups.find(({ group }) => group === 'PACS')?.grade, 'advanced')
})

test('“does not apply” counts where the criterion says “if any”, nowhere else', () => {
  const all = yes_to(() => true)
  const with_na = (id: string) =>
    stand(
      all.map((one) => (one.criterion === id ? { ...one, answer: 'na' } : one)),
      day,
    )
  assert.equal(with_na('T54-HIS-309').level, 7)
  assert.equal(with_na('T54-HIS-308').level, 2)
})

test('the part on electronic records ended on 06/06/2025: asked before, not after', () => {
  const all_but_emr = ({ group }: Criterion): boolean => group !== 'EMR'
  const before = stand(yes_to(all_but_emr, '2025-06-05'), '2025-06-05')
  assert.deepEqual([before.level, before.next?.missing.length], [5, 6])
  assert.equal(stand(yes_to(all_but_emr, '2025-06-06'), '2025-06-06').level, 7)
  assert.equal(
    criteria_on('2026-01-01').some(({ group }) => group === 'EMR'),
    false,
  )
})

test('what the Sở doubts counts as not met', () => {
  const all = yes_to(() => true)
  const found = stand(all, day, new Set(['T54-SEC-6']))
  assert.deepEqual([found.level, found.next?.missing], [0, ['T54-SEC-6']])
})
