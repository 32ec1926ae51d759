import { parse_exact } from '../../../src/standards/fhir/index.ts'
import type { Random } from './random.ts'
import { odd_text } from './words.ts'

/** What is larger has its own tests (tests/refusals/fhir-limits): here it would only keep the fuzz itself busy. */
const text_max = 300_000

export const repeated = (text: string, times: number): string =>
  text.repeat(Math.min(times, Math.ceil(text_max / Math.max(1, text.length))))

/** A number that prints with just these digits. */
export const number_of = (digits: string): unknown => parse_exact(digits)

export const odd_numbers: readonly string[] = [
  ...['1e400', '-1e400', '1e-400', '-0', '0', '1.0', '1.10', '9007199254740993', '2147483648', '-2147483649', '1E+2'],
  ...['9'.repeat(400), '9'.repeat(1_100), `0.${'0'.repeat(500)}1`, '1e308', '1e309', '5e-324', '1e20000', '0.1e1'],
]

export const odd_dates: readonly string[] = [
  ...['0001', '0001-01-01', '9999', '9999-12', '9999-12-31', '9999-12-31T23:59:59.999+14:00'],
  ...['0001-01-01T00:00:00-12:00', '2020-02-29', '1900-06', '2016-12-31T23:59:60Z'],
]

const nested = (depth: number, make: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1
  for (let i = 0; i < depth; i += 1) value = make(value)
  return value
}

const deep = (random: Random): unknown =>
  random.weighted([
    [3, () => nested(random.pick([3, 30, 61, 120]), (inner) => [inner])],
    [3, () => nested(random.pick([3, 30, 61, 120]), (inner) => ({ extension: [inner] }))],
    [2, () => nested(random.pick([61, 250]), (inner) => ({ url: 'a', extension: [inner] }))],
  ])

const odd_references = ['Patient/example', 'Patient/nobody', 'Patient?name=x', '#', 'urn:uuid:1']

/** Something that does not belong where it is put. */
export const odd_value = (random: Random): unknown =>
  random.weighted<unknown>([
    [6, () => odd_text(random)],
    [3, () => number_of(random.pick(odd_numbers))],
    [2, () => random.pick([null, true, false, [], {}, [[]], [null], [{}], ''])],
    [1, () => deep(random)],
    [1, () => ({ reference: random.pick([...odd_references, odd_text(random)]) })],
    [1, () => repeated(odd_text(random), random.pick([1, 100, 3_000]))],
  ])
