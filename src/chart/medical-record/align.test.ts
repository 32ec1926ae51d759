import assert from 'node:assert/strict'
import { test } from 'node:test'
import { align, type Step } from './align.ts'

const letters = (word: string): string[] => [...word]
const told = (steps: Step[], old: string, fresh: string): string =>
  steps
    .map((step) =>
      step.kind === 'same' ? old[step.old] : step.kind === 'gone' ? `-${old[step.old]}` : `+${fresh[step.new]}`,
    )
    .join('')

/** Both lists can be read back from the steps. */
const check = (old: string[], fresh: string[]): Step[] => {
  const steps = align(old, fresh)
  assert.deepEqual(
    steps.flatMap((step) => (step.kind === 'new' ? [] : [step.old])),
    old.map((_, i) => i),
  )
  assert.deepEqual(
    steps.flatMap((step) => (step.kind === 'gone' ? [] : [step.new])),
    fresh.map((_, i) => i),
  )
  for (const step of steps) if (step.kind === 'same') assert.equal(old[step.old], fresh[step.new])
  return steps
}

test('what is common stays, the rest goes or comes', () => {
  assert.equal(told(check(letters('abcd'), letters('abxd')), 'abcd', 'abxd').replace(/-c\+x|\+x-c/, '~'), 'ab~d')
  assert.equal(told(check([], letters('ab')), '', 'ab'), '+a+b')
  assert.equal(told(check(letters('ab'), []), 'ab', ''), '-a-b')
  assert.deepEqual(check([], []), [])
  const changes = check(letters('abcabba'), letters('cbabac')).filter((step) => step.kind !== 'same')
  assert.equal(changes.length, 5, 'the example of the paper')
})

test('any two lists: nothing is lost, nothing invented, and no shorter way is known', () => {
  let seed = 7
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
  const shortest_by_table = (a: string[], b: string[]): number => {
    let before = Array.from({ length: b.length + 1 }, (_, j) => j)
    for (const [i, one] of a.entries()) {
      const row = [i + 1]
      for (const [j, other] of b.entries())
        row.push(one === other ? (before[j] ?? 0) : 1 + Math.min(before[j + 1] ?? 0, row[j] ?? 0))
      before = row
    }
    return before.at(-1) ?? 0
  }
  for (let i = 0; i < 300; i += 1) {
    const word = (): string[] => Array.from({ length: random(14) }, () => 'abc'[random(3)] ?? '')
    const [a, b] = [word(), word()]
    assert.equal(check(a, b).filter((step) => step.kind !== 'same').length, shortest_by_table(a, b), `${a} ${b}`)
  }
})

test('two long texts that share nothing are told apart at once', () => {
  const old = Array.from({ length: 60_000 }, (_, i) => `a${i}`)
  const fresh = Array.from({ length: 60_000 }, (_, i) => `b${i}`)
  const began = performance.now()
  assert.equal(check(['same', ...old], ['same', ...fresh]).length, 120_001)
  assert.ok(performance.now() - began < 5_000)
})
