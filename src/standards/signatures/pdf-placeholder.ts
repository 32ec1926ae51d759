/**
 * The objects that make room for a signature: signature dictionary, field with its place on a page, form, page.
 * PAdES-B-B: SubFilter ETSI.CAdES.detached, time of signing in M (ETSI EN 319 142-1 section 6.3).
 */

import { fail } from '../../base/outcome/index.ts'
import { pdf_date } from './pdf-date.ts'
import type { PdfDocument } from './pdf-document.ts'
import { field_names, form_of, signature_fields } from './pdf-fields.ts'
import { pages_of } from './pdf-pages.ts'
import type { NewObject } from './pdf-update.ts'
import { next_number } from './pdf-update.ts'
import { as_kind, dict, name, raw, ref, text_string } from './pdf-values.ts'
import type { PdfDict, PdfRef, PdfValue } from './pdf-values.ts'

export type SignatureText = {
  signer_name: string
  reason?: string | undefined
  location?: string | undefined
  signed_at: Date
}

export type SignaturePlace = {
  /** Names the slot that is signed, e.g. "bac_si_dieu_tri". An empty field of that name is filled, else one is added. */
  field_name: string
  /** Counted from 1. */
  page?: number | undefined
  /** Left, bottom, right, top in points. Without it the signature is invisible. */
  rect?: [number, number, number, number] | undefined
}

/** Wide enough for any file: overwritten by the true numbers, blanks after. */
export const byte_range_room = `[0 ${' '.repeat(42)}]`

const signature_dict = (text: SignatureText, reserved_bytes: number): PdfDict =>
  dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    ByteRange: raw(byte_range_room),
    Contents: raw(`<${'0'.repeat(reserved_bytes * 2)}>`),
    M: text_string(pdf_date(text.signed_at)),
    Name: text_string(text.signer_name),
    ...(text.reason ? { Reason: text_string(text.reason) } : {}),
    ...(text.location ? { Location: text_string(text.location) } : {}),
  })

const with_entries = (old: PdfDict | undefined, entries: Record<string, PdfValue>): PdfDict => ({
  kind: 'dict',
  entries: new Map([...(old?.entries ?? []), ...Object.entries(entries)]),
})

/** A thin frame with a tick. No text, so no font: PDF/A wants every font embedded (ISO 19005-2 section 6.2.11.4). */
const mark = (width: number, height: number): PdfValue => {
  const tick = Math.min(width, height) * 0.3
  const content = Buffer.from(
    `q 0.45 G 0.6 w 0.3 0.3 ${width - 0.6} ${height - 0.6} re S 1.2 w ` +
      `${width - tick - 3} ${tick * 0.5 + 2} m ${width - tick * 0.65 - 3} 2.5 l ${width - 3} ${tick + 2} l S Q`,
  )
  const described = dict({
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: [0, 0, width, height],
    Resources: dict({}),
    Length: content.length,
  })
  return { kind: 'stream', dict: described, raw: content }
}

const print_and_lock = 4 + 128 // Annotation flags, ISO 32000-2 table 167; PDF/A demands Print.
const signatures_exist_append_only = 3 // SigFlags, table 225.

const checked_rect = (rect: SignaturePlace['rect']): [number, number, number, number] => {
  const [left, bottom, right, top] = rect ?? [0, 0, 0, 0]
  if (![left, bottom, right, top].every(Number.isFinite) || right < left || top < bottom)
    throw fail.value('Khung chữ ký không hợp lệ', 'rect')
  return [left, bottom, right, top]
}

const page_at = (document: PdfDocument, number: number) => {
  const page = pages_of(document)[number - 1]
  if (!page) throw fail.value(`Tài liệu không có trang ${number}`, 'page')
  return page
}

/** The form lives in an object of its own or inside the catalog; either way the one that holds it is written anew. */
const form_with = (document: PdfDocument, added: PdfRef[]): NewObject => {
  const form = form_of(document)
  const fields = document.array(form?.entries.get('Fields')) ?? []
  const value = with_entries(form, { Fields: [...fields, ...added], SigFlags: signatures_exist_append_only })
  const place = as_kind('ref', document.root.entries.get('AcroForm'))
  return form && place
    ? { ...place, value }
    : { ...document.root_ref, value: with_entries(document.root, { AcroForm: value }) }
}

const new_field = (
  document: PdfDocument,
  place: SignaturePlace,
  signature: PdfRef,
  first_number: number,
): NewObject[] => {
  const page = page_at(document, place.page ?? 1)
  const rect = checked_rect(place.rect)
  const [width, height] = [rect[2] - rect[0], rect[3] - rect[1]]
  const is_visible = width > 0 && height > 0
  const [field, appearance] = [ref(first_number), ref(first_number + 1)]
  const widget = dict({
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: text_string(place.field_name),
    V: signature,
    F: print_and_lock,
    Rect: rect,
    P: page.ref,
    ...(is_visible ? { AP: dict({ N: appearance }) } : {}),
  })
  const annotations = document.array(page.dict.entries.get('Annots')) ?? []
  return [
    { ...field, value: widget },
    { ...page.ref, value: with_entries(page.dict, { Annots: [...annotations, field] }) },
    form_with(document, [field]),
    ...(is_visible ? [{ ...appearance, value: mark(width, height) }] : []),
  ]
}

/** All objects of the new revision; `signature` is the number of the signature dictionary among them. */
export const make_room = (
  document: PdfDocument,
  place: SignaturePlace,
  text: SignatureText,
  reserved_bytes: number,
): { objects: NewObject[]; signature: number } => {
  const existing = signature_fields(document).find((field) => field.name === place.field_name)
  if (existing?.dict.entries.has('V')) throw fail.conflict(`Ô ký “${place.field_name}” đã có chữ ký`)
  if (!existing && (place.field_name === '' || place.field_name.includes('.')))
    throw fail.value('Tên ô ký không được để trống hoặc có dấu chấm', 'field_name')
  if (!existing && field_names(document).has(place.field_name))
    throw fail.conflict(`Tài liệu đã có trường “${place.field_name}” không phải ô ký`)

  const signature = ref(next_number(document))
  const field_objects = existing
    ? [{ ...existing.ref, value: with_entries(existing.dict, { V: signature }) }, form_with(document, [])]
    : new_field(document, place, signature, signature.number + 1)
  return {
    objects: [{ ...signature, value: signature_dict(text, reserved_bytes) }, ...field_objects],
    signature: signature.number,
  }
}
