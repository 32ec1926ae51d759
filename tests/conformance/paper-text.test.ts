/** What our own papers say, read back from their PDFs: every letter, and whose they are. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sample_input } from '../../forms/paper/sample.ts'
import { load_forms } from '../../src/chart/medical-record/form-definition-load.ts'
import { judge_paper_person, type SubmissionPerson } from '../../src/standards/documents/index.ts'
import { identifier_system } from '../../src/standards/fhir/index.ts'
import { read_pdf_text, rest_pdf_text } from '../../src/standards/pdf-text/index.ts'
import { evict, render_pdf } from '../../src/standards/print/index.ts'

const dir = mkdtempSync(join(tmpdir(), 'benhan-paper-text-'))
after(async () => {
  evict()
  await rest_pdf_text()
  rmSync(dir, { recursive: true, force: true })
})

const forms = load_forms(join(import.meta.dirname, '../../forms'))
const printed = (slug: string): Promise<Uint8Array> =>
  render_pdf({ ...sample_input(forms.get(slug) ?? assert.fail(slug)), mode: 'paper' })

const letters = (text: string): string[] => [...text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')].toSorted()
const poppler = (pdf: Uint8Array): string => {
  const file = join(dir, 'one.pdf')
  writeFileSync(file, pdf)
  return execFileSync('pdftotext', [file, '-']).toString()
}
const text_of = async (pdf: Uint8Array) => {
  const read = await read_pdf_text(pdf)
  return read.kind === 'text' ? read : assert.fail(read.why)
}

test('every letter of our own papers, marks and all, as poppler reads them', async () => {
  for (const slug of ['chuyen-co-so', 'tra-loi-chuyen', 'hen-kham-lai', '01-BV1', '22-BV1', '28-BV1', '29-BV2']) {
    const pdf = await printed(slug)
    const { drawn, lines, pages, pages_read } = await text_of(pdf)
    assert.equal(pages_read, pages)
    assert.deepEqual(letters(drawn.join('')), letters(poppler(pdf)), slug)
    assert.deepEqual(letters(lines.join('')), letters(drawn.join('')), slug)
    // “m” + U+2060 is one cluster there: PDF.js by itself reads “Na”, “nă”.
    if (slug === '01-BV1') assert.match(lines.join('\n'), /1\. Nam.*2\. Nữ[^]*năm 2026/)
  }
})

test('a line is what stands beside each other, a column a tab', async () => {
  const { lines } = await text_of(await printed('chuyen-co-so'))
  assert.ok(
    lines.some((line) => line.startsWith('- Họ và tên người bệnh: NGUYỄN THỊ BƯỞI\t')),
    lines.slice(0, 12).join('\n'),
  )
  assert.ok(lines.some((line) => line.includes('Nam X Nữ')))
})

/** The person of the made-up answers. */
const of_sample: SubmissionPerson = {
  ...{ name: 'Nguyễn Thị Bưởi', birth_date: '1958-03-07' },
  identifiers: [{ system: identifier_system.cccd, value: '051158001234' }],
}

const stranger: SubmissionPerson = {
  ...{ name: 'Trần Văn Khác', birth_date: '1990-03-02' },
  identifiers: [{ system: identifier_system.cccd, value: '024090000123' }],
}
const says = (read: Awaited<ReturnType<typeof read_pdf_text>>, person = of_sample): string =>
  judge_paper_person(read, { person, author: { name: 'Lê Thị Ngọc Ánh', identifiers: [] } }).says

test('every form we print names its person, with and without her number; a stranger on none of them', async () => {
  for (const slug of forms.keys()) {
    const read = await read_pdf_text(await printed(slug))
    assert.equal(says(read), 'her', slug)
    assert.equal(says(read, { ...of_sample, identifiers: [] }), 'her', slug)
    assert.equal(says(read, stranger), 'another', slug)
  }
  assert.ok(forms.size > 50)
})
