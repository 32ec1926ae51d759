/** A house judges sensitivity by the hub's dated matrix, as the hub signed it, also while the hub is away (SHARE-09). */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { local_date, shift_days } from '../../src/base/time/index.ts'
import { post_submission } from '../../src/network/exchange/index.ts'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import type { Json } from '../test-site.ts'
import { start_three_houses } from '../three-houses.ts'

const { hub, a } = await start_three_houses()
const so = await hub.person('oversight')
const it_a = await a.person('it_admin')
const owner = new pg.Client({ connectionString: a.url })
await owner.connect()
after(() => owner.end())
const today = local_date(new Date())

const copy = async (): Promise<Json> =>
  ((await it_a('GET', '/api/exchange/settings')).json['link'] as Json)['matrix'] as Json
/** As ten minutes later. */
const read_again = async (): Promise<Json> => {
  const { rows } = await owner.query(
    `UPDATE exchange.hub_matrix SET tried_at = now() - interval '11 minutes' WHERE facility = '24012' RETURNING now()`,
  )
  const since = (rows[0] as { now: Date } | undefined)?.now ?? new Date(0)
  for (let i = 0; i < 120; i += 1) {
    const found = await owner.query(`SELECT FROM exchange.hub_matrix WHERE facility = '24012' AND tried_at > $1`, [
      since,
    ])
    if (found.rowCount === 1) return copy()
    await pause(50)
  }
  throw new Error('never read')
}
const send = async (): Promise<unknown> =>
  a.site.store.unit(
    {
      ...{ facility: '24012', purpose: 'TREAT', address: '', request_id: '' },
      actor: { id: 'thu', name: 'BS. Thử', role: 'doctor', kind: 'user' },
    },
    async (unit) =>
      post_submission(unit, {
        submission: await make_letter({
          ...{ house: hub.house('24012'), submission: { sender: '24012', recipients: ['01929'], labels: ['PSY'] } },
        }),
      }),
  )
const say = async (ruling: string, valid_from: string): Promise<void> => {
  const wish = { label: 'PSY', destination: 'direct', ruling, valid_from, source: 'QĐ 123/QĐ-SYT ngày 20/11/2026' }
  const said = await so('PUT', '/api/hub/matrix', wish)
  assert.equal(said.status, 200, said.text)
}

test('what the Sở has not ruled goes by the shipped matrix; the copy says that it was read', async () => {
  assert.deepEqual(((await read_again())['edition'] as number) === 0 && (await copy())['problem'], '')
  assert.ok(await send(), 'PSY may go to whom it is addressed')
})

test('a stricter word of the Sở stops a letter at its own house, with the number of the decision', async () => {
  await say('never', today)
  assert.equal((await read_again())['edition'], 1)
  await assert.rejects(send, /sức khỏe tâm thần.*QĐ 123\/QĐ-SYT/)
})

test('a word for tomorrow is known and does not count today', async () => {
  await say('pass', today)
  await say('never', shift_days(today, 1))
  assert.equal((await read_again())['edition'], 3)
  assert.ok(await send())
})

test('what the hub did not sign is not believed; the reason is told, what was read before counts', async () => {
  await say('never', today)
  const edition = (await read_again())['edition']
  assert.equal(edition, 4)
  const member = await hub.member('24012')
  const { matrix } = (await member('GET', '/lien-thong/matrix')).json as { matrix: string }
  const [head, , signature] = matrix.split('.')
  const forged = `${head}.${Buffer.from(JSON.stringify({ edition: 9, rules: [] })).toString('base64url')}.${signature}`
  hub.site.web.app.server.prependListener('request', (request, response) => {
    if (request.url === '/lien-thong/matrix') response.end(JSON.stringify({ matrix: forged }))
  })
  const seen = await read_again()
  assert.match(seen['problem'] as string, /chữ ký/)
  assert.equal(seen['edition'], 4)
  await assert.rejects(send, /QĐ 123/)
})

test('with the hub away the same rule holds; another hub’s word is none', async () => {
  await hub.site.web.app.close()
  await assert.rejects(send, /QĐ 123/)
  await owner.query(`UPDATE exchange.hub_link SET base_url = 'http://127.0.0.1:9' WHERE facility = '24012'`)
  assert.ok(await send(), 'as shipped')
})
