import assert from 'node:assert/strict'
import { test } from 'node:test'
import { put_client } from '../../src/platform/access/index.ts'
import { password, start_test_site, type Json } from '../test-site.ts'
import { open_behind } from './behind.ts'

const running = await start_test_site()
const { owner } = await open_behind(running)

const ask = async (client_id: string, client_secret: string): Promise<{ status: number; json: Json }> => {
  const response = await fetch(`${running.base}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }),
  })
  return { status: response.status, json: (await response.json()) as Json }
}

const lines_of = async (client: string): Promise<string[]> =>
  (
    await owner.query("SELECT detail FROM audit.event WHERE type = 'Client' AND ref = $1 AND outcome = 4 ORDER BY id", [
      client,
    ])
  ).rows.map((row: Json) => row['detail'] as string)

const minutes_go_by = (minutes: number): Promise<unknown> =>
  owner.query("UPDATE audit.event SET at = at - make_interval(mins => $1) WHERE type = 'Client'", [minutes])

test('five wrong secrets lock a client: the right one is refused with 423 too; after fifteen minutes it opens', async () => {
  for (let i = 1; i <= 5; i += 1) assert.equal((await ask('client', 'sai')).status, 401)
  const right = await ask('client', password)
  assert.equal(right.status, 423)
  assert.equal(right.json['error'], 'invalid_client')
  assert.match(right.json['error_description'], /khóa tạm 15 phút/)
  assert.deepEqual(await lines_of('client'), [...Array.from({ length: 5 }, () => 'wrong secret'), 'locked'])
  assert.equal((await ask('client.b', password)).status, 200, 'another client is not locked')
  await minutes_go_by(14)
  assert.equal((await ask('client', password)).status, 423)
  await minutes_go_by(2)
  assert.equal((await ask('client', password)).status, 200)
})

test('a right secret begins the row anew: four wrong ones, a right one, four wrong ones do not lock', async () => {
  for (const secret of ['sai', 'sai', 'sai', 'sai', password, 'sai', 'sai', 'sai', 'sai', password])
    assert.equal((await ask('client.b', secret)).status, secret === password ? 200 : 401)
})

test('twenty wrong secrets at once are five tries, and a new secret given by the administrator opens at once', async () => {
  await minutes_go_by(60)
  const tries = await Promise.all(Array.from({ length: 20 }, () => ask('client.b', 'sai')))
  assert.equal(tries.filter(({ status }) => status === 401).length, 5)
  assert.equal(tries.filter(({ status }) => status === 423).length, 15)
  const renewed = { client_id: 'client.b', facility: '01929', name: 'Hệ thống thử', scope: 'system/*.*' }
  await put_client(running.site.database, renewed, 'bi-mat-moi')
  assert.equal((await ask('client.b', password)).status, 401)
  assert.equal((await ask('client.b', 'bi-mat-moi')).status, 200)
})

test('a Basic header that cannot be decoded is a wrong secret, not an accident', async () => {
  const response = await fetch(`${running.base}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('client:%').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  assert.equal(response.status, 401)
})

test('an unknown client and a wrong secret get the same answer', async () => {
  const [unknown, wrong] = [await ask('khong-co', 'sai'), await ask('client', 'sai')]
  assert.deepEqual(unknown, wrong)
  assert.equal(unknown.status, 401)
})
