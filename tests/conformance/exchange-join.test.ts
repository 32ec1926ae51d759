import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { run_console } from '../../src/apps/console/run.ts'
import { approve_application } from '../../src/network/membership/index.ts'
import { open_database } from '../../src/platform/database/index.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'

/** SHARE-23: a facility joins with credentials of its own, from its own terminal; the Sở decides at the hub. */
const world = await start_world()
const hub = open_database(world.hub_database_url, { connections_max: 1 })
after(() => hub.close())

const benhan = async (...args: string[]): Promise<{ code: number; said: string }> => {
  let said = ''
  const hear = (line: string): void => void (said += `${line}\n`)
  const code = await run_console(args, () => Promise.resolve({ url: world.url, close: () => Promise.resolve() }), {
    ...{ say: hear, write: hear, complain: hear },
  })
  return { code, said }
}

const at = ['--facility', a.code, '--url', world.hub_url]
const sends = async (): Promise<void> => {
  const submission = await letter()
  await world.post(a, { submission })
  await until('the letter at B', async () => {
    await world.pass_time()
    const rows = await world.ask('SELECT FROM exchange.incoming WHERE facility = $1 AND document = $2', [
      b.code,
      submission.parts[0].identity,
    ])
    return rows.length > 0
  })
}

test('an application leaves with public keys only; nothing passes until the Sở has said yes, then what waited goes', async () => {
  const joined = await benhan('hub', 'join', ...at, '--contact', 'Nguyễn Văn An', '--phone', '0912345678')
  assert.equal(joined.code, 0, joined.said)
  const [application] = await world.ask_hub<{ id: string; asked: { jwks: { keys: Record<string, unknown>[] } } }>(
    'SELECT id, asked FROM hub.application WHERE facility = $1',
    [a.code],
  )
  const key = application?.asked.jwks.keys[0] ?? {}
  assert.deepEqual([key['kty'], key['crv'], 'd' in key], ['EC', 'P-384', false])
  const id = await world.post(a, { submission: await letter() })
  const held = await until('refused with the new key', async () => {
    // The line may have been refused before the letter was there: it rests then.
    await world.pass_time()
    const rows = await world.ask<{ state: string; reason: string }>(
      'SELECT state, reason FROM exchange.outgoing WHERE id = $1',
      [id],
    )
    return rows[0]?.state === 'held' && rows[0]
  })
  assert.match(held.reason, /không nhận lt-24012/)
  const operator = { id: 'so', name: 'Chuyên viên Sở', role: 'oversight', kind: 'user' as const }
  const so = { facility: '24SYT', actor: operator, purpose: 'HOPERAT', address: '', request_id: '' }
  await approve_application(hub, so, a.code, application?.id ?? '')
  const doctor = await world.person('doctor')
  assert.equal((await doctor('POST', `/api/exchange/outgoing/${id}/retry`, {})).status, 200)
  await until('it goes', async () => {
    await world.pass_time()
    const rows = await world.ask<{ state: string }>('SELECT state FROM exchange.outgoing WHERE id = $1', [id])
    return rows[0]?.state === 'received'
  })
})

test('switched off nothing leaves and nothing is lost; on again it goes', async () => {
  assert.match((await benhan('hub', 'off', '--facility', a.code)).said, /tạm ngừng/)
  const id = await world.post(a, { submission: await letter() })
  await new Promise((done) => {
    setTimeout(done, 500)
  })
  const rows = await world.ask<{ state: string }>('SELECT state FROM exchange.outgoing WHERE id = $1', [id])
  assert.equal(rows[0]?.state, 'waiting')
  assert.match((await benhan('hub', 'state', '--facility', a.code)).said, /tạm ngừng/)
  assert.equal((await benhan('hub', 'on', '--facility', a.code)).code, 0)
  await sends()
})

test('a way that cannot be is refused in words', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-hub-'))
  after(() => rmSync(dir, { recursive: true, force: true }))
  const public_half = join(dir, 'khoa.json')
  writeFileSync(public_half, '{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}')
  const refusals: [RegExp, string[]][] = [
    [/một trong hai/, ['link', ...at, '--client', 'x']],
    [/không phải khóa bí mật/, ['link', ...at, '--client', 'x', '--key', public_half]],
    [/https/, ['link', '--facility', a.code, '--url', 'truc', '--client', 'x', '--secret', 'y']],
    [/không có cơ sở 99999/, ['link', '--facility', '99999', '--url', world.hub_url, '--client', 'x', '--secret', 'y']],
    [/Sau hub là/, ['gì']],
    [
      /Không liên lạc được/,
      ['join', '--facility', a.code, '--url', 'http://127.0.0.1:1', '--contact', 'x', '--phone', '1'],
    ],
  ]
  for (const [words, args] of refusals) {
    const { code, said } = await benhan('hub', ...args)
    assert.notEqual(code, 0)
    assert.match(said, words)
  }
})
