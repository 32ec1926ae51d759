/** Nobody calls either side: the clocks alone bring what is missing onto the board, and their defaults within a quarter of an hour. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { counting_pace } from '../../src/network/counters/index.ts'
import { walking_every_ms } from '../../src/network/monitor/index.ts'
import { page_fresh_ms, stale_after_ms } from '../../src/network/monitor/contract.ts'
import { owner_of } from '../board-facility.ts'
import { days_ago, put_papers } from '../board-reports.ts'
import { link_by_key, put_visits } from '../board-visits.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_test_site, type Json } from '../test-site.ts'

/** An eight-hundredth of the default times. */
const hub = await start_test_hub({ board_ms: 500 })
const a = await start_test_site({ counters: { every_ms: 600, poll_ms: 100 } })
const facility = '24012'
const [day, older] = [days_ago(1), days_ago(8)]
const count = 300
const owner = await owner_of(a.url)
after(() => owner.end())
const so = await hub.person('oversight')

const gaps_of = async (on: string): Promise<string[]> => {
  const { json } = await so('GET', '/api/board/lien-thong')
  return (json['gaps'] as Json[])
    .filter((gap) => gap['facility'] === facility && gap['day'] === on)
    .map((gap) => `${gap['figure'] ?? gap['kind']}: ${gap['what']} ${gap['count']}`)
}
/** Looks at the page as somebody at the Sở would, and does nothing else. */
const shown = async (on: string, wanted: string[]): Promise<void> => {
  let seen: string[] = []
  for (const end_ms = performance.now() + 60_000; performance.now() < end_ms; await sleep(200)) {
    seen = await gaps_of(on)
    if (JSON.stringify(seen) === JSON.stringify(wanted)) return
  }
  assert.deepEqual(seen, wanted)
}

test('one page that never left is on the board by itself, goes when it came, and so is a visit that was deleted', async () => {
  for (const on of [day, older]) {
    await put_visits(a.url, { facility, day: on, count })
    await put_papers(hub, { sender: facility, kind: 'health-book', day: on, count: on === day ? count - 1 : count })
  }
  const of_one = [facility, `o-v-${day}-77`]
  await owner.query("UPDATE exchange.outgoing SET state = 'held' WHERE facility = $1 AND id = $2", of_one)
  await owner.query('INSERT INTO counters.state (facility, since) VALUES ($1, $2)', [facility, days_ago(10)])
  await link_by_key(hub, a.site.database, facility)
  await shown(day, ['health-book: missing 1'])
  await shown(older, [])

  await owner.query("UPDATE exchange.outgoing SET state = 'taken' WHERE facility = $1 AND id = $2", of_one)
  await put_papers(hub, { sender: facility, kind: 'health-book', day, count: 1 })
  await shown(day, [])

  await owner.query("DELETE FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND id = $2", [
    facility,
    `v-${older}-5`,
  ])
  await shown(older, ['visits: removed 1', 'health-book: unbacked 1'])
})

test('the default clocks together are less than a quarter of an hour, with the page’s own and a minute to count', () => {
  const { every_ms, poll_ms } = counting_pace
  // A house's turn, the look for whose turn it is, a minute to count and send, the hub's step, the page's own asking.
  const worst_ms = every_ms + poll_ms + 60_000 + walking_every_ms + page_fresh_ms
  assert.equal(worst_ms, (10 * 60 + 40) * 1_000, 'docs/operations/hub.md says 10 minutes 40 seconds')
  assert.ok(worst_ms <= stale_after_ms)
})
