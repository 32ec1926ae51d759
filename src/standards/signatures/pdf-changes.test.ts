/** What a person with a PDF editor, and no key or even a trusted key, may try on a signed document. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../base/outcome/index.ts'
import { sign_pdf, verify_pdf } from './index.ts'
import { open_pdf } from './pdf-document.ts'
import type { PdfDocument } from './pdf-document.ts'
import { form_of, signature_fields } from './pdf-fields.ts'
import { append_revision, next_number } from './pdf-update.ts'
import type { NewObject } from './pdf-update.ts'
import { as_kind, dict, name, raw, ref, text_string, with_entries } from './pdf-values.ts'
import { both_found, first_page, tampered, text_stream } from './test-attacks.ts'
import { doctor_signs, packed_pdf, trust, typst_pdf } from './test-material.ts'

const original = typst_pdf()
const once = await sign_pdf(original, doctor_signs)

test('another page content, in a table and in streams', async () => {
  const attack = (document: PdfDocument): NewObject[] => {
    const { ref: place, dict: page } = first_page(document)
    const content = ref(next_number(document))
    return [
      { ...place, value: with_entries(page, { Contents: content }) },
      { ...content, value: text_stream('q Q') },
    ]
  }
  await both_found(once, attack)
  await both_found(await sign_pdf(await packed_pdf(), doctor_signs), attack)
})

test('the same content object with other bytes', async () => {
  await both_found(once, (document) => {
    const contents = as_kind('ref', first_page(document).dict.entries.get('Contents'))
    assert.ok(contents)
    return [{ ...contents, value: text_stream('q Q') }]
  })
})

test('an annotation laid over the text', async () => {
  await both_found(once, (document) => {
    const { ref: place, dict: page } = first_page(document)
    const note = ref(next_number(document))
    const annotations = document.array(page.entries.get('Annots')) ?? []
    const stamp = dict({
      Type: name('Annot'),
      Subtype: name('FreeText'),
      Contents: text_string('ÂM TÍNH'),
      Rect: [0, 0, 9, 9],
    })
    return [
      { ...place, value: with_entries(page, { Annots: [...annotations, note] }) },
      { ...note, value: stamp },
    ]
  })
})

test('a text field added to the form', async () => {
  await both_found(once, (document) => {
    const form = form_of(document)
    const field = ref(next_number(document))
    const root = with_entries(document.root, {
      AcroForm: with_entries(form, { Fields: [...(document.array(form?.entries.get('Fields')) ?? []), field] }),
    })
    return [
      { ...document.root_ref, value: root },
      { ...field, value: dict({ FT: name('Tx'), T: text_string('x') }) },
    ]
  })
})

test('an action that runs on opening, and a catalog under another number', async () => {
  await both_found(once, (document) => [
    { ...document.root_ref, value: with_entries(document.root, { OpenAction: dict({ S: name('JavaScript') }) }) },
  ])
  const document = open_pdf(once)
  const root = ref(next_number(document))
  document.xref.trailer.entries.set('Root', root)
  const bad = append_revision(document, [{ ...root, value: with_entries(document.root, {}) }]).bytes
  assert.equal(verify_pdf(bad, trust).signatures[0]?.later_changes, 'content')
})

test('a page taken away', async () => {
  await both_found(once, (document) => {
    const pages = as_kind('ref', document.root.entries.get('Pages'))
    const [kept] = document.array(document.dict(pages)?.entries.get('Kids')) ?? []
    assert.ok(pages && kept)
    return [{ ...pages, value: with_entries(document.dict(pages), { Kids: [kept], Count: 1 }) }]
  })
})

test('a number that pointed to nothing when the doctor signed, and later to content', async () => {
  const prepared = tampered(original, (document) => {
    const { ref: place, dict: page } = first_page(document)
    const hole = ref(next_number(document) + 50)
    return [{ ...place, value: with_entries(page, { Contents: [page.entries.get('Contents') ?? null, hole] }) }]
  })
  const signed = await sign_pdf(prepared, doctor_signs)
  assert.equal(verify_pdf(signed, trust).valid, true)
  const target = next_number(open_pdf(original)) + 50
  await both_found(signed, () => [{ number: target, generation: 0, value: text_stream('q Q') }])
})

test('the signature taken out of its field, or put into two', () => {
  const emptied = tampered(once, (document) => {
    const [field] = signature_fields(document)
    assert.ok(field)
    const rest = new Map([...field.dict.entries].filter(([key]) => key !== 'V'))
    return [{ ...field.ref, value: { kind: 'dict', entries: rest } }]
  })
  assert.match(verify_pdf(emptied, trust).problem ?? '', /không có chữ ký/)
  const doubled = tampered(once, (document) => {
    const [field] = signature_fields(document)
    const form = form_of(document)
    assert.ok(field)
    const twin = ref(next_number(document))
    const fields = [...(document.array(form?.entries.get('Fields')) ?? []), twin]
    return [
      {
        ...document.root_ref,
        value: with_entries(document.root, { AcroForm: with_entries(form, { Fields: fields }) }),
      },
      { ...twin, value: with_entries(field.dict, { T: text_string('giam_doc') }) },
    ]
  })
  assert.throws(() => verify_pdf(doubled, trust), Failure)
})

test('a ByteRange that leaves out more than the signature', () => {
  const wider = Buffer.from(once)
  const at = wider.lastIndexOf('/ByteRange [0 ')
  const [, start = '', end = '', rest = ''] = /\[0 (\d+) (\d+) (\d+)/.exec(wider.subarray(at).toString('latin1')) ?? []
  for (const range of [
    `[0 ${start} ${Number(end) + 5} ${Number(rest) - 5}`,
    `[0 ${Number(start) - 5} ${end} ${rest}`,
    `[0 ${start} ${end} ${Number(rest) - 3}`,
    `[0 ${start} ${end} ${Number(rest) + 3}`,
    `[5 ${start} ${end} ${rest}`,
    `[0 0 0 0`,
  ]) {
    wider.write(`${range} `, at + '/ByteRange '.length, 'latin1')
    const verdict = verify_pdf(wider, trust)
    assert.equal(verdict.valid, false, range)
  }
})

test('a field claiming to be signed, with nothing in it', () => {
  const forged = tampered(original, (document) => {
    const [signature, field] = [ref(next_number(document)), ref(next_number(document) + 1)]
    const empty = dict({ Type: name('Sig'), SubFilter: name('ETSI.CAdES.detached'), Contents: raw('<>') })
    return [
      { ...signature, value: empty },
      { ...field, value: dict({ FT: name('Sig'), T: text_string('x'), V: signature }) },
      { ...document.root_ref, value: with_entries(document.root, { AcroForm: dict({ Fields: [field] }) }) },
    ]
  })
  assert.equal(verify_pdf(forged, trust).valid, false)
})
