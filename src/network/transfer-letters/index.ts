export { find_disease, one_year_diseases, shipped_diseases, type Disease, type DiseaseList } from './disease-list.ts'
export { judge_one_year, judge_validity, valid_until, type Course, type LetterTerm, type Validity } from './validity.ts'
export { facts_of_stay, gather_letter, text_answer, type Letter } from './gather.ts'
export {
  compose_answer_document,
  compose_transfer_document,
  demand_form,
  head_of_letter,
  type LetterDocument,
} from './compose.ts'
export { term_of_letter } from './request.ts'
export { diagnosis_of_letter, sections_of_stay, words_of_letter } from './sections.ts'
export { shared_fields, to_xml13, xml_day, xml_moment } from './xml13.ts'
