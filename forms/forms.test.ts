/** Every form: loads, prints blank and filled, as A4 PDF/A that keeps its diacritics. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

import { fields_of } from '../src/chart/medical-record/form-definition.ts'
import type { FormDefinition } from '../src/chart/medical-record/form-definition.ts'
import { load_forms } from '../src/chart/medical-record/form-definition-load.ts'
import { evict, render_pages, render_pdf } from '../src/standards/print/index.ts'
import type { PaperInput } from '../src/standards/print/index.ts'
import { sample_input } from './paper/sample.ts'

const forms_dir = dirname(fileURLToPath(import.meta.url))
const forms = load_forms(forms_dir)
const blank = (form: FormDefinition): PaperInput => ({ form, answers: {}, signatures: {}, mode: 'paper' })
const text_of = (pdf: Uint8Array) =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 1 << 28 })
const info_of = (pdf: Uint8Array) =>
  execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
const pages_of = (pdf: Uint8Array) => Number(/^Pages:\s+(\d+)/m.exec(info_of(pdf))?.[1])

function check_archival(pdf: Uint8Array, slug: string) {
  const xmp = Buffer.from(pdf).toString('latin1')
  assert.match(xmp, /<pdfaid:part>2<\/pdfaid:part>/, slug)
  assert.match(xmp, /<pdfaid:conformance>B<\/pdfaid:conformance>/, slug)
}

function form_of(slug: string): FormDefinition {
  const form = forms.get(slug)
  assert.ok(form, `no form ${slug}`)
  return form
}

describe('forms', () => {
  after(evict)

  it('are 24 records and 21 sheets', () => {
    const kinds = [...forms.values()].map((form) => form.kind)
    assert.equal(kinds.filter((kind) => kind === 'record').length, 24)
    assert.equal(kinds.filter((kind) => kind === 'sheet').length, 21)
  })

  it('print blank and filled as PDF/A-2b', async () => {
    for (const [slug, form] of forms) {
      for (const input of [blank(form), sample_input(form)]) check_archival(await render_pdf(input), slug)
    }
  })

  it('are A4, and print what is in them', async () => {
    for (const slug of ['01-BV1', '10-BV1', '18-BV1', '36-BV2', 'chuc-nang-song']) {
      const pdf = await render_pdf(sample_input(form_of(slug)))
      assert.match(info_of(pdf), /Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/, slug)
      assert.match(text_of(pdf).normalize('NFC'), /NGUYỄN THỊ BƯỞI/, slug)
    }
  })

  it('with a layout of their own have the pages of the blank paper', async () => {
    for (const form of forms.values()) {
      if (form.layout === undefined || form.pages === undefined) continue
      assert.equal(pages_of(await render_pdf(blank(form))), form.pages, form.slug)
    }
  })

  it('print every answer somewhere', async () => {
    const form = form_of('01-BV1')
    const texts = fields_of(form).filter((field) => field.type === 'text' || field.type === 'long-text')
    const answers = Object.fromEntries(texts.map((field, index) => [field.id, `Đặc${index}ữ`]))
    const printed = text_of(await render_pdf({ ...blank(form), answers })).normalize('NFC')
    // The form's own number is printed, and the card's number stands in groups of boxes.
    const lost = texts.filter(
      (field, index) => !['ms', 'bhyt_so_the'].includes(field.id) && !printed.includes(`Đặc${index}ữ`),
    )
    assert.deepEqual(
      lost.map((field) => field.id),
      [],
    )
  })

  it('name their regions on screen, and only there', async () => {
    const input = sample_input(form_of('01-BV1'))
    const { pages } = await render_pages({ ...input, mode: 'screen' })
    const seen = new Set(pages.flatMap(({ svg }) => [...svg.matchAll(/data-field="([^"/]+)/g)].map((m) => m[1])))
    const expected = fields_of(input.form as FormDefinition).map((field) => field.id)
    assert.deepEqual(
      expected.filter((id) => !seen.has(id) && id !== 'ms'),
      [],
    )
    const paper = await render_pages(input)
    assert.ok(paper.pages.every(({ svg }) => !svg.includes('data-field')))
    assert.equal(new Set(paper.pages.map((page) => page.digest)).size, paper.page_count)
  })

  it('print the same bytes for the same input', async () => {
    const input = sample_input(form_of('01-BV1'))
    assert.deepEqual(await render_pdf(input), await render_pdf(input))
  })

  it('take a megabyte in one box', async () => {
    const form = form_of('01-BV1')
    const answers = { qua_trinh_benh_ly: 'Người bệnh ổn định, tiếp tục theo dõi. '.repeat(26_000) }
    assert.ok(pages_of(await render_pdf({ ...blank(form), answers })) > 100)
  })

  it('speak Vietnamese in composed letters', () => {
    for (const slug of forms.keys()) {
      const text = readFileSync(join(forms_dir, slug, 'form.json'), 'utf8')
      assert.equal(text, text.normalize('NFC'), slug)
    }
  })
})
