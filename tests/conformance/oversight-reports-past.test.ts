import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import {
  type Deed,
  build_areas,
  build_deeds,
  build_programme,
  one_year,
  plan_day,
  province_annex,
} from '../../demo/index.ts'
import { date_back } from '../../src/apps/demo/date-back.ts'
import { stand } from '../../src/network/it-level/index.ts'
import { evict } from '../../src/standards/print/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { make_report, said_by } from '../report-text.ts'
import type { Json } from '../test-site.ts'

/** A report of a past period says the province of its last day: of June it says in August what it said in July (MON-28). */

const hub = await start_board_hub(plan_day)
after(evict)
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())

/** Beside the year of the plan: a difficulty that stood open when June ended and was answered in August. */
const asked = { facility: '24304', key: 'asked in June' }
const deeds: Deed[] = [
  ...build_deeds(one_year),
  {
    ...{ ...asked, on: '2025-06-10', by: 'unit' as const, do: 'add' as const, kind: 'difficulty' },
    body: { problem: 'Máy chủ chưa về', due_on: '2025-06-20' },
  },
  {
    ...{ facility: '24309', key: 'short', on: '2025-06-11', by: 'unit' as const, do: 'add' as const, kind: 'shortage' },
    body: { item: 'Bộ lưu điện', dong: 120_000_000, reason: 'Mất điện là mất mạng', due_on: '2025-06-30' },
  },
  {
    ...{ facility: '24309', key: 'bhxh', on: '2025-06-12', by: 'unit' as const, do: 'add' as const, kind: 'insurance' },
    body: { problem: 'Hồ sơ bị trả lại', files: 1_200, dong: 350_000_000, due_on: '2025-07-10' },
  },
  ...['short', 'bhxh'].map((key) => ({
    ...{ facility: '24309', key, on: '2025-08-11', by: 'so' as const, do: 'act' as const, act: 'answer' as const },
    reason: 'Đã giải quyết',
  })),
  { ...asked, on: '2025-08-10', by: 'so' as const, do: 'act' as const, act: 'answer', reason: 'Đã giao tháng 8' },
].toSorted((a, b) => a.on.localeCompare(b.on))
const ids = new Map<string, string>()
await begin_programme(hub, build_programme(one_year.days), build_areas())
const play = create_player(hub, ids)
const play_until = async (after_day: string, day: string): Promise<void> => {
  for (const deed of deeds.filter(({ on }) => on > after_day && on <= day)) await play(deed)
  const played = deeds.filter(({ on }) => on <= day)
  await date_back(hub.url, { programme: 'bg-2025', from_day: plan_day, deeds: played, ids })
  hub.clock.today = day
}

const ok = async (method: string, path: string, body: Json): Promise<Json> => {
  const answer = await hub.so(method, path, body)
  assert.ok(answer.status < 300, `${path}: ${answer.text.slice(0, 300)}`)
  return answer.json
}

/** A facility's signed word of that moment, as the hub took it. */
const put_word = (facility: string, sequence: number, taken_at: string) =>
  owner.query(
    `INSERT INTO hub.counter_report (facility, sequence, digest, jws, counted_at, taken_at, days)
     VALUES ($1, $2::bigint, $2::bigint::text, '', $3, $3, '[]')`,
    [facility, sequence, taken_at],
  )

const put_level = (facility: string, id: string, made_at: string, met: string[]) => {
  const answers = met.map((criterion) => ({ criterion, answer: 'yes' as const, basis: 'declared' as const, says: '' }))
  const { level } = stand(answers, made_at.slice(0, 10))
  return owner.query(
    `INSERT INTO it_level.assessment (facility, id, as_of, kind, criteria, answers, level, made_at, made_name, taken_at)
     VALUES ($1, $2, $3::timestamptz::date, 'self', 'TT54/2017', $4, $5, $3, 'x', $3)`,
    [facility, id, made_at, JSON.stringify(answers), level],
  )
}

const first_level = stand([], '2025-06-01').next?.missing ?? []
const [tumour, obstetrics] = ['24304', '24309']
/** By NĐ 09/2019 June is 15/05 to 14/06. */
const june = { template: 'tien-do-ubnd', period: { kind: 'month', year: 2025, number: 6 } }
const september = { template: 'tien-do-ubnd', period: { kind: 'month', year: 2025, number: 9 } }
const name_of = (code: string): string => province_annex.units.find((unit) => unit.code === code)?.name ?? code

await play_until('', '2025-07-05')
await owner.query("UPDATE hub.board_rule SET changed_at = '2025-01-01'")
await owner.query(
  `INSERT INTO hub.application (facility, id, asked, decision, decided_at)
   SELECT code, code, '{}', 'approved', '2025-01-05' FROM hub.facility WHERE membership = 'approved'`,
)
await put_level(tumour, 'a', '2025-06-02T08:00:00+07:00', first_level)
await put_word(tumour, 1, '2025-06-14T23:10:00+07:00')
await put_word(obstetrics, 1, '2025-06-13T08:00:00+07:00')
const in_july = (await make_report(hub.so, june)).snapshot

test('made in July, June says what was known when it ended', () => {
  const { figures, tables } = said_by(in_july)
  const done_words = deeds.filter((deed) => deed.do === 'progress' && deed.on <= '2025-06-14')
  assert.ok(done_words.length > 50)
  assert.equal(in_july.period.counted_to, '2025-06-14')
  assert.equal(figures['trien_khai.co_so'], 17)
  assert.equal(figures['kinh_phi.tong'], 90_597_000_000)
  assert.equal(figures['kinh_phi.lech'], 2)
  assert.deepEqual(
    tables['kho_khan']?.rows.map(([, kind, what]) => [kind, what]),
    [
      ['Khó khăn, vướng mắc', 'Máy chủ chưa về'],
      ['Còn thiếu, đề nghị bổ sung', 'Bộ lưu điện. Số tiền đề nghị: 120.000.000 đồng'],
      [
        'Vướng mắc dữ liệu với BHXH',
        'Hồ sơ bị trả lại. Số hồ sơ chưa được nhận: 1.200. Số tiền liên quan: 350.000.000 đồng',
      ],
    ],
    'that of 12 May was answered on 18 May, that of 20 June was not asked yet',
  )
  assert.equal(figures['kho_khan.mo'], 3, 'whatever the Sở is asked')
  assert.equal(figures['muc_cntt.tu_1'], 1)
  assert.equal(figures['lien_thong.mat_tin_hieu'], 1, 'one spoke 50 minutes before the day ended, one the day before')
  assert.equal(tables['tien_do']?.rows.length, 17)
})

/** What the last word on each line of the budget says was paid by that day, in đồng. */
const spent_by_deeds = (day: string): number => {
  const lines = deeds.flatMap((deed) => (deed.do === 'budget' && deed.on <= day ? [deed] : []))
  const last = new Map(lines.map(({ facility, line }) => [`${facility} ${line.year} ${line.source}`, line.spent]))
  return [...last.values()].reduce((sum, million) => sum + million * 1_000_000, 0)
}

/** Everything that can change afterwards, changes. */
const change_everything = async (): Promise<void> => {
  await play_until('2025-07-05', '2025-08-20')
  const so = `/api/board/facilities/${tumour}`
  const { budget } = (await ok('GET', so, undefined as never)) as { budget: Json[] }
  const line = budget[0] ?? {}
  await ok('PUT', `${so}/budget`, {
    ...{ year: line['year'], source: line['source'], unit: 'dong', note: '' },
    ...{ amount: Number(line['dong']) + 7_000_000, spent: Number(line['spent_dong']) + 5_000_000 },
  })
  await ok('PUT', `${so}/budget`, { year: 2026, source: 'other', amount: 100, spent: 0, unit: 'million', note: '' })
  const programme = build_programme(one_year.days)
  await ok('PUT', '/api/board/programme', {
    ...{ ...programme, target_day: '2026-06-30' },
    said: [{ where: 'Kế hoạch sửa đổi', dong: 1 }],
  })
  // A word about June that nobody said until August.
  await ok('POST', `${so}/progress`, { step: 'signature', percent: 99, on: '2025-06-10', evidence: 'nói muộn' })
  await ok('POST', `${so}/entries`, { kind: 'certificates', body: { group: 'Kỹ thuật viên', need: 41, issued: 9 } })
  await ok('POST', `${so}/entries`, {
    kind: 'training',
    body: { course: 'Ký số', on: '2025-08-20', invited: 30, attended: 22, it_staff: 3 },
  })
  const state = deeds.find((deed) => deed.do === 'state' && deed.facility === tumour)
  await ok('POST', `${so}/state`, {
    ...(state?.do === 'state' ? state.state : {}),
    ...{ from_day: '2025-07-01', area: 'bac-ninh', name: 'Trung tâm Y tế khu vực mới' },
  })
  await put_level(tumour, 'b', '2025-08-01T08:00:00+07:00', [])
  await put_word(tumour, 2, '2025-08-20T09:00:00+07:00')
  await put_word(obstetrics, 2, '2025-08-20T09:00:00+07:00')
  for (const code of [tumour, obstetrics])
    await owner.query(
      `INSERT INTO hub.counter_line (facility, sequence, digest, taken_at) VALUES ($1, 2, '2', now())`,
      [code],
    )
  await owner.query("UPDATE hub.board_rule SET value = 5000, changed_at = '2025-08-01' WHERE name = 'silent_after_min'")
  await owner.query("UPDATE hub.facility SET valid_to = '2025-08-01', successor = '24012' WHERE code = '01929'")
  await owner.query("UPDATE hub.facility SET membership = 'suspended', decided_at = '2025-08-01' WHERE code = '24160'")
}

test('made again in August, after everything changed, June says the same', async () => {
  await change_everything()
  const again = (await make_report(hub.so, june)).snapshot
  const before = said_by(in_july)
  const now = said_by(again)
  assert.deepEqual(now.tables, before.tables)
  assert.deepEqual(now.figures, before.figures)
  const names = (now.tables['tien_do']?.rows ?? []).map(([name]) => name)
  assert.ok(names.includes(name_of(tumour)), 'under its name of June')
})

test('and September says every change: it is not that nothing is seen', async () => {
  const { figures, tables } = said_by((await make_report(hub.so, september)).snapshot)
  const then = said_by(in_july).figures
  assert.equal(figures['kinh_phi.tong'], 90_597_000_000 + 107_000_000)
  assert.equal(figures['kinh_phi.da_chi'], spent_by_deeds('2025-08-20') + 5_000_000)
  assert.equal(figures['kinh_phi.lech'], 1)
  assert.equal(figures['trien_khai.dich'], '2026-06-30')
  assert.notEqual(figures['trien_khai.tien_do'], then['trien_khai.tien_do'])
  assert.equal(figures['muc_cntt.tu_1'], 0)
  assert.equal(figures['lien_thong.mat_tin_hieu'], 0)
  assert.equal(figures['co_so.tham_gia'], Number(then['co_so.tham_gia']) - 2, 'one merged, one suspended')
  assert.equal(figures['kho_khan.mo'], 0)
  const group = tables['chung_thu']?.rows.find(([name]) => name === 'Trung tâm Y tế khu vực mới')
  assert.ok(Number(group?.[3]) >= 32, 'of these certificates 32 are wanting, whatever others have too many')
  assert.notEqual(figures['chung_thu.can'], then['chung_thu.can'])
  assert.deepEqual(
    ['dao_tao.co_so', 'dao_tao.lop_ky', 'dao_tao.nguoi_ky', 'dao_tao.can_bo'].map((name) => [
      then[name],
      figures[name],
    ]),
    [
      [0, 1],
      [null, 1],
      [null, 22],
      [null, 3],
    ],
    'an empty register says who wrote in it, and nothing of what it comes to',
  )
  const names = (tables['tien_do']?.rows ?? []).map(([name]) => name)
  assert.ok(names.includes('Trung tâm Y tế khu vực mới'))
  assert.ok(!names.includes(name_of(tumour)))
})

test('for a period that still runs the report says what the province’s own page says', async () => {
  const { figures } = said_by((await make_report(hub.so, september)).snapshot)
  const page = (await hub.so('GET', '/api/board/province')).json as {
    operating: number
    percent: number
    forecast: { day: string | null }
    money: { dong: number; spent_dong: number }[]
    rows: { milestones: { late_days: number; done_on: string | null }[] }[]
  }
  assert.equal(figures['trien_khai.van_hanh'], page.operating)
  assert.ok(Math.abs(Number(figures['trien_khai.tien_do']) - page.percent) < 0.001)
  const ahead = await ok(
    'GET',
    '/api/hub/reports/figures/trien_khai.du_bao?tu=2025-08-15&den=2025-08-20',
    undefined as never,
  )
  assert.equal(ahead['value'], page.forecast.day)
  assert.equal(
    figures['kinh_phi.tong'],
    page.money.reduce((sum, { dong }) => sum + dong, 0),
  )
  for (const [kind, name, amount] of [
    ['certificates', 'chung_thu.can', 'need'],
    ['equipment', 'thiet_bi.da_co', 'have'],
    ['package', 'mua_sam.gia_tri', 'dong'],
  ] as const) {
    const { total } = await ok('GET', `/api/board/registers/${kind}`, undefined as never)
    const said =
      (total as { lines: number; amounts: Record<string, number> }).lines === 0 ? null : total.amounts[amount]
    assert.equal(figures[name], said, `${name}: as the register's own page adds up`)
  }
  const approved = (await hub.so('GET', '/api/board/entries?kind=document&state=approved')).json as unknown as Json[]
  assert.equal(figures['ho_so.da_duyet'], approved.length)
  assert.equal(figures['ho_so.can'], 17 * 9)
  const late = page.rows.flatMap(({ milestones }) => milestones.filter((one) => one.late_days > 0 && !one.done_on))
  assert.equal(figures['trien_khai.tre'], late.length)
})

test('each figure leads to the rows it was counted from, as of that day, and says when it was counted', async () => {
  const lines = in_july.figures.filter(({ name }) => !name.startsWith('ky.'))
  for (const { name, path, at } of lines) {
    assert.equal(path, `/so/bao-cao/so-lieu/${name}?tu=2025-05-15&den=2025-06-14`)
    const answer = await hub.so('GET', `/api/hub/reports/figures/${name}?tu=2025-05-15&den=2025-06-14`)
    assert.equal(answer.status, 200, `${name}: ${answer.text.slice(0, 200)}`)
    assert.deepEqual(answer.json['value'], in_july.figures.find((one) => one.name === name)?.value, name)
    assert.ok(at === '' || Number.isFinite(Date.parse(at)))
  }
  const rows_of = async (name: string) =>
    (await ok('GET', `/api/hub/reports/figures/${name}?tu=2025-05-15&den=2025-06-14`, undefined as never)) as {
      rows: { cells: (string | number)[]; path: string }[]
      more: number
    }
  const money = await rows_of('kinh_phi.tong')
  assert.equal(
    money.rows.reduce((sum, { cells }) => sum + Number(cells[3]), 0),
    90_597_000_000,
  )
  assert.ok(money.rows.every(({ path }) => /^\/so\/co-so\/\w{5}\/kinh-phi$/.test(path)))
  const late = await rows_of('trien_khai.tre')
  assert.equal(late.rows.length, in_july.figures.find(({ name }) => name === 'trien_khai.tre')?.value)
  const silent = await rows_of('lien_thong.mat_tin_hieu')
  assert.deepEqual(
    silent.rows.map(({ path }) => path),
    [`/so/lien-thong/${obstetrics}`],
  )
})

test('what the monitor counted carries the moment of its last walk, not of the question', async () => {
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, said_at, taken, state) VALUES
      ($1, '2025-06-10', 'transfer-letter', '{"due": 12}', '2025-06-12T01:00:00+07', 10, 'gap'),
      ($1, '2025-06-11', 'transfer-letter', '{"due": 3}', '2025-06-12T02:00:00+07', 3, 'whole')`,
    [tumour],
  )
  await owner.query("UPDATE hub.board_walk SET seen_at = '2025-06-13T03:00:00+07' WHERE name = 'delivery'")
  const { snapshot } = await make_report(hub.so, june)
  const at = (name: string) => snapshot.figures.find((one) => one.name === name)?.at
  assert.equal(at('lien_thong.phai_gui'), new Date('2025-06-12T02:00:00+07:00').toISOString(), 'the facility')
  assert.equal(at('lien_thong.da_toi'), new Date('2025-06-13T03:00:00+07:00').toISOString(), 'the hub')
  const rows = (
    await ok('GET', '/api/hub/reports/figures/lien_thong.phai_gui?tu=2025-05-15&den=2025-06-14', undefined as never)
  )['rows'] as { cells: Json[]; path: string }[]
  assert.deepEqual(
    rows.map(({ cells, path }) => [cells[1], cells[3], path]),
    [
      ['2025-06-11', 3, `/so/lien-thong/${tumour}/2025-06-11`],
      ['2025-06-10', 12, `/so/lien-thong/${tumour}/2025-06-10`],
    ],
  )
})

test('of two programmes a report tells the one it is asked for, and each figure leads to that one’s rows', async () => {
  const first = build_programme(one_year.days)
  const second = {
    ...{ id: 'xet-nghiem', name: 'Liên thông xét nghiệm 2025', source: 'QĐ 9/QĐ-UBND', said: [] },
    ...{ from_day: '2025-08-01', target_day: '2025-12-31' },
    steps: first.steps.map(({ step }) => ({ step, due: '2025-12-15' })),
  }
  const before = said_by((await make_report(hub.so, september)).snapshot).figures
  await ok('POST', '/api/board/programme', second)
  const member = { place: 1, joined_on: '2025-08-02', left_on: null }
  await ok('PUT', `/api/board/facilities/${obstetrics}/member?programme=${second.id}`, member)
  const of = (programme: string) => ({ ...september, period: { ...september.period, programme } })
  const told = (await make_report(hub.so, of(second.id))).snapshot
  const { figures } = said_by(told)
  assert.deepEqual([figures['trien_khai.chuong_trinh'], figures['trien_khai.co_so']], [second.name, 1])
  const path = told.figures.find(({ name }) => name === 'trien_khai.co_so')?.path ?? ''
  const query = path.split('?')[1] ?? ''
  assert.equal(new URLSearchParams(query).get('chuong-trinh'), second.id)
  const rows = await ok('GET', `/api/hub/reports/figures/trien_khai.co_so?${query}`, undefined as never)
  assert.equal((rows['rows'] as Json[]).length, 1)
  assert.deepEqual(said_by((await make_report(hub.so, of(first.id))).snapshot).figures, before)
  const june_of_second = { ...june, period: { ...june.period, programme: second.id } }
  const early = await hub.so('POST', '/api/hub/reports', { ...june_of_second, number: '' })
  assert.equal(early.status, 422, early.text)
  assert.match(early.text, /chưa có cơ sở nào tham gia/)
})

test('rows are for whoever may see the board, of figures that are, on days that are', async () => {
  const path = '/api/hub/reports/figures/kinh_phi.tong'
  assert.equal(
    (await hub.person('hub_operator').then((one) => one('GET', `${path}?tu=2025-05-15&den=2025-06-14`))).status,
    403,
  )
  assert.equal((await (await hub.unit(tumour))('GET', `${path}?tu=2025-05-15&den=2025-06-14`)).status, 403)
  const unknown = await hub.so('GET', '/api/hub/reports/figures/kinh_phi.tog?tu=2025-05-15&den=2025-06-14')
  assert.equal(unknown.status, 404)
  assert.match(unknown.text, /Không có số liệu tên “kinh_phi.tog”/)
  assert.equal((await hub.so('GET', `${path}?tu=2025-05-15`)).status, 422)
  assert.equal((await hub.so('GET', `${path}?tu=2025-06-15&den=2025-06-14`)).status, 422)
})
