import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Submission } from '../../src/standards/documents/index.ts'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import { a, b, now_and_then, until } from '../exchange-world.ts'
import { start_network_world, why_no_lab, type Machine, type NetworkWorld } from '../network-world.ts'

/** SHARE-13, SHARE-14 on real cables: three programs, each on a machine of its own; packets are lost, not only requests refused. */
const skip = why_no_lab()
if (skip !== undefined) console.log(`# SKIP tests/conformance/network-cuts.test.ts: ${skip}`)

const letter_of = (house: typeof a): Promise<Submission> =>
  make_letter({ house, submission: { recipients: [house === a ? b.code : a.code] } })

const document_of = (submission: Submission): string => submission.parts[0].identity

type Count = { count: number }

const all_known = (world: NetworkWorld, from: 'a' | 'b', documents: string[]): Promise<true> => {
  const pass_time = now_and_then(() => Promise.all([world.pass_time('a'), world.pass_time('b')]))
  return until(
    `${from} knows that all were received`,
    async () => {
      await pass_time()
      const [row] = await world.ask[from]<Count>(
        "SELECT count(*)::int AS count FROM exchange.outgoing WHERE state = 'received' AND document = ANY ($1)",
        [documents],
      )
      return row?.count === documents.length
    },
    90_000,
  )
}

/** Until a statement of the hub stands before our lock. */
const until_it_waits = (world: NetworkWorld, table: string): Promise<true> =>
  until(`a statement waits for ${table}`, async () => {
    const [row] = await world.ask.hub<Count>(
      'SELECT count(*)::int AS count FROM pg_locks WHERE NOT granted AND relation = $1::regclass',
      [table],
    )
    return (row?.count ?? 0) > 0
  })

/** The hub is in the middle of a request: its answer will go into the void. */
const between_request_and_answer = async (
  world: NetworkWorld,
  wish: { table: string; to: Machine; begin: () => Promise<unknown> },
): Promise<void> => {
  const owner = await world.owner('hub')
  await owner.query('BEGIN')
  await owner.query(`LOCK TABLE ${wish.table} IN SHARE MODE`)
  await wish.begin()
  await until_it_waits(world, wish.table)
  await world.lose_packets('hub', wish.to)
  await owner.query('COMMIT')
  await owner.end()
}

const has_tc = spawnSync('tc', ['-V']).status === 0

test('cables', { skip: skip ?? false, timeout: 240_000 }, async (t) => {
  const world = await start_network_world()
  const sent: { from: 'a' | 'b'; document: string }[] = []
  const post = async (from: 'a' | 'b'): Promise<string> => {
    const submission = await letter_of({ a, b }[from])
    await world.post(from, submission)
    sent.push({ from, document: document_of(submission) })
    return document_of(submission)
  }
  const in_hub = (document: string): Promise<true> =>
    until(
      'the hub has it',
      async () =>
        (
          await world.ask.hub<Count>('SELECT count(*)::int AS count FROM hub.submission WHERE document = $1', [
            document,
          ])
        )[0]?.count === 1,
    )

  await t.test(
    'the hub took the letter, its answer was lost, and the house’s program died: sent again, it is one',
    async () => {
      let document = ''
      await between_request_and_answer(world, {
        ...{ table: 'hub.submission', to: 'a' },
        begin: async () => (document = await post('a')),
      })
      await in_hub(document)
      const [at_home] = await world.ask.a<{ state: string }>(
        'SELECT state FROM exchange.outgoing WHERE document = $1',
        [document],
      )
      assert.equal(at_home?.state, 'waiting', 'nobody told the sender')
      await world.kill('a')
      await world.bring_packets('hub', 'a')
      await world.start('a')
      await all_known(world, 'a', [document])
    },
  )

  await t.test(
    'the recipient fetched it and said so, the hub’s answer was lost: it is there once, and known to be',
    async () => {
      let document = ''
      await world.pull_plug('b')
      document = await post('a')
      await until(
        'it lies in B’s box',
        async () =>
          (
            await world.ask.hub<Count>(
              'SELECT count(*)::int AS count FROM hub.delivery WHERE document = $1 AND posted AND told = state',
              [document],
            )
          )[0]?.count === 1,
      )
      await between_request_and_answer(world, {
        ...{ table: 'hub.delivery', to: 'b' },
        begin: () => world.put_plug('b'),
      })
      await until(
        'the hub heard it',
        async () =>
          (
            await world.ask.hub<Count>(
              "SELECT count(*)::int AS count FROM hub.delivery WHERE document = $1 AND state = 'received'",
              [document],
            )
          )[0]?.count === 1,
      )
      await sleep(500)
      await world.bring_packets('hub', 'b')
      await all_known(world, 'a', [document])
    },
  )

  await t.test('plugs pulled and put again while letters go both ways', async () => {
    const documents = { a: [] as string[], b: [] as string[] }
    for (let i = 0; i < 8; i += 1) {
      for (const from of ['a', 'b'] as const) documents[from].push(await post(from))
      const machine = (['a', 'hub', 'b'] as const)[i % 3] ?? 'hub'
      await world.pull_plug(machine)
      await sleep(40 + 30 * i)
      await world.put_plug(machine)
      await sleep(60)
    }
    await all_known(world, 'a', documents.a)
    await all_known(world, 'b', documents.b)
  })

  await t.test('a thin line that drops packets', { skip: has_tc ? false : 'tc is not there' }, async () => {
    const cables = ['to-a', 'to-b', 'to-hub']
    for (const cable of cables)
      await world.run([
        'tc',
        'qdisc',
        'add',
        'dev',
        cable,
        'root',
        'tbf',
        'rate',
        '3mbit',
        'burst',
        '4kb',
        'limit',
        '6kb',
      ])
    const documents = {
      a: [await post('a'), await post('a'), await post('a')],
      b: [await post('b'), await post('b'), await post('b')],
    }
    await all_known(world, 'a', documents.a)
    await all_known(world, 'b', documents.b)
    const said = await Promise.all(cables.map((cable) => world.run(['tc', '-s', 'qdisc', 'show', 'dev', cable])))
    const dropped = said.reduce((sum, text) => sum + Number(/dropped (\d+)/.exec(text)?.[1] ?? 0), 0)
    t.diagnostic(`${dropped} packets dropped`)
    assert.ok(dropped > 0, said.join('\n'))
  })

  await t.test(
    'in the end every letter is there once, in all three books, and every receipt is the hub’s',
    async () => {
      for (const [from, to] of [
        ['a', 'b'],
        ['b', 'a'],
      ] as const) {
        const documents = sent.filter((one) => one.from === from).map(({ document }) => document)
        const rows = await world.ask[to]<{ document: string; count: number; verdict: string }>(
          'SELECT document, count(*)::int AS count, min(verdict) AS verdict FROM exchange.incoming GROUP BY document',
        )
        assert.deepEqual(rows.map(({ document }) => document).toSorted(), documents.toSorted())
        assert.ok(rows.every(({ count, verdict }) => count === 1 && verdict === 'good'))
        const at_home = await world.ask[from]<{ jws: string }>(
          "SELECT jws FROM exchange.receipt WHERE says = 'taken' AND standing = 'verified' ORDER BY jws",
        )
        const at_hub = await world.ask.hub<{ jws: string }>(
          "SELECT receipt ->> 'jws' AS jws FROM hub.submission WHERE document = ANY ($1) ORDER BY 1",
          [documents],
        )
        assert.deepEqual(at_home.map(({ jws }) => jws).toSorted(), at_hub.map(({ jws }) => jws).toSorted())
      }
      const [deliveries] = await world.ask.hub<Count>(
        "SELECT count(*)::int AS count FROM hub.delivery WHERE state = 'received'",
      )
      assert.equal(deliveries?.count, sent.length)
      await until(
        'the hub’s books are sound',
        async () => (await world.ask.hub("SELECT * FROM hub.reconcile_faults('-infinity', 100)")).length === 0,
      )
    },
  )
})
