import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build_areas, build_deeds, build_programme, done_of, one_year, province_annex } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'

/** The year of the Bắc Giang plan, played through the API from its day to 100 %, and asked at each quarter. */

const hub = await start_board_hub('2025-02-17')
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
  const play = create_player(hub)
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
