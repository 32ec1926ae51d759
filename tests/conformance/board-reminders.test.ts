/** Đôn đốc by rule (MON-23): who is told of what and when, who read it, by whose rules, and that the hub's own clock does it. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { shift_days } from '../../src/base/time/index.ts'
import { start_reminding } from '../../src/network/deployment/index.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { today as real_today } from '../board-reports.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const owner = new pg.Client({ connectionString: hub.url })
await owner.connect()
after(() => owner.end())
const planned = '24304'
const play = create_player(hub)
for (const deed of build_deeds(one_year).filter(({ on, facility }) => facility === planned && on <= '2025-03-10'))
  await play(deed)

type Line = { facility: string; rule: string; about: string; due: string; told: string; words: string; seen_by: string }

const remind = async (on: string): Promise<number> => {
  hub.clock.today = on
  const answer = await hub.so('POST', '/api/board/remind', {})
  assert.equal(answer.status, 200, answer.text)
  return Number(answer.json['made'])
}
const told = async (facility?: string): Promise<Line[]> => {
  const all = JSON.parse((await hub.so('GET', '/api/board/reminders')).text) as Line[]
  return all.filter((one) => facility === undefined || one.facility === facility)
}
const rules_of = async (facility: string, about: RegExp): Promise<string[]> =>
  (await told(facility))
    .filter((one) => about.test(one.about))
    .map(({ rule, told: whom }) => `${rule} → ${whom}`)
    .sort()
const other = '24309'

test('who sent no plan and no survey is reminded, then the Sở, then its head; who sent them is left alone', async () => {
  await remind('2025-02-28')
  assert.deepEqual(await rules_of(other, /^(plan|survey)/), [], 'eleven days after the beginning nobody is late')
  await remind('2025-03-05')
  assert.deepEqual(await rules_of(other, /^plan/), ['plan-unsent → director'])
  await remind('2025-03-25')
  assert.deepEqual(await rules_of(other, /^plan/), ['plan-unsent → director', 'plan-unsent-long → oversight'])
  assert.deepEqual(await rules_of(other, /^survey/), ['survey-unsent → director'])
  await remind('2025-04-20')
  assert.deepEqual(await rules_of(other, /^plan/), [
    ...['plan-escalated → oversight_lead', 'plan-unsent → director', 'plan-unsent-long → oversight'],
  ])
  assert.deepEqual(await rules_of(planned, /^plan/), [])
  const [line] = (await told(other)).filter(({ rule }) => rule === 'plan-unsent')
  assert.equal(line?.words, 'Kế hoạch, tham gia từ 17/02/2025, chưa gửi Sở duyệt')
})

test('a late step climbs: the house, its director, the Sở, the head of the Sở, each once', async () => {
  await remind('2025-06-30')
  const steps = await told(planned)
  const [late] = steps.filter(({ rule }) => rule === 'step-escalated')
  assert.equal(late?.told, 'oversight_lead')
  assert.match(late?.words ?? '', /^Bước .+ quá hạn hơn một tháng \(hạn \d\d\/\d\d\/2025\)$/)
  const same = steps.filter(({ about }) => about === late?.about).map(({ rule }) => rule)
  for (const rule of ['step-late', 'step-very-late', 'step-escalated']) assert.ok(same.includes(rule), rule)
  assert.equal(await remind('2025-06-30'), 0, 'nothing twice')
})

test('a certificate that ends is said a month before, a week before, and to the Sở once it is over', async () => {
  const unit = await hub.unit(planned)
  const body = { group: 'Bác sĩ', need: 40, issued: 40, ends_on: '2025-09-30' }
  const path = `/api/board/facilities/${planned}/entries`
  assert.equal((await unit('POST', path, { kind: 'certificates', body })).status, 201)
  const rules = async (on: string) => {
    await remind(on)
    return (await told(planned))
      .filter(({ rule }) => rule.startsWith('certificate'))
      .map(({ rule }) => rule)
      .sort()
  }
  assert.deepEqual(await rules('2025-08-30'), [])
  assert.deepEqual(await rules('2025-08-31'), ['certificate-soon'])
  assert.deepEqual(await rules('2025-09-23'), ['certificate-near', 'certificate-soon'])
  assert.deepEqual(await rules('2025-10-01'), ['certificate-ended', 'certificate-near', 'certificate-soon'])
})

test('who has not declared its level in December is reminded before the year ends, the Sở after it (TT 54/2017 Điều 5)', async () => {
  const rules = async (on: string) => {
    await remind(on)
    return rules_of(other, /^declaration\/2025/)
  }
  assert.deepEqual(await rules('2025-11-30'), [])
  assert.deepEqual(await rules('2025-12-01'), ['declaration-soon → facility'])
  assert.deepEqual(await rules('2025-12-24'), ['declaration-near → director', 'declaration-soon → facility'])
  assert.deepEqual(await rules('2026-01-01'), [
    ...['declaration-late → oversight', 'declaration-near → director', 'declaration-soon → facility'],
  ])
  await owner.query(
    `INSERT INTO it_level.assessment (facility, id, as_of, kind, year, criteria, answers, level, made_at, made_name)
     VALUES ($1, 'kb', '2026-12-05', 'declaration', 2026, 'TT54/2017', '[]', 3, '2026-12-05T10:00:00+07:00', 'Giám đốc')`,
    [planned],
  )
  await remind('2026-12-10')
  assert.deepEqual(await rules_of(planned, /^declaration\/2026/), [], 'who has declared is left alone')
  assert.deepEqual(await rules_of(other, /^declaration\/2026/), ['declaration-soon → facility'])
})

test('a silent house and a week that lacks papers climb too', async () => {
  const today = real_today()
  const gap_day = shift_days(today, -9)
  await owner.query(
    `INSERT INTO hub.counter_line (facility, sequence, taken_at) VALUES ($1, 1, now() - interval '4 days')
     ON CONFLICT (facility) DO UPDATE SET taken_at = excluded.taken_at`,
    [other],
  )
  await owner.query("UPDATE hub.facility SET membership = 'approved' WHERE code = $1", [other])
  await owner.query(
    `INSERT INTO hub.day_count (facility, day, kind, said, taken, state, missing, gaps, is_fresh)
     VALUES ($1, $2, 'health-book', '{"due": 50, "sent": 8}', 8, 'gap', 42, '[]', false)`,
    [other, gap_day],
  )
  await remind(today)
  assert.deepEqual(await rules_of(other, /^silence/), ['silence → director', 'silence-long → oversight'])
  const [gap] = (await told(other)).filter(({ rule }) => rule === 'gap')
  assert.match(gap?.words ?? '', /^Giấy tờ tuần .+ thiếu 42 ở 1 ngày, chưa gửi bù$/)
  await remind(shift_days(today, 40))
  assert.deepEqual(await rules_of(other, /^silence/), [
    ...['silence → director', 'silence-escalated → oversight_lead', 'silence-long → oversight'],
  ])
  assert.deepEqual(await rules_of(other, /^gap/), [
    ...['gap → facility', 'gap-escalated → oversight_lead', 'gap-late → director', 'gap-long → oversight'],
  ])
  await owner.query('UPDATE hub.counter_line SET taken_at = now() WHERE facility = $1', [other])
})

type Inbox = { plans: Line[]; entries: Line[]; reminders: (Line & { seen_at: string | null })[] }
const inbox = async (person = hub.so): Promise<Inbox> => (await person('GET', '/api/board/inbox')).json as Inbox
const unread = ({ reminders }: Inbox) => reminders.filter(({ seen_at }) => seen_at === null)

test('the Sở reads its own: one by one or all; what was told to the head only the head marks; the bar counts what is unread', async () => {
  const open = async () =>
    (await hub.so('GET', '/api/board/province')).json['open'] as { told: number; told_lead: number }
  const before = await open()
  assert.ok(before.told > 1 && before.told_lead > 1, JSON.stringify(before))
  const mine = unread(await inbox())
  assert.ok(mine.every((one) => one.told === 'oversight'))
  const [first] = mine
  assert.ok(first)
  const { facility, rule, about, due } = first
  const one = await hub.so('POST', '/api/board/reminders/seen', { lines: [{ facility, rule, about, due }] })
  assert.deepEqual(one.json, { seen: 1 })
  assert.equal((await open()).told, before.told - 1)
  await hub.so('POST', '/api/board/reminders/seen', {})
  assert.deepEqual(await open(), { ...(await open()), told: 0, told_lead: before.told_lead })
  const lead = await inbox(hub.lead)
  assert.ok(unread(lead).length > 0 && unread(lead).every((line) => line.told === 'oversight_lead'))
  await hub.lead('POST', '/api/board/reminders/seen', {})
  assert.equal((await open()).told_lead, 0)
  const seen = (await inbox(hub.lead)).reminders.map(({ seen_by }) => seen_by)
  assert.deepEqual([...new Set(seen)].sort(), ['Ông oversight', 'Ông oversight_lead'])
})

test('nobody reads for somebody else: not the Sở for a house, not a house for the Sở, not who only looks', async () => {
  await hub.so('POST', `/api/board/facilities/${planned}/reminders/seen`, {})
  assert.ok((await told(planned)).some(({ told: whom, seen_by }) => whom === 'director' && seen_by === ''))
  const unit = await hub.unit(planned)
  const inspector = await hub.person('board-inspector')
  for (const person of [unit, inspector])
    assert.equal((await person('POST', '/api/board/reminders/seen', {})).status, 403)
  assert.equal((await unit('GET', '/api/board/inbox')).status, 403)
  assert.equal((await inspector('GET', '/api/board/inbox')).status, 200)
  assert.equal((await hub.so('POST', '/api/board/reminders/seen', { lines: [{ facility: 'x' }] })).status, 422)
})

test('a plan that waits for approval is found in one place, and gone from it once it is decided', async () => {
  hub.clock.today = '2025-07-10'
  const deeds = build_deeds(one_year).filter(({ facility }) => facility === other)
  for (const what of ['plan', 'submit-plan'])
    for (const deed of deeds.filter((one) => one.do === what)) await play(deed)
  const [plan] = (await inbox()).plans as unknown as { facility: string; name: string; version: number }[]
  assert.deepEqual([plan?.facility, plan?.version], [other, 1])
  assert.match(plan?.name ?? '', /Lục Ngạn/)
  const decided = await hub.so('POST', `/api/board/facilities/${other}/plan/decide`, {
    version: 1,
    approve: true,
    reason: '',
  })
  assert.equal(decided.status, 200, decided.text)
  assert.deepEqual((await inbox()).plans, [])
})

test('an inspection’s faults and a look that is due again climb until they are mended or looked at anew', async () => {
  const third = '24306'
  const unit = await hub.unit(third)
  const path = `/api/board/facilities/${third}/entries`
  const add = async (kind: string, body: object): Promise<string> => {
    const { status, json, text } = await unit('POST', path, { kind, body })
    assert.equal(status, 201, text)
    return String(json['id'])
  }
  hub.clock.today = '2025-03-01'
  const inspection = { on: '2025-02-20', by: 'Công an tỉnh', found: 'Cổng quản trị mở', fix_by: '2025-03-20' }
  const id = await add('inspection', inspection)
  const looked = { item: 'ups', state: 'part', on: '2025-02-20', again_on: '2025-03-20' }
  await add('site_check', looked)
  const rules = async (on: string) => {
    await remind(on)
    return (await told(third)).flatMap(({ rule }) => (/^(inspection|site-check)/.test(rule) ? [rule] : [])).sort()
  }
  assert.deepEqual(await rules('2025-03-05'), [])
  assert.deepEqual(await rules('2025-03-06'), ['inspection-soon', 'site-check-soon'])
  await add('site_check', { item: 'ups', state: 'full', on: '2025-03-15' })
  assert.deepEqual(await rules('2025-03-21'), ['inspection-late', 'inspection-soon', 'site-check-soon'])
  const body = { ...inspection, fixed_on: '2025-03-22' }
  assert.equal((await unit('PUT', `${path}/${id}`, { version: 1, body })).status, 200)
  assert.deepEqual(await rules('2025-05-01'), ['inspection-late', 'inspection-soon', 'site-check-soon'])
})

test('what the Sở itself leaves undecided is said to its staff, then to its head, by days the head may change', async () => {
  const third = '24306'
  const unit = await hub.unit(third)
  const path = `/api/board/facilities/${third}/entries`
  const { id } = (await unit('POST', path, { kind: 'survey', body: { on: '2025-03-01' } })).json
  assert.equal((await unit('POST', `${path}/${id}/submit`, {})).status, 200)
  const sent = real_today()
  const rules = () => rules_of(third, /^undecided/)
  await remind(shift_days(sent, 6))
  assert.deepEqual(await rules(), [])
  await remind(shift_days(sent, 7))
  assert.deepEqual(await rules(), ['undecided → oversight'])
  const word = { valid_from: shift_days(sent, 7), from_days: 20, is_on: true, reason: 'Họp giao ban' }
  assert.equal((await hub.lead('PUT', '/api/board/reminder-rules/undecided-long', word)).status, 200)
  await remind(shift_days(sent, 19))
  assert.deepEqual(await rules(), ['undecided → oversight'])
  await remind(shift_days(sent, 20))
  assert.deepEqual(await rules(), ['undecided → oversight', 'undecided-long → oversight_lead'])
  const { words } = (await told(third)).find(({ rule }) => rule === 'undecided-long') ?? {}
  assert.match(words ?? '', /^Khảo sát hiện trạng: .+, gửi ngày .+, Sở vẫn chưa duyệt$/)
  assert.equal((await hub.so('POST', `${path}/${id}/approve`, { reason: '' })).status, 200)
  const before = (await told(third)).length
  await owner.query('DELETE FROM deployment.reminder WHERE facility = $1', [third])
  await remind(shift_days(sent, 40))
  assert.deepEqual(await rules(), [], `decided; there were ${before}`)
})

test('a house that left is left alone, but for what it asked the Sở; one that is no more is left alone altogether', async () => {
  const path = `/api/board/facilities/${planned}`
  const unit = await hub.unit(planned)
  hub.clock.today = '2025-07-01'
  const asked = { problem: 'Chưa có đường truyền', due_on: '2025-07-02' }
  assert.equal((await unit('POST', `${path}/entries`, { kind: 'difficulty', body: asked })).status, 201)
  await owner.query('DELETE FROM deployment.reminder WHERE facility = $1', [planned])
  await owner.query('UPDATE deployment.member SET left_on = $2 WHERE facility = $1', [planned, '2025-08-01'])
  const abouts = async (on: string): Promise<string[]> => {
    await remind(on)
    const kinds = (await told(planned)).map(({ rule }) => rule.replace(/-.*/, ''))
    await owner.query('DELETE FROM deployment.reminder WHERE facility = $1', [planned])
    return [...new Set(kinds)].sort()
  }
  const while_in = await abouts('2025-07-31')
  assert.ok(while_in.includes('step') && while_in.includes('answer'), while_in.join())
  const after_it_left = await abouts('2025-10-05')
  assert.deepEqual(after_it_left, ['answer'])
  await owner.query('UPDATE hub.facility SET valid_to = $2, successor = $3 WHERE code = $1', [
    ...[planned, '2025-09-01', other],
  ])
  assert.deepEqual(await abouts('2025-10-05'), [])
  await owner.query('UPDATE hub.facility SET valid_to = NULL, successor = NULL WHERE code = $1', [planned])
  await owner.query('UPDATE deployment.member SET left_on = NULL WHERE facility = $1', [planned])
  assert.ok((await abouts('2025-10-05')).includes('step'), 'back again')
})

test('the rules are the head’s: dated, with a reason, within bounds; what was said before stays', async () => {
  const today = '2026-01-05'
  hub.clock.today = today
  const say = (person: typeof hub.so, id: string, more: object) =>
    person('PUT', `/api/board/reminder-rules/${id}`, {
      ...{ valid_from: today, from_days: 45, is_on: true, reason: 'Họp giao ban 01/2026' },
      ...more,
    })
  assert.equal((await say(hub.so, 'step-escalated', {})).status, 403)
  assert.equal((await say(hub.lead, 'khong-co', {})).status, 404)
  for (const wrong of [
    { from_days: 0 },
    { from_days: 1.5 },
    { from_days: 400 },
    { reason: ' ' },
    { valid_from: '2026-01-04' },
  ])
    assert.equal((await say(hub.lead, 'step-escalated', wrong)).status, 422, JSON.stringify(wrong))
  assert.equal(
    (await say(hub.lead, 'step-soon', { from_days: 3 })).status,
    422,
    'a warning after the deadline warns of nothing',
  )
  assert.equal((await say(hub.lead, 'step-escalated', {})).status, 200)
  assert.equal((await say(hub.lead, 'step-escalated', { valid_from: '2026-03-01', from_days: 20 })).status, 200)
  assert.equal((await say(hub.lead, 'silence', { is_on: false, from_days: 1 })).status, 200)
  type Shown = {
    id: string
    from_days: number
    is_on: boolean
    first: number
    said: { changed_by: string; from_days: number }[]
  }
  const shown = (await hub.so('GET', '/api/board/reminder-rules')).json['rules'] as Shown[]
  const rule = shown.find(({ id }) => id === 'step-escalated')
  assert.deepEqual([rule?.from_days, rule?.first], [45, 31], 'what is said for March does not count in January')
  assert.deepEqual(
    rule?.said.map(({ changed_by, from_days }) => [changed_by, from_days]),
    [
      ['Ông oversight_lead', 20],
      ['Ông oversight_lead', 45],
    ],
  )
  assert.equal(shown.find(({ id }) => id === 'silence')?.is_on, false)
  await owner.query('DELETE FROM deployment.reminder')
  const late = '2025-12-01'
  await owner.query('UPDATE deployment.milestone SET due = $1, percent = 0, done_on = NULL', [late])
  await remind(shift_days(late, 40))
  const rules = new Set((await told()).map((one) => one.rule))
  assert.ok(rules.has('step-very-late') && !rules.has('step-escalated'), [...rules].join())
  await remind(shift_days(late, 45))
  assert.ok((await told()).some((one) => one.rule === 'step-escalated'))
})

test('the hub’s own clock reminds soon after it was started, and again by itself', async () => {
  await owner.query('DELETE FROM deployment.reminder')
  const errors: unknown[] = []
  const reminding = start_reminding(
    { database: hub.site.database, today: () => hub.clock.today, code: '24SYT' },
    (error) => errors.push(error),
    { first_ms: 20, every_ms: 40 },
  )
  const count = async (): Promise<number> =>
    Number((await owner.query<{ count: string }>('SELECT count(*) FROM deployment.reminder')).rows[0]?.count)
  const until = async (is_so: (count: number) => boolean): Promise<number> => {
    for (let i = 0; i < 200 && !is_so(await count()); i += 1) await new Promise((done) => setTimeout(done, 50))
    return count()
  }
  const first = await until((found) => found > 0)
  assert.ok(first > 0)
  await owner.query("DELETE FROM deployment.reminder WHERE rule = 'step-late'")
  assert.equal(await until((found) => found === first), first, 'what is due and not said is said by the next round')
  await reminding.stop()
  assert.deepEqual(errors, [])
})
