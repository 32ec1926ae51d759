import { fail } from '../../base/outcome/index.ts'
import { local_date, local_time } from '../../base/time/index.ts'
import type { FullySigned } from '../../chart/medical-record/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { code_system, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import type { DocumentInput } from '../../standards/documents/index.ts'
import { gather_letter, option_words, text_answer, type Letter } from './gather.ts'
import { allergies_of, sections_of_stay, words_of_letter } from './sections.ts'
import { valid_until } from './validity.ts'

/** All that `compose_document` wants but the identities of the sending and the paper itself. */
export type LetterDocument = Omit<DocumentInput, 'identity' | 'replaces' | 'labels' | 'pdf'>

export const term_of_letter = ({ answers, signed_at }: Letter) => ({
  signed_on: local_date(signed_at),
  is_one_year: answers['gia_tri_1_nam'] === true,
})

const facility_named = ({ answers }: Letter) => {
  const code = text_answer(answers, 'noi_den_ma')
  return {
    ...(code ? { identifier: { system: identifier_system.facility, value: code } } : {}),
    display: text_answer(answers, 'noi_den'),
  }
}

/** The request itself: whom, to where, why, and from when to when it counts. */
const to_request = (letter: Letter, conditions: Resource[]): Resource => {
  const { answers, sheet, stay, signed_at, number } = letter
  const reason = option_words(letter, 'ly_do')
  const notes = [
    ['Tình trạng lúc chuyển', 'tinh_trang'],
    ['Người hộ tống', 'ho_tong_ten'],
    ['Chuyển hồi', 'chuyen_luc'],
  ].flatMap(([title, item = '']) => {
    const words = text_answer(answers, item)
    return words ? [{ text: `${title}: ${words}` }] : []
  })
  return {
    resourceType: 'ServiceRequest',
    id: sheet,
    identifier: [{ system: identifier_system.transfer_letter, value: number }],
    status: 'active',
    intent: 'order',
    code: { text: 'Chuyển cơ sở khám bệnh, chữa bệnh' },
    subject: { reference: `Patient/${stay.patient}` },
    encounter: { reference: `Encounter/${stay.id}` },
    occurrencePeriod: { start: local_date(signed_at), end: valid_until(term_of_letter(letter)) },
    authoredOn: local_time(signed_at),
    requester: { reference: `Practitioner/${letter.author.id ?? ''}` },
    performer: [facility_named(letter)],
    reasonCode: [
      {
        coding: [{ system: code_system.transfer_reason, code: text_answer(answers, 'ly_do'), display: reason }],
        text: reason,
      },
    ],
    ...(conditions.length > 0
      ? { reasonReference: conditions.map(({ id }) => ({ reference: `Condition/${id ?? ''}` })) }
      : {}),
    ...(notes.length > 0 ? { note: notes } : {}),
  }
}

/** The head that all letters share. */
export const head_of_letter = (
  letter: Letter,
  { kind, title, system }: { kind: DocumentInput['kind']; title: string; system: string },
): Omit<LetterDocument, 'sections'> => ({
  ...{ kind, title },
  created_at: local_time(letter.signed_at),
  patient: letter.patient,
  author: letter.author,
  custodian: letter.custodian,
  encounter: letter.encounter,
  period: { start: letter.stay.admitted_at, ...(letter.stay.discharged_at ? { end: letter.stay.discharged_at } : {}) },
  number: { system, value: letter.number },
})

export const demand_form = ({ sheet }: FullySigned, slug: string): void => {
  if (sheet.form.slug !== slug) throw fail.value(`Giấy này không phải mẫu ${slug}`, 'sheet')
}

/** Phiếu chuyển cơ sở as data: what `compose_document` makes the FHIR document of. */
export const compose_transfer_document = async (unit: Unit, signed: FullySigned): Promise<LetterDocument> => {
  demand_form(signed, 'chuyen-co-so')
  const letter = await gather_letter(unit, signed)
  const stay = await sections_of_stay(unit, letter)
  const conditions = stay.flatMap(({ entries }) => entries.filter((one) => one.resourceType === 'Condition'))
  const request = {
    title: 'Yêu cầu chuyển cơ sở',
    code: { system: code_system.loinc, code: '42349-1', display: 'Reason for referral (narrative)' },
    entries: [to_request(letter, conditions)],
  }
  return {
    ...head_of_letter(letter, {
      ...{ kind: 'transfer-letter', title: signed.sheet.form.title },
      system: identifier_system.transfer_letter,
    }),
    sections: [request, ...(await allergies_of(unit, letter)), ...words_of_letter(letter), ...stay],
  }
}

/** What became of the person, told to who sent her (chuyển về too). */
export const compose_answer_document = async (unit: Unit, signed: FullySigned): Promise<LetterDocument> => {
  demand_form(signed, 'tra-loi-chuyen')
  const letter = await gather_letter(unit, signed)
  const answered = text_answer(letter.answers, 'phieu_chuyen_so')
  return {
    ...head_of_letter(letter, {
      ...{ kind: 'transfer-answer', title: signed.sheet.form.title },
      system: identifier_system.transfer_answer,
    }),
    sections: [
      {
        title: 'Kết quả tiếp nhận',
        words: [option_words(letter, 'ket_qua'), answered && `Trả lời phiếu chuyển số ${answered}`]
          .filter(Boolean)
          .join('. '),
        entries: [],
      },
      ...words_of_letter(letter),
      ...(await sections_of_stay(unit, letter)),
    ],
  }
}
