/** A step is done when the registers, or the hub's own counts, prove it; what is empty proves nothing. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { build_areas, build_deeds, build_programme, one_year } from '../../demo/index.ts'
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

const say = (step: string, by = unit) =>
  by('POST', `${here}/progress`, { step, percent: 100, on, evidence: 'Số liệu của trục' })
const count = (day: string, set: string) =>
  owner.query(`UPDATE hub.day_count SET ${set} WHERE facility = $1 AND day = $2`, [code, day])

test('an empty register proves nothing: no equipment, no package', async () => {
  const [infrastructure, procurement] = [await say('infrastructure'), await say('procurement')]
  assert.deepEqual([infrastructure.status, procurement.status], [422, 422])
  assert.match(infrastructure.text, /chưa khai thiết bị nào/)
  assert.match(procurement.text, /chưa khai gói nào/)
  const add = (kind: string, body: object) => unit('POST', `${here}/entries`, { kind, body })
  assert.ok((await add('equipment', { item: 'Máy chủ', need: 3, have: 1, ordered: 2, installed: 1 })).status < 300)
  assert.match((await say('infrastructure')).text, /1 loại thiết bị chưa lắp đủ/)
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

test('the Sở may say done what it saw with its own eyes, under its own name', async () => {
  assert.equal((await say('procurement', hub.so)).status, 200)
  const { json } = await hub.so('GET', here)
  const said = (json['progress'] as { step: string; said_by: string }[]).find(({ step }) => step === 'procurement')
  assert.match(said?.said_by ?? '', /oversight/)
})
