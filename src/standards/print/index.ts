export { bar_widths } from './bar-code.ts'
export { configure_print, evict, render_appearance, render_pages, render_pdf, render_signable } from './render.ts'
export type {
  Answers,
  PageMarks,
  PaperInput,
  PaperPage,
  PaperPages,
  PrintableForm,
  SignablePaper,
  SignatureMark,
  SignatureSlot,
  TableRow,
} from './contract.ts'
