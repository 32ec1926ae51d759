/** Tools of a person with a PDF editor, for the tests that try what such a person may try. */

import assert from 'node:assert/strict'
import { sign_pdf, verify_pdf } from './index.ts'
import { open_pdf } from './pdf-document.ts'
import type { PdfDocument } from './pdf-document.ts'
import { pages_of } from './pdf-pages.ts'
import { append_revision } from './pdf-update.ts'
import type { NewObject } from './pdf-update.ts'
import { dict } from './pdf-values.ts'
import type { PdfValue } from './pdf-values.ts'
import { head_signs, trust } from './test-material.ts'

export const text_stream = (text: string): PdfValue => ({
  kind: 'stream',
  dict: dict({ Length: text.length }),
  raw: Buffer.from(text, 'latin1'),
})

export const tampered = (pdf: Uint8Array, attack: (document: PdfDocument) => NewObject[]): Uint8Array => {
  const document = open_pdf(pdf)
  return append_revision(document, attack(document)).bytes
}

export const first_page = (document: PdfDocument) => {
  const [page] = pages_of(document)
  assert.ok(page)
  return page
}

/** The attack alone, and the attack hidden under a second signature by a trusted colleague. */
export const both_found = async (pdf: Uint8Array, attack: (document: PdfDocument) => NewObject[]) => {
  const bad = tampered(pdf, attack)
  const plain = verify_pdf(bad, trust)
  assert.equal(plain.valid, false)
  assert.ok(plain.appended_bytes > 0)
  const covered = verify_pdf(await sign_pdf(bad, head_signs), trust)
  assert.equal(covered.valid, false)
  const [first, second] = covered.signatures
  assert.deepEqual([first?.field_name, first?.later_changes, first?.valid], ['bac_si', 'content', false])
  assert.match(first?.problem ?? '', /Tài liệu bị sửa sau chữ ký này/)
  assert.equal(second?.valid, true)
}
