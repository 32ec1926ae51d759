/**
 * One of 100,000: how long until the board names facility, day and gap, with nobody calling either side and the clocks as they
 * are shipped. First a page that never left, then a visit that somebody deleted behind the program's back. A facility server
 * and a hub, two databases, HTTP between them; it takes as long as the clocks do. `node bench/board/gap.ts [--visits 100000] [--record]`
 */
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { counting_pace } from '../../src/network/counters/index.ts'
import { walking_every_ms } from '../../src/network/monitor/index.ts'
import { days_ago, put_papers } from '../../tests/board-reports.ts'
import { link_by_key, put_visits } from '../../tests/board-visits.ts'
import { start_test_hub } from '../../tests/test-hub.ts'
import { start_test_site, type Json } from '../../tests/test-site.ts'
import { write_section } from '../results.ts'

const { values } = parseArgs({
  options: { visits: { type: 'string', default: '100000' }, record: { type: 'boolean', default: false } },
})
const visits = Number(values.visits)
const [facility, day] = ['24012', days_ago(1)]
const promised_s = 15 * 60
const looked_every_ms = 1_000

const hub = await start_test_hub({ board_ms: walking_every_ms })
const site = await start_test_site({ counters: counting_pace })
const so = await hub.person('oversight')
const owner = new pg.Client({ connectionString: site.url })
await owner.connect()

/** What the page of the exchange tells of the day, asked for as somebody at the Sở would. */
const gaps = async (): Promise<string> => {
  const { json } = await so('GET', '/api/board/lien-thong')
  return (json['gaps'] as Json[])
    .filter((gap) => gap['facility'] === facility && gap['day'] === day)
    .map((gap) => `${gap['figure'] ?? gap['kind']}: ${gap['what']} ${gap['count']}`)
    .join(', ')
}

const seconds_until = async (wanted: string): Promise<number> => {
  const from = performance.now()
  for (;;) {
    const passed_s = (performance.now() - from) / 1_000
    const found = await gaps()
    if (found === wanted) return passed_s
    if (passed_s > promised_s) throw new Error(`after ${promised_s} s the board says “${found}” and not “${wanted}”`)
    await sleep(looked_every_ms)
  }
}

const began = performance.now()
await put_visits(site.url, { facility, day, count: visits })
await put_papers(hub, { sender: facility, kind: 'health-book', day, count: visits - 1 })
const of_one = [facility, `o-v-${day}-777`]
await owner.query("UPDATE exchange.outgoing SET state = 'held' WHERE facility = $1 AND id = $2", of_one)
await owner.query(
  'INSERT INTO counters.state (facility, since) VALUES ($1, $2) ON CONFLICT (facility) DO UPDATE SET since = $2',
  [facility, day],
)
const filled_s = (performance.now() - began) / 1_000
await link_by_key(hub, site.site.database, facility)
const withheld_s = await seconds_until('health-book: missing 1')

await owner.query("UPDATE exchange.outgoing SET state = 'taken' WHERE facility = $1 AND id = $2", of_one)
await put_papers(hub, { sender: facility, kind: 'health-book', day, count: 1 })
const healed_s = await seconds_until('')

await owner.query("DELETE FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND id = $2", [
  facility,
  `v-${day}-5`,
])
const removed_s = await seconds_until('visits: removed 1, health-book: unbacked 1')

const lines = [
  `\`node bench/board/gap.ts --visits ${visits}\` on ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${days_ago(0)}: a facility server and a hub, two databases, HTTP between them;`,
  `nobody calls either side, the clocks are those shipped (a house counts every ${counting_pace.every_ms / 60_000} min, the hub walks every ${walking_every_ms / 60_000} min). Filling: ${filled_s.toFixed(1)} s.`,
  '',
  `| of ${visits} visits of one day | the board says | after, s | wanted, s |`,
  '|---|---|---:|---:|',
  `| one page of the health book never left | health-book: missing 1 | ${withheld_s.toFixed(0)} | ${promised_s} |`,
  `| the page came | nothing | ${healed_s.toFixed(0)} | – |`,
  `| one Encounter deleted by SQL | visits: removed 1, health-book: unbacked 1 | ${removed_s.toFixed(0)} | ${promised_s} |`,
]
await owner.end()
console.log(lines.join('\n'))
if (values.record) write_section('One of many that is missing', lines)
process.exit(0)
