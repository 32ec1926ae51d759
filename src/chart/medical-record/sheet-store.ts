import { fail } from '../../base/outcome/index.ts'
import { resource_of, type Stored, type Unit } from '../../platform/records/index.ts'
import { find_facility } from '../../platform/access/index.ts'
import { id_of_reference, parse_exact, text_of, type Resource } from '../../standards/fhir/index.ts'
import { list_diagnoses, load_stay_places, to_stay } from '../encounters/index.ts'
import type { Answers, SheetStatus } from './contract.ts'
import type { FactSource } from './facts.ts'
import { fields_of, type FormDefinition } from './form-definition.ts'
import { load_letter_facts } from './letter-facts.ts'
import { wants_letter_facts } from './letter-readers.ts'
import { typed_only, with_facts } from './populate.ts'
import { slug_of_questionnaire } from './questionnaire.ts'
import { from_response } from './response.ts'

export type Forms = ReadonlyMap<string, FormDefinition>

export const get_form = (forms: Forms, slug: string): FormDefinition => {
  const form = forms.get(slug)
  if (!form) throw fail.not_found(`Không có mẫu “${slug}”`)
  return form
}

/** A sheet as it lies in the store, with its draft beside it. */
export type LoadedSheet = {
  stored: Stored
  form: FormDefinition
  status: SheetStatus
  patient: string
  encounter: string
  author: string
  author_name: string
  authored: string
  answers: Answers
  draft: DraftRow | undefined
}

export type DraftRow = {
  response: string
  revision: number
  author: string
  author_name: string
  tab: string
  answers: string
  saved_at: Date
}

export const find_draft = async (unit: Unit, id: string, lock = false): Promise<DraftRow | undefined> =>
  (
    await unit.sql.query<DraftRow>(
      `SELECT response, revision, author, author_name, tab, answers, saved_at FROM chart.draft
       WHERE facility = $1 AND response = $2 ${lock ? 'FOR UPDATE' : ''}`,
      [unit.caller.facility, id],
    )
  ).rows[0]

const slug_of = (response: Resource): string => slug_of_questionnaire(text_of(response['questionnaire']) ?? '')

/** Answers to somebody else's questionnaire may lie at a stay; they are no sheets of ours. */
export const is_sheet = (forms: Forms, stored: Stored): boolean => forms.has(slug_of(resource_of(stored)))

const statuses: SheetStatus[] = ['in-progress', 'completed', 'amended', 'entered-in-error']

export const to_sheet = (forms: Forms, stored: Stored, draft: DraftRow | undefined): LoadedSheet => {
  const response = parse_exact(stored.body) as Resource
  const form = get_form(forms, slug_of(response))
  const author = response['author']
  return {
    stored,
    form,
    status: statuses.find((status) => status === response['status']) ?? 'in-progress',
    patient: id_of_reference(response['subject']) ?? '',
    encounter: id_of_reference(response['encounter']) ?? '',
    author: id_of_reference(author) ?? '',
    author_name: typeof author === 'object' && author !== null && 'display' in author ? String(author.display) : '',
    authored: text_of(response['authored']) ?? '',
    answers: from_response(form, response),
    draft,
  }
}

export const load_sheet = async (unit: Unit, forms: Forms, id: string): Promise<LoadedSheet> => {
  const [stored, draft] = await Promise.all([unit.get('QuestionnaireResponse', id), find_draft(unit, id)])
  return to_sheet(forms, stored, draft)
}

/** What hands have written: the draft where there is one. Boxes that the store fills are not in it. */
export const current_answers = (sheet: LoadedSheet): Answers =>
  sheet.draft ? (JSON.parse(sheet.draft.answers) as Answers) : typed_only(sheet.form, sheet.answers)

/** Gathers what the boxes of this stay's forms are filled from, in as few round trips as there are answers to wait for. */
export const load_facts = async (unit: Unit, encounter_id: string, form: FormDefinition): Promise<FactSource> => {
  const [stored, diagnoses, facility] = await Promise.all([
    unit.get('Encounter', encounter_id),
    list_diagnoses(unit, [encounter_id]),
    find_facility(unit.sql, unit.caller.facility),
  ])
  const encounter = resource_of(stored)
  const stay = to_stay(encounter)
  const wants_letter = wants_letter_facts(fields_of(form).map(({ bind }) => bind))
  const [patient, coverages, places, letter] = await Promise.all([
    unit.get('Patient', stay.patient),
    unit.search(
      'Coverage',
      new URLSearchParams({ patient: stay.patient, status: 'active', _sort: '-_lastUpdated', _count: '1' }),
    ),
    load_stay_places(unit, stay),
    wants_letter ? load_letter_facts(unit, stay) : undefined,
  ])
  return {
    facility: facility ?? { code: unit.caller.facility, name: '', authority: '' },
    patient: resource_of(patient),
    coverage: coverages.entries[0] ? resource_of(coverages.entries[0]) : undefined,
    encounter,
    stay,
    diagnoses: diagnoses.get(encounter_id) ?? [],
    places,
    letter,
    form_code: form.code ?? '',
    now: new Date(),
  }
}

/** The answers as they stand on the paper: what hands wrote, and what the store knows of this stay. */
export const fill_from_store = async (
  unit: Unit,
  form: FormDefinition,
  encounter: string,
  answers: Answers,
): Promise<Answers> => with_facts(form, answers, await load_facts(unit, encounter, form)).answers
