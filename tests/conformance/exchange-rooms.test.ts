import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fail } from '../../src/base/outcome/index.ts'
import type { ExchangeCounts, OutgoingLetter } from '../../src/network/exchange/contract.ts'
import { start_exchange, try_stuck_again } from '../../src/network/exchange/index.ts'
import { before_dropping } from '../../src/platform/database/test-database.ts'
import type { Unit } from '../../src/platform/records/index.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'

/** A letter came, and what it meets here breaks: it is never lost, told to its room once, and people see it until then. */
const world = await start_world({ pumps: false })
const at_a = await world.person('doctor')
const at_b = await world.person('reception.b')

// As the owner may: the role by which the houses ask may not.
await world.ask(
  "CREATE FUNCTION cut_line() RETURNS boolean LANGUAGE sql SECURITY DEFINER AS 'SELECT pg_terminate_backend(pg_backend_pid())'",
)

let stumble: ((unit: Unit) => Promise<unknown>) | undefined
const told: string[] = []
const exchange = start_exchange({
  ...{ database: world.site.database, store: world.site.store, poll_ms: 50, sync_ms: 150 },
  rooms: {
    async on_incoming(unit, { submission }) {
      await stumble?.(unit)
      told.push(submission.parts[0].identity)
    },
  },
  report: () => undefined,
})
before_dropping(() => exchange.stop())

const stuck_at_b = async (): Promise<ExchangeCounts['stuck']> =>
  ((await at_b('GET', '/api/exchange/counts')).json as ExchangeCounts).stuck
const find_at_b = async (document: string): Promise<string | undefined> =>
  (
    await world.ask<{ id: string }>('SELECT id FROM exchange.incoming WHERE facility = $1 AND document = $2', [
      b.code,
      document,
    ])
  )[0]?.id
const state_at_a = async (id: string): Promise<string> =>
  ((await at_a('GET', `/api/exchange/outgoing/${id}`)).json as OutgoingLetter).state
const received = (id: string) => until(`A reads of ${id}`, async () => (await state_at_a(id)) === 'received')
const send = async (): Promise<{ id: string; document: string }> => {
  const submission = await letter()
  return { id: await world.post(a, { submission }), document: submission.parts[0].identity }
}
/** By a person of B, without the site's own pump. */
const try_again = (): Promise<number> =>
  try_stuck_again(world.site.store, {
    ...{ facility: b.code, purpose: 'TREAT', address: '', request_id: '' },
    actor: { id: 'acc-reception.b', name: 'BS. reception', role: 'reception', kind: 'user' },
  })
const times_told = (document: string): number => told.filter((one) => one === document).length

test('the line to the database is cut while a room takes a letter: the room has it a moment later, once', async () => {
  let cuts = 0
  stumble = async ({ sql }) => {
    cuts += 1
    if (cuts === 1) await sql.query('SELECT public.cut_line()')
  }
  const { id, document } = await send()
  await received(id)
  assert.equal(cuts, 2, 'cut in the first, told by the second')
  assert.equal(times_told(document), 1)
  assert.deepEqual(await stuck_at_b(), [])
})

for (const [what, thrown, reason] of [
  ['a room refuses a letter', fail.rule('Khay này chưa mở'), /^Khay này chưa mở$/],
  ['a room has a fault', new TypeError('x is not a function'), /^Máy chủ của cơ sở gặp lỗi: x is not/],
] as const)
  test(`${what}: it lies here, people read why, its sender reads no “đã nhận”; told again it is where it belongs`, async () => {
    stumble = () => Promise.reject(thrown)
    const { id, document } = await send()
    const stuck = await until('it is said', async () => (await stuck_at_b())[0])
    assert.deepEqual([stuck.what, stuck.count, stuck.mender, stuck.senders], ['untaken', 1, 'here', [a.name]])
    assert.match(stuck.reason, reason)
    assert.ok(await find_at_b(document), 'it is here, in its tray')
    assert.equal(await state_at_a(id), 'taken')
    stumble = undefined
    await world.ask(
      "UPDATE exchange.incoming SET room_next_at = now() + interval '1 hour' WHERE room_error IS NOT NULL",
    )
    assert.equal(await try_again(), 1)
    await received(id)
    assert.equal(times_told(document), 1)
    assert.deepEqual(await stuck_at_b(), [])
  })

test('what cannot be kept is fetched again; the line stays whole and other letters come meanwhile', async () => {
  await world.ask(`CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF NEW.document = (SELECT document FROM refused) THEN RAISE 'could not extend file'; END IF; RETURN NEW; END $$`)
  const bad = await letter()
  await world.ask('CREATE TABLE refused (document text)')
  await world.ask('GRANT SELECT ON refused TO PUBLIC')
  await world.ask('INSERT INTO refused VALUES ($1)', [bad.parts[0].identity])
  await world.ask(
    'CREATE TRIGGER refuse_one BEFORE INSERT ON exchange.incoming FOR EACH ROW EXECUTE FUNCTION refuse_one()',
  )
  const id = await world.post(a, { submission: bad })
  const stuck = await until('it is said', async () => (await stuck_at_b())[0])
  assert.deepEqual([stuck.what, stuck.mender], ['unfetched', 'here'])
  assert.match(stuck.reason, /could not extend file/)
  const other = await send()
  await received(other.id)
  const { line } = (await at_b('GET', '/api/exchange/counts')).json as ExchangeCounts
  assert.equal(line.last_error, '')
  await world.ask('DROP TRIGGER refuse_one ON exchange.incoming')
  await received(id)
  assert.equal(times_told(bad.parts[0].identity), 1)
  assert.deepEqual(await stuck_at_b(), [])
})

test('what the hub has for us no more is nobody’s trouble', async () => {
  await world.ask(
    `INSERT INTO exchange.task (facility, id, last_error, fault, failing_since, next_at)
     VALUES ($1, 'in-gone', 'x', 'hub', now(), now() + interval '1 hour')`,
    [b.code],
  )
  await until('it is forgotten', async () => (await stuck_at_b()).length === 0)
})
