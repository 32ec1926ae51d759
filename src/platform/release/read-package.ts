import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KeyObject } from 'node:crypto'
import { fail } from '../../base/outcome/index.ts'
import { is_newer, read_facts, type PackageFacts } from './facts.ts'
import { digest_text, packed_files, type Sums } from './sums.ts'
import { demand_signed } from './verify-directory.ts'

const run = promisify(execFile)
const list_max_bytes = 16 * 1024 * 1024

/** The directory in the archive, and the archive, are called so; what is believed stands signed inside. */
export const package_name = (version: string): string => `benhan-${version}`
const archive_form = /^benhan-.+\.tar\.gz$/

/** Facts, list and signature stand first in the archive: the rest is not read for them. */
const read_entry = async (archive: string, name: string): Promise<string> => {
  const which = ['--occurrence=1', '--wildcards', '--no-wildcards-match-slash', `benhan-*/${name}`]
  try {
    const { stdout } = await run('tar', ['-xOzf', archive, ...which], { maxBuffer: list_max_bytes })
    return stdout
  } catch {
    throw fail.rule(`${archive} không phải gói Bệnh Án Mở, hoặc tải chưa hết: không đọc được ${name}`)
  }
}

/** What an archive says of itself, by its signed list. @throws where the key is another's, or it is no package */
export const read_package = async (archive: string, key: KeyObject): Promise<{ facts: PackageFacts; sums: Sums }> => {
  if (!existsSync(archive)) throw fail.not_found(`Không có tệp ${archive}`)
  const [text, list, signature] = [
    await read_entry(archive, packed_files.facts),
    await read_entry(archive, packed_files.sums),
    await read_entry(archive, packed_files.signature),
  ]
  const sums = demand_signed(list, signature, key)
  const facts = read_facts(text)
  if (!facts || sums.get(packed_files.facts) !== digest_text(text))
    throw fail.rule(`${packed_files.facts} trong ${archive} không khớp danh mục đã ký`)
  return { facts, sums }
}

export type FoundPackage = { path: string; facts: PackageFacts }

type Judged = { key: string; found: FoundPackage | undefined; problem: string }

/** An archive is read once for each time it was written: the health page asks often. */
const judged = new Map<string, Judged>()

const judge = async (path: string, key: KeyObject): Promise<Judged> => {
  const { mtimeMs, size } = statSync(path)
  const mark = `${mtimeMs} ${size} ${String(key.export({ type: 'spki', format: 'pem' }))}`
  const known = judged.get(path)
  if (known?.key === mark) return known
  const one: Judged = await read_package(path, key).then(
    ({ facts }) => ({ key: mark, found: { path, facts }, problem: '' }),
    (error: unknown) => ({ key: mark, found: undefined, problem: error instanceof Error ? error.message : '' }),
  )
  judged.set(path, one)
  return one
}

/** The newest package in a folder that is newer than this one, and why those that are none were passed by. */
export const find_newer = async (
  dir: string,
  key: KeyObject,
  version: string,
): Promise<{ newest: FoundPackage | undefined; problems: string[] }> => {
  if (!existsSync(dir)) return { newest: undefined, problems: [`Không có thư mục ${dir}`] }
  const names = readdirSync(dir).filter((name) => archive_form.test(name))
  const all = await Promise.all(names.map((name) => judge(join(dir, name), key)))
  const newer = all.flatMap(({ found }) => (found && is_newer(found.facts.version, version) ? [found] : []))
  newer.sort((one, other) => (is_newer(one.facts.version, other.facts.version) ? -1 : 1))
  return { newest: newer[0], problems: all.flatMap(({ problem }) => (problem === '' ? [] : [problem])) }
}
