import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { to_visit_matrix } from '../../src/network/counters/index.ts'
import { as_oversight, sum_visits, walk_once } from '../../src/network/monitor/index.ts'
import { code_system, extension_url } from '../../src/standards/fhir/index.ts'
import { days_ago, put_papers } from '../board-reports.ts'
import { link_by_key, put_visits } from '../board-visits.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_test_site, type Json } from '../test-site.ts'

const never = 3_600_000
const hub = await start_test_hub({ board_ms: never })
const a = await start_test_site({ counters: { every_ms: never, poll_ms: never } })
const facility = '24012'
const day = days_ago(1)
const visits = 2_000
const director = await a.person('director')
await link_by_key(hub, a.site.database, facility)

const caller = {
  ...{ facility: '24SYT', purpose: 'HOPERAT', address: '', request_id: '' },
  actor: { id: 'so', name: 'Chuyên viên', role: 'oversight', kind: 'user' as const },
}
const in_a = <T>(text: string, values: unknown[]) =>
  a.site.database.in_facility(facility, (sql) => sql.query<T>(text, values))

/** What no server may do: a database put back as it was. */
const as_owner = async (text: string): Promise<void> => {
  const owner = new pg.Client({ connectionString: hub.url })
  await owner.connect()
  await owner.query(text)
  await owner.end()
}

/** Counted, signed, sent, walked over: what the clocks of both sides do by themselves. */
const pass = async (): Promise<Json> => {
  const answer = await director('POST', '/api/counters/count')
  assert.equal(answer.status, 200, answer.text)
  await walk_once(hub.site.database, '24SYT')
  return answer.json
}
type Gap = { facility: string; day: string; kind: string; what: string; count: number }
const gaps_of = async (on: string): Promise<string[]> => {
  const { rows } = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<{ gaps: Gap[] }>('SELECT gaps FROM hub.day_count WHERE facility = $1 AND day = $2', [facility, on]),
  )
  return rows.flatMap(({ gaps }) =>
    gaps.map((gap) => `${gap.facility} ${gap.day} ${gap.kind}: ${gap.what} ${gap.count}`),
  )
}
const kind_of = (json: Json, on: string, kind: string): Json =>
  json['days'].find((one: Json) => one['day'] === on)?.kinds.find((one: Json) => one['kind'] === kind) ?? {}

const books = (own: Json) => kind_of(own, day, 'health-book')['figures'] as Json

test('one page of two thousand never left: the board names facility, day and gap, and the house its own paper', async () => {
  await in_a(
    'INSERT INTO counters.state (facility, since) VALUES ($1, $2::date - 1) ON CONFLICT (facility) DO UPDATE SET since = $2::date - 1',
    [facility, day],
  )
  await put_visits(a.url, { facility, day, count: visits })
  await in_a("UPDATE exchange.outgoing SET state = 'held', reason = 'Ổ cứng hỏng' WHERE facility = $1 AND id = $2", [
    facility,
    `o-v-${day}-1234`,
  ])
  // What the hub counts is counted by its own walk, over the papers it has: one fewer, as it never came.
  await put_papers(hub, { sender: facility, kind: 'health-book', day, count: visits - 1 })
  const own = await pass()
  assert.deepEqual([books(own)['due'], books(own)['made'], books(own)['sent']], [visits, visits, visits - 1])
  assert.equal(kind_of(own, day, '')['figures'].visits, visits)
  assert.equal(kind_of(own, day, '')['figures'].claims, null, 'no source is not 0')
  assert.deepEqual([own['line'].problem, own['line'].waiting, own['line'].sequence], ['', 0, 1])
  assert.deepEqual(await gaps_of(day), [`${facility} ${day} health-book: missing 1`])
  const missing = await director('GET', `/api/counters/${day}/missing?kind=health-book`)
  assert.deepEqual(
    [missing.json['length'], missing.json[0].encounter, missing.json[0].why],
    [1, `v-${day}-1234`, 'Ổ cứng hỏng'],
  )
  assert.equal((await (await a.person('doctor'))('GET', `/api/counters/${day}/missing?kind=health-book`)).status, 403)
})

test('a facility that writes a prettier number into its own books is caught by the hub’s', async () => {
  await in_a("UPDATE exchange.outgoing SET state = 'taken' WHERE facility = $1 AND state = 'held'", [facility])
  await pass()
  assert.deepEqual(await gaps_of(day), [
    `${facility} ${day} health-book: missing 1`,
    `${facility} ${day} health-book: inflated 1`,
  ])
})

test('it comes after all: a facility counts its own days, signs and tells them, and both sides say the same', async () => {
  await put_papers(hub, { sender: facility, kind: 'health-book', day, count: 1 })
  const own = await pass()
  assert.deepEqual(books(own), { due: visits, excused: 0, made: visits, sent: visits, overdue: 0, stray: 0 })
  const { rows } = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<{ taken: number }>(
      "SELECT taken FROM hub.day_count WHERE facility = $1 AND day = $2 AND kind = 'health-book'",
      [facility, day],
    ),
  )
  assert.equal(rows[0]?.taken, visits, 'as the walk counted them')
  assert.deepEqual(await gaps_of(day), [])
})

test('visits are told by type and payer; what the record does not say is told apart; the page adds up as the report does', async () => {
  const on = kind_of(await pass(), day, '')['figures']
  assert.deepEqual(
    [on.visits, on.linked, on['exam.unstated.visits'], on['exam.unstated.linked']],
    [visits, visits, visits, visits],
  )
  const kinds = [
    { class: { code: 'IMP' }, payer: '1', start: `${days_ago(4)}T22:00:00+07:00`, cell: 'inpatient.insured' },
    { class: { code: 'AMB' }, payer: '2', type: '07', cell: 'pickup.uninsured' },
    { class: { code: 'AMB' }, payer: '1', start: `${days_ago(4)}T08:00:00+07:00`, cell: 'outpatient.insured' },
    { class: { code: 'VR' }, payer: '1', cell: 'remote.insured' },
  ]
  const system = await a.system()
  const patient = await system('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: 'Bệnh nhân thử' }] })
  for (const one of kinds) {
    const made = await system('POST', '/fhir/Encounter', {
      ...{ resourceType: 'Encounter', status: 'finished', class: one.class },
      ...(one.type ? { type: [{ coding: [{ system: code_system.visit_type, code: one.type }] }] } : {}),
      extension: [{ url: extension_url.payer_kind, valueCoding: { system: code_system.payer_kind, code: one.payer } }],
      subject: { reference: `Patient/${patient.json['id']}` },
      period: { start: one.start ?? `${day}T08:00:00+07:00`, end: `${day}T15:00:00+07:00` },
    })
    assert.equal(made.status, 201, made.text)
  }
  const after_them = kind_of(await pass(), day, '')['figures']
  for (const { cell } of kinds) assert.equal(after_them[`${cell}.visits`], 1, cell)
  assert.deepEqual([after_them.discharges, after_them.stay_days], [1, 3], 'who left had lain there three days')
  assert.equal(after_them.visits, visits + kinds.length)
  const own = (await director('GET', '/api/counters/visits')).json
  const sums = await as_oversight(hub.site.database, caller, (sql) => sum_visits(sql, days_ago(3), days_ago(0)))
  const hub_matrix = to_visit_matrix(sums.filter((one) => one.facility === facility).map(({ figures }) => figures))
  assert.deepEqual(own['matrix'], hub_matrix)
  assert.deepEqual(own['matrix'].total, { visits: visits + kinds.length, linked: visits })
  for (const { id } of (await system('GET', `/fhir/Encounter?subject=Patient/${patient.json['id']}`)).json['entry'].map(
    (entry: Json) => entry['resource'],
  ))
    await system('DELETE', `/fhir/Encounter/${id}`)
  await pass()
})

test('a day that was counted before visits were told by type is counted anew and told again', async () => {
  await in_a(
    'UPDATE counters.day SET figures = figures #- \'{"",linked}\', is_open = false WHERE facility = $1 AND day = $2',
    [facility, day],
  )
  assert.equal((await director('GET', '/api/counters/visits')).json['untold_days'], 1)
  await pass()
  assert.equal((await director('GET', '/api/counters/visits')).json['untold_days'], 0)
})

test('a visit that is put right moves from one day to another, at both sides', async () => {
  const before = days_ago(2)
  const system = await a.system()
  const patient = await system('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: 'Bệnh nhân thử' }] })
  const visit = (end: string) => ({
    ...{ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' } },
    subject: { reference: `Patient/${patient.json['id']}` },
    period: { start: `${before}T08:00:00+07:00`, end },
  })
  const made = await system('POST', '/fhir/Encounter', visit(`${day}T09:00:00+07:00`))
  assert.equal(made.status, 201, made.text)
  const counted = await pass()
  assert.equal(kind_of(counted, day, '')['figures'].visits, visits + 1)
  const id = made.json['id'] as string
  const put = await system('PUT', `/fhir/Encounter/${id}`, { id, ...visit(`${before}T09:00:00+07:00`) })
  assert.equal(put.status, 200, put.text)
  const corrected = await pass()
  assert.equal(kind_of(corrected, day, '')['figures'].visits, visits)
  assert.equal(kind_of(corrected, before, '')['figures'].visits, 1)
  assert.deepEqual(await gaps_of(before), [`${facility} ${before} health-book: missing 1`])
  const said = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<{ visits: number }>(
      `SELECT (one #>> '{figures,"",visits}')::integer AS visits FROM hub.counter_report, jsonb_array_elements(days) AS one
       WHERE facility = $1 AND one ->> 'day' = $2 ORDER BY sequence`,
      [facility, day],
    ),
  )
  const told = said.rows.map((row) => row.visits)
  assert.deepEqual([...new Set(told)], [visits, visits + 4, visits + 1], 'what was said before stays readable')
  assert.equal(told.at(-1), visits)
})

test('the hub away, or restored from yesterday: what was signed waits, the line is taken up again', async () => {
  await in_a('UPDATE exchange.hub_link SET base_url = $2 WHERE facility = $1', [facility, 'http://127.0.0.1:9'])
  await in_a("UPDATE counters.state SET hour = hour - interval '1 hour' WHERE facility = $1", [facility])
  const away = await pass()
  assert.match(away['line'].problem, /Không liên lạc được/)
  assert.equal(away['line'].waiting, 1)
  await in_a('UPDATE exchange.hub_link SET base_url = $2 WHERE facility = $1', [facility, hub.base])
  const back = await pass()
  assert.deepEqual([back['line'].problem, back['line'].waiting], ['', 0])

  const reached = back['line'].sequence as number
  await as_owner(
    `UPDATE hub.counter_line AS l SET sequence = 2, digest = r.digest FROM hub.counter_report AS r
     WHERE l.facility = '${facility}' AND r.facility = l.facility AND r.sequence = 2`,
  )
  await as_owner(`DELETE FROM hub.counter_report WHERE facility = '${facility}' AND sequence > 2`)
  await in_a("UPDATE counters.state SET hour = hour - interval '1 hour' WHERE facility = $1", [facility])
  const again = await pass()
  assert.deepEqual([again['line'].problem, again['line'].waiting], ['', 0])
  const line = await as_oversight(hub.site.database, caller, (sql) =>
    sql.query<{ sequence: number }>('SELECT sequence FROM hub.counter_line WHERE facility = $1', [facility]),
  )
  // The server counts by itself too and may have said one more.
  assert.ok(again['line'].sequence > reached)
  assert.equal(line.rows[0]?.sequence, again['line'].sequence)
})

test('the facility restored from yesterday says every day anew after the hub’s last report', async () => {
  await in_a(
    'UPDATE counters.state SET sequence = 1, digest = (SELECT digest FROM counters.report AS r WHERE r.facility = $1 AND sequence = 1) WHERE facility = $1',
    [facility],
  )
  await in_a("UPDATE counters.state SET hour = hour - interval '1 hour' WHERE facility = $1", [facility])
  await in_a('UPDATE counters.report SET void_at = now() WHERE facility = $1 AND sequence > 1', [facility])
  const own = await pass()
  assert.deepEqual([own['line'].problem, own['line'].waiting], ['', 0])
  assert.ok(own['days'].every((one: Json) => one['is_told']))
})
