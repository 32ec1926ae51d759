// npm run bench: measures a facility of its own under the project's Node and writes bench/RESULTS.md.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build_web } from './build-web.mjs'
import { install_debian } from './debian.mjs'
import { install, node_path, root } from './install.mjs'

install()
install_debian()
build_web()
const done = spawnSync(node_path(), [join(root, 'bench/run.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
process.exit(done.status ?? 1)
