/** OPS-04, OPS-05: a cluster is copied, sealed, checked, brought back; what is broken is named; half copies do not count. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, test } from 'node:test'
import { put_facility } from '../access/index.ts'
import { create_audit_log } from '../audit/index.ts'
import { migrate, open_client, open_database, start_embedded } from '../database/index.ts'
import { check_copy } from './check-copy.ts'
import { list_files } from './copy-files.ts'
import { run_drill } from './drill.ts'
import { make_key, put_public_key, read_printed } from './key.ts'
import { list_backup_runs, list_drills } from './list-results.ts'
import { lock_copy } from './keep-copies.ts'
import { list_copies, read_manifest, sealed_file } from './manifest.ts'
import { restore_cluster, unlock_copy_key } from './restore-copy.ts'
import { run_backup } from './run-backup.ts'
import { start_backups } from './schedule.ts'
import { read_backup_settings } from './settings.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-backup-'))
chmodSync(dir, 0o711)
const data_dir = join(dir, 'data')
const server = await start_embedded(data_dir)
await server.create_database('hospital')
const url = server.url('hospital')
await migrate(url)
const database = open_database(url)
after(async () => {
  await database.close()
  await server.stop()
  rmSync(dir, { recursive: true, force: true })
})

const facility = '24012'
const secrets_path = join(dir, 'mat-khau-cong.json')
writeFileSync(secrets_path, '{"24012":"bi-mat"}')
const env = {
  ...{ BACKUP_DIR: join(dir, 'ban-1'), BACKUP_SECOND_DIR: join(dir, 'ban-2'), BACKUP_KEEP: '2' },
  ...{ BACKUP_FILES: secrets_path, DATA_DIR: data_dir },
}
const settings = read_backup_settings(env)
assert.ok(settings)
const { public_key, printed } = make_key(new Date())
const secret = read_printed(printed)

const write_line = async (): Promise<void> => {
  const act = { action: 'R', interaction: 'read', ref: 'Patient/x' } as const
  await create_audit_log(database).write(
    {
      ...{ facility, actor: { id: 'a', name: 'Người thử', role: 'doctor', kind: 'user' }, purpose: 'TREAT' },
      ...{ address: '::1', request_id: 'r' },
    },
    act,
  )
}
/** A signed paper as the database keeps it; its bytes large enough for several sealed pieces. */
const add_paper = async (id: string): Promise<void> => {
  const bytes = Buffer.from(Array.from({ length: 60_000 }, (_, i) => `${id}${i * 7919}`).join(''))
  await database.in_facility(facility, (sql) =>
    sql.query(
      `INSERT INTO signing.document (facility, id, response, version, step, sha256, bytes)
       VALUES ($1, $2, $2, 1, 1, $3, $4)`,
      [facility, id, createHash('sha256').update(bytes).digest('hex'), bytes],
    ),
  )
}
await database.in_site((sql) =>
  put_facility(sql, { code: facility, name: 'Bệnh viện thử', authority: 'Sở Y tế', kind: 'hospital' }),
)
for (let i = 0; i < 12; i += 1) await add_paper(`giay-${i}`)
for (let i = 0; i < 30; i += 1) await write_line()

const back_up = async () => {
  const run = await run_backup(url, settings)
  assert.ok(run)
  return run
}

test('the secret is told once, as letters that show a slip of the pen', () => {
  assert.match(printed, /^([0-9A-Z]{4}-){14}[0-9A-Z]{1,4}$/)
  assert.equal(read_printed(printed.toLowerCase().replaceAll('-', ' ')).fingerprint, public_key.fingerprint)
  const wrong = `${printed[0] === 'A' ? 'B' : 'A'}${printed.slice(1)}`
  assert.throws(() => read_printed(wrong), /gõ thiếu hoặc sai/)
  assert.throws(() => read_printed(printed.slice(0, -5)), /gõ thiếu hoặc sai/)
})

test('without a key nothing is copied, and the refusal is written down', async () => {
  await assert.rejects(back_up(), /chưa có khóa sao lưu; tạo và in khóa bằng npx benhan backup key/)
  const [run] = await list_backup_runs(database)
  assert.equal(run?.state, 'failed')
  assert.match(run?.says ?? '', /chưa có khóa/)
})

test('a copy stands in both places, sealed: neither names nor secrets can be read in it', async () => {
  put_public_key(settings.dir, public_key)
  const run = await back_up()
  assert.deepEqual([run.state, run.second, run.key], ['done', 'done', public_key.fingerprint])
  const [first, second] = [join(settings.dir, run.id), join(dir, 'ban-2', run.id)]
  assert.deepEqual(readdirSync(first).sort(), readdirSync(second).sort())
  for (const name of readdirSync(first)) {
    const bytes = readFileSync(join(first, name))
    for (const word of ['Bệnh viện thử', 'bi-mat', 'Người thử'])
      assert.equal(bytes.includes(word), false, `${word} in ${name}`)
    assert.ok(bytes.equals(readFileSync(join(second, name))))
  }
  const [told] = await list_backup_runs(database)
  assert.deepEqual([told?.id, told?.state, told?.bytes], [run.id, 'done', run.bytes])
})

test('it comes back, with the files beside it; another key is refused by name', async () => {
  const copy = join(settings.dir, list_copies(settings.dir)[0] ?? '')
  const other = read_printed(make_key(new Date()).printed)
  await assert.rejects(restore_cluster(copy, other, join(dir, 'la')), new RegExp(`cần khóa ${public_key.fingerprint}`))
  const { files } = await restore_cluster(copy, secret, join(dir, 've'))
  assert.equal(Buffer.from(files['mat-khau-cong.json'] ?? []).toString(), '{"24012":"bi-mat"}')
  assert.ok(files['postgres-password'], 'without it nobody could open the restored database')
  await assert.rejects(restore_cluster(copy, secret, join(dir, 've')), /không trống/)
  rmSync(join(dir, 've'), { recursive: true })
})

test('one byte changed anywhere: the part is named', async () => {
  const newest = list_copies(settings.dir)[0] ?? ''
  const copy = join(settings.dir, newest)
  const file_key = await unlock_copy_key(read_manifest(copy), secret)
  const broken = join(dir, 'hong')
  for (const [part, words] of [
    ['base.tar', /phần “base\.tar”: mảnh thứ 2 /],
    ['backup_manifest', /phần “backup_manifest”: mảnh thứ 1 /],
    ['files', /phần “files”: mảnh thứ 1 /],
  ] as const) {
    cpSync(copy, broken, { recursive: true })
    const path = join(broken, sealed_file(part))
    const bytes = readFileSync(path)
    const at = part === 'base.tar' ? 1024 * 1024 + 200_000 : 40
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(path, bytes)
    await assert.rejects(check_copy(broken, file_key), words)
    rmSync(broken, { recursive: true })
  }
  cpSync(copy, broken, { recursive: true })
  const bytes = readFileSync(join(broken, sealed_file('base.tar')))
  writeFileSync(join(broken, sealed_file('base.tar')), bytes.subarray(0, bytes.length - 1_000_000))
  await assert.rejects(check_copy(broken, file_key), /phần “base\.tar”: mảnh .* bị cắt/)
  const said = readFileSync(join(broken, 'manifest.json'), 'utf8')
  writeFileSync(join(broken, 'manifest.json'), said.replace(/"audit.event": \d+/, '"audit.event": 1'))
  await assert.rejects(check_copy(broken, file_key), /manifest\.json.*mã xác thực/)
  rmSync(broken, { recursive: true })
})

test('a drill brings it back beside the living database, looks, and measures what would be lost', async () => {
  await sleep(50)
  for (let i = 0; i < 5; i += 1) await write_line()
  const copy = join(settings.dir, list_copies(settings.dir)[0] ?? '')
  const drill = await run_drill(url, copy, secret, 'Người diễn tập', dir)
  assert.equal(drill.says, '')
  assert.equal(drill.passed, true)
  assert.deepEqual(
    drill.checks.map(({ what, is_good }) => [what, is_good]),
    [
      ['rows', true],
      ['papers', true],
      ['log', true],
    ],
  )
  assert.match(drill.checks[1]?.says ?? '', /12 bản ký lấy ngẫu nhiên trong 12/)
  assert.equal(drill.lost_lines, 5)
  assert.ok((drill.rpo_ms ?? 0) >= 50 && drill.rto_ms > 0 && drill.rto_ms >= drill.unpack_ms)
  assert.deepEqual((await list_drills(database))[0], drill)
  assert.deepEqual(
    readdirSync(dir).filter((name) => name.startsWith('dien-tap-')),
    [],
    'nothing of the patients is left lying about',
  )
})

test('a paper that was changed behind our back is found in the drill', async () => {
  const owner = await open_client(url)
  await owner.query("UPDATE signing.document SET bytes = 'x' WHERE id = 'giay-3'")
  await owner.end()
  await back_up()
  const copy = join(settings.dir, list_copies(settings.dir)[0] ?? '')
  const drill = await run_drill(url, copy, secret, 'Người diễn tập', dir)
  assert.equal(drill.passed, false)
  assert.match(drill.checks.find(({ what }) => what === 'papers')?.says ?? '', /1 trong 12 bản ký có mã băm không khớp/)
  const fix = await open_client(url)
  await fix.query("DELETE FROM signing.document WHERE id = 'giay-3'")
  await fix.end()
})

test('killed in the middle it leaves nothing that counts, and the next run clears it away', async () => {
  const before = list_copies(settings.dir)
  const path = join(dir, 'sao-luu.ts')
  const room = join(import.meta.dirname, 'index.ts')
  writeFileSync(
    path,
    `import { read_backup_settings, run_backup } from '${room}'
     await run_backup(process.argv[2], read_backup_settings(process.env))`,
  )
  const child = spawn(process.execPath, [path, url], { env: { ...process.env, ...env }, stdio: 'ignore' })
  const half = (): string | undefined => readdirSync(settings.dir).find((name) => name.endsWith('.part'))
  for (let i = 0; i < 2_000 && half() === undefined && child.exitCode === null; i += 1) await sleep(5)
  assert.ok(half(), 'it had begun')
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
  assert.ok(half(), 'the half copy lies there')
  assert.deepEqual(list_copies(settings.dir), before, 'and is none')
  for (let i = 0; ; i += 1) {
    const run = await run_backup(url, settings).catch((error: unknown) => {
      if (i > 100) throw error
    })
    if (run) break
    await sleep(50) // PostgreSQL notices a moment later that the other one is gone
  }
  assert.equal(half(), undefined)
})

test('only so many stay, in both places; a locked one goes too when its time has come', async () => {
  for (const name of list_copies(settings.dir)) lock_copy(join(settings.dir, name))
  await back_up()
  await back_up()
  assert.equal(list_copies(settings.dir).length, 2)
  assert.equal(list_copies(join(dir, 'ban-2')).length, 2)
})

test('a second place that is not there: the copy counts, and says so', async () => {
  const file = join(dir, 'khong-phai-thu-muc')
  writeFileSync(file, '')
  const run = await run_backup(url, { ...settings, second_dir: join(file, 'x') })
  assert.equal(run?.state, 'done')
  assert.match(run?.second ?? '', /không phải thư mục/i)
})

test('by schedule it is made when the newest is old enough, once by however many look', async () => {
  const owner = await open_client(url)
  await owner.query(
    "UPDATE operations.backup SET started_at = started_at - interval '3 days', finished_at = finished_at - interval '3 days'",
  )
  await owner.end()
  const before = (await list_backup_runs(database, 100)).length
  const faults: unknown[] = []
  const two = [1, 2].map(() => start_backups(database, url, settings, (error) => void faults.push(error), 100))
  for (let i = 0; i < 300 && (await list_backup_runs(database, 100)).length === before; i += 1) await sleep(50)
  await sleep(500)
  await Promise.all(two.map((one) => one.stop()))
  const runs = await list_backup_runs(database, 100)
  assert.deepEqual([runs.length, runs[0]?.state], [before + 1, 'done'])
  assert.ok(
    faults.every((fault) => /Một lần sao lưu khác đang chạy/.test(String(fault))),
    String(faults),
  )
})

test('a file that a setting names and that is not there stops the copy by the name of the setting, and is written down', async () => {
  const gone = join(dir, 'da-doi-cho.json')
  for (const name of ['HUB_KEYS', 'VAULT_KEY_FILE', 'E_PRESCRIPTION_SECRETS', 'TEST_LIST', 'BACKUP_FILES']) {
    const asked = run_backup(url, { ...settings, files_env: { ...env, [name]: gone } })
    await assert.rejects(asked, new RegExp(`^Failure: ${name} nêu tệp ${gone}`), name)
  }
  const [newest] = await list_backup_runs(database, 1)
  assert.match(`${newest?.state} ${newest?.says}`, /^failed BACKUP_FILES nêu tệp .*da-doi-cho\.json/)
  const unset = list_files({ HUB_KEYS: '', VAULT_KEY_FILE: secrets_path }, data_dir)
  assert.deepEqual(unset, [join(data_dir, 'postgres-password'), secrets_path], 'an empty setting names nothing')
})

test('settings say what is wrong with them', () => {
  assert.equal(read_backup_settings({}), undefined)
  assert.throws(() => read_backup_settings({ BACKUP_DIR: '/x', BACKUP_SECOND_DIR: '/x/' }), /phải khác BACKUP_DIR/)
  assert.throws(
    () => read_backup_settings({ BACKUP_DIR: '/x', BACKUP_KEEP: 'nhiều' }),
    /BACKUP_KEEP “nhiều” phải là số/,
  )
})
