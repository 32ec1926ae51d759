import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make_link_key } from '../../src/network/exchange/index.ts'
import { edition, sign_report, type DayFigures } from '../../src/network/counters/index.ts'
import { as_oversight, walk_once } from '../../src/network/monitor/index.ts'
import { days_ago, make_speaker, put_papers, today } from '../board-reports.ts'
import { start_test_hub } from '../test-hub.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const a = await make_speaker(hub, '24012')
const a_server = await hub.member('24012')
const caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}

const yesterday = days_ago(1)
const quiet: DayFigures = { '': { visits: 0, admissions: 0, discharges: 0, transfers: 0, claims: null } }
const by_type = (cells: Record<string, number>): DayFigures => ({
  '': { visits: 3, admissions: 0, discharges: 0, transfers: 0, claims: null, ...cells },
})
const letters = (due: number, sent: number, overdue = 0): DayFigures => ({
  '': { visits: 5, admissions: 1, discharges: 1, transfers: 0, claims: null },
  'transfer-letter': { due, excused: 0, made: due, sent, overdue },
})

type Count = {
  facility: string
  day: string
  kind: string
  taken: number
  state: string
  missing: number
  gaps: { what: string; count: number }[]
}
const counts = async (facility: string, day: string): Promise<Record<string, Count>> => {
  await walk_once(hub.site.database, '24SYT')
  const { rows } = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<Count>(
      'SELECT facility, day::text, kind, taken, state, missing, gaps FROM hub.day_count WHERE facility = $1 AND day = $2',
      [facility, day],
    ),
  )
  return Object.fromEntries(rows.map((row) => [row.kind, row]))
}

test('reports are taken in order, each once: a replay is the same taking, a reordered or forked one is refused by name', async () => {
  const first = await a.say({ [yesterday]: quiet })
  const taken = await a.send(first)
  assert.deepEqual([taken.status, taken.json['sequence'], taken.json['expected']], [200, 1, 2])
  assert.equal((await a.send(first)).status, 200, 'the same bytes again')
  const third = await a.tell({ [yesterday]: quiet }, { sequence: 3 })
  assert.equal(third.status, 409)
  assert.match(third.text, /đang chờ báo cáo số 2/)
  assert.equal((await a.tell({}, { previous: 'f'.repeat(64) })).status, 409, 'another history')
  assert.equal(
    (await a.tell({ [today()]: quiet }, { sequence: 1, previous: '' })).status,
    409,
    'other words under a taken number',
  )
  assert.deepEqual((await a.send(first)).json, taken.json, 'and the same receipt, however often')
  const line = await a_server('GET', '/lien-thong/counters')
  assert.deepEqual([line.json['sequence'], line.json['expected']], [1, 2])
  const { rows } = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<{ replays: number; reports: number; refusals: number; dated: boolean }>(
      `SELECT replays, refusals, last_replayed_at > now() - interval '5 minutes' AS dated,
         (SELECT count(*)::integer FROM hub.counter_report AS r WHERE r.facility = l.facility) AS reports
       FROM hub.counter_line AS l WHERE facility = '24012'`,
    ),
  )
  assert.deepEqual(rows, [{ replays: 2, refusals: 3, dated: true, reports: 1 }])
})

test('a report by another key, without a token, or in another’s name is refused and counted', async () => {
  const stranger = await make_link_key()
  const report = {
    edition,
    facility: '24012',
    sequence: 2,
    previous: '',
    counted_at: new Date().toISOString(),
    days: [],
  }
  const refused = await a.send(await sign_report(report, stranger.private_jwk))
  assert.equal(refused.status, 401, refused.text)
  assert.equal((await a.send('không phải là JWS')).status, 401)
  const b = await make_speaker(hub, '01929')
  assert.equal((await a.send(await b.say({}))).status, 401, 'B’s key does not speak for A')
  assert.equal((await b.tell({}, { facility: '24012' })).status, 422, 'B does not speak for A with its own key either')
  const so = await hub.person('oversight')
  assert.equal((await so('POST', '/lien-thong/counters', { jws: 'x' })).status, 403, 'nobody types a report')
  const { rows } = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<{ status: number; count: number }>(
      "SELECT status, count(*)::integer AS count FROM hub.counter_refusal WHERE facility = '24012' GROUP BY 1 ORDER BY 1",
    ),
  )
  assert.deepEqual(rows, [
    { status: 401, count: 3 },
    { status: 409, count: 3 },
  ])
})

test('what cannot be true is refused with every fault: the future, the distant past, negative and absurd numbers', async () => {
  const wrong: [string, Record<string, DayFigures>, object][] = [
    ['tương lai', {}, { counted_at: new Date(Date.now() + 3_600_000).toISOString() }],
    ['chưa tới', { [days_ago(-1)]: quiet }, {}],
    ['quá 62 ngày', { [days_ago(62)]: quiet }, {}],
    ['không thể có', { [yesterday]: letters(-1, 0) }, {}],
    ['không thể có', { [yesterday]: letters(1_000_001, 0) }, {}],
    ['không thể có', { [yesterday]: letters(1.5, 0) }, {}],
    ['ấn bản', {}, { edition: '2031.01' }],
    ['Không có số liệu', { [yesterday]: { 'health-book': { taken: 5 } } }, {}],
    ['cộng lại 2, không bằng tổng 3', { [yesterday]: by_type({ linked: 0, 'exam.insured.visits': 2 }) }, {}],
    [
      'cộng lại 1, không bằng tổng 2',
      { [yesterday]: by_type({ linked: 2, 'exam.insured.visits': 3, 'exam.insured.linked': 1 }) },
      {},
    ],
    ['thiếu tổng', { [yesterday]: by_type({ 'exam.insured.visits': 3 }) }, {}],
    ['Không có số liệu', { [yesterday]: by_type({ linked: 0, 'surgery.insured.visits': 3 }) }, {}],
  ]
  for (const [words, days, wish] of wrong) {
    const answer = await a.tell(days, wish)
    assert.equal(answer.status, 422, `${words}: ${answer.text}`)
    assert.match(answer.text, new RegExp(words))
  }
  const odd = await a.tell({}, { days: [{ day: yesterday, figures: { constructor: {} } as DayFigures }] })
  assert.equal(odd.status, 422)
  assert.equal((await a.tell({ [yesterday]: quiet })).status, 200, 'nothing of it stands in the way of the next')
})

test('the board names what is missing, what is inflated, and a correction puts the day right', async () => {
  const day = days_ago(2)
  await put_papers(hub, { sender: '24012', kind: 'transfer-letter', day, count: 3 })
  assert.equal((await a.tell({ [day]: letters(4, 3) })).status, 200)
  const short = (await counts('24012', day))['transfer-letter']
  assert.deepEqual(
    [short?.taken, short?.state, short?.gaps.map(({ what, count }) => [what, count])],
    [3, 'gap', [['missing', 1]]],
  )

  assert.equal((await a.tell({ [day]: letters(4, 4) })).status, 200)
  const inflated = (await counts('24012', day))['transfer-letter']
  assert.deepEqual(
    inflated?.gaps.map(({ what, count }) => [what, count]),
    [
      ['missing', 1],
      ['inflated', 1],
    ],
  )

  await put_papers(hub, { sender: '24012', kind: 'transfer-letter', day, count: 1 })
  const whole = await counts('24012', day)
  assert.deepEqual([whole['transfer-letter']?.state, whole['']?.state], ['whole', 'whole'])

  assert.equal((await a.tell({ [day]: letters(3, 3) })).status, 200)
  assert.deepEqual(
    (await counts('24012', day))['transfer-letter']?.gaps.map(({ what }) => what),
    ['unsaid'],
  )
})

test('a correction of a letter takes the place of the old one, and the walk is what a count anew would be', async () => {
  const day = days_ago(3)
  const paper = { sender: '24012', kind: 'transfer-letter', count: 1 }
  const [old = ''] = await put_papers(hub, { ...paper, day })
  assert.equal((await counts('24012', day))['transfer-letter']?.taken, 1)
  const [new_one = ''] = await put_papers(hub, { ...paper, day: yesterday, replaces: old })
  await put_papers(hub, { ...paper, day: yesterday, replaces: new_one })
  assert.equal((await counts('24012', day))['transfer-letter']?.taken, 0, 'it stands on its own day now')
  const moved = (await counts('24012', yesterday))['transfer-letter']
  assert.equal(moved?.taken, 1, 'and once, however often it was corrected')
  const { rows } = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<{ differs: number }>(
      `SELECT count(*)::integer AS differs FROM hub.board_recount('24012', $1, $2) AS r
       FULL JOIN (SELECT * FROM hub.day_count WHERE facility = '24012' AND taken > 0) AS d USING (day, kind)
       WHERE coalesce(r.taken, 0) <> coalesce(d.taken, 0)`,
      [days_ago(60), today()],
    ),
  )
  assert.equal(rows[0]?.differs, 0)
})

test('nothing of another facility is seen: the wall stands in the database', async () => {
  const seen = await hub.site.database.in_facility('01929', (sql) =>
    sql.query("SELECT FROM hub.day_count WHERE facility = '24012'"),
  )
  assert.equal(seen.row_count, 0)
  const walked = await hub.site.database.in_facility('01929', (sql) =>
    sql.query('SELECT * FROM hub.board_submissions(0, 10)'),
  )
  assert.equal(walked.row_count, 0)
})
