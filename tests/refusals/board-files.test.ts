/** Files of the board's registers: each is opened before it is kept, and the hub's malware scanner is asked. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { strToU8, zipSync, type Zippable } from 'fflate'
import { PDFDocument, PDFName, PDFString } from 'pdf-lib'
import write_excel_file from 'write-excel-file/node'
import { build_areas, build_programme, small_pdf } from '../../demo/index.ts'
import { start_clamd } from '../clamd.ts'
import { begin_programme, start_board_hub } from '../board-year.ts'
import { password } from '../test-site.ts'

const clamd = await start_clamd({ 'nhiem doc': 'Win.Test.BenhAn-1' })
const hub = await start_board_hub('2025-02-17', {
  scanner: { connect: { host: '127.0.0.1', port: clamd.port }, timeout_ms: 400 },
})
await begin_programme(hub, build_programme(365), build_areas())
const own = '24304'
const here = `/api/board/facilities/${own}`
const unit = await hub.unit(own)
const cookie =
  (
    await fetch(`${hub.base}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: `it-${own}`, password }),
    })
  ).headers
    .get('set-cookie')
    ?.split(';')[0] ?? ''

const new_line = async (kind = 'document', body: object = { paper: 'apt-plan' }): Promise<string> =>
  String((await unit('POST', `${here}/entries`, { kind, body })).json['id'])
const id = await new_line()

const send = async (name: string, bytes: Uint8Array, entry = id) => {
  const answer = await fetch(`${hub.base}${here}/entries/${entry}/files?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie, 'x-benhan': '1', 'content-type': 'application/octet-stream' },
    body: Buffer.from(bytes),
  })
  return { status: answer.status, text: await answer.text() }
}
const kept = async (): Promise<number> => {
  const { json } = await unit('GET', here)
  return (json['entries'] as { id: string; files: unknown[] }[]).find((one) => one.id === id)?.files.length ?? 0
}

const pdf = (line: string): Uint8Array => strToU8(small_pdf(line))
const docx = (more: Zippable = {}, main = 'document.main+xml'): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8(
      `<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${main}"/></Types>`,
    ),
    '_rels/.rels': strToU8('<Relationships/>'),
    'word/document.xml': strToU8('<w:document xmlns:w="x"><w:body/></w:document>'),
    ...more,
  })
const xlsx = (): Promise<Buffer> => write_excel_file([[{ value: 'Quy chế', type: String }]]).toBuffer()

const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
}
const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
const png = Buffer.concat([
  head,
  chunk('IHDR', size),
  chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
  chunk('IEND', Buffer.alloc(0)),
])
const jpeg = Buffer.from([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 0x3f, 0, 0, 0xff, 0xd9],
])

test('a paper, a letter, a table and pictures are taken, and each went to the scanner whole', async () => {
  const table = await xlsx()
  const sent: [string, Uint8Array][] = [
    ['quy chế.pdf', pdf('Quy che')],
    ['quy chế.docx', docx()],
    ['bảng.xlsx', table],
    ['ảnh.png', png],
    ['ảnh.JPG', jpeg],
    ['QĐ 12.2025', pdf('khong co duoi')],
  ]
  for (const [name, bytes] of sent) {
    const answer = await send(name, bytes)
    assert.equal(answer.status, 201, `${name}: ${answer.text}`)
  }
  assert.deepEqual(
    clamd.seen,
    sent.map(([, bytes]) => bytes.length),
  )
  assert.equal(await kept(), sent.length)
})

test('what only begins like a paper is refused: cut off, empty, with a password, or a zip of something else', async () => {
  const before = await kept()
  const whole = pdf('a')
  const locked = Buffer.from(
    Buffer.from(whole).toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 9 0 R'),
    'latin1',
  )
  const no_page = Buffer.from(Buffer.from(whole).toString('latin1').replace('/Kids [3 0 R]', '/Kids [     ]'), 'latin1')
  const refused: [string, Uint8Array, RegExp][] = [
    ['a.pdf', strToU8('%PDF-1.7 nothing else'), /Không mở được tệp PDF/],
    ['a.pdf', whole.subarray(0, 200), /Không mở được tệp PDF/],
    ['a.pdf', locked, /có mật khẩu/],
    ['a.pdf', no_page, /không có trang nào/],
    ['a.docx', zipSync({ 'word/document.xml': strToU8('<a/>') }), /không phải Word/],
    ['a.docx', docx({ 'word/document.xml': strToU8('<html/>') }), /không phải Word/],
    ['a.docx', docx({ 'word/vbaProject.bin': strToU8('x') }), /macro/],
    ['a.docx', docx({}, 'document.macroEnabled.main+xml'), /macro/],
    ['a.docx', docx().subarray(0, 100), /hỏng hoặc chưa tải xong/],
    ['a.xlsx', zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }), /không phải Word/],
    ['a.zip', zipSync({ 'a.txt': strToU8('x') }), /không phải Word/],
    ['a.png', png.subarray(0, 20), /Chỉ nhận PDF/],
    ['a.jpg', jpeg.subarray(0, 6), /Chỉ nhận PDF/],
    ['a.exe', strToU8('MZ'), /Chỉ nhận PDF/],
    ['a.pdf', strToU8('<script>alert(1)</script>'), /Chỉ nhận PDF/],
  ]
  for (const [name, bytes, words] of refused) {
    const answer = await send(name, bytes)
    assert.equal(answer.status, 422, `${name} ${String(words)}: ${answer.text}`)
    assert.match(answer.text, words)
  }
  assert.equal(await kept(), before)
})

test('a name that says something else than the file is refused', async () => {
  for (const [name, bytes, words] of [
    ['quyết định.pdf', png, /ghi “\.pdf” nhưng bên trong là ảnh PNG/],
    ['ảnh.png', pdf('b'), /ghi “\.png” nhưng bên trong là PDF/],
    ['bảng.xlsx', docx({ 'x.xml': strToU8('1') }), /ghi “\.xlsx” nhưng bên trong là Word/],
    ['mo-toi.exe', pdf('c'), /ghi “\.exe” nhưng bên trong là PDF/],
  ] as const) {
    const answer = await send(name, bytes)
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, words)
  }
})

test('a PDF that would run something, and the test file of the scanners, are refused without a scanner too', async () => {
  const document = await PDFDocument.load(pdf('d'))
  const script = document.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') })
  document.catalog.set(PDFName.of('OpenAction'), document.context.register(script))
  assert.match(
    (await send('a.pdf', await document.save())).text,
    /JavaScript: văn bản không được mang nội dung tự chạy/,
  )
  const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-', 'ANTIVIRUS-TEST-FILE!$H+H*'].join('')
  assert.match((await send('a.docx', docx({ 'word/media/a.txt': [strToU8(eicar), { level: 0 }] }))).text, /EICAR/)
})

test('what the scanner finds is refused by name; while it is away nothing is kept', async () => {
  const before = await kept()
  const found = await send('quy chế.pdf', pdf('nhiem doc'))
  assert.equal(found.status, 422)
  assert.match(found.text, /“quy chế.pdf” bị bộ quét mã độc của trục chặn \(Win\.Test\.BenhAn-1\)/)
  for (const mood of ['hang', 'close'] as const) {
    clamd.mood = mood
    const answer = await send('quy chế.pdf', pdf('sach'))
    assert.equal(answer.status, 503, answer.text)
    assert.match(answer.text, /Chưa kiểm tra được mã độc/)
  }
  clamd.mood = 'take'
  assert.equal(await kept(), before)
  assert.equal((await send('quy chế.pdf', pdf('sach'))).status, 201)
})

test('nobody reaches the scanner who may not write there, and spreadsheets go by it as well', async () => {
  const seen = clamd.seen.length
  const lines = [await new_line('media', { item: 'x', on: '2025-02-01' }), 'khong-co']
  assert.equal((await send('a.pdf', pdf('e'), lines[0])).status, 409, 'a line that takes no files')
  assert.equal((await send('a.pdf', pdf('e'), lines[1])).status, 404)
  const inspector = await hub.person('board-inspector')
  const upload = { 'content-type': 'application/octet-stream' }
  assert.equal((await inspector('POST', `${here}/entries/${id}/files?name=a.pdf`, 'x', upload)).status, 403)
  assert.equal((await inspector('POST', '/api/board/import?what=budget&name=a.csv', 'x', upload)).status, 403)
  assert.equal(clamd.seen.length, seen)
  const bad = await hub.so('POST', '/api/board/import?what=budget&name=a.csv', 'Mã;Tỉnh\nnhiem doc;1', upload)
  assert.equal(bad.status, 422)
  assert.match(bad.text, /Win\.Test/)
})
