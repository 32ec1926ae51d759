// Builds the web app when its sources are newer than what was built.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node_path, root } from './install.mjs'

const dist = join(root, 'src/apps/clinic-web/dist')
const stamp = join(dist, '.sources')

const digest_sources = () => {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  const walk = (dir) => {
    for (const name of readdirSync(dir).sort()) {
      const path = join(dir, name)
      if (name === 'dist' || name === 'node_modules') continue
      if (statSync(path).isDirectory()) walk(path)
      else if (/\.(tsx?|css|html|svg)$/.test(name)) hash.update(path.slice(root.length)).update(readFileSync(path))
    }
  }
  walk(join(root, 'src'))
  return hash.digest('hex')
}

export const build_web = () => {
  const sources = digest_sources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  console.log('[benhan] dựng ứng dụng web…')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const done = spawnSync(node_path(), [vite, 'build', 'src/apps/clinic-web', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
  writeFileSync(stamp, sources)
}
