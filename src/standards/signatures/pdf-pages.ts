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

/** Width and height in points; the box may stand at the page or above it in the tree. */
export const size_of = (document: PdfDocument, page: Page): { width: number; height: number } => {
  let node: PdfDict | undefined = page.dict
  for (let depth = 0; node && depth < deepest; depth += 1) {
    const box = document.array(node.entries.get('MediaBox'))?.map((one) => document.resolve(one))
    const [left, bottom, right, top] = box ?? []
    if (left === 0 && bottom === 0 && typeof right === 'number' && typeof top === 'number')
      return { width: right, height: top }
    if (box) break
    node = document.dict(node.entries.get('Parent'))
  }
  throw refuse_pdf('khổ trang')
}
