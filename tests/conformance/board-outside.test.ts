/** What others counted, entered by the Sở with its source: beside the house's own word, never in its place, and never 0 by silence. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { walk_once } from '../../src/network/monitor/index.ts'
import { owner_of } from '../board-facility.ts'
import { days_ago, make_speaker } from '../board-reports.ts'
import { start_test_hub } from '../test-hub.ts'
import type { Json } from '../test-site.ts'

const hub = await start_test_hub({ board_ms: 3_600_000 })
const owner = await owner_of(hub.url)
after(() => owner.end())
const so = await hub.person('oversight')
const speaker = await make_speaker(hub, '24012')
const [day, other] = [days_ago(2), days_ago(3)]
const source = 'BHXH tỉnh, công văn 123/BHXH-GĐ ngày 20/11/2026'

const told = {
  '': {
    ...{ visits: 10, admissions: 2, discharges: 1, transfers: 0, claims: null, linked: 0 },
    ...{ 'exam.insured.visits': 6, 'exam.unstated.visits': 1, 'exam.uninsured.visits': 3 },
  },
}
const put = (lines: unknown[], more: object = {}, by = so) =>
  by('POST', '/api/board/outside-totals', { figure: 'claims', source, lines, ...more })
const page = async (on = day): Promise<Json> => (await so('GET', `/api/board/lien-thong/24012/${on}`)).json
const gaps = async (on = day): Promise<string[]> => {
  await walk_once(hub.site.database, '24SYT')
  return ((await page(on))['day'].kinds as Json[])
    .flatMap((one) => one['gaps'] as Json[])
    .map((gap) => `${gap['figure']}: ${gap['what']} ${gap['count']}`)
}

test('nobody said anything: there is no number, no gap, and no nought', async () => {
  assert.equal((await speaker.tell({ [day]: told, [other]: told })).status, 200)
  assert.deepEqual(await gaps(), [])
  assert.deepEqual((await page())['outside'], [])
})

test('more claims at the portal than insured visits is a gap that names its source; the last word counts, all are kept', async () => {
  assert.equal((await put([{ facility: '24012', day, value: 9 }])).status, 200)
  assert.deepEqual(await gaps(), ['claims: outdone 2'])
  const [gap] = ((await page())['day'].kinds as Json[]).flatMap((one) => one['gaps'] as Json[])
  assert.deepEqual(gap?.['says'][0], { source: 'outside', figure: 'claims', value: 9, of: source })
  await put([{ facility: '24012', day, value: 7 }])
  assert.deepEqual(await gaps(), [], 'six insured and one of which nobody wrote who pays')
  await put([{ facility: '24012', day, value: 0 }], { figure: 'admissions' })
  assert.deepEqual(await gaps(), [], 'fewer is no gap: nobody else knows of all')
  await put([{ facility: '24012', day, value: 3 }], { figure: 'admissions', source: 'Báo cáo TT 37 tháng 11' })
  assert.deepEqual(await gaps(), ['admissions: outdone 1'])
  await put([{ facility: '24012', day, value: null }], { figure: 'admissions' })
  assert.deepEqual(await gaps(), [], 'taken back')
  const words = (await page())['outside'] as Json[]
  assert.deepEqual(
    words.map((one) => [one['figure'], one['value']]),
    [
      ['admissions', null],
      ['admissions', 3],
      ['admissions', 0],
      ['claims', 7],
      ['claims', 9],
    ],
  )
  assert.ok(words.every((one) => one['said_by'] === 'Ông oversight' && one['said_at'] !== ''))
})

test('a word that comes after the number is judged by it too', async () => {
  const early = days_ago(5)
  await put([{ facility: '24012', day: early, value: 8 }])
  assert.deepEqual(await gaps(early), [])
  await speaker.tell({ [early]: told })
  assert.deepEqual(await gaps(early), ['claims: outdone 1'])
})

test('all lines or none, each fault with its line; without a source nothing is taken', async () => {
  const wrong = await put([
    { facility: '24012', day: other, value: 5 },
    { facility: '99999', day: other, value: 5 },
    { facility: '24012', day: days_ago(-1), value: 5 },
    { facility: '24012', day: other, value: 5 },
    { facility: '24160', day: other, value: 1.5 },
  ])
  assert.equal(wrong.status, 422, wrong.text)
  for (const words of [
    /Dòng 2: danh bạ không có cơ sở/,
    /Dòng 3: ngày .* chưa tới/,
    /Dòng 4: .*hai lần/,
    /Dòng 5: 1.5/,
  ])
    assert.match(wrong.text, words)
  assert.deepEqual((await page(other))['outside'], [])
  assert.match((await put([{ facility: '24012', day: other, value: 5 }], { source: '  ' })).text, /Cần ghi nguồn/)
  assert.equal((await put([])).status, 422)
  assert.equal((await put([{ facility: '24012', day: other, value: -1 }])).status, 422)
  assert.equal((await put([{ facility: '24012', day: other, value: 5 }], { figure: 'transfers' })).status, 422)
})

test('no facility writes the number it is compared with, and none sees another’s', async () => {
  const member = await hub.person('member_director')
  const inspector = await hub.person('inspector')
  const line = [{ facility: '24012', day: other, value: 1 }]
  assert.deepEqual([(await put(line, {}, member)).status, (await put(line, {}, inspector)).status], [403, 403])
  const own = await member('GET', `/api/board/lien-thong/24012/${day}`)
  assert.equal((own.json['outside'] as Json[]).length, 5, 'it sees what is said of itself')
  await assert.rejects(
    hub.site.database.in_facility('24012', (sql) =>
      sql.query(
        "INSERT INTO hub.outside_total (facility, day, figure, value, source, said_by) VALUES ('24012', $1, 'claims', 1, 'x', 'x')",
        [other],
      ),
    ),
    /row-level security/,
  )
  const seen = await hub.site.database.in_facility('01929', (sql) => sql.query('SELECT FROM hub.outside_total'))
  assert.equal(seen.row_count, 0)
})
