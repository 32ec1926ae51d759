import { align } from './align.ts'
import type { AnswerRow, Answers, AnswerValue, Change, ItemChange, RowChange, SheetComparison } from './contract.ts'
import { fields_of, is_field, type Field, type FormDefinition, type TableItem } from './form-definition.ts'
import { column_in_row, say_cell, say_value } from './say-value.ts'

type Rows = AnswerRow[]

const rows_of = (value: AnswerValue | undefined): Rows =>
  Array.isArray(value) ? value.filter((row): row is AnswerRow => typeof row === 'object' && row !== null) : []

/** A caption in brackets is written as a word where it stands alone; "(bảng)" says that the paper prints none. */
const bare_label = (label: string): string => {
  const bare = label === '(bảng)' ? '' : label.replace(/^\((.*)\)$/, '$1')
  return bare.charAt(0).toLocaleUpperCase('vi') + bare.slice(1)
}

/** "Diễn biến bệnh (Viết diễn biến theo cấu trúc như SOAP)": how to fill a column is no part of its name. */
const without_guide = (label: string): string => label.replace(/\s+\(.{24,}\)$/, '')

const cells_of = (table: TableItem, at: number, old: AnswerRow, fresh: AnswerRow): Change[] =>
  table.columns
    .filter((column) => column.type !== 'signature')
    .map((column) => column_in_row(table, at, column))
    .map((column) => ({
      label: bare_label(without_guide(column.label)),
      old: say_cell(column, old[column.id] ?? null),
      new: say_cell(column, fresh[column.id] ?? null),
    }))
    .filter((cell) => cell.old !== cell.new)

const words_of = (table: TableItem, row: AnswerRow): string =>
  JSON.stringify(table.columns.map((column) => say_cell(column, row[column.id] ?? null)))

const name_of_row = (table: TableItem, row: AnswerRow, at: number): string => {
  const printed = table.fixed_rows?.[at]
  const words = printed
    ? table.columns.flatMap((column) => printed[column.id] ?? []).filter((cell) => cell !== true)
    : []
  if (words.length > 0) return words.join(' ')
  const time = table.columns.find((column) => column.type === 'datetime' || column.type === 'date')
  return (time && say_cell(time, row[time.id] ?? null)) || `Dòng ${at + 1}`
}

type Pair = { old: AnswerRow | undefined; new: AnswerRow | undefined; at: number }

const is_like = (table: TableItem, old: AnswerRow | undefined, fresh: AnswerRow | undefined): boolean =>
  table.columns.some((column) => {
    const words = say_cell(column, old?.[column.id] ?? null)
    return words !== '' && words === say_cell(column, fresh?.[column.id] ?? null)
  })

/** Rows between two that stayed: one that still says something of one that went is that one, changed. */
const pair_gap = (table: TableItem, gone: Pair[], came: Pair[]): Pair[] => {
  if (gone.length === came.length) return came.map((pair, i) => ({ ...pair, old: gone[i]?.old }))
  const left = [...gone]
  const pairs: Pair[] = []
  for (const pair of came) {
    const found = left.findIndex((one) => is_like(table, one.old, pair.new))
    const before = left.splice(0, found + 1)
    pairs.push(...before.slice(0, -1), { ...pair, old: before.at(-1)?.old })
  }
  return [...pairs, ...left]
}

/** Which row became which: printed rows keep their places, the others are found again by their words. */
const pair_rows = (table: TableItem, old: Rows, fresh: Rows): Pair[] => {
  if (table.fixed_rows)
    return Array.from({ length: Math.max(old.length, fresh.length) }, (_, at) => ({ old: old[at], new: fresh[at], at }))
  const pairs: Pair[] = []
  let [gone, came]: [Pair[], Pair[]] = [[], []]
  const words = (row: AnswerRow): string => words_of(table, row)
  for (const step of align(old.map(words), fresh.map(words))) {
    if (step.kind === 'gone') gone.push({ old: old[step.old], new: undefined, at: step.old })
    else if (step.kind === 'new') came.push({ old: undefined, new: fresh[step.new], at: step.new })
    else {
      pairs.push(...pair_gap(table, gone, came))
      ;[gone, came] = [[], []]
    }
  }
  return [...pairs, ...pair_gap(table, gone, came)]
}

const kind_of = (pair: Pair): RowChange['kind'] => {
  if (pair.old === undefined) return 'new'
  return pair.new === undefined ? 'gone' : 'changed'
}

const table_changes = (table: TableItem, old: AnswerValue | undefined, fresh: AnswerValue | undefined): RowChange[] =>
  pair_rows(table, rows_of(old), rows_of(fresh))
    .map((pair) => ({
      name: name_of_row(table, pair.new ?? pair.old ?? {}, pair.at),
      kind: kind_of(pair),
      cells: cells_of(table, pair.at, pair.old ?? {}, pair.new ?? {}),
    }))
    .filter((row) => row.cells.length > 0)

/** A box nobody ticked and one that was unticked look the same on paper. */
const said = (field: Field, value: AnswerValue | undefined): string =>
  field.type === 'boolean' && value === false ? '' : say_value(field, value)

const without_colon = (label: string): string => label.replace(/:\s*$/, '')

/** A code box has no words of its own: it is named after its text. */
const label_of = (form: FormDefinition, field: Field): string => {
  const text = field.type === 'code' ? fields_of(form).find((one) => one.id === field.of) : undefined
  const label = text ? `${without_colon(text.label)} – mã` : without_colon(field.label || field.id)
  return bare_label(label)
}

const change_of = (form: FormDefinition, field: Field, old: Answers, fresh: Answers): ItemChange[] => {
  const head = { item: field.id, label: label_of(form, field) }
  if (field.type === 'signature') return []
  if (field.type === 'table') {
    const rows = table_changes(field, old[field.id], fresh[field.id])
    return rows.length > 0 ? [{ ...head, old: '', new: '', rows }] : []
  }
  const words = { old: said(field, old[field.id]), new: said(field, fresh[field.id]) }
  return words.old === words.new ? [] : [{ ...head, ...words }]
}

/** What differs between two copies of a sheet, in the form's order and in the words of the paper. */
export const sheet_differences = (form: FormDefinition, old: Answers, fresh: Answers): SheetComparison['sections'] =>
  form.sections
    .map((section) => ({
      id: section.id,
      title: section.title,
      items: section.items.filter(is_field).flatMap((field) => change_of(form, field, old, fresh)),
    }))
    .filter((section) => section.items.length > 0)
