/** OPS-10: hub and national portal do not answer; patients are received, treated and discharged, and what is to be told waits. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Health } from '../../src/network/operations/contract.ts'
import { open_client } from '../../src/platform/database/index.ts'
import { free_port } from '../free-port.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site } from '../test-site.ts'

const nobody = `http://127.0.0.1:${await free_port()}`
process.env['HEALTH_PORTAL_PASSWORDS'] = JSON.stringify({ '24012': 'thu' })
const running = await start_test_site({ exchange: { poll_ms: 200, sync_ms: 200 } })
const [admin, reception, doctor] = await Promise.all(
  ['it_admin', 'reception', 'doctor'].map((role) => running.person(role)),
)
assert.ok(admin && reception && doctor)
const owner = await open_client(running.url)
await owner.query(
  "INSERT INTO exchange.hub_link (facility, base_url, client_id, secret) VALUES ('24012', $1, 'thu', 'thu')",
  [nobody],
)
const set = await admin('PUT', '/api/portal', { base_url: nobody, username: '24012' })
assert.equal(set.status, 200, set.text)

const took_ms = async (work: () => Promise<{ status: number; text: string }>, status: number): Promise<number> => {
  const begun = performance.now()
  const answer = await work()
  assert.equal(answer.status, status, answer.text)
  return performance.now() - begun
}

test('a patient is received, written up, signed for and discharged while nobody outside answers', async () => {
  const person = await reception('POST', '/api/patients', registration())
  assert.equal(person.status, 201, person.text)
  const stay = await reception('POST', '/api/stays', admission(person.json['id'] as string))
  assert.equal(stay.status, 201, stay.text)
  const { encounter, sheet } = stay.json as { encounter: string; sheet: string }
  const draft = { seen_revision: 0, base_version: 1, tab: 't', answers: clinical_answers }
  const times = [
    await took_ms(() => doctor('PUT', `/api/sheets/${sheet}/draft`, draft), 200),
    await took_ms(() => doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 }), 200),
    await took_ms(() => doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 2 }), 200),
    await took_ms(
      () =>
        doctor('POST', `/api/stays/${encounter}/discharge`, {
          ...{ at: '2026-11-21T09:00', kind: '1', result: '1' },
          ...{ main: { text: 'Viêm phổi thùy dưới phải', code: 'J18.1' }, comorbid: [] },
        }),
      200,
    ),
  ]
  assert.ok(Math.max(...times) < 20_000, `nobody waits for the outside: ${times.map(Math.round).join(', ')} ms`)
})

test('what is to be told waits and is counted; the line’s trouble is said, and the house goes on', async () => {
  const health = async (): Promise<Health> => (await admin('GET', '/api/operations/health')).json as unknown as Health
  const waiting = ({ queues }: Health): number => queues.reduce((sum, { count }) => sum + count, 0)
  for (let i = 0; i < 100 && waiting(await health()) === 0; i += 1) await new Promise((on) => setTimeout(on, 100))
  const now = await health()
  assert.ok(waiting(now) > 0, JSON.stringify(now.queues))
  assert.equal(now.clock.hub_ms, null)
  const { json } = await admin('GET', '/api/exchange/settings')
  assert.notEqual((json['link'] as { last_error: string }).last_error, '')
  const later = { name: 'người tới sau', identity: { kind: 'cccd', value: '024190004321' }, birth_date: '1990-05-06' }
  const received = await reception('POST', '/api/patients', registration({ ...later, insurance: undefined }))
  assert.equal(received.status, 201, received.text)
  await owner.end()
})
