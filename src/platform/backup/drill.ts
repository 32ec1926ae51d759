import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { format_decimal } from '../../base/text/index.ts'
import { open_database, start_restored, type RestoredServer } from '../database/index.ts'
import { list_facilities } from '../access/index.ts'
import { verify_chain } from '../audit/index.ts'
import { list_databases, read_facts, tell_all, with_client } from './cluster.ts'
import { failure_saying } from './failure-saying.ts'
import type { SecretKey } from './key.ts'
import type { DatabaseFacts, Manifest } from './manifest.ts'
import { read_manifest } from './manifest.ts'
import { restore_cluster } from './restore-copy.ts'

/** One thing that was looked at in the restored database. `says`: what was found, for people. */
export type DrillCheck = { database: string; what: 'rows' | 'papers' | 'log'; is_good: boolean; says: string }

export type Drill = {
  id: string
  at: string
  by_name: string
  backup: string
  backup_made_at: string
  /** From the decision to bring it back until the restored database answered. */
  rto_ms: number
  unpack_ms: number
  start_ms: number
  check_ms: number
  /** What was written between the copy and the drill and would be lost now; null where there is nothing to compare with. */
  rpo_ms: number | null
  /** The newest line of the access log that came back. */
  recovered_to: string | null
  lost_lines: number | null
  bytes: number
  checks: DrillCheck[]
  passed: boolean
  says: string
}

const said = (count: number): string => format_decimal(String(count))
const since = (start_ms: number): number => Math.round(performance.now() - start_ms)

const check_rows = (copied: DatabaseFacts, restored: DatabaseFacts): DrillCheck => {
  const tables = Object.entries(copied.rows)
  const short = tables.find(([table, rows]) => (restored.rows[table] ?? 0) < rows)
  const total = tables.reduce((sum, [table]) => sum + (restored.rows[table] ?? 0), 0)
  const is_good = short === undefined && restored.migration === copied.migration
  const says = short
    ? `${short[0]}: lúc sao lưu ${said(short[1])} dòng, phục hồi được ${said(restored.rows[short[0]] ?? 0)}`
    : `${said(total)} dòng trong ${tables.length} bảng chỉ thêm không sửa, không thiếu dòng nào; bản cấu trúc ${restored.migration}`
  return { database: copied.name, what: 'rows', is_good, says }
}

const sampled_papers = 500

/** Signed papers, picked by chance: do their bytes still have the digest they were sealed under? */
const check_papers = (url: string, database: string, papers: number): Promise<DrillCheck> =>
  with_client(url, async (client) => {
    await client.query('SET row_security = off')
    const percent = Math.min(100, (sampled_papers * 200) / Math.max(1, papers))
    const { rows } = await client.query<{ asked: string; wrong: string }>(
      `SELECT count(*)::text AS asked, count(*) FILTER (WHERE encode(sha256(bytes), 'hex') <> sha256)::text AS wrong
       FROM (SELECT bytes, sha256 FROM signing.document TABLESAMPLE BERNOULLI (${percent}) LIMIT ${sampled_papers}) AS picked`,
    )
    const [asked, wrong] = [Number(rows[0]?.asked ?? 0), Number(rows[0]?.wrong ?? 0)]
    const says =
      wrong > 0
        ? `${said(wrong)} trong ${said(asked)} bản ký có mã băm không khớp`
        : `${said(asked)} bản ký lấy ngẫu nhiên trong ${said(papers)} đều đúng mã băm SHA-256`
    return { database, what: 'papers', is_good: wrong === 0, says }
  })

const check_log = async (url: string, name: string): Promise<DrillCheck> => {
  const database = open_database(url, { connections_max: 2 })
  try {
    let lines = 0
    for (const { code } of await database.in_site(list_facilities)) {
      const verdict = await verify_chain(database, code)
      lines += verdict.sealed_lines
      if (!verdict.intact)
        return { database: name, what: 'log', is_good: false, says: `Chuỗi nhật ký của cơ sở ${code} không nguyên vẹn` }
    }
    return { database: name, what: 'log', is_good: true, says: `${said(lines)} dòng nhật ký đã niêm, chuỗi nguyên vẹn` }
  } finally {
    await database.close()
  }
}

const check_database = async (
  server: RestoredServer,
  copied: DatabaseFacts,
): Promise<{ checks: DrillCheck[]; facts: DatabaseFacts }> => {
  const url = server.url(copied.name)
  const facts = await read_facts(url, copied.name)
  const checks = [check_rows(copied, facts)]
  if ('signing.document' in facts.rows)
    checks.push(await check_papers(url, copied.name, facts.rows['signing.document'] ?? 0))
  if ('audit.event' in facts.rows) checks.push(await check_log(url, copied.name))
  return { checks, facts }
}

const newest = (facts: DatabaseFacts[]): string | null =>
  facts
    .flatMap(({ newest_at }) => newest_at ?? [])
    .toSorted()
    .at(-1) ?? null

const lines_of = (facts: DatabaseFacts[]): number =>
  facts.reduce((sum, { rows }) => sum + (rows['audit.event'] ?? 0), 0)

type Loss = Pick<Drill, 'rpo_ms' | 'recovered_to' | 'lost_lines'>

/** Against the living cluster: how far back the copy would throw it. Nothing written since: nothing is lost. */
const measure_loss = async (url: string, restored: DatabaseFacts[]): Promise<Loss> => {
  const recovered_to = newest(restored)
  const names = new Set(restored.map(({ name }) => name))
  const living: DatabaseFacts[] = []
  for (const one of await list_databases(url)) if (names.has(one.name)) living.push(await read_facts(one.url, one.name))
  const last = newest(living)
  if (last === null || recovered_to === null) return { rpo_ms: null, recovered_to, lost_lines: null }
  const rpo_ms = Math.max(0, Date.parse(last) - Date.parse(recovered_to))
  return { rpo_ms, recovered_to, lost_lines: Math.max(0, lines_of(living) - lines_of(restored)) }
}

const bring_back = async (
  copy: string,
  secret: SecretKey,
  dir: string,
  manifest: Manifest,
  drill: Drill,
  url: string,
) => {
  const begun = performance.now()
  const { bytes } = await restore_cluster(copy, secret, dir)
  drill.bytes = bytes
  drill.unpack_ms = since(begun)
  const server = await start_restored(dir, manifest.postgres.owner)
  try {
    await with_client(server.url('postgres'), (client) => client.query('SELECT 1'))
    drill.rto_ms = since(begun)
    drill.start_ms = drill.rto_ms - drill.unpack_ms
    const checking = performance.now()
    const ours = manifest.databases.filter(({ migration }) => migration !== '')
    const facts: DatabaseFacts[] = []
    for (const one of ours) {
      const looked = await check_database(server, one)
      drill.checks.push(...looked.checks)
      facts.push(looked.facts)
    }
    drill.check_ms = since(checking)
    Object.assign(drill, await measure_loss(url, facts))
    drill.passed = ours.length > 0 && drill.checks.every(({ is_good }) => is_good)
    if (ours.length === 0) drill.says = 'Bản sao không có cơ sở dữ liệu nào của phần mềm này'
  } finally {
    await server.stop()
  }
}

const keep = (url: string, drill: Drill): Promise<void> =>
  tell_all(url, 'INSERT INTO operations.restore_drill (id, at, passed, body) VALUES ($1, $2, $3, $4)', [
    drill.id,
    drill.at,
    drill.passed,
    JSON.stringify(drill),
  ])

/**
 * Brings a copy back into a PostgreSQL of its own beside the living one, looks whether everything is there, measures how
 * long it took and what would be lost, and keeps the result. The living database is only read.
 * @param url the living cluster @param copy directory of one copy @param by_name who does it, for the minutes
 * @param below where there is room for the whole cluster for the while
 */
export const run_drill = async (
  url: string,
  copy: string,
  secret: SecretKey,
  by_name: string,
  below = tmpdir(),
): Promise<Drill> => {
  const manifest = read_manifest(copy)
  const drill: Drill = {
    ...{
      id: randomUUID(),
      at: new Date().toISOString(),
      by_name,
      backup: manifest.id,
      backup_made_at: manifest.made_at,
    },
    ...{ rto_ms: 0, unpack_ms: 0, start_ms: 0, check_ms: 0, rpo_ms: null, recovered_to: null, lost_lines: null },
    ...{ bytes: 0, checks: [], passed: false, says: '' },
  }
  const dir = mkdtempSync(join(below, 'dien-tap-'))
  chmodSync(dir, 0o711)
  try {
    await bring_back(copy, secret, join(dir, 'c'), manifest, drill, url)
  } catch (error) {
    drill.says = failure_saying(error)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  await keep(url, drill)
  return drill
}
