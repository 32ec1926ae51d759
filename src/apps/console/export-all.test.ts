/** OPS-12: a facility leaves with everything that is its own, readable without us, and with nothing that opens doors. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { open_client } from '../../platform/database/index.ts'
import { clinical_answers } from '../../../tests/sample-answers.ts'
import { admission, password, registration, start_test_site } from '../../../tests/test-site.ts'
import { run_console } from './run.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-ban-giao-'))
after(() => rmSync(dir, { recursive: true, force: true }))
const running = await start_test_site()
const [reception, doctor] = await Promise.all(['reception', 'doctor'].map((role) => running.person(role)))
assert.ok(reception && doctor)
const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
const { sheet } = (await reception('POST', '/api/stays', admission(patient))).json as { sheet: string }
await doctor('PUT', `/api/sheets/${sheet}/draft`, {
  ...{ seen_revision: 0, base_version: 1, tab: 't', answers: clinical_answers },
})
assert.equal((await doctor('POST', `/api/sheets/${sheet}/complete`, { if_match: 1 })).status, 200)
assert.equal((await doctor('POST', `/api/sheets/${sheet}/sign`, { slot: 'ky_bs_lam_ba', if_match: 2 })).status, 200)
const at_b = await running.person('reception.b')
const other = await at_b('POST', '/api/patients', registration({ name: 'người của nhà khác' }))
assert.equal(other.status, 201)

const benhan = async (...args: string[]): Promise<{ code: number; said: string }> => {
  const told = { code: -1, said: '' }
  told.code = await run_console(args, () => Promise.resolve({ url: running.url, close: () => Promise.resolve() }), {
    say: (line) => void (told.said += `${line}\n`),
    write: (text) => void (told.said += text),
    complain: (line) => void (told.said += `${line}\n`),
  })
  return told
}
const files_below = (path: string): string[] =>
  readdirSync(path).flatMap((name) => {
    const one = join(path, name)
    return statSync(one).isDirectory() ? files_below(one) : [one]
  })
const out = join(dir, 'bo')
const lines = (name: string): Record<string, unknown>[] =>
  readFileSync(join(out, 'du-lieu', `${name}.ndjson`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test('all of it is written, and sums of others agree', async () => {
  const told = await benhan('export-all', '--facility', '24012', '--out', out)
  assert.equal(told.code, 0, told.said)
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], { cwd: out })
  const summed = readFileSync(join(out, 'SHA256SUMS'), 'utf8').trim().split('\n').length
  assert.equal(summed, files_below(out).length - 1, 'every file but the sums themselves')
})

test('each row of the house is there, by the count of its own database', async () => {
  const owner = await open_client(running.url)
  for (const table of ['record.resource', 'record.version', 'signing.document', 'chart.number_series']) {
    const { rows } = await owner.query(`SELECT count(*)::int AS n FROM ${table} WHERE facility = '24012'`)
    assert.equal(lines(table).length, (rows[0] as { n: number }).n, table)
    assert.ok(lines(table).length > 0, table)
  }
  await owner.end()
  assert.ok(lines('audit.event').some(({ interaction }) => interaction === 'sign'))
})

test('signed papers are the bytes that were signed, and a stranger’s tool finds the signature', () => {
  const [, ...list] = readFileSync(join(out, 'van-ban-ky', 'danh-sach.csv'), 'utf8')
    .trim()
    .split('\n')
  assert.equal(list.length, 1)
  const [path = '', , , , , sha256] = list[0]?.split(',') ?? []
  const bytes = readFileSync(join(out, path))
  assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256)
  assert.match(execFileSync('pdfsig', ['-nocert', join(out, path)], { encoding: 'utf8' }), /Signature is Valid/)
})

test('the dictionary knows every column that was written, with the words of the migrations', () => {
  const dictionary = readFileSync(join(out, 'tu-dien-du-lieu.md'), 'utf8')
  assert.match(
    dictionary,
    /## signing\.document[\s\S]*\| step \| integer, bắt buộc \| 0 rendered, n after the n-th signature \|/,
  )
  assert.match(dictionary, /PRIMARY KEY \(facility, id\)/)
  const first = lines('signing.document')[0] ?? {}
  for (const column of Object.keys(first)) assert.ok(dictionary.includes(`| ${column} |`), column)
})

test('nothing of another house, and nothing that opens doors', () => {
  for (const path of files_below(out)) {
    const text = readFileSync(path, 'latin1')
    for (const word of [
      Buffer.from('Nhà Khác').toString('latin1'),
      password,
      '$argon2',
      'BEGIN PRIVATE KEY',
      'BEGIN EC PRIVATE',
    ])
      assert.equal(text.includes(word), false, `${word} in ${path}`)
  }
  assert.deepEqual(
    lines('access.facility').map(({ code }) => code),
    ['24012'],
  )
})

test('it does not write over anything, and wants to know whose', async () => {
  assert.match((await benhan('export-all', '--facility', '24012', '--out', out)).said, /không trống/)
  assert.equal((await benhan('export-all', '--out', join(dir, 'x'))).code, 2)
  assert.match(
    (await benhan('export-all', '--facility', '99999', '--out', join(dir, 'x'))).said,
    /không có cơ sở 99999/,
  )
})

test('the whole database, for who runs several houses or a hub', async () => {
  const whole = join(dir, 'tron')
  assert.equal((await benhan('export-all', '--whole', '--out', whole)).code, 0)
  assert.match(readFileSync(join(whole, 'du-lieu', 'record.resource.ndjson'), 'utf8'), /Nhà Khác/)
  assert.ok(statSync(join(whole, 'du-lieu', 'hub.facility.ndjson')))
})
