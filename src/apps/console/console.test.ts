/** A real site's first day from the terminal, and what the terminal refuses. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { seal_events } from '../../platform/audit/index.ts'
import { test_database } from '../../platform/database/test-database.ts'
import { start_facility_server } from '../server/listen.ts'
import { run_console } from './run.ts'
import type { Resource } from '../../standards/fhir/index.ts'
import { validate_resource } from '../../standards/fhir-validation/index.ts'
import { free_port } from '../../../tests/free-port.ts'

const { database, url } = await test_database()
const dir = mkdtempSync(join(tmpdir(), 'benhan-console-'))
after(() => rmSync(dir, { recursive: true, force: true }))

type Told = { code: number; said: string; written: string; complained: string }

const benhan = async (...args: string[]): Promise<Told> => {
  const told: Told = { code: -1, said: '', written: '', complained: '' }
  told.code = await run_console(args, () => Promise.resolve({ url, close: () => Promise.resolve() }), {
    say: (line) => void (told.said += `${line}\n`),
    write: (text) => void (told.written += text),
    complain: (line) => void (told.complained += `${line}\n`),
  })
  return told
}

const works = async (...args: string[]): Promise<string> => {
  const told = await benhan(...args)
  assert.deepEqual([told.code, told.complained], [0, ''], args.join(' '))
  return told.said + told.written
}

/** Refused (1): a sentence and no usage. Not understood (2): a sentence, and the usage. */
const refuses = async (code: 1 | 2, words: RegExp, ...args: string[]): Promise<void> => {
  const told = await benhan(...args)
  assert.equal(told.code, code, `${args.join(' ')}: ${told.said}${told.complained}`)
  assert.match(told.complained, words)
  assert.match(told.complained, /^LỖI /)
  assert.doesNotMatch(told.complained, /\n\s+at |Error:/, 'no stack for what a person typed')
  if (code === 2) assert.match(told.said, /npx benhan/)
  else assert.equal(told.said, '')
}

const count = async (table: string): Promise<number> =>
  (await database.in_site((sql) => sql.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))).rows[0]?.n ?? -1

const a_doctor = ['--username', 'bs.an', '--name', 'BS. Nguyễn Văn An', '--role', 'doctor']

test('migrate brings the starter lists once and says when there is nothing to do', async () => {
  assert.match(await works('migrate'), /bản mới nhất/)
  assert.ok((await count('terminology.concept')) > 100)
  await refuses(2, /Không hiểu “luôn”/, 'migrate', 'luôn')
})

test('new keys are made only when that is said', async () => {
  const before = await count('smart.key')
  await refuses(2, /keys renew/, 'keys')
  assert.equal(await count('smart.key'), before)
  assert.match(await works('keys', 'renew'), /khởi động lại máy chủ/)
  assert.equal(await count('smart.key'), before + 1)
})

test('before a house is added, nobody gets into it', async () => {
  assert.match(await works('verify'), /chưa có cơ sở nào/)
  const unknown = /Máy chủ này không có cơ sở 24012; thêm bằng npx benhan facility/
  await refuses(1, unknown, 'account', '--facility', '24012', ...a_doctor)
  await refuses(1, unknown, 'client', '--facility', '24012', '--id', 'his')
  await refuses(1, unknown, 'export', '--facility', '24012', '--encounter', 'x')
  writeFileSync(join(dir, 'trong.json'), '{}')
  await refuses(1, unknown, 'import', '--facility', '24012', join(dir, 'trong.json'))
  await refuses(1, unknown, 'demo', '--patients', '1')
  assert.equal((await count('access.account')) + (await count('access.client')), 0)
})

test('facility adds a house, and changes only what is said of it', async () => {
  const add = ['facility', '--code', '24012', '--name', 'Bệnh viện thử', '--authority', 'Sở Y tế Bắc Ninh']
  assert.match(await works(...add), /Đã thêm cơ sở 24012 Bệnh viện thử/)
  await works('facility', '--code', '24160', '--name', 'Trạm thử', '--kind', 'station')
  assert.match(await works('facility', '--code', '24160', '--name', 'Trạm Y tế thử'), /Trạm thử → Trạm Y tế thử/)
  const { rows } = await database.in_site((sql) =>
    sql.query('SELECT code, name, authority, kind FROM access.facility ORDER BY code'),
  )
  assert.deepEqual(rows, [
    { code: '24012', name: 'Bệnh viện thử', authority: 'Sở Y tế Bắc Ninh', kind: 'hospital' },
    { code: '24160', name: 'Trạm Y tế thử', authority: '', kind: 'station' },
  ])
  await refuses(2, /Mã cơ sở “2401” phải là 5/, 'facility', '--code', '2401', '--name', 'X')
  await refuses(2, /Thiếu --name/, 'facility', '--code', '24013')
  await refuses(
    2,
    /phải là một trong: hospital, station, clinic, pharmacy/,
    'facility',
    '--code',
    '24013',
    '--name',
    'X',
    '--kind',
    'nhà',
  )
  assert.equal(await count('access.facility'), 2)
})

test('a pharmacy takes a pharmacist and an administrator; a house where others sign in does not become one', async () => {
  await works('facility', '--code', '24N01', '--name', 'Nhà thuốc thử', '--kind', 'pharmacy')
  const account = ['account', '--facility', '24N01', '--name', 'Ai đó', '--username']
  await refuses(1, /là nhà thuốc: chỉ có tài khoản pharmacist, it_admin/, ...account, 'bs.lac', '--role', 'doctor')
  assert.match(await works(...account, 'ds.thu', '--role', 'pharmacist'), /mật khẩu/)
  await works('facility', '--code', '24N02', '--name', 'Phòng khám thử', '--kind', 'clinic')
  await works('account', '--facility', '24N02', '--name', 'BS. Cũ', '--username', 'bs.cu', '--role', 'doctor')
  const turned = ['facility', '--code', '24N02', '--name', 'Nhà thuốc', '--kind', 'pharmacy']
  await refuses(1, /cơ sở 24N02 còn bs\.cu/, ...turned)
})

const passwords: Record<string, string> = {}

test('account prints a password once; a name taken, a role or department that is not there is refused', async () => {
  for (const [username, role] of [
    ['it.quang', 'it_admin'],
    ['td.hanh', 'reception'],
    ['bs.an', 'doctor'],
  ] as const) {
    const said = await works(
      ...['account', '--facility', '24012', '--username', username, '--name', `Người ${username}`, '--role', role],
    )
    passwords[username] = /mật khẩu: (\S+)/.exec(said)?.[1] ?? ''
    assert.match(passwords[username], /^\w{4}-\w{4}-\w{4}$/)
  }
  const account = ['account', '--facility', '24012']
  const before = await count('access.account')
  await refuses(1, /bs\.an đã có ở cơ sở 24012 \(Người bs\.an\)/, ...account, ...a_doctor)
  const other = ['--username', 'bs.moi', '--name', 'BS. Mới']
  await refuses(2, /Không có vai trò “bac-si”/, ...account, ...other, '--role', 'bac-si')
  await refuses(2, /Không có vai trò “system”/, ...account, ...other, '--role', 'system')
  await refuses(2, /Thiếu --role/, ...account, ...other)
  await refuses(2, /chỉ gồm chữ thường/, ...account, '--username', 'BS An', '--name', 'x', '--role', 'doctor')
  await refuses(1, /chưa có khoa K99/, ...account, ...other, '--role', 'doctor', '--department', 'K99')
  await refuses(2, /Không hiểu “--vai-tro”/, ...account, ...other, '--vai-tro', 'doctor')
  assert.equal(await count('access.account'), before)
})

test('client prints a secret; again it gives a new one, and never takes one of another house', async () => {
  const one = await works('client', '--facility', '24012', '--id', 'his-a', '--name', 'HIS nội bộ')
  assert.match(one, /client_id his-a, client_secret: \S{32}/)
  const two = await works('client', '--facility', '24012', '--id', 'his-a')
  assert.match(two, /client_secret mới \(mã cũ thôi dùng\): \S{32}/)
  await refuses(1, /his-a đã dùng ở cơ sở 24012/, 'client', '--facility', '24160', '--id', 'his-a')
  await refuses(2, /Thiếu --id/, 'client', '--facility', '24012')
  await refuses(2, /chỉ gồm chữ không dấu/, 'client', '--facility', '24012', '--id', 'hệ thống')
  assert.equal(await count('access.client'), 1)
})

const port = await free_port()
const base = `http://127.0.0.1:${port}`
let encounter = ''

type Json = Record<string, unknown>
const sign_in = async (username: string) => {
  const credentials = { username, password: passwords[username], facility: '24012' }
  const headers = { 'content-type': 'application/json', 'x-benhan': '1' }
  const door = await fetch(`${base}/api/sign-in`, { method: 'POST', headers, body: JSON.stringify(credentials) })
  assert.equal(door.status, 200, username)
  const cookie = door.headers.get('set-cookie')?.split(';')[0] ?? ''
  return async (path: string, body: Json): Promise<Json> => {
    const answer = await fetch(base + path, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(body),
    })
    assert.ok(answer.ok, `${path}: ${await answer.clone().text()}`)
    return (await answer.json()) as Json
  }
}

test('the accounts work: the administrator lays the house out, the clerk registers and admits', async () => {
  const site = await start_facility_server({ database_url: url, base_url: base, port })
  after(() => site.close())
  const administrator = await sign_in('it.quang')
  const department = await administrator('/api/places/departments', { code: 'K03', name: 'Nội tổng hợp' })
  const clerk = await sign_in('td.hanh')
  const patient = await clerk('/api/patients', {
    ...{ name: 'Phạm Văn Thử', gender: 'male', birth_date: '1970-05-02' },
    ...{ identity: { kind: 'none', value: '' }, reason_without_id: 'other' },
  })
  const stay = await clerk('/api/stays', {
    ...{ patient: patient['id'], kind: 'inpatient', admitted_at: '2026-11-19T15:10', form: '01-BV1' },
    ...{ admit_from: '1', referred_by: '2', payer_kind: '2', department: (department['ids'] as string[])[0] },
    admission_diagnosis: { text: 'Viêm phổi', code: 'J18.9' },
  })
  encounter = String(stay['encounter'])
  const ward = ['--department', 'K03', '--title', 'Trưởng khoa', '--role', 'head_of_department']
  await works('account', '--facility', '24012', '--username', 'tk.noi', '--name', 'BS. Trưởng', ...ward)
})

test('a stay goes out in the Ministry’s draft form: every resource is R4, what the draft has no place for is told', async () => {
  const exported = ['export', '--facility', '24012', '--encounter', encounter, '--profile', 'ministry']
  const bundle = JSON.parse(await works(...exported)) as { entry: { resource: Resource }[] }
  const types = bundle.entry.map(({ resource }) => resource.resourceType)
  for (const type of ['Patient', 'Encounter', 'Organization']) assert.ok(types.includes(type), types.join())
  for (const { resource } of bundle.entry)
    assert.deepEqual(
      validate_resource(resource).filter(({ severity }) => severity === 'error'),
      [],
    )
  const text = JSON.stringify(bundle)
  assert.match(text, /fhir\.ehealth\.gov\.vn\/core\/sid\/patient-internal-id/)
  assert.match(text, /fhir\.ehealth\.gov\.vn\/core\/sid\/provider-code/)
  assert.doesNotMatch(text, /"profile"/)
  const file = join(dir, 'ministry.json')
  assert.match(await works(...exported, '--out', file), /Đã xuất đợt điều trị/)
})

test('export writes to stdout or a file; what is not there, or not a format, is refused', async () => {
  const exported = ['export', '--facility', '24012', '--encounter', encounter]
  const text = await works(...exported)
  assert.match(text, /Phạm Văn Thử/)
  const file = join(dir, 'ho-so.xml')
  assert.match(await works(...exported, '--format', 'xml', '--out', file), /Đã xuất đợt điều trị/)
  assert.match(readFileSync(file, 'utf8'), /^<\?xml/)
  writeFileSync(join(dir, 'ho-so.json'), text)
  await refuses(1, /Không tìm thấy Encounter\/khong-co/, ...exported.slice(0, 3), '--encounter', 'khong-co')
  await refuses(2, /dạng “pdf”/, ...exported, '--format', 'pdf')
  await refuses(2, /dạng “khac”/, ...exported, '--profile', 'khac')
  await refuses(2, /Thiếu --encounter/, 'export', '--facility', '24012')
  await refuses(1, /Không ghi được tệp .*là thư mục/, ...exported, '--out', dir)
})

test('import brings a stay into another house once; again, or broken, it is refused and nothing stays', async () => {
  const file = join(dir, 'ho-so.json')
  assert.match(await works('import', '--facility', '24160', file), /Đã nhập đợt điều trị .* tài nguyên/)
  const again = await works('export', '--facility', '24160', '--encounter', encounter)
  assert.equal(again, readFileSync(file, 'utf8'), 'byte for byte')
  const before = await count('access.account')
  await refuses(1, /đã có/, 'import', '--facility', '24160', file)
  await refuses(1, /Không đọc được tệp .*không có/, 'import', '--facility', '24160', join(dir, 'mat.json'))
  await refuses(2, /Thiếu tệp/, 'import', '--facility', '24160')
  writeFileSync(join(dir, 'hong.json'), '{"HoSoBenhAn": ')
  await refuses(1, /./, 'import', '--facility', '24160', join(dir, 'hong.json'))
  assert.equal(await count('access.account'), before)
})

test('view makes tables of a house: one of ours or one from a file; what cannot be done leaves no file', async () => {
  assert.match(await works('view', '--list'), /patients +Mỗi người bệnh một dòng/)
  const csv = join(dir, 'nguoi-benh.csv')
  assert.match(await works('view', 'patients', '--facility', '24012', '--out', csv), /Đã xuất 1 dòng ra/)
  assert.match(readFileSync(csv, 'utf8'), /^patient_key,gender,birth_date.*\r\nPatient\/\S+,male,1970-05-02/)
  const definition = join(dir, 'luot.json')
  const select = [{ column: [{ name: 'id', path: 'id', type: 'id' }] }]
  writeFileSync(
    definition,
    JSON.stringify({ resourceType: 'ViewDefinition', name: 'luot', resource: 'Encounter', select }),
  )
  const parquet = join(dir, 'luot.parquet')
  assert.match(await works('view', definition, '--facility', '24012', '--out', parquet), /Đã xuất 1 dòng ra/)
  assert.equal(readFileSync(parquet).subarray(0, 4).toString(), 'PAR1')
  const to = ['--facility', '24012', '--out', join(dir, 'x.csv')]
  await refuses(1, /không đọc được tệp; khung nhìn có sẵn: diagnoses, /, 'view', 'khong-co', ...to)
  writeFileSync(definition, '{"resource": "Thuoc", "select": []}')
  await refuses(1, /resource phải là tên một kiểu tài nguyên R4/, 'view', definition, ...to)
  await refuses(1, /Không tìm thấy Patient\/ai tại cơ sở này/, 'view', 'patients', ...to, '--patient', 'ai')
  await refuses(
    1,
    /Không ghi được tệp .*không có/,
    'view',
    'patients',
    '--facility',
    '24012',
    '--out',
    join(dir, 'a/b.csv'),
  )
  await refuses(2, /phải có đuôi/, 'view', 'patients', '--facility', '24012', '--out', 'x.xlsx')
  await refuses(2, /là một ngày/, 'view', 'patients', ...to, '--since', 'hôm qua')
  await refuses(2, /Thiếu --out/, 'view', 'patients', '--facility', '24012')
  await refuses(2, /đúng một khung nhìn/, 'view', ...to)
  assert.deepEqual(
    readdirSync(dir).filter((name) => /^x\.|^\./.test(name)),
    [],
  )
})

test('reindex says when the rows already follow the rules', async () => {
  assert.match(await works('reindex', '--facility', '24012'), /24012: chỉ mục đã theo bản \d+, không có gì phải làm/)
  assert.match(await works('reindex'), /24160: chỉ mục đã theo bản/)
  await refuses(1, /Máy chủ này không có cơ sở 99999/, 'reindex', '--facility', '99999')
})

test('catalog imports a list, names the bad lines of another, and wants to be told what to do', async () => {
  const file = join(dir, 'duong-dung.csv')
  writeFileSync(file, 'MA,TEN\n1.01,Uống\n2.10,Tiêm bắp\n')
  const to = ['--catalogue', 'route', '--version', '1', '--valid-from', '2026-01-01']
  assert.match(await works('catalog', 'import', file, ...to), /route: 2 mã/)
  writeFileSync(file, 'MA,TEN\n1.01,Uống\n1.01,Ngậm\n')
  const bad = await benhan('catalog', 'import', file, ...to)
  assert.equal(bad.code, 1)
  assert.match(bad.said, /LỖI dòng 3: .*\n.*Không nhập dòng nào/)
  await refuses(2, /Thiếu việc cần làm/, 'catalog')
  await refuses(2, /Không hiểu “xem”/, 'catalog', 'xem')
})

test('demo adds synthetic people, and only a number of them', async () => {
  assert.match(await works('demo', '--patients', '12'), /Đã nạp 12 người bệnh giả vào 24012/)
  for (const wrong of ['0', '-5', '1.5', 'nhiều', '99999999999'])
    await refuses(2, /phải là số nguyên từ 1 đến/, 'demo', `--patients=${wrong}`)
  await refuses(2, /Thiếu --patients/, 'demo')
})

test('a record goes out as ndjson files and comes into another house; a refused line is named by its file', async () => {
  const lines = (resources: object[]): string => resources.map((one) => `${JSON.stringify(one)}\n`).join('')
  const from = join(dir, 'vao')
  mkdirSync(from)
  const observation = { resourceType: 'Observation', status: 'final', code: { text: 'Mạch' } }
  const about = (id: string) => ({ subject: { reference: `Patient/${id}` } })
  writeFileSync(join(from, 'a-observation.ndjson'), lines([{ ...observation, id: 'mach', ...about('an') }]).trimEnd())
  const gone = lines([{ ...observation, id: 'lac', ...about('khong-ai') }, { resourceType: 'AuditEvent' }])
  writeFileSync(join(from, 'b.ndjson.gz'), gzipSync(gone))
  writeFileSync(
    join(from, 'patient.ndjson'),
    lines([{ resourceType: 'Patient', id: 'an', name: [{ text: 'Lê Thị An' }] }]),
  )
  const refusals = join(dir, 'tu-choi.ndjson')
  const told = await benhan('bulk-import', '--facility', '24012', from, '--refused', refusals)
  assert.equal(told.code, 1, told.complained)
  assert.match(told.said, /b\.ndjson\.gz:1 Observation\/lac: .*Patient\/khong-ai/)
  assert.match(told.said, /b\.ndjson\.gz:2: AuditEvent do hệ thống tự lập/)
  assert.match(told.said, /Đã nhập 2 tài nguyên, từ chối 2 dòng/)
  const outcomes = readFileSync(refusals, 'utf8').trim().split('\n')
  assert.deepEqual(
    outcomes.map((line) => (JSON.parse(line) as { resourceType: string }).resourceType),
    ['OperationOutcome', 'OperationOutcome'],
  )

  const out = join(dir, 'ra')
  assert.match(
    await works('bulk-export', '--facility', '24012', '--out', out, '--type', 'Patient,Observation,Group'),
    /Đã xuất \d+ tài nguyên/,
  )
  assert.deepEqual(readdirSync(out), ['Observation.ndjson', 'Patient.ndjson'])
  assert.match(readFileSync(join(out, 'Patient.ndjson'), 'utf8'), /Lê Thị An/)
  assert.match(await works('bulk-import', '--facility', '24160', out), /Observation: [1-9]\d* mới, 0 đổi, 0 giữ nguyên/)
  assert.match(await works('bulk-import', '--facility', '24160', out), /Patient: 0 mới, 0 đổi, [1-9]\d* giữ nguyên/)

  await refuses(1, /khong-co.*\(không có\)/, 'bulk-import', '--facility', '24012', join(dir, 'khong-co'))
  await refuses(2, /Thiếu tệp hay thư mục/, 'bulk-import', '--facility', '24012')
  await refuses(2, /Không có loại “Bệnh”/, 'bulk-export', '--facility', '24012', '--out', out, '--type', 'Bệnh')
  await refuses(1, /không có cơ sở 99999/, 'bulk-export', '--facility', '99999', '--out', out)
})

test('verify tells a log that is whole from one that was touched', async () => {
  await seal_events(database, '24012', 0)
  assert.match(await works('verify'), /24012 Bệnh viện thử: nguyên vẹn, [1-9]\d* dòng đã niêm/)
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query('ALTER TABLE audit.event DISABLE TRIGGER ALL')
  await owner.query(
    "UPDATE audit.event SET actor_name = 'Người khác' WHERE id = (SELECT min(id) FROM audit.event WHERE facility = '24012')",
  )
  await owner.end()
  const told = await benhan('verify')
  assert.equal(told.code, 1)
  assert.match(told.said, /24012 Bệnh viện thử: ĐÃ BỊ SỬA trong khoảng dòng \d+–\d+/)
  await refuses(2, /Không hiểu “24012”/, 'verify', '24012')
})

test('help is help, an unknown verb is not understood, and each verb explains itself', async () => {
  assert.match(await works('--help'), /npx benhan <lệnh>/)
  assert.match(await works(), /facility/)
  const told = await benhan('xóa')
  assert.equal(told.code, 2)
  assert.match(told.complained, /Không có lệnh “xóa”/)
  for (const verb of [
    'migrate',
    'facility',
    'account',
    'client',
    'catalog',
    'export',
    'import',
    'bulk-export',
    'bulk-import',
    'view',
    'reindex',
    'verify',
    'demo',
  ])
    assert.match(await works(verb, '--help'), new RegExp(`npx benhan ${verb}`))
  await refuses(2, /Sau --site là tên/, 'verify', '--site', 'Cơ sở A')
})

test('from the shell: the exit code and the sentences come through, with no database and with an empty one', () => {
  const shell = (database_url: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database_url },
    })
  const well = shell(url, 'demo', '--help')
  assert.deepEqual([well.status, well.stderr], [0, ''])
  const elsewhere = new URL(url)
  elsewhere.pathname = '/khong_co'
  const nowhere = shell(elsewhere.href, 'verify')
  assert.equal(nowhere.status, 1)
  assert.match(nowhere.stderr, /LỖI Chưa có cơ sở dữ liệu này; tạo bằng npx benhan migrate/)
  elsewhere.pathname = '/template1'
  const empty = shell(elsewhere.href, 'verify')
  assert.equal(empty.status, 1)
  assert.match(empty.stderr, /LỖI Cơ sở dữ liệu chưa được nâng cấp/)
})
