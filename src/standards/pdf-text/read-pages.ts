import { getResolvedPDFJS } from 'unpdf'
import { letters_max, pages_max } from './bounds.ts'
import type { PdfRead } from './contract.ts'
import { drawn_of, lines_of, within, type Run } from './lay-out.ts'

type Drawn = { str: string; hasEOL: boolean; width: number; transform: number[] }

const run_of = ({ str, hasEOL, width, transform }: Drawn): Run => {
  const [, , c = 0, d = 0, x = 0, y = 0] = transform
  return { text: str, x, y, width, size: Math.hypot(c, d), ends_line: hasEOL }
}

/** What was typed into a form's field stands in its picture only, not on the page. */
const typed_in = (annotation: Record<string, unknown>): string[] => {
  const value = annotation['subtype'] === 'Widget' ? annotation['fieldValue'] : undefined
  return typeof value === 'string' && value.trim() !== '' ? [value.normalize('NFC')] : []
}

const open = async (pdf: Uint8Array) => {
  const { getDocument } = await getResolvedPDFJS()
  // It takes no Buffer, and keeps what it is given.
  return getDocument({
    ...{
      data: new Uint8Array(pdf),
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      enableXfa: false,
    },
    ...{ useWorkerFetch: false, disableAutoFetch: true, disableStream: true, stopAtErrors: false, verbosity: 0 },
  })
}

const why = (error: unknown): PdfRead => ({
  kind: 'unread',
  why: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'broken',
})

/** In the child: the first pages of a PDF. What cannot be read is an answer. */
export const read_pages = async (pdf: Uint8Array): Promise<PdfRead> => {
  const task = await open(pdf)
  try {
    const document = await task.promise
    const pages = document.numPages
    const lines: string[] = []
    const drawn: string[] = []
    let pages_read = 0
    for (let letters = 0; pages_read < Math.min(pages, pages_max) && letters < letters_max; pages_read += 1) {
      const page = await document.getPage(pages_read + 1)
      const content = await page.getTextContent({ disableNormalization: true })
      const runs = content.items.flatMap((item) => ('str' in item ? run_of(item) : []))
      const typed = (await page.getAnnotations()).flatMap(typed_in)
      lines.push(...lines_of(runs), ...typed)
      drawn.push(...drawn_of(runs), ...typed)
      letters += runs.reduce((sum, { text }) => sum + text.length, 0)
      page.cleanup()
    }
    const [seen, told] = [within(lines, letters_max), within(drawn, letters_max)]
    return { kind: 'text', lines: seen, drawn: told, pages, pages_read }
  } catch (error) {
    return why(error)
  } finally {
    await task.destroy()
  }
}
