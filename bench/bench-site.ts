import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { put_account, put_facility } from '../src/platform/access/index.ts'
import { create_audit_log, type Caller } from '../src/platform/audit/index.ts'
import { migrate, open_database, start_embedded, type Database } from '../src/platform/database/index.ts'
import { create_store, type Store } from '../src/platform/records/index.ts'
import { ensure_certificate } from '../src/platform/signing/index.ts'
import { seed_starter } from '../src/platform/terminology/index.ts'

export const facility = '24012'
const username = 'bench'
const password = 'bench-password'

export type Call = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; text: string; bytes: number; ms: number }>

export type BenchSite = {
  database: Database
  store: Store
  caller: Caller
  url: string
  base: string
  process: ChildProcess
  call: Call
  cookie: string
  close(): Promise<void>
}

const sign_in = async (base: string): Promise<string> => {
  const response = await fetch(`${base}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  return response.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const caller_with =
  (base: string, cookie: string): Call =>
  async (method, path, body) => {
    const start = performance.now()
    const response = await fetch(base + path, {
      method,
      headers: { cookie, 'x-benhan': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const buffer = Buffer.from(await response.arrayBuffer())
    return { status: response.status, text: buffer.toString(), bytes: buffer.length, ms: performance.now() - start }
  }

/** A facility server in a process of its own, as in the demonstration. */
export const start_bench_site = async (): Promise<BenchSite> => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-bench-'))
  const postgres = await start_embedded(dir)
  await postgres.create_database('bench')
  const url = postgres.url('bench')
  await migrate(url)
  const owner = open_database(url, { role: 'benhan_catalog', connections_max: 1 })
  await owner.in_site((sql) => seed_starter(sql))
  await owner.close()
  const database = open_database(url)
  await database.in_site(async (sql) => {
    await put_facility(sql, { code: facility, name: 'Bệnh viện đo', authority: 'Sở Y tế', kind: 'hospital' })
    await put_account(sql, {
      id: 'bench',
      facility,
      username,
      name: 'BS. Đo',
      title: '',
      role: 'head_of_department',
      practitioner: 'bench',
      department: null,
      password,
    })
    await ensure_certificate(sql, { id: 'bench', name: 'BS. Đo', title: '', organization: 'Bệnh viện đo' })
  })
  const caller: Caller = {
    facility,
    actor: { id: 'bench', name: 'bench', role: 'system', kind: 'system' },
    purpose: 'HOPERAT',
    address: '',
    request_id: '',
  }
  const port = 30_000 + Math.floor(Math.random() * 20_000)
  const base = `http://127.0.0.1:${port}`
  const child = fork(join(import.meta.dirname, '../src/apps/demo/facility-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.send({ database_url: url, base_url: base, port, demo_accounts: [] })
  await once(child, 'message')
  const cookie = await sign_in(base)
  return {
    database,
    store: create_store(database, create_audit_log(database)),
    caller,
    url,
    base,
    process: child,
    cookie,
    call: caller_with(base, cookie),
    async close() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await database.close()
      await postgres.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
