import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { add_slots, find_empty_slot, sign_pdf, verify_pdf } from './index.ts'
import type { PdfSlot } from './index.ts'
import { open_pdf } from './pdf-document.ts'
import { signature_fields } from './pdf-fields.ts'
import { as_kind } from './pdf-values.ts'
import { appearance_of, ca, doctor_signs, form_pdf, head_signs } from './test-material.ts'
import { in_folder, packed_pdf, person, run, signed_at, slots, trust, typst_pdf } from './test-material.ts'

const director_signs = { ...head_signs, provider: person(ca, 'Đỗ Quỳnh Nghĩa', 'C3'), field_name: 'giam_doc' }
const original = typst_pdf()
const paper = add_slots(original, slots, signed_at)
const looks = ['Ký số bởi: Nguyễn Văn Á', 'Ký số bởi: Trần Thị Bưởi', 'Ký số bởi: Đỗ Quỳnh Nghĩa'].map((words) =>
  appearance_of(words),
)
const wishes = [doctor_signs, head_signs, director_signs].map((wish, i) => ({ ...wish, appearance: looks[i] }))

const steps = [paper]
for (const wish of wishes) steps.push(await sign_pdf(steps.at(-1) ?? paper, wish))
const whole = steps.at(-1) ?? paper

const [first_slot] = slots
assert.ok(first_slot)

const status_of = (work: () => unknown): number | undefined => {
  try {
    work()
  } catch (error) {
    return error instanceof Failure ? error.status : undefined
  }
  return undefined
}

test('three people sign, each in a slot of the paper: all are valid for us, pdfsig and qpdf', () => {
  const verdict = verify_pdf(whole, trust)
  assert.equal(verdict.problem, undefined)
  assert.deepEqual(
    verdict.signatures.map((one) => [one.field_name, one.signer, one.later_changes]),
    [
      ['bac_si', 'Nguyễn Văn Á', 'signatures'],
      ['truong_khoa', 'Trần Thị Bưởi', 'signatures'],
      ['giam_doc', 'Đỗ Quỳnh Nghĩa', 'none'],
    ],
  )
  in_folder({ 'a.pdf': whole }, (path) => {
    assert.equal(run('pdfsig', '-nocert', path('a.pdf')).match(/Signature is Valid/g)?.length, 3)
    assert.match(run('qpdf', '--check', path('a.pdf')), /No syntax or stream encoding errors/)
  })
})

test('each mark is read on the page from its signature on, with all its diacritics', () => {
  const names = ['Nguyễn Văn Á', 'Trần Thị Bưởi', 'Đỗ Quỳnh Nghĩa']
  for (const [step, pdf] of steps.entries()) {
    const words = in_folder({ 'a.pdf': pdf }, (path) => run('pdftotext', '-f', '1', '-l', '1', path('a.pdf'), '-'))
    assert.deepEqual(
      names.map((name) => words.normalize('NFC').includes(`Ký số bởi: ${name}`)),
      names.map((_, index) => index < step),
    )
  }
})

test('all fonts are embedded subsets with their letters told, and no earlier byte is touched', () => {
  const fonts = in_folder({ 'a.pdf': whole }, (path) => run('pdffonts', path('a.pdf')))
    .split('\n')
    .slice(2)
    .filter((line) => line !== '')
  assert.ok(fonts.length > 0)
  for (const line of fonts) assert.match(line, /^[A-Z]{6}\+.* Identity-H +yes yes yes /)
  for (const [before, after] of [original, ...steps].map((pdf, i, all) => [pdf, all[i + 1]] as const).slice(0, -1))
    assert.equal(Buffer.compare(after?.subarray(0, before.length) ?? paper, before), 0)
})

test('annotations are as PDF/A wants them: printed, locked, each with one look and nothing that runs', () => {
  for (const pdf of steps) {
    const document = open_pdf(pdf)
    for (const { dict: field } of signature_fields(document)) {
      assert.equal(field.entries.get('F'), 132)
      assert.deepEqual([...(document.dict(field.entries.get('AP'))?.entries.keys() ?? [])], ['N'])
      const look = as_kind('stream', document.resolve(document.dict(field.entries.get('AP'))?.entries.get('N')))
      assert.equal(as_kind('name', look?.dict.entries.get('Subtype'))?.name, 'Form')
      for (const key of ['A', 'AA', 'Group']) assert.ok(!field.entries.has(key) && !look?.dict.entries.has(key))
    }
  }
})

test('a slot tells its size and where the name goes, as long as it is empty', () => {
  const found = find_empty_slot(paper, 'truong_khoa')
  assert.ok(found && Math.abs(found.width - 150) < 1e-6 && Math.abs(found.height - 50) < 1e-6)
  assert.deepEqual(found.name_line, { x: 40, y: 45.5, size: 11 })
  assert.equal(find_empty_slot(paper, 'giam_doc')?.name_line, undefined)
  assert.equal(find_empty_slot(whole, 'truong_khoa'), undefined)
  assert.equal(find_empty_slot(original, 'truong_khoa'), undefined)
})

test('slots go into papers of other writers too, beside the form that is there', async () => {
  for (const source of [await packed_pdf(), await form_pdf(false), await form_pdf(true)]) {
    const [first, second] = slots
    assert.ok(first && second)
    const signed = await sign_pdf(add_slots(source, [first, second], signed_at), {
      ...doctor_signs,
      appearance: looks[0],
    })
    assert.equal(verify_pdf(await sign_pdf(signed, { ...head_signs, appearance: looks[1] }), trust).problem, undefined)
  }
})

test('no slot once somebody has signed, none outside the page, none twice, none where there is a field', async () => {
  const put = (pdf: Uint8Array, ...wanted: PdfSlot[]) => status_of(() => add_slots(pdf, wanted, signed_at))
  assert.equal(put(await sign_pdf(original, doctor_signs), { ...first_slot, field_name: 'giam_doc' }), 409)
  assert.equal(put(original, first_slot, first_slot), 409)
  assert.equal(put(await form_pdf(true), { ...first_slot, field_name: 'ghi_chu' }), 409)
  for (const wrong of [{ page: 99 }, { left: -1 }, { left: 500 }, { top: 800 }, { width: 0 }, { height: NaN }])
    assert.equal(put(original, { ...first_slot, ...wrong }), 422, JSON.stringify(wrong))
  for (const field_name of ['', 'a.b']) assert.equal(put(original, { ...first_slot, field_name }), 422)
})

test('a mark that does not fit its slot, or brings more than letters and lines, is refused', async () => {
  const red_square = '#rect(fill: rgb(255, 0, 0, 50%))'
  const picture = `#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g opacity='.5'><rect width='9' height='9'/></g></svg>"))`
  for (const appearance of [
    typst_pdf(),
    appearance_of('A #pagebreak() B'),
    appearance_of('A', '151pt'),
    appearance_of(red_square),
    appearance_of(picture),
    Buffer.from('%PDF-1.7\n'),
  ])
    await assert.rejects(sign_pdf(paper, { ...doctor_signs, appearance }), Failure)
  await assert.rejects(sign_pdf(original, { ...doctor_signs, appearance: looks[0] }), /không có khung/)
})
