import { fork, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { put_client, put_facility } from '../../src/platform/access/index.ts'
import { free_port, migrate, open_database, start_embedded } from '../../src/platform/database/index.ts'
import { ensure_facility_certificate } from '../../src/platform/signing/index.ts'
import {
  add_seal,
  add_trusted_root,
  member_client_id,
  member_scope,
  put_directory_facility,
} from '../../src/network/membership/index.ts'
import { make_house, type House } from '../../src/standards/documents/test-letters.ts'

const hub_code = '24SYT'
const secret = 'bench-secret'

export type HubSite = {
  url: string
  base: string
  houses: House[]
  tokens: Map<string, string>
  server: ChildProcess
  postmaster_pid: number
  close(): Promise<void>
}

const admit = async (url: string, houses: House[]): Promise<void> => {
  const database = open_database(url)
  await database.in_site(async (sql) => {
    await put_facility(sql, { code: hub_code, name: 'Trục', authority: '', kind: 'station' })
    await ensure_facility_certificate(sql, { code: hub_code, name: 'Trục' })
  })
  for (const { code, name, ca, seal } of houses) {
    await database.in_site(async (sql) => {
      await put_directory_facility(sql, { code, name, kind: 'hospital' })
      await put_facility(sql, { code, name, authority: '', kind: 'hospital' })
      await add_trusted_root(sql, ca.certificate_pem)
      await add_seal(sql, code, seal.certificate)
      await sql.query("UPDATE hub.facility SET membership = 'approved' WHERE code = $1", [code])
    })
    const client = { client_id: member_client_id(code), facility: code, name, scope: member_scope }
    await put_client(database, client, secret)
  }
  await database.close()
}

const fetch_token = async (web: string, code: string): Promise<string> => {
  const body = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: member_client_id(code), client_secret: secret },
  })
  const response = await fetch(`${web}/oauth/token`, { method: 'POST', body })
  return ((await response.json()) as { access_token: string }).access_token
}

/** A hub as `npm start` runs it, with members and a PostgreSQL of its own. @param workers processes that serve */
export const start_hub_site = async (workers: number, members: number): Promise<HubSite> => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-hub-'))
  const postgres = await start_embedded(dir)
  await postgres.create_database('hub')
  const url = postgres.url('hub')
  await migrate(url)
  const houses = Array.from({ length: members }, (_, i) => make_house(`24${500 + i}`, `Bệnh viện ${i + 1}`))
  await admit(url, houses)
  const port = await free_port()
  const web = `http://127.0.0.1:${port}`
  const server = fork(join(import.meta.dirname, '../../src/apps/demo/facility-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const hub = { code: hub_code, content_key: randomBytes(32).toString('base64') }
  server.send({ database_url: url, base_url: web, port, demo_accounts: [], workers, hub })
  const [first] = (await Promise.race([once(server, 'message'), once(server, 'exit')])) as unknown[]
  if (first !== 'listening') throw new Error('the hub did not start')
  const tokens = new Map<string, string>()
  for (const { code } of houses) tokens.set(code, await fetch_token(web, code))
  return {
    ...{ url, base: `${web}/fhir`, houses, tokens, server },
    postmaster_pid: Number(readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]),
    async close() {
      const gone = once(server, 'exit')
      server.kill('SIGTERM')
      await gone
      await postgres.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
