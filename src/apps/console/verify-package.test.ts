/** A record package at a hospital that has nothing but the file: no database, no network, the sender gone. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { good, house } from '../../standards/record-package/test-fixtures.ts'
import { run_console } from './run.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-verify-'))
after(() => rmSync(dir, { recursive: true, force: true }))
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}

const verify = async (...args: string[]): Promise<{ code: number; said: string; complained: string }> => {
  const told = { said: '', complained: '' }
  const no_database = () => Promise.reject(new Error('a database was asked for'))
  const code = await run_console(['verify', ...args], no_database, {
    say: (line) => void (told.said += `${line}\n`),
    write: () => undefined,
    complain: (line) => void (told.complained += `${line}\n`),
  })
  return { code, ...told }
}

const whole = file('package.zip', good)
const root = file('root.pem', house.ca.certificate_pem)

test('says of each document who signed it when, and that the package stands', async () => {
  const { code, said } = await verify(whole, '--trust', root)
  assert.match(said, /Gói hồ sơ của 24001 Bệnh viện đa khoa tỉnh Bắc Giang, người bệnh TRẦN THỊ BƯỞI/)
  assert.match(
    said,
    /ĐÚNG {2}giay-to\/001-benh-an-noi-khoa\.pdf {2}Bệnh án nội khoa\n {6}bac_si: Nguyễn Văn Á, .* ký 09:30 20\/11\/2026\n/,
  )
  assert.match(said, /Gói đứng vững\.\n$/)
  assert.equal(code, 0)
})

test('a byte changed on the way: the document is named, the others stand', async () => {
  const turned = Buffer.from(good)
  const at = turned.indexOf('giay-to/002-phieu-cham-soc.pdf%PDF') + 300
  turned.writeUInt8((turned[at] ?? 0) ^ 4, at)
  const { code, said } = await verify(file('turned.zip', turned), '--trust', root)
  assert.match(said, /SAI {3}giay-to\/002-phieu-cham-soc\.pdf/)
  assert.match(said, /ĐÚNG {2}giay-to\/001/)
  assert.match(said, /GÓI KHÔNG ĐỨNG VỮNG/)
  assert.equal(code, 1)
})

test('without a trusted root it only says whether the package agrees with itself, and whose root to look for', async () => {
  const { code, said } = await verify(whole)
  assert.match(said, /Gói đứng vững\.\n\nCHƯA RÕ NGƯỜI KÝ/)
  assert.match(said, /SHA-256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}/)
  assert.equal(code, 1)
})

test('what is typed wrong, what cannot be read, what is no package', async () => {
  for (const args of [
    [whole, 'thêm'],
    [whole, '--trust'],
    [whole, '--khac', 'x'],
    ['--trust', root],
  ])
    assert.equal((await verify(...args)).code, 2, args.join(' '))
  const missing = await verify(join(dir, 'khong-co.zip'))
  assert.deepEqual([missing.code, missing.complained.startsWith('LỖI Không đọc được tệp')], [1, true])
  assert.match((await verify(whole, '--trust', file('b.txt', 'gốc'))).complained, /không chứa chứng thư/)
  const other = await verify(file('a.txt', 'xin chào'), '--trust', root)
  assert.match(other.said, /không phải ZIP/)
  assert.equal(other.code, 1)
})

test('from the terminal: the real program, its exit code, and no database left running', () => {
  const main = new URL('./main.ts', import.meta.url).pathname
  const env = { ...process.env, DATA_DIR: join(dir, 'nothing-here'), DATABASE_URL: '' }
  const { status, stdout } = spawnSync(process.execPath, [main, 'verify', whole, '--trust', root], {
    encoding: 'utf8',
    env,
  })
  assert.match(stdout, /Gói đứng vững/)
  assert.equal(status, 0)
})
