/** Shapes at the door of the print room. No Node, no DOM. */

export type TableRow = Record<string, string | boolean | string[]>

/**
 * Answers by item id; what is missing is not answered. text: string; number, vital: canonical decimal "38.4"; blood
 * pressure "150/90"; choice: option code; multi-choice, repeatable: array; date "YYYY-MM-DD" ("YYYY", "YYYY-MM");
 * datetime "YYYY-MM-DDTHH:mm"; code "J15.9"; table: rows by column id, in the order of fixed_rows where there are.
 */
export type Answers = Record<string, string | boolean | string[] | TableRow[]>

/** What the mark of a digital signature says. */
export type SignatureMark = {
  name: string
  /** In which role, e.g. "Trưởng khoa". */
  role?: string
  /** Local time of signing, "YYYY-MM-DDTHH:mm". */
  at: string
  /** The facility's own signature (chữ ký số cơ sở), drawn as its stamp would be. */
  is_seal?: boolean
}

/** What stands at the foot of each page (Luật Giao dịch điện tử 2023 Đ.12, NĐ 137/2024/NĐ-CP). */
export type PageMarks = {
  facility_name: string
  /** Local time, "YYYY-MM-DDTHH:mm". The document's date too: same input, same bytes. */
  printed_at: string
  printed_by: string
  /** Lookup code or address; printed and drawn as QR. */
  qr_text?: string
  system: string
  status: 'draft' | 'signed' | 'copy'
}

/** The part of an expanded form the page needs; `FormDefinition` of chart/medical-record fits. */
export type PrintableForm = {
  slug: string
  code: string | null
  title: string
  layout?: string
  sections: { id: string; title: string; items: { type: string; id?: string; label: string }[] }[]
}

export type PaperInput = {
  form: PrintableForm
  answers: Answers
  /** Marks drawn as part of the page: by slot; by "<slot>/again" where the page repeats them outside the slot. */
  signatures: Record<string, SignatureMark>
  /** The slots of this paper. The page keeps room for one that is no item of the form (the author of a sheet without boxes). */
  signers?: { id: string; label: string }[]
  marks?: PageMarks
  /** screen: each field is a link "field:<item id>"; paper: none. */
  mode: 'screen' | 'paper'
}

export type PaperPage = {
  /** A whole A4 page as one SVG document; regions are <a data-field="…">. */
  svg: string
  /** SHA-256 of the SVG, for the browser to keep pages that did not change. */
  digest: string
}

export type PaperPages = { page_count: number; pages: PaperPage[] }

/** Region of the paper that one signature may fill; in points. */
export type SignatureSlot = {
  id: string
  /** Counted from 1. */
  page: number
  /** From the page's left and upper edge. */
  left: number
  top: number
  width: number
  height: number
  /** Where the dotted line for the name begins, from the slot's upper left corner, and the size of its letters. */
  name_line?: { x: number; y: number; size: number } | undefined
}

export type SignablePaper = { pdf: Uint8Array; slots: SignatureSlot[] }
