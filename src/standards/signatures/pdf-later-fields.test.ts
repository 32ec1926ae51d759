/** What is seen of a signature: only in a slot that the earlier signers saw, only inside its frame. */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { add_slots, sign_pdf, verify_pdf } from './index.ts'
import type { PdfDocument } from './pdf-document.ts'
import { form_of, signature_fields } from './pdf-fields.ts'
import { next_number } from './pdf-update.ts'
import { as_kind, dict, name, ref, text_string, with_entries } from './pdf-values.ts'
import type { PdfValue } from './pdf-values.ts'
import { both_found, first_page, tampered, text_stream } from './test-attacks.ts'
import { appearance_of, doctor_signs, head_signs, signed_at, slots, trust, typst_pdf } from './test-material.ts'

const original = typst_pdf()
const once = await sign_pdf(original, doctor_signs)
const slotted = await sign_pdf(add_slots(original, slots, signed_at), {
  ...doctor_signs,
  appearance: appearance_of('Ký số bởi: Nguyễn Văn Á'),
})

const slot_of = (document: PdfDocument, field_name: string) => {
  const found = signature_fields(document).find((field) => field.name === field_name)
  assert.ok(found)
  return found
}

const stamp = (entries: Record<string, PdfValue> = {}): PdfValue => ({
  kind: 'stream',
  dict: dict({ Subtype: name('Form'), BBox: [0, 0, 150, 50], ...entries, Length: 3 }),
  raw: Buffer.from('q Q'),
})

/** A trusted head of department fills the slot by a program of his own: what it writes besides is up to `attack`. */
const head_fills = async (entries: Record<string, PdfValue>, look: PdfValue = stamp()) => {
  const bad = tampered(await sign_pdf(slotted, head_signs), (document) => {
    const { ref: place, dict: field } = slot_of(document, 'truong_khoa')
    const picture = ref(next_number(document))
    return [
      { ...place, value: with_entries(field, { AP: dict({ N: picture }), ...entries }) },
      { ...picture, value: look },
    ]
  })
  // Sealed by a further signature, so that nothing is left that nobody has signed.
  const verdict = verify_pdf(await sign_pdf(bad, { ...head_signs, field_name: 'giam_doc' }), trust)
  return verdict.signatures.map((one) => one.later_changes)
}

test('a slot filled as it should be is no change of the content', async () => {
  const appearance = appearance_of('Ký số bởi: Trần Thị Bưởi')
  const verdict = verify_pdf(await sign_pdf(slotted, { ...head_signs, appearance }), trust)
  assert.equal(verdict.problem, undefined)
  assert.equal(verdict.signatures[0]?.later_changes, 'signatures')
})

test('a slot filled by another program: the look must keep to the frame, the field to what it was', async () => {
  assert.equal((await head_fills({}))[0], 'signatures')
  const attacks: [Record<string, PdfValue>, PdfValue?][] = [
    [{ Rect: [0, 0, 595, 841] }],
    [{ Rect: [190, 681, 340, 732] }],
    [{ F: 132 + 8 }],
    [{ A: dict({ S: name('JavaScript') }) }],
    [{ MK: dict({ BG: [1, 1, 1] }) }],
    [{}, stamp({ BBox: [0, 0, 150, 500] })],
    [{}, stamp({ BBox: [-500, -500, 500, 500] })],
    [{}, stamp({ Matrix: [9, 0, 0, 9, 0, 0] })],
    [{}, text_stream('q Q')],
    [{ AP: dict({ N: dict({}) }) }],
  ]
  for (const [entries, look] of attacks)
    assert.equal((await head_fills(entries, look))[0], 'content', JSON.stringify([entries, look]))
})

test('a mark in an empty slot without a signature, however it is hidden under the next one', async () => {
  await both_found(slotted, (document) => {
    const { ref: place, dict: field } = slot_of(document, 'giam_doc')
    const picture = ref(next_number(document))
    return [
      { ...place, value: with_entries(field, { AP: dict({ N: picture }) }) },
      { ...picture, value: stamp() },
    ]
  })
})

test('the mark of one who has signed is not drawn anew', async () => {
  await both_found(slotted, (document) => {
    const look = as_kind('ref', document.dict(slot_of(document, 'bac_si').dict.entries.get('AP'))?.entries.get('N'))
    assert.ok(look)
    return [{ ...look, value: stamp() }]
  })
})

test('a signature field of its own that covers the text, signed or not', async () => {
  const cover = (more: Record<string, PdfValue>) => (document: PdfDocument) => {
    const { ref: place, dict: page } = first_page(document)
    const [field, picture] = [ref(next_number(document)), ref(next_number(document) + 1)]
    const form = form_of(document)
    const place_of = { Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text_string('them'), F: 132 }
    return [
      {
        ...place,
        value: with_entries(page, { Annots: [...(document.array(page.entries.get('Annots')) ?? []), field] }),
      },
      { ...field, value: dict({ ...place_of, Rect: [50, 50, 200, 100], AP: dict({ N: picture }), ...more }) },
      { ...picture, value: stamp() },
      {
        ...document.root_ref,
        value: with_entries(document.root, {
          AcroForm: with_entries(form, { Fields: [...(document.array(form?.entries.get('Fields')) ?? []), field] }),
        }),
      },
    ]
  }
  for (const pdf of [once, slotted]) await both_found(pdf, cover({}))
  await both_found(slotted, cover({ Rect: [0, 0, 0, 0], AA: dict({}) }))
  const signed = await sign_pdf(tampered(slotted, cover({})), { ...head_signs, field_name: 'them' })
  assert.equal(verify_pdf(signed, trust).signatures[0]?.later_changes, 'content')
})
