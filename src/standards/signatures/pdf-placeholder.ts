/**
 * The objects that make room for a signature: its dictionary, and the slot it fills with what is seen there; where the
 * document has no such slot, a field that is not to be seen.
 * PAdES-B-B: SubFilter ETSI.CAdES.detached, time of signing in M (ETSI EN 319 142-1 section 6.3).
 */

import { fail } from '../../base/outcome/index.ts'
import { import_appearance } from './pdf-appearance.ts'
import { pdf_date } from './pdf-date.ts'
import type { PdfDocument } from './pdf-document.ts'
import { field_names, signature_fields } from './pdf-fields.ts'
import type { SignatureField } from './pdf-fields.ts'
import { refuse_pdf } from './pdf-lexer.ts'
import { pages_of } from './pdf-pages.ts'
import { frame_of } from './pdf-slots.ts'
import type { NewObject } from './pdf-update.ts'
import { next_number } from './pdf-update.ts'
import { dict, name, raw, ref, text_string, with_entries } from './pdf-values.ts'
import type { PdfDict, PdfRef } from './pdf-values.ts'
import { form_with, page_with, signature_widget } from './pdf-widget.ts'

export type SignatureText = {
  signer_name: string
  reason?: string | undefined
  location?: string | undefined
  signed_at: Date
}

export type SignaturePlace = {
  /** Names the slot that is signed, e.g. "bac_si_dieu_tri": filled where the document has it (add_slots), else made. */
  field_name: string
  /** What is seen in the slot: a PDF/A of one page of the slot's size (find_empty_slot), letters and lines only. */
  appearance?: Uint8Array | undefined
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

const filled_field = (
  document: PdfDocument,
  field: SignatureField,
  signature: PdfRef,
  appearance: Uint8Array | undefined,
): NewObject[] => {
  if (!appearance) return [{ ...field.ref, value: with_entries(field.dict, { V: signature }) }]
  const frame = frame_of(document, field)
  if (!frame) throw fail.value('Ô ký này không có khung để hiện chữ ký', 'appearance')
  const { look, objects } = import_appearance(appearance, frame, signature.number + 1)
  const value = with_entries(field.dict, { V: signature, AP: dict({ N: look }) })
  return [{ ...field.ref, value }, ...objects]
}

/** A field that is not to be seen may come at any time: it covers nothing. */
const hidden_field = (document: PdfDocument, place: SignaturePlace, signature: PdfRef): NewObject[] => {
  if (place.field_name === '' || place.field_name.includes('.'))
    throw fail.value('Tên ô ký không được để trống hoặc có dấu chấm', 'field_name')
  if (field_names(document).has(place.field_name))
    throw fail.conflict(`Tài liệu đã có trường “${place.field_name}” không phải ô ký`)
  if (place.appearance) throw fail.value('Tài liệu không có khung cho chữ ký này', 'appearance')
  const [page] = pages_of(document)
  if (!page) throw refuse_pdf('không có trang')
  const field = ref(signature.number + 1)
  const widget = signature_widget(place.field_name, page.ref, [0, 0, 0, 0], { V: signature })
  return [{ ...field, value: widget }, page_with(document, page, [field]), form_with(document, [field])]
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
  const signature = ref(next_number(document))
  const field_objects = existing
    ? [...filled_field(document, existing, signature, place.appearance), form_with(document, [])]
    : hidden_field(document, place, signature)
  return {
    objects: [{ ...signature, value: signature_dict(text, reserved_bytes) }, ...field_objects],
    signature: signature.number,
  }
}
