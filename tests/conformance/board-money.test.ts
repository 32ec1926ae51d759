/** Money on its way: planned, given, under contract, paid, by year and source; what nobody said is no nought. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build_areas, build_programme } from '../../demo/index.ts'
import type { MoneyStages } from '../../src/network/deployment/contract.ts'
import { begin_programme, start_board_hub } from '../board-year.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const put = (facility: string, line: object) =>
  hub.so('PUT', `/api/board/facilities/${facility}/budget`, { unit: 'million', note: '', spent: 0, ...line })
const sums = async (): Promise<MoneyStages[]> =>
  (await hub.so('GET', '/api/board/money')).json['lines'] as MoneyStages[]

test('the stages of the money add up over facilities, and say of how many lines they are known', async () => {
  const line = { year: 2025, source: 'province' }
  assert.equal((await put('24304', { ...line, amount: 100, planned: 120.5, contracted: 80, spent: 60 })).status, 200)
  assert.equal((await put('24309', { ...line, amount: 50 })).status, 200)
  assert.equal((await put('24309', { year: 2026, source: 'own', amount: 7 })).status, 200)
  assert.deepEqual(await sums(), [
    {
      ...{ year: 2025, source: 'province', lines: 2, dong: 150e6, spent_dong: 60e6 },
      ...{ planned_dong: 120.5e6, planned_lines: 1, contracted_dong: 80e6, contracted_lines: 1 },
    },
    {
      ...{ year: 2026, source: 'own', lines: 1, dong: 7e6, spent_dong: 0 },
      ...{ planned_dong: null, planned_lines: 0, contracted_dong: null, contracted_lines: 0 },
    },
  ])
})

test('a later word that is silent of a stage leaves it; half a đồng is refused; another’s word is not overwritten', async () => {
  const line = { year: 2025, source: 'province' }
  assert.equal((await put('24304', { ...line, amount: 110, spent: 70 })).status, 200)
  const [first] = await sums()
  assert.deepEqual([first?.planned_dong, first?.contracted_dong, first?.spent_dong], [120.5e6, 80e6, 70e6])
  assert.match((await put('24304', { ...line, amount: 110, planned: 0.0000005 })).text, /đồng chẵn/)
  assert.equal((await put('24304', { ...line, amount: 110, contracted: -1 })).status, 422)
  assert.equal((await put('24304', { ...line, amount: 110, contracted: 90, version: 1 })).status, 412)
})

test('a stage that was said by mistake is emptied on purpose, the other stays', async () => {
  const line = { year: 2025, source: 'province', amount: 110, spent: 70 }
  assert.equal((await put('24304', { ...line, planned: null })).status, 200)
  const [first] = await sums()
  assert.deepEqual([first?.planned_dong, first?.planned_lines, first?.contracted_dong], [null, 0, 80e6])
  assert.match((await put('24304', { ...line, planned: 'không' })).text, /số tiền không âm hoặc để trống/)
})
