import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make_keeper, type Kept, type Ports, type SaveOutcome } from './keeper.ts'

/** A keeper whose clock and server are in the test's hand. */
const stand = (outcomes: SaveOutcome[]) => {
  const sent: unknown[] = []
  const timers: { ms: number; run: () => void }[] = []
  let kept: Kept | undefined
  const ports: Ports = {
    save: (body) => {
      sent.push(body)
      return Promise.resolve(outcomes.shift() ?? { kind: 'unreachable' })
    },
    keep: (value) => (kept = value),
    forget: () => (kept = undefined),
    after: (ms, run) => {
      const timer = { ms, run }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0)
    },
    now: () => 'now',
  }
  const keeper = make_keeper({ answers: { tim: 'đều' }, revision: 1, version: 5, saved_at: '' }, ports)
  return { keeper, sent, timers, kept: () => kept }
}
const saved = (revision: number): SaveOutcome => ({ kind: 'saved', saved: { revision, saved_at: '08:14' } })

test('typing is kept on the machine at once and sent at the pause', async () => {
  const { keeper, sent, timers, kept } = stand([saved(2)])
  keeper.change('tim', 'đều, 96')
  assert.equal(kept()?.answers.tim, 'đều, 96')
  assert.deepEqual(
    timers.map((timer) => timer.ms),
    [600],
  )
  assert.equal(await keeper.flush(), true)
  assert.deepEqual(sent, [{ seen_revision: 1, base_version: 5, answers: { tim: 'đều, 96' } }])
  assert.equal(keeper.state().status, 'saved')
  assert.equal(kept(), undefined)
})

test('a dead server loses nothing: kept, and tried again ever more slowly', async () => {
  const { keeper, timers, kept } = stand([{ kind: 'unreachable' }, { kind: 'unreachable' }, saved(2)])
  keeper.change('tim', 'x')
  assert.equal(await keeper.flush(), false)
  assert.equal(keeper.state().status, 'unreachable')
  assert.equal(timers[0]?.ms, 2_000)
  await keeper.flush()
  assert.equal(timers[0]?.ms, 4_000)
  assert.equal(kept()?.answers.tim, 'x')
  assert.equal(await keeper.flush(), true)
})

const theirs = (answers: Record<string, string>): SaveOutcome => ({
  kind: 'conflict',
  theirs: { revision: 7, author_name: 'BS. Lan', saved_at: '', answers },
})

test('another field changed elsewhere: merged and saved again', async () => {
  const { keeper, sent } = stand([theirs({ tim: 'đều', phoi: 'ran' }), saved(8)])
  keeper.change('tim', 'x')
  await keeper.flush()
  await keeper.flush()
  assert.deepEqual(sent[1], { seen_revision: 7, base_version: 5, answers: { tim: 'x', phoi: 'ran' } })
  assert.equal(keeper.state().revision, 8)
})

test('the same field changed elsewhere: both texts wait for a person', async () => {
  const { keeper, sent } = stand([theirs({ tim: 'y' }), saved(8)])
  keeper.change('tim', 'x')
  await keeper.flush()
  assert.deepEqual(keeper.state().differences, [{ item: 'tim', mine: 'x', theirs: 'y' }])
  await keeper.flush()
  assert.equal(sent.length, 1)
  keeper.resolve({ tim: 'theirs' })
  assert.equal(keeper.state().answers.tim, 'y')
  assert.equal(keeper.state().status, 'saved')
})

test('what is typed while a save is under way is sent after it', async () => {
  const { keeper, sent } = stand([saved(2), saved(3)])
  keeper.change('tim', 'a')
  const first = keeper.flush()
  keeper.change('tim', 'ab')
  await first
  await keeper.flush()
  assert.deepEqual((sent[1] as { answers: unknown }).answers, { tim: 'ab' })
})
