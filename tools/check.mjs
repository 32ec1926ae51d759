// npm run check: types of both worlds, lint and format, all as errors.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, node_path, root } from './install.mjs'

install()
const bin = (path) => join(root, 'node_modules', path)
const steps = [
  [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
  [bin('typescript/bin/tsc'), '-p', 'tsconfig.web.json'],
  [bin('oxlint/bin/oxlint'), '--deny-warnings'],
  [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
]
for (const [script, ...args] of steps) {
  const done = spawnSync(node_path(), [script, ...args], { cwd: root, stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
}
