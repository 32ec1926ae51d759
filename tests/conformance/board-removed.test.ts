/** A visit that is deleted is named, before and after its paper went; one that is put right is not. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { days_ago, put_papers } from '../board-reports.ts'
import { open_board_house, owner_of } from '../board-facility.ts'
import { put_visits } from '../board-visits.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_test_site, type Json } from '../test-site.ts'

const never = 3_600_000
const hub = await start_test_hub({ board_ms: never })
const a = await start_test_site({ counters: { every_ms: never, poll_ms: never } })
const facility = '24012'
const house = await open_board_house(hub, a, facility, days_ago(20))
const owner = await owner_of(a.url)
const hub_owner = await owner_of(hub.url)
after(() => Promise.all([owner.end(), hub_owner.end()]))
const system = await a.system()
const each = 50

/** A day whose visits have all ended, with all their pages at the hub, told and whole. */
const begin_day = async (day: string): Promise<void> => {
  await put_visits(a.url, { facility, day, count: each })
  await put_papers(hub, { sender: facility, kind: 'health-book', day, count: each })
  await house.pass()
  assert.deepEqual(await house.gaps(day), [])
}

const patient = (await system('POST', '/fhir/Patient', { resourceType: 'Patient', name: [{ text: 'Người thử' }] }))
  .json['id']
const visit = (day: string, more: object = {}) => ({
  ...{ resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' } },
  subject: { reference: `Patient/${patient}` },
  period: { start: `${day}T08:00:00+07:00`, end: `${day}T09:00:00+07:00` },
  ...more,
})
const write = async (body: object, id?: string): Promise<string> => {
  const answer = await (id === undefined
    ? system('POST', '/fhir/Encounter', body)
    : system('PUT', `/fhir/Encounter/${id}`, { ...body, id }))
  assert.ok(answer.status < 300, answer.text)
  return String(answer.json['id'])
}
/** Its page left the house and the hub has it. */
const send_page = async (id: string, day: string): Promise<void> => {
  await owner.query(
    `INSERT INTO exchange.outgoing (facility, id, identity, document, digest, chain, kind, title, head, patient, encounter, about,
       posted_by, posted_name, posted_at, state, taken_at)
     VALUES ($1, $2, $2, $2, '', $2, 'health-book', 'Sổ', jsonb_build_object('created_at', $4::text, 'period',
       jsonb_build_object('end', $4::text)), 'p', $3, 'Encounter/' || $3, 'test', 'test', now(), 'taken', now())`,
    [facility, `page-${id}-${day}`, id, `${day}T09:00:00+07:00`],
  )
  await put_papers(hub, { sender: facility, kind: 'health-book', day, count: 1 })
}

test('deleted by the program after its page went: the board names facility, day and what is gone, with both numbers', async () => {
  const day = days_ago(3)
  await begin_day(day)
  const gone = await system('DELETE', `/fhir/Encounter/v-${day}-7`)
  assert.ok(gone.status < 300, gone.text)
  const own = await house.pass()
  assert.deepEqual(await house.gaps(day), ['visits: removed 1', 'health-book: unbacked 1'])
  const [removed] = await house.gaps_of(day)
  assert.deepEqual([removed?.facility, removed?.day, removed?.kind], [facility, day, ''])
  assert.deepEqual(
    removed?.says.slice(0, 2).map(({ figure, value, before }) => [figure, value, before ?? false]),
    [
      ['visits', each, true],
      ['visits', each - 1, false],
    ],
  )
  assert.equal(house.figures(own, day, '')['removed'], 1, 'the house finds it itself, too')
})

test('a row taken out behind the program’s back, on a day nobody touched: the same', async () => {
  const day = days_ago(6)
  await begin_day(day)
  await owner.query("DELETE FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND id = $2", [
    facility,
    `v-${day}-9`,
  ])
  await house.pass()
  assert.deepEqual(await house.gaps(day), ['visits: removed 1', 'health-book: unbacked 1'])
})

test('every trace of it wiped out at the house: its own earlier word and the hub’s receipt still tell', async () => {
  const day = days_ago(7)
  await begin_day(day)
  for (const table of ['health_book.publication', 'exchange.outgoing'])
    await owner.query(`DELETE FROM ${table} WHERE facility = $1 AND encounter = $2`, [facility, `v-${day}-9`])
  await owner.query("DELETE FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND id = $2", [
    facility,
    `v-${day}-9`,
  ])
  const own = await house.pass()
  assert.equal(house.figures(own, day, '')['removed'], 0)
  assert.deepEqual(await house.gaps(day), ['visits: removed 1', 'health-book: unsaid 1'])
})

test('deleted before its page went: named, after one word on it and before the first', async () => {
  const [told, untold] = [days_ago(2), days_ago(4)]
  const told_one = await write(visit(told))
  await house.pass()
  assert.ok((await system('DELETE', `/fhir/Encounter/${told_one}`)).status < 300)
  const untold_one = await write(visit(untold))
  assert.ok((await system('DELETE', `/fhir/Encounter/${untold_one}`)).status < 300)
  const hidden_one = await write(visit(untold))
  await owner.query("DELETE FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND id = $2", [
    facility,
    hidden_one,
  ])
  await house.pass()
  assert.deepEqual(await house.gaps(told), ['visits: removed 1'])
  assert.deepEqual(
    await house.gaps(untold),
    ['visits: removed 2'],
    'by its versions, and by the page it had in the queue',
  )
})

test('a stay that is deleted while the patient is in the house is named among the admissions', async () => {
  const day = days_ago(5)
  const stay = {
    ...visit(day),
    status: 'in-progress',
    class: { code: 'IMP' },
    period: { start: `${day}T08:00:00+07:00` },
  }
  const [first] = [await write(stay), await write(stay)]
  const own = await house.pass()
  assert.equal(house.figures(own, day, '')['admissions'], 2)
  assert.deepEqual(await house.gaps(day), [])
  assert.ok((await system('DELETE', `/fhir/Encounter/${first}`)).status < 300)
  await house.pass()
  assert.deepEqual(await house.gaps(day), ['admissions: removed 1'])
})

test('put right is no gap: entered in error, another day and back, opened again, no inpatient after all', async () => {
  const [day, other, third] = [days_ago(9), days_ago(10), days_ago(11)]
  await begin_day(day)
  const [mistaken, moved, opened] = [await write(visit(day)), await write(visit(day)), await write(visit(day))]
  const stay = await write({ ...visit(day), class: { code: 'IMP' } })
  for (const id of [mistaken, moved, opened, stay]) await send_page(id, day)
  await house.pass()
  assert.deepEqual(await house.gaps(day), [])

  await write({ ...visit(day), status: 'entered-in-error' }, mistaken)
  await write({ ...visit(day), status: 'in-progress', period: { start: `${day}T08:00:00+07:00` } }, opened)
  await write(visit(day), stay)
  await write(visit(other), moved)
  await house.pass()
  await write(visit(third), moved)
  const own = await house.pass()
  const totals = house.figures(own, day, '')
  assert.deepEqual(
    ['visits', 'voided', 'moved', 'removed', 'admissions_changed'].map((name) => totals[name]),
    [each + 1, 1, 2, 0, 1],
  )
  assert.equal(house.figures(own, day, 'health-book')['stray'], 3, 'their pages make good for no other visit')
  assert.deepEqual(await house.gaps(day), [])
  assert.deepEqual(await house.gaps(other), [], 'where it stood for a while')
  assert.deepEqual(await house.gaps(third), ['health-book: missing 1'], 'the page of its day is not there yet')
})

test('a page of a visit entered in error does not hide one that never left', async () => {
  const day = days_ago(12)
  await begin_day(day)
  const mistaken = await write(visit(day))
  await send_page(mistaken, day)
  await write({ ...visit(day), status: 'entered-in-error' }, mistaken)
  await write(visit(day))
  await house.pass()
  assert.deepEqual(await house.gaps(day), ['health-book: missing 1'])
})

test('a deleted visit that is brought back and then marked as entered in error is put right', async () => {
  const day = days_ago(2)
  const [{ id }] = (
    await owner.query<{ id: string }>(
      "SELECT id FROM record.resource WHERE facility = $1 AND type = 'Encounter' AND deleted AND id IN (SELECT encounter FROM counters.left_day WHERE day = $2)",
      [facility, day],
    )
  ).rows as [{ id: string }]
  await write({ ...visit(day), status: 'entered-in-error' }, id)
  const own = await house.pass()
  assert.equal(house.figures(own, day, '')['voided'], 1)
  assert.deepEqual(await house.gaps(day), [])
})

test('two charts of one person joined: no visit is gone, and the letter of a transfer is still found', async () => {
  const day = days_ago(13)
  const person = async (birth: string): Promise<string> => {
    const made = await system('POST', '/fhir/Patient', {
      ...{ resourceType: 'Patient', name: [{ text: 'Trần Thị Gộp' }], birthDate: birth, gender: 'female' },
    })
    return String(made.json['id'])
  }
  const [old, kept] = [await person('1970-01-01'), await person('1970-01-01')]
  const transfer = {
    subject: { reference: `Patient/${old}` },
    hospitalization: { dischargeDisposition: { coding: [{ code: '5' }] } },
  }
  const id = await write(visit(day, transfer))
  await send_page(id, day)
  await owner.query(
    `INSERT INTO exchange.outgoing (facility, id, identity, document, digest, chain, kind, title, head, patient, encounter,
       posted_by, posted_name, posted_at, state, taken_at)
     VALUES ($1, 'letter', 'letter', 'letter', '', 'letter', 'transfer-letter', 'Phiếu', jsonb_build_object('created_at', $2::text),
       $3, $4, 'test', 'test', now(), 'taken', now())`,
    [facility, `${day}T09:00:00+07:00`, old, id],
  )
  await put_papers(hub, { sender: facility, kind: 'transfer-letter', day, count: 1 })
  await house.pass()
  assert.deepEqual(await house.gaps(day), [])
  const merged = await system('POST', '/fhir/Patient/$merge', {
    resourceType: 'Parameters',
    parameter: [
      { name: 'source-patient', valueReference: { reference: `Patient/${old}` } },
      { name: 'target-patient', valueReference: { reference: `Patient/${kept}` } },
      { name: 'reason', valueString: 'Một người có hai hồ sơ' },
    ],
  })
  assert.equal(merged.status, 200, merged.text)
  const moved = (await system('GET', `/fhir/Encounter/${id}`)).json as Json
  assert.equal(moved['subject'].reference, `Patient/${kept}`)
  const own = await house.pass()
  assert.equal(house.figures(own, day, 'transfer-letter')['due'], 1)
  assert.deepEqual(await house.gaps(day), [])
})
