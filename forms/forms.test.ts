/** Every form: loads, prints blank and filled, as A4 PDF/A that keeps its diacritics. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
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

  const own = [...forms.values()].filter(
    ({ slug, layout }) => layout !== undefined && existsSync(join(forms_dir, slug, layout)),
  )

  it('are 29 records and 24 sheets', () => {
    const kinds = [...forms.values()].map((form) => form.kind)
    assert.equal(kinds.filter((kind) => kind === 'record').length, 29)
    assert.equal(kinds.filter((kind) => kind === 'sheet').length, 24)
  })

  it('print blank and filled as PDF/A-2b; with a layout of their own in the pages of the blank paper', async () => {
    for (const [slug, form] of forms) {
      const empty = await render_pdf(blank(form))
      check_archival(empty, slug)
      check_archival(await render_pdf(sample_input(form)), slug)
      if (own.includes(form)) assert.equal(pages_of(empty), form.pages, slug)
    }
  })

  it('are A4, and print what is in them', async () => {
    for (const slug of ['01-BV1', '10-BV1', '18-BV1', '36-BV2', 'chuc-nang-song']) {
      const pdf = await render_pdf(sample_input(form_of(slug)))
      assert.match(info_of(pdf), /Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/, slug)
      assert.match(text_of(pdf).normalize('NFC'), /NGUYỄN THỊ BƯỞI/, slug)
    }
  })

  // The form's own number is always printed; the card's number stands in groups of boxes.
  const apart = new Set(['ms', 'bhyt_so_the'])

  for (const form of own) {
    it(`${form.slug}: its layout prints every answer and names every region`, async () => {
      const fields = fields_of(form).filter((field) => !apart.has(field.id))
      const texts = fields.filter((field) => field.type === 'text' || field.type === 'long-text')
      const answers = Object.fromEntries(texts.map((field, index) => [field.id, `Đ${index}ữ`]))
      const printed = text_of(await render_pdf({ ...blank(form), answers })).normalize('NFC')
      // The head of a letter stands in capitals.
      const is_printed = (index: number) => new RegExp(`Đ${index}ữ`, 'iu').test(printed)
      const lost = texts.filter((_, index) => !is_printed(index)).map((field) => field.id)
      assert.deepEqual(lost, [])

      const { pages } = await render_pages({ ...sample_input(form), mode: 'screen' })
      const seen = new Set(pages.flatMap(({ svg }) => [...svg.matchAll(/data-field="([^"/]+)/g)].map((m) => m[1])))
      assert.deepEqual(
        fields.filter((field) => !seen.has(field.id)).map((field) => field.id),
        [],
      )
    })
  }

  it('print what is found of each eye on its side of one line, the right eye at the left', async () => {
    const answers = { mp_nhan_ap: 'P31', mt_nhan_ap: 'T19' }
    assert.match(text_of(await render_pdf({ ...blank(form_of('24-BV1')), answers })), /P31.*T19/)
  })

  it('have no regions on paper, and a digest for each page', async () => {
    const paper = await render_pages(sample_input(form_of('01-BV1')))
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
    const sheet = form_of('36-BV2')
    const course = answers.qua_trinh_benh_ly.slice(0, 120_000)
    const row = { thoi_gian: '2026-11-03T09:15', dien_bien: course, chi_dinh: 'Theo dõi' }
    assert.ok(pages_of(await render_pdf({ ...blank(sheet), answers: { dien_bien: [row] } })) > 50)
  })

  it('speak Vietnamese in composed letters', () => {
    for (const slug of forms.keys()) {
      const text = readFileSync(join(forms_dir, slug, 'form.json'), 'utf8')
      assert.equal(text, text.normalize('NFC'), slug)
    }
  })
})
