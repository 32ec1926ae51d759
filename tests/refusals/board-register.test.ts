import assert from 'node:assert/strict'
import { test } from 'node:test'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'

/** The register over time, and what is settled for everybody: who may not, what cannot be, what stays. */
const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
for (const deed of build_deeds(one_year)) if (deed.do === 'state') await play(deed)
hub.clock.today = '2025-07-20'
const own = '24304'
const here = `/api/board/facilities/${own}`
const unit = await hub.unit(own)
const inspector = await hub.person('board-inspector')
const operator = await hub.person('hub_operator')

const state = {
  ...{ level: '2', rank: null, beds: 250, ownership: 'public', sort: 'centre', area: 'bac-ninh', codes: {} },
  ...{ contacts: [], source: 'QĐ 77/QĐ-UBND', from_day: '2025-07-01' },
}
const enter = (changes: Record<string, unknown>, code = own) =>
  hub.so('POST', `/api/board/facilities/${code}/state`, { ...state, ...changes })

test('who may not: a member reads its own only and settles nothing; the inspector looks; the operator sees no board', async () => {
  const people = (await hub.so('GET', '/api/board/people')).json['people'] as { id: string; username: string }[]
  const id = people.find(({ username }) => username === 'it-24309')?.id ?? ''
  const settled: [string, string, unknown][] = [
    ['POST', `${here}/state`, state],
    ['POST', '/api/board/facilities', { facility: {}, state }],
    ['PUT', `${here}/member`, { place: 1 }],
    ['PUT', '/api/board/areas', build_areas()[0]],
    ['PUT', '/api/board/programme', build_programme(365)],
    ['PUT', '/api/board/rules/grace_min', { value: 90, reason: 'Thử' }],
    ['POST', '/api/board/people', { facility: own, role: 'member_it', username: 'moi', name: 'Mới' }],
    ['POST', `/api/board/people/${id}/close`, {}],
    ['POST', `/api/board/people/${id}/open`, {}],
  ]
  for (const person of [unit, inspector, operator])
    for (const [method, path, body] of settled)
      assert.equal((await person(method, path, body)).status, 403, `${method} ${path}`)
  assert.equal(
    (await hub.so('PUT', '/api/board/rules/grace_min', { value: 90, reason: 'x' })).status,
    403,
    'the lead’s',
  )
  for (const path of ['/api/board/register', '/api/board/programme', '/api/board/rules', '/api/board/people']) {
    assert.equal((await unit('GET', path)).status, 403, path)
    assert.equal((await operator('GET', path)).status, 403, path)
    assert.equal((await inspector('GET', path)).status, 200, path)
  }
  assert.equal((await unit('GET', '/api/board/facilities/24309/card')).status, 404)
  assert.equal((await unit('GET', `${here}/card`)).status, 200)
  assert.equal((await unit('GET', '/api/board/areas')).status, 200, 'places are nobody’s secret')
})

test('a facility is added once, with what it is from its first day; what is wrong or known is refused and nothing stands', async () => {
  const facility = {
    code: '24901',
    name: 'Trung tâm Y tế khu vực Sơn Động',
    kind: 'hospital',
    gln: null,
    authority: '',
  }
  const add = (changes: object, more: object = {}) =>
    hub.so('POST', '/api/board/facilities', { facility: { ...facility, ...changes }, state: { ...state, ...more } })
  assert.match((await add({ code: own })).text, /Danh bạ đã có mã 24304/)
  assert.match((await add({ code: '2490' })).text, /Mã cơ sở/)
  assert.match((await add({}, { source: ' ' })).text, /căn cứ/)
  assert.equal((await add({}, { area: 'khong-co' })).status, 422)
  assert.equal((await hub.so('GET', '/api/board/facilities/24901/card')).status, 404, 'nothing was left behind')
  assert.equal((await add({})).status, 201)
  const { json } = await hub.so('GET', '/api/board/facilities/24901/card')
  assert.deepEqual([json['name'], json['membership']], [facility.name, 'none'])
  assert.equal((await add({})).status, 409)
})

test('a state: unknown facility, a day before the last, a place that was not there, no paper that says so', async () => {
  assert.equal((await enter({}, '99999')).status, 404)
  const early = await enter({ from_day: '2023-12-31' })
  assert.equal(early.status, 409)
  assert.match(early.text, /Đã có thông tin từ ngày 01\/01\/2024/)
  assert.equal((await enter({ area: 'khong-co' })).status, 422)
  assert.equal((await enter({ area: 'bac-ninh', from_day: '2025-06-01' })).status, 422, 'before the province was')
  assert.match((await enter({ source: ' ' })).text, /căn cứ/)
  assert.match((await enter({ beds: 1.5 })).text, /số nguyên/)
  assert.equal((await enter({ beds: -1 })).status, 422)
  assert.match((await enter({ codes: { gln: '123' } })).text, /GLN/)
  assert.match((await enter({ from_day: '2027-07-01' })).text, /xa hơn một năm/)
  assert.equal((await enter({ from_day: '2025-02-30' })).status, 422)
  assert.match((await enter({ from_day: '2025-08-01', name: 'Tên mai sau' })).text, /khi đã đến ngày/)
  const { json } = await hub.so('GET', `${here}/card`)
  assert.equal((json['states'] as unknown[]).length, 1, 'nothing of it was written')
  assert.equal((await hub.so('GET', `${here}/card?on=2025-02-30`)).status, 400)
})

test('names and places of a day stay with the day; a correction stands beside, the past only on purpose', async () => {
  const renamed = await enter({ name: 'Trung tâm Y tế Sơn Động' })
  assert.equal(renamed.status, 200, renamed.text)
  assert.equal((await enter({ from_day: '2024-01-01', area: `huyen-${own}`, beds: 200 })).status, 200, 'a correction')
  assert.equal((await enter({ from_day: '2024-06-01', area: null })).status, 409)
  assert.equal((await enter({ from_day: '2024-06-01', area: null, beds: 210, is_past: true })).status, 200)
  const on = async (day: string) => {
    const { json } = await hub.so('GET', `/api/board/register?on=${day}`)
    const lines = json['lines'] as { code: string; name: string; state: { beds: number }; areas: { name: string }[] }[]
    const line = lines.find(({ code }) => code === own)
    return [line?.name, line?.state?.beds, line?.areas.at(-1)?.name]
  }
  assert.deepEqual(await on('2024-03-01'), ['Trung tâm Y tế huyện Sơn Động', 200, 'Tỉnh Bắc Giang'])
  assert.deepEqual(await on('2024-07-01'), ['Trung tâm Y tế huyện Sơn Động', 210, undefined])
  assert.deepEqual(await on('2025-07-01'), ['Trung tâm Y tế Sơn Động', 250, 'Tỉnh Bắc Ninh'])
  assert.equal((await enter({ from_day: '2024-06-01', name: 'Tên xưa', is_past: true, area: null })).status, 422)
  await assert.rejects(
    hub.site.database.in_site((sql) => sql.query('UPDATE hub.facility_state SET beds = 1')),
    /permission denied/,
  )
})

test('places: what is over stays over, a successor must be there, another’s code is not taken', async () => {
  const put = (area: Record<string, unknown>) => hub.so('PUT', '/api/board/areas', area)
  const ward = {
    id: 'xa-moi',
    kind: 'ward',
    name: 'Xã Mới',
    parent: 'bac-ninh',
    valid_from: '2025-07-01',
    source: 'NQ',
  }
  assert.equal((await put(ward)).status, 200)
  assert.equal((await put({ ...ward, name: 'Xã Khác' })).status, 409)
  assert.equal((await put({ ...ward, id: 'x', parent: 'khong-co' })).status, 422)
  assert.equal((await put({ ...ward, valid_to: '2025-07-01' })).status, 422)
  assert.equal((await put({ ...ward, successor: 'bac-ninh' })).status, 422, 'no day')
  assert.equal((await put({ ...ward, valid_to: '2026-01-01', successor: 'xa-moi' })).status, 422)
  assert.equal((await put({ ...ward, valid_to: '2026-01-01', successor: 'bac-giang' })).status, 422, 'ended before')
  const [, ended] = build_areas()
  assert.equal((await put({ ...ended, valid_to: '2025-08-01' })).status, 409)
})

test('taking part: days within the programme, in order, of a facility that is there', async () => {
  const put = (code: string, body: Record<string, unknown>) =>
    hub.so('PUT', `/api/board/facilities/${code}/member`, { place: 18, ...body })
  assert.equal((await put('99999', {})).status, 404)
  assert.match((await put('24160', { joined_on: '2025-02-16' })).text, /ngoài chương trình/)
  assert.match((await put('24160', { joined_on: '2025-05-01', left_on: '2025-05-01' })).text, /phải sau/)
  assert.equal((await put('24160', { joined_on: '2025-13-01' })).status, 422)
  assert.equal((await put('24160', { joined_on: '2025-05-01' })).status, 200)
  assert.match((await put('24160', { joined_on: '2025-06-01' })).text, /không đổi được/)
})

test('a measure: within its bounds, with a reason; what it was stays', async () => {
  const put = (name: string, body: unknown) => hub.lead('PUT', `/api/board/rules/${name}`, body)
  assert.equal((await put('khong-co', { value: 1, reason: 'x' })).status, 404)
  for (const body of [
    { value: 120 },
    { value: 120, reason: ' ' },
    { value: 14, reason: 'x' },
    { value: 60.5, reason: 'x' },
  ])
    assert.equal((await put('silent_after_min', body)).status, 422, JSON.stringify(body))
  assert.equal((await put('silent_after_min', { value: '120', reason: 'x' })).status, 422)
  assert.equal((await put('silent_after_min', { value: 120, reason: 'Một' })).status, 200)
  assert.equal((await put('silent_after_min', { value: 240, reason: 'Hai' })).status, 200)
  const rules = (await inspector('GET', '/api/board/rules')).json['rules'] as {
    name: string
    value: number
    first: number
    words: { value: number; reason: string; changed_by: string }[]
  }[]
  const silent = rules.find(({ name }) => name === 'silent_after_min')
  assert.deepEqual([silent?.value, silent?.first], [240, 180])
  assert.deepEqual(
    silent?.words.map(({ value, reason, changed_by }) => [value, reason, changed_by]),
    [
      [240, 'Hai', 'Ông oversight_lead'],
      [120, 'Một', 'Ông oversight_lead'],
    ],
  )
})

test('people: a member’s roles only, no name twice, the Sở’s own are not closed from here', async () => {
  const add = (changes: Record<string, unknown>) =>
    hub.so('POST', '/api/board/people', {
      ...{ facility: own, role: 'member_it', username: 'moi.24304', name: 'Người mới' },
      ...changes,
    })
  for (const role of ['oversight', 'director', 'hub_operator', 'system'])
    assert.equal((await add({ role })).status, 422, role)
  assert.equal((await add({ username: 'Có dấu' })).status, 422)
  assert.equal((await add({ username: 'oversight' })).status, 409)
  assert.equal((await add({ username: 'hub_operator' })).status, 409, 'of whatever role')
  assert.equal((await add({ facility: '99999' })).status, 404)
  assert.equal((await add({ name: ' ' })).status, 422)
  assert.equal((await add({})).status, 201)
  assert.equal((await add({})).status, 409)
  const { people } = (await hub.so('GET', '/api/board/people')).json as { people: { id: string; username: string }[] }
  const lead = people.find(({ username }) => username === 'board-oversight_lead')?.id ?? ''
  assert.equal((await hub.so('POST', `/api/board/people/${lead}/close`, {})).status, 404)
  assert.equal((await hub.so('POST', '/api/board/people/khong-co/close', {})).status, 404)
})

test('one table out is that table; a member’s holds itself only', async () => {
  assert.equal((await hub.so('GET', '/api/board/export.xlsx?what=khong-co')).status, 404)
  assert.equal((await hub.so('GET', '/api/board/export.xlsx?what=facilities')).status, 200)
  assert.equal((await unit('GET', '/api/board/export.xlsx?what=facilities')).status, 200)
})
