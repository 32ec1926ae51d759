/** What facilities do for people (STAT-10) and what becomes of prescriptions (MON-26): sums that say whom they do not know. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { shift_days } from '../../src/base/time/index.ts'
import { walk_once } from '../../src/network/monitor/index.ts'
import type { DayFigures } from '../../src/network/counters/index.ts'
import { owner_of } from '../board-facility.ts'
import { days_ago, make_speaker, put_papers, today } from '../board-reports.ts'
import { admit, start_test_hub } from '../test-hub.ts'
import type { Json } from '../test-site.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = await owner_of(hub.url)
after(() => owner.end())
const so = await hub.person('oversight')
const [house, other, silent] = ['24012', '01929', '24160']
const pharmacy = '24N01'
await admit(hub.site, { code: pharmacy, name: 'Nhà thuốc thử', kind: 'pharmacy' }, hub.house(house).seal.certificate)
const walk = () => walk_once(hub.site.database, '24SYT')

const weekday = (new Date(`${today()}T00:00:00Z`).getUTCDay() + 6) % 7
const monday = days_ago(weekday + 7)
const week = Array.from({ length: 7 }, (_, i) => shift_days(monday, i))
const day_of = (visits: number, more: Record<string, number> = {}): DayFigures => ({
  '': { visits, admissions: 4, discharges: 2, transfers: 1, claims: null, ...more },
})
const state = (sort: string, beds: number | null) => ({
  ...{ from_day: '2020-01-01', name: '', level: null, rank: null, beds, ownership: 'public', sort, area: null },
  ...{ codes: {}, contacts: [], source: 'thử', is_past: false },
})
const put_state = async (code: string, body: Json): Promise<void> => {
  const answer = await so('POST', `/api/board/facilities/${code}/state`, body)
  assert.ok(answer.status < 300, answer.text)
}
await put_state(house, state('general', 10))
await put_state(other, state('specialised', null))

const a = await make_speaker(hub, house)
const b = await make_speaker(hub, other)
assert.equal((await a.tell(Object.fromEntries(week.map((day) => [day, day_of(100, { stay_days: 8 })])))).status, 200)
// It lost the line for two days.
assert.equal((await b.tell(Object.fromEntries(week.slice(2).map((day) => [day, day_of(50)])))).status, 200)
await walk()
const old_days = (code: string, first: string, visits: number) =>
  owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, state, is_fresh)
     SELECT $1, $2::date + i, '', jsonb_build_object('visits', $3::integer, 'admissions', 5, 'discharges', 2, 'transfers', 1), 'whole', false
     FROM generate_series(0, 6) AS i`,
    [code, first, visits],
  )
await old_days(house, shift_days(monday, -7), 80)
await old_days(other, shift_days(monday, -7), 10)
await old_days(house, shift_days(monday, -364), 125)

const line_of = (page: Json, code: string): Json => page['facilities'].find((one: Json) => one['code'] === code)

test('a week of the province: only who told every day of both times is compared; who told nothing is no nought', async () => {
  const { status, json } = await so('GET', '/api/board/activity?by=week')
  assert.equal(status, 200)
  assert.deepEqual([json['starts_on'], json['ends_on'], json['is_running']], [monday, week[6], false])
  const { sum, before, year, days_due } = json['total']
  assert.deepEqual([sum.visits, sum.admissions, sum.days, days_due], [950, 48, 12, 21])
  assert.deepEqual([before.facilities, before.percent.visits, before.percent.admissions], [1, 25, -20])
  assert.deepEqual([year.facilities, year.ago.visits, year.percent.visits], [1, 875, -20])
  assert.deepEqual([line_of(json, other).before.percent.visits, line_of(json, other).sum.days], [null, 5])
  assert.deepEqual([line_of(json, silent).sum.visits, line_of(json, silent).sum.days], [null, 0])
  assert.equal(line_of(json, pharmacy), undefined, 'a pharmacy treats nobody')
})

test('the use of beds is told of whom beds and days of stay are known, of nobody else', async () => {
  const { json } = await so('GET', '/api/board/activity?by=week')
  const known = line_of(json, house)
  assert.deepEqual([known.sum.average_stay, known.beds, known.bed_percent], [4, 10, 80])
  assert.deepEqual([line_of(json, other).sum.stay_days, line_of(json, other).bed_percent], [null, null])
  assert.deepEqual([json['total'].beds, json['total'].bed_percent], [10, 80])
  const sorts = (json['by_sort'] as Json[]).map(({ id, facilities, sum }) => [id, facilities, sum.visits])
  assert.deepEqual(
    sorts,
    [
      ['specialised', 1, 250],
      ['general', 1, 700],
      ['', 1, null],
    ].toSorted(([x], [y]) => (x === '' ? 1 : y === '' ? -1 : String(x) < String(y) ? 1 : -1)),
  )
})

test('by day, by month, of a time that runs, of one facility; a day, a unit, a facility that is none says so', async () => {
  const day = await so('GET', `/api/board/activity?by=day&on=${week[3]}`)
  assert.deepEqual(
    [day.json['total'].sum.visits, day.json['total'].before.starts_on],
    [150, shift_days(week[3] ?? '', -7)],
  )
  const month = await so('GET', `/api/board/activity?by=month&on=${monday}`)
  assert.equal(month.json['starts_on'], `${monday.slice(0, 7)}-01`)
  const running = await so('GET', `/api/board/activity?by=week&on=${today()}`)
  assert.deepEqual(
    [running.json['is_running'], running.json['later'], running.json['total'].before.facilities],
    [true, '', 0],
  )
  const one = await so('GET', `/api/board/activity/${house}?by=week`)
  assert.deepEqual([one.json['facilities'].length, one.json['total'].sum.visits], [1, 700])
  assert.deepEqual(
    (one.json['points'] as Json[]).slice(-2).map((point) => [point['now'].visits, point['ago']?.visits ?? null]),
    [
      [560, null],
      [700, 875],
    ],
  )
  assert.equal((await so('GET', '/api/board/activity/99999')).status, 404)
  for (const wrong of ['by=year', 'by=week&on=2026-02-30', `by=week&on=${days_ago(-3)}`])
    assert.equal((await so('GET', `/api/board/activity?${wrong}`)).status, 400, wrong)
})

/** What is kept is what the counts add up to. */
const compare = async (): Promise<void> => {
  const { rows } = await owner.query(
    `SELECT * FROM (
       SELECT facility, u.unit, u.starts_on, count(*) AS days, sum((said ->> 'visits')::bigint) AS visits,
         sum(coalesce((said ->> 'stay_days')::bigint, 0)) AS stay_days
       FROM hub.day_count, LATERAL (VALUES ('day', day), ('week', date_trunc('week', day)::date), ('month', date_trunc('month', day)::date)) AS u (unit, starts_on)
       WHERE kind = '' AND said ->> 'visits' IS NOT NULL GROUP BY 1, 2, 3) AS counted
     FULL JOIN (SELECT * FROM hub.activity_sum WHERE days > 0) AS kept USING (facility, unit, starts_on)
     WHERE counted.days IS DISTINCT FROM kept.days OR counted.visits IS DISTINCT FROM kept.visits OR counted.stay_days IS DISTINCT FROM kept.stay_days`,
  )
  assert.deepEqual(rows, [])
}

test('a late word corrects its day, its week and its month; a day taken away leaves them', async () => {
  await compare()
  assert.equal((await a.tell({ [week[1] ?? '']: day_of(130, { stay_days: 1 }) })).status, 200)
  await walk()
  await compare()
  const { json } = await so('GET', '/api/board/activity?by=week')
  assert.equal(line_of(json, house).sum.visits, 730)
  await owner.query('UPDATE hub.day_count SET is_fresh = false, missing = 3')
  await owner.query('DELETE FROM hub.day_count WHERE facility = $1 AND day = $2', [other, week[4]])
  await owner.query('UPDATE hub.day_count SET said = NULL WHERE facility = $1 AND day = $2', [other, week[5]])
  await compare()
})

test('prescriptions: what houses sign, and by the hub’s walk what became of those a pharmacy was named for', async () => {
  const day = week[2] ?? ''
  const written = { due: 12, excused: 1, made: 12, sent: 10, overdue: 1, acknowledged: 10 }
  assert.equal((await a.tell({ [day]: { ...day_of(100, { stay_days: 8 }), prescription: written } })).status, 200)
  const papers = await put_papers(hub, { sender: house, kind: 'prescription', day, count: 6, recipient: pharmacy })
  await put_papers(hub, { sender: house, kind: 'transfer-letter', day, count: 2, recipient: other })
  await walk()
  const page = () => so('GET', '/api/board/prescribing?by=week').then(({ json }) => json)
  const use = ({ named, handed, returned, waiting }: Json) => [named, handed, returned, waiting]
  assert.deepEqual(use((await page())['total']), [6, 0, 0, 6], 'letters to hospitals are none of them')
  const turn = (states: string[]) =>
    owner.query(
      'UPDATE hub.delivery AS d SET state = w.state FROM unnest($1::text[], $2::text[]) AS w (document, state) WHERE d.document = w.document',
      [papers.slice(0, states.length), states],
    )
  await turn(['completed', 'accepted', 'rejected', 'received'])
  await walk()
  await turn(['completed', 'completed', 'rejected', 'completed'])
  await walk()
  const { total, houses, pharmacies } = await page()
  assert.deepEqual([total.signed, total.national, ...use(total)], [11, 10, 6, 3, 1, 2])
  assert.deepEqual(
    [houses[0].facility, pharmacies.length, pharmacies[0].name, ...use(pharmacies[0])],
    [...[house, 1, 'Nhà thuốc thử', 6, 3, 1, 2]],
  )
  const figures = await so('GET', `/api/hub/reports/figures/don_thuoc.chua_lay?tu=${monday}&den=${week[6]}`)
  assert.deepEqual([figures.json['value'], figures.json['rows'][0].cells.at(-1)], [2, 2], 'a report says the same')
})

test('a report of the week says what the page says, and each figure leads to the facilities', async () => {
  const { json } = await so('GET', '/api/board/activity?by=week')
  for (const [name, value] of [
    ['hoat_dong.luot', json['total'].sum.visits],
    ['hoat_dong.vao_vien', json['total'].sum.admissions],
    ['hoat_dong.cong_suat', json['total'].bed_percent],
    ['hoat_dong.ngay_thieu', json['total'].days_due - json['total'].sum.days],
  ] as const) {
    const told = await so('GET', `/api/hub/reports/figures/${name}?tu=${monday}&den=${week[6]}`)
    assert.equal(told.json['value'], value, name)
    assert.match(told.json['rows'][0].path, /^\/so\/hoat-dong\/\w{5}$/)
  }
})

test('the sums are the Sở’s: a member is refused, behind the wall it finds its own rows only', async () => {
  const member = await hub.person('member_director')
  for (const path of ['/api/board/activity', `/api/board/activity/${other}`, '/api/board/prescribing'])
    assert.equal((await member('GET', path)).status, 403, path)
  assert.equal((await (await hub.person('inspector'))('GET', '/api/board/activity')).status, 200)
  const { rows } = await hub.site.database.in_facility(house, (sql) =>
    sql.query<{ facility: string }>(
      'SELECT DISTINCT facility FROM hub.activity_sum UNION SELECT facility FROM hub.prescription_use',
    ),
  )
  assert.deepEqual(rows, [{ facility: house }])
})
