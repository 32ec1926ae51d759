import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'node:test'
import { start_test_site } from '../test-site.ts'

/** A connection is used again for the next request: nothing of a refused body may stand in front of it. */
const running = await start_test_site()
const { hostname, port } = new URL(running.base)

const patience_ms = 5_000
const body = '{"a":'.repeat(60_000)
const half = body.length / 2
const packed = 'content-type: application/fhir+json\r\ncontent-encoding: gzip\r\n'

/** What comes back on one connection: a body in two halves, and a second request behind it. */
const two_requests = async (first: string): Promise<string> => {
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.on('data', (part) => (text += String(part)))
  socket.on('error', () => undefined)
  const host = 'host: x\r\naccept: application/json\r\n'
  socket.write(`${first} HTTP/1.1\r\n${host}${packed}content-length: ${body.length}\r\n\r\n${body.slice(0, half)}`)
  await wait(300)
  socket.write(body.slice(half))
  socket.write(`GET /fhir/metadata HTTP/1.1\r\n${host}\r\n`)
  const until_ms = performance.now() + patience_ms
  const is_answered = (): boolean => (text.match(/^HTTP\/1\.1 /gm) ?? []).length === 2
  while (!is_answered() && !socket.closed && performance.now() < until_ms) await wait(20)
  assert.ok(is_answered() || socket.closed, `${first}: ${text.slice(0, 200)}`)
  socket.destroy()
  return text
}

test('a packed body that cannot be unpacked or that nobody wants is answered, and holds up nothing behind it', async () => {
  for (const first of [
    'GET /fhir/Patient/a',
    'GET /fhir/khong-co',
    'POST /fhir/Patient',
    'DELETE /fhir/Patient/a',
    'PUT /fhir/khong-co',
  ])
    assert.match(await two_requests(first), /^HTTP\/1\.1 4\d\d /, first)
})
