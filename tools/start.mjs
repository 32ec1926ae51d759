// npm start: installs what is missing, builds, and runs the demonstration under the project's own Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build_web } from './build-web.mjs'
import { install, node_path, root } from './install.mjs'

install()
build_web()
const child = spawn(node_path(), [join(root, 'src/apps/demo/main.ts')], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
process.on('SIGINT', () => undefined) // the terminal sends it to the child as well
child.on('exit', (code) => process.exit(code ?? 1))
