/**
 * What later revisions did to a signed one. Only further signatures (and validation data in DSS) may have been added, and
 * be seen only in slots that were there (pdf-later-fields.ts).
 * Against the attacks of "1 Trillion Dollar Refund" (CCS 2019) and "Shadow Attacks" (NDSS 2021): changed objects,
 * swapped roots, overlays by annotations, and numbers that used to point to nothing and now point to content.
 */

import type { PdfDocument } from './pdf-document.ts'
import { form_of } from './pdf-fields.ts'
import { differing_keys, filled_slots, is_hidden_signature } from './pdf-later-fields.ts'
import { pages_of } from './pdf-pages.ts'
import { as_kind, write_value } from './pdf-values.ts'
import type { PdfValue } from './pdf-values.ts'
import type { XrefEntry } from './pdf-xref.ts'

type Change = string
type Found = { problem?: Change; excused: Set<number> }

const text = (value: PdfValue | undefined) => write_value(value ?? null)

/** An object that played one role before and plays the same one now is judged by that role. */
const same_role = (before: PdfValue | undefined, after: PdfValue | undefined): number[] => {
  const [old_ref, new_ref] = [as_kind('ref', before), as_kind('ref', after)]
  return old_ref && old_ref.number === new_ref?.number ? [old_ref.number] : []
}

const added = (before: PdfValue[] | undefined, after: PdfValue[] | undefined): PdfValue[] | undefined => {
  const old = (before ?? []).map(text)
  const now = new Set((after ?? []).map(text))
  return old.every((item) => now.has(item)) ? (after ?? []).filter((item) => !old.includes(text(item))) : undefined
}

const trailer_change = (before: PdfDocument, after: PdfDocument): Change | undefined =>
  ['Root', 'Info', 'Encrypt'].find(
    (key) => text(before.xref.trailer.entries.get(key)) !== text(after.xref.trailer.entries.get(key)),
  )

const form_change = (before: PdfDocument, after: PdfDocument): Found => {
  const [old_form, new_form] = [form_of(before), form_of(after)]
  const keys = differing_keys(old_form, new_form, ['Fields', 'SigFlags', ...(old_form ? [] : ['DR', 'DA'])])
  const [old_fields, new_fields] = [old_form?.entries.get('Fields'), new_form?.entries.get('Fields')]
  const new_ones = added(before.array(old_fields), after.array(new_fields))
  const excused = new Set([
    ...same_role(before.root.entries.get('AcroForm'), after.root.entries.get('AcroForm')),
    ...same_role(old_fields, new_fields),
  ])
  if (keys.length || !new_ones?.every((field) => is_hidden_signature(after, field)))
    return { problem: 'biểu mẫu', excused }
  return { excused }
}

const page_changes = (before: PdfDocument, after: PdfDocument): Found => {
  const excused = new Set<number>()
  for (const [index, page] of pages_of(before).entries()) {
    const now = after.dict(page.ref)
    const [old_list, new_list] = [page.dict.entries.get('Annots'), now?.entries.get('Annots')]
    const new_ones = added(before.array(old_list), after.array(new_list))
    const is_kept = now && differing_keys(page.dict, now, ['Annots']).length === 0
    if (!is_kept || !new_ones?.every((annotation) => is_hidden_signature(after, annotation)))
      return { problem: `trang ${index + 1}`, excused }
    for (const number of [page.ref.number, ...same_role(old_list, new_list)]) excused.add(number)
  }
  return { excused }
}

const in_use = (entry: XrefEntry | undefined) => entry !== undefined && entry.type !== 'free'
const same_entry = (one: XrefEntry, other: XrefEntry | undefined): boolean => {
  if (one.type === 'offset' && other?.type === 'offset')
    return one.offset === other.offset && one.generation === other.generation
  if (one.type === 'packed' && other?.type === 'packed')
    return one.container === other.container && one.index === other.index
  return one.type === other?.type
}

const object_at = (document: PdfDocument, number: number): PdfValue => {
  const entry = document.xref.entries.get(number)
  return document.resolve({ kind: 'ref', number, generation: entry?.type === 'offset' ? entry.generation : 0 })
}

const references_in = (value: PdfValue, found: Set<number>): void => {
  if (Array.isArray(value)) for (const item of value) references_in(item, found)
  else if (typeof value === 'object' && value !== null) {
    if (value.kind === 'ref') found.add(value.number)
    if (value.kind === 'dict') for (const item of value.entries.values()) references_in(item, found)
    if (value.kind === 'stream') references_in(value.dict, found)
  }
}

const object_change = (before: PdfDocument, after: PdfDocument, excused: Set<number>): Change | undefined => {
  const mentioned = new Set<number>()
  for (const [number, entry] of before.xref.entries) {
    if (!in_use(entry)) continue
    const old_value = object_at(before, number)
    references_in(old_value, mentioned)
    const is_same = same_entry(entry, after.xref.entries.get(number)) || excused.has(number)
    if (!is_same && text(old_value) !== text(object_at(after, number))) return `đối tượng ${number}`
  }
  const filled = [...mentioned].find(
    (number) => !in_use(before.xref.entries.get(number)) && in_use(after.xref.entries.get(number)),
  )
  return filled === undefined ? undefined : `đối tượng ${filled}`
}

/** undefined when only signatures came later, else the place that changed, in Vietnamese. */
export const content_change = (before: PdfDocument, after: PdfDocument): Change | undefined => {
  const in_trailer = trailer_change(before, after)
  if (in_trailer) return `mục ${in_trailer}`
  const in_catalog = differing_keys(before.root, after.root, ['AcroForm', 'DSS', 'Extensions'])[0]
  if (in_catalog) return `mục ${in_catalog} của danh mục`
  const form = form_change(before, after)
  if (form.problem) return form.problem
  const pages = page_changes(before, after)
  if (pages.problem) return pages.problem
  const roles = [[before.root_ref.number], form.excused, pages.excused, filled_slots(before, after)]
  return object_change(before, after, new Set(roles.flatMap((numbers) => [...numbers])))
}
