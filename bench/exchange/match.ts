import { parseArgs } from 'node:util'
import { create_random } from '../../demo/random.ts'
import { population } from '../../src/network/citizens/decide.ts'
import { without_papers } from '../matching/errors.ts'
import { measure_pairs, share_double, type Verdict } from '../matching/measure-matching.ts'
import { write_section } from '../results.ts'
import { index_keys } from './key-index.ts'
import { make_province, tell_again } from './people.ts'

/**
 * `node bench/exchange/match.ts [--people 1000000] [--asked 60000] [--record]`: a synthetic province with 3 % told of
 * twice and real kinds of error; precision, recall and F1 over pairs, with papers and without, found by the blocking keys
 * of the directory and judged as it judges. Prints JSON.
 */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    asked: { type: 'string', default: '60000' },
    seed: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
    show: { type: 'string', default: '0' },
  },
})
const firsts = Number(values.people)
const random = create_random(Number(values.seed))
const people = make_province(random, firsts)
for (let i = 0; i < Math.round(firsts * share_double); i += 1)
  people.push(
    tell_again(random, people[random.int(0, firsts - 1)] ?? random.pick(people), random.pick(people.slice(0, 1_000))),
  )

const round = (value: number): number => Math.round(value * 10_000) / 10_000

const measured = [true, false].map((papers) => {
  const records = papers ? people : people.map(without_papers)
  const near = index_keys(records)
  const verdict = measure_pairs({ records, firsts, papers, asked: Number(values.asked), near, options: { population } })
  const show = (pairs: Verdict['missed']): void => {
    for (const pair of pairs.slice(0, Number(values.show))) console.error(JSON.stringify(pair))
  }
  show(verdict.missed)
  show(verdict.wrong)
  const { pairs, precision, recall, f1, certain, wrong_certain, not_found, per_person_us } = verdict
  return {
    ...{ papers, people: firsts, pairs, precision: round(precision), recall: round(recall), f1: round(f1) },
    ...{ certain, wrong_certain, not_found, per_person_us: Math.round(per_person_us) },
  }
})
console.log(JSON.stringify({ bench: 'exchange/match', seed: Number(values.seed), measured }, null, 2))

if (values.record)
  write_section('Persons across facilities: who is who', [
    `\`node bench/exchange/match.ts --people ${firsts} --asked ${values.asked}\`: 3 % told of twice, with the errors of bench/matching/errors.ts,`,
    'keys of Telex and VNI left as struck, maiden address, twins, father and son of one name, newborns named after the mother, foreigners.',
    '',
    '| numbers | pairs | precision | recall | F1 | joined by the machine | of them wrong | compared per person |',
    '|---|---:|---:|---:|---:|---:|---:|---:|',
    ...measured.map(
      (one) =>
        `| ${one.papers ? 'with' : 'without'} | ${one.pairs} | ${one.precision} | ${one.recall} | ${one.f1} | ${one.certain} | ${one.wrong_certain} | ${one.per_person_us} µs |`,
    ),
  ])
