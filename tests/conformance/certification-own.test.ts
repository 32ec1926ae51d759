import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { open_entry } from '../../src/apps/kit/index.ts'
import type { Run, StepCode } from '../../src/network/certification/contract.ts'
import type { IncomingLetter } from '../../src/network/exchange/contract.ts'
import { find_link } from '../../src/network/exchange/index.ts'
import { member_client_id } from '../../src/network/membership/index.ts'
import { a, letter, start_world, until } from '../exchange-world.ts'

/**
 * Our own facility server is certified as if it were a stranger's: its exchange carries what its rooms post, its people
 * answer what came. The test opens the run and looks how it stands, and does nothing else at the hub.
 */
const world = await start_world({ certification: { step_s: 120, silence_s: 4, quiet_s: 3 } })
const at_a = await world.person('reception')
const link = await world.site.database.in_facility(a.code, (sql) => find_link(sql, a.code))
const ask = open_entry({ hub: world.hub_url, client: member_client_id(a.code), key: link?.private_jwk ?? {} })

const opened = (
  await ask(
    'POST',
    '/lien-thong/certification',
    JSON.stringify({ vendor: 'Bệnh Án Mở', product: 'Máy chủ cơ sở', version: '0.1' }),
  )
).json as Run
const partner = opened.partner.code

const look = async (): Promise<Run> => (await ask('GET', `/lien-thong/certification/${opened.id}`)).json as Run
const ended = (code: StepCode) =>
  until(`step ${code} ended`, async () => {
    const step = (await look()).steps.find((one) => one.code === code)
    return step?.ended_at ? step : undefined
  })
const passes = async (code: StepCode): Promise<void> => {
  const step = await ended(code)
  assert.equal(step.state, 'passed', `${code}: ${step.says}`)
}

const post = async (wish: Parameters<typeof letter>[0] = {}): Promise<string> => {
  const submission = await letter({
    ...wish,
    submission: { created_at: new Date().toISOString(), recipients: [partner], ...wish.submission },
    document: { created_at: new Date().toISOString(), ...wish.document },
  })
  await world.post(a, { submission })
  return submission.parts[0].identity
}

const incoming = (verdict: string): Promise<IncomingLetter> =>
  until(`a ${verdict} letter of the partner`, async () => {
    const [row] = await world.ask<{ id: string }>(
      'SELECT id FROM exchange.incoming WHERE facility = $1 AND sender = $2 AND verdict = $3',
      [a.code, partner, verdict],
    )
    return row && ((await at_a('GET', `/api/exchange/incoming/${row.id}`)).json as IncomingLetter)
  })

test('our own facility server passes every step', async () => {
  await passes('token')

  let lost = 0
  world.wire.fault = (method, path) =>
    method === 'POST' && path === '/fhir' && (lost += 1) === 1 ? 'lose-reply' : undefined
  const first = await post()
  await passes('send')
  await world.pass_time()
  await passes('repeat')
  world.wire.fault = () => undefined

  const now = new Date().toISOString()
  const unsigned = await letter({
    signers: [],
    submission: { created_at: now, recipients: [partner] },
    document: { created_at: now },
  })
  await world.post(a, { submission: unsigned })
  await world.pass_time()
  await passes('refusal')

  const sound = await incoming('good')
  await passes('receive')
  const made = await at_a('POST', `/api/exchange/incoming/${sound.id}/register`, sound.registration)
  assert.equal(made.status, 201, made.text)
  assert.equal((await at_a('POST', `/api/exchange/incoming/${sound.id}/accept`, {})).status, 200)
  await passes('answer')

  const bad = await incoming('red')
  const accepted = await at_a('POST', `/api/exchange/incoming/${bad.id}/accept`, {})
  assert.equal(accepted.status, 422, 'nobody at A can accept it')
  const reason = 'Chữ ký không kiểm được, xin gửi lại'
  assert.equal((await at_a('POST', `/api/exchange/incoming/${bad.id}/decline`, { reason })).status, 200)
  await passes('bad-signature')

  await post({ submission: { replaces: first } })
  await passes('correction')

  const { next } = await look()
  await sleep(Math.max(0, Date.parse(next?.silent_from ?? '') - Date.now() + 300))
  await post()
  await passes('return')
  const run = await look()
  assert.equal(run.state, 'passed', run.report?.text ?? '')
  assert.match(run.report?.text ?? '', /Có giá trị đến/)
})
