import type { DocumentSection } from '../../../standards/documents/index.ts'
import { code_system, text_of, type Resource } from '../../../standards/fhir/index.ts'
import {
  ips_sections,
  one_of_each,
  unknown_fact,
  unknown_words,
  type IpsSection,
} from '../../../standards/ips/index.ts'
import type { Book, Line } from './book.ts'

const loinc = (code: string, display: string) => ({ system: code_system.loinc, code, display })

const words_of = (lines: Line[]): string => lines.map(({ label, value }) => `${label}: ${value}`).join('. ')

const told = (title: string, code: DocumentSection['code'], words: string): DocumentSection[] =>
  words === '' ? [] : [{ title, code, words, entries: [] }]

/** A medicine of the visit belongs in its book whether it is still taken or was ended with the stay. */
const is_medicine = ({ resourceType, status }: Resource): boolean =>
  resourceType === 'MedicationRequest' && !['entered-in-error', 'cancelled', 'draft'].includes(String(status))

const holds = (section: IpsSection, fact: Resource): boolean =>
  section.holds(fact) || (section.code === '10160-0' && is_medicine(fact))

const ips_section = (section: IpsSection, facts: Resource[], patient: string): DocumentSection[] => {
  const code = loinc(section.code, section.display)
  const entries = one_of_each(facts.filter((fact) => holds(section, fact)))
  if (entries.length > 0) return [{ title: section.title, code, entries }]
  if (!section.unknown) return []
  const fact = unknown_fact(section.unknown, { reference: `Patient/${patient}` })
  return [{ title: section.title, code, words: unknown_words[section.unknown], entries: [fact] }]
}

/** The four blocks as sections, the facts among them in the sections of the International Patient Summary (IPS 1.1). */
export const sections_of_book = (book: Book, facts: Resource[], patient: Resource): DocumentSection[] => {
  const diagnoses = book.diagnoses.map(({ text, code }) => (code ? `${text} (${code})` : text)).join('; ')
  const follow_up = book.summary.filter(({ label }) => label === 'Hướng điều trị tiếp' || label === 'Lời dặn')
  const course = book.summary.filter((line) => !follow_up.includes(line))
  const has_plan = ips_sections.some(({ code }) => code === '18776-5') && follow_up.length > 0
  return [
    ...told('Hành chính', undefined, words_of(book.admin)),
    ...told(
      'Đợt khám, điều trị',
      loinc('46240-8', 'History of Hospitalizations+Outpatient visits Narrative'),
      words_of(book.episode),
    ),
    ...told('Chẩn đoán', loinc('29308-4', 'Diagnosis'), diagnoses),
    ...ips_sections.flatMap((section) => ips_section(section, facts, text_of(patient.id) ?? '')),
    ...told('Tóm tắt', loinc('8648-8', 'Hospital course Narrative'), words_of(course)),
    ...(has_plan ? told('Hướng điều trị tiếp', loinc('18776-5', 'Plan of care note'), words_of(follow_up)) : []),
  ]
}
