/** TT 01/2025/TT-BYT Điều 12, SHARE-14: a transfer letter lapses. Both houses see it, and nobody is turned away for it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { start_lapsing } from '../../src/network/exchange/index.ts'
import { local_date } from '../../src/base/time/index.ts'
import type {
  ExchangeCounts,
  IncomingLetter,
  IncomingList,
  OutgoingLetter,
  OutgoingList,
} from '../../src/network/exchange/contract.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { patient as written_of } from '../../src/standards/documents/test-letters.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'
import { admission, registration, type Person } from '../test-site.ts'

const world = await start_world()
const at_a = await world.person('doctor')
const at_b = await world.person('reception.b')
const { database, store } = world.site

const cccd = '024168001234'
const patient = String((await at_b('POST', '/api/patients', registration())).json['id'])

/** What its data ask for, with its term; `priority` of an emergency. */
const request = (start: string, end: string, more: Record<string, unknown> = {}) => ({
  title: 'Yêu cầu chuyển cơ sở',
  entries: [
    {
      ...{
        resourceType: 'ServiceRequest',
        id: 'r1',
        status: 'active',
        intent: 'order',
        subject: { reference: 'Patient/p1' },
      },
      ...{ code: { text: 'Chuyển cơ sở khám bệnh, chữa bệnh' }, occurrencePeriod: { start, end }, ...more },
    },
  ],
})

type Sent = { out: string; come: string }

/** A letter of the person whom B knows, with this term. */
const send = async (start: string, end: string, more: Record<string, unknown> = {}): Promise<Sent> => {
  const identifier = [{ system: identifier_system.cccd, value: cccd }]
  const person = {
    identifiers: identifier,
    name: 'Nguyễn Thị Hương',
    birth_date: '1968-03-12',
    gender: 'female' as const,
  }
  const submission = await letter({
    submission: { person },
    document: {
      patient: { ...written_of, identifier, name: [{ text: person.name }], birthDate: person.birth_date },
      sections: [request(start, end, more)],
    },
  })
  const out = await world.post(a, { submission })
  const come = await until('the letter at B', async () => {
    const rows = await world.ask<{ id: string }>(
      'SELECT id FROM exchange.incoming WHERE facility = $1 AND document = $2',
      [b.code, submission.parts[0].identity],
    )
    return rows[0]?.id
  })
  return { out, come }
}

const tray = async (who: Person, way: string, name: string): Promise<string[]> =>
  ((await who('GET', `/api/exchange/${way}?tray=${name}`)).json as IncomingList | OutgoingList).lines.map(
    ({ id }) => id,
  )
const open = async (id: string) => (await at_b('GET', `/api/exchange/incoming/${id}`)).json as IncomingLetter
const sent = async (id: string) => (await at_a('GET', `/api/exchange/outgoing/${id}`)).json as OutgoingLetter
const counts = async (who: Person) => (await who('GET', '/api/exchange/counts')).json as ExchangeCounts

/** The clock as it runs in a server, at one moment on the wall of the hospital. */
const strike = async (moment: string): Promise<void> => {
  const clock = start_lapsing({
    ...{ database, store, first_ms: 2_000_000_000, today: () => local_date(moment), report: assert.fail },
  })
  await clock.turn()
  await clock.stop()
}
const told = async (of: Sent): Promise<number> =>
  (
    await world.ask<{ count: number }>(
      `SELECT count(*)::integer AS count FROM audit.event WHERE interaction = 'letter-expired' AND ref IN (
         SELECT 'DocumentReference?identifier=' || document FROM exchange.incoming WHERE id = $1)`,
      [of.come],
    )
  )[0]?.count ?? 0

test('until midnight of its last day it is expected; after that it lies among the lapsed, at both houses, told once', async () => {
  const of = await send('2026-06-01', '2026-06-15')
  await strike('2026-06-15T23:59:59+07:00')
  assert.ok((await tray(at_b, 'incoming', 'coming')).includes(of.come), 'the last minute of the last day')
  await strike('2026-06-16T00:00:00+07:00')
  assert.ok((await tray(at_b, 'incoming', 'expired')).includes(of.come))
  assert.ok(!(await tray(at_b, 'incoming', 'coming')).includes(of.come))
  assert.ok((await tray(at_a, 'outgoing', 'expired')).includes(of.out))
  assert.ok(!(await tray(at_a, 'outgoing', 'open')).includes(of.out))
  const seen = await sent(of.out)
  assert.deepEqual([seen.is_expired, seen.valid_until], [true, '2026-06-15'])
  assert.deepEqual([(await counts(at_b)).expired, (await counts(at_a)).sent_expired], [1, 1])
  assert.equal(await told(of), 2, 'one line at each house')
  // A restart, and two processes at once.
  await Promise.all([strike('2026-06-17T08:00:00+07:00'), strike('2026-06-17T08:00:00+07:00')])
  assert.equal(await told(of), 2)
})

test('holidays and weekends are no working days; a letter of a year counts a year', async () => {
  // From 10 February 2026 ten working days, with the five of Tết between.
  const tet = await send('2026-02-10', '2026-03-03')
  const year = await send('2026-02-10', '2027-02-10')
  await strike('2026-03-03T12:00:00+07:00')
  assert.ok(!(await tray(at_b, 'incoming', 'expired')).includes(tet.come))
  await strike('2026-03-04T00:00:01+07:00')
  assert.ok((await tray(at_b, 'incoming', 'expired')).includes(tet.come))
  assert.ok((await tray(at_b, 'incoming', 'coming')).includes(year.come))
  await strike('2027-02-10T23:59:00+07:00')
  assert.ok((await tray(at_b, 'incoming', 'coming')).includes(year.come))
  await strike('2027-02-11T00:00:00+07:00')
  assert.ok((await tray(at_b, 'incoming', 'expired')).includes(year.come))
})

test('B is told in plain words, receives her all the same with a reason, and A reads it', async () => {
  const of = await send('2026-06-01', '2026-06-15')
  const { validity } = await open(of.come)
  assert.deepEqual([validity?.is_valid, validity?.is_expired], [false, true])
  const silent = await at_b('POST', `/api/exchange/incoming/${of.come}/accept`, {})
  assert.equal(silent.status, 422, silent.text)
  assert.match(silent.text, /Phiếu hết hạn từ sau ngày 15\/06\/2026\. Vẫn tiếp nhận người bệnh được: hãy ghi lý do/)
  assert.equal((await at_b('POST', `/api/exchange/incoming/${of.come}/accept`, { late_reason: '  ' })).status, 422)
  await strike('2026-06-20T08:00:00+07:00')
  const said = await at_b('POST', `/api/exchange/incoming/${of.come}/accept`, { late_reason: 'bão, không đi được' })
  assert.equal(said.status, 200, said.text)
  const words = 'Phiếu hết hạn từ sau ngày 15/06/2026, vẫn tiếp nhận vì: bão, không đi được'
  assert.equal((await open(of.come)).late_reason, words)
  assert.ok((await tray(at_b, 'incoming', 'coming')).includes(of.come), 'she is expected again')
  await until('A reads it', async () => (await sent(of.out)).recipients[0]?.reason === words)
  const { state, is_expired } = await sent(of.out)
  assert.deepEqual([state, is_expired], ['accepted', false])
  const stay = await at_b('POST', '/api/stays', { ...admission(patient), department: '01929-K03', bed: '01929-G12' })
  assert.equal(stay.status, 201, stay.text)
  const arrived = await at_b('POST', `/api/exchange/incoming/${of.come}/arrive`, {
    encounter: stay.json['encounter'],
  })
  assert.equal(arrived.status, 200, 'what was said once is not asked again')
  assert.equal((await open(of.come)).late_reason, words, 'it stays with the arrival')
  const done = await until('A sees her there', async () => {
    const one = await sent(of.out)
    return one.state === 'completed' && one
  })
  assert.equal(done.recipients[0]?.reason, words)
})

test('nobody asks in an emergency: neither where the letter says so, nor where the reception does', async () => {
  const urgent = await send('2026-06-01', '2026-06-15', { priority: 'stat' })
  assert.equal((await at_b('POST', `/api/exchange/incoming/${urgent.come}/accept`, {})).status, 200)
  const words = 'Phiếu hết hạn từ sau ngày 15/06/2026, tiếp nhận cấp cứu'
  assert.equal((await open(urgent.come)).late_reason, words)
  await until('A reads it', async () => (await sent(urgent.out)).recipients[0]?.reason === words)
  const worse = await send('2026-06-02', '2026-06-16')
  const said = await at_b('POST', `/api/exchange/incoming/${worse.come}/accept`, { is_emergency: true })
  assert.equal(said.status, 200, said.text)
  assert.match((await open(worse.come)).late_reason, /tiếp nhận cấp cứu$/)
})

test('who was let in while it counted came in time, however late the letter is linked', async () => {
  const today = local_date(new Date())
  const of = await send(today, today)
  await world.ask('UPDATE exchange.incoming SET valid_until = $2::date WHERE id = $1', [of.come, today])
  const visit = (await open(of.come)).visits[0]?.encounter
  await strike('2031-01-01T08:00:00+07:00')
  assert.ok((await tray(at_b, 'incoming', 'expired')).includes(of.come))
  const linked = await at_b('POST', `/api/exchange/incoming/${of.come}/arrive`, { encounter: visit })
  assert.equal(linked.status, 200, linked.text)
  assert.equal((await open(of.come)).late_reason, '')
  await until('A sees her there', async () => (await sent(of.out)).state === 'completed')
  assert.ok(!(await tray(at_a, 'outgoing', 'expired')).includes(of.out))
})

test('a letter from before its last day was kept is dated by what it says itself', async () => {
  const of = await send('2026-06-01', '2026-06-15')
  await world.ask('UPDATE exchange.incoming SET valid_until = NULL WHERE id = $1', [of.come])
  await world.ask('UPDATE exchange.outgoing SET valid_until = NULL WHERE id = $1', [of.out])
  await strike('2026-06-16T07:00:00+07:00')
  assert.equal((await open(of.come)).valid_until, '2026-06-15')
  assert.equal((await sent(of.out)).valid_until, '2026-06-15')
  assert.ok((await tray(at_a, 'outgoing', 'expired')).includes(of.out))
})
