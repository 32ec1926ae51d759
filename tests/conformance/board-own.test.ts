/** A facility's own page: what the hub counted of it stands beside what it says, with its time, also while the line is down. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { open_board_house, owner_of } from '../board-facility.ts'
import { days_ago, put_papers, today } from '../board-reports.ts'
import { put_visits } from '../board-visits.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_test_site, type Json } from '../test-site.ts'

const never = 3_600_000
const hub = await start_test_hub({ board_ms: never })
const a = await start_test_site({ counters: { every_ms: never, poll_ms: never } })
const facility = '24012'
const day = days_ago(1)
const house = await open_board_house(hub, a, facility, days_ago(5))
const [owner, hub_owner] = [await owner_of(a.url), await owner_of(hub.url)]
after(() => Promise.all([owner.end(), hub_owner.end()]))

const page = async (): Promise<Json> => (await house.director('GET', '/api/counters')).json
const of_kind = (own: Json, on: string, kind: string): Json =>
  (own['hub'].days as Json[]).find((one) => one['day'] === on && one['kind'] === kind) ?? {}

test('before the hub ever answered nothing stands there, and that is no nought', async () => {
  assert.equal((await page())['hub'], null)
  assert.match(
    String((await page())['hub_page']),
    /^https?:\/\/.+\/so\/co-so\/.{5}$/,
    'the other half of what is to be done',
  )
})

test('taken, late, refused by class, received and opened, as the hub counted them', async () => {
  await put_visits(a.url, { facility, day, count: 20 })
  await put_papers(hub, { sender: facility, kind: 'health-book', day, count: 19 })
  await put_papers(hub, { sender: facility, kind: 'transfer-letter', day, count: 3, recipient: '01929' })
  await put_papers(hub, { sender: '01929', kind: 'transfer-letter', day, count: 8, recipient: '24160' })
  await hub_owner.query("UPDATE hub.delivery SET state = 'received' WHERE sender = $1 AND number % 3 = 0", [facility])
  await hub_owner.query("UPDATE hub.delivery SET state = 'completed' WHERE sender = $1 AND number % 3 = 1", [facility])
  await hub_owner.query(
    `INSERT INTO hub.refusal (sender, state, kind, code, reason) SELECT $1, 'refused', 'health-book', c, 'x'
     FROM unnest(ARRAY['security', 'security', 'value']) AS c`,
    [facility],
  )
  await house.pass()
  await house.pass()
  const own = await page()
  const books = of_kind(own, day, 'health-book')
  assert.deepEqual([books['taken'], books['missing'], books['state']], [19, 1, 'gap'])
  assert.deepEqual(
    books['gaps'].map((gap: Json) => `${gap['what']} ${gap['count']}`),
    ['missing 1', 'inflated 1'],
    'what the house says it sent, and the hub does not have',
  )
  const letters = of_kind(own, day, 'transfer-letter')
  assert.deepEqual([letters['taken'], letters['delivered'], letters['received'], letters['opened']], [3, 3, 2, 1])
  assert.equal(of_kind(own, today(), 'health-book')['refused'], 3)
  assert.deepEqual(own['hub'].errors, [
    { day: today(), class: 'security', count: 2 },
    { day: today(), class: 'value', count: 1 },
  ])
  assert.ok(own['hub'].asked_at >= own['hub'].walked_at)
  assert.ok(!JSON.stringify(own).includes('01929'), 'nothing of another house')
})

test('the line is down: the page says so, and shows what the hub said last with that time', async () => {
  const before = await page()
  await owner.query("UPDATE exchange.hub_link SET base_url = 'http://127.0.0.1:9' WHERE facility = $1", [facility])
  await owner.query("UPDATE counters.state SET hour = hour - interval '1 hour' WHERE facility = $1", [facility])
  await house.pass()
  const away = await page()
  assert.match(away['line'].problem, /Không liên lạc được/)
  assert.equal(away['hub'].asked_at, before['hub'].asked_at)
  assert.deepEqual(away['hub'].days, before['hub'].days)
  await owner.query('UPDATE exchange.hub_link SET base_url = $2 WHERE facility = $1', [facility, hub.base])
  await house.pass()
  const back = await page()
  assert.equal(back['line'].problem, '')
  assert.ok(back['hub'].asked_at >= before['hub'].asked_at)
})

test('the hub tells a member of itself only, and people not at this door', async () => {
  const member = await hub.member('24012')
  const other = await hub.member('24160')
  const said = (await member('GET', '/lien-thong/counters/days')).json as Json
  assert.ok(said['days'].length > 0)
  assert.deepEqual((await other('GET', '/lien-thong/counters/days')).json['days'], [])
  const so = await hub.person('oversight')
  assert.equal((await so('GET', '/lien-thong/counters/days')).status, 403)
})

test('prescriptions: only those count as answered whose answer of the national system is held', async () => {
  await owner.query(
    `INSERT INTO prescribing.prescription (facility, code, kind, encounter, patient, body, signer, signer_name, signed_at,
       collect_until, document)
     SELECT $1, $1 || lpad(i::text, 7, '0') || '-C', 'C', 'e', 'p', '{}', 's', 's', $2::timestamptz, current_date, 'd'
     FROM generate_series(1, 5) AS i`,
    [facility, `${day}T10:00:00+07:00`],
  )
  await owner.query(
    `INSERT INTO eprescription.outbox (facility, act, ref, code, sender, payload, status, receipt)
     SELECT $1, 'prescription', code, code, 's', '{}', 'delivered',
       (ARRAY['{"ma":"1"}', '{"ma":"2"}', 'null', NULL, '{"read_back":true}'])[substr(code, 6, 7)::integer]::jsonb
     FROM prescribing.prescription WHERE facility = $1`,
    [facility],
  )
  const own = await house.pass()
  const said = house.figures(own, day, 'prescription')
  assert.deepEqual([said['due'], said['sent'], said['acknowledged']], [5, 5, 3])
  assert.deepEqual(
    (await house.gaps(day)).filter((gap) => gap.startsWith('prescription')),
    ['prescription: unproven 2'],
  )
})
