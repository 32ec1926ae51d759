import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { why_no_answer } from './index.ts'

const why = (url: string, signal?: AbortSignal): Promise<string> =>
  fetch(url, signal ? { signal } : {}).then(
    () => 'answered',
    (error: unknown) => why_no_answer(error, 100),
  )

test('a real line that does not come about is told in Vietnamese, with the code IT looks up', async () => {
  const server = createServer((socket) => socket.on('data', () => socket.destroy())).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  assert.match(await why(`http://127.0.0.1:${port}/`), /đứt giữa chừng \((UND_ERR_SOCKET|ECONNRESET)\)/)
  server.close()
  await once(server, 'close')
  assert.match(await why(`http://127.0.0.1:${port}/`), /không mở cổng này \(ECONNREFUSED\)/)
})

test('who is silent is said to have been waited for; a refusal of our own keeps its words', async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  assert.equal(why_no_answer(new DOMException('x', 'TimeoutError'), 20_000), 'không trả lời trong 20 giây')
  assert.match(await why(`http://127.0.0.1:${port}/`, AbortSignal.timeout(100)), /không trả lời trong/)
  server.close()
  assert.equal(why_no_answer(new Error('danh sách không phải của nơi cấp này')), 'danh sách không phải của nơi cấp này')
})
