import { create_random } from '../../demo/random.ts'
import {
  compare_people,
  probes_of,
  type CompareOptions,
  type Grade,
} from '../../src/standards/person-matching/index.ts'
import { register_again, without_papers } from './errors.ts'
import { make_population, type Someone } from './population.ts'
import { index_words } from './word-index.ts'

export const share_double = 0.03
/** As many as the store reads for a probe. */
const per_probe = 200

export type Verdict = {
  people: number
  papers: boolean
  pairs: number
  precision: number
  recall: number
  f1: number
  /** Of the pairs a machine would join without asking, how many are wrong. */
  wrong_certain: number
  certain: number
  /** Pairs no probe brought together. */
  not_found: number
  per_person_us: number
  missed: [Someone, Someone][]
  wrong: [Someone, Someone][]
}

type Wish = { people: number; papers: boolean; seed: number; asked: number }

const make_records = ({ people, papers, seed }: Wish): Someone[] => {
  const random = create_random(seed)
  const firsts = make_population(random, people)
  const seconds = Array.from({ length: Math.round(people * share_double) }, () =>
    register_again(random, random.pick(firsts), random.pick(firsts)),
  )
  const all = [...firsts, ...seconds]
  return papers ? all : all.map(without_papers)
}

type Pair = { grade: Grade; is_true: boolean; one: Someone; other: Someone; counts: number }

/** The records with the doubles behind the `firsts`, how one finds who is near, and among how many the pair is judged. */
export type Asking = {
  records: Someone[]
  firsts: number
  papers: boolean
  asked: number
  near(one: Someone): Iterable<number>
  options?: CompareOptions
}

export const measure_matching = (wish: Wish): Verdict => {
  const records = make_records(wish)
  const index = index_words(records)
  return measure_pairs({
    ...{ records, firsts: wish.people, papers: wish.papers, asked: wish.asked },
    near: (one) => new Set(probes_of(one).flatMap((probe) => index.find(probe, per_probe))),
  })
}

/**
 * Every record is asked about once, or the doubles and a part of the others: then a pair of two others, which is seen when
 * either is asked, counts for as many as were not seen. A pair is said to be one person from grade "probable".
 */
export const measure_pairs = (wish: Asking): Verdict => {
  const { records, firsts, near, options } = wish
  const doubles = records.length - firsts
  const asked = [...records.keys()].slice(-Math.max(doubles, wish.asked))
  const part = (asked.length - doubles) / (records.length - doubles)
  const counts = (a: number, b: number): number => (Math.max(a, b) >= firsts ? 1 : 1 / (1 - (1 - part) ** 2))
  const pairs = new Map<string, Pair>()
  const found_by_probe = new Set<string>()
  const start = performance.now()
  for (const at of asked) {
    const one = records[at]
    if (!one) continue
    for (const other_at of near(one)) {
      const other = records[other_at]
      if (other_at === at || !other) continue
      const key = at < other_at ? `${at} ${other_at}` : `${other_at} ${at}`
      const is_true = one.who === other.who
      if (is_true) found_by_probe.add(key)
      const { grade } = compare_people(one, other, options)
      if (grade !== 'certainly-not') pairs.set(key, { grade, is_true, one, other, counts: counts(at, other_at) })
    }
  }
  const per_person_us = ((performance.now() - start) * 1_000) / asked.length
  return { ...tell(wish, asked, pairs, found_by_probe), per_person_us }
}

const true_pairs = (records: Someone[], asked: number[]): Map<string, [Someone, Someone]> => {
  const by_who = new Map<number, number[]>()
  for (const [at, { who }] of records.entries()) by_who.set(who, [...(by_who.get(who) ?? []), at])
  const was_asked = new Set(asked)
  const pairs = new Map<string, [Someone, Someone]>()
  for (const list of by_who.values())
    for (const a of list)
      for (const b of list) {
        const [one, other] = [records[a], records[b]]
        if (a < b && (was_asked.has(a) || was_asked.has(b)) && one && other) pairs.set(`${a} ${b}`, [one, other])
      }
  return pairs
}

const sum_wrong = (pairs: Pair[]): number =>
  Math.round(pairs.reduce((sum, { is_true, counts }) => sum + (is_true ? 0 : counts), 0))

const tell = (
  { firsts: people, papers, records }: Asking,
  asked: number[],
  pairs: Map<string, Pair>,
  found: Set<string>,
): Omit<Verdict, 'per_person_us'> => {
  const truth = true_pairs(records, asked)
  const said = [...pairs.values()].filter(({ grade }) => grade === 'probable' || grade === 'certain')
  const right = said.filter(({ is_true }) => is_true).length
  const certain = said.filter(({ grade }) => grade === 'certain')
  const wrong_certain = sum_wrong(certain)
  const precision = right / (right + sum_wrong(said))
  const recall = right / truth.size
  const is_said = (key: string): boolean => ['probable', 'certain'].includes(pairs.get(key)?.grade ?? '')
  return {
    ...{ people, papers, pairs: truth.size, precision, recall, f1: (2 * precision * recall) / (precision + recall) },
    certain: certain.length,
    wrong_certain,
    not_found: [...truth.keys()].filter((key) => !found.has(key)).length,
    missed: [...truth].filter(([key]) => !is_said(key)).map(([, pair]) => pair),
    wrong: said.filter(({ is_true }) => !is_true).map(({ one, other }): [Someone, Someone] => [one, other]),
  }
}

const part = (share: number): string => share.toFixed(4)

export const say_verdict = (one: Verdict): string =>
  `${one.people.toLocaleString('en')} people, ${one.papers ? 'with' : 'without'} papers: ${one.pairs} pairs, ` +
  `F1 ${part(one.f1)} (precision ${part(one.precision)}, recall ${part(one.recall)}), not found ${one.not_found}, ` +
  `certain ${one.certain} of which wrong ${one.wrong_certain}, ${Math.round(one.per_person_us)} µs a person`
