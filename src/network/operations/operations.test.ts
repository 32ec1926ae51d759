/** The IT man looks in the morning: copies, room, queues, faults, browsers. And who may not look. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { make_key, put_public_key } from '../../platform/backup/index.ts'
import { open_client } from '../../platform/database/index.ts'
import { prove } from '../it-level/index.ts'
import { start_test_site } from '../../../tests/test-site.ts'
import type { SendingClocks } from '../sending-clocks/contract.ts'
import type { Health } from './contract.ts'
import { read_agent } from './health/workstations.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-suc-khoe-'))
after(() => rmSync(dir, { recursive: true, force: true }))
process.env['BACKUP_DIR'] = dir
after(() => delete process.env['BACKUP_DIR'])

const running = await start_test_site()
const admin = await running.person('it_admin')
const look = async (): Promise<Health> => {
  const answer = await admin('GET', '/api/operations/health')
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  return answer.json as unknown as Health
}
const as_owner = async (text: string, values: unknown[] = []): Promise<void> => {
  const client = await open_client(running.url)
  await client.query(text, values).finally(() => client.end())
}
const add_run = (id: string, hours_ago: number, state: string, second = ''): Promise<void> =>
  as_owner(
    `INSERT INTO operations.backup (id, started_at, finished_at, state, directory, bytes, database_bytes, second, locked, key, says)
     VALUES ($1, now() - make_interval(hours => $2), now() - make_interval(hours => $2), $3, '/x', 10, 20, $4, '', 'K', 'Ổ đĩa đã đầy')`,
    [id, hours_ago, state, second],
  )

test('a watcher without an account hears whether the house answers, and nothing else', async () => {
  const answer = await fetch(`${running.base}/api/health`)
  assert.equal(answer.status, 200)
  assert.deepEqual(await answer.json(), { status: 'up' })
})

test('only who keeps the house may look', async () => {
  for (const role of ['doctor', 'nurse', 'reception', 'records_archive', 'director']) {
    const person = await running.person(role)
    assert.equal((await person('GET', '/api/operations/health')).status, 403, role)
  }
  assert.equal((await fetch(`${running.base}/api/operations/health`)).status, 401)
})

test('before the first copy all is red, and it says by which word; then the newest copy grows old', async () => {
  const first = await look()
  assert.deepEqual([first.backup.tone, first.backup.key, first.folder?.is_set], ['bad', null, false])
  put_public_key(dir, make_key(new Date()).public_key)
  await add_run('20261101-000000', 1, 'done', 'done')
  assert.equal((await look()).backup.tone, 'good')
  await add_run('failed-1', 0, 'failed')
  const warned = (await look()).backup
  assert.deepEqual([warned.tone, warned.runs[0]?.says], ['warn', 'Ổ đĩa đã đầy'])
  await as_owner("UPDATE operations.backup SET started_at = now() - interval '27 hours' WHERE state = 'done'")
  assert.equal((await look()).backup.tone, 'bad', 'older than BACKUP_RED_AFTER_H (24 h and two)')
})

test('what the database, the disk and the clock say is measured, not told', async () => {
  const { room, database, clock, program, workstations, update } = await look()
  assert.ok(room.database_bytes > 1_000_000 && room.connections > 0 && room.connections_max >= room.connections)
  assert.equal(database.pending, 0)
  assert.match(database.version, /^\d+/)
  assert.match(program.version, /^\d+\.\d+\.\d+$/)
  assert.equal(update, null, 'a clone is not updated by packages')
  assert.ok(Math.abs(clock.database_ms ?? 1e9) < 1_000)
  assert.equal(clock.hub_ms, null, 'the house is joined to nobody')
  assert.ok(workstations.reduce((sum, { count }) => sum + count, 0) >= 1)
})

test('what waits for a person says so: a seal that is missing, a portal whose answer nobody knows, no portal at all', async () => {
  const queue = async (): Promise<string[]> =>
    (await look()).queues
      .filter(({ count }) => count > 0)
      .map(({ name, count, tone }) => `${name} ${count} ${tone}`)
      .toSorted()
  const clocks = async (): Promise<SendingClocks> =>
    (await (await running.person('doctor'))('GET', '/api/sending-clocks')).json as SendingClocks
  await as_owner(`INSERT INTO eprescription.letter (facility, code, state, signed_at)
    VALUES ('24012', '24012a1b2c3d-C', 'unsealed', now() - interval '1 hour')`)
  const states = ['none', 'waiting', 'failed', 'unknown', 'sent']
  await as_owner(
    `INSERT INTO health_book.publication (facility, about, patient, ended_at, state, national_state, next_at)
     SELECT '24012', 'Encounter/' || state, 'p', now() - interval '3 days', 'posted', state, now() + interval '1 day'
     FROM unnest($1::text[]) AS state`,
    [states],
  )
  assert.deepEqual(await queue(), ['portal_unset 4 warn', 'prescriptions_unsealed 1 warn'])
  const without = await clocks()
  assert.deepEqual(without.lines, [], 'where there is no way out nothing is late')
  assert.deepEqual(without.unconnected, [{ to: 'health-portal', waiting: 4 }])
  await as_owner(`INSERT INTO health_book.setting (facility, portal) VALUES ('24012', '{}')
    ON CONFLICT (facility) DO UPDATE SET portal = '{}'`)
  assert.deepEqual(await queue(), ['portal 2 bad', 'portal_open 2 warn', 'prescriptions_unsealed 1 warn'])
  const { lines, unconnected } = await clocks()
  assert.deepEqual(
    [lines.map(({ to, waiting, late }) => [to, waiting, late]), unconnected],
    [[['health-portal', 4, 4]], []],
  )
  await as_owner("UPDATE health_book.setting SET portal = NULL WHERE facility = '24012'")
})

test('from two days on the growth is known', async () => {
  await as_owner(`INSERT INTO operations.size (day, database_bytes) SELECT current_date - 10, max(database_bytes) - 10000000
    FROM operations.size`)
  const { growth_bytes_day } = (await look()).room
  assert.ok(
    growth_bytes_day !== null && growth_bytes_day > 900_000 && growth_bytes_day < 1_300_000,
    `${growth_bytes_day}`,
  )
})

test('a fault of a screen is kept by kind and page, never by its words or a number of a person', async () => {
  const nurse = await running.person('nurse')
  const said = { name: 'TypeError: Nguyễn Thị Hương', place: '/benh-an/0912345678/abc' }
  assert.equal((await nurse('POST', '/api/faults', said)).status, 201)
  for (let i = 0; i < 100 && (await look()).faults.day_count === 0; i += 1)
    await new Promise((on) => setTimeout(on, 100))
  const { faults } = await look()
  assert.deepEqual(
    faults.lines.map(({ name, place, count }) => [name, place, count]),
    [['TypeError', 'màn hình /benh-an', 1]],
  )
})

test('old browsers and systems are named', () => {
  const chrome = (version: number, nt: string) =>
    `Mozilla/5.0 (Windows NT ${nt}; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
  assert.deepEqual(read_agent(chrome(131, '10.0')), {
    browser: 'Chrome',
    version: 131,
    system: 'Windows 10/11',
    is_old: false,
  })
  assert.deepEqual(read_agent(chrome(109, '6.1')), {
    browser: 'Chrome',
    version: 109,
    system: 'Windows 7',
    is_old: true,
  })
  assert.equal(read_agent(`${chrome(131, '10.0')} Edg/131.0.0.0`).browser, 'Edge')
  assert.equal(read_agent('Mozilla/5.0 (Windows NT 10.0; rv:102.0) Gecko/20100101 Firefox/102.0').is_old, true)
  assert.deepEqual(read_agent('').is_old, false, 'who says nothing is not called old')
})

test('the board’s criterion on backup proves itself once the program copies, and not before a drill has passed', async () => {
  const answer = async () =>
    (await prove(running.site.database, '24012', 'look')).find(({ criterion }) => criterion === 'T54-SEC-6')
  assert.equal((await answer())?.answer, 'no')
  assert.match((await answer())?.says ?? '', /chưa diễn tập phục hồi/)
  await as_owner(
    `INSERT INTO operations.restore_drill (id, at, passed, body) VALUES ('d', now(), true, '{"id":"d","rto_ms":214000,"drills":[]}')`,
  )
  assert.equal((await answer())?.answer, 'yes')
  assert.match((await answer())?.says ?? '', /lần gần nhất mất 214 giây/)
  await as_owner('DELETE FROM operations.backup')
  assert.equal(await answer(), undefined, 'another tool copies: its people declare it')
})
