/** The Sở's spreadsheets as Excel writes them: joined cells, numbers and texts, units, sheets, formulas; every fault has its place. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import write_excel_file from 'write-excel-file/node'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { book, changes_of, faults_of, open_import, sheet, type Cell } from '../board-sheets.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const known = build_deeds(one_year).filter((deed) => deed.do === 'state' || deed.do.includes('plan'))
for (const deed of known) if (['24304', '24309'].includes(deed.facility)) await play(deed)
hub.clock.today = '2025-04-01'

const send = await open_import(hub)
const lines_kept = async (): Promise<number> =>
  ((await hub.so('GET', '/api/board/budget')).json['lines'] as unknown[]).length

const head: Cell[] = ['Mã CSKCB', 'Năm', 'Ngân sách tỉnh', 'Quỹ đơn vị']
const unit: Cell[] = ['Đơn vị tính: triệu đồng']

/** The same book with a part of its first sheet said otherwise, as Excel or another program would write it. */
const rewrite = (bytes: Uint8Array, change: (xml: string) => string): Uint8Array => {
  const files = unzipSync(bytes)
  const path = 'xl/worksheets/sheet1.xml'
  const xml = strFromU8(files[path] ?? new Uint8Array())
  const changed = change(xml)
  assert.notEqual(changed, xml, 'the book was changed')
  return zipSync({ ...files, [path]: strToU8(changed) })
}

test('cells joined in the data: the second row of an amount and of a facility is told by its cell, and nothing is written', async () => {
  const seen = await send(
    'budget',
    await book([
      unit,
      head,
      ['24304', 2025, { value: 100, rowSpan: 2 }, 5],
      ['24309', 2025, null, 6],
      [{ value: '24301', rowSpan: 2 }, 2025, 1, 2],
      [null, 2026, 3, 4],
      ['24302', 2025, { value: 9, columnSpan: 2 }, null],
    ]),
  )
  assert.deepEqual(faults_of(seen), [
    '4 C4 · Cột “Ngân sách tỉnh”: ô gộp với C3; hãy bỏ gộp và ghi riêng từng ô',
    ...[
      '6 không có tên đơn vị (nếu ô gộp với dòng trên, hãy bỏ gộp và điền đủ)',
      '6 A6 · Cột “Mã CSKCB”: ô gộp với A5; hãy bỏ gộp và ghi riêng từng ô',
    ],
    '7 D7 · Cột “Quỹ đơn vị”: ô gộp với C7; hãy bỏ gộp và ghi riêng từng ô',
  ])
  assert.equal(
    (await send('budget', await book([unit, head, ['24304', 2025, 1, 1]]), { commit: seen.preview.digest })).status,
    409,
  )
  assert.equal(await lines_kept(), 0)
})

test('what Excel keeps as a number is that number, whatever the texts beside it look like', async () => {
  const seen = await send(
    'budget',
    await book([
      unit,
      head,
      ['24304', 2025, 1.125, '1.234,5'],
      ['24309', 2025, '1.234,5', 1.125],
      ['24301', 2025, 12.5, 1234567],
      ['24302', 2025, '1.234', 0.000001],
    ]),
  )
  assert.deepEqual(seen.preview.faults, 0, seen.text)
  assert.deepEqual(
    changes_of(seen).map((change) => change.replace(/^.*: /, '')),
    ...[
      [
        ...['1,125 triệu', '1.234,5 triệu', '1.234,5 triệu', '1,125 triệu'],
        ...['12,5 triệu', '1.234.567 triệu', '1.234 triệu', '0,000001 triệu'],
      ],
    ],
  )
  const alone = await send(
    'budget',
    await book([unit, head, ['24304', 2025, 1.125, null], ['24309', 2025, '1.125', null]]),
  )
  assert.deepEqual(faults_of(alone).length, 1, 'only the text could mean two things')
  assert.match(faults_of(alone)[0] ?? '', /^4 C4 · Cột “Ngân sách tỉnh”: “1.125” đọc được hai cách/)
})

test('percentages as Excel formats them', async () => {
  const seen = await send(
    'progress',
    await book([
      ['Mã CSKCB', 'Khảo sát', 'Hạ tầng'],
      ['24304', { value: 0.45, format: '0%' }, 1],
      ['24309', { value: 0.99, format: '0%' }, { value: 0.125, format: '0.0%' }],
    ]),
  )
  assert.deepEqual(changes_of(seen), ['Khảo sát: 0 → 45 %', 'Hạ tầng: 0 → 1 %', 'Khảo sát: 0 → 99 %'])
  assert.deepEqual(faults_of(seen), ['3 C3 · Cột “Hạ tầng”: “0.125” phải là số nguyên'])
})

test('money in đồng, thousands, millions or billions: said above, in the column, or asked for; never guessed', async () => {
  const rows: Cell[][] = [head, ['24304', 2025, 4_410_000_000, null]]
  const open = await send('budget', await book(rows))
  assert.equal(open.preview.asks_unit, true)
  assert.match(open.preview.file_faults.join(), /không ghi đơn vị tính/)
  assert.equal(open.preview.faults, 2, 'and as millions it would be beyond all sense')
  assert.equal((await send('budget', await book(rows), { commit: open.preview.digest })).status, 422)
  const meant = '2025, ngân sách tỉnh: 4.410 triệu'
  assert.deepEqual(changes_of(await send('budget', await book(rows), { unit: 'dong' })), [meant])
  const said: [string, number][] = [
    ...[['ĐVT: đồng', 4_410_000_000] as [string, number], ['(Đơn vị tính: Nghìn đồng)', 4_410_000] as [string, number]],
    ...[['Đơn vị: 1.000 đồng', 4_410_000] as [string, number], ['ĐVT: tr.đ', 4_410] as [string, number]],
    ['Đơn vị tính: tỷ đồng', 4.41],
  ]
  for (const [words, value] of said) {
    const seen = await send('budget', await book([['PHỤ LỤC'], [words], head, ['24304', 2025, value, null]]))
    assert.deepEqual([seen.preview.faults, changes_of(seen)], [0, [meant]], `${words} ${seen.text}`)
  }
  const by_column: Cell[] = ['Mã CSKCB', 'Năm', 'Ngân sách tỉnh (nghìn đồng)', 'Quỹ đơn vị (triệu đồng)']
  const mixed = await send('budget', await book([by_column, ['24304', 2025, 4_410_000, 7]]))
  assert.deepEqual(changes_of(mixed), [meant, '2025, quỹ, nguồn của đơn vị: 7 triệu'])
  const wrong = await send('budget', await book([unit, head, ['24304', 2025, 500_000_000, 0.0000001]]))
  assert.match(faults_of(wrong).join('\n'), /3 C3 .*lớn hơn 100.000 tỷ đồng; hãy xem lại đơn vị tính/)
  assert.match(faults_of(wrong).join('\n'), /3 D3 .*không phải là số đồng chẵn/)
  assert.equal((await send('budget', await book(rows), { unit: 'usd' })).status, 422)
})

test('more than one sheet: what is not read is named, two of the same kind are asked about, the chosen one is read', async () => {
  const year = (value: number): Cell[][] => [unit, head, ['24304', value, value, null]]
  const two = await write_excel_file([
    { data: sheet([['Ghi chú của người lập bảng']]), sheet: 'Bìa' },
    { data: sheet(year(2025)), sheet: 'Năm 2025' },
    { data: sheet(year(2026)), sheet: 'Năm 2026' },
  ]).toBuffer()
  const seen = await send('budget', two)
  assert.deepEqual([seen.preview.sheet, seen.preview.sheets], ['Năm 2025', ['Năm 2025', 'Năm 2026']])
  assert.match(
    seen.preview.file_faults.join(),
    /2 trang cùng đọc được bảng này \(Năm 2025, Năm 2026\); hãy chọn một trang/,
  )
  assert.equal((await send('budget', two, { commit: seen.preview.digest })).status, 422)
  const chosen = await send('budget', two, { sheet: 'Năm 2026' })
  assert.deepEqual([chosen.preview.faults, changes_of(chosen)], [0, ['2026, ngân sách tỉnh: 2.026 triệu']])
  assert.match(chosen.preview.notes.join('\n'), /Chỉ đọc trang “Năm 2026”; không đọc: Bìa, Năm 2025/)
  assert.equal((await send('budget', two, { commit: chosen.preview.digest })).status, 409, 'looked at another sheet')
  assert.equal((await send('budget', two, { sheet: 'Bìa' })).status, 422)
  const none = await write_excel_file([
    { data: sheet([['a']]), sheet: 'Bìa' },
    { data: sheet([['b']]), sheet: 'Hai' },
  ]).toBuffer()
  assert.match(
    (await send('budget', none)).text,
    /không thấy dòng tên cột trong 30 dòng đầu của trang nào \(Bìa, Hai\)/,
  )
})

test('names of columns in two joined lines, sums below with joined cells, and a line for who made it', async () => {
  const seen = await send(
    'budget',
    await book([
      ['KINH PHÍ (Đơn vị tính: triệu đồng)'],
      [
        { value: 'STT', rowSpan: 2 },
        { value: 'Đơn vị', rowSpan: 2 },
        { value: 'Trong đó', columnSpan: 2 },
        null,
        { value: 'Tổng cộng', rowSpan: 2 },
      ],
      [null, null, 'Ngân sách tỉnh', 'Quỹ đơn vị', null],
      [1, 'TTYT huyện Sơn Động', 10, 20, 30],
      [{ value: 'Tổng cộng', columnSpan: 2 }, null, 10, 20, 30],
      [null, null, null, null, 'Người lập bảng'],
    ]),
  )
  assert.deepEqual(
    changes_of(seen),
    ['2025, ngân sách tỉnh: 10 triệu', '2025, quỹ, nguồn của đơn vị: 20 triệu'],
    seen.text,
  )
  assert.equal(seen.preview.faults, 0, seen.text)
  assert.match(seen.preview.notes.join('\n'), /Không đọc dưới bảng: dòng 6/)
})

test('a formula that failed, or was never worked out, is no empty cell', async () => {
  const plain = await book([unit, head, ['24304', 2025, 123, 456]])
  const failed = rewrite(plain, (xml) =>
    xml
      .replace(/<c r="C3"[^>]*>.*?<\/c>/, '<c r="C3" t="e"><f>A1/0</f><v>#DIV/0!</v></c>')
      .replace(/<c r="D3"[^>]*>.*?<\/c>/, '<c r="D3"><f>SUM(A1:A2)</f></c>'),
  )
  assert.deepEqual(faults_of(await send('budget', failed)), [
    '3 C3 · Cột “Ngân sách tỉnh”: công thức báo lỗi #DIV/0!; hãy ghi số thay cho công thức',
    '3 D3 · Cột “Quỹ đơn vị”: công thức chưa có kết quả; hãy ghi số thay cho công thức',
  ])
})

test('what the register would refuse is told with its row before anything is written', async () => {
  const columns: Cell[] = ['Mã CSKCB', 'Từ ngày', 'Cấp', 'Số giường', 'Liên hệ', 'Căn cứ']
  const seen = await send(
    'facilities',
    await book([
      columns,
      ['24304', '01/03/2025', '2', 30_000, 'Bà A', 'QĐ 1'],
      ['24309', '01/06/2027', '2', 300, 'Bà B', 'QĐ 1'],
      ['24301', '01/03/2025', 'một cấp có tên rất dài không ai ghi như vậy', 300, 'Bà C', 'QĐ 1'],
      ['24302', '01/03/2025', '2', 300, 'N'.repeat(101), 'Q'.repeat(301)],
      ['24303', '01/03/2025', '2', 300, 'Bà E', 'QĐ 1'],
    ]),
  )
  const said = faults_of(seen)
  assert.deepEqual([...new Set(said.map((one) => one.split(' ')[0]))], ['2', '3', '4', '5'], seen.text)
  assert.match(said.join('\n'), /^2 D2 · Cột “Số giường”: “30000” lớn hơn 20.000/m)
  assert.match(said.join('\n'), /^3 B3 · Cột “Từ ngày”: ngày 01\/06\/2027 xa hơn một năm nữa/m)
  assert.match(said.join('\n'), /^4 C4 · Cột “Cấp”: .*quá dài \(tối đa 20 ký tự\)/m)
  assert.match(said.join('\n'), /^5 E5 · Cột “Liên hệ”/m)
  assert.equal((await send('facilities', await book([columns]), { commit: seen.preview.digest })).status, 409)
  const long = await send(
    'progress',
    await book([
      ['Mã', 'Khảo sát', 'Căn cứ'],
      ['24304', 50, 'c'.repeat(1_001)],
    ]),
  )
  assert.match(faults_of(long)[0] ?? '', /^2 C2 · Cột “Căn cứ”/)
})

test('registers: equipment is chosen by the names people use, the rest is in words; the same line is not written twice', async () => {
  const columns: Cell[] = ['Mã', 'Thiết bị', 'Tên, cấu hình', 'Cần', 'Đã có']
  const bytes = await book([
    columns,
    ['24304', 'Firewall', null, 2, 1],
    ['24304', 'UPS', 'Online 3 kVA', 4, 0],
    ['24309', 'Khác', 'Máy in mã vạch', 10, 2],
  ])
  const seen = await send('equipment', bytes)
  assert.deepEqual(
    [seen.preview.faults, changes_of(seen)],
    [0, ['thêm thiết bị: Tường lửa', 'thêm thiết bị: Bộ lưu điện UPS', 'thêm thiết bị: Khác']],
    seen.text,
  )
  assert.equal((await send('equipment', bytes, { commit: seen.preview.digest })).status, 200)
  assert.equal((await send('equipment', bytes)).preview.changes, 0)
  const bad = await send(
    'equipment',
    await book([columns, ['24304', 'Máy in mã vạch', null, 1, 0], ['24304', 'Khác', null, 1, 0]]),
  )
  assert.match(faults_of(bad)[0] ?? '', /^2 B2 · Cột “Thiết bị”: .*phải là một trong: Thiết bị chuyển mạch lõi.*Khác/)
  assert.match(faults_of(bad).at(-1) ?? '', /^3 C3 · Cột “Tên, cấu hình”: Thiết bị khác cần ghi tên/)
})

test('one wrong row of a thousand: nothing of the others is written', async () => {
  const rows: Cell[][] = Array.from({ length: 1_000 }, (_, i) => [
    '24304',
    'Khác',
    `Máy số ${i}`,
    1,
    i === 777 ? -1 : 0,
  ])
  const bytes = await book([['Mã', 'Thiết bị', 'Tên, cấu hình', 'Cần', 'Đã có'], ...rows])
  const seen = await send('equipment', bytes)
  assert.deepEqual([seen.preview.rows_read, seen.preview.faults], [1_000, 1])
  assert.match(faults_of(seen)[0] ?? '', /^779 E779 · Cột “Đã có”: “-1” là số âm/)
  assert.equal((await send('equipment', bytes, { commit: seen.preview.digest })).status, 422)
  const kept = JSON.parse((await hub.so('GET', '/api/board/entries?kind=equipment')).text) as unknown[]
  assert.equal(kept.length, 3)
})

test('100,000 rows of Excel are counted and refused, not read', async () => {
  const bytes = await book([unit, head, ...Array.from({ length: 100_000 }, (): Cell[] => ['24304', 2025, 1, 1])])
  const began = Date.now()
  const answer = await send('budget', bytes)
  assert.equal(answer.status, 413, answer.text.slice(0, 200))
  assert.match(answer.text, /Tệp có 100002 dòng; mỗi lần đọc tối đa 20000 dòng/)
  assert.ok(Date.now() - began < 20_000, `${Date.now() - began} ms`)
})

test('a row of our own export changes its line, the rest of it stays; a code nobody gave, or of another, is refused', async () => {
  const path = '/api/board/facilities/24304/entries'
  const course = { course: 'Chữ ký số', on: '2025-03-10', invited: 40, attended: 10 }
  const { json } = await hub.so('POST', path, { kind: 'training', body: course })
  const id = String(json['id'])
  const named: Cell[] = ['Mã', 'Nội dung', 'Đã học', 'Mã dòng']
  const lines = async () =>
    JSON.parse((await hub.so('GET', '/api/board/entries?kind=training')).text) as { body: object }[]
  const seen = await send('training', await book([named, ['24304', 'Chữ ký số', 35, id]]))
  assert.deepEqual(changes_of(seen), ['sửa lớp “Chữ ký số”: Đã học 10 → 35'])
  const bytes = await book([named, ['24304', 'Chữ ký số', 35, id], ['24304', 'Bệnh án điện tử', 12, null]])
  assert.match(faults_of(await send('training', bytes)).join(), /3 .*Thiếu “Ngày”/)
  const good = await book([named, ['24304', 'Chữ ký số', 35, id]])
  const { preview } = await send('training', good)
  assert.equal((await send('training', good, { commit: preview.digest })).status, 200)
  assert.deepEqual(
    (await lines()).map(({ body }) => body),
    [{ ...course, attended: 35 }],
  )
  assert.equal((await send('training', good)).preview.changes, 0, 'the same again changes nothing')
  const rows: Cell[][] = [named, ['24304', 'Chữ ký số', 36, 'khong-co'], ['24309', 'Chữ ký số', 36, id]]
  assert.deepEqual(faults_of(await send('training', await book(rows))), [
    '2 D2 · Cột “Mã dòng”: không có dòng mã khong-co; bỏ mã để thêm dòng mới',
    `3 D3 · Cột “Mã dòng”: dòng mã ${id} là của cơ sở 24304`,
  ])
  const twice = await send('training', await book([named, ['24304', 'a', 1, id], ['24304', 'b', 2, id]]))
  assert.match(faults_of(twice).join(), /đã có ở dòng 2; hãy giữ một dòng/)
})
