// npm test: installs what the tests need, checks, then runs every *.test.ts on one PostgreSQL of the run's own.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build_web } from './build-web.mjs'
import { install_debian } from './debian.mjs'
import { install, node_path, root } from './install.mjs'
import { plan_processes } from './test-processes.mjs'

install()
install_debian()
const checked = spawnSync(node_path(), [join(root, 'tools/check.mjs')], { cwd: root, stdio: 'inherit' })
if (checked.status !== 0) process.exit(checked.status ?? 1)
build_web()

const tests_below = (dir) =>
  readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    if (name === 'dist' || name === 'node_modules') return []
    return statSync(path).isDirectory() ? tests_below(path) : /\.test\.ts$/.test(name) ? [path] : []
  })

const only = process.argv.slice(2)
const files = ['src', 'forms', 'demo', 'bench', 'tests']
  .flatMap((dir) => tests_below(join(root, dir)))
  .filter((file) => only.length === 0 || only.some((word) => file.includes(word)))
if (files.length === 0) {
  console.error('[benhan] không tìm thấy bài thử nào')
  process.exit(1)
}

const data_dir = mkdtempSync(join(tmpdir(), 'benhan-run-'))
// Each source is read and compiled once for all processes.
const compiled_dir = mkdtempSync(join(tmpdir(), 'benhan-compiled-'))
const programs_dir = mkdtempSync(join(tmpdir(), 'benhan-programs-'))
const server = spawn(node_path(), [join(root, 'tests/postgres-server.ts'), data_dir], {
  cwd: root,
  stdio: ['pipe', 'pipe', 'inherit'],
})
const url = await new Promise((resolve, reject) => {
  server.stdout.once('data', (data) => resolve(String(data).trim()))
  server.once('exit', () => reject(new Error('PostgreSQL của bài thử không khởi động được')))
})
const run = spawn(
  node_path(),
  [
    ...['--test', '--test-concurrency=2', '--test-timeout=600000', '--test-reporter=spec'],
    ...plan_processes(root, programs_dir, files),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TEST_POSTGRES_URL: url, LOG_LEVEL: 'fatal', NODE_COMPILE_CACHE: compiled_dir },
  },
)
run.once('exit', (code) => {
  server.once('exit', () => {
    for (const dir of [data_dir, compiled_dir, programs_dir]) rmSync(dir, { recursive: true, force: true })
    process.exit(code ?? 1)
  })
  server.stdin.end()
})
