import { fail } from '../../base/outcome/index.ts'
import { make_cell } from './cells.ts'
import type { Column, Iteration, Selection } from './definition.ts'
import { foci_of, values_of, type Compiled, type Compiler, type Focus } from './expression.ts'

/** Cells of some columns, in their order. */
export type Cells = readonly unknown[]

/** A selection structure ready to run. */
export type Part = {
  columns: Column[]
  /** Something in it is left to the engine, on the focus it is given. */
  needs_nodes: boolean
  rows: (focus: Focus, row_index: number) => Cells[]
  /** The row of a forEachOrNull that found nothing. */
  empty_row: Cells
}

/** Rows one resource may give: siblings multiply each other. */
const rows_max = 100_000

const product = (left: Cells[], right: Cells[]): Cells[] => {
  if (left.length * right.length > rows_max)
    throw fail.rule(`Một tài nguyên cho quá ${rows_max} dòng: các select cạnh nhau nhân số dòng với nhau`)
  if (left.length === 1 && left[0]?.length === 0) return right
  return left.flatMap((one) => right.map((other) => [...one, ...other]))
}

const column_part = (columns: Column[], type: string | undefined, compiler: Compiler): Part => {
  const compiled = columns.map((column) => ({
    column,
    path: compiler.compile(column.path, type, `${column.place}.path`),
  }))
  return {
    columns: compiled.map(({ column, path }) => ({ ...column, type: column.type ?? known_type(path) })),
    needs_nodes: compiled.some(({ path }) => !path.fast),
    rows: (focus, row_index) => [
      compiled.map(({ column, path }) => make_cell(values_of(path, focus, row_index), column)),
    ],
    empty_row: columns.map((column) => {
      if (column.path.trim() === '%rowIndex') return 0
      return column.collection ? [] : null
    }),
  }
}

const known_type = (path: Compiled): string | undefined =>
  path.type === 'nothing' || path.type === undefined || /^[A-Z]/.test(path.type) ? undefined : path.type

const shape_of = (part: Part): string =>
  part.columns.map((column) => `${column.name}${column.collection ? '[]' : ''}`).join(', ')

const union_part = (parts: Part[], place: string): Part | undefined => {
  const [first, ...others] = parts
  if (!first) return undefined
  for (const other of others) {
    if (shape_of(other) !== shape_of(first))
      throw fail.value(
        `Các nhánh của unionAll phải có cùng các cột, cùng thứ tự: (${shape_of(first)}) khác (${shape_of(other)})`,
        place,
      )
    const odd = first.columns.find((column, i) => differ(column.type, other.columns[i]?.type))
    if (odd) throw fail.value(`Các nhánh của unionAll cho cột “${odd.name}” những kiểu khác nhau`, place)
  }
  return {
    columns: first.columns,
    needs_nodes: parts.some((part) => part.needs_nodes),
    rows: (focus, row_index) => parts.flatMap((part) => part.rows(focus, row_index)),
    empty_row: first.empty_row,
  }
}

/** Texts are texts: a code and a string may stand in one column. Only what a database would keep apart is refused. */
const differ = (a: string | undefined, b: string | undefined): boolean => {
  const kind = (type: string): string => {
    if (/^(?:integer|positiveInt|unsignedInt|integer64|decimal)$/.test(type)) return 'number'
    return /^[a-z]/.test(type) && type !== 'boolean' ? 'text' : type
  }
  return a !== undefined && b !== undefined && kind(a) !== kind(b)
}

/** Columns, nested selects and the union of one structure, on one focus. */
const body_part = (selection: Selection, type: string | undefined, compiler: Compiler): Part => {
  const parts = [
    column_part(selection.columns, type, compiler),
    ...selection.selects.map((one) => compile_selection(one, type, compiler)),
  ]
  const union = union_part(
    selection.union.map((one) => compile_selection(one, type, compiler)),
    `${selection.place}.unionAll`,
  )
  if (union) parts.push(union)
  return {
    columns: parts.flatMap((part) => part.columns),
    needs_nodes: parts.some((part) => part.needs_nodes),
    rows: (focus, row_index) =>
      parts.reduce<Cells[]>(
        (rows, part) => (rows.length === 0 ? rows : product(rows, part.rows(focus, row_index))),
        [[]],
      ),
    empty_row: parts.flatMap((part) => part.empty_row),
  }
}

type Walk = (focus: Focus, row_index: number, with_nodes: boolean) => Focus[]
type Iterator = { type: string | undefined; is_fast: boolean; walk: Walk }

/**
 * Each item, then what is found below it: depth first, in the order of the document. The paths are compiled for the
 * resource and for each type they lead to (QuestionnaireResponse, then QuestionnaireResponse.item).
 */
const compile_repeat = (paths: string[], place: string, type: string | undefined, compiler: Compiler): Iterator => {
  const compile_all = (focus_type: string | undefined) => paths.map((path) => compiler.compile(path, focus_type, place))
  const first = compile_all(type)
  const types_after = (compiled: Compiled[]): Set<string | undefined> =>
    new Set(compiled.flatMap((one) => (one.type === 'nothing' ? [] : [one.type])))
  const [item_type] = types_after(first)
  const below = compile_all(item_type)
  const reached = types_after([...first, ...below])
  const is_one_type = reached.size <= 1
  const is_fast = is_one_type && [...first, ...below].every((one) => one.fast)
  const walk: Walk = (focus, row_index, with_nodes) => {
    const found: Focus[] = []
    const visit = (from: Focus, compiled: Compiled[]): void => {
      for (const path of compiled)
        for (const item of foci_of(path, from, row_index, with_nodes || !is_fast)) {
          found.push(item)
          if (found.length > rows_max) throw fail.rule(`repeat đi qua quá ${rows_max} phần tử`, place)
          visit(item, below)
        }
    }
    visit(focus, first)
    return found
  }
  return { type: is_one_type ? item_type : undefined, is_fast, walk }
}

const compile_iteration = (iteration: Iteration, type: string | undefined, compiler: Compiler): Iterator => {
  if (iteration.kind === 'repeat') return compile_repeat(iteration.paths, iteration.place, type, compiler)
  const compiled = compiler.compile(iteration.path, type, iteration.place)
  const walk: Walk = (focus, row_index, with_nodes) => foci_of(compiled, focus, row_index, with_nodes)
  return { type: compiled.type, is_fast: compiled.fast !== undefined, walk }
}

export const compile_selection = (selection: Selection, type: string | undefined, compiler: Compiler): Part => {
  const { iteration } = selection
  if (!iteration) return body_part(selection, type, compiler)
  const iterator = compile_iteration(iteration, type, compiler)
  const body = body_part(selection, iterator.type, compiler)
  const needs_nodes = !iterator.is_fast || body.needs_nodes
  return {
    ...body,
    needs_nodes,
    rows: (focus, row_index) => {
      const items = iterator.walk(focus, row_index, needs_nodes)
      if (items.length === 0 && iteration.kind === 'forEachOrNull') return [body.empty_row]
      return items.flatMap((item, i) => body.rows(item, i))
    },
  }
}
