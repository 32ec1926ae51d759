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

type Cost = { per_s: number; p50_ms: number; p95_ms: number; node_cpu_ms: number; postgres_cpu_ms: number }
type Measured = Cost & {
  people: number
  states: Record<string, number>
  /** CPU of one row of the same size put in by its key, in the same minutes: machines and their load differ. */
  raw_cpu_ms: number
  times_raw: number
}

const percentile = (sorted: number[], part: number): number =>
  Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 100) / 100

const round = (value: number): number => Math.round(value * 1_000) / 1_000

const cost_of = async (
  { postgres_cpu_ms }: Directory,
  count_all: number,
  act: (at: number) => Promise<unknown>,
): Promise<Cost> => {
  const times: number[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < count_all; at = next++) {
      const start = performance.now()
      await act(at)
      times.push(performance.now() - start)
    }
  }
  const [cpu, postgres_ms, start] = [process.cpuUsage(), postgres_cpu_ms(), performance.now()]
  await Promise.all(Array.from({ length: hands }, work))
  const seconds = (performance.now() - start) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  const sorted = times.toSorted((one, other) => one - other)
  return {
    per_s: Math.round(count_all / seconds),
    ...{ p50_ms: percentile(sorted, 0.5), p95_ms: percentile(sorted, 0.95) },
    node_cpu_ms: round((user + system) / 1_000 / count_all),
    postgres_cpu_ms: round((postgres_cpu_ms() - postgres_ms) / count_all),
  }
}

const all_of = ({ node_cpu_ms, postgres_cpu_ms }: Cost): number => node_cpu_ms + postgres_cpu_ms

/** Rows put in by key and registrations by turns, in slices of the same minutes. */
const measure_size = async (at: Directory, people: number, told: Someone[], first: number): Promise<Measured> => {
  const states: Record<string, number> = {}
  const tell = async (i: number): Promise<void> => {
    const given = given_of(told[i] ?? random.pick(told), facility, `T-${first + i}`)
    const { state }: Registered = await at.database.in_facility(facility, (sql) => register_person(sql, caller, given))
    states[state] = (states[state] ?? 0) + 1
  }
  const raw_sql = 'INSERT INTO public.raw_row (id, body) VALUES ($1, $2)'
  const body = JSON.stringify(given_of(told[0] ?? random.pick(told), facility, 'raw'))
  const put = (i: number) =>
    at.database.in_facility(facility, (sql) => sql.alone('raw', raw_sql, [`${first}-${i}`, body]))
  const raw_before = await cost_of(at, count / 4, put)
  const cost = await cost_of(at, told.length, tell)
  const raw_after = await cost_of(at, count / 4, (i) => put(count + i))
  const raw = (all_of(raw_before) + all_of(raw_after)) / 2
  return { people, ...cost, states, raw_cpu_ms: round(raw), times_raw: Math.round((all_of(cost) / raw) * 10) / 10 }
}

const directory = await start_directory()
await directory.owner.query('CREATE TABLE raw_row (id text PRIMARY KEY, body json NOT NULL)')
await directory.owner.query('GRANT INSERT ON raw_row TO benhan_app')
const measured: Measured[] = []
try {
  const whole = make_province(random, (sizes.at(-1) ?? 0) + sizes.length * count)
  let filled = 0
  for (const [at, people] of sizes.entries()) {
    const known = whole.slice(filled, people)
    await fill(directory, known, filled)
    filled = people
    const fresh = whole.slice(whole.length - (at + 1) * count).slice(0, count / 2)
    const again = Array.from({ length: count / 2 }, () => tell_again(random, random.pick(known), random.pick(known)))
    const told = fresh.flatMap((one, i) => [one, again[i] ?? one])
    measured.push(await measure_size(directory, people, told, at * count))
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
    '| people in the directory | a second | p50 | p95 | CPU each, Node + PostgreSQL | times a raw row | known, new, held |',
    '|---:|---:|---:|---:|---:|---:|---|',
    ...measured.map(
      ({ people, per_s, p50_ms, p95_ms, node_cpu_ms, postgres_cpu_ms, times_raw, states }) =>
        `| ${people.toLocaleString('en')} | ${per_s} | ${p50_ms} ms | ${p95_ms} ms | ${node_cpu_ms} + ${postgres_cpu_ms} ms | ${times_raw} | ${states['known'] ?? 0}, ${states['new'] ?? 0}, ${states['held'] ?? 0} |`,
    ),
  ])
