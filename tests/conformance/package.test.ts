/**
 * OPS-01, OPS-11: one archive is built from the clone, installed by a person on a machine without Node and without a
 * network, updated, and what is broken, foreign or older is kept out or undone.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { build_package, update_if_due } from '../../src/apps/release/index.ts'
import type { Health } from '../../src/network/operations/contract.ts'
import { open_client } from '../../src/platform/database/index.ts'
import {
  find_place,
  key_fingerprint,
  list_updates,
  make_package_key,
  read_package,
  read_package_key,
  sign_sums,
  verify_directory,
} from '../../src/platform/release/index.ts'
import { free_port } from '../free-port.ts'

const clone = join(import.meta.dirname, '../..')
const dir = mkdtempSync(join(tmpdir(), 'benhan-goi-'))
chmodSync(dir, 0o711)
const machine = join(dir, 'may')
const port = await free_port()

const { private_pem, public_pem } = make_package_key()
const key = read_package_key(private_pem, 'private')
const fingerprint = key_fingerprint(key)

/** The clone as another version: what it changes is changed in a copy. */
const source_of = (version: string, change: (root: string) => void): string => {
  const root = join(dir, `nguon-${version}`)
  mkdirSync(root)
  for (const name of ['db', 'demo', 'docs', 'forms', 'src', 'package.json', 'package-lock.json', 'LICENSE'])
    cpSync(join(clone, name), join(root, name), { recursive: true })
  symlinkSync(join(clone, 'node_modules'), join(root, 'node_modules'))
  const path = join(root, 'package.json')
  const said = JSON.parse(readFileSync(path, 'utf8')) as object
  writeFileSync(path, JSON.stringify({ ...said, version }))
  change(root)
  return root
}
const [first_step, first_step_text] = ['9801_thu.sql', 'CREATE TABLE operations.try_one ();']
const add_step = (root: string, name: string, text: string): void =>
  writeFileSync(join(root, 'db/migrations', name), text)
const build = async (version: string, change: (root: string) => void): Promise<string> => {
  const root = source_of(version, change)
  const { archive } = await build_package({ root, out: join(dir, 'goi'), key, public_pem, level: 0 })
  rmSync(root, { recursive: true })
  return archive
}

/** All that the machine has: what a minimal Debian brings (essential packages and apt's), no Node among it. */
const programs = [
  'sh',
  'tar',
  'gzip',
  'sha256sum',
  'uname',
  'dirname',
  'readlink',
  'id',
  'cp',
  'du',
  'cat',
  'rm',
  'sleep',
]
const path_dir = join(dir, 'bin')
mkdirSync(path_dir)
for (const name of [...programs, 'setsid', 'chown', 'setpriv', 'useradd'])
  symlinkSync(
    execFileSync('sh', ['-c', `PATH=/usr/sbin:/usr/bin:/bin command -v ${name}`], { encoding: 'utf8' }).trim(),
    join(path_dir, name),
  )

type Told = { code: number | null; said: string }
const run = (program: string, ...args: string[]): Told => {
  const done = spawnSync(program, args, { encoding: 'utf8', env: { PATH: path_dir }, cwd: dir })
  return { code: done.status, said: `${done.stdout}${done.stderr}` }
}
const benhan = (...args: string[]): Told => run(join(machine, 'usr/local/bin/benhan'), ...args)
const works = ({ code, said }: Told): string => {
  assert.equal(code, 0, said)
  return said
}
const refuses = ({ code, said }: Told, words: RegExp): void => {
  assert.notEqual(code, 0, said)
  assert.match(said, words)
}

const flip_byte = (path: string, at: number): void => {
  const file = openSync(path, 'r+')
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, at)
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at)
  closeSync(file)
}

const settings = {
  ...{ role: 'facility', code: '24012', name: 'Bệnh viện Đa khoa huyện thử', authority: 'Sở Y tế thử' },
  ...{ 'base-url': `http://127.0.0.1:${port}`, port: String(port), 'data-dir': '/var/lib/benhan' },
  ...{ 'backup-dir': '/mnt/sao-luu', 'admin-name': 'Trần Văn Máy', user: userInfo().username, root: machine },
}
const package_dir = join(dir, 'benhan-0.1.0')
const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
const install = (...more: string[]): Told => run(join(package_dir, 'install.sh'), ...options, ...more)
/** What install.sh goes on to, once all digests were found right. */
const go_on = (...more: string[]): Told => run(join(package_dir, 'benhan'), 'install', ...more)

after(() => {
  const service = join(machine, 'opt/benhan/service')
  if (existsSync(service)) run(service, 'stop')
  rmSync(dir, { recursive: true, force: true })
})

let cookie = ''
const ask = async <T>(path: string): Promise<T> => {
  const asked = () => fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })
  const answer = await asked().catch(asked) // a line kept open to the server that was stopped
  assert.equal(answer.status, 200, path)
  return (await answer.json()) as T
}
const health = (): Promise<Health> => ask<Health>('/api/operations/health')
const in_database = async <Row>(text: string): Promise<Row[]> => {
  const data_dir = join(machine, 'var/lib/benhan')
  const postgres = join(data_dir, 'postgres')
  const listens = readFileSync(join(postgres, 'postmaster.pid'), 'utf8').split('\n')[3]
  const password = encodeURIComponent(readFileSync(join(data_dir, 'postgres-password'), 'utf8').trim())
  const client = await open_client(`postgres://benhan_owner:${password}@127.0.0.1:${listens}/facility_a`)
  return client
    .query(text)
    .then(({ rows }) => rows as Row[])
    .finally(() => client.end())
}
const place = () => {
  const found = find_place({ BENHAN_HOME: join(machine, 'opt/benhan') })
  assert.ok(found)
  return found
}
const new_packages = join(machine, 'srv/benhan-goi-moi')

test('a package carries all that runs and says whose it is; without the private half nobody makes one', async () => {
  const archive = await build('0.1.0', () => undefined)
  const { facts, sums } = await read_package(archive, read_package_key(public_pem))
  assert.deepEqual([facts.version, facts.platform], ['0.1.0', 'linux-x64'])
  for (const path of [
    'install.sh',
    'LICENCES.txt',
    'docs/operations/running.md',
    'src/apps/clinic-web/dist/index.html',
  ])
    assert.ok(sums.has(path), path)
  const names = [...sums.keys()]
  assert.deepEqual(
    names.filter((path) =>
      /\.test\.tsx?$|^(tests|bench|package-lock)|node_modules\/(vite|oxlint|typescript)\//.test(path),
    ),
    [],
  )
  await assert.rejects(
    read_package(archive, read_package_key(make_package_key().public_pem)),
    /Chữ ký của gói không khớp khóa/,
  )
  assert.throws(() => read_package_key(public_pem, 'private'), /không phải khóa Ed25519/)
  works(run('tar', '-xzf', archive))
})

test('one byte that is not as it was signed, one file more, one that leads out: named, and nothing is installed', async () => {
  const file = join(package_dir, 'src/apps/server/site.ts')
  flip_byte(file, 100)
  refuses(install('--fingerprint', fingerprint), /src\/apps\/server\/site\.ts[\s\S]*Gói bị hỏng hoặc bị sửa/)
  const verified = () => verify_directory(package_dir, read_package_key(public_pem))
  await assert.rejects(verified(), /Tệp src\/apps\/server\/site\.ts trong gói đã bị đổi/)
  flip_byte(file, 100)
  writeFileSync(join(package_dir, 'src/them.ts'), '')
  await assert.rejects(verified(), /tệp src\/them\.ts không nằm trong danh mục/)
  rmSync(join(package_dir, 'src/them.ts'))
  // The same bytes, but from a place that somebody else may change tomorrow.
  copyFileSync(file, join(dir, 'ngoai.ts'))
  rmSync(file)
  symlinkSync(join(dir, 'ngoai.ts'), file)
  await assert.rejects(verified(), /tệp lạ src\/apps\/server\/site\.ts/)
  rmSync(file)
  copyFileSync(join(dir, 'ngoai.ts'), file)
  assert.equal(existsSync(machine), false)
})

test('whose key it is a person says; what is missing or cannot be is asked for by name', () => {
  const foreign = fingerprint.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
  refuses(go_on(...options), /--fingerprint/)
  refuses(go_on(...options, '--fingerprint', foreign), /Dấu của khóa không khớp/)
  const inside = ['--fingerprint', fingerprint, '--backup-dir', '/var/lib/benhan/sao-luu']
  refuses(go_on(...options, ...inside), /nằm ngoài thư mục dữ liệu/)
  refuses(go_on('--fingerprint', fingerprint), /Thiếu --code, --name/)
  assert.equal(existsSync(join(machine, 'opt')), false)
})

test('installed without Node and without a network: it runs, and its administrator signs in', async () => {
  const said = works(install('--fingerprint', fingerprint))
  assert.match(said, /benhan backup key[\s\S]*cất hai nơi/)
  assert.match(said, /không có systemd: dịch vụ KHÔNG tự chạy lại/)
  assert.doesNotMatch(said, /npx/)
  const [, username, password] = /bằng (\S+), mật khẩu (\S+) —/.exec(said) ?? []
  const door = await fetch(`http://127.0.0.1:${port}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-benhan': '1' },
    body: JSON.stringify({ username, password }),
  })
  assert.equal(door.status, 200)
  cookie = door.headers.get('set-cookie')?.split(';')[0] ?? ''
  assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /<div id=/)
  const { program, update } = await health()
  assert.deepEqual(
    [program.version, update?.lines.map(({ to, result }) => `${to} ${result}`)],
    ['0.1.0', ['0.1.0 done']],
  )
  for (const name of ['benhan.env', 'khoa-bi-mat.key'])
    assert.equal(statSync(join(machine, 'etc/benhan', name)).mode & 0o007, 0, `${name} is nobody else’s`)
  const written = readFileSync(join(machine, 'etc/benhan/benhan.env'), 'utf8')
  assert.match(written, /^VAULT_KEY_FILE='.*khoa-bi-mat\.key'$/m)
  refuses(go_on(...options, '--fingerprint', fingerprint), /Máy này đã cài/)
})

test('a package that lies in the folder is shown; without a copy there is no update, and nothing was touched', async () => {
  const archive = await build('0.2.0', (root) => add_step(root, first_step, first_step_text))
  linkSync(archive, join(new_packages, 'benhan-0.2.0-linux-x64.tar.gz'))
  writeFileSync(join(new_packages, 'benhan-la.tar.gz'), 'không phải gói')
  const { update, tone } = await health()
  assert.deepEqual([update?.newer?.version, update?.auto_hour], ['0.2.0', null])
  assert.match(update?.problem ?? '', /benhan-la\.tar\.gz không phải gói/)
  assert.notEqual(tone, 'good')
  rmSync(join(new_packages, 'benhan-la.tar.gz'))
  refuses(benhan('update', archive), /Chưa có khóa sao lưu nên không cập nhật/)
  assert.equal((await health()).program.version, '0.1.0')
  works(benhan('backup', 'key'))
})

test('updated: a copy read back, the database taken along, the session goes on', async () => {
  const said = works(benhan('update', join(new_packages, 'benhan-0.2.0-linux-x64.tar.gz'), '--by', 'Trần Văn Máy'))
  assert.match(said, /đã đọc lại trọn vẹn[\s\S]*Đã chạy 1 bước[\s\S]*ĐÃ CẬP NHẬT lên 0\.2\.0/)
  const { program, database, update } = await health()
  assert.deepEqual([program.version, database.migration, update?.newer], ['0.2.0', '9801_thu.sql', null])
  const [last] = update?.lines ?? []
  assert.deepEqual([last?.from, last?.to, last?.by, last?.result], ['0.1.0', '0.2.0', 'Trần Văn Máy', 'done'])
  assert.equal(existsSync(join(machine, 'var/lib/benhan/postgres.truoc-cap-nhat')), false)
})

test('older is refused, across a step of the database even where it is asked for; the same is nothing to do', () => {
  const older = join(dir, 'goi/benhan-0.1.0-linux-x64.tar.gz')
  refuses(benhan('update', older), /cũ hơn bản đang chạy 0\.2\.0/)
  refuses(benhan('update', older, '--older'), /không có bước nâng cấp 9801_thu\.sql mà cơ sở dữ liệu đã chạy/)
  refuses(benhan('update', join(dir, 'goi/benhan-0.2.0-linux-x64.tar.gz')), /đang chạy đúng bản 0\.2\.0/)
})

test('a list signed by another, a byte changed on the way: refused before anything stops', async () => {
  const foreign = join(dir, 'benhan-0.9.0')
  mkdirSync(foreign)
  for (const name of ['PACKAGE.json', 'SHA256SUMS']) copyFileSync(join(package_dir, name), join(foreign, name))
  const sums = readFileSync(join(foreign, 'SHA256SUMS'), 'utf8')
  writeFileSync(
    join(foreign, 'SHA256SUMS.sig'),
    sign_sums(sums, read_package_key(make_package_key().private_pem, 'private')),
  )
  works(run('tar', '-czf', join(dir, 'la.tar.gz'), 'benhan-0.9.0'))
  refuses(benhan('update', join(dir, 'la.tar.gz')), /Chữ ký của gói không khớp khóa/)
  const archive = await build('0.3.0', (root) => {
    add_step(root, first_step, first_step_text)
    add_step(root, '9802_thu.sql', "UPDATE access.facility SET name = 'Tên đã bị đổi';")
    writeFileSync(join(root, 'src/apps/demo/main.ts'), "console.error('bản này không chạy được')\nprocess.exit(3)\n")
  })
  const middle = Math.floor(statSync(archive).size / 2)
  flip_byte(archive, middle)
  refuses(benhan('update', archive), /không giải nén được|đã bị đổi hoặc hỏng[\s\S]*Không có gì bị đổi/)
  flip_byte(archive, middle)
  assert.equal((await health()).program.version, '0.2.0')
})

test('a release that does not run is undone: program and data are as they were, and it is said', async () => {
  refuses(
    benhan('update', join(dir, 'goi/benhan-0.3.0-linux-x64.tar.gz')),
    /Bản mới không chạy được: bản này không chạy được[\s\S]*dữ liệu đã trả về như trước[\s\S]*bản 0\.2\.0 đang chạy lại/,
  )
  const { program, database, update, tone } = await health()
  assert.deepEqual([program.version, database.migration, update?.lines[0]?.result], ['0.2.0', '9801_thu.sql', 'back'])
  assert.notEqual(tone, 'good')
  assert.deepEqual(await in_database('SELECT name FROM access.facility'), [{ name: 'Bệnh viện Đa khoa huyện thử' }])
  assert.deepEqual(
    list_updates(place().home).map(({ to, result }) => `${to} ${result}`),
    ['0.3.0 back', '0.3.0 failed', '0.2.0 done', '0.1.0 done'],
  )
})

test('by itself only at its hour, and never again what failed', async () => {
  linkSync(join(dir, 'goi/benhan-0.3.0-linux-x64.tar.gz'), join(new_packages, 'benhan-0.3.0-linux-x64.tar.gz'))
  const said: string[] = []
  const at = (hour: string, env: NodeJS.ProcessEnv) =>
    update_if_due(place(), { UPDATE_DIR: new_packages, ...env }, new Date(`2026-11-22T${hour}:10:00+07:00`), (line) =>
      said.push(line),
    )
  assert.equal(await at('02', {}), undefined)
  assert.equal(await at('03', { UPDATE_AT: '2' }), undefined)
  assert.deepEqual(said, [], 'off, or another hour: not even looked at')
  assert.equal(await at('02', { UPDATE_AT: '2' }), undefined)
  assert.match(said.join(), /0\.3\.0 đã cài không thành một lần; không tự cài lại/)
  await assert.rejects(at('02', { UPDATE_AT: '25' }), /UPDATE_AT “25” phải là giờ/)
  works(benhan('update', '--if-due'))
})

test('an update that was cut off is not gone over: back, or kept', async () => {
  const journal = { pid: 2 ** 22 - 7, at: new Date().toISOString(), by: 'x', from: '0.1.0', to: '0.2.0', commit: '' }
  const file = join(place().home, 'updating.json')
  writeFileSync(file, JSON.stringify({ ...journal, stage: 'switched', migrations: 0, cold_copy: '', backup: '' }))
  refuses(
    benhan('update', join(dir, 'goi/benhan-0.3.0-linux-x64.tar.gz')),
    /bị ngắt giữa chừng[\s\S]*update back[\s\S]*update keep/,
  )
  works(benhan('update', 'keep'))
  assert.match(works(benhan('update', 'list')), /0\.1\.0 → 0\.2\.0 {2}xong/)
  refuses(benhan('update', 'back'), /Không có lần cập nhật nào/)
  assert.equal((await health()).program.version, '0.2.0')
})
