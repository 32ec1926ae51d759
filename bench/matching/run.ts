import { parseArgs } from 'node:util'
import { measure_matching, say_verdict } from './measure-matching.ts'

/** `node bench/matching/run.ts --people 1000000 [--asked 60000]`: precision, recall and F1 with and without papers. */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '50000' },
    asked: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})
const people = Number(values.people)
for (const papers of [true, false]) {
  const verdict = measure_matching({
    people,
    papers,
    seed: Number(values.seed),
    asked: values.asked ? Number(values.asked) : people,
  })
  console.log(say_verdict(verdict))
}
