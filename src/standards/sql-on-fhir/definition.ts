import { fail, type Issue } from '../../base/outcome/index.ts'
import { is_object } from '../fhir/index.ts'
import { resource_types } from '../fhirpath/index.ts'
import { read_constants, type Constants } from './constants.ts'
import { check_name, type Report } from './report.ts'

/** A ViewDefinition that has been read: what is wrong with it has been said, what is left out has its default. */
export type Column = {
  name: string
  path: string
  type: string | undefined
  collection: boolean
  description: string | undefined
  /** The tag `ansi/type`: the SQL type its author wants instead of the usual one. */
  sql_type: string | undefined
  place: string
}

export type Iteration =
  | { kind: 'forEach' | 'forEachOrNull'; path: string; place: string }
  | { kind: 'repeat'; paths: string[]; place: string }

export type Selection = {
  place: string
  columns: Column[]
  iteration: Iteration | undefined
  selects: Selection[]
  union: Selection[]
}

export type View = {
  resource: string
  constants: Constants
  where: { path: string; place: string }[]
  select: Selection[]
}

type Members = Record<string, unknown>

const selection_members = new Set('id extension column select forEach forEachOrNull repeat unionAll'.split(' '))
const column_members = new Set('id extension path name description collection type tag'.split(' '))
const where_members = new Set('id extension path description'.split(' '))
/** Deeper than any view a person can read. */
const depth_max = 20

const check_members = (one: Members, known: ReadonlySet<string>, place: string, report: Report): void => {
  for (const key of Object.keys(one))
    if (!known.has(key)) report('not-supported', `“${key.slice(0, 100)}” không được hỗ trợ ở đây`, place)
}

const objects_in = (value: unknown, place: string, report: Report): Members[] => {
  if (value === undefined) return []
  if (Array.isArray(value) && value.every(is_object)) return value
  report('structure', 'phải là mảng các đối tượng', place)
  return []
}

const text_in = (one: Members, key: string, place: string, report: Report): string | undefined => {
  const value = one[key]
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return value
  report('value', 'phải là chuỗi không rỗng', `${place}.${key}`)
  return undefined
}

const path_in = (one: Members, place: string, report: Report): string => {
  if (one['path'] === undefined) report('required', 'thiếu “path”', place)
  return text_in(one, 'path', place, report) ?? ''
}

const type_in = (one: Members, place: string, report: Report): string | undefined => {
  const type = text_in(one, 'type', place, report)?.replace(/^http:\/\/hl7\.org\/fhir\/StructureDefinition\//, '')
  if (type === undefined || /^(?:https?:\/\/\S+|[A-Za-z][\w.]*)$/.test(type)) return type
  report('value', 'type phải là tên hoặc URI của một kiểu FHIR', `${place}.type`)
  return undefined
}

const sql_type_in = (one: Members, place: string, report: Report): string | undefined => {
  const tags = objects_in(one['tag'], `${place}.tag`, report)
  return text_in(tags.find((tag) => tag['name'] === 'ansi/type') ?? {}, 'value', `${place}.tag`, report)
}

const read_column = (one: Members, place: string, report: Report): Column => {
  check_members(one, column_members, place, report)
  const { collection } = one
  if (collection !== undefined && typeof collection !== 'boolean')
    report('value', 'collection phải là true hoặc false', `${place}.collection`)
  return {
    name: check_name(one['name'], place, report),
    path: path_in(one, place, report),
    type: type_in(one, place, report),
    collection: collection === true,
    description: text_in(one, 'description', place, report),
    sql_type: sql_type_in(one, place, report),
    place,
  }
}

const read_iteration = (one: Members, place: string, report: Report): Iteration | undefined => {
  const given = (['forEach', 'forEachOrNull', 'repeat'] as const).filter((key) => one[key] !== undefined)
  const [kind] = given
  if (given.length > 1) report('invariant', `chỉ được có một trong ${given.join(', ')} (sql-expressions)`, place)
  if (kind === undefined) return undefined
  if (kind !== 'repeat') return { kind, path: text_in(one, kind, place, report) ?? '', place: `${place}.${kind}` }
  const paths = one['repeat']
  if (Array.isArray(paths) && paths.length > 0 && paths.every((path) => typeof path === 'string' && path.trim() !== ''))
    return { kind, paths: paths as string[], place: `${place}.repeat` }
  report('value', 'repeat phải là mảng các đường dẫn', `${place}.repeat`)
  return undefined
}

const read_selections = (value: unknown, place: string, depth: number, report: Report): Selection[] => {
  if (depth > depth_max) {
    report('too-long', `lồng quá ${depth_max} tầng`, place)
    return []
  }
  return objects_in(value, place, report).map((one, i) => read_selection(one, `${place}[${i}]`, depth, report))
}

const read_selection = (one: Members, place: string, depth: number, report: Report): Selection => {
  check_members(one, selection_members, place, report)
  return {
    place,
    columns: objects_in(one['column'], `${place}.column`, report).map((column, i) =>
      read_column(column, `${place}.column[${i}]`, report),
    ),
    iteration: read_iteration(one, place, report),
    selects: read_selections(one['select'], `${place}.select`, depth + 1, report),
    union: read_selections(one['unionAll'], `${place}.unionAll`, depth + 1, report),
  }
}

const read_resource = (definition: Members, report: Report): string => {
  const type = definition['resource']
  if (typeof type === 'string' && resource_types.has(type)) return type
  if (type === undefined) report('required', 'thiếu “resource”: kiểu tài nguyên của khung nhìn', 'ViewDefinition')
  else report('value', 'resource phải là tên một kiểu tài nguyên R4', 'ViewDefinition.resource')
  return ''
}

/** Throws one Failure with everything found; `place` of an issue is the path inside the definition. */
export const read_definition = (definition: unknown): View => {
  const issues: Issue[] = []
  const report: Report = (code, message, expression) => {
    if (issues.length < 20) issues.push({ severity: 'error', code, message: `ViewDefinition: ${message}`, expression })
  }
  if (!is_object(definition)) throw fail.value('ViewDefinition phải là một đối tượng')
  const type = definition['resourceType']
  if (type !== undefined && type !== 'ViewDefinition')
    report('value', 'resourceType phải là ViewDefinition', 'ViewDefinition.resourceType')
  if (definition['name'] !== undefined) check_name(definition['name'], 'ViewDefinition', report)
  const view: View = {
    resource: read_resource(definition, report),
    constants: read_constants(objects_in(definition['constant'], 'ViewDefinition.constant', report), report),
    where: objects_in(definition['where'], 'ViewDefinition.where', report).map((one, i) => {
      const place = `ViewDefinition.where[${i}]`
      check_members(one, where_members, place, report)
      return { path: path_in(one, place, report), place }
    }),
    select: read_selections(definition['select'], 'ViewDefinition.select', 1, report),
  }
  if (definition['select'] === undefined) report('required', 'thiếu “select”', 'ViewDefinition')
  if (issues.length > 0) throw fail.many(422, issues)
  return view
}
