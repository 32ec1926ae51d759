/**
 * What keeping the trend up to date costs the monitor: PostgreSQL's own count of the time in the triggers of hub.day_count, as a
 * share of the statement that writes a day of the whole province. `node bench/board/trend-cost.ts [--record]`
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { days_ago } from '../../tests/board-reports.ts'
import { start_test_hub } from '../../tests/test-hub.ts'
import { write_section } from '../results.ts'

const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } })
const [facilities, years, rounds] = [130, 3, 15]
const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
await owner.query(
  `INSERT INTO hub.day_count (facility, day, kind, said, said_at, taken, state, is_fresh)
   SELECT lpad((10000 + f)::text, 5, '0'), d::date, k, '{"due": 40, "sent": 40, "excused": 1}', now(), 39, 'whole', false
   FROM generate_series(1, ${facilities}) AS f, generate_series($1::date, $2::date, interval '1 day') AS d,
     unnest(ARRAY['', 'health-book', 'transfer-letter', 'reexam-letter', 'prescription', 'lab-result', 'imaging-report']) AS k`,
  [days_ago(years * 365), days_ago(1)],
)
await owner.query('ANALYZE hub.day_count')

type Plan = { Triggers: { Time: number }[]; 'Execution Time': number }
/** @returns ms in the triggers, ms of the statement with them */
const write_day = async (round: number): Promise<[number, number]> => {
  const { rows } = await owner.query<{ 'QUERY PLAN': [Plan] }>(
    `EXPLAIN (ANALYZE, FORMAT JSON) UPDATE hub.day_count SET taken = taken + 1, said_at = now() WHERE day = $1`,
    [days_ago(1 + round)],
  )
  const [plan] = rows[0]?.['QUERY PLAN'] ?? []
  if (!plan) throw new Error('PostgreSQL said no plan')
  return [plan.Triggers.reduce((sum, { Time }) => sum + Time, 0), plan['Execution Time']]
}
await write_day(0)
const measured: [number, number][] = []
for (let round = 1; round <= rounds; round += 1) measured.push(await write_day(round))
const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const [trigger_ms, all_ms] = [median(measured.map(([one]) => one)), median(measured.map(([, all]) => all))]
const lines = [
  `\`node bench/board/trend-cost.ts\` on ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${days_ago(0)}: a day of ${facilities} facilities × 7 kinds (${facilities * 7} rows) written at once beside ${years} years, median of ${rounds}.`,
  '',
  '| | ms | share |',
  '|---|---:|---:|',
  `| the statement with its triggers | ${all_ms.toFixed(1)} | 1 |`,
  `| of it the triggers that keep hub.exchange_day | ${trigger_ms.toFixed(1)} | ${(trigger_ms / all_ms).toFixed(2)} |`,
]
console.log(lines.join('\n'))
if (values.record) write_section('What keeping the trend costs', lines)
process.exit(0)
