import { local_time, show_moment } from '../../base/time/index.ts'
import { exact_decimal, code_system, type Resource } from '../../standards/fhir/index.ts'
import type { AnswerRow, Answers, AnswerValue } from './contract.ts'
import { fields_of, type Column, type Field, type FormDefinition, type Observe } from './form-definition.ts'

export type ExtractContext = {
  response: string
  patient: string
  encounter: string
  author: string
  author_name: string
  /** When the sheet says the findings were made. */
  at: string
  /** Patient ids of the newborns, row by row, as far as they are registered (newborns.ts). */
  newborns?: (string | undefined)[]
}

const unit_text: Record<string, string> = { Cel: '°C', '/min': 'lần/phút', 'mm[Hg]': 'mmHg' }

const quantity = (value: string, unit: string) => ({
  value: exact_decimal(value),
  unit: unit_text[unit] ?? unit,
  system: code_system.ucum,
  code: unit,
})

const is_decimal = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value)

const loinc = (code: string, display: string) => ({ coding: [{ system: code_system.loinc, code, display }] })

/** value[x] or components of a measurement; undefined when the text is not one. */
const value_of = (observe: Observe, value: string): Record<string, unknown> | undefined => {
  const components = observe.components
  if (components) {
    const parts = value.split('/').map((part) => part.trim())
    if (parts.length !== components.length || !parts.every(is_decimal)) return undefined
    return {
      component: components.map((component, i) => ({
        code: loinc(component.code, component.display),
        valueQuantity: quantity(parts[i] ?? '', component.unit),
      })),
    }
  }
  return is_decimal(value) ? { valueQuantity: quantity(value, observe.unit) } : undefined
}

const vital_codes = new Set([
  '8867-4',
  '8310-5',
  '85354-9',
  '9279-1',
  '2708-6',
  '29463-7',
  '8302-2',
  '59408-5',
  '8287-5',
  '39156-5',
])

const exam_category = { coding: [{ system: code_system.observation_category, code: 'exam' }] }

const to_observation = (
  context: ExtractContext,
  id: string,
  observe: Observe,
  value: string,
  at: string,
): Resource | undefined => {
  const found = value_of(observe, value)
  if (!found) return undefined
  const vital = { coding: [{ system: code_system.observation_category, code: 'vital-signs' }] }
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [vital_codes.has(observe.code) ? vital : exam_category],
    code: loinc(observe.code, observe.display),
    subject: { reference: `Patient/${context.patient}` },
    encounter: { reference: `Encounter/${context.encounter}` },
    effectiveDateTime: at,
    performer: [{ reference: `Practitioner/${context.author}`, display: context.author_name }],
    ...found,
    derivedFrom: [{ reference: `QuestionnaireResponse/${context.response}` }],
  }
}

const text = (value: AnswerValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : typeof value === 'number'
      ? String(value)
      : undefined

/** FHIR ids hold letters, digits, "-" and "."; item ids carry "_". */
const fact_id = (context: ExtractContext, ...parts: (string | number)[]): string =>
  `${context.response}-${parts.join('-').replaceAll('_', '-')}`.slice(-64)

const row_time = (columns: Column[], row: AnswerRow, otherwise: string): string => {
  const column = columns.find((one) => one.type === 'datetime')
  const value = column ? row[column.id] : undefined
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? `${value}:00+07:00` : otherwise
}

type Table = Extract<Field, { type: 'table' }>

const from_table = (context: ExtractContext, field: Table, rows: AnswerRow[]): Resource[] =>
  rows.flatMap((row, i) =>
    field.columns.flatMap((column) => {
      const value = column.observe ? text(row[column.id]) : undefined
      if (!column.observe || value === undefined) return []
      const at = row_time(field.columns, row, context.at)
      const child = field.about === 'newborn' ? context.newborns?.[i] : undefined
      const id = fact_id(context, field.id, ...(child ? ['own'] : []), i, column.id)
      const found = to_observation(context, id, column.observe, value, at)
      if (!found) return []
      return field.about === 'newborn' ? about_child(found, child, say_child(field, row, i)) : found
    }),
  )

/** "Trẻ 1 (Trai), sinh 2026-11-03T09:15" */
const say_child = (field: Table, row: AnswerRow, i: number): string => {
  const gender = field.columns
    .find((column) => column.id === 'gioi')
    ?.options?.find((option) => option.code === String(row['gioi'] ?? ''))?.label
  const born = text(row['de_luc'])
  return `${field.row_name ?? 'Trẻ'} ${i + 1}${gender ? ` (${gender})` : ''}${born ? `, sinh ${show_moment(born)}` : ''}`
}

/**
 * A registered child is the subject; the stay is the mother's, so no encounter. A child without a record of its own is
 * `focus` (R4: "what the observation is about, when it is not about the subject of record"). Never the mother's own fact.
 */
const about_child = (found: Resource, child: string | undefined, said: string): Resource => {
  const fact: Resource = { ...found, category: [exam_category] }
  if (!child) return { ...fact, focus: [{ type: 'Patient', display: said }] }
  delete fact['encounter']
  return { ...fact, subject: { reference: `Patient/${child}` } }
}

const to_allergy = (context: ExtractContext, substance: string): Resource => ({
  resourceType: 'AllergyIntolerance',
  id: fact_id(context, 'di-ung'),
  clinicalStatus: { coding: [{ system: code_system.allergy_clinical, code: 'active' }] },
  code: { text: substance },
  patient: { reference: `Patient/${context.patient}` },
  encounter: { reference: `Encounter/${context.encounter}` },
  recordedDate: local_time(new Date()),
  recorder: { reference: `Practitioner/${context.author}`, display: context.author_name },
})

/** The allergy row of "Đặc điểm liên quan bệnh": the tick and, in the column of time, the allergen. */
const allergies_of = (context: ExtractContext, field: Field, value: AnswerValue | undefined): Resource[] => {
  if (field.type !== 'table') {
    const substance = field.allergy ? text(value) : undefined
    return substance ? [to_allergy(context, substance)] : []
  }
  if (!Array.isArray(value)) return []
  const index = field.fixed_rows?.findIndex((row) => row['allergy'] === true) ?? -1
  const row = index < 0 ? undefined : (value[index] as AnswerRow | undefined)
  if (!row) return []
  const substance = text(row['di_nguyen'] ?? row['thoi_gian'] ?? undefined)
  return row['ky_hieu'] === true || substance ? [to_allergy(context, substance ?? 'Dị ứng (chưa rõ dị nguyên)')] : []
}

/**
 * Definition-based extraction: the answers that have a meaning of their own, as resources with ids given by sheet and
 * box, so that completing again makes new versions, not doubles.
 */
export const extract_facts = (form: FormDefinition, answers: Answers, context: ExtractContext): Resource[] =>
  fields_of(form).flatMap((field): Resource[] => {
    const value = answers[field.id]
    const found = allergies_of(context, field, value)
    if (field.type === 'table')
      return [...found, ...(Array.isArray(value) ? from_table(context, field, value as AnswerRow[]) : [])]
    const measured = field.observe ? text(value) : undefined
    const observation =
      field.observe && measured !== undefined
        ? to_observation(context, fact_id(context, field.id), field.observe, measured, context.at)
        : undefined
    return observation ? [...found, observation] : found
  })
