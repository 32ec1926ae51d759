import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { find_package_facts } from '../release/index.ts'

const root = join(import.meta.dirname, '../../..')

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '')

const find_ref = (git: string, ref: string): string => {
  const loose = read(join(git, ref))
  if (loose !== '') return loose
  const line = read(join(git, 'packed-refs'))
    .split('\n')
    .find((one) => one.endsWith(` ${ref}`))
  return line?.split(' ')[0] ?? ''
}

const find_commit = (): string => {
  const git = join(root, '.git')
  const head = read(join(git, 'HEAD'))
  return (head.startsWith('ref: ') ? find_ref(git, head.slice(5)) : head).slice(0, 12)
}

/** Which program this is: as its package says, or its clone. `commit` is '' where neither knows. */
export const program_version = (): { version: string; commit: string } => {
  const { version, commit } = find_package_facts(root) ?? {
    version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    commit: find_commit(),
  }
  return { version, commit }
}
