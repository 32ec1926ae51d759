/** A hospital's IT man from the terminal: key on paper, copy, drill with minutes, and the day the disk dies. */
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { put_facility } from '../../platform/access/index.ts'
import { migrate, open_client, open_database, start_embedded } from '../../platform/database/index.ts'
import { read_erasures } from '../../network/data-protection/index.ts'
import { run_console } from './run.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-tho-'))
chmodSync(dir, 0o711)
const data_dir = join(dir, 'data')
let server = await start_embedded(data_dir)
await server.create_database('facility_a')
await migrate(server.url('facility_a'))
const database = open_database(server.url('facility_a'))
await database.in_site((sql) =>
  put_facility(sql, { code: '24012', name: 'Bệnh viện Đa khoa huyện thử', authority: 'Sở Y tế thử', kind: 'hospital' }),
)
await database.close()
after(async () => {
  await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

const environment = { BACKUP_DIR: join(dir, 'sao-luu'), DATA_DIR: data_dir }
for (const [name, value] of Object.entries(environment)) process.env[name] = value
after(() => Object.keys(environment).forEach((name) => delete process.env[name]))

const benhan = async (...args: string[]): Promise<{ code: number; said: string; complained: string }> => {
  const told = { code: -1, said: '', complained: '' }
  const open = () => Promise.resolve({ url: server.url('facility_a'), close: () => Promise.resolve() })
  told.code = await run_console(args, open, {
    say: (line) => void (told.said += `${line}\n`),
    write: (text) => void (told.said += text),
    complain: (line) => void (told.complained += `${line}\n`),
  })
  return told
}
const works = async (...args: string[]): Promise<string> => {
  const told = await benhan(...args)
  assert.deepEqual([told.code, told.complained], [0, ''], `${args.join(' ')}: ${told.said}`)
  return told.said
}
const refuses = async (words: RegExp, ...args: string[]): Promise<void> => {
  const told = await benhan(...args)
  assert.notEqual(told.code, 0)
  assert.match(told.complained, words)
}

const key_file = join(dir, 'khoa.txt')

test('the key is shown once, for paper; nothing of it stays on the disk', async () => {
  await refuses(/chưa có khóa sao lưu/, 'backup')
  const said = await works('backup', 'key')
  const letters = [...said.matchAll(/^ {4}(.+)$/gm)].map(([, line]) => line).join(' ')
  assert.match(letters, /^([0-9A-Z]{1,4}\s*)+$/)
  writeFileSync(key_file, letters)
  const secret = letters.replaceAll(/\s/g, '')
  for (const name of readdirSync(environment.BACKUP_DIR))
    assert.equal(readFileSync(join(environment.BACKUP_DIR, name), 'utf8').replaceAll('-', '').includes(secret), false)
})

test('a copy, listed and read back from beginning to end', async () => {
  assert.match(await works('backup'), /đọc lại trọn vẹn[\s\S]*Chưa có nơi thứ hai/)
  assert.match(await works('backup', 'list'), /1 bản/)
  assert.match(await works('backup', 'verify', '--key-file', key_file), /nguyên vẹn/)
  const wrong = join(dir, 'sai.txt')
  writeFileSync(wrong, 'ABCD')
  await refuses(/gõ thiếu hoặc sai/, 'backup', 'verify', '--key-file', wrong)
})

test('the drill measures and prints its minutes', async () => {
  const out = join(dir, 'bien-ban.pdf')
  const said = await works('restore-drill', '--key-file', key_file, '--by', 'Trần Văn Máy', '--out', out, '--room', dir)
  assert.match(said, /RTO\): [\d,]+ giây/)
  assert.match(said, /ĐẠT/)
  assert.equal(readFileSync(out).subarray(0, 5).toString(), '%PDF-')
})

test('while the server runs nothing is restored over it; in its place only when that is said twice', async () => {
  await refuses(/đang được dùng; hãy dừng máy chủ trước/, 'restore', '--to', data_dir, '--key-file', key_file)
  await server.stop()
  rmSync(join(data_dir, 'owner'))
  await refuses(/đang có dữ liệu. Thêm --replace/, 'restore', '--to', data_dir, '--key-file', key_file)
  await refuses(/gõ lại đúng thư mục/, 'restore', '--to', data_dir, '--replace', dir, '--key-file', key_file)
  assert.ok(existsSync(join(data_dir, 'postgres', 'PG_VERSION')), 'what was there is still there')
})

test('the disk has died: on a new machine the house is back, and what stood there is moved aside', async () => {
  const fresh = join(dir, 'may-moi')
  const erasure = { facility: '24012', id: 'e1', patient: 'p1', at: new Date().toISOString() }
  writeFileSync(join(environment.BACKUP_DIR, 'erasures.jsonl'), `${JSON.stringify(erasure)}\n{"facility":"240`)
  const back = await works('restore', '--to', fresh, '--key-file', key_file)
  assert.match(back, /mọi tệp khớp danh mục[\s\S]*\n1 lần xóa dữ liệu cá nhân sau lúc làm bản sao/)
  assert.match(back, /1 dòng trong erasures.jsonl không đọc được/)
  assert.deepEqual(
    read_erasures([fresh]),
    { erasures: [erasure], unreadable: 0 },
    'what broke off is told and not carried on',
  )
  const said = await works('restore', '--to', data_dir, '--replace', data_dir, '--key-file', key_file)
  assert.match(said, /Dữ liệu trước đó nằm ở .*postgres\.truoc-/)
  server = await start_embedded(fresh)
  const client = await open_client(server.url('facility_a'))
  const { rows } = await client.query('SELECT name FROM access.facility')
  await client.end()
  assert.deepEqual(rows, [{ name: 'Bệnh viện Đa khoa huyện thử' }])
})
