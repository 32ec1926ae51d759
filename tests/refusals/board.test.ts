import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zipSync } from 'fflate'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
import { put_account } from '../../src/platform/access/index.ts'
import { owner_of } from '../board-facility.ts'
import { begin_programme, create_player, start_board_hub } from '../board-year.ts'
import { password } from '../test-site.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const own = '24304'
const other = '24309'
for (const deed of build_deeds(one_year).filter(({ on }) => on <= '2025-04-30'))
  if ([own, other].includes(deed.facility)) await play(deed)
const unit = await hub.unit(own)
const inspector = await hub.person('board-inspector')
const doctor = await hub.person('hub_operator')
const here = `/api/board/facilities/${own}`
const there = `/api/board/facilities/${other}`

const entry_of = async (code: string, kind: string) => {
  const { json } = await hub.so('GET', `/api/board/facilities/${code}`)
  return (json['entries'] as { id: string; kind: string; version: number; body: Record<string, unknown> }[]).find(
    (entry) => entry.kind === kind,
  )
}

test('a member finds nothing of another, and changes nothing there', async () => {
  const entry = await entry_of(other, 'survey')
  assert.ok(entry)
  const asked: [string, string, unknown?][] = [
    ['GET', there],
    ['GET', `${there}/card`],
    ['GET', `${there}/readiness`],
    ['GET', `${there}/entries/${entry.id}/history`],
    ['GET', `${there}/files/x`],
    ['GET', `${here}/entries/${entry.id}/history`],
    ['POST', `${there}/plan`, {}],
    ['POST', `${there}/plan/submit`, { version: 1 }],
    ['POST', `${there}/plan/task`, { version: 1, step: 'survey', task: 0, done_on: null }],
    ['POST', `${there}/progress`, { step: 'pilot', percent: 10, on: '2025-04-01', evidence: '' }],
    ['PUT', `${there}/budget`, { year: 2025, source: 'own', amount: 1, unit: 'million' }],
    ['POST', `${there}/reminders/seen`, {}],
    ['POST', `${there}/entries`, { kind: 'media', body: {} }],
    ['PUT', `${there}/entries/${entry.id}`, { version: 1, body: {} }],
    ['PUT', `${here}/entries/${entry.id}`, { version: 1, body: {} }],
    ['POST', `${here}/entries/${entry.id}/submit`, {}],
    ['POST', `${here}/entries/${entry.id}/void`, { reason: 'x' }],
    ['POST', `${there}/entries/${entry.id}/void`, { reason: 'x' }],
    ['POST', `${here}/entries/${entry.id}/files?name=a.pdf`, undefined],
  ]
  for (const [method, path, body] of asked) {
    const answer = await unit(method, path, body)
    assert.ok([404, 400].includes(answer.status), `${method} ${path}: ${answer.status} ${answer.text}`)
    assert.doesNotMatch(answer.text, /Lục Ngạn/)
  }
  const owner = await owner_of(hub.url)
  for (const facility of [own, other])
    await owner.query(
      `INSERT INTO deployment.reminder (facility, rule, about, due, told, words, day)
       VALUES ($1, 'step-late', 'step/survey', '2025-04-01', 'facility', 'Bước quá hạn', '2025-04-02')`,
      [facility],
    )
  await owner.end()
  for (const path of ['/api/board/entries', '/api/board/reminders']) {
    const lines = (await unit('GET', path)).json as { facility: string }[]
    assert.deepEqual([...new Set(lines.map(({ facility }) => facility))], [own], path)
  }
  const budget = (await unit('GET', '/api/board/budget')).json['lines'] as { facility: string }[]
  assert.deepEqual([...new Set(budget.map(({ facility }) => facility))], [own])
})

test('behind the rights stands the wall of the database', async () => {
  const rows = await hub.site.database
    .in_facility(own, async (sql) => {
      const seen = await sql.query<{ facility: string }>('SELECT DISTINCT facility FROM deployment.milestone')
      await assert.rejects(
        sql.query(`INSERT INTO deployment.progress (facility, programme, step, day, percent, said_by)
        VALUES ('${other}', 'bg-2025', 'pilot', '2025-04-01', 100, 'x')`),
        /row-level security/,
      )
      return seen.rows
    })
    .catch((error: unknown) => error)
  assert.match(String(rows), /row-level security/)
  const { rows: seen } = await hub.site.database.in_facility(own, (sql) =>
    sql.query<{ facility: string }>('SELECT DISTINCT facility FROM deployment.milestone'),
  )
  assert.deepEqual(seen, [{ facility: own }])
  const nobody = await hub.site.database.in_site((sql) => sql.query('SELECT FROM deployment.entry'))
  assert.equal(nobody.row_count, 0)
})

test('the Sở’s word is not the member’s, and who only looks changes nothing', async () => {
  const entry = await entry_of(own, 'survey')
  const sealed: [string, string, unknown][] = [
    ['POST', `${here}/plan/decide`, { version: 1, approve: true }],
    ['POST', `${here}/entries/${entry?.id}/approve`, { reason: '' }],
    ['PUT', `${here}/entries/${entry?.id}/so`, { version: 1, body: {} }],
    ['POST', `${here}/state`, {}],
    ['PUT', `${here}/member`, { place: 1 }],
    ['PUT', '/api/board/programme', {}],
    ['PUT', '/api/board/areas', {}],
    ['POST', '/api/board/remind', {}],
    ['POST', '/api/board/reminders/seen', {}],
    ['PUT', '/api/board/reminder-rules/step-late', {}],
  ]
  for (const person of [unit, inspector, doctor])
    for (const [method, path, body] of sealed)
      assert.equal((await person(method, path, body)).status, 403, `${method} ${path}`)
  assert.equal((await inspector('GET', '/api/board/province')).status, 200)
  assert.equal((await inspector('POST', `${here}/entries`, { kind: 'media', body: {} })).status, 403)
  assert.equal((await unit('GET', '/api/board/province')).status, 403)
  assert.equal((await unit('GET', '/api/board/readiness')).status, 403)
  assert.equal((await doctor('GET', here)).status, 403)
})

test('done is only what the registers prove', async () => {
  const say = (step: string, more = {}) =>
    unit('POST', `${here}/progress`, { step, percent: 100, on: '2025-04-30', evidence: 'Biên bản', ...more })
  hub.clock.today = '2025-04-30'
  assert.match((await say('bylaws')).text, /9 văn bản chưa được duyệt/)
  assert.match((await say('council')).text, /chưa có biên bản hội đồng/)
  assert.match((await say('operation')).text, /chưa có quyết định/)
  assert.match((await say('pilot', { evidence: ' ' })).text, /cần căn cứ/)
  assert.match((await say('pilot', { on: '2025-05-01' })).text, /tương lai/)
  assert.match((await say('pilot', { on: '2025-02-16' })).text, /trước ngày/)
  assert.equal((await say('pilot', { percent: 101 })).status, 422)
  assert.equal((await say('pilot', { percent: 50.5 })).status, 422)
  assert.equal((await say('hoc-phan')).status, 422)
})

test('plans: no step without owner, no blind overwriting, no approval out of turn', async () => {
  const page = (await unit('GET', here)).json as { plans: { version: number; milestones: Record<string, unknown>[] }[] }
  const milestones = page.plans[0]?.milestones ?? []
  const plan = (changes: Record<string, unknown>) =>
    unit('POST', `${here}/plan`, { after_version: 1, milestones, task_force: [], ...changes })
  assert.match((await plan({ milestones: milestones.slice(1) })).text, /đúng một mốc/)
  const [first, ...rest] = milestones
  assert.match((await plan({ milestones: [{ ...first, owner: ' ' }, ...rest] })).text, /người chịu trách nhiệm/)
  assert.match((await plan({ milestones: [{ ...first, due: '2025-01-01' }, ...rest] })).text, /trước ngày/)
  assert.equal((await plan({ milestones: [{ ...first, due: '2025-02-30' }, ...rest] })).status, 422)
  assert.equal((await plan({ after_version: 0 })).status, 409)
  assert.equal((await hub.so('POST', `${here}/plan/decide`, { version: 1, approve: true })).status, 409)
  assert.equal((await plan({})).json['version'], 2)
  assert.match((await unit('POST', `${here}/plan/submit`, { version: 2 })).text, /tổ công tác/)
  const submit = async (version: number, ...task_force: { name: string; role: string }[]) => {
    const people = task_force.map((one) => ({ ...one, unit: 'Phòng KHTH' }))
    assert.equal((await plan({ after_version: version - 1, task_force: people })).json['version'], version)
    return unit('POST', `${here}/plan/submit`, { version })
  }
  const deputy = { name: 'Ông Phó', role: 'Phó tổ trưởng' }
  const head = { name: 'Bà Trưởng', role: 'Giám đốc, Tổ trưởng' }
  assert.match((await submit(3, deputy)).text, /chưa có tổ trưởng/)
  assert.match((await submit(4, head, { ...head, name: 'Ông Hai' })).text, /2 tổ trưởng \(Bà Trưởng, Ông Hai\)/)
  assert.match(
    (await submit(5, head, { ...deputy, role: ' ' })).text,
    /thứ 2 của tổ công tác thiếu họ tên hoặc vai trò/,
  )
  assert.equal((await submit(6, head, deputy)).status, 200)
})

test('lines: unknown fields, impossible values and lost races are refused; the past stays', async () => {
  const add = (kind: string, body: unknown) => unit('POST', `${here}/entries`, { kind, body })
  assert.equal((await add('khong-co', {})).status, 404)
  assert.match((await add('equipment', { item: 'UPS', need: -1, have: 0 })).text, /số nguyên không âm/)
  assert.match((await add('equipment', { item: 'UPS', need: 1.5, have: 0 })).text, /số nguyên không âm/)
  assert.match((await add('equipment', { item: 'UPS', need: 1, have: 0, màu: 'đỏ' })).text, /Không có trường/)
  assert.match((await add('certificates', { group: 'x', need: 1, issued: 2 })).text, /lớn hơn/)
  assert.match((await add('decision', { number: '1', on: '2025-13-01', from_day: '2025-01-01' })).text, /ngày có thật/)
  assert.match((await add('media', { item: 'x', on: '2025-01-01', link: 'javascript:alert(1)' })).text, /http/)
  const id = String((await add('equipment', { item: 'UPS', need: 2, have: 0 })).json['id'])
  const edit = (version: number, need: number) =>
    unit('PUT', `${here}/entries/${id}`, { version, body: { item: 'UPS', need, have: 1 } })
  assert.equal((await edit(1, 3)).status, 200)
  assert.equal((await edit(1, 4)).status, 412)
  const history = JSON.parse((await unit('GET', `${here}/entries/${id}/history`)).text) as { body: { need: number } }[]
  assert.deepEqual(
    history.map(({ body }) => body.need),
    [3, 2],
  )
})

test('files: by their bytes, not by their names', async () => {
  const id = String(
    (await unit('POST', `${here}/entries`, { kind: 'document', body: { paper: 'apt-plan' } })).json['id'],
  )
  const send = async (name: string, bytes: Uint8Array) => {
    const signed = await fetch(`${hub.base}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: `it-${own}`, password: 'mat-khau-thu' }),
    })
    const cookie = signed.headers.get('set-cookie')?.split(';')[0] ?? ''
    const answer = await fetch(`${hub.base}${here}/entries/${id}/files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { cookie, 'x-benhan': '1', 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
    })
    return { status: answer.status, text: await answer.text() }
  }
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)
  const word = {
    '[Content_Types].xml': ascii(
      '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    '_rels/.rels': ascii('<Relationships/>'),
    'word/document.xml': ascii('<w:document><w:body/></w:document>'),
  }
  assert.match((await unit('POST', `${here}/entries/${id}/submit`, {})).text, /kèm tệp/)
  assert.equal((await send('a.pdf', ascii('<script>'))).status, 422)
  assert.equal((await send('a.pdf', ascii('MZ'))).status, 422)
  assert.match((await send('a.docx', zipSync({ ...word, 'word/vbaProject.bin': ascii('x') }))).text, /macro/)
  assert.equal((await send('a.zip', zipSync({ 'a.txt': ascii('x') }))).status, 422)
  assert.equal((await send('a.pdf', new Uint8Array())).status, 422)
  const paper = zipSync(word)
  const kept = await send('../../quy chế.docx', paper)
  assert.equal(kept.status, 201, kept.text)
  assert.equal((await send('b.docx', paper)).status, 409, 'the same bytes again')
  const file = JSON.parse(kept.text) as { id: string; name: string }
  assert.equal(file.name, '.._.._quy chế.docx')
  assert.equal((await unit('GET', `${here}/files/${file.id}`)).status, 200)
  assert.equal((await (await hub.unit(other))('GET', `${here}/files/${file.id}`)).status, 404)
  assert.equal((await (await hub.unit(other))('GET', `${there}/files/${file.id}`)).status, 404)
})

test('reminders by rule, each once, and who saw them', async () => {
  hub.clock.today = '2025-05-20'
  const made = (await hub.so('POST', '/api/board/remind', {})).json['made']
  assert.ok(Number(made) > 0)
  assert.equal((await hub.so('POST', '/api/board/remind', {})).json['made'], 0)
  const list = JSON.parse((await unit('GET', '/api/board/reminders')).text) as { rule: string; words: string }[]
  assert.ok(
    list.some(({ rule }) => rule === 'step-soon' || rule === 'step-late'),
    JSON.stringify(list),
  )
  hub.clock.today = '2025-06-30'
  await hub.so('POST', '/api/board/remind', {})
  type Seen = { told: string; seen_by: string }
  const seen_of = async (person: typeof unit): Promise<Record<string, string[]>> => {
    await person('POST', `${here}/reminders/seen`, {})
    const lines = JSON.parse((await unit('GET', '/api/board/reminders')).text) as Seen[]
    const by = (told: string) => [...new Set(lines.filter((one) => one.told === told).map(({ seen_by }) => seen_by))]
    return { facility: by('facility'), director: by('director') }
  }
  const sees = async (person: typeof unit) => (await person('GET', here)).json['sees']
  assert.deepEqual(
    await seen_of(unit),
    { facility: [`IT ${own}`], director: [''] },
    'IT reads nothing for the director',
  )
  await hub.site.database.in_site((sql) =>
    put_account(sql, {
      ...{ id: 'head', facility: own, username: 'head', name: 'Giám đốc', title: '', role: 'member_director' },
      ...{ practitioner: 'head', department: null, password },
    }),
  )
  const head = await hub.person('head')
  assert.deepEqual(await seen_of(head), { facility: [`IT ${own}`], director: ['Giám đốc'] })
  assert.deepEqual([await sees(unit), await sees(head), await sees(hub.so)], ['facility', 'director', null])
})

test('tasks: each with words, somebody and a day within its step; done without asking the Sở again, and nothing else changes', async () => {
  type Task = { what: string; owner: string; due: string; done_on: string | null }
  type Shown = {
    version: number
    state: string
    decided_by: string
    milestones: { step: string; due: string; tasks?: Task[] }[]
  }
  const at = there
  const it = await hub.unit(other)
  hub.clock.today = '2025-04-30'
  const plans = async (): Promise<Shown[]> => ((await it('GET', at)).json as unknown as { plans: Shown[] }).plans
  const [before] = await plans()
  assert.ok(before)
  // The last step: nobody has said it done, so what is late under it is reminded of.
  const [step, ...rest] = before.milestones.toReversed()
  assert.ok(step)
  const task: Task = { what: 'Đo đường truyền', owner: 'Bà Lan', due: step.due, done_on: null }
  const write = async (tasks: unknown[], after_version: number) =>
    it('POST', `${at}/plan`, {
      ...{ after_version, milestones: [{ ...step, tasks }, ...rest] },
      task_force: [{ name: 'Bà Trưởng', role: 'Tổ trưởng', unit: 'BGĐ', phone: '' }],
    })
  const wrong: [object, RegExp][] = [
    [{ what: ' ' }, /Việc thứ 1 của bước .* chưa ghi phải làm gì/],
    [{ owner: '' }, /chưa có người làm/],
    [{ due: '2025-02-01' }, /hạn trước ngày kế hoạch bắt đầu/],
    [{ due: '2026-12-31' }, /hạn sau hạn của bước/],
    [{ done_on: '2025-12-30' }, /một ngày chưa tới/],
  ]
  for (const [part, words] of wrong) {
    const refused = await write([{ ...task, ...part }], before.version)
    assert.equal(refused.status, 422, refused.text)
    assert.match(refused.text, words)
  }
  const { version } = (await write([task, { ...task, what: 'Chụp phòng máy' }], before.version)).json as Record<
    string,
    number
  >
  assert.ok(version)
  const mark = (seen: number, part: object = {}) =>
    it('POST', `${at}/plan/task`, { version: seen, step: step.step, task: 1, done_on: '2025-04-29', ...part })
  assert.match((await mark(version)).text, /chưa được duyệt/)
  assert.equal((await it('POST', `${at}/plan/submit`, { version })).status, 200)
  assert.equal((await hub.so('POST', `${at}/plan/decide`, { version, approve: true })).status, 200)
  assert.equal((await mark(version, { task: 2 })).status, 404)
  assert.equal((await mark(version, { done_on: '2025-12-30' })).status, 422)
  assert.equal((await mark(version - 1)).status, 409)
  assert.equal((await mark(version)).json['version'], version + 1)
  const [marked, approved] = await plans()
  assert.deepEqual([marked?.state, marked?.decided_by], ['approved', approved?.decided_by])
  const days = (plan: Shown | undefined) => plan?.milestones[0]?.tasks?.map(({ done_on }) => done_on)
  assert.deepEqual(
    [days(marked), days(approved)],
    [
      [null, '2025-04-29'],
      [null, null],
    ],
    'the version before stays',
  )
  const waiting = (await hub.so('GET', '/api/board/waiting-plans')).json as unknown as { facility: string }[]
  assert.ok(
    waiting.every(({ facility }) => facility !== other),
    'the Sở is asked nothing',
  )
  hub.clock.today = '2026-03-30'
  const reminded = async () => {
    assert.equal((await hub.so('POST', '/api/board/remind', {})).status, 200)
    const { reminders } = (await it('GET', at)).json as unknown as { reminders: { rule: string; words: string }[] }
    return reminders.filter(({ rule }) => rule.startsWith('task')).map(({ words }) => words)
  }
  const told = await reminded()
  assert.equal(told.length, 1, 'what is done is not reminded of')
  assert.match(told[0] ?? '', /^Việc “Đo đường truyền” của bước Liên thông đã quá hạn/)
})
