/**
 * One page of 100,000 never left: how long until the board names facility, day and gap. A facility server and a hub, two
 * databases, HTTP between them. `node bench/board/gap.ts [--visits 100000] [--record]`
 */
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { as_oversight, walk_once } from '../../src/network/monitor/index.ts'
import { days_ago, put_papers } from '../../tests/board-reports.ts'
import { link_by_key, put_visits } from '../../tests/board-visits.ts'
import { start_test_hub } from '../../tests/test-hub.ts'
import { start_test_site } from '../../tests/test-site.ts'
import { write_section } from '../results.ts'

const { values } = parseArgs({
  options: { visits: { type: 'string', default: '100000' }, record: { type: 'boolean', default: false } },
})
const visits = Number(values.visits)
const never = 3_600_000
const facility = '24012'
const day = days_ago(1)
const caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}
const lines = [
  `\`node bench/board/gap.ts --visits ${visits}\` on ${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${days_ago(0)}: one page of so many never leaves; a facility server and a hub, two databases, HTTP between them.`,
  '',
  '| step | s |',
  '|---|---:|',
]
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const from = performance.now()
  const done = await work()
  lines.push(`| ${what} | ${((performance.now() - from) / 1_000).toFixed(1)} |`)
  return done
}

const hub = await start_test_hub({ board_ms: never })
const site = await start_test_site({ counters: { every_ms: never, poll_ms: never } })
await link_by_key(hub, site.site.database, facility)
await timed(`filling ${visits} visits and ${visits - 1} pages`, async () => {
  await put_visits(site.url, { facility, day, count: visits })
  await put_papers(hub, { sender: facility, kind: 'health-book', day, count: visits - 1 })
})
const owner = new pg.Client({ connectionString: site.url })
await owner.connect()
await owner.query("UPDATE exchange.outgoing SET state = 'held' WHERE facility = $1 AND id = $2", [
  facility,
  `o-v-${day}-777`,
])
await owner.query(
  'INSERT INTO counters.state (facility, since) VALUES ($1, $2) ON CONFLICT (facility) DO UPDATE SET since = $2',
  [facility, day],
)
await owner.end()
const director = await site.person('director')
await timed('the facility counts, signs and sends', () => director('POST', '/api/counters/count'))
await timed('the hub walks over what it took and judges', () => walk_once(hub.site.database, '24SYT'))
await timed('counted again, nothing new', () => director('POST', '/api/counters/count'))
const { rows } = await as_oversight(hub.site.database, caller, (sql) =>
  sql.query<{ gaps: unknown }>("SELECT gaps FROM hub.day_count WHERE facility = $1 AND state = 'gap' AND kind <> ''", [
    facility,
  ]),
)
lines.push(
  '',
  `The board names the facility, the day and the kind, and ${rows.length} gap${rows.length === 1 ? '' : 's'}.`,
)
console.log(lines.join('\n'), JSON.stringify(rows))
if (values.record && rows.length === 1) write_section('One paper of many that never left', lines)
process.exit(rows.length === 1 ? 0 : 1)
