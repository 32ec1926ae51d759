/** The Sở's spreadsheets: what needs proof, what is said twice, facilities that are new, plans and who takes part; out and in again. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import type { FacilityPage, RegisterPage } from '../../src/network/deployment/contract.ts'
import { put_directory_facility } from '../../src/network/membership/index.ts'
import { read_table } from '../../src/standards/spreadsheet/index.ts'
import { book, changes_of, faults_of, open_import, warnings_of, type Answer, type Cell } from '../board-sheets.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const begun = build_deeds(one_year).filter((deed) => deed.do === 'state' || deed.do.includes('plan'))
for (const deed of begun) if (['24304', '24309'].includes(deed.facility)) await play(deed)
hub.clock.today = '2025-04-01'

const send = await open_import(hub)
/** Looked at without a fault, then written. */
const write = async (what: string, bytes: Uint8Array): Promise<Answer> => {
  const seen = await send(what, bytes)
  assert.equal(seen.preview.faults, 0, seen.text)
  const written = await send(what, bytes, { commit: seen.preview.digest })
  assert.equal(written.status, 200, written.text)
  assert.equal((await send(what, bytes)).preview.changes, 0, 'the same again changes nothing')
  return seen
}
const page_of = async (code: string): Promise<FacilityPage> =>
  (await hub.so('GET', `/api/board/facilities/${code}`)).json as unknown as FacilityPage
const listed = async (search: string): Promise<RegisterPage['lines']> =>
  ((await hub.so('GET', `/api/board/register?search=${encodeURIComponent(search)}`)).json as unknown as RegisterPage)
    .lines

/** What goes out, with some of its cells said otherwise by their columns. */
const taken_out = async (what: string, change: (row: Record<string, string>) => Record<string, Cell> | undefined) => {
  const answer = await hub.so('GET', `/api/board/export.xlsx?what=${what}`)
  assert.equal(answer.status, 200, answer.text.slice(0, 200))
  const { header, rows } = read_table(answer.bytes, 'a.xlsx')
  const said = rows.map(({ cells }): Cell[] => {
    const row = Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))
    const changed = change(row) ?? {}
    return header.map((name) => changed[name] ?? (row[name] === '' ? null : (row[name] ?? null)))
  })
  return book([header, ...said])
}

test('100 % without proof is a fault; with what it goes by it is amber, and kept as the word of the Sở', async () => {
  const columns: Cell[] = ['Mã', 'Khảo sát', 'Hạ tầng', 'Vận hành', 'Căn cứ', 'Ghi chú']
  const bare = await send(
    'progress',
    await book([columns, ['24304', 100, 40, null, null, 'đã nghe báo cáo'], ['24309', 99]]),
  )
  assert.deepEqual(faults_of(bare), [
    '2 B2 · Cột “Khảo sát”: ghi 100 % nhưng chưa đủ chứng cứ: chưa có phiếu khảo sát gửi Sở; hãy ghi văn bản, biên bản ở cột “Căn cứ”, hoặc để dưới 100 %',
  ])
  assert.equal((await send('progress', await book([columns]), { commit: bare.preview.digest })).status, 409)
  const given = await send('progress', await book([columns, ['24304', 100, 40, 100, 'BB 12/BB-SYT', null]]))
  assert.deepEqual([given.preview.faults, given.preview.warnings], [0, 2], given.text)
  assert.match(warnings_of(given)[0] ?? '', /^2 B2 .*chưa có phiếu khảo sát gửi Sở; ghi theo lời Sở: “BB 12\/BB-SYT”/)
  assert.match(warnings_of(given)[1] ?? '', /^2 D2 .*chưa có quyết định dùng bệnh án điện tử/)
  assert.deepEqual(changes_of(given).slice(0, 2), ['Khảo sát: 0 → 100 % theo lời Sở', 'Hạ tầng: 0 → 40 %'])
  await write('progress', await book([columns, ['24304', 100, 40, null, 'BB 12/BB-SYT', null]]))
  const survey = (await page_of('24304')).milestones.find(({ step }) => step === 'survey')
  assert.deepEqual([survey?.percent, survey?.evidence], [100, 'BB 12/BB-SYT'])
})

test('what the registers prove needs no further word', async () => {
  const unit = await hub.unit('24309')
  const at = '/api/board/facilities/24309/entries'
  const body = { group: 'Bác sĩ', need: 40, issued: 40, ends_on: '2027-12-31' }
  const made = await unit('POST', at, { kind: 'certificates', body })
  assert.equal(made.status, 201, made.text)
  const seen = await send(
    'progress',
    await book([
      ['Mã', 'Chữ ký số'],
      ['24309', 100],
    ]),
  )
  assert.deepEqual([seen.preview.faults, seen.preview.warnings], [0, 0], seen.text)
  assert.deepEqual(changes_of(seen), ['Chữ ký số: 0 → 100 %'])
})

test('a day that Excel keeps as a date, in a column and with its time', async () => {
  const day = (text: string): Date => new Date(`${text}T00:00:00Z`)
  const columns: Cell[] = ['Mã', 'Ngày', 'Chữ ký số']
  const seen = await send(
    'progress',
    await book([columns, ['24304', day('2025-03-20'), 15], ['24309', day('2025-05-20'), 15]]),
  )
  assert.deepEqual(faults_of(seen), ['3 B3 · Cột “Ngày”: ngày 20/05/2025 ở tương lai'])
  await write('progress', await book([columns, ['24304', day('2025-03-20'), 15]]))
  const { progress } = await page_of('24304')
  assert.equal(progress.find(({ step }) => step === 'signature')?.day, '2025-03-20')
})

test('two facilities of one name: the code is asked for, and the codes are named', async () => {
  await hub.site.database.in_site(async (sql) => {
    for (const code of ['24711', '24712'])
      await put_directory_facility(sql, { code, name: 'Trạm Y tế xã Tân Tiến', kind: 'station' })
  })
  const seen = await send('training', 'Đơn vị;Nội dung;Ngày;Đã học\nTrạm y tế xã Tân Tiến;Ký số;01/03/2025;7')
  assert.deepEqual(faults_of(seen), ['2 “Trạm y tế xã Tân Tiến” là tên của 2 cơ sở (24711, 24712); hãy ghi mã'])
  const coded = await send(
    'training',
    'Đơn vị;Mã CSKCB;Nội dung;Ngày;Đã học\nTrạm Y tế xã Tân Tiến;24712;Ký số;01/03/2025;7',
  )
  assert.deepEqual([coded.preview.faults, coded.preview.rows[0]?.changes.length], [0, 1], 'the code beside it counts')
})

test('the same line of a register twice in one file is a slip, though none of the two stands there yet', async () => {
  const columns: Cell[] = ['Mã', 'Nội dung', 'Ngày', 'Đã học']
  const line: Cell[] = ['24304', 'Ký số đợt 1', '01/03/2025', 12]
  const seen = await send(
    'training',
    await book([columns, line, ['24304', 'Ký số đợt 1', '01/03/2025', 13], line, ['24309', ...line.slice(1)]]),
  )
  assert.equal(seen.preview.faults, 1, seen.text)
  assert.match(faults_of(seen)[0] ?? '', /^4 .*“Ký số đợt 1”: đã có ở dòng 2; hãy giữ một dòng/)
  await write('training', await book([columns, line]))
  assert.match(faults_of(await send('training', await book([columns, line, line])))[0] ?? '', /^3 .*dòng 2/)
})

test('money of one year and source stands once in a file, however the year and the source are written', async () => {
  const unit: Cell[] = ['Đơn vị tính: triệu đồng']
  const blank = await send(
    'budget',
    await book([unit, ['Mã', 'Năm', 'Ngân sách tỉnh'], ['24304', null, 5], ['24304', 2025, 7], ['24304', 2026, 9]]),
  )
  assert.equal(blank.preview.faults, 1, blank.text)
  assert.match(faults_of(blank)[0] ?? '', /^4 .*ngân sách tỉnh năm 2025: đã có ở dòng 3; hãy giữ một dòng/)
  const head: Cell[] = ['Mã', 'Năm', 'Ngân sách tỉnh', 'Nguồn', 'Được giao']
  const both = await send(
    'budget',
    await book([
      unit,
      head,
      ['24304', 2025, 5, null, null],
      ['24304', 2025, null, 'Ngân sách tỉnh', 6],
      ['24309', 2025, 1, 'province', 2],
    ]),
  )
  assert.match(faults_of(both)[0] ?? '', /^4 .*đã có ở dòng 3/)
  assert.match(faults_of(both)[1] ?? '', /^5 .*ghi hai lần trong dòng này/)
  const two = await send(
    'budget',
    await book([unit, head, ['24304', 2025, 5, 'own', 6], ['24309', 2025, null, 'own', 7]]),
  )
  assert.equal(two.preview.faults, 0, two.text)
})

test('the list of facilities goes out and comes in: loại hình, địa bàn and codes are read, the rest stays', async () => {
  const contacts = [
    { name: 'Bà A', role: 'Trưởng phòng', phone: '0912', email: 'a@example.vn' },
    { name: 'Ông B', role: '', phone: '', email: '' },
  ]
  const { from_day, level, rank, beds, ownership, sort, area } =
    (await page_of('24309')).card.states[0] ?? assert.fail()
  const state = {
    ...{ from_day, level, rank, beds, ownership, sort, area },
    codes: { tax: '2400' },
    contacts,
    source: 'QĐ 1',
  }
  assert.equal((await hub.so('POST', '/api/board/facilities/24309/state', state)).status, 200)
  const plain = await send('facilities', await taken_out('facilities', () => undefined))
  assert.deepEqual([plain.preview.changes, plain.preview.faults, plain.preview.warnings], [0, 0, 0], plain.text)
  const other = (await page_of('24304')).card.areas[0]?.name ?? ''
  const changed = await taken_out('facilities', ({ Mã: code }) =>
    code === '24309'
      ? {
          'Từ ngày': '01/03/2025',
          'Loại hình': 'chuyên khoa',
          'Địa bàn': 'Tỉnh Bắc Giang',
          'Mã quan hệ ngân sách': '1055',
        }
      : undefined,
  )
  const seen = await write('facilities', changed)
  assert.deepEqual(
    changes_of(seen),
    ['từ 01/03/2025: loại hình chuyên khoa, địa bàn Tỉnh Bắc Giang, Mã quan hệ ngân sách 1055'],
    `${other} ${seen.text.slice(0, 400)}`,
  )
  const [now] = (await page_of('24309')).card.states
  assert.deepEqual([now?.sort, now?.area, now?.from_day], ['specialised', 'bac-giang', '2025-03-01'])
  assert.deepEqual(now?.codes, { tax: '2400', budget: '1055' })
  assert.deepEqual(now?.contacts, contacts, 'who is not on the sheet stays')
  const columns: Cell[] = ['Mã', 'Loại hình', 'Địa bàn']
  const bad = await send(
    'facilities',
    await book([columns, ['24304', 'phòng trà', null], ['24309', null, 'Huyện Không Có']]),
  )
  assert.match(faults_of(bad)[0] ?? '', /^2 B2 .*“phòng trà” phải là một trong: đa khoa/)
  assert.match(faults_of(bad)[1] ?? '', /^3 C3 .*không có địa bàn “Huyện Không Có”; hãy ghi tên hoặc mã/)
  const first = await send(
    'facilities',
    await book([
      ['Mã', 'Số giường'],
      ['24301', 120],
    ]),
  )
  assert.match(warnings_of(first)[0] ?? '', /tạm ghi loại hình: khác, sở hữu: công lập, địa bàn: để trống/)
})

test('a facility the directory does not know is added by code, name and kind; nothing less, nothing that is another’s', async () => {
  const columns: Cell[] = ['Mã', 'Tên cơ sở', 'Loại cơ sở', 'GLN', 'Loại hình', 'Địa bàn', 'Từ ngày']
  const bad = await send(
    'facilities',
    await book([
      columns,
      ['24801', 'Phòng khám Bình An', null, null, null, null, null],
      ['248', 'Phòng khám Bình An', 'phòng khám', null, null, null, null],
      ['24802', 'Phòng khám Bình An', 'quán phở', null, null, null, null],
      ['24803', 'Phòng khám Một', 'phòng khám', '8930000000001', null, null, null],
      ['24804', 'Phòng khám Hai', 'phòng khám', null, null, null, null],
      ['24804', 'Phòng khám Hai', 'phòng khám', null, null, null, null],
    ]),
  )
  const said = faults_of(bad)
  assert.match(
    said[0] ?? '',
    /^2 danh bạ không có “24801”.*để thêm cơ sở mới, ghi đủ mã 5 ký tự, tên và loại cơ sở \(bệnh viện/,
  )
  assert.match(said[1] ?? '', /^3 A3 · Cột “Mã”: Mã cơ sở “248” không đúng: 5 ký tự/)
  assert.match(said[2] ?? '', /^4 .*“24802”/)
  assert.match(said.join('\n'), /^4 C4 · Cột “Loại cơ sở”: “quán phở” phải là một trong: bệnh viện/m)
  assert.match(said.join('\n'), /^5 D5 · Cột “GLN”: GLN gồm 13 chữ số/m)
  assert.match(said.at(-1) ?? '', /^7 Phòng khám Hai đã có ở dòng 6/)
  assert.deepEqual(await listed('Phòng khám'), [], 'a look adds nobody')
  const seen = await write(
    'facilities',
    await book([
      columns,
      ['24804', 'Phòng khám Hai', 'phòng khám', null, 'phòng khám đa khoa', 'Tỉnh Bắc Giang', '01/03/2025'],
      ['24805', 'Trạm Y tế xã Tân Tiến', 'trạm y tế', null, null, null, null],
    ]),
  )
  assert.match(changes_of(seen)[0] ?? '', /thêm cơ sở 24804 vào danh bạ: phòng khám, chưa tham gia trục/)
  assert.match(warnings_of(seen).join('\n'), /^3 trùng tên với Trạm Y tế xã Tân Tiến \(24711\), .*gõ nhầm mã/m)
  const [added] = await listed('Phòng khám Hai')
  assert.deepEqual(
    [added?.code, added?.kind, added?.membership, added?.state?.sort],
    ['24804', 'clinic', 'none', 'polyclinic'],
  )
  const money = await send('budget', 'Mã;Năm;Tỉnh\n24999;2025;7', { unit: 'million' })
  assert.match(
    faults_of(money)[0] ?? '',
    /^2 danh bạ không có “24999”; hãy ghi mã CSKCB hoặc đúng tên/,
    'of no other table',
  )
})

test('who takes part goes out and comes in; the first day stays as it was said', async () => {
  const plain = await send('taking-part', await taken_out('taking-part', () => undefined))
  assert.deepEqual([plain.preview.rows_read, plain.preview.changes, plain.preview.faults], [17, 0, 0], plain.text)
  const columns: Cell[] = ['Mã', 'Số thứ tự', 'Tham gia từ', 'Thôi từ ngày']
  const bad = await send(
    'taking-part',
    await book([
      columns,
      ['24804', 18, '01/01/2020', null],
      ['24309', null, '01/03/2025', null],
      ['24304', null, null, '01/01/2025'],
    ]),
  )
  assert.match(faults_of(bad).join('\n'), /^2 C2 .*Ngày tham gia nằm ngoài chương trình/m)
  assert.match(faults_of(bad).join('\n'), /^3 C3 .*ngày đó không đổi được/m)
  assert.match(faults_of(bad).join('\n'), /^4 D4 .*Ngày thôi tham gia phải sau ngày tham gia/m)
  const seen = await write('taking-part', await book([columns, ['24804', null, '01/03/2025', null]]))
  assert.deepEqual(changes_of(seen), ['tham gia từ 01/03/2025, số thứ tự 18'])
})

test('plans go out and come in as drafts: what is approved counts until the draft is approved too', async () => {
  const plain = await send('plan', await taken_out('plan', () => undefined))
  assert.deepEqual([plain.preview.rows_read, plain.preview.changes, plain.preview.faults], [18, 0, 0], plain.text)
  const before = (await page_of('24304')).milestones.find(({ step }) => step === 'bylaws')
  const changed = await taken_out('plan', ({ Mã: code, Bước: step }) =>
    code === '24304' && step === 'Quy chế'
      ? { Hạn: '20/12/2025', 'Người chịu trách nhiệm': 'Bà Nguyễn Thị Thử' }
      : undefined,
  )
  const seen = await write('plan', changed)
  assert.match(
    changes_of(seen)[0] ?? '',
    /^Quy chế: hạn .* → 20\/12\/2025, người chịu trách nhiệm .* → Bà Nguyễn Thị Thử/,
  )
  assert.deepEqual(changes_of(seen)[1], 'ghi bản nháp 2 của kế hoạch')
  assert.match(warnings_of(seen)[0] ?? '', /bản 1 đã duyệt vẫn là bản đang tính; bản nháp 2 phải gửi và được duyệt/)
  const page = await page_of('24304')
  assert.deepEqual([page.plans[0]?.version, page.plans[0]?.state, page.plans[1]?.state], [2, 'draft', 'approved'])
  assert.deepEqual(page.plans[0]?.task_force, page.plans[1]?.task_force)
  assert.equal(page.milestones.find(({ step }) => step === 'bylaws')?.due, before?.due)
  assert.equal((await hub.so('POST', '/api/board/facilities/24304/plan/submit', { version: 2 })).status, 200)
  const waiting = await send(
    'plan',
    await book([
      ['Mã', 'Bước', 'Hạn'],
      ['24304', 'Quy chế', '21/12/2025'],
    ]),
  )
  assert.match(faults_of(waiting)[0] ?? '', /^2 kế hoạch đang chờ Sở duyệt/)
})

test('a plan that is not whole, twice a step, a facility that takes no part: each is told with its row', async () => {
  const columns: Cell[] = ['Mã', 'Bước', 'Hạn', 'Người chịu trách nhiệm']
  const bad = await send(
    'plan',
    await book([
      columns,
      ['24301', 'Khảo sát', '01/05/2025', 'Ông A'],
      ['24302', 'Khảo sát', '01/05/2025', 'Ông A'],
      ['24302', 'survey', '02/05/2025', 'Ông A'],
      ['24303', 'Khảo sát', null, 'Ông A'],
      ['24711', 'Khảo sát', '01/05/2025', 'Ông A'],
      ['24309', 'Khảo sát', '01/01/2024', null],
      ['24309', null, '01/06/2025', null],
    ]),
  )
  const said = faults_of(bad).join('\n')
  assert.match(said, /^2 Bước Hạ tầng phải có đúng một mốc/m)
  assert.match(said, /^4 .*bước Khảo sát: đã có ở dòng 3/m)
  assert.match(said, /^5 C5?.*chưa ghi hạn/m)
  assert.match(said, /^6 .*không tham gia/m)
  assert.match(said, /^7 C7 .*hạn trước ngày chương trình bắt đầu/m)
  assert.match(said, /^8 B8 .*chưa ghi bước/m)
})

test('work under a step: added as a draft, done in the approved plan itself', async () => {
  const columns: Cell[] = ['Mã', 'Bước', 'Việc', 'Người làm', 'Hạn', 'Xong ngày']
  const task: Cell[] = ['24309', 'Khảo sát', 'Đếm máy trạm từng khoa', 'Phòng CNTT', '01/03/2025', null]
  const bad = await send(
    'tasks',
    await book([
      columns,
      ['24301', ...task.slice(1)],
      [...task.slice(0, 4), '31/12/2026', null],
      ['24309', 'Khảo sát', 'Việc khác', null, '01/03/2025', '01/05/2025'],
    ]),
  )
  const said = faults_of(bad).join('\n')
  assert.match(said, /^2 B2 .*kế hoạch của cơ sở chưa có bước này/m)
  assert.match(said, /^3 E3 .*hạn của việc sau hạn của bước/m)
  assert.match(said, /^4 D4 .*chưa ghi người làm/m)
  const seen = await write('tasks', await book([columns, task]))
  assert.match(
    changes_of(seen)[0] ?? '',
    /^Khảo sát, thêm việc “Đếm máy trạm từng khoa”: người làm Phòng CNTT, hạn 01\/03\/2025/,
  )
  const act = (path: string, body: object) => hub.so('POST', `/api/board/facilities/24309/plan/${path}`, body)
  assert.equal((await act('submit', { version: 2 })).status, 200)
  assert.equal((await act('decide', { version: 2, approve: true, reason: '' })).status, 200)
  const done = await write('tasks', await taken_out('tasks', () => ({ 'Xong ngày': '28/02/2025' })))
  assert.deepEqual(changes_of(done)[1], 'ghi ngày xong vào bản kế hoạch đã duyệt')
  const [plan] = (await page_of('24309')).plans
  assert.deepEqual([plan?.version, plan?.state], [3, 'approved'])
  assert.equal(plan?.milestones.find(({ step }) => step === 'survey')?.tasks?.[0]?.done_on, '2025-02-28')
})

test('the whole preview as a spreadsheet: every row, what happens and what is wrong; nothing is written', async () => {
  const rows: Cell[][] = Array.from({ length: 2_100 }, (_, i) => [
    '24304',
    'Khác',
    `Máy in số ${i}`,
    1,
    i === 2_050 ? -1 : 0,
  ])
  const bytes = await book([['Mã', 'Thiết bị', 'Tên, cấu hình', 'Cần', 'Đã có'], ...rows])
  const shown = await send('equipment', bytes)
  assert.equal(shown.preview.rows.length, 2_000)
  const whole = await send('equipment', bytes, {}, 'import/preview.xlsx')
  assert.equal(whole.status, 200)
  const { header, rows: told } = read_table(whole.bytes, 'a.xlsx', { sheet: 'Xem trước' })
  assert.deepEqual(header, ['Dòng', 'Đơn vị', 'Sẽ xảy ra', 'Cần xem lại', 'Lỗi phải sửa'])
  assert.equal(told.length, 2_100)
  assert.match(told[0]?.cells[2] ?? '', /^thêm thiết bị/)
  assert.match(told[2_050]?.cells.join('|') ?? '', /^2052\|.*không ghi được\|\|E2052 · Cột “Đã có”: “-1” là số âm/)
  assert.equal((JSON.parse((await hub.so('GET', '/api/board/entries?kind=equipment')).text) as unknown[]).length, 0)
  const unit = await hub.unit('24304')
  const octets = { 'content-type': 'application/octet-stream' }
  assert.equal((await unit('POST', '/api/board/import/preview.xlsx?what=equipment', '', octets)).status, 403)
})
