/** The pages of a document, in order (ISO 32000-2 section 7.7.3). */

import type { PdfDocument } from './pdf-document.ts'
import { refuse_pdf } from './pdf-lexer.ts'
import { as_kind } from './pdf-values.ts'
import type { PdfDict, PdfRef, PdfValue } from './pdf-values.ts'

export type Page = { ref: PdfRef; dict: PdfDict }

const deepest = 64

export const pages_of = (document: PdfDocument): Page[] => {
  const found: Page[] = []
  const seen = new Set<number>()
  const visit = (value: PdfValue | undefined, depth: number): void => {
    const ref = as_kind('ref', value)
    const dict = document.dict(value)
    if (!ref || !dict || seen.has(ref.number) || depth > deepest) throw refuse_pdf('cây trang')
    seen.add(ref.number)
    const kids = document.array(dict.entries.get('Kids'))
    if (kids) for (const kid of kids) visit(kid, depth + 1)
    else found.push({ ref, dict })
  }
  visit(document.root.entries.get('Pages'), 0)
  return found
}
