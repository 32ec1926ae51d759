export { configure_print, evict, render_pages, render_pdf } from './render.ts'
export type {
  Answers,
  PageMarks,
  PaperInput,
  PaperPage,
  PaperPages,
  PrintableForm,
  SignatureMark,
  TableRow,
} from './contract.ts'
