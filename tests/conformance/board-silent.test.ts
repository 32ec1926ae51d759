/** Who is silent: from the last word, or from admission; the same at every place that says it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { as_oversight, list_silent, summarise_facilities } from '../../src/network/monitor/index.ts'
import { owner_of, so_caller } from '../board-facility.ts'
import { days_ago, today } from '../board-reports.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Json } from '../test-site.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = await owner_of(hub.url)
after(() => owner.end())
const so = await hub.person('oversight')

const put = async (code: string, columns: object): Promise<void> => {
  const all = { code, name: `Bệnh viện ${code}`, kind: 'hospital', membership: 'approved', ...columns }
  const names = Object.keys(all)
  await owner.query(
    `INSERT INTO hub.facility (${names.join(', ')}) VALUES (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(all),
  )
}
const speak = (code: string, hours_ago: number) =>
  owner.query(
    'INSERT INTO hub.counter_line (facility, sequence, taken_at) VALUES ($1, 1, now() - make_interval(hours => $2))',
    [code, hours_ago],
  )
const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000)

const board = async (): Promise<Json> => (await so('GET', '/api/board/lien-thong')).json
const silent_on_page = async (): Promise<string[]> =>
  ((await board())['lines'] as Json[])
    .filter((line) => line['silent_min'] !== null)
    .map((line) => String(line['facility']))
    .toSorted()

test('a member that never spoke turns red by the same rule, counted from its admission', async () => {
  await put('24101', { decided_at: ago(50) })
  await put('24102', { decided_at: ago(1) })
  await put('24103', { decided_at: ago(90), membership: 'applied' })
  await put('24104', {})
  assert.deepEqual(await silent_on_page(), ['24101'])
  const page = await board()
  const line = (page['lines'] as Json[]).find(({ facility }) => facility === '24101')
  assert.equal(line?.['silent_min'], 50 * 60)
  assert.deepEqual(
    [line?.['reported_at'], line?.['days'].at(-1).state, line?.['days'].at(0).state],
    [null, 'silent', 'none'],
  )
  const gap = (page['gaps'] as Json[]).find(({ facility }) => facility === '24101')
  assert.deepEqual([gap?.['what'], gap?.['count'], gap?.['never']], ['silent', 50 * 60, true])
})

test('one that spoke counts from its last word; what is merged or closed is waited for no more', async () => {
  await put('24111', { decided_at: ago(900) })
  await speak('24111', 30)
  await put('24112', { decided_at: ago(900) })
  await speak('24112', 1)
  await put('24113', { decided_at: ago(900), valid_to: days_ago(10), successor: '24112' })
  await speak('24113', 500)
  await put('24114', { decided_at: ago(900), valid_to: days_ago(3) })
  await put('24115', { decided_at: ago(900), valid_to: days_ago(-30) })
  assert.deepEqual(await silent_on_page(), ['24101', '24111', '24115'], 'who ends in a month is still waited for')
})

test('the page of the exchange, the landing page and the report count the same facilities', async () => {
  const on_page = await silent_on_page()
  const [summaries, now, before] = await as_oversight(hub.site.database, so_caller, async (sql) => [
    await summarise_facilities(sql),
    await list_silent(sql, { day: today(), known_by: null }),
    await list_silent(sql, { day: days_ago(2), known_by: ago(48).toISOString() }),
  ])
  const red = [...summaries.values()]
    .filter(({ attention }) => attention?.what === 'silent')
    .map(({ facility }) => facility)
  assert.deepEqual(red.toSorted(), on_page)
  assert.deepEqual(
    now.silent.map(({ facility }) => facility),
    on_page,
  )
  assert.equal(now.speaking, 5, 'those whose word is waited for')
  assert.ok(!before.silent.some(({ facility }) => facility === '24101'), 'admitted two hours before: not silent yet')
})
