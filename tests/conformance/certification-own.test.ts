import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { open_entry } from '../../src/apps/kit/index.ts'
import type { Run, StepCode } from '../../src/network/certification/contract.ts'
import type { IncomingLetter, OutgoingLetter } from '../../src/network/exchange/contract.ts'
import { post_submission } from '../../src/network/exchange/index.ts'
import { member_client_id } from '../../src/network/membership/index.ts'
import { letter, now_and_then, until } from '../exchange-world.ts'
import { free_port } from '../free-port.ts'
import { open_wire } from '../hub-wire.ts'
import { start_test_hub } from '../test-hub.ts'
import { start_test_site } from '../test-site.ts'
import { join_hub, move_facility_out, no_pace } from '../three-houses.ts'
import { admit_somebody, complete_letter, transfer_to, write_letter } from '../write-letter.ts'

/**
 * Our own facility server, in a process of its own, is certified as if it were a stranger's: its doctors write and sign, the
 * house seals, its exchange carries, its people answer what came. The test opens the run and looks how it stands, and does nothing
 * else at the hub. Only what our rooms rightly refuse to make, an unsigned letter, is laid into the outbox by hand.
 */
const code = '24012'
const port = await free_port()
const wire = await open_wire(port)
const hub = await start_test_hub({
  ...{ port, base_url: `http://127.0.0.1:${wire.port}` },
  certification: { step_s: 120, silence_s: 4, quiet_s: 3 },
})
const a = await start_test_site({ exchange: no_pace })
await join_hub(hub, a, code)
const ask = open_entry({ hub: hub.base, client: member_client_id(code), key: hub.keys.get(code) ?? {} })
const opened = (
  await ask(
    'POST',
    '/lien-thong/certification',
    JSON.stringify({ vendor: 'Bệnh Án Mở', product: 'Máy chủ cơ sở', version: '0.1' }),
  )
).json as Run
const partner = opened.partner.code

await move_facility_out(a)
const owner = new pg.Client({ connectionString: a.url })
await owner.connect()
test.after(() => owner.end())
const [reception, doctor, director] = await Promise.all(['reception', 'doctor', 'director'].map(a.person))
assert.ok(reception && doctor && director)
const { encounter } = await admit_somebody(reception, doctor)

/** Hours go by: whatever rests, may go now. */
const pass_time = now_and_then(async () => {
  await owner.query('UPDATE exchange.outgoing SET next_at = now()')
  await owner.query('UPDATE exchange.hub_link SET away_until = NULL, next_poll_at = now()')
})

const look = async (): Promise<Run> => (await ask('GET', `/lien-thong/certification/${opened.id}`)).json as Run
const passes = async (step: StepCode, meanwhile?: () => Promise<void>): Promise<void> => {
  const found = await until(`step ${step} ended`, async () => {
    await meanwhile?.()
    const one = (await look()).steps.find((other) => other.code === step)
    return one?.ended_at ? one : undefined
  })
  assert.equal(found.state, 'passed', `${step}: ${found.says}`)
}

const sign = async (sheet: string): Promise<void> => {
  const signed = await doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bac_si' })
  assert.equal(signed.status, 200, signed.text)
}
/** The last of the two signatures: with it the letter leaves. */
const seal = async (sheet: string): Promise<void> => {
  const sealed = await director('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_co_so' })
  assert.equal(sealed.status, 200, sealed.text)
}
const write = async (): Promise<string> => {
  const sheet = await write_letter(doctor, encounter, 'chuyen-co-so', transfer_to(partner, opened.partner.name))
  await sign(sheet)
  return sheet
}

const incoming = (verdict: string): Promise<IncomingLetter> =>
  until(`a ${verdict} letter of the partner`, async () => {
    const { rows } = await owner.query<{ id: string }>(
      'SELECT id FROM exchange.incoming WHERE facility = $1 AND sender = $2 AND verdict = $3',
      [code, partner, verdict],
    )
    return rows[0] && ((await reception('GET', `/api/exchange/incoming/${rows[0].id}`)).json as IncomingLetter)
  })

const post_unsigned = async (): Promise<string> => {
  const created_at = new Date().toISOString()
  const submission = await letter({
    signers: [],
    submission: { created_at, recipients: [partner] },
    document: { created_at },
  })
  const caller = {
    ...{ facility: code, purpose: 'TREAT', address: '', request_id: '' },
    actor: { id: 'room', name: 'BS. Thử', role: 'doctor', kind: 'user' as const },
  }
  return a.site.store.unit(caller, (unit) => post_submission(unit, { submission }))
}

test('our own facility server passes every step, by what its own rooms make', async () => {
  await passes('token')

  let lost = 0
  wire.fault = (method, path) => {
    if (method !== 'POST' || path !== '/fhir') return undefined
    lost += 1
    return lost === 1 ? 'lose-reply' : undefined
  }
  const sheet = await write()
  await seal(sheet)
  await passes('send')
  await passes('repeat', pass_time)
  assert.equal(lost, 2, 'the reply was lost, and the same letter sent once more by the server itself')
  wire.fault = () => undefined

  const unsigned = await post_unsigned()
  await passes('refusal', pass_time)
  const held = (await doctor('GET', `/api/exchange/outgoing/${unsigned}`)).json as OutgoingLetter
  assert.equal(held.state, 'held', 'a person sees it')

  const sound = await incoming('good')
  await passes('receive')
  const made = await reception('POST', `/api/exchange/incoming/${sound.id}/register`, sound.registration)
  assert.equal(made.status, 201, made.text)
  assert.equal((await reception('POST', `/api/exchange/incoming/${sound.id}/accept`, {})).status, 200)
  await passes('answer')

  const bad = await incoming('red')
  const accepted = await reception('POST', `/api/exchange/incoming/${bad.id}/accept`, {})
  assert.equal(accepted.status, 422, 'nobody at A can accept it')
  const reason = 'Chữ ký không kiểm được, xin gửi lại'
  assert.equal((await reception('POST', `/api/exchange/incoming/${bad.id}/decline`, { reason })).status, 200)
  await passes('bad-signature')

  await complete_letter(doctor, sheet, { tinh_trang: 'Tỉnh, tự thở, SpO₂ 96 %' })
  await sign(sheet)
  // Written and signed beforehand: the hub falls silent soon after the correction.
  const next = await write()
  await seal(sheet)
  await passes('correction')

  const { next: step } = await look()
  await sleep(Math.max(0, Date.parse(step?.silent_from ?? '') - Date.now() + 300))
  await seal(next)
  await passes('return')
  const run = await look()
  assert.equal(run.state, 'passed', run.report?.text ?? '')
  assert.match(run.report?.text ?? '', /Có giá trị đến/)
})
