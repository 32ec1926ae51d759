import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { PDFDocument } from 'pdf-lib'
import { Failure } from '../../base/outcome/index.ts'
import { open_pdf } from './pdf-document.ts'
import { signature_fields } from './pdf-fields.ts'
import { add_slots, sign_pdf, verify_pdf } from './index.ts'
import { append_revision } from './pdf-update.ts'
import { dict, text_of, write_value } from './pdf-values.ts'
import {
  appearance_of,
  ca,
  doctor_signs,
  form_pdf,
  head_signs,
  hospital_ca,
  in_folder,
  packed_pdf,
} from './test-material.ts'
import { person, run, signed_at, slots, trust, typst_pdf, validity } from './test-material.ts'

const original = typst_pdf()
const once = await sign_pdf(original, doctor_signs)
const twice = await sign_pdf(once, head_signs)

/** pdfsig as people run it: with our root in an NSS store made by certutil. */
const pdfsig = (pdf: Uint8Array, root_pem: string): string =>
  in_folder({ 'a.pdf': pdf, 'ca.pem': root_pem }, (path) => {
    run('certutil', '-N', '-d', `sql:${path('.')}`, '--empty-password')
    run('certutil', '-A', '-d', `sql:${path('.')}`, '-n', 'ca', '-t', 'C,C,C', '-i', path('ca.pem'))
    return run('pdfsig', '-nssdir', `sql:${path('.')}`, path('a.pdf'))
  })

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length

/** The covered bytes and the CMS, cut out with nothing of our reader: by a pattern, as an outsider would. */
const cut_out = (pdf: Uint8Array) =>
  [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/ByteRange \[0 (\d+) (\d+) (\d+)/g),
  ].map((found) => {
    const [start = 0, end = 0, rest = 0] = found.slice(1).map(Number)
    const padded = Buffer.from(Buffer.from(pdf.subarray(start + 1, end - 1)).toString('latin1'), 'hex')
    return { content: Buffer.concat([pdf.subarray(0, start), pdf.subarray(end, end + rest)]), cms: padded }
  })

const cms_verified = (content: Uint8Array, cms: Uint8Array, root_pem: string) =>
  in_folder({ 'ca.pem': root_pem, 'a.p7s': cms, 'a.bin': content }, (path) => {
    const where = ['-in', path('a.p7s'), '-content', path('a.bin'), '-CAfile', path('ca.pem'), '-out', path('out')]
    run('openssl', 'cms', '-verify', '-cades', '-binary', '-inform', 'DER', ...where)
    return Buffer.compare(readFileSync(path('out')), content) === 0
  })

test('pdfsig finds two signatures in sequence valid, over a table and over streams, with both kinds of key', async () => {
  const sources = [original, await packed_pdf()]
  for (const kind of ['ecdsa-p256', 'rsa-2048'] as const) {
    const root = hospital_ca(kind)
    for (const source of sources) {
      const one = await sign_pdf(source, { ...doctor_signs, provider: person(root, 'Nguyễn Văn Á', 'A1', kind) })
      const two = await sign_pdf(one, { ...head_signs, provider: person(root, 'Trần Thị Bưởi', 'B2', kind) })
      const report = pdfsig(two, root.certificate_pem)
      assert.equal(count(report, /Signature is Valid/g), 2, report)
      assert.equal(count(report, /Type: ETSI\.CAdES\.detached/g), 2, report)
      assert.equal(count(report, /Certificate is Trusted/g), 2, report)
      assert.match(report, /Field Name: bac_si\n.*Nguyễn Văn Á\n/)
      assert.match(report, /Field Name: truong_khoa\n.*Trần Thị Bưởi\n/)
    }
  }
})

test('openssl accepts the CMS of both signatures over the bytes they cover, seen or not', async () => {
  const [appearance, other] = [appearance_of('Nguyễn Văn Á'), appearance_of('Trần Thị Bưởi')]
  const seen = await sign_pdf(add_slots(original, slots, signed_at), { ...doctor_signs, appearance })
  for (const pdf of [twice, await sign_pdf(seen, { ...head_signs, appearance: other })]) {
    const parts = cut_out(pdf)
    assert.equal(parts.length, 2)
    for (const { content, cms } of parts) assert.ok(cms_verified(content, cms, ca.certificate_pem))
  }
})

test('qpdf finds no fault in the signed files', async () => {
  for (const source of [original, await packed_pdf(), await form_pdf(false), await form_pdf(true)]) {
    const signed = await sign_pdf(await sign_pdf(source, doctor_signs), head_signs)
    in_folder({ 'a.pdf': signed }, (path) => {
      assert.match(run('qpdf', '--check', path('a.pdf')), /No syntax or stream encoding errors/)
      assert.match(run('pdfinfo', path('a.pdf')), /Pages:/)
    })
    assert.equal(verify_pdf(signed, trust).problem, undefined)
    await PDFDocument.load(signed)
  }
})

test('every earlier byte stays: the signed file begins with the file before', () => {
  assert.equal(Buffer.compare(once.subarray(0, original.length), original), 0)
  assert.equal(Buffer.compare(twice.subarray(0, once.length), once), 0)
})

test('the trailer keeps what PDF/A demands, and the first half of ID never changes', () => {
  const [before, after] = [open_pdf(original).xref.trailer.entries, open_pdf(twice).xref.trailer.entries]
  for (const key of ['Root', 'Info'])
    assert.equal(write_value(after.get(key) ?? null), write_value(before.get(key) ?? null))
  const ids = [before, after].map((entries) => open_pdf(original).array(entries.get('ID')) ?? [])
  assert.equal(write_value(ids[1]?.[0] ?? null), write_value(ids[0]?.[0] ?? null))
  assert.notEqual(write_value(ids[1]?.[1] ?? null), write_value(ids[0]?.[1] ?? null))
})

test('the signature dictionary carries name, reason, place and Vietnamese time', () => {
  const [field] = signature_fields(open_pdf(once))
  const said = (key: string) => text_of(field?.signature?.entries.get(key))
  assert.equal(said('Name'), 'BS Nguyễn Văn Á')
  assert.equal(said('Reason'), 'Ký kết quả xét nghiệm')
  assert.equal(said('Location'), 'Bắc Giang')
  assert.equal(said('M'), "D:20261102083000+07'00'")
})

test('a slot signs once; the same name again, or the name of another field, is refused', async () => {
  await assert.rejects(
    sign_pdf(once, doctor_signs),
    (error: unknown) => error instanceof Failure && error.status === 409,
  )
  await assert.rejects(sign_pdf(await form_pdf(true), { ...doctor_signs, field_name: 'ghi_chu' }), Failure)
  for (const field_name of ['', 'a.b'])
    await assert.rejects(sign_pdf(original, { ...doctor_signs, field_name }), Failure)
})

test('an empty signature field that is already there is filled, not doubled', async () => {
  const with_slot = Buffer.from(once)
  const at = with_slot.lastIndexOf('/V ')
  const reference = /^\/V \d+ 0 R/.exec(with_slot.subarray(at).toString('latin1'))?.[0] ?? ''
  with_slot.write(' '.repeat(reference.length), at, 'latin1')
  assert.equal(signature_fields(open_pdf(with_slot)).length, 1)
  const signed = await sign_pdf(with_slot, doctor_signs)
  assert.equal(signature_fields(open_pdf(signed)).length, 1)
  assert.equal(verify_pdf(signed, trust).problem, undefined)
})

test('the room must suffice, the certificate be in force', async () => {
  await assert.rejects(sign_pdf(original, { ...doctor_signs, reserved_bytes: 100 }), Failure)
  const after = new Date(validity.to.getTime() + 1000)
  await assert.rejects(sign_pdf(original, { ...doctor_signs, signed_at: after }), Failure)
})

test('what is no PDF, or an encrypted one, is refused with a Failure', async () => {
  const document = open_pdf(original)
  document.xref.trailer.entries.set('Encrypt', dict({}))
  const encrypted = append_revision(document, []).bytes
  for (const bytes of [
    encrypted,
    new Uint8Array(),
    Buffer.from('hello'),
    Buffer.from('%PDF-1.7\n'),
    original.subarray(0, 9000),
  ])
    await assert.rejects(sign_pdf(bytes, doctor_signs), Failure)
})

test('the default room is 20 000 bytes, and signing takes less than 100 ms', async () => {
  const started = performance.now()
  const signed = await sign_pdf(original, { ...doctor_signs, reserved_bytes: undefined, signed_at })
  const took_ms = performance.now() - started
  assert.ok(signed.length - original.length > 40_000)
  assert.ok(took_ms < 100, `${took_ms} ms`)
})
