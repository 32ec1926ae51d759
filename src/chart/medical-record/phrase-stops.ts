import type { Answers, AnswerValue } from './contract.ts'
import { fields_of, type Field, type FormDefinition } from './form-definition.ts'

/** A stop of a quick phrase (mẫu câu): `[…]`, its words still to be confirmed or, empty, to be found. */
export const stop_shape = /\[[^[\]\n]{0,60}\]/gu

/** A stop that was left behind in a text: it would be printed as it stands. */
export type OpenStop = {
  item: string
  /** "row/column", in a table. */
  cell?: string
  label: string
  /** The stop with the words around it. */
  words: string
}

/** How many letters of the text are told on each side of a stop. */
const around = 26

const cut = (text: string, from: number, to: number): string => {
  const first_space = text.indexOf(' ', from - around)
  const start = from <= around ? 0 : first_space < from ? first_space + 1 : from
  const last_space = text.lastIndexOf(' ', to + around)
  const end = to + around >= text.length ? text.length : last_space > to ? last_space : to
  const words = text.slice(start, end).replace(/\s+/g, ' ').trim()
  return `${start > 0 ? '…' : ''}${words}${end < text.length ? '…' : ''}`
}

const stops_in = (text: string): string[] =>
  [...text.matchAll(stop_shape)].map((match) => cut(text, match.index, match.index + match[0].length))

type Place = Omit<OpenStop, 'words'> & { text: string }

/** "Diễn biến bệnh (Viết diễn biến theo cấu trúc như SOAP)" → "Diễn biến bệnh" */
const short = (label: string): string => label.replace(/\s+\(.*\)$/, '')

const texts_of = (field: Field, value: AnswerValue | undefined): Place[] => {
  if (field.type === 'text' || field.type === 'long-text') {
    const lines = Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [value]
    return lines.flatMap((text) =>
      typeof text === 'string' ? [{ item: field.id, label: field.label || field.id, text }] : [],
    )
  }
  if (field.type !== 'table' || !Array.isArray(value)) return []
  const columns = field.columns.filter((column) => column.type === 'text' || column.type === 'long-text')
  return value.flatMap((row, at) =>
    columns.flatMap((column) => {
      const text = typeof row === 'object' ? row[column.id] : undefined
      return typeof text === 'string'
        ? [{ item: field.id, cell: `${at}/${column.id}`, label: short(column.label), text }]
        : []
    }),
  )
}

/** Stops nobody walked to the end: asked about before a sheet is completed or signed, never a reason to refuse. */
export const open_stops = (form: FormDefinition, answers: Answers): OpenStop[] =>
  fields_of(form).flatMap((field) =>
    texts_of(field, answers[field.id]).flatMap(({ text, ...place }) =>
      stops_in(text).map((words) => ({ ...place, words })),
    ),
  )
