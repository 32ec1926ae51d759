/**
 * Which fields may be there, and look otherwise, after somebody has signed. A slot that was empty may get a signature and
 * what is seen of it, inside the frame it had; a field that is new must not be seen at all. Any other look could be laid
 * over the text: "sneaky signature", Mainka et al., Breaking the Specification: PDF Certification (2021).
 */

import type { PdfDocument } from './pdf-document.ts'
import { is_signature_field, signature_fields } from './pdf-fields.ts'
import type { SignatureField } from './pdf-fields.ts'
import { as_kind, write_value } from './pdf-values.ts'
import type { PdfDict, PdfValue } from './pdf-values.ts'

const text = (value: PdfValue | undefined) => write_value(value ?? null)

/** Keys that differ and are not in `free`. */
export const differing_keys = (before: PdfDict | undefined, after: PdfDict | undefined, free: string[]): string[] =>
  [...new Set([...(before?.entries.keys() ?? []), ...(after?.entries.keys() ?? [])])].filter(
    (key) => !free.includes(key) && text(before?.entries.get(key)) !== text(after?.entries.get(key)),
  )

const numbers = (document: PdfDocument, value: PdfValue | undefined): number[] =>
  (document.array(value) ?? []).map((one) => document.resolve(one)).map((one) => (typeof one === 'number' ? one : NaN))

/** Something that runs, or further places on the pages that are not looked at here. */
const never_later = ['A', 'AA', 'Kids']

/** A field or its place on a page, new since the signature: a signature field without extent. */
export const is_hidden_signature = (document: PdfDocument, value: PdfValue): boolean => {
  const field = document.dict(value)
  const [left, bottom, right, top] = numbers(document, field?.entries.get('Rect'))
  return (
    field !== undefined &&
    is_signature_field(document, value) &&
    as_kind('name', document.resolve(field.entries.get('Subtype')))?.name === 'Widget' &&
    left === right &&
    bottom === top &&
    !never_later.some((key) => field.entries.has(key))
  )
}

const same_length = (one: number, other: number) => Math.abs(one - other) < 0.05

/** A readers' rule fits the picture into the frame (ISO 32000-2 section 12.5.5); here there is nothing left to fit. */
const is_inside_frame = (document: PdfDocument, field: PdfDict): boolean => {
  const [left = NaN, bottom = NaN, right = NaN, top = NaN] = numbers(document, field.entries.get('Rect'))
  const looks = document.dict(field.entries.get('AP'))
  const look = as_kind('stream', document.resolve(looks?.entries.get('N')))?.dict.entries
  const [x, y, width = NaN, height = NaN] = numbers(document, look?.get('BBox'))
  const matrix = look?.has('Matrix') ? numbers(document, look.get('Matrix')).join() : '1,0,0,1,0,0'
  return (
    looks?.entries.size === 1 &&
    as_kind('name', document.resolve(look?.get('Subtype')))?.name === 'Form' &&
    matrix === '1,0,0,1,0,0' &&
    x === 0 &&
    y === 0 &&
    same_length(width, right - left) &&
    same_length(height, top - bottom)
  )
}

const is_filled_slot = (before: SignatureField, after: PdfDocument): boolean => {
  const now = after.dict(before.ref)
  if (!now || !after.dict(now.entries.get('V')) || differing_keys(before.dict, now, ['V', 'AP', 'M']).length > 0)
    return false
  return text(before.dict.entries.get('AP')) === text(now.entries.get('AP')) || is_inside_frame(after, now)
}

/** The numbers of the slots that were empty then and carry a signature now; whatever else became of one is a change. */
export const filled_slots = (before: PdfDocument, after: PdfDocument): Set<number> =>
  new Set(
    signature_fields(before)
      .filter((field) => !field.dict.entries.has('V') && is_filled_slot(field, after))
      .map((field) => field.ref.number),
  )
