import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SheetSummary } from '../../contract.ts'
import { first_sheet, plan_tree, state_of, walk_order } from './plan-tree.ts'

const sheet = (id: string, more: Partial<SheetSummary> = {}): SheetSummary => ({
  ...{
    id,
    slug: '36-BV2',
    code: '36/BV2',
    title: 'Tờ điều trị',
    kind: 'sheet',
    group: 'to-dieu-tri',
    at: id,
    author: '',
  },
  ...{ status: 'completed', signatures: [], missing_signatures: [], has_draft: false },
  ...more,
})
const signature = { slot: 'a', label: '', name: '', at: '' }

test('a sheet is open, done, or signed', () => {
  assert.equal(state_of(sheet('1', { status: 'in-progress' })), 'open')
  assert.equal(state_of(sheet('1', { signatures: [signature], has_draft: true })), 'open')
  assert.equal(state_of(sheet('1')), 'done')
  assert.equal(state_of(sheet('1', { signatures: [signature] })), 'signed')
  assert.equal(state_of(sheet('1', { signatures: [signature], missing_signatures: ['Trưởng khoa'] })), 'done')
})

test('branches keep the paper’s order, leaves the newest first', () => {
  const record = sheet('0', { kind: 'record', group: 'benh-an', status: 'in-progress' })
  const branches = plan_tree({ sheets: [sheet('1'), sheet('2'), record], results: [] })
  assert.equal(branches[1]?.group, 'benh-an')
  assert.deepEqual(walk_order(branches), ['0', '2', '1'])
  assert.equal(first_sheet({ sheets: [sheet('1'), record] }), '0')
})

test('an abnormal result alarms its branch', () => {
  const result = { id: 'r', at: '', title: 'Sinh hóa máu', flagged: true, values: [] }
  const branches = plan_tree({
    sheets: [],
    results: [result, { ...result, id: 'x', title: 'X-quang ngực', flagged: false }],
  })
  assert.equal(branches.find((branch) => branch.group === 'xet-nghiem')?.state, 'alarm')
  assert.equal(branches.find((branch) => branch.group === 'cdha')?.results.length, 1)
})
