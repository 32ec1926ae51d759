import assert from 'node:assert/strict'
import { test } from 'node:test'
import { as_oversight, sum_days, summarise_facilities, walk_once } from '../../src/network/monitor/index.ts'
import type { DayFigures } from '../../src/network/counters/index.ts'
import { days_ago, make_speaker, put_papers, today } from '../board-reports.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Json } from '../test-site.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const a = await make_speaker(hub, '24012')
const b = await make_speaker(hub, '01929')
const so = await hub.person('oversight')
const lead = await hub.person('oversight_lead')
const inspector = await hub.person('inspector')
const member = await hub.person('member_director')
const yesterday = days_ago(1)
const caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}

const books = (visits: number, sent: number): DayFigures => ({
  '': { visits, admissions: 2, discharges: 3, transfers: 0, claims: null },
  'health-book': { due: visits, excused: 0, made: visits, sent, overdue: visits - sent },
})
await put_papers(hub, { sender: '24012', kind: 'health-book', day: yesterday, count: 58 })
await put_papers(hub, { sender: '01929', kind: 'health-book', day: yesterday, count: 40 })
await put_papers(hub, { sender: '24012', kind: 'transfer-letter', day: yesterday, count: 2, recipient: '01929' })
const letters = { due: 2, excused: 0, made: 2, sent: 2, overdue: 0 }
assert.equal(
  (await a.tell({ [yesterday]: { ...books(100, 58), 'transfer-letter': letters }, [today()]: books(0, 0) })).status,
  200,
)
assert.equal((await b.tell({ [yesterday]: books(40, 40), [today()]: books(0, 0) })).status, 200)
await walk_once(hub.site.database, '24SYT')

const line_of = (json: Json, facility: string): Json => json['lines'].find((one: Json) => one['facility'] === facility)

test('the province in one page: each facility’s days, totals of yesterday, and what is missing by name', async () => {
  const { status, json } = await so('GET', '/api/board/lien-thong?days=14')
  assert.equal(status, 200)
  assert.equal(json['lines'].length, 3, 'every member has a line, also one that never spoke')
  assert.equal(line_of(json, '24012').days.length, 14)
  assert.deepEqual(line_of(json, '24012').days.at(-2), { day: yesterday, state: 'gap', missing: 42 })
  assert.equal(line_of(json, '01929').days.at(-2).state, 'whole')
  assert.deepEqual([line_of(json, '24160').reported_at, line_of(json, '24160').days.at(-2).state], [null, 'none'])
  const [gap] = json['gaps'] as Json[]
  assert.deepEqual(
    [gap?.['facility'], gap?.['day'], gap?.['kind'], gap?.['what'], gap?.['count']],
    ['24012', yesterday, 'health-book', 'missing', 42],
  )
  const total = json['totals'].find((one: Json) => one['kind'] === 'health-book')
  assert.deepEqual([total.said.due, total.seen.taken, total.missing], [140, 98, 42])
  const letter = json['totals'].find((one: Json) => one['kind'] === 'transfer-letter')
  assert.deepEqual([letter.seen.taken, letter.seen.delivered, letter.seen.opened], [2, 2, 0])
  const filtered = await so('GET', '/api/board/lien-thong?kind=transfer-letter')
  assert.equal(line_of(filtered.json, '24012').days.at(-2).state, 'whole', 'by kind')
  assert.equal((await so('GET', '/api/board/lien-thong?kind=constructor')).status, 400)
})

test('the papers of yesterday are one figure: nothing sent too often at one place makes good for another', async () => {
  const { json } = await so('GET', '/api/board/lien-thong')
  assert.deepEqual(
    [json['flow'].day, json['flow'].papers, json['flow'].asked],
    [yesterday, { due: 142, arrived: 100, missing: 42 }, 1],
  )
  await put_papers(hub, { sender: '01929', kind: 'health-book', day: yesterday, count: 5 })
  await walk_once(hub.site.database, '24SYT')
  const again = (await so('GET', '/api/board/lien-thong')).json['flow']
  assert.deepEqual(again.papers, { due: 142, arrived: 100, missing: 42 }, 'five too many are none of the 42')
  assert.equal(again.asked, 2, 'what B did not say it sent is to be asked')
  const [{ json: by_kind }, { json: own }] = [
    await so('GET', '/api/board/lien-thong?kind=transfer-letter'),
    await member('GET', '/api/board/lien-thong'),
  ]
  assert.deepEqual(by_kind['flow'].papers, { due: 2, arrived: 2, missing: 0 })
  assert.deepEqual(own['flow'].papers, { due: 102, arrived: 60, missing: 42 })
  const sums = await as_oversight(hub.site.database, caller, (sql) => sum_days(sql, yesterday, yesterday))
  const papers = sums.filter(({ kind }) => kind !== '')
  const added = (name: 'due' | 'arrived') => papers.reduce((sum, one) => sum + (one[name] ?? 0), 0)
  assert.deepEqual([added('due'), added('arrived')], [142, 100], 'and a report says the same')
})

test('drilled to the day: both sources, every word said of it; and never a person', async () => {
  const day = await inspector('GET', `/api/board/lien-thong/24012/${yesterday}`)
  assert.equal(day.status, 200, day.text)
  const book = day.json['day'].kinds.find((one: Json) => one['kind'] === 'health-book')
  assert.deepEqual([book.said.due, book.seen.taken, book.missing], [100, 58, 42])
  assert.deepEqual(
    day.json['history'].map((one: Json) => one['sequence']),
    [1],
  )
  const facility = await inspector('GET', '/api/board/lien-thong/24012')
  assert.equal(facility.json['days'][1].day, yesterday, 'the latest first')
  const all = [day.text, facility.text, (await so('GET', '/api/board/lien-thong')).text].join()
  assert.doesNotMatch(all, /patient|urn:uuid|"person"/)
  assert.equal((await so('GET', '/api/board/lien-thong/99999')).status, 404)
  assert.equal((await so('GET', '/api/board/lien-thong/24012/2026-02-30')).status, 400)
})

test('a member sees its own line and no other; who has no right sees nothing; an inspector changes nothing', async () => {
  const own = await member('GET', '/api/board/lien-thong')
  assert.deepEqual(
    own.json['lines'].map((one: Json) => one['facility']),
    ['24012'],
  )
  assert.ok(own.json['gaps'].every((one: Json) => one['facility'] === '24012'))
  assert.equal(own.json['totals'].find((one: Json) => one['kind'] === 'health-book').seen.taken, 58)
  assert.equal((await member('GET', '/api/board/lien-thong/24012')).status, 200)
  assert.equal((await member('GET', '/api/board/lien-thong/01929')).status, 404)
  assert.equal((await member('GET', `/api/board/lien-thong/01929/${yesterday}`)).status, 404)
  assert.equal((await (await hub.person('hub_operator'))('GET', '/api/board/lien-thong')).status, 403)
  for (const person of [inspector, member])
    assert.equal((await person('PUT', '/api/board/rules/grace_min', { value: 5 })).status, 403)
  assert.equal(
    (await member('GET', '/fhir/DocumentReference')).status,
    403,
    'no paper for a member’s people at the hub',
  )
})

test('a silent facility turns red for its last days, whatever it said before, and heads the list', async () => {
  assert.equal((await lead('PUT', '/api/board/rules/silent_after_min', { value: 120, reason: 'Thử' })).status, 200)
  await as_oversight(hub.site.database, caller, (sql) =>
    sql.query("UPDATE hub.counter_line SET taken_at = now() - interval '31 hours' WHERE facility = '01929'"),
  )
  const { json } = await so('GET', '/api/board/lien-thong')
  const line = line_of(json, '01929')
  assert.equal(line.days.at(-1).state, 'silent')
  assert.equal(line.silent_min, 31 * 60)
  assert.deepEqual([json['gaps'][0].what, json['gaps'][0].facility], ['silent', '01929'])
  const summary = await as_oversight(hub.site.database, caller, (sql) => summarise_facilities(sql))
  assert.deepEqual(
    [summary.get('01929')?.attention?.what, summary.get('24012')?.attention?.what, summary.get('24012')?.days.length],
    ['silent', 'missing', 14],
  )
  assert.equal((await b.tell({})).status, 200)
  assert.equal(line_of((await so('GET', '/api/board/lien-thong')).json, '01929').silent_min, null, 'it speaks again')
})
