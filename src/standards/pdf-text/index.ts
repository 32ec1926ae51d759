import type { PdfRead } from './contract.ts'
import { reader_process } from './reader-process.ts'

export type { PdfRead, PdfText, PdfUnread } from './contract.ts'

/** What a PDF says in letters. Never throws for what is in it; papers are read one after the other. */
export const read_pdf_text = (pdf: Uint8Array): Promise<PdfRead> => reader_process.read(pdf)

/** Ends the reading process when the papers handed in are read; the next one starts another. */
export const rest_pdf_text = (): Promise<unknown> => reader_process.stop()
