/** What a facility has to do (MON-14, MON-23): everything with a day and everything that came back, each once, the late first. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { shift_days } from '../../src/base/time/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { today as real_today } from '../board-reports.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
const [own, other] = ['24304', '24309']
const play = create_player(hub)
for (const deed of build_deeds(one_year).filter(({ on, facility }) => facility === own && on <= '2025-03-10'))
  await play(deed)
const unit = await hub.unit(own)
const here = `/api/board/facilities/${own}`

type ToDo = { what: string; words: string; due: string | null; link: string; is_red: boolean }
const to_do = async (on: string, person = unit): Promise<ToDo[]> => {
  hub.clock.today = on
  return (await person('GET', here)).json['to_do'] as ToDo[]
}
const add = async (kind: string, body: object): Promise<string> => {
  const { status, json, text } = await unit('POST', `${here}/entries`, { kind, body })
  assert.equal(status, 201, text)
  return String(json['id'])
}
const about = (lines: ToDo[], words: RegExp) => lines.filter((one) => words.test(one.words))

test('what came back of any register is said with the Sở’s reason, and gone once it is sent again', async () => {
  const ids = [await add('techniques', { name: 'Danh mục 2025' }), await add('survey', { on: '2025-03-05' })]
  for (const id of ids) {
    assert.equal((await unit('POST', `${here}/entries/${id}/submit`, {})).status, 200)
    const returned = await hub.so('POST', `${here}/entries/${id}/return`, { reason: 'Thiếu số liệu' })
    assert.equal(returned.status, 200, returned.text)
  }
  const lines = about(await to_do('2025-03-12'), /^Sở trả lại/)
  assert.deepEqual(
    lines.map(({ words, link, is_red }) => [words, link, is_red]).toSorted(),
    [
      ['Sở trả lại danh mục “Danh mục 2025”: Thiếu số liệu', `/so/co-so/${own}/ho-so`, true],
      ['Sở trả lại phiếu khảo sát “05/03/2025”: Thiếu số liệu', `/so/co-so/${own}/khao-sat`, true],
    ].toSorted(),
  )
  for (const id of ids) await unit('POST', `${here}/entries/${id}/submit`, {})
  assert.deepEqual(about(await to_do('2025-03-12'), /^Sở trả lại/), [])
})

test('what has a day stands there when it nears and when it is late, and goes when it is done', async () => {
  const inspection = { on: '2025-03-01', by: 'Công an tỉnh', found: 'Cổng quản trị mở', fix_by: '2025-04-10' }
  const id = await add('inspection', inspection)
  await add('certificates', { group: 'Bác sĩ', need: 40, issued: 40, ends_on: '2025-05-05' })
  await add('package', { name: 'Tường lửa', way: 'buy', dong: 1_000_000, stage: 'bidding', due_on: '2025-04-01' })
  assert.deepEqual(about(await to_do('2025-03-12'), /Kiểm tra an toàn|Bác sĩ|Tường lửa/), [], 'none is near')
  const near = await to_do('2025-04-06')
  const said = (lines: ToDo[]) =>
    about(lines, /Kiểm tra an toàn|Bác sĩ|Tường lửa/).map(({ words, link }) => [words, link.replace(/.*\//, '')])
  assert.deepEqual(said(near), [
    ['Mua sắm, thuê dịch vụ: Tường lửa quá hạn 01/04/2025', 'kinh-phi'],
    ['Kiểm tra an toàn cùng công an: 01/03/2025 đến hạn 10/04/2025', 'khao-sat'],
    ['Chứng thư số: Bác sĩ đến hạn 05/05/2025', 'khao-sat'],
  ])
  const reds = near.map(({ is_red }) => is_red)
  assert.deepEqual(
    reds,
    reds.toSorted((a, b) => Number(b) - Number(a)),
    'the late first',
  )
  assert.equal(new Set(near.map(({ words }) => words)).size, near.length, 'nothing twice')
  const body = { ...inspection, fixed_on: '2025-04-05' }
  assert.equal((await unit('PUT', `${here}/entries/${id}`, { version: 1, body })).status, 200)
  assert.deepEqual(about(await to_do('2025-04-06'), /Kiểm tra an toàn/), [])
  assert.deepEqual(await to_do('2025-04-06', hub.so), await to_do('2025-04-06'), 'the Sở sees the same')
  assert.equal(about(await to_do('2025-12-02'), /^Khai báo mức ứng dụng CNTT năm 2025 đến hạn 31\/12\/2025/).length, 1)
})

test('weeks that lack papers are one line, silence another; both lead to the flow; another house’s are not here', async () => {
  const today = real_today()
  await owner.query(
    `INSERT INTO hub.counter_line (facility, sequence, taken_at) SELECT code, 1, now() - interval '4 days'
     FROM hub.facility WHERE code IN ($1, $2) ON CONFLICT (facility) DO UPDATE SET taken_at = excluded.taken_at`,
    [own, other],
  )
  for (const [facility, days] of [
    [own, 9],
    [own, 16],
    [other, 30],
  ] as const)
    await owner.query(
      `INSERT INTO hub.day_count (facility, day, kind, said, taken, state, missing, gaps, is_fresh)
       VALUES ($1, $2, 'health-book', '{"due": 50, "sent": 8}', 8, 'gap', 42, '[]', false)`,
      [facility, shift_days(today, -days)],
    )
  const lines = (await to_do(today)).filter(({ link }) => link === `/so/lien-thong/${own}`)
  assert.deepEqual(lines.map(({ words }) => words.replace(/\d\d\/\d\d\/\d{4}/, 'D')).toSorted(), [
    'Giấy tờ thiếu hoặc lệch số ở 2 tuần',
    'Máy chủ của cơ sở không báo về trục từ D',
  ])
  assert.ok(lines.every(({ is_red }) => is_red))
})

test('the page of single papers on its own server is linked where the house told of its door', async () => {
  const page = async () => (await unit('GET', here)).json['own_page']
  assert.equal(await page(), '')
  await owner.query(
    `INSERT INTO hub.endpoint (facility, id, connection, name, address, active)
     VALUES ($1, 'fhir', 'hl7-fhir-rest', 'FHIR', 'https://benhan.example/fhir', true)`,
    [own],
  )
  assert.equal(await page(), 'https://benhan.example/so-lieu')
})
