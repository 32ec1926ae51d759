import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { read_table } from '../../src/standards/spreadsheet/index.ts'
import { evict } from '../../src/standards/print/index.ts'
import { date_back } from '../../src/apps/demo/date-back.ts'
import { build_areas, build_deeds, build_programme, done_of, one_year, province_annex } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { docx_text, make_report, pdf_text } from '../report-text.ts'
import type { Json } from '../test-site.ts'

/** The year of the Bắc Giang plan, played through the API from its day to 100 %, and asked at each quarter. */

const hub = await start_board_hub('2025-02-17')
after(evict)
const ids = new Map<string, string>()
const programme = build_programme(one_year.days)
const { units } = province_annex

type Page = {
  operating: number
  percent: number
  rows: { code: string; milestones: { step: string; percent: number; done_on: string | null; late_days: number }[] }[]
  money: { source: string; dong: number }[]
  disagreements: { where: string; dong: number; counted_dong: number; difference_dong: number }[]
  forecast: { day: string | null }
  weeks: { day: string; operating: number }[]
}
const province = async (): Promise<Page> => {
  const answer = await hub.so('GET', '/api/board/province')
  assert.equal(answer.status, 200, answer.text.slice(0, 300))
  return answer.json as Page
}

/** By the schedule alone, without the program that is judged. */
const operating_by = (day: string): number =>
  units.filter(({ stt }) => done_of(one_year, stt, 'operation') <= day).length

test('the year is played; at each quarter the board says what the schedule says', async () => {
  await begin_programme(hub, programme, build_areas())
  const play = create_player(hub, ids)
  const deeds = build_deeds(one_year)
  assert.ok(deeds.length > 1_000)
  const seen: [string, number, number][] = []
  for (const day of ['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31', '2026-02-17']) {
    for (const deed of deeds.filter(({ on }) => on <= day && on > (seen.at(-1)?.[0] ?? ''))) await play(deed)
    hub.clock.today = day
    const page = await province()
    assert.equal(page.operating, operating_by(day), day)
    const said = deeds.filter((deed) => deed.do === 'progress' && deed.on <= day)
    const latest = new Map(said.map((deed) => [`${deed.facility} ${deed.do === 'progress' ? deed.step : ''}`, deed]))
    const sum = [...latest.values()].reduce((total, deed) => total + (deed.do === 'progress' ? deed.percent : 0), 0)
    assert.ok(Math.abs(page.percent - sum / (units.length * 9)) < 0.01, `${day}: ${page.percent}`)
    const done = page.rows.flatMap(({ milestones }) => milestones).filter(({ percent }) => percent === 100).length
    seen.push([day, page.operating, done])
  }
  assert.deepEqual(seen, [
    ['2025-03-31', 0, 9],
    ['2025-06-30', 0, 44],
    ['2025-09-30', 0, 88],
    ['2025-12-31', 8, 130],
    ['2026-02-17', 17, 153],
  ])
})

test('the annex reproduces to the million, and what the plan says otherwise is shown beside it', async () => {
  const { money, disagreements } = await province()
  const million = Object.fromEntries(money.map(({ source, dong }) => [source, dong / 1e6]))
  assert.deepEqual(million, { province: 12_690, district: 5_400, own: 72_507 })
  assert.equal(
    money.reduce((sum, { dong }) => sum + dong, 0),
    90_597_000_000,
  )
  assert.deepEqual(
    disagreements.map(({ where, dong, counted_dong, difference_dong }) => [
      where.split(' ')[0],
      dong / 1e6,
      counted_dong / 1e6,
      difference_dong / 1e6,
    ]),
    [
      ['Lời', 14_490, 12_690, 1_800],
      ['Lời', 19_890, 18_090, 1_800],
    ],
  )
  const { checks } = (await hub.so('GET', '/api/board/budget')).json as { checks: { difference_dong: number }[] }
  assert.equal(checks.filter(({ difference_dong }) => difference_dong === 0).length, 17 + 4)
})

test('who was slower than its plan is late by its days, also when it is done', async () => {
  const { rows } = await province()
  const late = rows
    .filter(({ milestones }) => milestones.some(({ late_days }) => late_days > 0))
    .map(({ code }) => code)
  assert.deepEqual(late, ['24304', '24307', '24310', '24313', '24316'])
  assert.deepEqual(
    rows.find(({ code }) => code === '24304')?.milestones.find(({ step }) => step === 'operation'),
    {
      ...{ step: 'operation', due: '2026-01-22', percent: 100, done_on: '2026-02-01', late_days: 10 },
      ...{ lacks: '', lacks_by: '' },
    },
  )
})

test('reports of June still say the province of June', async () => {
  const areas = async (on: string) =>
    ((await hub.so('GET', `/api/board/facilities/24304/card?on=${on}`)).json['areas'] as { name: string }[]).map(
      ({ name }) => name,
    )
  assert.deepEqual(await areas('2025-06-30'), ['Huyện Sơn Động', 'Tỉnh Bắc Giang'])
  assert.deepEqual(await areas('2025-07-01'), ['Tỉnh Bắc Ninh'])
})

test('the year ends with the report to the UBND: 17 of 17, 90.597 million, read out of its PDF, DOCX and XLSX', async () => {
  const deeds = build_deeds(one_year)
  await date_back(hub.url, { programme: programme.id, from_day: programme.from_day, deeds, ids })
  hub.clock.today = '2026-03-20'
  const template = '/api/hub/reports/templates/tien-do-ubnd'
  const [shipped] = (await hub.so('GET', template)).json['versions'] as { head: Json; body: string }[]
  const head = {
    ...shipped?.head,
    superior: 'UBND tỉnh Bắc Ninh',
    unit: 'Sở Y tế',
    place: 'Bắc Ninh',
    signer: 'Trần Văn A',
  }
  const change = { seen_version: 0, head, body: shipped?.body, note: 'Tên cơ quan sau sáp nhập' }
  assert.equal((await hub.so('PUT', template, change)).status, 200)
  const period = { kind: 'quarter', year: 2026, number: 1 }
  const { path, snapshot } = await make_report(hub.so, { template: 'tien-do-ubnd', period, number: '31' })
  assert.equal(snapshot.period.counted_to, '2026-03-14')
  const pdf = (await hub.so('GET', `${path}/files/pdf`)).bytes
  const docx = (await hub.so('GET', `${path}/files/docx`)).bytes
  if (process.env['KEEP']) {
    writeFileSync(`${process.env['KEEP']}/ubnd.pdf`, pdf)
    writeFileSync(`${process.env['KEEP']}/ubnd.docx`, docx)
  }
  for (const text of [pdf_text(pdf), docx_text(docx)]) {
    assert.match(text, /UBND TỈNH BẮC NINH\s+SỞ Y TẾ/)
    assert.match(text, /Bắc Ninh, ngày 20 tháng 3 năm 2026/)
    assert.match(
      text,
      /Toàn tỉnh có 17 cơ sở trong kế hoạch \([^)]+\); 17 cơ sở đã vận hành bệnh án điện tử, đạt 100 %/,
    )
    assert.match(text, /Tiến độ chung của các bước đạt 100 %/)
    assert.match(text, /Không có bước nào quá hạn/)
    assert.match(text, /số liệu tính đến hết ngày 14\/03\/2026/)
    assert.match(
      text,
      /Tổng kinh phí 90\.597 triệu đồng, gồm ngân sách tỉnh 12\.690 triệu đồng, cấp về huyện 5\.400 triệu đồng, quỹ của đơn vị và nguồn khác 72\.507 triệu đồng/,
    )
    assert.match(text, /có 2 chỗ ghi số tiền khác với tổng các dòng/)
    assert.match(text, /19\.890\s+18\.090\s+1\.800/, 'what the plan says, what the lines add up to, and by how much')
    assert.match(text, /Còn 1 khó khăn, vướng mắc/)
    assert.match(text, /HIS cũ chưa xuất được dữ liệu/)
    assert.ok(text.includes('/so/bao-cao/so-lieu/kinh_phi.tong?tu=2025-12-15&den=2026-03-14'))
    // That one was called otherwise until the test itself renamed it: the report says its name of March.
    for (const { code, name } of units)
      assert.ok(text.includes(code === '24012' ? 'Bệnh viện Đa khoa thử A' : name), name)
  }
  const book = (await hub.so('GET', `${path}/files/xlsx`)).bytes
  const money = read_table(book, 'a.xlsx', { sheet: 'Nguồn số liệu' }).rows.find(({ cells }) =>
    cells[1]?.startsWith('Tổng kinh phí'),
  )
  assert.equal(money?.cells[2], '90597000000')
  assert.equal(money?.cells[6], '/so/bao-cao/so-lieu/kinh_phi.tong?tu=2025-12-15&den=2026-03-14')
})
