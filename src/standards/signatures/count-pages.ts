/** Opening a stranger's PDF without judging its signatures: is it one, and has it pages? */

import { guard_pdf, open_pdf } from './pdf-document.ts'
import { pages_of } from './pdf-pages.ts'

/** @throws 400 for what is no PDF or is broken, 501 for one with a password */
export const count_pdf_pages = (bytes: Uint8Array): number => guard_pdf(() => pages_of(open_pdf(bytes)).length)
