/** The hub's walk over its papers and deliveries: in bounded steps, killed at any moment, and what it forgets changes no sum. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { walk_once } from '../../src/network/monitor/index.ts'
import { days_ago, put_papers } from '../board-reports.ts'
import { start_test_hub } from '../test-hub.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())

const count = async (sql: string): Promise<number> => Number((await owner.query<{ n: string }>(sql)).rows[0]?.n)
const walk = (batch = 70) => walk_once(hub.site.database, '24SYT', batch)
const remembered = () => count('SELECT count(*) AS n FROM hub.board_delivery')

/** Facility, day and kind whose sums are not what the papers and deliveries themselves come to. */
const differing = async (): Promise<unknown[]> =>
  (
    await owner.query(`
      WITH papers AS (
        SELECT *, counters.document_day(kind, created_at::text, about -> 'period') AS day FROM hub.submission
      ), taken AS (
        SELECT sender, day, kind, count(*) FILTER (WHERE replaced_by IS NULL) AS taken FROM papers GROUP BY 1, 2, 3
      ), brought AS (
        SELECT p.sender, p.day, p.kind, count(*) FILTER (WHERE d.state <> 'cancelled') AS delivered,
          count(*) FILTER (WHERE d.state NOT IN ('cancelled', 'requested')) AS received,
          count(*) FILTER (WHERE d.state IN ('accepted', 'rejected', 'completed')) AS opened
        FROM papers AS p JOIN hub.delivery AS d ON d.number = p.number GROUP BY 1, 2, 3
      ), anew AS (
        SELECT sender AS facility, day, kind, taken, coalesce(delivered, 0) AS delivered, coalesce(received, 0) AS received,
          coalesce(opened, 0) AS opened FROM taken LEFT JOIN brought USING (sender, day, kind)
      )
      SELECT facility, day::text, kind, to_json(a) AS anew, to_json(w) AS walked
      FROM anew AS a FULL JOIN (SELECT facility, day, kind, taken, delivered, received, opened FROM hub.day_count WHERE kind <> '') AS w
        USING (facility, day, kind)
      WHERE (a.taken, a.delivered, a.received, a.opened) IS DISTINCT FROM (w.taken, w.delivered, w.received, w.opened)`)
  ).rows

const fill = async (each: number): Promise<void> => {
  for (const [sender, recipient] of [
    ['24012', '01929'],
    ['24160', '24012'],
    ['01929', '24160'],
  ] as const)
    for (const [kind, day] of [
      ['transfer-letter', days_ago(1)],
      ['lab-result', days_ago(2)],
    ] as const)
      await put_papers(hub, { sender, kind, day, count: each, recipient })
  await owner.query(`UPDATE hub.delivery SET state = (ARRAY['requested', 'received', 'accepted', 'completed', 'cancelled'])[1 + number % 5]
    WHERE number > (SELECT position FROM hub.board_walk WHERE name = 'submission')`)
}

const walked_to = () => count("SELECT position AS n FROM hub.board_walk WHERE name = 'submission'")

test('the first walk of an old hub goes in bounded steps and survives kill -9 at any moment', async () => {
  await fill(400)
  await owner.query("UPDATE hub.delivery SET requested_at = now() - interval '400 days' WHERE number % 3 = 0")
  const path = join(import.meta.dirname, '..', 'board-walk-process.ts')
  const halves: number[] = []
  for (let i = 0; i < 8; i += 1) {
    const child = spawn(process.execPath, [path, hub.url, '20'], { stdio: ['ignore', 'ignore', 'inherit'] })
    const gone = once(child, 'exit')
    const start = await walked_to()
    while (child.exitCode === null && (await walked_to()) <= start) await sleep(5)
    await sleep(3 * i)
    child.kill('SIGKILL')
    await gone
    halves.push(await walked_to())
  }
  assert.ok(
    halves.some((position) => position > 0 && position < 2_400),
    `killed under way: ${halves.join(', ')}`,
  )
  assert.ok(
    halves.every((position) => position % 40 === 0),
    'whole steps, or none',
  )
  await walk(20)
  assert.deepEqual(await differing(), [])
  await walk(20)
  assert.deepEqual(await differing(), [], 'nothing twice')
})

test('what goes on is counted by the difference, and deliveries made long after their paper once', async () => {
  await owner.query(`UPDATE hub.delivery SET state = CASE state WHEN 'requested' THEN 'completed' ELSE 'rejected' END
    WHERE state IN ('requested', 'received') AND number % 2 = 0 AND requested_at > now() - interval '1 day'`)
  await owner.query(`INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, state)
    SELECT '24999', number, sender, person, kind, document, about, 'received' FROM hub.delivery WHERE number % 7 = 0`)
  await walk()
  assert.deepEqual(await differing(), [])
  await put_papers(hub, { sender: '24012', kind: 'transfer-letter', day: days_ago(0), count: 30, recipient: '01929' })
  await walk()
  assert.deepEqual(await differing(), [])
})

const waiting = "SELECT count(*) AS n FROM hub.delivery WHERE state IN ('requested', 'received')"

test('what has ended is forgotten after an hour, what nobody opens after the rule’s days; no sum changes, then or later', async () => {
  const young = await count(`${waiting} AND requested_at > now() - interval '180 days'`)
  assert.ok(young > 0 && young < (await count(waiting)), 'the very old ones were given up in the first round')
  assert.ok((await remembered()) > young)
  await owner.query(`UPDATE hub.delivery SET requested_at = requested_at - interval '2 hours';
    UPDATE hub.board_delivery SET requested_at = requested_at - interval '2 hours'`)
  for (let i = 0; i < 40; i += 1) await walk()
  assert.equal(await remembered(), young)
  assert.deepEqual(await differing(), [])
  await owner.query(
    "UPDATE hub.delivery SET state = 'accepted' WHERE state = 'received' AND requested_at > now() - interval '9 days'",
  )
  await walk()
  assert.deepEqual(await differing(), [], 'a young one that is opened still counts')
  await owner.query("UPDATE hub.board_rule SET value = 1 WHERE name = 'open_days_max'")
  await owner.query("UPDATE hub.board_delivery SET requested_at = now() - interval '25 hours'")
  for (let i = 0; i < 40; i += 1) await walk()
  assert.equal(await remembered(), 0)
  assert.deepEqual(await differing(), [])
})

test('a hub that stood still for days takes up what came meanwhile, each once', async () => {
  await owner.query("UPDATE hub.board_rule SET value = 180 WHERE name = 'open_days_max'")
  await owner.query("UPDATE hub.delivery SET requested_at = requested_at - interval '6 days'")
  await owner.query("UPDATE hub.board_walk SET seen_at = now() - interval '5 days'")
  await fill(40)
  await owner.query(`UPDATE hub.delivery SET requested_at = now() - interval '3 days' WHERE number > (
    SELECT position FROM hub.board_walk WHERE name = 'submission')`)
  await owner.query(`INSERT INTO hub.delivery (recipient, number, sender, person, kind, document, about, state, requested_at)
    SELECT '24998', number, sender, person, kind, document, about, 'completed', now() - interval '2 days' FROM hub.delivery
    WHERE recipient <> '24999' AND number % 11 = 0`)
  assert.notDeepEqual(await differing(), [])
  await walk()
  assert.deepEqual(await differing(), [])
  await walk()
  assert.deepEqual(await differing(), [])
})
