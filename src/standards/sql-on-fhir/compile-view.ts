import { fail } from '../../base/outcome/index.ts'
import type { Resource } from '../fhir/index.ts'
import { read_definition, type View } from './definition.ts'
import { make_compiler, values_of, type Compiler, type Focus } from './expression.ts'
import { compile_selection, type Cells, type Part } from './selection.ts'

/** `type` is the one declared, or else the one the path leads to, where that is known and a primitive. */
export type ViewColumn = {
  name: string
  type?: string
  collection?: boolean
  description?: string
  /** Wished for by a tag `ansi/type`. */
  sql_type?: string
  /** In the definition, for refusals. */
  place: string
}

/** Column name → value, in the order of the columns. Numbers keep their digits (parse_exact), moments are texts. */
export type Row = { [column: string]: unknown }

export type CompiledView = { resource: string; columns: ViewColumn[]; rows: (resource: Resource) => Row[] }

type Condition = (focus: Focus) => boolean

const compile_where = (view: View, compiler: Compiler): Condition[] =>
  view.where.map(({ path, place }) => {
    const compiled = compiler.compile(path, view.resource, `${place}.path`)
    const not_boolean = () => fail.value(`where: “${path}” phải cho true hoặc false`, `${place}.path`)
    if (compiled.type !== undefined && compiled.type !== 'boolean' && compiled.type !== 'nothing') throw not_boolean()
    return (focus) => {
      const values = values_of(compiled, focus, 0)
      if (values.length > 1 || (values.length === 1 && typeof values[0] !== 'boolean')) throw not_boolean()
      return values[0] === true
    }
  })

const check_columns = (part: Part): void => {
  if (part.columns.length === 0) throw fail.value('ViewDefinition không có cột nào', 'ViewDefinition.select')
  const seen = new Set<string>()
  for (const column of part.columns) {
    if (seen.has(column.name)) throw fail.value(`Cột “${column.name}” có hai lần`, `${column.place}.name`)
    seen.add(column.name)
  }
}

const columns_of = (part: Part): ViewColumn[] =>
  part.columns.map(({ name, type, collection, description, sql_type, place }) => ({
    name,
    ...(type === undefined ? {} : { type }),
    ...(collection ? { collection } : {}),
    ...(description === undefined ? {} : { description }),
    ...(sql_type === undefined ? {} : { sql_type }),
    place,
  }))

/** The view run by the engine alone is what tests hold the fast path against. */
export const compile_view_with = (definition: unknown, use_fast_path: boolean): CompiledView => {
  const view = read_definition(definition)
  const compiler = make_compiler(view.constants, use_fast_path)
  const conditions = compile_where(view, compiler)
  const part = compile_selection(
    { place: 'ViewDefinition', columns: [], iteration: undefined, selects: view.select, union: [] },
    view.resource,
    compiler,
  )
  check_columns(part)
  const columns = columns_of(part)
  const to_row = (cells: Cells): Row => {
    const row: Row = {}
    for (let i = 0; i < columns.length; i += 1) row[columns[i]?.name ?? ''] = cells[i]
    return row
  }
  const rows = (resource: Resource): Row[] => {
    if (resource.resourceType !== view.resource) return []
    compiler.open(resource)
    const focus: Focus = { data: resource, node: undefined }
    if (!conditions.every((holds) => holds(focus))) return []
    return part.rows(focus, 0).map(to_row)
  }
  return { resource: view.resource, columns, rows }
}

/**
 * SQL on FHIR v2: reads a ViewDefinition, throws a Failure that names everything wrong with it, and gives its columns
 * and the rows of each resource. Hand in what parse_exact gave: lowBoundary() and highBoundary() look at the digits.
 */
export const compile_view = (definition: unknown): CompiledView => compile_view_with(definition, true)
