import { format_date, local_date, local_time, show_moment, vietnam_offset } from '../../base/time/index.ts'
import { code_system, extension_url, identifier_system, type Resource } from '../../standards/fhir/index.ts'
import type { DocumentSection } from '../../standards/documents/index.ts'
import { option_words, text_answer, type Letter } from './gather.ts'
import { valid_until } from './validity.ts'

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

/** A minute on the wall of the sender's house, as FHIR's dateTime. */
const leaves_at = ({ answers }: Letter): string | undefined => {
  const typed = text_answer(answers, 'chuyen_luc')
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? `${typed}:00${vietnam_offset}` : undefined
}

const escort_of = ({ answers }: Letter): string =>
  ['ho_tong_ten', 'ho_tong_chuc_danh']
    .map((item) => text_answer(answers, item))
    .filter(Boolean)
    .join(', ')

const coded_choice = (letter: Letter, item: string, system: string) => {
  const words = option_words(letter, item)
  return { coding: [{ system, code: text_answer(letter.answers, item), display: words }], text: words }
}

/** By what, with whom and when: what who waits for her has to prepare. */
const way_of = (letter: Letter): Record<string, unknown> => {
  const [at, escort] = [leaves_at(letter), escort_of(letter)]
  const has_transport = text_answer(letter.answers, 'phuong_tien') !== ''
  return {
    url: extension_url.transfer_way,
    extension: [
      ...(has_transport
        ? [
            {
              url: 'transport',
              valueCodeableConcept: coded_choice(letter, 'phuong_tien', code_system.transfer_transport),
            },
          ]
        : []),
      ...(escort ? [{ url: 'escort', valueString: escort }] : []),
      ...(at ? [{ url: 'leaves_at', valueDateTime: at }] : []),
    ],
  }
}

const lines_of_request = (letter: Letter): string[] => {
  const told = (title: string, words: string): string[] => (words === '' ? [] : [`${title}: ${words}`])
  return [
    ...(letter.answers['cap_cuu'] === true ? ['Chuyển cấp cứu'] : []),
    ...told('Lý do chuyển', option_words(letter, 'ly_do')),
    ...told('Chuyển hồi', show_moment(text_answer(letter.answers, 'chuyen_luc'))),
    ...told('Phương tiện', option_words(letter, 'phuong_tien')),
    ...told('Người hộ tống', escort_of(letter)),
  ]
}

const condition_of = ({ answers }: Letter): string[] => {
  const words = text_answer(answers, 'tinh_trang')
  return words === '' ? [] : [`Tình trạng lúc chuyển: ${words}`]
}

/** The request itself: whom, to where, why, how urgently, and from when to when it counts. */
const to_request = (letter: Letter, conditions: Resource[]): Resource => {
  const { answers, sheet, stay, signed_at, number } = letter
  const way = way_of(letter)
  return {
    resourceType: 'ServiceRequest',
    id: sheet,
    ...(Array.isArray(way['extension']) && way['extension'].length > 0 ? { extension: [way] } : {}),
    identifier: [{ system: identifier_system.transfer_letter, value: number }],
    status: 'active',
    intent: 'order',
    // MA_LYDO_CT has no value for an emergency: only this says it.
    ...(answers['cap_cuu'] === true ? { priority: 'stat' } : {}),
    code: { text: 'Chuyển cơ sở khám bệnh, chữa bệnh' },
    subject: { reference: `Patient/${stay.patient}` },
    encounter: { reference: `Encounter/${stay.id}` },
    occurrencePeriod: { start: local_date(signed_at), end: valid_until(term_of_letter(letter)) },
    authoredOn: local_time(signed_at),
    requester: { reference: `Practitioner/${letter.author.id ?? ''}` },
    performer: [facility_named(letter)],
    reasonCode: [coded_choice(letter, 'ly_do', code_system.transfer_reason)],
    ...(conditions.length > 0
      ? { reasonReference: conditions.map(({ id }) => ({ reference: `Condition/${id ?? ''}` })) }
      : {}),
    note: [...lines_of_request(letter), ...condition_of(letter)].map((text) => ({ text })),
  }
}

/** @param conditions what it is for, the letter's own main diagnosis first */
export const section_of_request = (letter: Letter, conditions: Resource[]): DocumentSection => ({
  title: 'Yêu cầu chuyển cơ sở',
  code: { system: code_system.loinc, code: '42349-1', display: 'Reason for referral (narrative)' },
  words: [
    ...lines_of_request(letter),
    `Có giá trị đến hết ngày ${format_date(valid_until(term_of_letter(letter)))}`,
  ].join('\n'),
  entries: [to_request(letter, conditions)],
})
