/** What goes to the archive is PDF/A-2b: as it is printed, after three people signed it, and seen to break when broken. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { sample_input } from '../../forms/paper/sample.ts'
import { load_forms } from '../../src/chart/medical-record/form-definition-load.ts'
import { evict, render_pdf } from '../../src/standards/print/index.ts'
import { clinical_answers } from '../sample-answers.ts'
import { admission, registration, start_test_site } from '../test-site.ts'
import { claim_of, pdf_a_faults } from './pdf-a.ts'
import { open_pdf } from './pdf-objects.ts'

const forms = load_forms(join(import.meta.dirname, '../../forms'))
after(evict)

const printed = (slug: string): Promise<Uint8Array> => {
  const form = forms.get(slug)
  assert.ok(form, slug)
  return render_pdf(sample_input(form))
}

for (const slug of ['01-BV1', '05-BV1', '10-BV1', '22-BV1', '36-BV2', '47-BV2'])
  test(`${slug}, filled and with its QR, is PDF/A-2b`, async () => {
    const bytes = await printed(slug)
    assert.equal(claim_of(open_pdf(bytes)), '2B')
    assert.deepEqual(pdf_a_faults(bytes), [])
  })

test('a sheet that three people signed is still PDF/A-2b', async () => {
  const { person } = await start_test_site()
  const reception = await person('reception')
  const doctor = await person('doctor')
  const patient = (await reception('POST', '/api/patients', registration())).json['id'] as string
  const { sheet } = (await reception('POST', '/api/stays', admission(patient))).json
  const draft = { seen_revision: 0, base_version: 1, tab: 'a', answers: clinical_answers }
  assert.equal((await doctor('PUT', `/api/sheets/${sheet}/draft`, draft)).status, 200)
  assert.equal((await doctor('POST', `/api/sheets/${sheet}/complete`, {})).status, 200)
  for (const [username, slot] of [
    ['doctor', 'ky_bs_lam_ba'],
    ['head_of_department', 'ky_truong_khoa'],
    ['director', 'ky_giam_doc'],
  ] as const) {
    const signer = await person(username)
    const signed = await signer('POST', `/api/sheets/${sheet}/sign`, { slot })
    assert.equal(signed.status, 200, signed.text)
    assert.deepEqual(pdf_a_faults((await doctor('GET', `/api/sheets/${sheet}/pdf`)).bytes), [], username)
  }
})

/** The same file with one thing put wrong, its length kept so that every offset still holds. */
const spoiled = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  const text = Buffer.from(bytes).toString('latin1')
  assert.ok(text.includes(from), from)
  return Buffer.from(text.replace(from, to.padEnd(from.length)), 'latin1')
}

test('what PDF/A forbids is found: each file here breaks one rule', async () => {
  const whole = await printed('36-BV2')
  for (const [from, to, clause] of [
    ['/GTS_PDFA1', '/GTS_PDFX1', /^6\.2\.3 output intent/],
    ['pdfaid:part>2', 'pdfaid:part>4', /^6\.6\.4/],
    ['/FontFile2', '/FontFileX', /^6\.2\.11\.4 font .* is not in the file/],
    ['/CIDToGIDMap /Identity', '', /^6\.2\.11\.3\.2/],
    ['/W [', '/Wx[', /^6\.2\.11\.5 width of glyph/],
    ['/Lang (vi-VN)', '/AA <<>>', /^6\.5\.2/],
    ['%PDF-1.7', '%PDF-2.0', /^6\.1\.2/],
  ] as const)
    assert.match(pdf_a_faults(spoiled(whole, from, to)).join('\n'), clause, from)
  assert.deepEqual(pdf_a_faults(Buffer.concat([whole, Buffer.from('more')])), ['6.1.3 data after the last %%EOF'])
})

test('an encrypted file is not PDF/A', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'pdf-a-'))
  after(() => rmSync(dir, { recursive: true }))
  const [plain, secret] = [join(dir, 'plain.pdf'), join(dir, 'secret.pdf')]
  writeFileSync(plain, await printed('36-BV2'))
  execFileSync('qpdf', ['--encrypt', '', 'owner', '256', '--', plain, secret])
  assert.ok(pdf_a_faults(readFileSync(secret)).includes('6.1.3 encrypted'))
})

test('a common PDF is told what it lacks: fonts, colours, identity; and what it must not do', async () => {
  const document = await PDFDocument.create()
  const page = document.addPage([200, 200])
  page.drawText('x', { font: await document.embedFont(StandardFonts.Helvetica) })
  document.addJavaScript('a', 'app.alert(1)')
  const faults = pdf_a_faults(await document.save({ useObjectStreams: false }))
  for (const one of [
    '6.1.3 no ID in the trailer',
    '6.2.3 output intent',
    '6.2.4.3 device colour by rg',
    '6.2.11.4 font /Helvetica is not in the file',
    '6.5.1 action /JavaScript',
    '6.5.1 JavaScript',
    '6.6.4 does not say that it is PDF/A',
  ])
    assert.ok(faults.includes(one), `${one}: ${faults.join('; ')}`)
})
