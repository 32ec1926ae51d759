/** An IT man of a province starts a hub on an empty database of his own PostgreSQL, as docs/operations/hub.md says. */
import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { before_dropping, test_database } from '../../platform/database/test-database.ts'

const { url: other_url } = await test_database()
const name = `hub_${randomBytes(4).toString('hex')}`
const owner = new pg.Client({ connectionString: other_url })
await owner.connect()
await owner.query(`CREATE DATABASE ${name} TEMPLATE template0`)
const database_url = Object.assign(new URL(other_url), { pathname: `/${name}` }).href
const dir = mkdtempSync(join(tmpdir(), 'benhan-hub-'))
const keys = join(dir, 'khoa.json')
before_dropping(async () => {
  rmSync(dir, { recursive: true, force: true })
  await owner.query(`DROP DATABASE ${name} WITH (FORCE)`)
  await owner.end()
})

const free_port = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
const port = await free_port()
const base = `http://127.0.0.1:${port}`
const settings = { HUB_CODE: '24SYT', HUB_KEYS: keys, HUB_URL: base, PORT: String(port) }

type Told = { code: number | null; said: string; complained: string }
const begin = (args: string[], env: Record<string, string> = {}): { child: ChildProcess; told: Told } => {
  const main = join(import.meta.dirname, 'main.ts')
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, DATABASE_URL: database_url, ...env },
  })
  const told: Told = { code: null, said: '', complained: '' }
  child.stdout.on('data', (bytes: Buffer) => (told.said += bytes.toString('utf8')))
  child.stderr.on('data', (bytes: Buffer) => (told.complained += bytes.toString('utf8')))
  return { child, told }
}
const benhan = async (args: string[], env: Record<string, string> = {}): Promise<Told> => {
  const { child, told } = begin(args, env)
  const [code] = (await once(child, 'close')) as [number | null]
  return { ...told, code }
}
const init = ['hub-server', 'init', '--code', '24SYT', '--name', 'Sở Y tế Bắc Ninh', '--keys', keys]
const account = ['account', '--facility', '24SYT', '--username', 'so.an', '--name', 'Bà An', '--role', 'oversight']

test('before anything is there, each step says what is missing', async () => {
  const refused = async (args: string[], words: RegExp, env: Record<string, string> = {}) => {
    const told = await benhan(args, env)
    assert.notEqual(told.code, 0)
    assert.match(told.complained, words)
    assert.doesNotMatch(told.complained, /\n\s+at /, 'no stack for what a person forgot')
  }
  await refused(['hub-server', 'start'], /Thiếu HUB_URL/)
  await refused(['hub-server', 'start'], /Không có tệp khóa .*hub-server init/, settings)
  await refused(['hub-server', 'start'], /HUB_URL .* không có đường dẫn/, { ...settings, HUB_URL: `${base}/fhir` })
  await refused(['hub-server', 'init', '--code', '24', '--name', 'x', '--keys', keys], /5 chữ số/)
  await refused(['hub-server', 'new-key', '--keys', keys], /Không có tệp khóa/)
})

test('init on an empty database, the first administrator, start: /metadata answers and she comes in; nothing else is there', async () => {
  const made = await benhan(init)
  assert.equal(made.code, 0, made.complained)
  assert.match(made.said, /SAO LƯU/)
  assert.equal(statSync(keys).mode & 0o777, 0o600)
  const again = await benhan(init)
  assert.match(again.said, /Dùng tệp khóa đã có/)
  const admin = await benhan(account)
  assert.equal(admin.code, 0, admin.complained)
  const password = /mật khẩu: (\S+)/.exec(admin.said)?.[1] ?? ''

  const { child, told } = begin(['hub-server', 'start'], settings)
  try {
    for (let i = 0; i < 1_500 && !told.said.includes('nghe ở'); i += 1)
      await new Promise((done) => setTimeout(done, 100))
    assert.match(told.said, /Sở Y tế Bắc Ninh \(24SYT\) nghe ở/, told.complained)
    const metadata = (await (await fetch(`${base}/fhir/metadata`)).json()) as { resourceType: string }
    assert.equal(metadata.resourceType, 'CapabilityStatement')
    const signed_in = await fetch(`${base}/api/sign-in`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', 'x-benhan': '1' } },
      body: JSON.stringify({ username: 'so.an', password }),
    })
    assert.equal(signed_in.status, 200)
    const cookie = signed_in.headers.get('set-cookie')?.split(';')[0] ?? ''
    const ask = async (path: string) =>
      (await (await fetch(`${base}${path}`, { headers: { cookie } })).json()) as Record<string, unknown>
    assert.deepEqual((await ask('/api/hub/directory'))['facilities'], [])
    assert.equal((await fetch(`${base}/fhir/Task`)).status, 401)
  } finally {
    child.kill('SIGTERM')
  }
  const [code] = (await once(child, 'close')) as [number | null]
  assert.equal(code, 0, told.complained)
  assert.match(told.said, /Đang dừng/)
})

test('a new key of the store stands before the old one, which goes on opening', async () => {
  const before = (JSON.parse(readFileSync(keys, 'utf8')) as { keys: { id: string }[] }).keys
  assert.equal((await benhan(['hub-server', 'new-key', '--keys', keys])).code, 0)
  const now = (JSON.parse(readFileSync(keys, 'utf8')) as { keys: { id: string }[] }).keys
  assert.equal(now.length, 2)
  assert.deepEqual(now[1], before[0])
})
