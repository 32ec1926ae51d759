import { PDFArray, PDFDict, PDFName, PDFRef, type PDFPage } from 'pdf-lib'
import { concatTransformationMatrix, drawObject, popGraphicsState, pushGraphicsState } from 'pdf-lib'

const put_mark = (page: PDFPage, annotation: PDFDict): void => {
  const look = annotation.lookupMaybe(PDFName.of('AP'), PDFDict)?.get(PDFName.of('N'))
  const { x, y, width, height } = annotation.lookup(PDFName.of('Rect'), PDFArray).asRectangle()
  const is_signed = annotation.has(PDFName.of('V'))
  if (!is_signed || !(look instanceof PDFRef) || width === 0 || height === 0) return
  const name = page.node.newXObject('Mark', look)
  // The slot's picture has the slot's size (standards/signatures), so it only has to be put in its place.
  const place = concatTransformationMatrix(1, 0, 0, 1, x, y)
  page.pushOperators(pushGraphicsState(), place, drawObject(name), popGraphicsState())
}

/** What is seen of the signatures becomes part of the page: in a copy of a signed paper they are pictures, no more. */
export const draw_marks = (page: PDFPage): void => {
  for (const annotation of page.node.Annots()?.asArray() ?? [])
    put_mark(page, page.doc.context.lookup(annotation, PDFDict))
  page.node.delete(PDFName.of('Annots'))
}
