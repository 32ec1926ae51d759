import { show_moment } from '../../../base/time/index.ts'
import { age_text, gender_of, name_of_patient } from '../../../chart/patients/index.ts'
import { day_of_stay, payer_names } from '../../../chart/encounters/index.ts'
import {
  coding_of,
  extension_url,
  find_extension,
  find_identifier,
  identifier_system,
  list_of,
  object_of,
  text_of,
  type Resource,
} from '../../../standards/fhir/index.ts'
import { one_of_each, say_more, say_what, say_when } from '../../../standards/ips/index.ts'
import type { Visit } from './gather-visit.ts'

export type Line = { label: string; value: string }
export type Row = { what: string; more: string; when: string }

/** The four blocks of QĐ 31/QĐ-BYT 2026 Điều 2.3, in words: what the paper prints and the XML carries. */
export type Book = {
  facility: { code: string; name: string; authority: string }
  number: string
  admin: Line[]
  history: { allergies: Row[]; illnesses: Row[]; vaccinations: Row[] }
  episode: Line[]
  diagnoses: { text: string; code: string; is_main: boolean }[]
  vitals: Row[]
  results: Row[]
  drugs: Row[]
  procedures: Row[]
  summary: Line[]
  doctor: string
}

export const gender_words = { male: 'Nam', female: 'Nữ', other: 'Khác', unknown: 'Không rõ' } as const

/** Codes of forms/blocks (hình thức ra viện, kết quả điều trị): the words the law's paper prints. */
const discharge_words: Record<string, string> = {
  ...{ 1: 'Ra viện', 2: 'Xin về', 3: 'Bỏ về', 4: 'Đưa về', 5: 'Chuyển viện' },
}
const result_words: Record<string, string> = {
  ...{ 1: 'Khỏi', 2: 'Đỡ, giảm', 3: 'Không thay đổi', 4: 'Nặng hơn', 5: 'Tử vong' },
}

const filled = (lines: [string, string | undefined][]): Line[] =>
  lines.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]))

const named = (patient: Resource, url: string): string | undefined => {
  const concept = object_of(find_extension(patient, url)?.['valueCodeableConcept'])
  return coding_of(concept).display ?? text_of(concept?.['text'])
}

export const address_of = (patient: Resource): string => {
  const [one = {}] = list_of(patient['address'])
  const lines = Array.isArray(one['line']) ? one['line'].map(text_of) : []
  return [...lines, text_of(one['city']), text_of(one['district']), text_of(one['state'])].filter(Boolean).join(', ')
}

const contact_of = (patient: Resource): string => {
  const [one = {}] = list_of(patient['contact'])
  return [text_of(object_of(one['name'])?.['text']), text_of(list_of(one['telecom'])[0]?.['value'])]
    .filter(Boolean)
    .join(', ')
}

const admin_of = ({ patient, coverage, stay }: Visit): Line[] => {
  const birth = text_of(patient['birthDate']) ?? ''
  const period = object_of(coverage?.['period'])
  const care = object_of(coverage && find_extension(coverage, extension_url.primary_care_facility)?.['valueReference'])
  const days = [text_of(period?.['start']), text_of(period?.['end'])].map((day) => (day ? show_moment(day) : ''))
  return filled([
    ['Họ và tên', name_of_patient(patient)],
    ['Ngày sinh', [show_moment(birth), age_text(birth, stay.admitted_at.slice(0, 10))].filter(Boolean).join(' – ')],
    ['Giới tính', gender_words[gender_of(patient)]],
    ['Dân tộc', named(patient, extension_url.ethnicity)],
    ['Quốc tịch', named(patient, extension_url.nationality)],
    ['Nghề nghiệp', named(patient, extension_url.occupation)],
    ['Số định danh cá nhân', find_identifier(patient, identifier_system.cccd)],
    ['Hộ chiếu', find_identifier(patient, identifier_system.passport)],
    ['Điện thoại', text_of(list_of(patient['telecom'])[0]?.['value'])],
    ['Số thẻ BHYT', text_of(coverage?.['subscriberId']) ?? find_identifier(patient, identifier_system.bhyt)],
    ['Giá trị thẻ', days.some(Boolean) ? days.join(' – ') : undefined],
    ['Nơi đăng ký KCB ban đầu', text_of(object_of(care?.['identifier'])?.['value'])],
    ['Địa chỉ', address_of(patient)],
    ['Người đại diện, người nhà', contact_of(patient)],
  ])
}

/** Only what is out of the ordinary is flagged: a page of (N) hides the one (H). */
const without_normal = (fact: Resource): Resource => ({
  ...fact,
  interpretation: list_of(fact['interpretation']).filter((one) => coding_of(one).code !== 'N'),
})

const row_of = (fact: Resource): Row => ({
  what: say_what(fact),
  more: say_more(without_normal(fact)),
  when: say_when(fact),
})

/** A report that only bundles findings says nothing that they do not say. */
const says_something = (fact: Resource): boolean => say_more(fact) !== '' || list_of(fact['result']).length === 0

const is_void = ({ status }: Record<string, unknown>): boolean =>
  ['entered-in-error', 'cancelled', 'draft', 'not-done'].includes(String(status))

const of_type = (facts: Resource[], type: string): Resource[] =>
  facts.filter((fact) => fact.resourceType === type && !is_void(fact))

const has_category = (fact: Resource, code: string): boolean =>
  list_of(fact['category']).some((one) => list_of(one['coding']).some((coding) => coding['code'] === code))

export const value_of = (facts: Resource[], loinc: string): string | undefined => {
  const found = facts.find((fact) =>
    list_of(object_of(fact['code'])?.['coding']).some((coding) => coding['code'] === loinc),
  )
  return found && say_more(found)
}

const episode_of = (visit: Visit, facts: Resource[]): Line[] => {
  const { stay, encounter, words, department } = visit
  const reason = list_of(encounter['reasonCode']).map((one) => text_of(one['text']))[0] ?? words.get('reason')
  return filled([
    ['Hình thức', stay.kind === 'inpatient' ? 'Điều trị nội trú' : 'Khám, điều trị ngoại trú'],
    ['Khoa, phòng', department],
    ['Từ', show_moment(stay.admitted_at)],
    ['Đến', stay.discharged_at && show_moment(stay.discharged_at)],
    ['Số ngày', stay.kind === 'inpatient' ? String(day_of_stay(stay)) : undefined],
    ['Đối tượng', payer_names[stay.payer_kind ?? '']],
    ['Lý do đến khám', reason],
    ['Hình thức ra viện', discharge_words[stay.discharge_kind ?? '']],
    ['Kết quả điều trị', result_words[stay.treatment_result ?? '']],
    ['Nhóm máu', value_of(facts, '882-1') ?? value_of(facts, '883-9')],
    ['Chiều cao', value_of(facts, '8302-2')],
    ['Cân nặng', value_of(facts, '29463-7')],
  ])
}

const summary_of = ({ words }: Visit): Line[] =>
  filled([
    ['Bệnh sử', words.get('illness')],
    ['Quá trình bệnh lý và diễn biến', words.get('summary.course')],
    ['Kết quả cận lâm sàng có giá trị', words.get('summary.results')],
    ['Phương pháp điều trị', words.get('summary.treatment')],
    ['Tình trạng khi ra', words.get('summary.condition')],
    ['Hướng điều trị tiếp', words.get('summary.follow_up')],
    ['Lời dặn', words.get('advice')],
  ])

/** Several codes: the main one first (documents.md §4). */
const diagnoses_of = ({ diagnoses }: Visit): Book['diagnoses'] => {
  const of = (use: string) => diagnoses.filter((one) => one.use === use)
  const main = ['discharge', 'admission', 'emergency', 'referral'].map(of).find((found) => found.length > 0) ?? []
  const others = [...of('discharge-comorbid'), ...(of('discharge').length === 0 ? of('admission-comorbid') : [])]
  return [
    ...main.map(({ text, code }, at) => ({ text, code, is_main: at === 0 })),
    ...others.map(({ text, code }) => ({ text, code, is_main: false })),
  ]
}

/** What may be told of this very visit. */
export const facts_of_visit = (told: Resource[], encounter: string): Resource[] =>
  told.filter(
    (fact) => text_of(object_of(fact['encounter'])?.['reference']) === `Encounter/${encounter}` && !is_void(fact),
  )

/** @param told facts that may stand in the paper (sensitive.ts) */
export const make_book = (visit: Visit, told: Resource[]): Book => {
  const { stay, facility, doctor } = visit
  const own = facts_of_visit(told, stay.id)
  const findings = one_of_each(own.filter((fact) => fact.resourceType === 'Observation'))
  const past = of_type(told, 'Condition').filter((fact) => !own.includes(fact))
  return {
    ...{ facility, doctor, number: stay.admission_number, admin: admin_of(visit) },
    history: {
      allergies: of_type(told, 'AllergyIntolerance').map(row_of),
      illnesses: one_of_each(past).map(row_of),
      vaccinations: of_type(told, 'Immunization').map(row_of),
    },
    episode: episode_of(visit, findings),
    diagnoses: diagnoses_of(visit),
    vitals: findings.filter((fact) => has_category(fact, 'vital-signs')).map(row_of),
    results: [
      ...of_type(own, 'DiagnosticReport').filter(says_something),
      ...findings.filter((fact) => !has_category(fact, 'vital-signs')),
    ].map(row_of),
    drugs: of_type(own, 'MedicationRequest').map(row_of),
    procedures: of_type(own, 'Procedure').map(row_of),
    summary: summary_of(visit),
  }
}
