/** The signature fields of a form, filled and empty (ISO 32000-2 sections 12.7.4 and 12.7.5.5). */

import type { PdfDocument } from './pdf-document.ts'
import { refuse_pdf } from './pdf-lexer.ts'
import { as_kind, text_of } from './pdf-values.ts'
import type { PdfDict, PdfRef, PdfValue } from './pdf-values.ts'

export type SignatureField = {
  /** Fully qualified: parts of parents joined by dots. */
  name: string
  ref: PdfRef
  dict: PdfDict
  signature: PdfDict | undefined
}

const deepest = 16
const most_fields = 10_000

export const form_of = (document: PdfDocument): PdfDict | undefined =>
  document.dict(document.root.entries.get('AcroForm'))

export const is_signature_field = (document: PdfDocument, value: PdfValue): boolean => {
  const field = document.dict(value)
  const type = field?.entries.get('FT') ?? document.dict(field?.entries.get('Parent'))?.entries.get('FT')
  return as_kind('name', document.resolve(type))?.name === 'Sig'
}

/** All terminal fields with their names; `FT` may be inherited. */
const terminal_fields = (document: PdfDocument) => {
  const found: { name: string; ref: PdfRef; dict: PdfDict; type: string | undefined }[] = []
  const visit = (value: PdfValue, parents: string[], inherited: string | undefined, depth: number): void => {
    const ref = as_kind('ref', value)
    const field = document.dict(value)
    if (!ref || !field || depth > deepest || found.length > most_fields) throw refuse_pdf('biểu mẫu')
    const own = text_of(document.resolve(field.entries.get('T')))
    const names = own === undefined ? parents : [...parents, own]
    const type = as_kind('name', document.resolve(field.entries.get('FT')))?.name ?? inherited
    const kids = document.array(field.entries.get('Kids')) ?? []
    // Kids without a name of their own are the field's places on the pages, not fields.
    const below = kids.filter((kid) => document.dict(kid)?.entries.has('T'))
    for (const kid of below) visit(kid, names, type, depth + 1)
    if (below.length === 0) found.push({ name: names.join('.'), ref, dict: field, type })
  }
  for (const field of document.array(form_of(document)?.entries.get('Fields')) ?? []) visit(field, [], undefined, 0)
  return found
}

export const field_names = (document: PdfDocument): Set<string> =>
  new Set(terminal_fields(document).map((field) => field.name))

export const signature_fields = (document: PdfDocument): SignatureField[] =>
  terminal_fields(document)
    .filter((field) => field.type === 'Sig')
    .map(({ name, ref, dict }) => ({ name, ref, dict, signature: document.dict(dict.entries.get('V')) }))
