/**
 * A form as data: the shapes every reader of `forms/` shares (screen, printed page, checks, exchange).
 * What the law prints is told here once; `form-definition-load.ts` resolves the folder into these shapes.
 */

import type { Figure } from './figure.ts'

/** When a box is due: at admission, in the clinical record, or before the record is closed. */
export type Stage = 'open' | 'clinical' | 'close'

export type Option = { code: string; label: string }

/** A LOINC-coded measurement with its UCUM unit; a panel (blood pressure) has components. */
export type Observe = {
  code: string
  display: string
  unit: string
  components?: { code: string; display: string; unit: string }[]
}

export type Condition = { item: string; equals: string }

/** `prints`: {facility}, {year} (two digits) and {number} (six digits). Boxes of one series share one number. */
export type NumberSeries = { name: 'transfer-letter' | 'transfer-answer' | 'reexam-letter'; prints: string }

type Common = {
  id: string
  /** As printed, number included: "12. Vào viện". */
  label: string
  number?: number
  required?: boolean
  required_at?: Stage
  /** The fact in the store that fills this box and takes it back. Vocabulary: forms/README.md. */
  bind?: string
  observe?: Observe
  /** The answer, or the row marked so, is an allergy and belongs in the allergy list. */
  allergy?: boolean
  visible_if?: Condition
  /** Filled by the house (name of the hospital, number from the archive), not by hand. */
  auto?: boolean
  computed?: boolean
  repeatable?: boolean
  repeatable_group?: string
  /** What the box says when the sheet is begun; the hand may change it. */
  starts?: 'now' | 'today'
  /** Its number comes from a running series of the facility when the sheet is first completed (sheet-numbers.ts). */
  series?: NumberSeries
  print_hint?: string
  note?: string
}

export type TextItem = Common & { type: 'text' | 'long-text'; lines?: number }
export type NumberItem = Common & {
  type: 'number' | 'vital'
  unit?: string
  min?: number
  max?: number
  boxes?: number
}
export type BooleanItem = Common & { type: 'boolean' }
export type ChoiceItem = Common & { type: 'choice' | 'multi-choice'; options: Option[] }
export type DateItem = Common & { type: 'date' | 'datetime'; boxes?: number }
export type CodeItem = Common & { type: 'code'; code_system?: string; of?: string; boxes?: number }
export type Column = {
  id: string
  label: string
  type: 'text' | 'long-text' | 'number' | 'boolean' | 'choice' | 'date' | 'datetime' | 'code' | 'signature'
  unit?: string
  options?: Option[]
  observe?: Observe
  min?: number
  max?: number
  note?: string
}
export type TableItem = Common & {
  type: 'table'
  columns: Column[]
  /** Printed rows; an answer's rows follow them by index. */
  fixed_rows?: Record<string, string | boolean>[]
  rows?: number
  /** What a row is called on the screen: "Trẻ". */
  row_name?: string
  /** Its measurements are not the patient's: "newborn" is the child just born (newborns.ts). */
  about?: 'newborn'
  row_signature?: string
  layout?: string
}
/** The doctor draws on one of these outlines; the answer is text in the shape of `drawing.ts`. */
export type DrawingItem = Common & { type: 'drawing'; figures: Figure[] }
export type SignatureItem = Common & { type: 'signature'; role: string }

export type Field =
  TextItem | NumberItem | BooleanItem | ChoiceItem | DateItem | CodeItem | TableItem | DrawingItem | SignatureItem

/** Printed, never answered. */
export type Heading = {
  type: 'heading'
  id?: string
  label: string
  number?: number
  print_hint?: string
  note?: string
}

export type Item = Field | Heading

export type Section = {
  id: string
  title: string
  stage: Stage
  column?: 'left' | 'right'
  note?: string
  items: Item[]
}

export type FormDefinition = {
  /** Number in the circular, e.g. "01/BV1"; null for a sheet the circular does not list. */
  code: string | null
  slug: string
  version: string
  title: string
  kind: 'record' | 'sheet'
  setting: string
  law: { source: string; valid_from: string; valid_to?: string }
  confidence: string
  /** A Typst file in the form's own folder; without it `paper/generic.typ` prints the form. */
  layout?: string
  /** Pages of the blank paper. */
  pages?: number
  filled_by?: string
  signed_by?: string[]
  trigger?: string
  note?: string
  attached_sheets?: string[]
  /** Leaves the facility: signed by the practitioner, then sealed by the facility (TT 06/2026/TT-BYT Art 5.2). */
  travels?: boolean
  /** What people call it who do not know its printed title; found by these too. */
  known_as?: string[]
  sections: Section[]
}

export const is_field = (item: Item): item is Field => item.type !== 'heading'

/** Every answerable item of a form, in printed order. */
export const fields_of = (form: FormDefinition): Field[] =>
  form.sections.flatMap((section) => section.items.filter(is_field))

/** The signature slots of a form: who signs what, and by when. */
export const signatures_of = (form: FormDefinition): SignatureItem[] =>
  fields_of(form).filter((item): item is SignatureItem => item.type === 'signature')
