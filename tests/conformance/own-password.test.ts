/** Whoever made an account knows its first password; after this only its owner does, and what she signs is hers. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open_behind } from '../refusals/behind.ts'
import { password, start_test_site } from '../test-site.ts'

const running = await start_test_site()
const { owner } = await open_behind(running)
const next = 'mưa rơi trên mái ngói cũ'
const sign_in = (username: string, word: string): Promise<Response> =>
  fetch(`${running.base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: word }),
  })

test('what will not do is refused with its reason, and nothing changes', async () => {
  const doctor = await running.person('doctor')
  for (const [change, words] of [
    [{ current: password, next: 'ngắn' }, /từ 10 đến 200 ký tự/],
    [{ current: password, next: password }, /phải khác/],
    [{ current: password, next: 'toi-la-Doctor-2026' }, /không được chứa tên đăng nhập/],
    [{ current: 'không phải', next }, /đang dùng không đúng/],
  ] as const) {
    const answer = await doctor('POST', '/api/password', change)
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, words)
  }
  assert.equal((await doctor('POST', '/api/password', { current: password })).status, 400)
  assert.equal((await (await running.system())('POST', '/api/password', { current: password, next })).status, 403)
  assert.equal((await sign_in('doctor', password)).status, 200)
})

test('changed: the old one opens no door, other sessions end, this one goes on, and the log says so without a word of it', async () => {
  const [here, elsewhere] = [await running.person('nurse'), await running.person('nurse')]
  const answer = await here('POST', '/api/password', { current: password, next })
  assert.equal(answer.status, 200, answer.text)
  assert.equal((await here('GET', '/api/me')).status, 200)
  assert.equal((await elsewhere('GET', '/api/me')).status, 401)
  assert.equal((await sign_in('nurse', password)).status, 401)
  assert.equal((await sign_in('nurse', next)).status, 200)
  const { rows } = await owner.query<{ line: string }>(
    "SELECT e::text AS line FROM audit.event AS e WHERE interaction = 'password' AND outcome = 0",
  )
  assert.equal(rows.length, 1)
  assert.match(rows[0]?.line ?? '', /1 phiên khác kết thúc/)
  assert.doesNotMatch(rows[0]?.line ?? '', /mái ngói/)
})

test('guessing from an open screen ends as it does at the door', async () => {
  const reception = await running.person('reception')
  for (let i = 0; i < 5; i += 1)
    assert.equal((await reception('POST', '/api/password', { current: `đoán ${i}`, next })).status, 422)
  assert.equal((await reception('POST', '/api/password', { current: password, next })).status, 423)
  assert.equal((await sign_in('reception', password)).status, 423)
})
