/** A vendor that has nothing but files: what lies in a folder travels, what came lies in a folder. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { make_letter } from '../../src/standards/documents/test-letters.ts'
import { member_client_id } from '../../src/network/membership/index.ts'
import { start_test_hub } from '../test-hub.ts'
import { password, type Json } from '../test-site.ts'

const hub = await start_test_hub()
const dir = mkdtempSync(join(tmpdir(), 'folder-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const [a, b] = [join(dir, 'a'), join(dir, 'b')]
const sweep = async (folder: string, code: string) => {
  const { spawn } = await import('node:child_process')
  const options = [
    '--dir',
    folder,
    '--url',
    hub.base,
    '--client',
    member_client_id(code),
    '--secret',
    password,
    '--once',
    'true',
  ]
  const child = spawn(process.execPath, ['bin/benhan.mjs', 'folder', ...options])
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += String(text)))
  const status = await new Promise<number | null>((resolve) => child.on('exit', resolve))
  return { status, said }
}

/** Laid there some seconds ago: what is still being written is left alone. */
const lay = (folder: string, name: string, content: string | Uint8Array): void => {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), content)
  const before = new Date(Date.now() - 10_000)
  utimesSync(join(folder, name), before, before)
}

const made = await make_letter({ house: hub.house('24012'), submission: { recipients: ['01929'] } })
const letter = (changes: Json = {}) =>
  JSON.stringify({
    ...{ kind: 'transfer-letter', number: 'CV-2026/001', recipients: ['01929'], created_at: made.created_at },
    patient: { name: 'Trần Thị Bưởi', cccd: '024190000123', birth_date: '1990-03-02', gender: 'female' },
    author: { name: 'Nguyễn Văn Á' },
    ...changes,
  })

test('a letter and its PDF laid in a folder at A lie in a folder at B, with receipts on both sides', async () => {
  lay(join(a, 'gui'), 'cv1.json', letter())
  lay(join(a, 'gui'), 'cv1.pdf', made.parts[0].bytes)
  const sent = await sweep(a, '24012')
  assert.equal(sent.status, 0, sent.said)
  assert.deepEqual(readdirSync(join(a, 'gui')), [])
  assert.deepEqual(readdirSync(join(a, 'da-gui')), ['cv1.bien-nhan.json', 'cv1.json', 'cv1.pdf'])
  const receipt = JSON.parse(readFileSync(join(a, 'da-gui/cv1.bien-nhan.json'), 'utf8')) as Json
  assert.match(String(receipt['receipt']), /^ey/)

  const came = await sweep(b, '01929')
  assert.equal(came.status, 0, came.said)
  const place = join(b, 'den', String(receipt['number']))
  assert.deepEqual(readFileSync(join(place, 'van-ban.pdf')), Buffer.from(made.parts[0].bytes))
  assert.equal((JSON.parse(readFileSync(join(place, 'thu.json'), 'utf8')) as Json)['sender'], '24012')
  lay(join(b, 'tra-loi'), `${receipt['number']}.json`, JSON.stringify({ state: 'rejected', reason: 'Hết giường' }))
  assert.equal((await sweep(b, '01929')).status, 0)
  const member = await hub.member('24012')
  const { letters } = (await member('GET', '/lien-thong/sent')).json as { letters: Json[] }
  assert.equal(letters[0]?.['state'], 'rejected')
  assert.equal(letters[0]?.['reason'], 'Hết giường')
})

test('laid there twice it is one letter; a faulty one is put aside with its reason, and the rest goes on', async () => {
  lay(join(a, 'gui'), 'cv1-lan-2.json', letter())
  lay(join(a, 'gui'), 'cv1-lan-2.pdf', made.parts[0].bytes)
  lay(join(a, 'gui'), 'hong.json', '{"kind": ')
  lay(join(a, 'gui'), 'khong-pdf.json', letter({ number: 'CV-2' }))
  lay(join(a, 'gui'), 'la-noi-nhan.json', letter({ number: 'CV-3', recipients: ['99999'] }))
  lay(join(a, 'gui'), 'la-noi-nhan.pdf', made.parts[0].bytes)
  assert.equal((await sweep(a, '24012')).status, 0)
  assert.match(readFileSync(join(a, 'loi/hong.ly-do.txt'), 'utf8'), /không phải JSON/)
  assert.match(readFileSync(join(a, 'loi/khong-pdf.ly-do.txt'), 'utf8'), /Thiếu khong-pdf\.pdf/)
  assert.match(readFileSync(join(a, 'loi/la-noi-nhan.ly-do.txt'), 'utf8'), /99999/)
  assert.ok(existsSync(join(a, 'da-gui/cv1-lan-2.bien-nhan.json')))
  const { letters } = (await (await hub.member('24012'))('GET', '/lien-thong/sent')).json as { letters: Json[] }
  assert.equal(letters.length, 1)
})

test('with a hub that is away, or a key that does not hold, everything stays where it lies', async () => {
  lay(join(a, 'gui'), 'cv4.json', letter({ number: 'CV-4' }))
  lay(join(a, 'gui'), 'cv4.pdf', made.parts[0].bytes)
  const options = ['--dir', a, '--url', 'http://127.0.0.1:9', '--client', 'x', '--secret', 'y', '--once', 'true']
  const away = spawnSync(process.execPath, ['bin/benhan.mjs', 'folder', ...options], { encoding: 'utf8' })
  assert.notEqual(away.status, 0)
  assert.deepEqual(readdirSync(join(a, 'gui')), ['cv4.json', 'cv4.pdf'])
})
