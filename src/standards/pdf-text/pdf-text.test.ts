/** A PDF's letters are read as they stand there, and no PDF costs more than its bounds. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { PDFDocument } from 'pdf-lib'
import { read_pdf_text, rest_pdf_text } from './index.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-pdf-text-'))
after(async () => {
  await rest_pdf_text()
  rmSync(dir, { recursive: true, force: true })
})

const text_of = async (pdf: Uint8Array) => {
  const read = await read_pdf_text(pdf)
  return read.kind === 'text' ? read : assert.fail(read.why)
}
const plain = async (words: string): Promise<Uint8Array> => {
  const document = await PDFDocument.create()
  document.addPage([400, 300]).drawText(words)
  return document.save({ useObjectStreams: false })
}

test('what was typed into a form is read, a scan says nothing', async () => {
  const document = await PDFDocument.create()
  const page = document.addPage([400, 300])
  const field = document.getForm().createTextField('ho_ten')
  field.setText('TRAN VAN CHIN')
  field.addToPage(page, { x: 10, y: 10 })
  assert.deepEqual((await text_of(await document.save())).lines, ['TRAN VAN CHIN'])
  const scan = await PDFDocument.create()
  const picture = await scan.embedPng(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  )
  scan.addPage([400, 300]).drawImage(picture, { x: 0, y: 0, width: 400, height: 300 })
  assert.deepEqual((await text_of(await scan.save())).lines, [])
})

test('no PDF, half a PDF, a locked one: said, nothing thrown', async () => {
  const good = await plain('Phieu kham benh')
  assert.deepEqual(await read_pdf_text(Buffer.from('không phải PDF')), { kind: 'unread', why: 'broken' })
  assert.deepEqual(await read_pdf_text(new Uint8Array(0)), { kind: 'unread', why: 'broken' })
  const [open, locked] = [join(dir, 'open.pdf'), join(dir, 'locked.pdf')]
  writeFileSync(open, good)
  execFileSync('qpdf', ['--encrypt', 'mo', 'chu', '256', '--', open, locked])
  assert.deepEqual(await read_pdf_text(readFileSync(locked)), { kind: 'unread', why: 'locked' })
  assert.equal((await read_pdf_text(new Uint8Array(25 * 1_048_576))).kind, 'unread')
})

/** A PDF of one page whose content is this stream. */
const page_of = (objects: (string | Buffer)[]): Buffer => {
  const pieces = [Buffer.from('%PDF-1.7\n')]
  for (const [i, body] of objects.entries())
    pieces.push(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]))
  pieces.push(Buffer.from(`trailer << /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`))
  return Buffer.concat(pieces)
}
const stream = (head: string, bytes: Buffer | string): Buffer => {
  const body = Buffer.from(bytes)
  return Buffer.concat([
    Buffer.from(`<< ${head} /Length ${body.length} >>\nstream\n`),
    body,
    Buffer.from('\nendstream'),
  ])
}
const catalog = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>']

/** Each drawing draws the next one twenty times: 20⁸ of them. */
const drawings = (): Buffer => {
  const next = (i: number) =>
    `<< /XObject << /N ${i} 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>`
  const kinds = Array.from({ length: 8 }, (_, i) =>
    stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources ${next(i + 6)}`,
      'q BT /F 9 Tf (a) Tj ET /N Do Q '.repeat(20),
    ),
  )
  const last = stream('/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >>', 'q Q')
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources ${next(5)} >>`
  return page_of([...catalog, page, stream('', '/N Do'), ...kinds, last])
}

/** 700 MB of blanks, packed twice: a few KB. */
const bomb = (): Buffer => {
  const packed = deflateSync(deflateSync(Buffer.alloc(700 * 1_048_576, ' ')))
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>'
  return page_of([...catalog, page, stream('/Filter [/FlateDecode /FlateDecode]', packed)])
}

for (const [name, make] of [
  ['drawings in drawings', drawings],
  ['700 MB packed', bomb],
] as const)
  test(`${name}: given up within its bounds, and the next paper is read`, async () => {
    const hostile = make()
    const [good, began_ms] = [await plain('Phieu kham benh'), performance.now()]
    const [first, second] = await Promise.all([read_pdf_text(hostile), read_pdf_text(good)])
    assert.deepEqual(first, { kind: 'unread', why: 'too-slow' })
    assert.deepEqual(second.kind === 'text' && second.lines, ['Phieu kham benh'])
    assert.ok(performance.now() - began_ms < 60_000)
  })
