/**
 * What is seen of a signature: a small PDF of one page becomes a Form XObject of the signed document, its objects under
 * new numbers. Only letters and lines may come along. So what PDF/A asks of the signed file (fonts embedded, colours
 * defined, no transparency: ISO 19005-2 sections 6.2.11, 6.2.4, 6.2.10) follows from the small one being PDF/A.
 */

import { fail } from '../../base/outcome/index.ts'
import { open_pdf } from './pdf-document.ts'
import type { PdfDocument } from './pdf-document.ts'
import { pages_of, size_of } from './pdf-pages.ts'
import type { NewObject } from './pdf-update.ts'
import { as_kind, dict, name, ref } from './pdf-values.ts'
import type { PdfDict, PdfRef, PdfValue } from './pdf-values.ts'

const harmless_resources = new Set(['ColorSpace', 'Font', 'ProcSet'])
const most_objects = 1_000

/** Copies values with all they refer to; each object gets the next number once. */
const create_copier = (source: PdfDocument, first_number: number) => {
  const given = new Map<number, PdfRef>()
  const objects: NewObject[] = []

  const copy_dict = ({ entries }: PdfDict): PdfDict => ({
    kind: 'dict',
    entries: new Map([...entries].map(([key, value]) => [key, copy(value)])),
  })

  const copy_object = (place: PdfRef): PdfRef => {
    const known = given.get(place.number)
    if (known) return known
    if (objects.length > most_objects) throw fail.value('Hình chữ ký quá phức tạp', 'appearance')
    const fresh = ref(first_number + objects.length)
    given.set(place.number, fresh)
    const object: NewObject = { ...fresh, value: null }
    objects.push(object)
    object.value = copy(source.resolve(place))
    return fresh
  }

  const copy = (value: PdfValue): PdfValue => {
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== 'object' || value === null) return value
    if (value.kind === 'ref') return copy_object(value)
    if (value.kind === 'dict') return copy_dict(value)
    return value.kind === 'stream'
      ? { ...value, dict: { kind: 'dict', entries: copy_dict(value.dict).entries.set('Length', value.raw.length) } }
      : value
  }
  return { copy_dict, objects }
}

const same_length = (one: number, other: number) => Math.abs(one - other) < 0.05

/** `look` is the number to point at from the annotation. @throws 422 when the page does not fit the frame */
export const import_appearance = (
  pdf: Uint8Array,
  frame: { width: number; height: number },
  first_number: number,
): { look: PdfRef; objects: NewObject[] } => {
  const source = open_pdf(pdf)
  const [page, ...further] = pages_of(source)
  const content = page && as_kind('stream', source.resolve(page.dict.entries.get('Contents')))
  const resources = page && source.dict(page.dict.entries.get('Resources'))
  if (!content || !resources || further.length > 0) throw fail.value('Hình chữ ký phải là một trang PDF', 'appearance')
  if ([...resources.entries.keys()].some((kind) => !harmless_resources.has(kind)))
    throw fail.value('Hình chữ ký chỉ được có chữ và nét vẽ', 'appearance')
  const { width, height } = size_of(source, page)
  if (!same_length(width, frame.width) || !same_length(height, frame.height))
    throw fail.value('Hình chữ ký không vừa khung ký', 'appearance')

  const { copy_dict, objects } = create_copier(source, first_number + 1)
  const described = dict({
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: [0, 0, frame.width, frame.height],
    Resources: copy_dict(resources),
    Length: content.raw.length,
  })
  for (const key of ['Filter', 'DecodeParms']) {
    const value = content.dict.entries.get(key)
    if (value !== undefined) described.entries.set(key, value)
  }
  const look = ref(first_number)
  return { look, objects: [{ ...look, value: { kind: 'stream', dict: described, raw: content.raw } }, ...objects] }
}
