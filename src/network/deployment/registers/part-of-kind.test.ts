import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kinds_of_part, page_of_kind } from './part-of-kind.ts'
import { registers } from './registers.ts'

test('every register stands on one page of a facility, and no page names a register nobody keeps', () => {
  const placed = Object.values(kinds_of_part).flat()
  assert.deepEqual(placed.toSorted(), registers.map(({ kind }) => kind).toSorted())
  assert.equal(page_of_kind('24304', 'shortage'), '/so/co-so/24304/kinh-phi')
})
