import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { put_facility } from '../../src/platform/access/index.ts'
import { before_dropping, test_database } from '../../src/platform/database/test-database.ts'
import { ensure_facility_certificate } from '../../src/platform/signing/index.ts'
import { free_port } from '../exchange-world.ts'

/** Who hangs up is no fault of the hub's: its log stays free of errors that nobody can do anything about. */
const { url, database } = await test_database()
await database.in_site(async (sql) => {
  await put_facility(sql, { code: '24SYT', name: 'Trục thử', authority: '', kind: 'station' })
  await ensure_facility_certificate(sql, { code: '24SYT', name: 'Trục thử' })
})
const port = await free_port()
const child = fork(join(import.meta.dirname, '..', 'hub-process.ts'), {
  ...{ stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { ...process.env, LOG_LEVEL: 'info' } },
})
before_dropping(async () => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
})
let log = ''
child.stdout?.on('data', (bytes: Buffer) => (log += bytes.toString('utf8')))
const base_url = `http://127.0.0.1:${port}`
child.send({
  ...{ url, base_url, port, host: '127.0.0.1', code: '24SYT' },
  content_key: { id: 'k', key: randomBytes(32).toString('base64') },
})
await once(child, 'message')

const hang_up = async (text: string): Promise<void> => {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(text)
  await pause(100)
  socket.resetAndDestroy()
}

type Line = { level: number; msg: string; code?: string }

const lines = (): Line[] =>
  log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)

test('a message that breaks off is a line of information, at every door; the hub goes on', async () => {
  const doors: [string, string][] = [
    ['/fhir', 'application/fhir+json'],
    ['/lien-thong/documents', 'application/json'],
    ['/oauth/token', 'application/x-www-form-urlencoded'],
  ]
  for (const [path, type] of doors)
    await hang_up(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 5000\r\n\r\n{"a`)
  await hang_up('GET /fhir/metadata HTTP/1.1\r\nHost: x\r\n\r\n')
  await hang_up('POST /fhir HT')
  for (let i = 0; i < 100 && lines().filter(({ msg }) => /hung up/.test(msg)).length < doors.length; i += 1)
    await pause(50)
  const broken = lines().filter(({ msg }) => /hung up/.test(msg))
  assert.equal(broken.length, doors.length, log)
  for (const { code } of broken) assert.match(code ?? '', /^[A-Z][A-Z_]+$/, 'the line says how it broke off')
  assert.deepEqual(
    lines().filter(({ level }) => level > 30),
    [],
  )
  assert.equal((await fetch(`${base_url}/fhir/metadata`)).status, 200)
})
