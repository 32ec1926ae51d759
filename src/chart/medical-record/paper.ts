import { local_time } from '../../base/time/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import {
  render_pages,
  render_pdf,
  type Answers as PaperAnswers,
  type PageMarks,
  type PaperPages,
  type SignatureMark,
} from '../../standards/print/index.ts'
import type { Answers } from './contract.ts'
import { fields_of, type FormDefinition } from './form-definition.ts'
import type { FilledSlot } from './signature-slots.ts'

/** Answers in the shape the page reads: no nulls, numbers as text. */
const to_paper = (answers: Answers): PaperAnswers =>
  JSON.parse(
    JSON.stringify(answers, (_key, value: unknown) =>
      typeof value === 'number' ? String(value) : value === null ? undefined : value,
    ),
  ) as PaperAnswers

/** A row-signed table (treatment sheet) carries its signatures in its rows; other forms in their own boxes. */
const mark_places = (form: FormDefinition, answers: Answers, slot: string): string[] => {
  const table = fields_of(form).find((field) => field.type === 'table' && field.row_signature !== undefined)
  if (!table || fields_of(form).some((field) => field.id === slot)) return [slot]
  const rows = answers[table.id]
  return Array.isArray(rows) ? rows.map((_, i) => `${table.id}/${i}`) : []
}

const to_marks = (form: FormDefinition, answers: Answers, signatures: FilledSlot[]): Record<string, SignatureMark> =>
  Object.fromEntries(
    signatures.flatMap((one) =>
      mark_places(form, answers, one.slot).map((place) => [
        place,
        { name: one.name, at: local_time(one.at).slice(0, 16) },
      ]),
    ),
  )

export type PaperContext = {
  caller: Caller
  facility_name: string
  at: Date
  qr_text?: string | undefined
  status: PageMarks['status']
}

const to_page_marks = (context: PaperContext): PageMarks => ({
  facility_name: context.facility_name,
  printed_at: local_time(context.at).slice(0, 16),
  printed_by: context.caller.actor.name,
  system: 'Bệnh Án Mở',
  status: context.status,
  ...(context.qr_text ? { qr_text: context.qr_text } : {}),
})

/** The A4 sheet for the screen: what prints is what is seen. */
export const draw_pages = (form: FormDefinition, answers: Answers, signatures: FilledSlot[]): Promise<PaperPages> =>
  render_pages({ form, answers: to_paper(answers), signatures: to_marks(form, answers, signatures), mode: 'screen' })

/** PDF/A-2b of a sheet with the conversion mark (Luật GDĐT 20/2023 Art 12, NĐ 137/2024 Art 5). */
export const print_sheet = (
  form: FormDefinition,
  answers: Answers,
  signatures: FilledSlot[],
  context: PaperContext,
): Promise<Uint8Array> =>
  render_pdf({
    form,
    answers: to_paper(answers),
    signatures: to_marks(form, answers, signatures),
    mode: 'paper',
    marks: to_page_marks(context),
  })
