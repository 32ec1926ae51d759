/** Export of everything: no table of the board is left out without a reason, and none is cut. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import pg from 'pg'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { kept_tables, long_tables } from '../../src/network/deployment/export/kept-tables.ts'
import { left_out } from '../../src/network/deployment/export/left-out.ts'
import { list_sheets, read_table } from '../../src/standards/spreadsheet/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
for (const deed of build_deeds(one_year).filter(({ on }) => on <= '2025-06-30'))
  if (['24304', '24309'].includes(deed.facility)) await play(deed)
hub.clock.today = '2025-07-01'

const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
const count = async (table: string, more = ''): Promise<number> =>
  Number((await owner.query<{ count: string }>(`SELECT count(*) FROM ${table} ${more}`)).rows[0]?.count)

const book_of = async (person = hub.so): Promise<Uint8Array> => {
  const answer = await person('GET', '/api/board/export.xlsx')
  assert.equal(answer.status, 200, answer.text.slice(0, 300))
  return answer.bytes
}
const zip_of = async (person = hub.so): Promise<Record<string, Uint8Array>> => {
  const answer = await person('GET', '/api/board/export.zip')
  assert.equal(answer.status, 200, answer.text.slice(0, 300))
  return unzipSync(answer.bytes)
}

test('each table of the hub’s board is exported, or named with the reason why not', async () => {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
     WHERE table_schema IN ('deployment', 'it_level', 'oversight_report', 'hub') AND table_type = 'BASE TABLE'`,
  )
  assert.ok(rows.length > 40)
  const told = new Set([...kept_tables, ...long_tables].flatMap(({ of }) => of))
  const names = rows.map(({ name }) => name)
  assert.deepEqual(
    names.filter((name) => !told.has(name) && !left_out[name]),
    [],
    'a new table of the hub is exported (export/kept-tables.ts), or stands in export/left-out.ts with its reason',
  )
  assert.deepEqual(
    [...told, ...Object.keys(left_out)].filter((name) => !names.includes(name)),
    [],
    'no table is named that is not there',
  )
  assert.deepEqual(
    [...told].filter((name) => left_out[name]),
    [],
  )
})

test('more than 2,000 lines of a register, and more than 500 reminders, go out whole', async () => {
  await owner.query(
    `INSERT INTO deployment.entry (facility, id, kind, body, state, written_by, written_role)
     SELECT CASE WHEN n % 2 = 0 THEN '24304' ELSE '24309' END, 'n' || n, 'media',
       jsonb_build_object('item', 'Tin số ' || n, 'on', '2025-05-01'), 'recorded', 'x', 'member_it'
     FROM generate_series(1, 5000) AS n`,
  )
  await owner.query(
    `INSERT INTO deployment.reminder (facility, rule, about, due, told, words, day)
     SELECT '24304', 'step-soon', 'thử/' || n, '2025-06-01', 'facility', 'Việc ' || n, '2025-05-30' FROM generate_series(1, 1200) AS n`,
  )
  const bytes = await book_of()
  const rows_of = (sheet: string): number => read_table(bytes, 'a.xlsx', { sheet }).rows.length
  assert.equal(rows_of('Truyền thông'), await count('deployment.entry', "WHERE kind = 'media'"))
  assert.ok(rows_of('Truyền thông') >= 5_000)
  assert.equal(rows_of('Mọi sổ, bản hiện tại'), await count('deployment.entry'))
  assert.equal(rows_of('Nhắc việc'), await count('deployment.reminder'))
  assert.ok(rows_of('Nhắc việc') >= 1_200)
  const asked = JSON.parse((await hub.so('GET', '/api/board/entries?kind=media')).text) as unknown[]
  assert.equal(asked.length, await count('deployment.entry', "WHERE kind = 'media'"))
})

test('every sheet holds as many lines as its table, and the contents say so', async () => {
  const bytes = await book_of()
  const contents = read_table(bytes, 'a.xlsx', { sheet: 'Mục lục' }).rows
  assert.deepEqual(list_sheets(bytes).length, contents.filter(({ cells }) => cells[1] !== '').length + 1)
  for (const { name, of } of kept_tables) {
    const [table] = of
    if (table === undefined) continue
    const told = contents.find(({ cells }) => cells[0] === name)?.cells[1]
    assert.equal(Number(told), await count(table), name)
  }
  const force = read_table(bytes, 'a.xlsx', { sheet: 'Tổ công tác' })
  assert.ok(force.rows.some(({ cells }) => cells[0] === '24304' && cells.includes('Tổ trưởng')))
})

test('what is too long for a sheet lies beside the book, line by line', async () => {
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, taken) SELECT '24304', day::date, kind, 3
     FROM generate_series('2023-01-01'::date, '2025-06-30', '1 day') AS day, unnest(ARRAY['', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6']) AS kind`,
  )
  const files = await zip_of()
  assert.deepEqual(
    Object.keys(files).toSorted(),
    ['trien-khai-2025-07-01.xlsx', ...long_tables.map(({ what }) => `${what}.csv`)].toSorted(),
  )
  const bytes = files['so-lieu-lien-thong.csv'] ?? new Uint8Array()
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'Excel takes it for UTF-8')
  const days = strFromU8(bytes)
  assert.match(days, /Mã,Tên,Ngày,Loại/)
  const rows = days.trimEnd().split('\r\n').length - 1
  assert.equal(rows, await count('hub.day_count'))
  assert.ok(rows > 6_000)
})

test('a member takes out its own lines only, and nothing of the province', async () => {
  const unit = await hub.unit('24309')
  const files = await zip_of(unit)
  const bytes = files['trien-khai-2025-07-01.xlsx'] ?? new Uint8Array()
  const sheets = list_sheets(bytes)
  for (const name of [
    'Chương trình',
    'Địa bàn hành chính',
    'Tiến độ tỉnh theo tuần',
    'Báo cáo đã lập',
    'Ngưỡng của bảng',
  ])
    assert.ok(!sheets.includes(name), name)
  let own = 0
  for (const sheet of sheets.filter((name) => name !== 'Mục lục')) {
    const { rows } = read_table(bytes, 'a.xlsx', { sheet })
    assert.deepEqual(
      rows.filter(({ cells }) => cells[0] !== '24309'),
      [],
      sheet,
    )
    own += rows.length
  }
  assert.ok(own > 100, `${own} lines of its own`)
  const long = Object.entries(files).filter(([one]) => one.endsWith('.csv'))
  assert.ok(long.length > 0)
  for (const [name, file] of long) assert.doesNotMatch(strFromU8(file), /24304/, name)
})

test('a register comes in again as it went out: nothing changes, nothing is wrong', async () => {
  const bytes = await book_of()
  const so = await hub.person('oversight')
  const tables = JSON.parse((await so('GET', '/api/board/import')).text) as { what: string }[]
  const cookie = (
    await fetch(`${hub.base}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'oversight', password: 'mat-khau-thu' }),
    })
  ).headers.get('set-cookie')
  for (const { what } of tables) {
    const response = await fetch(`${hub.base}/api/board/import?what=${what}&name=tat-ca.xlsx`, {
      method: 'POST',
      headers: { cookie: cookie?.split(';')[0] ?? '', 'x-benhan': '1', 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
    })
    const text = await response.text()
    const preview = JSON.parse(text) as { changes: number; faults: number }
    assert.deepEqual([response.status, preview.changes, preview.faults], [200, 0, 0], `${what}: ${text.slice(0, 600)}`)
  }
})
