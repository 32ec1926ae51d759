import { fail } from '../../base/outcome/index.ts'
import { local_time } from '../../base/time/index.ts'
import type { FullySigned } from '../../chart/medical-record/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { code_system, identifier_system } from '../../standards/fhir/index.ts'
import type { DocumentInput } from '../../standards/documents/index.ts'
import { gather_letter, option_words, text_answer, type Letter } from './gather.ts'
import { section_of_request } from './request.ts'
import { allergies_of, diagnosis_of_letter, sections_of_stay, words_of_letter } from './sections.ts'

/** All that `compose_document` wants but the identities of the sending and the paper itself. */
export type LetterDocument = Omit<DocumentInput, 'identity' | 'replaces' | 'labels' | 'pdf'>

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
  const diagnosis = diagnosis_of_letter(letter)
  const conditions = [...diagnosis, ...stay]
    .flatMap(({ entries }) => entries)
    .filter(({ resourceType }) => resourceType === 'Condition')
  return {
    ...head_of_letter(letter, {
      ...{ kind: 'transfer-letter', title: signed.sheet.form.title },
      system: identifier_system.transfer_letter,
    }),
    sections: [
      section_of_request(letter, conditions),
      ...(await allergies_of(unit, letter)),
      ...diagnosis,
      ...words_of_letter(letter),
      ...stay,
    ],
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
        code: { system: code_system.letter_section, code: 'outcome', display: 'Kết quả tiếp nhận' },
        words: [option_words(letter, 'ket_qua'), answered && `Trả lời phiếu chuyển số ${answered}`]
          .filter(Boolean)
          .join('\n'),
        entries: [],
      },
      ...diagnosis_of_letter(letter),
      ...words_of_letter(letter),
      ...(await sections_of_stay(unit, letter)),
    ],
  }
}
