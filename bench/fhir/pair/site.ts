import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { put_client, put_facility } from '../../../src/platform/access/index.ts'
import { free_port, migrate, open_database, start_embedded } from '../../../src/platform/database/index.ts'

export const facility = '24012'
const secret = 'bench-secret'
const client_of = (code: string): string => `bench-${code}`

export type FhirSite = {
  url: string
  base: string
  token: string
  /** Of one of the other facilities. */
  token_of(code: string): Promise<string>
  server: ChildProcess
  postmaster_pid: number
  close(): Promise<void>
}

const start_server = async (wish: object): Promise<ChildProcess> => {
  const server = fork(join(import.meta.dirname, '../../../src/apps/demo/facility-process.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  server.send(wish)
  const [first] = (await Promise.race([once(server, 'message'), once(server, 'exit')])) as unknown[]
  if (first !== 'listening') throw new Error('the facility server did not start')
  return server
}

const fetch_token = async (web: string, code: string): Promise<string> => {
  const body = new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: client_of(code), client_secret: secret },
  })
  const response = await fetch(`${web}/oauth/token`, { method: 'POST', body })
  return ((await response.json()) as { access_token: string }).access_token
}

const add_facility = async (url: string, code: string): Promise<void> => {
  const database = open_database(url)
  await database.in_site((sql) =>
    put_facility(sql, { code, name: 'Bệnh viện thử', authority: 'Sở Y tế', kind: 'hospital' }),
  )
  await put_client(database, { client_id: client_of(code), facility: code, name: 'bench', scope: 'system/*.*' }, secret)
  await database.close()
}

/**
 * A facility server as `npm start` runs it, with a PostgreSQL of its own.
 * @param workers processes that serve @param others facilities beside the usual one
 */
export const start_fhir_site = async (workers: number, others: string[] = []): Promise<FhirSite> => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-fhir-'))
  const postgres = await start_embedded(dir)
  const url = postgres.url('postgres')
  await migrate(url)
  for (const code of [facility, ...others]) await add_facility(url, code)
  const port = await free_port()
  const web = `http://127.0.0.1:${port}`
  const server = await start_server({ database_url: url, base_url: web, port, demo_accounts: [], workers })
  return {
    ...{ url, base: `${web}/fhir`, server, token: await fetch_token(web, facility) },
    token_of: (code) => fetch_token(web, code),
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
