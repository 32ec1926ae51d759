import { exact_decimal, list_of, object_of, text_of, type Resource } from '../../standards/fhir/index.ts'
import type { AnswerRow, Answers, AnswerValue, SheetStatus } from './contract.ts'
import { read_drawing, write_drawing } from './drawing.ts'
import { answer_in_svg, drawing_to_svg } from './drawing-svg.ts'
import { fields_of, type DrawingItem, type Field, type FormDefinition } from './form-definition.ts'
import { questionnaire_url } from './questionnaire.ts'

type Answer = Record<string, unknown>

const is_decimal = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text)

/** A sketch travels as a picture anyone can open; see docs/fhir-conventions.md, "Hình vẽ". */
const drawing_answer = (field: DrawingItem, text: string): Answer[] => {
  const read = read_drawing(field.figures, text)
  if (!('drawing' in read)) return []
  const svg = drawing_to_svg(read.figure, read.drawing, write_drawing(read.drawing))
  const data = Buffer.from(svg, 'utf8').toString('base64')
  return [{ valueAttachment: { contentType: 'image/svg+xml', language: 'vi', data, title: read.figure.title } }]
}

const to_answer = (field: Field, value: AnswerValue): Answer => {
  if (typeof value === 'boolean') return { valueBoolean: value }
  const text = String(value)
  if (field.type === 'number' && is_decimal(text)) return { valueDecimal: exact_decimal(text) }
  if (field.type === 'choice' || field.type === 'multi-choice') {
    const display = field.options.find((option) => option.code === text)?.label
    return { valueCoding: { code: text, ...(display ? { display } : {}) } }
  }
  return { valueString: text }
}

const column_answer = (value: AnswerRow[string]): Answer =>
  typeof value === 'boolean' ? { valueBoolean: value } : { valueString: String(value) }

const is_blank = (value: unknown): boolean => value === null || value === undefined || value === ''

/** A table's rows repeat the group; an empty row is kept as a bare group, so that fixed rows keep their place. */
const row_items = (field: Field, rows: AnswerRow[]): Record<string, unknown>[] =>
  rows.map((row) => {
    const item = Object.entries(row)
      .filter(([, value]) => !is_blank(value))
      .map(([column, value]) => ({ linkId: `${field.id}.${column}`, answer: [column_answer(value)] }))
    return { linkId: field.id, ...(item.length > 0 ? { item } : {}) }
  })

const field_items = (field: Field, value: AnswerValue | undefined): Record<string, unknown>[] => {
  if (is_blank(value) || value === undefined) return []
  if (field.type === 'table') return Array.isArray(value) ? row_items(field, value as AnswerRow[]) : []
  const values = (Array.isArray(value) ? (value as AnswerValue[]) : [value]).filter((one) => !is_blank(one))
  const answer =
    field.type === 'drawing' ? drawing_answer(field, String(value)) : values.map((one) => to_answer(field, one))
  return answer.length === 0 ? [] : [{ linkId: field.id, text: field.label || field.id, answer }]
}

export type ResponseHead = {
  id: string
  patient: string
  encounter: string
  author: string
  author_name: string
  authored: string
  status: SheetStatus
}

/** Answers → QuestionnaireResponse. Answers to boxes the form does not have are refused by check_answers before. */
export const to_response = (form: FormDefinition, answers: Answers, head: ResponseHead): Resource => {
  const item = form.sections.flatMap((section) => {
    const items = section.items.flatMap((one) => (one.type === 'heading' ? [] : field_items(one, answers[one.id])))
    return items.length > 0
      ? [{ linkId: `section-${section.id}`, ...(section.title ? { text: section.title } : {}), item: items }]
      : []
  })
  return {
    resourceType: 'QuestionnaireResponse',
    id: head.id,
    questionnaire: questionnaire_url(form),
    status: head.status,
    subject: { reference: `Patient/${head.patient}` },
    encounter: { reference: `Encounter/${head.encounter}` },
    authored: head.authored,
    author: { reference: `Practitioner/${head.author}`, display: head.author_name },
    ...(item.length > 0 ? { item } : {}),
  }
}

const from_answer = (answer: Answer): AnswerValue => {
  if (typeof answer['valueBoolean'] === 'boolean') return answer['valueBoolean']
  if (answer['valueDecimal'] !== undefined) return decimal_text(answer['valueDecimal'])
  if (typeof answer['valueString'] === 'string') return answer['valueString']
  const coding = answer['valueCoding']
  return typeof coding === 'object' && coding !== null && 'code' in coding ? String(coding.code) : null
}

/** A decimal parsed exactly is a JSON.rawJSON object; printed it gives its own digits. */
const decimal_text = (value: unknown): string => JSON.stringify(value)

const from_row = (field: Field, group: Record<string, unknown>): AnswerRow => {
  const row: AnswerRow = {}
  for (const cell of list_of(group['item'])) {
    const column = text_of(cell['linkId'])?.slice(field.id.length + 1)
    const answer = list_of(cell['answer'])[0]
    if (column && answer) row[column] = from_answer(answer) as string | boolean
  }
  return row
}

/** Only a picture this house wrote, and only what it says in numbers and words. */
const from_drawing = (field: DrawingItem, answer: Answer): AnswerValue => {
  const attachment = object_of(answer['valueAttachment'])
  const data = text_of(attachment?.['data'])
  const text = data === undefined ? undefined : answer_in_svg(Buffer.from(data, 'base64').toString('utf8'))
  const read = text === undefined ? undefined : read_drawing(field.figures, text)
  return read && 'drawing' in read ? write_drawing(read.drawing) : null
}

const flatten = (items: Record<string, unknown>[]): Record<string, unknown>[] =>
  items.flatMap((item) => (String(item['linkId']).startsWith('section-') ? list_of(item['item']) : [item]))

/** QuestionnaireResponse (parsed exactly) → answers by item id. */
export const from_response = (form: FormDefinition, response: Resource): Answers => {
  const answers: Answers = {}
  const items = flatten(list_of(response['item']))
  for (const field of fields_of(form)) {
    const own = items.filter((item) => item['linkId'] === field.id)
    if (own.length === 0) continue
    if (field.type === 'table') {
      answers[field.id] = own.map((group) => from_row(field, group))
      continue
    }
    const values = own.flatMap((item) =>
      list_of(item['answer']).map((one) => (field.type === 'drawing' ? from_drawing(field, one) : from_answer(one))),
    )
    answers[field.id] = field.type === 'multi-choice' || field.repeatable ? (values as string[]) : (values[0] ?? null)
  }
  return answers
}
