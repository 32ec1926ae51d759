/** A step is done when the registers, or the hub's own counts, prove it; what is empty proves nothing. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { build_areas, build_deeds, build_programme, one_year, small_pdf } from '../../demo/index.ts'
import { programme } from '../../src/apps/hub/report-figures/steps.ts'
import { as_oversight } from '../../src/network/monitor/index.ts'
import type { Caller } from '../../src/platform/audit/index.ts'
import { owner_of } from '../board-facility.ts'
import { begin_programme, create_player, put_whole_days, start_board_hub } from '../board-year.ts'

const hub = await start_board_hub('2025-02-17')
await begin_programme(hub, build_programme(365), build_areas())
const play = create_player(hub)
const code = '24304'
const planning = new Set(['state', 'plan', 'submit-plan', 'approve-plan'])
for (const deed of build_deeds(one_year).filter(({ on }) => on <= '2025-04-30'))
  if (deed.facility === code && planning.has(deed.do)) await play(deed)
const unit = await hub.unit(code)
const here = `/api/board/facilities/${code}`
const on = '2025-04-30'
hub.clock.today = on
const owner = await owner_of(hub.url)
after(() => owner.end())

const say = (step: string, by = unit, more: object = {}) =>
  by('POST', `${here}/progress`, { step, percent: 100, on, evidence: 'Số liệu của trục', ...more })
/** @returns its id */
const add = async (kind: string, body: object): Promise<string> => {
  const { status, text, json } = await unit('POST', `${here}/entries`, { kind, body })
  assert.equal(status, 201, text)
  return String(json['id'])
}
const attach = async (id: string): Promise<void> => {
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = await unit('POST', `${here}/entries/${id}/files?name=a.pdf`, small_pdf(`giay ${id}`), headers)
  assert.equal(sent.status, 201, sent.text)
}
const take_back = (id: string, by = unit, reason = 'Ghi nhầm') => by('POST', `${here}/entries/${id}/void`, { reason })
type Shown = { step: string; percent: number; done_on: string | null; lacks: string; lacks_by: string }
const milestone = async (step: string): Promise<Shown | undefined> =>
  ((await hub.so('GET', here)).json['milestones'] as Shown[]).find((one) => one.step === step)
const so: Caller = {
  ...{ facility: '24SYT', actor: { id: 'so', name: 'Sở', role: 'oversight', kind: 'system' } },
  ...{ purpose: 'HOPERAT', address: '', request_id: 'test' },
}
const count = (day: string, set: string) =>
  owner.query(`UPDATE hub.day_count SET ${set} WHERE facility = $1 AND day = $2`, [code, day])

test('an empty register proves nothing: no equipment, no package', async () => {
  const [infrastructure, procurement] = [await say('infrastructure'), await say('procurement')]
  assert.deepEqual([infrastructure.status, procurement.status], [422, 422])
  assert.match(infrastructure.text, /chưa khai thiết bị nào/)
  assert.match(procurement.text, /chưa khai gói nào/)
  await add('equipment', { item: 'Máy chủ', need: 3, have: 1, ordered: 2, installed: 1 })
  assert.match((await say('infrastructure')).text, /1 loại thiết bị chưa lắp đủ/)
})

test('infrastructure is server, network, storage and workstations; a UPS alone is none, a rented cloud brings the first and third', async () => {
  const { json } = await hub.so('GET', here)
  for (const { id, kind } of json['entries'] as { id: string; kind: string }[])
    if (kind === 'equipment') assert.equal((await take_back(id)).status, 200)
  await add('equipment', { item: 'ups', need: 2, have: 2 })
  assert.match((await say('infrastructure')).text, /chưa khai máy chủ, mạng \(.*\), lưu trữ \(SAN hoặc NAS\), máy trạm/)
  await add('equipment', { item: 'core_switch', need: 1, have: 1 })
  await add('equipment', { item: 'pc', need: 40, have: 30, installed: 10 })
  await add('equipment', { item: 'server', need: 0, have: 0 })
  assert.match(
    (await say('infrastructure')).text,
    /chưa khai máy chủ, lưu trữ \(SAN hoặc NAS\)"/,
    'none needed is none',
  )
  await add('hosting', { option: 'cloud', is_chosen: true })
  assert.equal((await say('infrastructure')).status, 200)
})

test('certificates must run on that day; a returned survey is none; council and decision need their paper', async () => {
  const group = { group: 'Bác sĩ', need: 2, issued: 2 }
  const undated = await add('certificates', group)
  assert.match((await say('signature')).text, /chưa ghi ngày hết hạn chứng thư: Bác sĩ/)
  assert.equal((await take_back(undated)).status, 200)
  const ended = await add('certificates', { ...group, ends_on: '2025-04-29' })
  assert.match((await say('signature')).text, /đã hết hạn trước ngày 30\/04\/2025: Bác sĩ/)
  assert.equal((await take_back(ended)).status, 200)
  await add('certificates', { ...group, ends_on: on })
  assert.equal((await say('signature')).status, 200)

  const survey = await add('survey', { on: '2025-04-01' })
  assert.equal((await unit('POST', `${here}/entries/${survey}/submit`, {})).status, 200)
  assert.equal((await hub.so('POST', `${here}/entries/${survey}/return`, { reason: 'Thiếu số' })).status, 200)
  assert.match((await say('survey')).text, /chưa có phiếu khảo sát gửi Sở/)
  assert.equal((await unit('POST', `${here}/entries/${survey}/submit`, {})).status, 200)
  assert.equal((await say('survey')).status, 200)

  const minutes = { on: '2025-04-20', members: 'Chín người', replaces_record: true, conclusion: 'Đồng ý' }
  const council = await add('council', minutes)
  assert.match((await say('council')).text, /biên bản hội đồng chưa kèm tệp/)
  await attach(council)
  assert.equal((await say('council')).status, 200)
  const decision = await add('decision', { number: '9/QĐ', on, from_day: '2025-05-01' })
  await attach(decision)
  assert.match((await say('operation')).text, /chưa có quyết định/, 'not in force yet')
  await add('decision', { number: '10/QĐ', on, from_day: on })
  assert.match((await say('operation')).text, /quyết định dùng bệnh án điện tử chưa kèm tệp/)
})

test('a cancelled tender stands in nobody’s way, and alone proves nothing', async () => {
  const pack = { name: 'Máy chủ', way: 'buy', dong: 1, stage: 'cancelled' }
  await add('package', pack)
  assert.match((await say('procurement')).text, /đều hủy thầu/)
  const bought = await add('package', { ...pack, name: 'Phần mềm', stage: 'bidding' })
  assert.match((await say('procurement')).text, /1 gói chưa nghiệm thu/)
  const { json } = await hub.so('GET', here)
  const line = (json['entries'] as { id: string; version: number }[]).find(({ id }) => id === bought)
  const edit = { version: line?.version, body: { ...pack, name: 'Phần mềm', stage: 'accepted' } }
  assert.equal((await unit('PUT', `${here}/entries/${bought}`, edit)).status, 200)
  assert.equal((await say('procurement')).status, 200)
})

test('a line is taken back with a reason, by who keeps it; what proves a step said done only by the Sở', async () => {
  const media = await add('media', { item: 'Tin đăng hai lần', on })
  assert.equal((await take_back(media, unit, ' ')).status, 422, 'no reason')
  assert.equal((await take_back(media)).status, 200)
  assert.equal((await take_back(media)).status, 409, 'twice')
  const edit = { version: 2, body: { item: 'Lại', on } }
  assert.equal(
    (await unit('PUT', `${here}/entries/${media}`, edit)).status,
    409,
    'what is taken back is not written on',
  )
  const past = JSON.parse((await unit('GET', `${here}/entries/${media}/history`)).text) as Record<string, string>[]
  assert.deepEqual(
    past.map(({ state, reason, written_by }) => [state, reason, written_by]),
    [
      ['void', 'Ghi nhầm', `IT ${code}`],
      ['recorded', '', `IT ${code}`],
    ],
  )
  const page = (await unit('GET', here)).json as Record<'entries' | 'voided', { id: string }[]>
  assert.ok(page.voided.some(({ id }) => id === media) && !page.entries.some(({ id }) => id === media))

  const { entries } = (await hub.so('GET', here)).json as { entries: { id: string; kind: string; state: string }[] }
  const council = entries.find(({ kind }) => kind === 'council')?.id ?? ''
  const kept = await take_back(council)
  assert.equal(kept.status, 409)
  assert.match(kept.text, /căn cứ của bước Hội đồng đã báo xong/)
  assert.equal((await take_back(council, hub.so, 'Biên bản của viện khác')).status, 200)
  assert.deepEqual(
    await milestone('council').then((one) => [one?.percent, one?.lacks]),
    [100, 'chưa có biên bản hội đồng đồng ý thay hồ sơ giấy'],
    'done since then on the Sở’s word',
  )

  const asked = await add('difficulty', { problem: 'Ghi nhầm', due_on: '2025-05-30' })
  assert.equal((await hub.so('POST', `${here}/entries/${asked}/answer`, { reason: 'Đã rõ' })).status, 200)
  assert.equal((await take_back(asked)).status, 403, 'decided by the Sở')
  assert.equal((await take_back(asked, hub.so)).status, 200)
  const inspector = await hub.person('board-inspector')
  assert.equal((await take_back(council, inspector)).status, 403)
})

test('the exchange is done when the hub counted enough whole days in a row, and nothing else says so', async () => {
  const none = await say('exchange')
  assert.equal(none.status, 422)
  assert.match(
    none.text,
    /14 ngày liền, 16\/04\/2025–29\/04\/2025; chưa đủ: .*29\/04\/2025 chưa có số liệu và 11 ngày khác/,
  )

  await put_whole_days(hub, code, on)
  await count('2025-04-20', "state = 'gap'")
  await count('2025-04-22', "state = 'waiting'")
  const short = await say('exchange')
  assert.equal(short.status, 422)
  assert.match(short.text, /chưa đủ: 20\/04\/2025 thiếu hoặc lệch, 22\/04\/2025 còn chờ/)

  await put_whole_days(hub, code, on)
  await owner.query("UPDATE hub.counter_line SET taken_at = '2025-04-28' WHERE facility = $1", [code])
  const silent = await say('exchange')
  assert.equal(silent.status, 422)
  assert.match(silent.text, /mất tín hiệu/)

  await owner.query('UPDATE hub.counter_line SET taken_at = now() WHERE facility = $1', [code])
  await owner.query(`UPDATE hub.day_count SET said = '{"visits": 0}' WHERE facility = $1`, [code])
  assert.match((await say('exchange')).text, /không có lượt/, 'whole because nobody came is no exchange')
  await put_whole_days(hub, code, on)
  assert.equal((await say('exchange')).status, 200)
})

test('how many days is the Sở’s rule; the pilot needs figures of as many, whole or not', async () => {
  await owner.query('DELETE FROM hub.day_count WHERE facility = $1', [code])
  await put_whole_days(hub, code, on, 3)
  assert.match((await say('pilot')).text, /phải có số liệu của 14 ngày liền/)
  const rule = await hub.lead('PUT', '/api/board/rules/proof_days', { value: 3, reason: 'Thử trong một tuần' })
  assert.equal(rule.status, 200, rule.text)
  await count('2025-04-28', "state = 'gap'")
  assert.match((await say('exchange')).text, /3 ngày liền.*28\/04\/2025 thiếu hoặc lệch/)
  assert.equal((await say('pilot')).status, 200)
  assert.equal((await hub.so('PUT', '/api/board/rules/proof_days', { value: 1, reason: 'x' })).status, 403)
  assert.equal((await hub.lead('PUT', '/api/board/rules/proof_days', { value: 0, reason: 'x' })).status, 422)
})

test('the Sở may say done what it saw with its own eyes: asked once, marked until the registers prove it', async () => {
  const asked = await say('operation', hub.so)
  assert.equal(asked.status, 409)
  assert.match(asked.text, /Bước Vận hành chưa đủ căn cứ: quyết định .* chưa kèm tệp/)
  assert.equal((await say('operation', unit, { on_word: true })).status, 422, 'nobody else has such a word')
  assert.equal((await say('operation', hub.so, { on_word: true })).status, 200)
  const marked = await milestone('operation')
  assert.match(marked?.lacks ?? '', /chưa kèm tệp/)
  assert.match(marked?.lacks_by ?? '', /oversight/)
  const figure = async (): Promise<unknown> =>
    as_oversight(hub.site.database, so, async (sql) => {
      const told = await programme.ask(sql, { counted_to: on } as Parameters<typeof programme.ask>[1])
      return told.figures?.['trien_khai.van_hanh_theo_loi']
    })
  assert.equal(await figure(), 1)
  const { entries } = (await unit('GET', here)).json as {
    entries: { id: string; kind: string; body: { number: string } }[]
  }
  const decision = entries.find(({ kind, body }) => kind === 'decision' && body.number === '10/QĐ')
  await attach(decision?.id ?? '')
  assert.deepEqual(await milestone('operation').then((one) => [one?.lacks, one?.lacks_by, one?.done_on]), ['', '', on])
  assert.equal(await figure(), 0)
  const words = (await hub.so('GET', here)).json['progress'] as { step: string; lacks: string; said_by: string }[]
  assert.deepEqual(
    words.filter(({ step, lacks }) => step === 'operation' && lacks !== '').length,
    1,
    'that it was said on a word stays in the history',
  )
})
