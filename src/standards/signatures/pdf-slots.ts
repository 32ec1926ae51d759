/**
 * Slots: empty signature fields, set into the paper before anybody signs. The first signature covers them with the page,
 * so a later signer fills a frame that all have seen and can lay nothing over the text: a field with a look of its own
 * that comes after a signature is the "sneaky signature" attack (Mainka et al., Breaking the Specification, 2021).
 */

import { fail } from '../../base/outcome/index.ts'
import { pdf_date } from './pdf-date.ts'
import { guard_pdf, open_pdf } from './pdf-document.ts'
import type { PdfDocument } from './pdf-document.ts'
import { field_names, signature_fields } from './pdf-fields.ts'
import type { SignatureField } from './pdf-fields.ts'
import { pages_of, size_of } from './pdf-pages.ts'
import type { Page } from './pdf-pages.ts'
import { append_revision, next_number } from './pdf-update.ts'
import type { NewObject } from './pdf-update.ts'
import { as_kind, dict, name, ref, text_string } from './pdf-values.ts'
import type { PdfRef, PdfValue } from './pdf-values.ts'
import { form_with, page_with, signature_widget } from './pdf-widget.ts'
import type { Rect } from './pdf-widget.ts'

/** Where the dotted line for the name begins, from the slot's upper left corner, and the size of its letters. */
export type NameLine = { x: number; y: number; size: number }

export type SlotSize = { width: number; height: number; name_line?: NameLine | undefined }

export type PdfSlot = SlotSize & {
  /** Names the slot, e.g. "ky_truong_khoa". */
  field_name: string
  /** Read aloud where the frame is not seen, e.g. "Trưởng khoa". */
  label: string
  /** Counted from 1. */
  page: number
  /** From the page's left and upper edge, in points. */
  left: number
  top: number
}

/** Who draws the mark later asks where the name goes: kept as piece info (ISO 32000-2 section 14.5). */
const piece_info = ({ x, y, size }: NameLine, at: Date): Record<string, PdfValue> => {
  const changed = text_string(pdf_date(at))
  return {
    LastModified: changed,
    PieceInfo: dict({ BenhAnMo: dict({ LastModified: changed, Private: [x, y, size] }) }),
  }
}

/** An empty picture: PDF/A wants every visible annotation to have one (ISO 19005-2 section 6.3.3). */
const empty_look = ({ width, height, name_line }: PdfSlot, at: Date): PdfValue => {
  const described = dict({
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: [0, 0, width, height],
    Resources: dict({}),
    ...(name_line ? piece_info(name_line, at) : {}),
    Length: 0,
  })
  return { kind: 'stream', dict: described, raw: new Uint8Array() }
}

const rect_of = (document: PdfDocument, page: Page, { left, top, width, height }: PdfSlot): Rect => {
  const sheet = size_of(document, page)
  const is_inside = left >= 0 && top >= 0 && left + width <= sheet.width && top + height <= sheet.height
  if (!(width > 0 && height > 0 && is_inside)) throw fail.value('Khung chữ ký không hợp lệ hoặc ra ngoài trang', 'rect')
  const bottom = sheet.height - top - height
  return [left, bottom, left + width, bottom + height]
}

const check_names = (document: PdfDocument, slots: PdfSlot[]): void => {
  if (signature_fields(document).some((field) => field.signature))
    throw fail.conflict('Tài liệu đã có chữ ký, không thêm khung chữ ký được nữa')
  const taken = field_names(document)
  for (const { field_name } of slots) {
    if (field_name === '' || field_name.includes('.'))
      throw fail.value('Tên ô ký không được để trống hoặc có dấu chấm', 'field_name')
    if (taken.has(field_name)) throw fail.conflict(`Tài liệu đã có trường “${field_name}”`)
    taken.add(field_name)
  }
}

/** The paper with its slots; earlier bytes stay. `at` only dates the piece info. @throws 409 when somebody has signed */
export const add_slots = (pdf: Uint8Array, slots: PdfSlot[], at: Date): Uint8Array =>
  guard_pdf(() => {
    if (slots.length === 0) return pdf
    const document = open_pdf(pdf)
    check_names(document, slots)
    const pages = pages_of(document)
    const on_page = new Map<Page, PdfRef[]>()
    const objects: NewObject[] = []
    let number = next_number(document)
    for (const slot of slots) {
      const page = pages[slot.page - 1]
      if (!page) throw fail.value(`Tài liệu không có trang ${slot.page}`, 'page')
      const [field, look] = [ref(number), ref(number + 1)]
      number += 2
      const shown = { TU: text_string(slot.label), AP: dict({ N: look }) }
      const widget = signature_widget(slot.field_name, page.ref, rect_of(document, page, slot), shown)
      objects.push({ ...field, value: widget }, { ...look, value: empty_look(slot, at) })
      on_page.set(page, [...(on_page.get(page) ?? []), field])
    }
    const shown = [...on_page].map(([page, fields]) => page_with(document, page, fields))
    const form = form_with(document, [...on_page.values()].flat())
    return append_revision(document, [...objects, ...shown, form]).bytes
  })

const numbers = (document: PdfDocument, value: PdfValue | undefined): number[] =>
  (document.array(value) ?? []).map((one) => document.resolve(one)).filter((one) => typeof one === 'number')

/** The size of a field's frame; undefined where nothing is to be seen of it. */
export const frame_of = (document: PdfDocument, field: SignatureField): SlotSize | undefined => {
  const [left = 0, bottom = 0, right = 0, top = 0] = numbers(document, field.dict.entries.get('Rect'))
  return right > left && top > bottom ? { width: right - left, height: top - bottom } : undefined
}

/** An empty slot, for whoever draws what will appear in it; undefined where there is none of that name. */
export const find_empty_slot = (pdf: Uint8Array, field_name: string): SlotSize | undefined =>
  guard_pdf(() => {
    const document = open_pdf(pdf)
    const field = signature_fields(document).find((one) => one.name === field_name && !one.signature)
    const frame = field && frame_of(document, field)
    if (!frame) return undefined
    const look = as_kind('stream', document.resolve(document.dict(field.dict.entries.get('AP'))?.entries.get('N')))
    const piece = document.dict(document.dict(look?.dict.entries.get('PieceInfo'))?.entries.get('BenhAnMo'))
    const [x, y, size] = numbers(document, piece?.entries.get('Private'))
    return x !== undefined && y !== undefined && size !== undefined ? { ...frame, name_line: { x, y, size } } : frame
  })
