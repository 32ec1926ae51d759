/** SHARE-12: what was corrected after it was sent, who had the old version, who has the new one, who has not yet. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open_book } from '../../src/standards/spreadsheet/index.ts'
import type { ChangedLetter, ChangedList } from '../../src/network/exchange/contract.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'

const world = await start_world()
const at_a = await world.person('doctor')
const at_b = await world.person('reception.b')

const changed = async (query = ''): Promise<ChangedLetter[]> =>
  ((await at_a('GET', `/api/exchange/changed${query}`)).json as ChangedList).lines
const received = (id: string) =>
  until(`${id} received`, async () => (await at_a('GET', `/api/exchange/outgoing/${id}`)).json['state'] === 'received')

const first = await letter()
const correct = async () => letter({ submission: { replaces: first.parts[0].identity } })

test('nothing stands there while nothing was corrected; a sent letter alone is no line', async () => {
  const id = await world.post(a, { submission: first, about: 'sheet/1' })
  await received(id)
  assert.deepEqual(await changed(), [])
})

test('while the hub cannot be reached B still has the old version, and that is said; then it has the new one', async () => {
  world.wire.fault = () => 'refuse'
  const id = await world.post(a, { submission: await correct(), about: 'sheet/1' })
  const [line] = await changed()
  assert.ok(line)
  assert.deepEqual([line.id, line.versions, line.is_whole, line.new_sent_at], [id, 2, false, ''])
  assert.deepEqual(
    line.recipients.map(({ code, had_old, has_new }) => [code, had_old, has_new]),
    [[b.code, true, false]],
  )
  assert.equal(line.corrected_by, 'BS. Thử')
  assert.ok(line.first_sent_at < line.corrected_at)
  world.wire.fault = () => undefined
  await world.pass_time()
  await received(id)
  const [now] = await changed()
  assert.deepEqual([now?.is_whole, now?.recipients[0]?.has_new], [true, true])
  assert.match(now?.recipients[0]?.new_at ?? '', /^\d{4}-/)
})

test('the same as CSV and XLSX, a line for each recipient, diacritics whole', async () => {
  const csv = await at_a('GET', '/api/exchange/changed.csv')
  assert.equal(csv.status, 200)
  assert.match(csv.headers.get('content-disposition') ?? '', /sua-sau-khi-gui-.*\.csv/)
  const [header, line, rest] = csv.text.replace('\ufeff', '').split('\r\n')
  assert.match(header ?? '', /^Loại văn bản,Văn bản,Người bệnh,.*,Đã có bản mới,Có bản mới lúc,Ghi chú$/)
  assert.match(line ?? '', new RegExp(`TRẦN THỊ BƯỞI,02/03/1990,024190000123,.*,${b.code},.*,có,có,`))
  assert.equal(rest, '')
  const xlsx = await at_a('GET', '/api/exchange/changed.xlsx')
  const rows = open_book(xlsx.bytes, 'sua.xlsx')[0]?.read(10) ?? []
  assert.deepEqual([rows.length, rows[1]?.cells[2]], [2, 'TRẦN THỊ BƯỞI'])
})

test('by the days of correction; refused: days that are none, and who has no business there', async () => {
  assert.deepEqual(await changed('?from=2026-01-01&to=2026-01-31'), [])
  const wrong = await at_a('GET', '/api/exchange/changed?from=2026-02-30')
  assert.equal(wrong.status, 422, wrong.text)
  const turned = await at_a('GET', '/api/exchange/changed?from=2026-03-01&to=2026-02-01')
  assert.match(turned.text, /Từ ngày phải trước đến ngày/)
  const it_admin = await world.person('it_admin')
  assert.equal((await it_admin('GET', '/api/exchange/changed')).status, 403)
  assert.deepEqual(((await at_b('GET', '/api/exchange/changed')).json as ChangedList).lines, [], 'B corrected nothing')
})
