import { resource_of, type Unit } from '../../platform/records/index.ts'
import {
  coding_of,
  extension_url,
  find_extension,
  list_of,
  object_of,
  parse_exact,
  text_of,
  type Resource,
} from '../../standards/fhir/index.ts'
import type { Diagnosis, Stay } from '../encounters/index.ts'
import { list_results, list_vitals } from './chart-findings.ts'
import type { Chart } from './contract.ts'

/** What a letter tells of a stay beyond the boxes of the record: gathered only for forms that ask for it. */
export type LetterFacts = {
  vitals: Chart['vitals']
  results: Chart['results']
  drugs: string[]
  procedures: string[]
  allergies: string[]
  /** The doctor's own words in the bệnh án, by item id, with the box's caption; the draft's where it is being written. */
  words: Map<string, { label: string; text: string }>
  /** Cấp chuyên môn of the facility, in words. */
  level: string | undefined
}

export type LetterSource = {
  facility: { code: string; name: string }
  stay: Stay
  diagnoses: Diagnosis[]
  letter: LetterFacts | undefined
  now: Date
}

const per_kind = '200'
const is_void = (one: Resource): boolean =>
  ['cancelled', 'entered-in-error', 'draft', 'not-done'].includes(String(one['status']))

const find_of = async (unit: Unit, type: string, query: Record<string, string>): Promise<Resource[]> =>
  (await unit.search(type, new URLSearchParams({ ...query, _count: per_kind }))).entries.map(resource_of)

const concept_words = (value: unknown): string => text_of(object_of(value)?.['text']) ?? coding_of(value).display ?? ''

const drug_words = (request: Resource): string => {
  const dose = text_of(list_of(request['dosageInstruction'])[0]?.['text'])
  return [concept_words(request['medicationCodeableConcept']), dose].filter(Boolean).join(': ')
}

const distinct = (words: string[]): string[] => [...new Set(words.filter(Boolean))]

/** The bệnh án is the first paper of a stay. */
const papers_looked_at = '20'
const is_record = (response: Resource): boolean =>
  /\/Questionnaire\/\d\d-BV1\|/.test(text_of(response['questionnaire']) ?? '')

const words_in = (response: Resource): [string, { label: string; text: string }][] =>
  list_of(response['item'])
    .flatMap((section) => list_of(section['item']))
    .flatMap((item) => {
      const text = text_of(list_of(item['answer'])[0]?.['valueString'])?.trim()
      const id = text_of(item['linkId'])
      return text && id ? [[id, { label: text_of(item['text']) ?? '', text }] as const] : []
    })
    .map(([id, words]) => [id, words])

const draft_of = async (unit: Unit, response: string): Promise<[string, { label: string; text: string }][]> => {
  const { rows } = await unit.sql.query<{ answers: string }>(
    'SELECT answers FROM chart.draft WHERE facility = $1 AND response = $2',
    [unit.caller.facility, response],
  )
  const answers: unknown = JSON.parse(rows[0]?.answers ?? '{}')
  return Object.entries(object_of(answers) ?? {}).flatMap(([id, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [[id, { label: '', text: value.trim() }]] : [],
  )
}

const words_of = async (unit: Unit, encounter: string): Promise<LetterFacts['words']> => {
  const query = new URLSearchParams({ encounter, _sort: 'authored', _count: papers_looked_at })
  const papers = (await unit.search('QuestionnaireResponse', query)).entries
  const record = papers.map(({ body }) => parse_exact(body) as Resource).find(is_record)
  if (!record?.id) return new Map()
  const stored = words_in(record)
  const labels = new Map(stored.map(([id, { label }]) => [id, label]))
  const typed = await draft_of(unit, record.id)
  return new Map([...stored, ...typed.map(([id, one]) => [id, { ...one, label: labels.get(id) ?? '' }] as const)])
}

/** Luật KCB 15/2023 Điều 104. */
const level_words: Record<string, string> = { '1': 'ban đầu', '2': 'cơ bản', '3': 'chuyên sâu' }

const level_of = async (unit: Unit): Promise<string | undefined> => {
  const stored = await unit.find('Organization', unit.caller.facility)
  const level = stored && coding_of(find_extension(resource_of(stored), extension_url.facility_level)?.['valueCoding'])
  return level_words[level?.code ?? '']
}

export const load_letter_facts = async (unit: Unit, stay: Stay): Promise<LetterFacts> => {
  const of_stay = { patient: stay.patient, encounter: stay.id }
  const [vitals, results, requests, procedures, allergies, words, level] = await Promise.all([
    list_vitals(unit, stay),
    list_results(unit, stay),
    find_of(unit, 'MedicationRequest', of_stay),
    find_of(unit, 'Procedure', of_stay),
    find_of(unit, 'AllergyIntolerance', { patient: stay.patient }),
    words_of(unit, stay.id),
    level_of(unit),
  ])
  return {
    vitals,
    results,
    drugs: distinct(requests.filter((one) => !is_void(one)).map(drug_words)),
    procedures: distinct(procedures.filter((one) => !is_void(one)).map((one) => concept_words(one['code']))),
    allergies: distinct(allergies.map((one) => concept_words(one['code']))),
    words,
    level,
  }
}
