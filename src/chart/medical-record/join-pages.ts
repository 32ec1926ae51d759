import { PDFDocument } from 'pdf-lib'
import { draw_marks } from './draw-marks.ts'

export const page_count_of = async (bytes: Uint8Array): Promise<number> =>
  (await PDFDocument.load(bytes)).getPageCount()

/** One PDF of all pages of all files; what is seen of signatures is seen in it too. */
export const join_pages = async (title: string, files: Uint8Array[]): Promise<Uint8Array> => {
  const whole = await PDFDocument.create()
  whole.setTitle(title)
  for (const bytes of files) {
    const source = await PDFDocument.load(bytes)
    for (const page of source.getPages()) draw_marks(page)
    for (const page of await whole.copyPages(source, source.getPageIndices())) whole.addPage(page)
  }
  return whole.save()
}
