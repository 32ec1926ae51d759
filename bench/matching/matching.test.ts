import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure_matching, say_verdict } from './measure-matching.ts'

/** Small enough for every run; `node bench/matching/run.ts --people 1000000` asks the same of a million. */
const people = 6_000
const limits = { papers: 0.99, none: 0.95 }

for (const papers of [true, false])
  test(`doubles among ${people} people are told ${papers ? 'with' : 'without'} papers`, (t) => {
    const verdict = measure_matching({ people, papers, seed: 7, asked: people })
    t.diagnostic(say_verdict(verdict))
    assert.ok(verdict.f1 >= (papers ? limits.papers : limits.none), say_verdict(verdict))
    assert.equal(verdict.wrong_certain, 0, 'nobody is joined to somebody else without being looked at')
  })
