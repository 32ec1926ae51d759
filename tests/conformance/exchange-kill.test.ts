import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { a, b, free_port, letter, now_and_then, start_world, until } from '../exchange-world.ts'

/** Several processes serve one installation, any of them is killed at any moment (-9): nothing is lost, nothing is there twice. */
const world = await start_world({ pumps: false })

const children: ChildProcess[] = []
after(() => children.forEach((child) => child.kill('SIGKILL')))

const start_other = async (skew_ms = 0): Promise<ChildProcess> => {
  const child = fork(join(import.meta.dirname, '../exchange-process.ts'), { stdio: 'ignore' })
  children.push(child)
  child.send({ url: world.url, port: await free_port(), skew_ms })
  await once(child, 'message')
  return child
}

/** Now and then: each time frees what living processes hold as well, and they would do it twice. */
const pass_time = now_and_then(world.pass_time)

const kill = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const all_there = (documents: string[]) =>
  until(
    'every letter at B',
    async () => {
      await pass_time()
      const rows = await world.ask<{ count: string }>(
        `SELECT count(*) AS count FROM exchange.task AS t JOIN exchange.incoming AS i ON i.facility = t.facility AND i.id = t.incoming
         WHERE t.facility = $1 AND t.told = 'received' AND i.document = ANY ($2)`,
        [b.code, documents],
      )
      return Number(rows[0]?.count) === documents.length
    },
    120_000,
  )

test('killed while the hub holds its breath over a letter, with the letter taken or not: the other process sends it', async () => {
  let other = await start_other()
  for (const fault of ['stall', 'lose-reply'] as const) {
    let is_met = false
    world.wire.fault = (method, path) => {
      if (method !== 'POST' || !path.startsWith('/fhir')) return undefined
      is_met = true
      return fault
    }
    const submission = await letter()
    await world.post(a, { submission })
    await until('the letter is on the line', () => Promise.resolve(is_met))
    await kill(other)
    world.wire.fault = () => undefined
    other = await start_other()
    await all_there([submission.parts[0].identity])
  }
  await kill(other)
})

test('a house whose clock is two hours slow, or fast, sends and receives all the same', async () => {
  for (const skew_ms of [-7_200_000, 7_200_000]) {
    const other = await start_other(skew_ms)
    const submission = await letter()
    await world.post(a, { submission })
    await all_there([submission.parts[0].identity])
    await kill(other)
  }
})

test('two processes, killed by turns while twenty letters go both ways: each is there once, sent = received', async () => {
  const letters = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      i % 2 === 0 ? letter() : letter({ house: b, submission: { recipients: [a.code] } }),
    ),
  )
  let [one, other] = await Promise.all([start_other(), start_other()])
  for (const [i, submission] of letters.entries()) {
    await world.post(i % 2 === 0 ? a : b, { submission })
    if (i % 10 === 9) {
      await kill(one)
      ;[one, other] = [other, await start_other()]
    }
  }
  const documents = letters.map(({ parts }) => parts[0].identity)
  const count = (table: string) =>
    world.ask<{ facility: string; count: string }>(
      `SELECT facility, count(*) AS count FROM exchange.${table} WHERE document = ANY ($1) GROUP BY 1 ORDER BY 1`,
      [documents],
    )
  await until(
    'all received and known to be',
    async () => {
      await pass_time()
      const rows = await world.ask<{ count: string }>(
        "SELECT count(*) AS count FROM exchange.outgoing WHERE state = 'received' AND document = ANY ($1)",
        [documents],
      )
      return Number(rows[0]?.count) === letters.length
    },
    180_000,
  )
  const ten = [b.code, a.code].map((facility) => ({ facility, count: 10 }))
  assert.deepEqual(await count('outgoing'), ten)
  assert.deepEqual(await count('incoming'), ten)
  const at_hub = await world.ask_hub<{ count: string }>(
    'SELECT count(*) AS count FROM hub.delivery WHERE document = ANY ($1)',
    [documents],
  )
  assert.equal(Number(at_hub[0]?.count), 20)
  await kill(one)
  await kill(other)
})
