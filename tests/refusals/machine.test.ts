import assert from 'node:assert/strict'
import { execFileSync, fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, test } from 'node:test'
import { create_audit_log } from '../../src/platform/audit/index.ts'
import { free_port } from '../../src/platform/database/index.ts'
import { create_store } from '../../src/platform/records/index.ts'
import { verify_pdf } from '../../src/standards/signatures/index.ts'
import { load_authority } from '../../src/platform/signing/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, password, registration, start_test_site, type Json, type Person } from '../test-site.ts'
import { open_behind } from './behind.ts'

const running = await start_test_site()
const { url, owner } = await open_behind(running)
const reception = await running.person('reception')
const doctor = await running.person('doctor')
const system = await running.system()

let serial = 0
/** A person like nobody before: other name, number, card, year. */
const somebody = (): Promise<Awaited<ReturnType<Person>>> => {
  serial += 1
  const syllable = (n: number) => String.fromCodePoint(97 + (n % 23)).repeat(3)
  return reception(
    'POST',
    '/api/patients',
    registration({
      name: `người ${syllable(serial)} ${syllable(serial * 7 + 3)}`,
      birth_date: `19${60 + (serial % 30)}-01-0${1 + (serial % 9)}`,
      identity: { kind: 'none', value: '' },
      reason_without_id: 'other',
      insurance: undefined,
      phone: undefined,
      confirm_new: true,
    }),
  )
}
const open_sheet = async (bed?: string): Promise<{ encounter: string; sheet: string }> => {
  const admitted = await reception('POST', '/api/stays', admission((await somebody()).json['id'], { bed }))
  assert.equal(admitted.status, 201, admitted.text)
  return admitted.json as { encounter: string; sheet: string }
}
const draft = (person: Person, sheet: string, seen: number, text: string) =>
  person('PUT', `/api/sheets/${sheet}/draft`, {
    seen_revision: seen,
    base_version: 1,
    tab: 't',
    answers: { toan_than: text },
  })

test('60 admissions at once, every third into a bed that is taken: the numbers given out are 1…n, none twice, none left out', async (t) => {
  await open_sheet('24012-G13')
  const patients = await Promise.all(Array.from({ length: 60 }, somebody))
  assert.deepEqual([...new Set(patients.map(({ status }) => status))], [201])
  const answers = await Promise.all(
    patients.map((patient, i) =>
      reception('POST', '/api/stays', admission(patient.json['id'], { bed: i % 3 === 0 ? '24012-G13' : undefined })),
    ),
  )
  const done = answers.filter(({ status }) => status === 201)
  assert.deepEqual([done.length, answers.filter(({ status }) => status === 409).length], [40, 20])
  const numbers = async (type: string, system_of: string): Promise<number[]> => {
    const { rows } = await owner.query<{ value: string }>(
      `SELECT identifier ->> 'value' AS value FROM record.resource, jsonb_array_elements(body::jsonb -> 'identifier') AS identifier
       WHERE facility = '24012' AND type = $1 AND identifier ->> 'system' LIKE $2`,
      [type, system_of],
    )
    return rows.map(({ value }) => Number(/(\d+)$/.exec(value)?.[1])).sort((one, other) => one - other)
  }
  const series = (n: number, offset = 0) => Array.from({ length: n }, (_, i) => offset + i + 1)
  const systems = (
    await owner.query<{ system: string }>(
      `SELECT DISTINCT identifier ->> 'system' AS system FROM record.resource, jsonb_array_elements(body::jsonb -> 'identifier') AS identifier WHERE facility = '24012' AND type IN ('Encounter', 'List', 'Patient')`,
    )
  ).rows
  const of = (word: RegExp) =>
    systems.find(({ system: name }) => word.test(name))?.system ??
    assert.fail(`${word} in ${systems.map((one) => one.system).join()}`)
  const admissions = await numbers('Encounter', of(/admission-number|so-vao-vien/))
  assert.deepEqual(
    admissions.map((number) => number % 1_000_000),
    series(41),
  )
  assert.deepEqual(
    (await numbers('List', of(/record-number|so-ho-so/))).map((number) => number % 1_000_000),
    series(41),
  )
  assert.deepEqual(await numbers('Patient', of(/patient-code|ma-nguoi-benh/)), series(61))
  t.diagnostic('60 at once: 40 admitted, 20 refused (bed taken), numbers 1…41 of stays and records, 1…61 of patients')
})

test('the same bed for ten at once: one lies in it', async () => {
  const patients = await Promise.all(Array.from({ length: 10 }, somebody))
  const answers = await Promise.all(
    patients.map((patient) => reception('POST', '/api/stays', admission(patient.json['id'], { bed: '24012-G11' }))),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array.from({ length: 9 }, () => 409)])
})

test('the same person registered by ten clerks at once, and admitted by ten: one chart, one stay', async () => {
  const person = registration({
    name: 'đỗ thị mười',
    identity: { kind: 'cccd', value: '024168009999' },
    insurance: undefined,
    phone: undefined,
  })
  const made = await Promise.all(Array.from({ length: 10 }, () => reception('POST', '/api/patients', person)))
  assert.deepEqual(made.map(({ status }) => status).sort(), [201, ...Array.from({ length: 9 }, () => 409)])
  const id = made.find(({ status }) => status === 201)?.json['id'] as string
  const stays = await Promise.all(
    Array.from({ length: 10 }, () => reception('POST', '/api/stays', admission(id, { bed: undefined }))),
  )
  assert.deepEqual(stays.map(({ status }) => status).sort(), [201, ...Array.from({ length: 9 }, () => 409)])
})

test('doctor and head of department seal the same sheet at once: no signature is lost, who came late is told and signs again', async () => {
  const { sheet } = await open_sheet()
  const head = await running.person('head_of_department')
  assert.equal(
    (
      await doctor('PUT', `/api/sheets/${sheet}/draft`, {
        seen_revision: 0,
        base_version: 1,
        tab: 't',
        answers: clinical_answers,
      })
    ).status,
    200,
  )
  const completed = await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })
  assert.equal(completed.status, 200, completed.text)
  const sign = (person: Person, slot: string) => person('POST', `/api/sheets/${sheet}/sign`, { slot, if_match: 2 })
  const answers = await Promise.all([sign(doctor, 'ky_bs_lam_ba'), sign(head, 'ky_truong_khoa')])
  const statuses = answers.map(({ status }) => status)
  assert.ok(
    statuses.includes(200) && statuses.every((status) => status === 200 || status === 409),
    answers.map(({ text }) => text).join(),
  )
  for (const [i, again] of [() => sign(doctor, 'ky_bs_lam_ba'), () => sign(head, 'ky_truong_khoa')].entries())
    assert.equal((await again()).status, statuses[i] === 200 ? 409 : 200, 'signed once, by each')
  const { certificate_pem } = await running.site.database.in_site(load_authority)
  const verdict = verify_pdf((await doctor('GET', `/api/sheets/${sheet}/pdf`)).bytes, {
    trusted_pem: [certificate_pem],
  })
  assert.deepEqual([verdict.valid, verdict.signatures.length], [true, 2], verdict.problem ?? '')
})

test('a clock that was set back does not make time run backwards in a history', async (t) => {
  const store = create_store(running.site.database, create_audit_log(running.site.database))
  const caller = {
    facility: '24012',
    actor: { id: 'x', name: 'x', role: 'system', kind: 'system' as const },
    purpose: 'TREAT',
    address: '',
    request_id: '',
  }
  const { id } = await store.unit(caller, (unit) => unit.create({ resourceType: 'Patient', gender: 'female' }))
  for (const back_h of [1, 24, 24 * 365]) {
    t.mock.method(Date, 'now', () => new Date().getTime() - back_h * 3_600_000)
    await store.unit(caller, (unit) => unit.update({ resourceType: 'Patient', id, gender: 'male' }))
    await store.unit(caller, (unit) => unit.remove('Patient', id))
    await store.unit(caller, (unit) => unit.update({ resourceType: 'Patient', id, gender: 'other' }))
    t.mock.restoreAll()
  }
  const versions = await store.history(caller, 'Patient', id)
  assert.equal(versions.length, 10)
  for (const [i, version] of versions.slice(1).entries()) {
    const newer = versions[i]
    assert.ok(newer && newer.updated_at > version.updated_at, `${newer?.version} is not after ${version.version}`)
    if (!newer.deleted)
      assert.equal((JSON.parse(newer.body) as Json)['meta'].lastUpdated, newer.updated_at.toISOString())
  }
})

/** A small disk of its own, or undefined where this user may not mount. */
const mount_small_disk = async (): Promise<string | undefined> => {
  const dir = mkdtempSync(join(tmpdir(), 'benhan-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', dir], { stdio: 'ignore' })
  } catch {
    rmSync(dir, { recursive: true })
    return undefined
  }
  const { rows } = await owner.query<{ dir: string }>("SELECT current_setting('data_directory') AS dir")
  const { uid, gid } = statSync(rows[0]?.dir ?? '')
  chownSync(dir, uid, gid)
  return dir
}

/**
 * With leave to mount: the drafts lie on a disk of 6 MB of their own (a tablespace) that runs full, ENOSPC from the kernel.
 * Without: a trigger raises what PostgreSQL raises then (SQLSTATE 53100). The write-ahead log is never on the small disk:
 * when that runs full PostgreSQL stops by itself, which is the story of kill -9 below.
 */
test('the disk is full while saving: 503 in words, the draft before is whole, and saving goes on when there is room', async (t) => {
  const { sheet } = await open_sheet()
  assert.equal((await draft(doctor, sheet, 0, 'đã lưu trước khi đầy')).status, 200)
  const disk = await mount_small_disk()
  const filler = join(disk ?? '', 'filler')
  if (disk) {
    await owner.query(`CREATE TABLESPACE small_disk LOCATION '${disk}'`)
    after(() => {
      execFileSync('umount', ['-l', disk])
      rmSync(disk, { recursive: true, force: true })
    })
    await owner.query('ALTER TABLE chart.draft SET TABLESPACE small_disk')
    try {
      writeFileSync(filler, Buffer.alloc(64 * 1024 * 1024))
    } catch (error) {
      assert.match(String(error), /ENOSPC/)
    }
  } else
    await owner.query(`CREATE FUNCTION chart.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON chart.draft FOR EACH ROW EXECUTE FUNCTION chart.full()`)
  t.diagnostic(
    disk ? 'a real full disk: tmpfs of 6 MB as tablespace' : 'no leave to mount: SQLSTATE 53100 raised by a trigger',
  )
  // Text that does not shrink: the disk must really give room for it.
  const long = Array.from({ length: 400_000 }, () => String.fromCodePoint(0x21 + Math.floor(Math.random() * 90))).join(
    '',
  )
  const refused = await draft(doctor, sheet, 1, long)
  assert.equal(refused.status, 503, refused.text)
  assert.match(refused.json['issues'][0].message, /đầy.*đã lưu trước đó vẫn nguyên/)
  const now = (await doctor('GET', `/api/sheets/${sheet}`)).json
  assert.deepEqual([now['answers'].toan_than, now['draft'].revision], ['đã lưu trước khi đầy', 1])
  if (disk) rmSync(filler)
  else await owner.query('DROP TRIGGER disk_full ON chart.draft')
  assert.equal((await draft(doctor, sheet, 1, long)).status, 200)
  assert.ok((await doctor('GET', `/api/sheets/${sheet}`)).json['answers'].toan_than === long)
  if (disk) {
    await owner.query('ALTER TABLE chart.draft SET TABLESPACE pg_default')
    await owner.query('DROP TABLESPACE small_disk')
  }
})

test('a batch on a full disk says so in its place, what was stored before it is there', async () => {
  await owner.query(`CREATE FUNCTION record.full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.body LIKE '%DAY DIA%' THEN RAISE 'No space left on device' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$;
    CREATE TRIGGER disk_full BEFORE INSERT ON record.resource FOR EACH ROW EXECUTE FUNCTION record.full()`)
  const entry = (text: string) => ({
    request: { method: 'POST', url: 'Patient' },
    resource: { resourceType: 'Patient', name: [{ text }] },
  })
  const entries = [entry('Trước'), entry('DAY DIA'), entry('Sau')]
  const batch = await system('POST', '/fhir', { resourceType: 'Bundle', type: 'batch', entry: entries })
  assert.deepEqual(
    (batch.json['entry'] as Json[]).map((one) => one['response'].status),
    ['201 Created', '503', '201 Created'],
  )
  const before = (await system('GET', '/fhir/Patient?_total=accurate&_count=0')).json['total']
  const transaction = await system('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry: entries })
  assert.deepEqual([transaction.status, transaction.json['issue'][0].code], [503, 'transient'])
  assert.equal((await system('GET', '/fhir/Patient?_total=accurate&_count=0')).json['total'], before)
  await owner.query('DROP TRIGGER disk_full ON record.resource')
})

/** The server as the launcher starts it, in a process of its own. */
const start_child = async (port: number): Promise<ChildProcess> => {
  const child = fork(join(import.meta.dirname, '../../src/apps/demo/facility-process.ts'), { stdio: 'ignore' })
  child.send({ database_url: url, base_url: `http://127.0.0.1:${port}`, port, demo_accounts: [] })
  const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[]
  assert.equal(first, 'listening')
  return child
}

test('the server is killed with -9 in mid-save, three times: every draft that was acknowledged is there after the restart', async (t) => {
  const { sheet } = await open_sheet()
  const port = await free_port()
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-benhan': '1' }
  const address = `http://127.0.0.1:${port}/api/sheets/${sheet}`
  let acknowledged = 0
  let kills_in_flight = 0
  for (let round = 0; round < 3; round += 1) {
    const child = await start_child(port)
    if (!headers['cookie']) {
      const signed_in = await fetch(`http://127.0.0.1:${port}/api/sign-in`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ username: 'doctor', password }),
      })
      headers['cookie'] = signed_in.headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    const found = (await (await fetch(address, { headers })).json()) as Json
    const revision = found['draft']?.revision ?? 0
    assert.ok(
      revision === acknowledged || revision === acknowledged + 1,
      `revision ${revision} after ${acknowledged} acknowledged`,
    )
    if (revision > 0)
      assert.equal(found['answers'].toan_than, `lần ${revision} ${'x'.repeat(20_000)}`, 'whole, not half')
    acknowledged = revision
    const killed = sleep(150 + round * 70).then(() => child.kill('SIGKILL'))
    for (let dead = false; !dead;) {
      const body = JSON.stringify({
        seen_revision: acknowledged,
        base_version: 1,
        tab: 't',
        answers: { toan_than: `lần ${acknowledged + 1} ${'x'.repeat(20_000)}` },
      })
      const answer = await fetch(`${address}/draft`, { method: 'PUT', headers, body }).catch(() => undefined)
      if (answer?.ok) acknowledged += 1
      else {
        assert.equal(answer, undefined, 'only the kill ends the round')
        dead = true
        kills_in_flight += 1
      }
    }
    await killed
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    assert.equal(child.signalCode, 'SIGKILL')
    assert.ok(acknowledged > 0)
  }
  const last = (await doctor('GET', `/api/sheets/${sheet}`)).json
  assert.ok(last['draft'].revision === acknowledged || last['draft'].revision === acknowledged + 1)
  assert.equal((await draft(doctor, sheet, last['draft'].revision, 'viết tiếp')).status, 200)
  t.diagnostic(`${acknowledged} drafts acknowledged before ${kills_in_flight} kills, none lost`)
})

test('the database goes away and comes back: 503 in words, not a hang and not a loss', async () => {
  const { sheet } = await open_sheet()
  assert.equal((await draft(doctor, sheet, 0, 'trước')).status, 200)
  await owner.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  const answers = await Promise.all(Array.from({ length: 5 }, () => doctor('GET', `/api/sheets/${sheet}`)))
  for (const { status } of answers) assert.ok(status === 200 || status === 503, String(status))
  const after_it = await doctor('GET', `/api/sheets/${sheet}`)
  assert.deepEqual([after_it.status, after_it.json['answers'].toan_than], [200, 'trước'])
})
