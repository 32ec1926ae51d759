/** Registers over the whole province: what facilities say of themselves adds up, by status and by facility (MON-03, 08, 19, 20, SIG-12). */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build_areas, build_programme } from '../../demo/index.ts'
import { asked_kinds, type ProvincePage, type RegisterSums } from '../../src/network/deployment/contract.ts'
import { registers } from '../../src/network/deployment/registers/registers.ts'
import { begin_programme, start_board_hub } from '../board-year.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
hub.clock.today = '2025-06-01'

const add = async (code: string, kind: string, body: object): Promise<void> => {
  const person = await hub.unit(code)
  const answer = await person('POST', `/api/board/facilities/${code}/entries`, { kind, body })
  assert.equal(answer.status, 201, answer.text)
}
const look = async (kind: string, query = ''): Promise<RegisterSums> => {
  const answer = await hub.so('GET', `/api/board/registers/${kind}${query}`)
  assert.equal(answer.status, 200, answer.text)
  return JSON.parse(answer.text) as RegisterSums
}
const [a, b] = ['24304', '24309']

test('equipment of two facilities, under the names they use, adds up by kind; what nobody said is no nought', async () => {
  await add(a, 'equipment', { item: 'Máy chủ', need: 3, have: 1, ordered: 2, installed: 1 })
  await add(b, 'equipment', { item: 'server', need: 5, have: 5 })
  await add(b, 'equipment', { item: 'UPS', need: 4, have: 1 })
  await add(b, 'equipment', { item: 'other', detail: 'Máy in mã vạch', need: 10, have: 12 })
  const page = await look('equipment')
  assert.deepEqual(page.total, {
    ...{ lines: 4, late: 0, short: 4, facilities: 2 },
    amounts: { need: 22, have: 19, ordered: 2, installed: 1 },
  })
  assert.deepEqual(
    page.parts.map(({ id, name, facilities, short, amounts }) => [id, name, facilities, short, amounts['need']]),
    [
      ['server', 'Máy chủ', 2, 1, 8],
      ['ups', 'Bộ lưu điện UPS', 1, 3, 4],
      ['other', 'Khác', 1, 0, 10],
    ],
    'one facility’s surplus makes good nobody else’s shortage',
  )
  assert.deepEqual(
    page.facilities.map(({ code, lines, short }) => [code, lines, short]),
    [
      ['24309', 3, 3],
      ['24304', 1, 1],
    ],
  )
  assert.equal(page.silent.length, 15)
  assert.ok(!page.silent.some(({ code }) => [a, b].includes(code)))
})

test('asked for one kind, one facility, or only what is missing: the lines behind the sum, and whose they are', async () => {
  const codes = ({ lines }: RegisterSums) => lines.map(({ facility, part }) => `${facility} ${part}`).toSorted()
  assert.deepEqual(codes(await look('equipment', '?part=server')), ['24304 server', '24309 server'])
  assert.deepEqual(codes(await look('equipment', `?facility=${a}`)), ['24304 server'])
  const missing = await look('equipment', '?only=short')
  assert.deepEqual(codes(missing), ['24304 server', '24309 ups'])
  assert.equal(missing.total.lines, 4, 'the province stays the province')
  assert.equal((await look('equipment', '?part=ups')).facilities.length, 1)
})

test('packages by stage with their money; late is what is past its day and not yet accepted', async () => {
  const pack = (name: string, stage: string, dong: number, due_on: string) => ({
    name,
    way: 'buy',
    stage,
    dong,
    due_on,
  })
  await add(a, 'package', pack('Máy chủ', 'accepted', 4_000_000_000, '2025-05-01'))
  await add(a, 'package', pack('Phần mềm', 'bidding', 1_500_000_000, '2025-05-01'))
  await add(b, 'package', pack('Mạng', 'bidding', 500_000_000, '2025-07-01'))
  const page = await look('package')
  assert.deepEqual(
    page.parts.map(({ id, lines, late, amounts }) => [id, lines, late, amounts['dong']]),
    [
      ['bidding', 2, 1, 2_000_000_000],
      ['accepted', 1, 0, 4_000_000_000],
    ],
  )
  assert.deepEqual(
    (await look('package', '?only=late')).lines.map(({ body }) => body['name']),
    ['Phần mềm'],
  )
})

test('certificates, security dossiers and training add up too', async () => {
  await add(a, 'certificates', { group: 'Bác sĩ', need: 40, issued: 30, ends_on: '2025-05-31' })
  await add(b, 'certificates', { group: 'Bác sĩ', need: 10, issued: 10, ends_on: '2026-05-31' })
  const { total, parts } = await look('certificates')
  assert.deepEqual([total.short, total.late, total.amounts], [10, 1, { need: 50, issued: 40 }])
  assert.deepEqual(
    parts.map(({ id, facilities }) => [id, facilities]),
    [['Bác sĩ', 2]],
  )
  await add(a, 'security', { system: 'Bệnh án điện tử', level: 3, stage: 'appraised' })
  assert.deepEqual(
    (await look('security')).parts.map(({ name, lines }) => [name, lines]),
    [['Đã thẩm định', 1]],
  )
  await add(a, 'training', {
    course: 'Dùng bệnh án điện tử',
    on: '2025-03-01',
    invited: 100,
    attended: 80,
    it_staff: 4,
  })
  await add(a, 'training', { course: 'An toàn thông tin', on: '2024-12-01', attended: 20 })
  const training = await look('training')
  assert.deepEqual(
    training.parts.map(({ id, amounts }) => [id, amounts['attended']]),
    [
      ['2024', 20],
      ['2025', 80],
    ],
  )
  assert.equal(training.total.short, 20)
  assert.equal((await hub.so('GET', '/api/board/registers/khong-co')).status, 404)
})

test('a register that does not add up shows its lines and who has none; found by words, facility, state, what is late', async () => {
  await add(a, 'decision', { number: '12/QĐ-BV', on: '2025-05-02', from_day: '2025-05-05', link: 'https://bv.vn/12' })
  const decisions = await look('decision')
  assert.deepEqual([decisions.total.lines, decisions.silent.length, decisions.parts], [1, 16, []])
  await add(a, 'techniques', { name: 'Kỹ thuật chấn thương', count: 120 })
  await add(b, 'techniques', { name: 'Kỹ thuật nội soi', count: 80 })
  const found = await look('techniques', '?search=noi+soi')
  assert.deepEqual([found.found, found.lines[0]?.facility, found.states], [1, b, [{ id: 'open', lines: 2 }]])
  assert.equal((await look('techniques', '?state=approved')).found, 0)
  await add(b, 'site_check', { item: 'fire', state: 'none', on: '2025-03-01', again_on: '2025-04-01' })
  assert.equal((await look('site_check', '?only=late')).found, 1)
  await add(b, 'site_check', { item: 'fire', state: 'full', on: '2025-05-01' })
  assert.equal((await look('site_check')).total.late, 0, 'looked at again since')
  for (const { kind } of registers) await look(kind)
})

test('what was taken back is in no sum; a cancelled tender stands in its own row only', async () => {
  const before = await look('equipment')
  const { lines } = before
  const ups = lines.find(({ facility, part }) => facility === b && part === 'ups')
  const person = await hub.unit(b)
  const path = `/api/board/facilities/${b}/entries/${ups?.id}/void`
  assert.equal((await person('POST', path, { reason: 'Khai hai lần' })).status, 200)
  const after = await look('equipment')
  assert.deepEqual(
    [after.total.lines, after.total.short, after.voided],
    [before.total.lines - 1, before.total.short - 3, 1],
  )
  assert.deepEqual(
    (await look('equipment', '?only=void')).lines.map(({ reason, state }) => [reason, state]),
    [['Khai hai lần', 'void']],
  )
  const money = (await look('package')).total.amounts['dong']
  await add(b, 'package', { name: 'Bỏ dở', way: 'buy', stage: 'cancelled', dong: 9_000_000_000, due_on: '2025-01-01' })
  const packages = await look('package')
  assert.deepEqual([packages.total.amounts['dong'], packages.total.late], [money, 1])
  assert.equal(packages.parts.find(({ id }) => id === 'cancelled')?.amounts['dong'], 9_000_000_000)
})

test('a line kept before there was a list is found under its word, and one of no known word under “Khác”', async () => {
  await hub.site.database.in_facility(a, async (sql) => {
    for (const [id, item] of [
      ['cu-1', 'Tường lửa'],
      ['cu-2', 'Máy quét tài liệu'],
    ])
      await sql.query(
        `INSERT INTO deployment.entry (facility, id, kind, body, state, written_by, written_role)
         VALUES ($1, $2, 'equipment', $3, 'recorded', 'x', 'member_it')`,
        [a, id, JSON.stringify({ item, need: 1, have: 0 })],
      )
  })
  const { parts } = await look('equipment')
  assert.deepEqual(
    parts.map(({ id, lines }) => [id, lines]),
    [
      ['firewall', 1],
      ['server', 2],
      ['other', 2],
    ],
  )
})

test('the province’s registers are the Sở’s: a member is refused', async () => {
  const unit = await hub.unit(a)
  assert.equal((await unit('GET', '/api/board/registers/equipment')).status, 403)
  assert.equal((await (await hub.person('board-inspector'))('GET', '/api/board/registers/equipment')).status, 200)
})

test('what is short is asked of the Sở and answered, counted with all that waits for an answer (MON-08)', async () => {
  assert.deepEqual(
    registers
      .filter(({ flow }) => flow === 'answer')
      .map(({ kind }) => kind)
      .toSorted(),
    [...asked_kinds],
  )
  const waiting = async (): Promise<number> =>
    (JSON.parse((await hub.so('GET', '/api/board/province')).text) as ProvincePage).open.difficulties
  const before = await waiting()
  const person = await hub.unit(a)
  const path = `/api/board/facilities/${a}/entries`
  const body = {
    item: 'Bộ lưu điện',
    dong: 450_000_000,
    reason: 'Phòng máy chưa có UPS, bước Hạ tầng chậm',
    due_on: '2025-07-15',
  }
  const { reason: _reason, ...silent } = body
  assert.equal((await person('POST', path, { kind: 'shortage', body: silent })).status, 422, 'why is asked too')
  const { id } = (await person('POST', path, { kind: 'shortage', body })).json as { id: string }
  assert.equal(await waiting(), before + 1)
  assert.equal((await person('POST', `${path}/${id}/answer`, { reason: 'tự trả lời' })).status, 403)
  assert.equal((await hub.so('POST', `${path}/${id}/answer`, { reason: '' })).status, 422)
  const words = 'Sở đã trình UBND tỉnh, Tờ trình 12/TTr-SYT'
  assert.equal((await hub.so('POST', `${path}/${id}/answer`, { reason: words })).status, 200)
  assert.equal(await waiting(), before)
  assert.match((await person('GET', `${path}/${id}/history`)).text, /Tờ trình 12/)
  const forwarded = { forwarded_on: '2025-06-01', forwarded_no: '12/TTr-SYT' }
  const so_part = { version: 2, body: forwarded }
  assert.equal((await person('PUT', `${path}/${id}/so`, so_part)).status, 403)
  assert.equal((await hub.so('PUT', `${path}/${id}/so`, { version: 2, body: { dong: 1 } })).status, 422, 'not its part')
  assert.equal((await hub.so('PUT', `${path}/${id}/so`, { version: 1, body: forwarded })).status, 412)
  assert.equal((await hub.so('PUT', `${path}/${id}/so`, so_part)).status, 200)
  const line = (await look('shortage')).lines.find((one) => one.id === id)
  assert.deepEqual(
    [line?.state, line?.body['forwarded_no'], line?.body['dong']],
    ['answered', '12/TTr-SYT', 450_000_000],
  )
  const own = await person('POST', path, { kind: 'shortage', body: { ...body, ...forwarded } })
  assert.match(own.text, /“Sở trình UBND ngày” do Sở ghi/)
})

test('an inspection with the police is kept with what was found and until when it is put right (MON-19)', async () => {
  await add(b, 'inspection', {
    on: '2025-05-20',
    by: 'Phòng PA05',
    found: 'Chưa tách mạng máy chủ',
    fix_by: '2025-06-30',
  })
  const person = await hub.unit(b)
  const bad = await person('POST', `/api/board/facilities/${b}/entries`, {
    kind: 'inspection',
    body: { on: '2025-05-20' },
  })
  assert.equal(bad.status, 422, bad.text)
})
