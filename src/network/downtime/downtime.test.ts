/** A ward without the system: numbered paper is given out, comes back, is entered; what is missing is named. */
import assert from 'node:assert/strict'
import { createDecipheriv, pbkdf2Sync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PDFDocument } from 'pdf-lib'
import { extractText, getDocumentProxy } from 'unpdf'
import { admission, registration, start_test_site } from '../../../tests/test-site.ts'
import type { Downtime } from './contract.ts'
import type { Closed } from './lock.ts'
import { format_code, read_code } from './paper-code.ts'
import { write_folder } from './write-folder.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-ngung-'))
after(() => rmSync(dir, { recursive: true, force: true }))
const running = await start_test_site()
const [admin, nurse, reception, doctor] = await Promise.all(
  ['it_admin', 'nurse', 'reception', 'doctor'].map((role) => running.person(role)),
)
assert.ok(admin && nurse && reception && doctor)
const patient = (await reception('POST', '/api/patients', registration({ name: 'lý thị dự phòng' }))).json[
  'id'
] as string
const stay = (await reception('POST', '/api/stays', admission(patient))).json as {
  admission_number: string
  encounter: string
}

const look = async (): Promise<Downtime> => (await nurse('GET', '/api/downtime')).json as unknown as Downtime
const settle = (code: string, changes: Record<string, string> = {}) =>
  nurse('POST', '/api/downtime/papers/settle', {
    ...{ code, state: 'entered', stay: stay.admission_number, note: '' },
    ...changes,
  })
const words_of = async (bytes: Uint8Array): Promise<string> => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
  return text
}
const refusal = (answer: { json: Record<string, unknown> }): string => JSON.stringify(answer.json)

test('a number read wrong by one digit, or with two exchanged, is refused before it is looked for', () => {
  const code = format_code(2026, 123)
  assert.match(code, /^NM26-000123-\d$/)
  assert.equal(read_code(code.toLowerCase().replaceAll('-', ' ')), code)
  assert.throws(() => read_code(code.replace('123', '133')), /đọc sai một chữ số/)
  assert.throws(() => read_code(code.replace('123', '132')), /đọc sai một chữ số/)
  assert.throws(() => read_code('26000123'), /không phải số giấy/)
})

let codes: string[] = []

test('blank sheets of the house’s own form: each with its number, room for a label, the house’s name, every page', async () => {
  const made = await nurse('POST', '/api/downtime/papers', { form: '36-BV2', count: 3, place: 'Nội tổng hợp' })
  assert.equal(made.status, 201, refusal(made))
  const { bytes } = await nurse('GET', `/api/downtime/batches/${String(made.json['batch'])}/pdf`)
  codes = (await look()).missing.map(({ code }) => code)
  assert.equal(codes.length, 3)
  const words = await words_of(bytes)
  for (const code of codes) assert.ok(words.includes(code), code)
  assert.match(words, /Dán nhãn người bệnh/)
  assert.equal((await PDFDocument.load(bytes)).getPageCount() % 3, 0)
  assert.doesNotMatch(words, /Lý Thị/i, 'blank: nobody’s name')
})

test('what came back is bound to its stay; once; and what did not is named', async () => {
  const [first = '', second = '', third = ''] = codes
  assert.equal((await settle(first)).status, 200)
  assert.match(refusal(await settle(first)), /đã được .* xử lý rồi/)
  assert.match(refusal(await settle(second, { stay: '99000001' })), /Không có lượt khám nào có số vào viện/)
  assert.match(refusal(await settle(second, { stay: '', note: '' })), /Ghi số vào viện.*hoặc lý do/)
  assert.match(refusal(await settle(format_code(2026, 900_000))), /chưa phát số/)
  assert.equal((await settle(third, { state: 'spoiled', stay: '', note: 'rách' })).status, 200)
  const { missing, settled, counts } = await look()
  assert.deepEqual(
    missing.map(({ code }) => code),
    [second],
  )
  assert.deepEqual([counts.entered, counts.spoiled, counts.out], [1, 1, 1])
  assert.equal(settled.find(({ code }) => code === first)?.encounter, stay.encounter)
})

test('hospital B sees none of it and cannot settle it; who has no part in wards may not', async () => {
  const other = await running.person('nurse.b')
  assert.equal(((await other('GET', '/api/downtime')).json as unknown as Downtime).missing.length, 0)
  const taken = await other('POST', '/api/downtime/papers/settle', {
    ...{ code: codes[1], state: 'spoiled', stay: '', note: 'của A' },
  })
  assert.equal(taken.status, 404)
  assert.equal((await nurse('PUT', '/api/downtime/plan', { contacts: [], steps: [] })).status, 403)
  assert.equal((await nurse('POST', '/api/downtime/lock')).status, 403)
})

test('the procedure is the facility’s own, with whom to call; each word of before stays in the database', async () => {
  assert.equal((await look()).plan_changed, null)
  const plan = {
    contacts: [{ role: 'CNTT', name: 'Trần Văn Máy', phone: '0912 345 678' }],
    steps: ['Gọi CNTT', 'Dùng giấy'],
  }
  assert.equal((await admin('PUT', '/api/downtime/plan', plan)).status, 200)
  const { plan: kept, plan_changed } = await look()
  assert.deepEqual(kept, plan)
  assert.ok(plan_changed)
})

const folder = join(dir, '24012')
const office = () => ({ ...running.site, dir })
const closed_of = (page: string): Closed =>
  JSON.parse(/<script type="application\/json" id="closed">(.*?)<\/script>/s.exec(page)?.[1] ?? 'null') as Closed
const open = ({ salt, iterations, nonce, text }: Closed, words: string): string => {
  const key = pbkdf2Sync(words.replaceAll('-', ''), Buffer.from(salt, 'base64'), iterations, 32, 'sha256')
  const bytes = Buffer.from(text, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
}

test('the folder stands without a lock: procedure, forms, numbers, and nobody’s name', async () => {
  assert.equal(await write_folder(office(), '24012'), '')
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  assert.match(page, /Trần Văn Máy[\s\S]*0912 345 678/)
  assert.match(page, /chưa đặt cụm từ mở/)
  assert.doesNotMatch(page, /Lý Thị/)
  assert.ok(existsSync(join(folder, 'giay', '01-BV1.pdf')))
  assert.match(await words_of(readFileSync(join(folder, 'so-giay.pdf'))), /NM26-\d{6}-\d/)
  assert.deepEqual((await look()).folder.people, null)
})

test('with a lock the list of inpatients is in it, closed: only the words of the envelope open it', async () => {
  const { words } = (await admin('POST', '/api/downtime/lock')).json as { words: string }
  assert.match(words, /^(\w{4}-){3}\w{4}$/)
  const made = statSync(join(folder, 'giay', '01-BV1.pdf')).mtimeMs
  assert.equal(await write_folder(office(), '24012'), '')
  assert.equal(
    statSync(join(folder, 'giay', '01-BV1.pdf')).mtimeMs,
    made,
    'a form that did not change is not drawn again',
  )
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  assert.doesNotMatch(page, /Lý Thị|J18\.1/, 'not readable as it lies there')
  const list = JSON.parse(open(closed_of(page), words)) as Record<string, string>[]
  assert.deepEqual(
    list.map(({ name, number, diagnosis }) => [name, number, diagnosis]),
    [['Lý Thị Dự Phòng', stay.admission_number, 'Viêm phổi thùy dưới phải (J18.1)']],
  )
  assert.throws(() => open(closed_of(page), 'AAAA-AAAA-AAAA-AAAA'))
})

test('of the folder’s loose numbers, one below the highest that came back is missing', async () => {
  const numbers = [...(await words_of(readFileSync(join(folder, 'so-giay.pdf')))).matchAll(/NM26-\d{6}-\d/g)].map(
    ([code]) => code,
  )
  const before = (await look()).missing.length
  assert.equal((await settle(numbers[2] ?? '')).status, 200)
  assert.deepEqual(
    (await look()).missing.slice(before).map(({ code }) => code),
    numbers.slice(0, 2),
  )
})

test('a folder that cannot be written says why, and when it last could', async () => {
  const file = join(dir, 'tep')
  writeFileSync(file, '')
  assert.match(await write_folder({ ...office(), dir: file }, '24012'), /không phải thư mục/)
  const { folder: standing } = await look()
  assert.match(standing.problem, /không phải thư mục/)
  assert.ok(standing.written_at)
})
