#!/usr/bin/env node
// Starts the console under the project's own Node 24, whatever Node called it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { install, node_path, root } from '../tools/install.mjs'

install()
const done = spawnSync(node_path(), [join(root, 'src/apps/console/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(done.status ?? 1)
