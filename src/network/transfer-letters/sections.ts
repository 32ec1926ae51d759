import { local_time } from '../../base/time/index.ts'
import type { Unit } from '../../platform/records/index.ts'
import { code_system, type Resource } from '../../standards/fhir/index.ts'
import type { DocumentSection } from '../../standards/documents/index.ts'
import { facts_of_stay, standing, text_answer, type Letter } from './gather.ts'

const loinc = (code: string, display: string) => ({ system: code_system.loinc, code, display })

const own_section = (code: string, display: string) => ({ system: code_system.letter_section, code, display })

/** A box of the letter in the doctor's own words. */
const told = (letter: Letter, title: string, code: DocumentSection['code'], item: string): DocumentSection[] => {
  const words = text_answer(letter.answers, item)
  return words === '' ? [] : [{ title, code, words, entries: [] }]
}

const filled = (title: string, code: DocumentSection['code'], entries: Resource[]): DocumentSection[] =>
  entries.length > 0 ? [{ title, code, entries }] : []

const list_answer = ({ answers }: Letter, item: string): string[] => {
  const value = answers[item]
  return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : ''))
}

/** A disease as the paper names it, with its code; when it is one of the stay's, that stands in the stay's own section too. */
const named_disease = ({ sheet, stay, signed_at }: Letter, at: number, text: string, code: string): Resource => ({
  resourceType: 'Condition',
  id: at === 0 ? sheet : `${sheet}-${at}`,
  category: [{ coding: [{ system: code_system.condition_category, code: 'encounter-diagnosis' }] }],
  code: { ...(code ? { coding: [{ system: code_system.icd10, code }] } : {}), text },
  subject: { reference: `Patient/${stay.patient}` },
  encounter: { reference: `Encounter/${stay.id}` },
  recordedDate: local_time(signed_at),
})

/**
 * What the paper itself says she has, main disease first: whoever reads the data reads the same diagnosis as on the paper, also
 * where the doctor wrote another there than in the chart.
 */
export const diagnosis_of_letter = (letter: Letter): DocumentSection[] => {
  const codes = [text_answer(letter.answers, 'chan_doan_ma'), ...list_answer(letter, 'benh_kem_ma')]
  const diseases = [text_answer(letter.answers, 'chan_doan'), ...list_answer(letter, 'benh_kem')].map((text, i) => ({
    ...{ text, code: codes[i] ?? '' },
  }))
  if (diseases.every(({ text }) => text === '')) return []
  const words = diseases.map(({ text, code }, i) =>
    text === '' ? '' : `${i === 0 ? '' : 'Kèm theo: '}${text}${code ? ` (${code})` : ''}`,
  )
  return [
    {
      title: 'Chẩn đoán trên phiếu',
      code: loinc('29548-5', 'Diagnosis Narrative'),
      words: words.filter(Boolean).join('\n'),
      entries: diseases.flatMap(({ text, code }, i) => (text === '' ? [] : [named_disease(letter, i, text, code)])),
    },
  ]
}

const vitals_told = '24'

/** What another house needs to go on: problems, allergies, medicines, procedures, results, the last vital signs. */
export const sections_of_stay = async (unit: Unit, letter: Letter): Promise<DocumentSection[]> => {
  const of = (type: string, query?: Record<string, string>) => facts_of_stay(unit, letter, type, query)
  const [conditions, medications, procedures, reports, labs, vitals] = await Promise.all([
    of('Condition'),
    of('MedicationRequest'),
    of('Procedure'),
    of('DiagnosticReport', { _sort: '-date' }),
    of('Observation', { category: 'laboratory', _sort: '-date' }),
    of('Observation', { category: 'vital-signs', _sort: '-date', _count: vitals_told }),
  ])
  return [
    ...filled('Chẩn đoán', loinc('11450-4', 'Problem list - Reported'), conditions),
    ...filled('Thuốc', loinc('10160-0', 'History of Medication use Narrative'), standing(medications)),
    ...filled('Thủ thuật, phẫu thuật', loinc('47519-4', 'History of Procedures Document'), standing(procedures)),
    ...filled(
      'Kết quả cận lâm sàng',
      loinc('30954-2', 'Relevant diagnostic tests/laboratory data Narrative'),
      standing([...reports, ...labs]),
    ),
    ...filled('Dấu hiệu sinh tồn', loinc('8716-3', 'Vital signs'), standing(vitals).slice(0, Number(vitals_told))),
  ]
}

/** Allergies are the person's, not the stay's, and stand before all else: what may hurt is read first. */
export const allergies_of = async (unit: Unit, { stay }: Letter): Promise<DocumentSection[]> => {
  const query = new URLSearchParams({ patient: stay.patient, _count: '100' })
  const found = (await unit.search('AllergyIntolerance', query)).entries.map(({ body }) => JSON.parse(body) as Resource)
  return filled('Dị ứng', loinc('48765-2', 'Allergies and adverse reactions Document'), found)
}

/** What the letter says in words. */
export const words_of_letter = (letter: Letter): DocumentSection[] => [
  ...told(letter, 'Dấu hiệu lâm sàng', loinc('29545-1', 'Physical findings Narrative'), 'dau_hieu_ls'),
  ...told(letter, 'Quá trình bệnh lý', loinc('10164-2', 'History of Present illness Narrative'), 'qua_trinh'),
  ...told(letter, 'Tóm tắt kết quả', undefined, 'ket_qua_cls'),
  ...told(letter, 'Điều trị đã dùng', loinc('8648-8', 'Hospital course Narrative'), 'pp_dieu_tri'),
  ...told(letter, 'Tình trạng', own_section('condition', 'Tình trạng người bệnh'), 'tinh_trang'),
  ...told(letter, 'Hướng điều trị', loinc('18776-5', 'Plan of care note'), 'huong_dieu_tri'),
  ...told(letter, 'Đề nghị', loinc('18776-5', 'Plan of care note'), 'de_nghi'),
]
