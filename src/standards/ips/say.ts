import { show_moment } from '../../base/time/index.ts'
import { coding_of, is_exact_number, list_of, object_of, text_of, type Resource } from '../fhir/index.ts'

/** The words of a fact, as a table shows them. What is not said is ''. */
export const say_concept = (value: unknown): string => {
  const { code, display } = coding_of(value)
  return text_of(object_of(value)?.['text']) ?? [display, code && `(${code})`].filter(Boolean).join(' ')
}

const number_text = (value: unknown): string =>
  typeof value === 'number' || is_exact_number(value) ? String(JSON.stringify(value)).replace('.', ',') : ''

const say_quantity = (value: unknown): string => {
  const quantity = object_of(value)
  const words = [text_of(quantity?.['comparator']), number_text(quantity?.['value'])].filter(Boolean).join(' ')
  return [words, text_of(quantity?.['unit']) ?? text_of(quantity?.['code'])].filter(Boolean).join(' ')
}

const say_period = (value: unknown): string => {
  const period = object_of(value)
  const [start, end] = [text_of(period?.['start']), text_of(period?.['end'])]
  return [start && show_moment(start), end && `– ${show_moment(end)}`].filter(Boolean).join(' ')
}

const moments = [
  ...['effectiveDateTime', 'effectiveInstant', 'performedDateTime', 'occurrenceDateTime', 'onsetDateTime'],
  ...['timingDateTime', 'authoredOn', 'recordedDate', 'dateTime', 'date', 'created', 'issued'],
]
export const periods = ['effectivePeriod', 'performedPeriod', 'onsetPeriod', 'timingPeriod', 'period']

/** The moment it was, as it says it; undefined where it says a period or nothing. */
export const moment_of = (fact: Resource): string | undefined =>
  moments.map((key) => text_of(fact[key])).find((one) => one !== undefined)

export const say_when = (fact: Resource): string => {
  const moment = moment_of(fact)
  if (moment !== undefined) return show_moment(moment)
  return periods.map((key) => say_period(fact[key])).find((one) => one !== '') ?? text_of(fact['onsetString']) ?? ''
}

const say_value = (of: Record<string, unknown>): string => {
  if (of['valueQuantity'] !== undefined) return say_quantity(of['valueQuantity'])
  if (of['valueCodeableConcept'] !== undefined) return say_concept(of['valueCodeableConcept'])
  if (typeof of['valueBoolean'] === 'boolean') return of['valueBoolean'] ? 'có' : 'không'
  const moment = text_of(of['valueDateTime'])
  return moment === undefined ? (text_of(of['valueString']) ?? number_text(of['valueInteger'])) : show_moment(moment)
}

const say_reference = (value: unknown): string => text_of(object_of(value)?.['display']) ?? ''

/** What it is: of a medicine its name, of a finding what was looked at. */
export const say_what = (fact: Resource): string => {
  const named = [fact['medicationCodeableConcept'], fact['vaccineCode'], fact['code'], fact['scope']]
  const said = named.map(say_concept).find((one) => one !== '')
  const referred = [fact['medicationReference'], fact['device']].map(say_reference).find((one) => one !== '')
  return said ?? referred ?? text_of(fact['title']) ?? text_of(fact['description']) ?? 'không ghi rõ'
}

const say_components = (fact: Resource): string =>
  list_of(fact['component'])
    .map((one) => `${say_concept(one['code'])}: ${say_value(one)}`)
    .join('; ')

const say_reactions = (fact: Resource): string =>
  list_of(fact['reaction'])
    .flatMap((one) => list_of(one['manifestation']).map(say_concept))
    .join(', ')

const say_dosage = (fact: Resource): string =>
  [...list_of(fact['dosageInstruction']), ...list_of(fact['dosage'])]
    .map((one) => text_of(one['text']) ?? '')
    .filter(Boolean)
    .join('; ')

/** What more is said of it: value, dose, reaction, conclusion. */
export const say_more = (fact: Resource): string =>
  [
    ...[say_value(fact), say_components(fact), say_dosage(fact), say_reactions(fact)],
    ...[list_of(fact['interpretation']).map(say_concept).join(', ')],
    ...[
      text_of(fact['conclusion']),
      text_of(fact['summary']),
      list_of(fact['note'])
        .map((one) => one['text'])
        .join('; '),
    ],
    ...(text_of(fact['title']) === say_what(fact) ? [text_of(fact['description'])] : []),
  ]
    .filter(Boolean)
    .join('; ')
