/** How a signature field gets into a document: the field with its place on a page, the page that shows it, the form. */

import { as_kind, dict, name, text_string, with_entries } from './pdf-values.ts'
import type { PdfDict, PdfRef, PdfValue } from './pdf-values.ts'
import type { PdfDocument } from './pdf-document.ts'
import { form_of } from './pdf-fields.ts'
import type { Page } from './pdf-pages.ts'
import type { NewObject } from './pdf-update.ts'

/** Left, bottom, right, top in points. All zero: the field is not to be seen. */
export type Rect = [number, number, number, number]

const print_and_lock = 4 + 128 // Annotation flags, ISO 32000-2 table 167; PDF/A demands Print.
const signatures_exist_append_only = 3 // SigFlags, table 225.

export const signature_widget = (
  field_name: string,
  page: PdfRef,
  rect: Rect,
  more: Record<string, PdfValue>,
): PdfDict =>
  dict({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: text_string(field_name),
    F: print_and_lock,
    Rect: rect,
    P: page,
    ...more,
  })

export const page_with = (document: PdfDocument, page: Page, added: PdfRef[]): NewObject => {
  const annotations = document.array(page.dict.entries.get('Annots')) ?? []
  return { ...page.ref, value: with_entries(page.dict, { Annots: [...annotations, ...added] }) }
}

/** The form lives in an object of its own or inside the catalog; either way the one that holds it is written anew. */
export const form_with = (document: PdfDocument, added: PdfRef[]): NewObject => {
  const form = form_of(document)
  const fields = document.array(form?.entries.get('Fields')) ?? []
  const value = with_entries(form, { Fields: [...fields, ...added], SigFlags: signatures_exist_append_only })
  const place = as_kind('ref', document.root.entries.get('AcroForm'))
  return form && place
    ? { ...place, value }
    : { ...document.root_ref, value: with_entries(document.root, { AcroForm: value }) }
}
