import { local_time } from '../../base/time/index.ts'
import type { Caller } from '../../platform/audit/index.ts'
import {
  render_appearance,
  render_pages,
  render_pdf,
  render_signable,
  type Answers as PaperAnswers,
  type PageMarks,
  type PaperPages,
  type PaperInput,
  type SignatureMark,
} from '../../standards/print/index.ts'
import { add_slots, type SlotSize } from '../../standards/signatures/index.ts'
import type { Answers } from './contract.ts'
import { signatures_of, type FormDefinition } from './form-definition.ts'
import { slots_of, type FilledSlot } from './signature-slots.ts'

/** Answers in the shape the page reads: no nulls, numbers as text. */
const to_paper = (answers: Answers): PaperAnswers =>
  JSON.parse(
    JSON.stringify(answers, (_key, value: unknown) =>
      typeof value === 'number' ? String(value) : value === null ? undefined : value,
    ),
  ) as PaperAnswers

/** What is seen of a signature. */
export type Mark = Pick<FilledSlot, 'slot' | 'label' | 'name' | 'at'> & { is_seal?: boolean }

const to_mark = ({ name, label, at, is_seal }: Mark): SignatureMark => ({
  name,
  role: label,
  at: local_time(at).slice(0, 16),
  ...(is_seal ? { is_seal } : {}),
})

/**
 * The author's signature seals a sheet with all its entries and pages (treatment sheet, TT 32/2023 Art 52) but is seen in
 * one slot: in the other places the page itself repeats its words. Slots of the form stand in one place. (To pass a mark
 * that nobody draws would cost 120 ms: Typst would take every line of 01/BV1 for a new one.)
 */
const repeated = (form: FormDefinition, mark: Mark): PaperInput['signatures'] =>
  signatures_of(form).some(({ id }) => id === mark.slot) ? {} : { [`${mark.slot}/again`]: to_mark(mark) }

const shown = (form: FormDefinition, marks: Mark[]): PaperInput['signatures'] =>
  Object.fromEntries(
    marks.flatMap((mark) => [...Object.entries(repeated(form, mark)), [mark.slot, to_mark(mark)] as const]),
  )

const to_input = (
  form: FormDefinition,
  answers: Answers,
  signatures: PaperInput['signatures'],
  page: Pick<PaperInput, 'mode' | 'marks'>,
): PaperInput => ({
  form,
  answers: to_paper(answers),
  signatures,
  signers: slots_of(form).map(({ id, label }) => ({ id, label })),
  ...page,
})

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
export const draw_pages = (form: FormDefinition, answers: Answers, marks: Mark[]): Promise<PaperPages> =>
  render_pages(to_input(form, answers, shown(form, marks), { mode: 'screen' }))

/** PDF/A-2b of an unsigned sheet with the conversion mark (Luật GDĐT 20/2023 Art 12, NĐ 137/2024 Art 5). */
export const print_sheet = (form: FormDefinition, answers: Answers, context: PaperContext): Promise<Uint8Array> =>
  render_pdf(to_input(form, answers, {}, { mode: 'paper', marks: to_page_marks(context) }))

/** The same sheet with an empty slot at each place where somebody is to sign; `first` signs it now. */
export const print_to_sign = async (
  form: FormDefinition,
  answers: Answers,
  first: Mark,
  context: PaperContext,
): Promise<Uint8Array> => {
  const page = { mode: 'paper', marks: to_page_marks(context) } as const
  const { pdf, slots } = await render_signable(to_input(form, answers, repeated(form, first), page))
  const labels = new Map(slots_of(form).map(({ id, label }) => [id, label]))
  const wanted = slots.flatMap(({ id, ...place }) => {
    const label = labels.get(id)
    return label === undefined ? [] : [{ field_name: id, label, ...place }]
  })
  return add_slots(pdf, wanted, context.at)
}

/** What is seen of one signature in its slot, drawn as on the screen's page. */
export const draw_mark = (mark: Mark, slot: SlotSize): Promise<Uint8Array> => render_appearance(to_mark(mark), slot)

/** A page that nobody signs. */
export const print_contents = (form: FormDefinition, answers: Answers, context: PaperContext): Promise<Uint8Array> =>
  render_pdf({
    form,
    answers: to_paper(answers),
    signatures: {},
    mode: 'paper',
    marks: to_page_marks(context),
  })
