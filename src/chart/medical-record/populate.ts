import type { Answers, AnswerValue } from './contract.ts'
import { fact_readers, type FactSource } from './facts.ts'
import { fields_of, type Field, type FormDefinition } from './form-definition.ts'

const is_empty = (value: AnswerValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** The store's dates are times, a box may ask for the day only (and the other way round nothing is made up). */
const fit = (field: Field, value: AnswerValue): AnswerValue => {
  if (field.type === 'date' && typeof value === 'string') return value.slice(0, 10)
  if (field.type === 'table' && !Array.isArray(value)) return null
  if (field.type !== 'table' && Array.isArray(value) && typeof value[0] === 'object')
    return String((value[0] as Record<string, unknown>)['khoa'] ?? '')
  return field.repeatable && typeof value === 'string' && field.type !== 'text' ? [value] : value
}

/** What the store knows about this form's boxes (definition-based population, SDC). Boxes it knows nothing of are absent. */
export const populate = (form: FormDefinition, source: FactSource): Answers => {
  const answers: Answers = {}
  for (const field of fields_of(form)) {
    const read = field.bind === undefined ? undefined : fact_readers[field.bind]
    const value = read?.(source)
    if (value !== undefined && !is_empty(value)) answers[field.id] = fit(field, value)
  }
  return answers
}

/** Put together for a letter (letter-readers.ts): a proposal, the letter's own once somebody has said otherwise. */
const is_proposal = (bind: string): boolean => bind.startsWith('letter.')

/** Facts a doctor may correct on the sheet itself; write-back.ts carries them home. The others have acts of their own. */
const editable = (bind: string): boolean =>
  is_proposal(bind) || (bind.startsWith('diagnosis.') && bind !== 'diagnosis.current')
    ? true
    : [
        'stay.referred_by',
        'stay.payer_kind',
        'stay.treatment_result',
        'stay.death.at',
        'patient.occupation',
        'patient.occupation_code',
        'patient.ethnicity',
        'patient.ethnicity_code',
        'patient.workplace',
        'patient.contact.name',
        'patient.contact.phone',
      ].includes(bind)

/** Boxes of a form that the store fills and a person may put right where they stand. */
export const correctable_items = (form: FormDefinition): Set<string> =>
  new Set(
    fields_of(form)
      .filter((field) => field.bind !== undefined && editable(field.bind))
      .map((field) => field.id),
  )

/** A completed sheet holds everything it showed; what the store fills is asked of the store again. */
export const typed_only = (form: FormDefinition, answers: Answers): Answers => {
  const typed = { ...answers }
  for (const { id, bind } of fields_of(form))
    if (bind !== undefined && fact_readers[bind] && !is_proposal(bind)) delete typed[id]
  return typed
}

/**
 * The answers as a reader sees them: boxes of the store show what the store says now, unless the hand wrote in one that
 * may be corrected here. `filled` names the boxes that are not typed.
 */
export const with_facts = (
  form: FormDefinition,
  typed: Answers,
  source: FactSource,
): { answers: Answers; filled: string[] } => {
  const known = populate(form, source)
  for (const field of fields_of(form)) {
    if (field.bind === undefined || !editable(field.bind)) continue
    // Words that somebody wrote in the letter are not followed by the code of those they replace.
    const words = field.type === 'code' && is_proposal(field.bind) && field.of !== undefined ? field.of : field.id
    if (!is_empty(typed[field.id]) || !is_empty(typed[words])) delete known[field.id]
  }
  return { answers: { ...typed, ...known }, filled: Object.keys(known) }
}
