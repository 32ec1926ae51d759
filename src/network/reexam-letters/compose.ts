import { format_date, local_date } from '../../base/time/index.ts'
import type { FullySigned } from '../../chart/medical-record/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { identifier_system, type Resource } from '../../standards/fhir/index.ts'
import {
  demand_form,
  diagnosis_of_letter,
  gather_letter,
  head_of_letter,
  sections_of_stay,
  text_answer,
  type Letter,
  type LetterDocument,
} from '../transfer-letters/index.ts'

/**
 * The appointment as it was written: a day and no hour, so it is proposed (R4 Appointment app-3); who books it at the other
 * side gives it its hour.
 */
const to_appointment = (letter: Letter): Resource => {
  const { answers, sheet, stay, custodian, number, signed_at } = letter
  const day = text_answer(answers, 'hen_ngay')
  const place = text_answer(answers, 'hen_tai')
  const advice = text_answer(answers, 'loi_dan')
  return {
    resourceType: 'Appointment',
    id: sheet,
    identifier: [{ system: identifier_system.reexam_letter, value: number }],
    status: 'proposed',
    description: `Hẹn khám lại${place ? ` tại ${place}` : ''}`,
    created: local_date(signed_at),
    requestedPeriod: [{ start: day, end: day }],
    ...(advice ? { patientInstruction: advice } : {}),
    participant: [
      { actor: { reference: `Patient/${stay.patient}` }, required: 'required', status: 'accepted' },
      {
        actor: {
          type: 'Location',
          identifier: {
            system: identifier_system.facility,
            value: text_answer(answers, 'noi_den_ma') || (custodian.id ?? ''),
          },
          display: [place, text_answer(answers, 'noi_den') || custodian['name']].filter(Boolean).join(', '),
        },
        required: 'information-only',
        status: 'accepted',
      },
    ],
  }
}

/** The day in words: a table of the entry would show the day it was written. */
const words_of_slip = ({ answers }: Letter): string => {
  const said = (item: string): string => text_answer(answers, item)
  return [
    `Hẹn ngày ${format_date(said('hen_ngay'))}`,
    ...[said('hen_tai'), said('noi_den')].filter(Boolean).map((place) => `Tại ${place}`),
    ...(said('loi_dan') ? [`Lời dặn: ${said('loi_dan')}`] : []),
  ].join('\n')
}

/** Phiếu hẹn khám lại as data: what `compose_document` makes the FHIR document of. */
export const compose_reexam_document = async (unit: Unit, signed: FullySigned): Promise<LetterDocument> => {
  demand_form(signed, 'hen-kham-lai')
  const letter = await gather_letter(unit, signed)
  const wanted = new Set(['Chẩn đoán', 'Thuốc'])
  const stay = (await sections_of_stay(unit, letter)).filter(({ title }) => wanted.has(title))
  return {
    ...head_of_letter(letter, {
      ...{ kind: 'reexam-letter', title: signed.sheet.form.title },
      system: identifier_system.reexam_letter,
    }),
    sections: [
      { title: 'Hẹn khám lại', words: words_of_slip(letter), entries: [to_appointment(letter)] },
      ...diagnosis_of_letter(letter),
      ...stay,
    ],
  }
}
