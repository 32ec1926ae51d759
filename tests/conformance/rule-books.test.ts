/** Dated tables of rules: what ships is a first word; a facility's own edition counts from its day, for itself alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SendingClocks } from '../../src/network/sending-clocks/contract.ts'
import type { ReadRows, RuleEdition, ShownBooks } from '../../src/network/rule-books/contract.ts'
import { rules_on } from '../../src/network/rule-books/index.ts'
import { one_year_diseases, judge_one_year } from '../../src/network/transfer-letters/index.ts'
import { find_validity } from '../../src/network/shared-results/index.ts'
import { local_date, shift_days } from '../../src/base/time/index.ts'
import { a, b, letter, start_world } from '../exchange-world.ts'

const world = await start_world({ pumps: false })
const it_admin = await world.person('it_admin')
const { database } = world.site
const today = local_date(new Date())

const annex = '/api/rule-books/benh-phieu-1-nam'
const edition = {
  valid_from: shift_days(today, 10),
  source: 'Thông tư 01/2025/TT-BYT, Phụ lục III (bản in)',
  ...{ certainty: 'sure', is_whole: true },
  rows: [{ name: 'Lao', codes: 'A15-A19', certainty: 'sure' }],
}
const editions_of = async (id: string, who = it_admin): Promise<RuleEdition[]> =>
  ((await who('GET', '/api/rule-books')).json as ShownBooks).books.find((book) => book.id === id)?.editions ?? []
const diseases_on = (facility: string, day: string) =>
  database.in_facility(facility, (sql) => rules_on(sql, facility, one_year_diseases, day))

test('what ships says its source and how sure it is', async () => {
  const { books } = (await it_admin('GET', '/api/rule-books')).json as ShownBooks
  assert.deepEqual(
    books.map(({ id, editions }) => [id, editions[0]?.certainty, editions[0]?.state, editions[0]?.changed_by]),
    [
      ['benh-phieu-1-nam', 'memory', 'holds', ''],
      ['thoi-han-ket-qua', 'draft', 'holds', ''],
      ['thoi-han-gui', 'likely', 'holds', ''],
    ],
  )
  assert.ok(books.every(({ editions }) => (editions[0]?.source.length ?? 0) > 20))
})

test('the printed annex counts from its day, for letters signed then, and for this house alone', async () => {
  const said = await it_admin('POST', `${annex}/editions`, edition)
  assert.equal(said.status, 201, said.text)
  assert.deepEqual(
    (await editions_of('benh-phieu-1-nam')).map(({ valid_from, state }) => [valid_from, state]),
    [
      [edition.valid_from, 'coming'],
      ['2025-01-01', 'holds'],
    ],
  )
  const claim = { code: 'J18.1', is_one_year: true }
  const before = await diseases_on(a.code, shift_days(today, 9))
  const after = await diseases_on(a.code, shift_days(today, 10))
  assert.deepEqual(
    [judge_one_year(claim, before).severity, judge_one_year(claim, after).severity],
    ['warning', 'error'],
    'a list that is not whole reminds, the printed one refuses',
  )
  assert.equal((await diseases_on(b.code, shift_days(today, 10))).is_whole, false, 'another house goes by its own')
  assert.equal((await diseases_on(a.code, '2024-12-31')).rules.length, 0, 'before the circular nothing is listed')
})

test('an edition is never changed: said again for the same day, the later word counts', async () => {
  const again = {
    ...edition,
    source: `${edition.source}, đính chính`,
    rows: [...edition.rows, { name: 'Phong', codes: 'A30', certainty: 'sure' }],
  }
  assert.equal((await it_admin('POST', `${annex}/editions`, again)).status, 201)
  const states = (await editions_of('benh-phieu-1-nam')).map(({ state, rows }) => [state, rows.length])
  assert.deepEqual(states.slice(0, 2), [
    ['coming', 2],
    ['replaced', 1],
  ])
  await assert.rejects(
    database.in_facility(a.code, (sql) =>
      sql.query("UPDATE exchange.rule_edition SET source = 'khác' WHERE facility = $1", [a.code]),
    ),
    /permission denied/,
  )
})

test('a table made in Excel is read by its titles and checked line by line before anything is kept', async () => {
  const read = (text: string, name = 'phu-luc.csv') =>
    it_admin('POST', `${annex}/read?name=${name}`, `\ufeff${text}`, { 'content-type': 'application/octet-stream' })
  const good = await read('Tên bệnh,Mã ICD-10,Độ chắc chắn\nLao,"A15-A19",có trong bản in\nPhong,A30,sure\n')
  assert.equal(good.status, 200, good.text)
  assert.deepEqual((good.json as ReadRows).rows, [
    { name: 'Lao', codes: 'A15-A19', certainty: 'sure' },
    { name: 'Phong', codes: 'A30', certainty: 'sure' },
  ])
  const lacking = await read('Tên bệnh,Mã\nLao,A15\n')
  assert.equal(lacking.status, 422)
  assert.match(lacking.text, /thiếu cột “Mã ICD-10”/)
  const wrong = await read('Tên bệnh,Mã ICD-10,Độ chắc chắn\nLao,A15,sure\nPhong,ba mươi,sure\n')
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /Dòng 2: “BA” không phải mã/)
})

test('refused: without a source, dated back without a reason, years ahead, nothing in it, by who does not keep the ways', async () => {
  const say = (part: object) => it_admin('POST', `${annex}/editions`, { ...edition, ...part })
  const refused = async (part: object, words: RegExp) => {
    const answer = await say(part)
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, words)
  }
  await refused({ source: 'TT' }, /Cần ghi nguồn/)
  await refused({ valid_from: shift_days(today, -3) }, /cần ghi lý do vì sao ghi lùi ngày/)
  await refused({ valid_from: '2024-06-01', reason: 'bản cũ hơn' }, /không thể có trước ngày đó/)
  await refused({ valid_from: shift_days(today, 3_000) }, /kiểm tra lại năm/)
  await refused({ rows: [] }, /không có dòng nào/)
  assert.equal((await it_admin('POST', '/api/rule-books/khong-co/editions', edition)).status, 404)
  const doctor = await world.person('doctor')
  assert.equal((await doctor('GET', '/api/rule-books')).status, 403)
  assert.equal((await doctor('POST', `${annex}/editions`, edition)).status, 403)
})

test('how long a result counts goes by the edition of the day', async () => {
  const find = (facility: string, day: string) =>
    database.in_facility(facility, (sql) => find_validity(sql, facility, '4548-4', day))
  assert.deepEqual([(await find(a.code, today))?.hours, (await find(a.code, today))?.confidence], [1_440, 'draft'])
  assert.equal(await find(a.code, '2025-12-31'), undefined, 'before its day')
  const said = await it_admin('POST', '/api/rule-books/thoi-han-ket-qua/editions', {
    ...{ valid_from: today, source: 'Thông tư ban hành, phụ lục I', certainty: 'sure', is_whole: false },
    rows: [{ name: 'HbA1c', hours: '2160', codes: '4548-4' }],
  })
  assert.equal(said.status, 201, said.text)
  assert.deepEqual([(await find(a.code, today))?.hours, (await find(b.code, today))?.hours], [2_160, 1_440])
})

test('what waits past its deadline stands as late at its own line and in the count, with a stricter rule of the house', async () => {
  const doctor = await world.person('doctor')
  const clocks = async () => ((await doctor('GET', '/api/sending-clocks')).json as SendingClocks).lines
  const id = await world.post(a, { submission: await letter() })
  const line = async () => (await doctor('GET', `/api/exchange/outgoing/${id}`)).json
  const { due_at, clock } = await line()
  assert.match(String(due_at), /T01:00:00\+07:00$/, 'the hour of patience after midnight')
  assert.ok(['running', 'soon'].includes(String(clock)))
  const rule = { kind: 'transfer-letter', to: 'hub', unit: 'hours', amount: '1', source: 'Quy chế bệnh viện' }
  const said = await it_admin('POST', '/api/rule-books/thoi-han-gui/editions', {
    ...{ valid_from: today, source: 'Quy chế liên thông số 5', certainty: 'sure', is_whole: false, rows: [rule] },
  })
  assert.equal(said.status, 201, said.text)
  assert.equal((await line())['clock'], 'soon')
  await world.ask("UPDATE exchange.outgoing SET posted_at = posted_at - interval '3 hours' WHERE id = $1", [id])
  // However early in the night this runs: the rule of that day is this one, its day is today's.
  assert.equal((await line())['clock'], 'late')
  assert.deepEqual(
    (await clocks()).map(({ to, kind, waiting, late, source }) => [to, kind, waiting, late, source]),
    [['hub', 'transfer-letter', 1, 1, 'Quy chế bệnh viện']],
  )
  await world.ask("UPDATE exchange.outgoing SET state = 'taken', taken_at = now() WHERE id = $1", [id])
  assert.equal((await line())['clock'], 'met-late')
  assert.deepEqual(await clocks(), [])
})
