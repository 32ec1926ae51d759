import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import write_excel_file from 'write-excel-file/node'
import { build_areas, build_deeds, build_programme, one_year, province_annex } from '../../demo/index.ts'
import type { ImportPreview } from '../../src/network/deployment/contract.ts'
import { read_table } from '../../src/standards/spreadsheet/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { password } from '../test-site.ts'

/** The Sở's own spreadsheets: what is wrong is said where, and nothing is half imported. */
const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
for (const deed of build_deeds(one_year).filter(({ do: what }) => what.includes('plan'))) await play(deed)
hub.clock.today = '2025-04-01'

const signed = await fetch(`${hub.base}/api/sign-in`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ username: 'oversight', password }),
})
const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''

type Answer = { status: number; text: string; preview: ImportPreview }
type Chosen = { commit?: string; sheet?: string; unit?: string }
/** The unit is chosen as million, as a person does where the file leaves it open. */
const send = async (
  what: string,
  name: string,
  bytes: Uint8Array | string,
  { commit = '', sheet = '', unit = 'million' }: Chosen = {},
): Promise<Answer> => {
  const chosen = Object.entries({ commit, sheet, unit }).filter(([, value]) => value !== '')
  const wish = new URLSearchParams([['what', what], ['name', name], ...chosen])
  const response = await fetch(`${hub.base}/api/board/import?${wish.toString()}`, {
    method: 'POST',
    headers: { cookie, 'x-benhan': '1', 'content-type': 'application/octet-stream' },
    body: typeof bytes === 'string' ? bytes : Buffer.from(bytes),
  })
  const text = await response.text()
  return { status: response.status, text, preview: JSON.parse(text) as ImportPreview }
}
const faults_of = ({ preview }: Answer): [number, string[]][] =>
  preview.rows.filter(({ faults }) => faults.length > 0).map(({ line, faults }) => [line, faults])
const budget_total = async (): Promise<number> =>
  ((await hub.so('GET', '/api/board/budget')).json['lines'] as { dong: number }[]).reduce(
    (sum, { dong }) => sum + dong,
    0,
  )

const annex = async (): Promise<Uint8Array> => {
  const text = (value: string) => ({ value, type: String })
  const amount = (value: number | null) => (value === null ? null : { value, type: Number })
  return write_excel_file([
    [{ value: 'PHỤ LỤC: DỰ TRÙ KINH PHÍ', type: String, columnSpan: 6 }, null, null, null, null, null],
    [text('(Kèm theo Kế hoạch 28/KH-UBND)')],
    ['STT', 'Đơn vị', 'Tổng cộng', 'Ngân sách tỉnh', 'Về huyện', 'Quỹ đơn vị'].map(text),
    ...province_annex.units.map(({ stt, printed, budget }) => [
      ...[amount(stt), text(printed), amount(budget.total), amount(budget.province_2025), amount(budget.district_2025)],
      amount(budget.own_fund),
    ]),
    [null, text('Tổng cộng'), amount(90_597), amount(12_690), amount(5_400), amount(72_507)],
  ]).toBuffer()
}

test('the annex as a spreadsheet: titles above, merged cells, printed names; looked at, then written to the million', async () => {
  const bytes = await annex()
  const seen = await send('budget', 'phu-luc.xlsx', bytes)
  assert.equal(seen.status, 200, seen.text)
  assert.deepEqual([seen.preview.rows_read, seen.preview.changes, seen.preview.faults], [17, 24, 0], seen.text)
  assert.match(seen.preview.notes.join('\n'), /1 vùng ô gộp/)
  assert.equal(await budget_total(), 0, 'a look writes nothing')
  assert.equal((await send('budget', 'phu-luc.xlsx', bytes, { commit: 'x' })).status, 409)
  assert.equal((await send('budget', 'phu-luc.xlsx', bytes, { commit: seen.preview.digest })).status, 200)
  assert.equal(await budget_total(), 90_597_000_000)
  const again = await send('budget', 'phu-luc.xlsx', bytes)
  assert.equal(again.preview.changes, 0, 'the same again changes nothing')
})

test('numbers in two styles, text in a number column, negative, unknown and repeated facilities: each by its line', async () => {
  const before = await budget_total()
  const file = (lines: string[]): string => ['Đơn vị;Năm;Tỉnh;Quỹ đơn vị;Tổng', ...lines].join('\n')
  const bad = await send(
    'budget',
    'kinh-phi.csv',
    file([
      'TTYT huyện Sơn Động;2026;1.234,5;100;1.334,5',
      'Bệnh viện Ung bướu;2026;2.000;;2.000',
      'Bệnh viện Tâm thần;2026;-5;;-5',
      'Bệnh viện Nội Tiết;2026;chưa có;;',
      'Bệnh viện Không Có;2026;5;;5',
      ';2026;5;;5',
      'Bệnh viện Ung bướu;2026;7;;7',
      'Bệnh viện Sản Nhi;2026;5;6;12',
      'Bệnh viện YHCT;hai nghìn;5;;5',
    ]),
  )
  assert.equal(bad.status, 200, bad.text)
  const said = Object.fromEntries(faults_of(bad).map(([line, faults]) => [line, faults.join(' | ')]))
  assert.deepEqual(Object.keys(said), ['4', '5', '6', '7', '8', '9', '10'], bad.text)
  assert.match(said['4'] ?? '', /“-5” là số âm/)
  assert.match(said['5'] ?? '', /Tỉnh.*“chưa có” không phải là số/)
  assert.match(said['6'] ?? '', /danh bạ không có “Bệnh viện Không Có”/)
  assert.match(said['7'] ?? '', /ô gộp/)
  assert.match(said['8'] ?? '', /đã có ở dòng 3/)
  assert.match(said['9'] ?? '', /tổng ghi 12, các nguồn cộng 11/)
  assert.match(said['10'] ?? '', /không phải là số/)
  assert.equal(
    (await send('budget', 'kinh-phi.csv', file(['Bệnh viện Ung bướu;2026;5;;6']), { commit: bad.preview.digest }))
      .status,
    409,
  )
  const refused = await send('budget', 'k.csv', file(['Bệnh viện Ung bướu;2026;5;;6', 'BV lạ;2026;1;;1']))
  assert.equal(
    (
      await send('budget', 'k.csv', file(['Bệnh viện Ung bướu;2026;5;;6', 'BV lạ;2026;1;;1']), {
        commit: refused.preview.digest,
      })
    ).status,
    422,
  )
  assert.equal(await budget_total(), before, 'nothing half imported')
})

test('1.234 alone means two things and is asked back; beside 1,234.5 or 1.234,5 it is read', async () => {
  const look = async (cells: string[]) =>
    send(
      'budget',
      'a.csv',
      ['Đơn vị\tNăm\tTỉnh', ...cells.map((cell, i) => `${province_annex.units[i]?.code}\t2027\t${cell}`)].join('\n'),
    )
  assert.match(faults_of(await look(['1.234']))[0]?.[1][0] ?? '', /đọc được hai cách \(1234 hoặc 1.234\)/)
  const comma = await look(['1.234', '1.234,5', '12.345.678', '7'])
  assert.deepEqual(
    comma.preview.rows.map(({ changes }) => changes[0]?.replace(/^.*: /, '')),
    ['1.234 triệu', '1.234,5 triệu', '12.345.678 triệu', '7 triệu'],
  )
  const point = await look(['1,234', '1,234.5', '3.25'])
  assert.deepEqual(
    point.preview.rows.map(({ changes }) => changes[0]?.replace(/^.*: /, '')),
    ['1.234 triệu', '1.234,5 triệu', '3,25 triệu'],
  )
  assert.equal(
    faults_of(await look(['1.234', '1.234,5', '1,234.5'])).length,
    1,
    'both styles in one column: the doubtful cell is told',
  )
})

test('days in three styles; progress of the future or beyond 100 % is told by its line', async () => {
  const [a, b, c, d, e, f] = province_annex.units.map(({ code }) => code)
  const file = [
    'Mã CSKCB;Ngày;Khảo sát;Hạ tầng',
    `${a};2025-03-20;40;`,
    `${b};20/03/2025;50%;10`,
    `${c};ngày 20 tháng 3 năm 2025;60;`,
    `${d};31/02/2025;60;`,
    `${e};2025-05-01;60;`,
    `${f};20/03/2025;101;2,5`,
  ].join('\n')
  const seen = await send('progress', 'tien-do.csv', file)
  assert.deepEqual(
    faults_of(seen).map(([line]) => line),
    [5, 6, 7],
    seen.text,
  )
  assert.match(seen.text, /Không có ngày 31\/2\/2025/)
  assert.match(seen.text, /ở tương lai/)
  const good = file.split('\n').slice(0, 4).join('\n')
  const look = await send('progress', 'tien-do.csv', good)
  assert.equal((await send('progress', 'tien-do.csv', good, { commit: look.preview.digest })).status, 200)
  const { rows } = (await hub.so('GET', '/api/board/province')).json as {
    rows: { code: string; milestones: { step: string; percent: number }[] }[]
  }
  const percent = (code: string | undefined) =>
    rows.find((row) => row.code === code)?.milestones.find(({ step }) => step === 'survey')?.percent
  assert.deepEqual([percent(a), percent(b), percent(c)], [40, 50, 60])
})

test('files as a whole: macros, old Excel, no table, another encoding, 100,000 rows', async () => {
  const bytes = await annex()
  const with_macro = zipSync({ ...unzipSync(bytes), 'xl/vbaProject.bin': strToU8('x') })
  assert.match((await send('budget', 'a.xlsx', with_macro)).text, /macro/)
  assert.match((await send('budget', 'a.xlsm', bytes)).text, /macro/)
  assert.equal((await send('budget', 'a.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).status, 422)
  assert.match((await send('budget', 'a.xlsx', 'không phải Excel')).text, /không phải là tệp Excel/)
  assert.match((await send('budget', 'a.csv', 'tên;số\nA;1')).text, /không thấy dòng tên cột/)
  assert.match((await send('budget', 'a.csv', Uint8Array.from([0x42, 0xd6, 0x6e]))).text, /UTF-8/)
  assert.equal((await send('khong-co', 'a.csv', 'x')).status, 404)
  const line = 'Bệnh viện Ung bướu;2026;1\n'
  const began = Date.now()
  const long = await send('budget', 'a.csv', `Đơn vị;Năm;Tỉnh\n${line.repeat(100_000)}`)
  assert.equal(long.status, 413, long.text.slice(0, 200))
  assert.match(long.text, /Tệp có 100001 dòng/)
  assert.ok(Date.now() - began < 2_000, 'counted before it is read')
})

/** What the board gives out, looked at by its import as it is. */
const round_trip = async (what: string): Promise<Answer> => {
  const book = await fetch(`${hub.base}/api/board/export.xlsx?what=${what}`, { headers: { cookie } })
  assert.equal(book.status, 200)
  return send(what, `${what}.xlsx`, new Uint8Array(await book.arrayBuffer()))
}

test('money, progress and facilities come in unchanged as they went out: nothing changes, nothing is wrong', async () => {
  const put = (facility: string, line: object) =>
    hub.so('PUT', `/api/board/facilities/${facility}/budget`, { year: 2026, unit: 'million', ...line })
  // A number Excel keeps as 234.567 is not 234 567, and what was spent and noted travels too.
  for (const [facility, line] of [
    ['24304', { source: 'own', amount: 234.567, spent: 12.345, note: 'Đợt 1' }],
    ['24304', { source: 'other', amount: 0, spent: 0, note: '' }],
    ['24309', { source: 'own', amount: 1_234.5, spent: 0, note: '' }],
  ] as const)
    assert.equal((await put(facility, line)).status, 200)
  for (const what of ['budget', 'progress', 'facilities']) {
    const { preview, text } = await round_trip(what)
    assert.ok(preview.rows_read > 0, text)
    assert.deepEqual([preview.changes, preview.faults], [0, 0], `${what}: ${text}`)
  }
  const { notes } = (await round_trip('budget')).preview
  assert.ok(!notes.some((note) => note.startsWith('Không đọc')), notes.join('; '))
})

test('a line for each source: what changed is named, half a line and the same line twice are faults', async () => {
  const file = (...lines: string[]) => ['Mã;Năm;Nguồn;Được giao (triệu đồng);Đã chi;Ghi chú', ...lines].join('\n')
  const seen = await send('budget', 'k.csv', file('24304;2026;Quỹ, nguồn của đơn vị;250;20;Đợt 2', '24309;2026;own;;'))
  assert.match(seen.preview.rows[0]?.changes[0] ?? '', /234,567 → 250 triệu, đã chi 12,345 → 20 triệu, ghi chú “Đợt 2”/)
  assert.match(faults_of(seen)[0]?.[1][0] ?? '', /có ghi nguồn mà không ghi số được giao/)
  const bad = await send(
    'budget',
    'k.csv',
    file('24304;2026;;250;;', '24304;2026;quỹ đen;250;;', '24309;2026;own;1;;', '24309;2026;own;2;;'),
  )
  const said = faults_of(bad).map(([line, faults]) => `${line} ${faults.join(' | ')}`)
  assert.match(said[0] ?? '', /^2 .*có số được giao mà không ghi nguồn/)
  assert.match(said[1] ?? '', /^3 .*“quỹ đen” phải là một trong/)
  assert.match(said.at(-1) ?? '', /^5 .*đã có ở dòng 4/)
})

test('what goes out comes in again, and a member takes out its own only', async () => {
  const book = await fetch(`${hub.base}/api/board/export.xlsx`, { headers: { cookie } })
  assert.equal(book.status, 200)
  const bytes = new Uint8Array(await book.arrayBuffer())
  const { header, rows } = read_table(bytes, 'a.xlsx', { sheet: 'Kinh phí' })
  assert.deepEqual(header.slice(0, 4), ['Mã', 'Tên', 'Năm', 'Nguồn'])
  assert.equal(
    rows.reduce((sum, { cells }) => sum + (cells[2] === '2025' ? Number(cells[4]) : 0), 0),
    90_597,
  )
  const unit = await hub.unit('24304')
  assert.equal((await unit('GET', '/api/board/export.xlsx')).status, 200)
  assert.equal(
    (await unit('POST', '/api/board/import?what=budget', '', { 'content-type': 'application/octet-stream' })).status,
    403,
  )
})
