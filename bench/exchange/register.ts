import { parseArgs } from 'node:util'
import { create_random } from '../../demo/random.ts'
import type { Caller } from '../../src/platform/audit/index.ts'
import { register_person, type Registered } from '../../src/network/citizens/index.ts'
import type { Someone } from '../matching/population.ts'
import { write_section } from '../results.ts'
import { fill, given_of, start_directory, type Directory } from './directory.ts'
import { make_province, tell_again } from './people.ts'

/**
 * `node bench/exchange/register.ts [--sizes 20000,200000,1000000] [--count 4000] [--record]`: registrations a second into
 * a directory of growing size, by `--hands` at once, each with its matching, its rows and its audit line on disk (an
 * embedded PostgreSQL). Of those who are told half are new, half are told of again by another facility. Prints JSON.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '20000,200000,1000000' },
    count: { type: 'string', default: '4000' },
    hands: { type: 'string', default: '8' },
    record: { type: 'boolean', default: false },
  },
})
const sizes = values.sizes.split(',').map(Number)
const [count, hands] = [Number(values.count), Number(values.hands)]
const random = create_random(3)
const facility = '01929'
const caller: Caller = {
  facility,
  ...{
    actor: { id: 'bench', name: 'bench', role: 'system', kind: 'system' },
    purpose: 'TREAT',
    address: '',
    request_id: '',
  },
}

type Measured = {
  people: number
  per_s: number
  p50_ms: number
  p95_ms: number
  node_cpu_ms: number
  postgres_cpu_ms: number
  states: Record<string, number>
}

const percentile = (sorted: number[], part: number): number =>
  Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 100) / 100

const tell_all = async (
  { database, postgres_cpu_ms }: Directory,
  told: Someone[],
  first: number,
): Promise<Omit<Measured, 'people'>> => {
  const times: number[] = []
  const states: Record<string, number> = {}
  const note = ({ state }: Registered): void => void (states[state] = (states[state] ?? 0) + 1)
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < told.length; at = next++) {
      const one = told[at]
      if (!one) return
      const start = performance.now()
      const given = given_of(one, facility, `T-${first + at}`)
      note(await database.in_facility(facility, (sql) => register_person(sql, caller, given)))
      times.push(performance.now() - start)
    }
  }
  const cpu = process.cpuUsage()
  const postgres_ms = postgres_cpu_ms()
  const start = performance.now()
  await Promise.all(Array.from({ length: hands }, work))
  const seconds = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  const sorted = times.toSorted((a, b) => a - b)
  return {
    per_s: Math.round(told.length / seconds),
    ...{ p50_ms: percentile(sorted, 0.5), p95_ms: percentile(sorted, 0.95), states },
    node_cpu_ms: Math.round((user + system) / told.length) / 1_000,
    postgres_cpu_ms: Math.round(((postgres_cpu_ms() - postgres_ms) * 1_000) / told.length) / 1_000,
  }
}

const directory = await start_directory()
const measured: Measured[] = []
try {
  const whole = make_province(random, (sizes.at(-1) ?? 0) + sizes.length * count)
  let filled = 0
  for (const [round, people] of sizes.entries()) {
    const known = whole.slice(filled, people)
    await fill(directory, known, filled)
    filled = people
    const fresh = whole.slice(whole.length - (round + 1) * count).slice(0, count / 2)
    const again = Array.from({ length: count / 2 }, () => tell_again(random, random.pick(known), random.pick(known)))
    const told = fresh.flatMap((one, i) => [one, again[i] ?? one])
    await tell_all(directory, told.slice(0, 300), 9_000_000 + round * 1_000_000)
    measured.push({ people, ...(await tell_all(directory, told.slice(300), round * count)) })
    console.error(JSON.stringify(measured.at(-1)))
  }
} finally {
  await directory.close()
}
console.log(JSON.stringify({ bench: 'exchange/register', hands, count, measured }, null, 2))

if (values.record)
  write_section('Persons across facilities: registrations', [
    `\`node bench/exchange/register.ts --sizes ${values.sizes}\`: ${hands} at once, half new, half told of again by another facility;`,
    'each finds its person, writes what is new, and its audit line, before it is answered.',
    '',
    '| people in the directory | a second | p50 | p95 | CPU each, Node + PostgreSQL | known, new, held |',
    '|---:|---:|---:|---:|---:|---|',
    ...measured.map(
      ({ people, per_s, p50_ms, p95_ms, node_cpu_ms, postgres_cpu_ms, states }) =>
        `| ${people.toLocaleString('en')} | ${per_s} | ${p50_ms} ms | ${p95_ms} ms | ${node_cpu_ms} + ${postgres_cpu_ms} ms | ${states['known'] ?? 0}, ${states['new'] ?? 0}, ${states['held'] ?? 0} |`,
    ),
  ])
