import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run_console } from '../../src/apps/console/run.ts'
import type { IncomingLetter } from '../../src/network/exchange/contract.ts'
import { certified, make_house, type House } from '../../src/standards/documents/test-letters.ts'
import { seal_subject } from '../../src/standards/documents/index.ts'
import { a, b, letter, start_world, until } from '../exchange-world.ts'

/** Issue 4, Trust: what the hub says of a sender's certificates is believed the first time; a change is shown. */
const world = await start_world()
const at_b = await world.person('reception.b')

const came = async (house: House, wish: Parameters<typeof letter>[0] = {}): Promise<IncomingLetter> => {
  const submission = await letter({ house, ...wish })
  await world.post(a, { submission })
  const id = await until('the letter at B', async () => {
    const rows = await world.ask<{ id: string }>(
      'SELECT id FROM exchange.incoming WHERE facility = $1 AND document = $2',
      [b.code, submission.parts[0].identity],
    )
    return rows[0]?.id
  })
  return (await at_b('GET', `/api/exchange/incoming/${id}`)).json as IncomingLetter
}
const add_seal = (pem: string, serial: string) =>
  world.ask_hub('INSERT INTO hub.seal (facility, serial, certificate_pem) VALUES ($1, $2, $3)', [a.code, serial, pem])
const pins = () =>
  world.ask<{ kind: string; open: boolean }>(
    'SELECT kind, confirmed_at IS NULL AS open FROM exchange.trust_pin WHERE facility = $1 AND sender = $2',
    [b.code, a.code],
  )

test('seen first: believed, and remembered with its day', async () => {
  const first = await came(a)
  assert.deepEqual([first.verdict, first.trust_changes], ['good', []])
  assert.deepEqual((await pins()).map(({ kind, open }) => `${kind} ${open}`).toSorted(), ['root false', 'seal false'])
  assert.deepEqual((await came(a)).trust_changes, [])
})

test('another seal of the same authority: the letter is read, with a warning until somebody has asked', async () => {
  const seal = certified(a.ca, seal_subject(a.code, a.name))
  await add_seal(seal.certificate, 'NEW1')
  const changed = await came({ ...a, seal })
  assert.equal(changed.verdict, 'good', JSON.stringify(changed.checks.issues))
  assert.deepEqual(
    changed.trust_changes.map(({ kind }) => kind),
    ['seal'],
  )
  const nurse = await world.person('nurse.b')
  assert.equal((await nurse('POST', `/api/exchange/incoming/${changed.id}/confirm-trust`, {})).status, 403)
  const confirmed = await at_b('POST', `/api/exchange/incoming/${changed.id}/confirm-trust`, {})
  assert.equal(confirmed.status, 200, confirmed.text)
  assert.equal(
    (await at_b('POST', `/api/exchange/incoming/${changed.id}/confirm-trust`, {})).status,
    409,
    'nothing left',
  )
  assert.deepEqual((await came({ ...a, seal })).trust_changes, [])
  assert.deepEqual((await came(a)).trust_changes, [], 'the first one still counts')
})

test('a hub that brings another authority for a known house is found out', async () => {
  const false_house = make_house(a.code, a.name)
  await world.ask_hub('INSERT INTO hub.trusted_root (digest, certificate_pem, name) VALUES ($1, $2, $3)', [
    ...['x', false_house.ca.certificate_pem, 'x'],
  ])
  await add_seal(false_house.seal.certificate, 'NEW2')
  const shown = await came(false_house)
  assert.deepEqual(shown.trust_changes.map(({ kind }) => kind).toSorted(), ['root', 'seal'])
  const said: string[] = []
  const hear = (line: string): void => void said.push(line)
  const desk = { say: hear, write: hear, complain: hear }
  const open = () => Promise.resolve({ url: world.url, close: () => Promise.resolve() })
  assert.equal(await run_console(['hub', 'trust', '--facility', b.code], open, desk), 1)
  assert.match(said.join('\n'), new RegExp(`${a.code}: nhà cấp chứng thư`))
  assert.equal(await run_console(['hub', 'confirm', '--facility', b.code, '--house', a.code], open, desk), 0)
  assert.deepEqual((await came(false_house)).trust_changes, [])
})
