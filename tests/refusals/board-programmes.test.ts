import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import type { ImportPreview, Programme, ProgrammeChoice, ToDo } from '../../src/network/deployment/contract.ts'
import { find_province_on } from '../../src/network/deployment/index.ts'
import { put_directory_facility } from '../../src/network/membership/index.ts'
import { as_oversight } from '../../src/network/monitor/index.ts'
import { put_account, put_facility } from '../../src/platform/access/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { password } from '../test-site.ts'

/** Two programmes at once: a new one hides none that runs, and each question says which one it means. */
const hub = await start_board_hub('2025-02-17')
const first = build_programme(365) as Programme
await begin_programme(hub, first, build_areas())
const play = create_player(hub)
for (const deed of build_deeds(one_year).filter((one) => one.facility === '24304' && one.on <= '2025-05-20'))
  await play(deed)
hub.clock.today = '2025-05-20'

const second: Programme = {
  ...{ id: 'xet-nghiem', name: 'Liên thông xét nghiệm 2025', source: 'QĐ 9/QĐ-UBND', said: [] },
  ...{ from_day: '2025-04-01', target_day: '2025-12-31' },
  steps: first.steps.map(({ step }) => ({ step, due: '2025-10-31' })),
}
const so_caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}
const shown = async (path: string): Promise<string> =>
  ((await hub.so('GET', path)).json as { programme: Programme }).programme.id
const choices = async (person: typeof hub.so, path = '/api/board/programmes'): Promise<string[]> =>
  ((await person('GET', path)).json as unknown as ProgrammeChoice[]).map(({ id }) => id)

test('a second programme stands beside the first: a code is never taken twice, and only the Sở makes one', async () => {
  const unit = await hub.unit('24304')
  assert.equal((await unit('POST', '/api/board/programme', second)).status, 403)
  const taken = await hub.so('POST', '/api/board/programme', { ...second, id: first.id })
  assert.equal(taken.status, 409, taken.text)
  assert.match(taken.text, /Đã có chương trình mã/)
  assert.equal(
    ((await hub.so('GET', '/api/board/programme')).json as { programme: Programme }).programme.name,
    first.name,
    'the first is as it was',
  )
  const late = { ...second, steps: second.steps.map(({ step }) => ({ step, due: '2026-10-31' })) }
  assert.equal((await hub.so('POST', '/api/board/programme', late)).status, 422)
  assert.equal((await hub.so('POST', '/api/board/programme', second)).status, 200)
  assert.deepEqual(await choices(hub.so), ['xet-nghiem', first.id])
})

test('while nobody takes part in it the board shows the one that runs; it is there for who names it', async () => {
  for (const path of ['/api/board/province', '/api/board/programme', '/api/board/budget', '/api/board/readiness'])
    assert.equal((await hub.so('GET', path)).status, 200, path)
  for (const path of ['/api/board/province', '/api/board/programme', '/api/board/budget']) {
    assert.equal(await shown(path), first.id, path)
    assert.equal(await shown(`${path}?programme=xet-nghiem`), 'xet-nghiem', path)
    assert.equal((await hub.so('GET', `${path}?programme=khong-co`)).status, 404, path)
  }
  const unit = await hub.unit('24304')
  assert.deepEqual(await choices(unit), [first.id], 'a member chooses among its own')
  assert.deepEqual(await choices(unit, '/api/board/programmes?facility=24309'), [first.id], 'whoever it asks for')
  assert.deepEqual(await choices(hub.so, '/api/board/programmes?facility=24309'), [first.id])
})

test('a facility writes into a programme in which it takes part only', async () => {
  const unit = await hub.unit('24304')
  const line = { year: 2025, source: 'own', amount: 5, unit: 'million' }
  const path = '/api/board/facilities/24304/budget?programme=xet-nghiem'
  const refused = await unit('PUT', path, line)
  assert.equal(refused.status, 422, refused.text)
  assert.match(refused.text, /Cơ sở 24304 không tham gia “Liên thông xét nghiệm 2025”/)
  const join = '/api/board/facilities/24304/member?programme=xet-nghiem'
  assert.equal((await hub.so('PUT', join, { place: 1, joined_on: '2025-05-01', left_on: null })).status, 200)
  assert.equal((await unit('PUT', path, line)).status, 200)
  const lines = async (programme: string) =>
    ((await hub.so('GET', `/api/board/budget?programme=${programme}`)).json as { lines: { dong: number }[] }).lines
  assert.deepEqual(
    (await lines('xet-nghiem')).map(({ dong }) => dong),
    [5_000_000],
  )
  assert.ok(
    (await lines(first.id)).every(({ dong }) => dong !== 5_000_000),
    'the other programme’s money is its own',
  )
})

test('a house that takes part in nothing writes into nothing, and its money counts nowhere', async () => {
  const code = '24998'
  await hub.site.database.in_site(async (sql) => {
    await put_facility(sql, { code, name: 'Phòng khám Ngoài', authority: '', kind: 'hospital' })
    await put_directory_facility(sql, { code, name: 'Phòng khám Ngoài', kind: 'hospital' })
    await put_account(sql, {
      ...{ id: `it-${code}`, facility: code, username: `it-${code}`, name: 'IT Ngoài', title: '', role: 'member_it' },
      ...{ practitioner: `it-${code}`, department: null, password },
    })
  })
  const outside = await hub.unit(code)
  const at = (path: string) => `/api/board/facilities/${code}${path}`
  const line = { year: 2025, source: 'own', amount: 77, unit: 'million' }
  const plan = {
    ...{ after_version: 0, task_force: [] },
    milestones: first.steps.map(({ step, due }) => ({ step, due, owner: 'Phòng CNTT', note: '' })),
  }
  const progress = { step: 'survey', percent: 10, on: '2025-05-19', evidence: 'x' }
  const wrong: [string, string, unknown][] = [
    ...[['PUT', '/budget', line] as [string, string, unknown], ['POST', '/plan', plan] as [string, string, unknown]],
    ...[['POST', '/plan/submit', { version: 1 }] as [string, string, unknown]],
    ...[['POST', '/progress', progress] as [string, string, unknown]],
  ]
  for (const [method, path, body] of wrong)
    for (const person of [outside, hub.so]) {
      const answer = await person(method, at(path), body)
      assert.equal(answer.status, 422, `${path}: ${answer.text}`)
      assert.match(answer.text, /Cơ sở 24998 không tham gia “.*”; Sở ghi cơ sở vào chương trình/)
    }
  const { to_do } = (await outside('GET', at(''))).json as unknown as { to_do: ToDo[] }
  assert.deepEqual(
    to_do.filter(({ words }) => /kế hoạch/i.test(words)),
    [],
  )
  // What was written before this was refused stays where it is and is added to nothing.
  const owner = new pg.Client({ connectionString: hub.url })
  await owner.connect()
  await owner.query(
    `INSERT INTO deployment.budget (facility, programme, year, source, dong, updated_by)
     VALUES ($1, $2, 2025, 'own', 77000000, 'x')`,
    [code, first.id],
  )
  await owner.end()
  const sum = (lines: { dong: number }[]) => lines.reduce((all, { dong }) => all + dong, 0)
  type Line = { facility: string; dong: number }
  const ask = async (path: string) => (await hub.so('GET', `/api/board/${path}?programme=${first.id}`)).json
  const { lines } = (await ask('budget')) as { lines: Line[] }
  const { lines: stages } = (await ask('money')) as { lines: Line[] }
  const { money } = (await ask('province')) as { money: Line[] }
  assert.ok(sum(lines) > 0 && lines.every(({ facility }) => facility !== code))
  assert.deepEqual([sum(stages), sum(money)], [sum(lines), sum(lines)])
  const as_of = { day: '2025-05-20', known_by: null, programme: first.id }
  const past = await as_oversight(hub.site.database, so_caller, (sql) => find_province_on(sql, as_of))
  assert.equal(sum(past?.money ?? []), sum(lines), 'nor in a report')
})

test('its plan, what is to do and what is reminded name the programme they are of', async () => {
  const unit = await hub.unit('24304')
  const page = async (query = '') =>
    (await unit('GET', `/api/board/facilities/24304${query}`)).json as {
      programme: Programme
      plans: { version: number }[]
      to_do: ToDo[]
    }
  assert.equal((await page()).programme.id, 'xet-nghiem', 'the latest that has begun and in which it takes part')
  const { to_do, plans } = await page(`?programme=${first.id}`)
  assert.equal(plans.length, 1)
  const missing = to_do.find(({ words }) => words === 'Chưa có kế hoạch triển khai (Liên thông xét nghiệm 2025)')
  assert.ok(missing, JSON.stringify(to_do))
  assert.equal(missing.link, '/so/co-so/24304/ke-hoach?chuong-trinh=xet-nghiem')
  const plan = {
    after_version: 0,
    milestones: second.steps.map(({ step, due }) => ({ step, due, owner: 'Phòng CNTT', note: '' })),
    task_force: [{ name: 'Ông A', role: 'Tổ trưởng', unit: 'Ban giám đốc', phone: '' }],
  }
  const at = (path: string) => `/api/board/facilities/24304/plan${path}?programme=xet-nghiem`
  assert.equal((await unit('POST', at(''), plan)).status, 200)
  assert.equal((await unit('POST', at('/submit'), { version: 1 })).status, 200)
  const waiting = (await hub.so('GET', '/api/board/waiting-plans')).json as unknown as { facility: string }[]
  assert.deepEqual(
    waiting.map((one) => [one.facility, 'programme_name' in one && one.programme_name]),
    [['24304', second.name]],
  )
  assert.deepEqual((await (await hub.unit('24309'))('GET', '/api/board/waiting-plans')).json, [], 'its own only')
  assert.equal((await hub.so('POST', at('/decide'), { version: 1, approve: true })).status, 200)
  hub.clock.today = '2025-10-28'
  assert.equal((await hub.so('POST', '/api/board/remind', {})).status, 200)
  const { reminders } = (await unit('GET', '/api/board/facilities/24304')).json as unknown as {
    reminders: { words: string }[]
  }
  assert.ok(
    reminders.some(({ words }) => /^Bước Khảo sát.*\(Liên thông xét nghiệm 2025\) sắp đến hạn/.test(words)),
    JSON.stringify(reminders.slice(0, 5)),
  )
  hub.clock.today = '2025-05-20'
})

test('a spreadsheet goes into the programme it was dropped on, and says so before', async () => {
  const signed = await fetch(`${hub.base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'oversight', password }),
  })
  const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''
  const send = async (programme: string, code = '24304') => {
    const wish = new URLSearchParams({ what: 'budget', name: 'a.csv', programme, unit: 'million' })
    const answer = await fetch(`${hub.base}/api/board/import?${wish.toString()}`, {
      ...{ method: 'POST', body: `Mã;Năm;Tỉnh\n${code};2025;7` },
      headers: { cookie, 'x-benhan': '1', 'content-type': 'application/octet-stream' },
    })
    return { status: answer.status, preview: (await answer.json()) as ImportPreview }
  }
  const { preview } = await send('xet-nghiem')
  assert.deepEqual(preview.notes.slice(0, 1), ['Ghi vào chương trình “Liên thông xét nghiệm 2025”'])
  assert.doesNotMatch(JSON.stringify(preview.rows), /không tham gia/)
  const outside = (await send('xet-nghiem', '24998')).preview
  assert.match(JSON.stringify(outside.rows[0]?.faults), /Cơ sở 24998 không tham gia “Liên thông xét nghiệm 2025”/)
  assert.equal((await send('khong-co')).status, 404)
})
